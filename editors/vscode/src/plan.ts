import * as vscode from "vscode";
import { errorText } from "./errors";
import { PLAN_SCHEME, planAddress } from "./names";
import { withBoxes } from "./words";
import type { Documents } from "./documents";
import type { Session } from "./session";

/** Plans as pages beside their documents, which follow what is typed. */
export class Plans implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registrations: vscode.Disposable;
  /** Documents whose plan somebody has asked for, by their addresses. */
  private readonly shown = new Set<string>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: Session,
    documents: Documents,
  ) {
    this.registrations = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(PLAN_SCHEME, this),
      documents.onDidSettle((uri) => void this.refresh(uri)),
      session.onDidChange((phase) => {
        if (phase === "running") {
          this.shown.forEach((uri) => void this.refresh(vscode.Uri.parse(uri, true)));
        }
      }),
    );
  }

  async show(document: vscode.Uri): Promise<void> {
    this.shown.add(document.toString());
    const page = pageOf(document);
    this.changed.fire(page);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
  }

  /** The plan as Markdown. */
  async provideTextDocumentContent(page: vscode.Uri): Promise<string> {
    try {
      const document = vscode.Uri.parse(page.query, true);
      this.shown.add(document.toString());
      return withBoxes(String(await this.session.ask("cmglint.plan", this.session.addressOf(document))));
    } catch (error) {
      return `There is no plan: ${errorText(error)}\n`;
    }
  }

  dispose(): void {
    this.registrations.dispose();
  }

  private async refresh(document: vscode.Uri): Promise<void> {
    if (!this.shown.has(document.toString())) {
      return;
    }
    if (!anyPreview()) {
      this.shown.clear();
      return;
    }
    const page = pageOf(document);
    const isKept = vscode.workspace.textDocuments.some((it) => it.uri.toString() === page.toString());
    if (isKept) {
      this.changed.fire(page);
      return;
    }
    // The editor forgets texts that stand in no editor after a while, and with them the preview
    // stops to follow.
    await vscode.workspace.openTextDocument(page);
    await vscode.commands.executeCommand("markdown.preview.refresh");
  }
}

function pageOf(document: vscode.Uri): vscode.Uri {
  return vscode.Uri.from(planAddress(document.toString(), document.path));
}

function anyPreview(): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes("markdown.preview"));
}
