import * as vscode from "vscode";
import { findings, shortBaseline } from "./words";
import type { Documents } from "./documents";
import type { Counts, Overviews } from "./overview";
import type { Session } from "./session";

/** The item in the status bar: the worst of what was found, and what the document is compared with. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("cmglint.status", vscode.StatusBarAlignment.Left, 0);
  private readonly registrations: vscode.Disposable;

  constructor(
    private readonly session: Session,
    private readonly documents: Documents,
    private readonly overviews: Overviews,
  ) {
    this.item.name = "CMG";
    this.item.command = "cmglint.showMenu";
    const update = (): void => {
      this.update();
    };
    this.registrations = vscode.Disposable.from(
      this.item,
      session.onDidChange(update),
      documents.onDidMove(update),
      overviews.onDidChange(update),
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.languages.onDidChangeDiagnostics(update),
    );
    this.update();
  }

  dispose(): void {
    this.registrations.dispose();
  }

  private update(): void {
    const document = this.documents.active()?.document;
    if (document === undefined) {
      this.item.hide();
      return;
    }
    this.item.backgroundColor = undefined;
    switch (this.session.phase) {
      case "running":
        this.say(count(document.uri), this.baseline(document.uri));
        break;
      case "failed":
        this.item.text = "$(error) CMG: no server";
        this.item.tooltip = "Nothing is checked, because the server is not running.";
        this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
        break;
      default:
        this.item.text = "$(loading~spin) CMG";
        this.item.tooltip = "The server starts.";
    }
    this.item.show();
  }

  /** Nothing while that is not known. */
  private baseline(document: vscode.Uri): string | null | undefined {
    const current = this.overviews.current;
    return current?.uri.toString() === document.toString() ? current.overview.baseline : undefined;
  }

  private say(counts: Counts, baseline: string | null | undefined): void {
    const compared = typeof baseline === "string" ? ` $(git-compare) ${shortBaseline(baseline)}` : "";
    this.item.text = `${worst(counts)}${compared}`;
    const found = `${findings(counts) || "No findings"} in this document.`;
    const against = baseline === null ? "It is compared with nothing." : `It is compared with ${baseline}.`;
    this.item.tooltip = baseline === undefined ? found : `${found} ${against}`;
  }
}

function worst({ error, warning, info }: Counts): string {
  if (error > 0) {
    return `$(error) CMG ${error}`;
  }
  if (warning > 0) {
    return `$(warning) CMG ${warning}`;
  }
  return info > 0 ? `$(info) CMG ${info}` : "$(check) CMG";
}

/** Of what the editor shows, so that the item and the squiggles never disagree. */
function count(document: vscode.Uri): Counts {
  const own = vscode.languages.getDiagnostics(document).filter((it) => it.source === "cmglint");
  const of = (severity: vscode.DiagnosticSeverity): number => own.filter((it) => it.severity === severity).length;
  return {
    error: of(vscode.DiagnosticSeverity.Error),
    warning: of(vscode.DiagnosticSeverity.Warning),
    info: of(vscode.DiagnosticSeverity.Information),
  };
}
