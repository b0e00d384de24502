import * as vscode from "vscode";
import { errorText } from "./errors";
import type { Documents } from "./documents";
import type { Session } from "./session";

/** As the protocol writes places. */
export interface Place {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

export interface Role {
  readonly kind: string;
  readonly name: string;
  readonly detail: string | null;
  readonly range: Place;
  readonly selectionRange: Place;
  readonly counts: Counts;
}

export type Change = "new" | "redeploy" | "convert" | "in-place" | "none";

export interface Gateway {
  readonly name: string;
  readonly detail: string | null;
  readonly range: Place;
  readonly selectionRange: Place;
  readonly counts: Counts;
  readonly certificateDaysLeft: number | null;
  readonly change: Change | null;
  readonly summary: string | null;
  readonly children: readonly Role[];
}

const OVERVIEW = "cmglint.overview";

/** What the server's command answers. */
export interface Overview {
  /** What the document is compared with, as people know it. */
  readonly baseline: string | null;
  readonly counts: Counts;
  readonly gateways: readonly Gateway[];
  readonly rest: readonly Role[];
}

/** The gateways of the current document, kept up to date. */
export class Overviews implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly registrations: vscode.Disposable;
  private latest: { uri: vscode.Uri; overview: Overview } | undefined;
  private problem: string | undefined;
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: Session,
    private readonly documents: Documents,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.registrations = vscode.Disposable.from(
      this.changed,
      documents.onDidMove(() => void this.refresh()),
      documents.onDidSettle((uri) => {
        if (uri.toString() === documents.current?.toString()) {
          void this.refresh();
        }
      }),
      session.onDidChange((phase) => {
        if (phase !== "starting") {
          void this.refresh();
        }
      }),
    );
  }

  get current(): { readonly uri: vscode.Uri; readonly overview: Overview } | undefined {
    return this.latest;
  }

  /** Why there is nothing to show, in words for the user. */
  get reason(): string | undefined {
    return this.problem;
  }

  dispose(): void {
    this.registrations.dispose();
  }

  private async refresh(): Promise<void> {
    const uri = this.documents.current;
    this.problem = undefined;
    if (uri === undefined || this.session.phase !== "running") {
      this.latest = undefined;
    } else {
      try {
        const overview = (await this.session.ask(OVERVIEW, this.session.addressOf(uri))) as Overview | null;
        if (uri.toString() !== this.documents.current?.toString()) {
          return;
        }
        this.latest = overview === null ? undefined : { uri, overview };
      } catch (error) {
        this.latest = undefined;
        this.problem = errorText(error);
        this.log.debug(`no overview of ${uri.toString()}: ${this.problem}`);
      }
    }
    this.changed.fire();
  }
}
