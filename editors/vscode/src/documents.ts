import * as vscode from "vscode";
import type { Session } from "./session";
import { isDeployedName, isDocumentName, isSettingsName } from "./names";

/** After so much silence in a document its plan and its gateways are asked for again. */
const SILENCE = 300;

const ANYWHERE = "**/{cmg,*.cmg}.toml";

export function isDocument(document: vscode.TextDocument): boolean {
  const isWrittenHere = document.uri.scheme === "file" || document.uri.scheme === "untitled";
  return isWrittenHere && (document.languageId === "cmg" || isDocumentName(document.uri.path));
}

/** Which document the user is at, and when something about one has changed. */
export class Documents implements vscode.Disposable {
  private readonly moved = new vscode.EventEmitter<vscode.Uri | undefined>();
  private readonly settled = new vscode.EventEmitter<vscode.Uri>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly registrations: vscode.Disposable;
  private at: vscode.Uri | undefined;

  /** The user has gone to another document. */
  readonly onDidMove = this.moved.event;
  /** The text of a document or its findings have changed, and then not for a moment. */
  readonly onDidSettle = this.settled.event;

  constructor(session: Session) {
    // Files also come and go by a checkout, or in a terminal.
    const watcher = vscode.workspace.createFileSystemWatcher(ANYWHERE, false, true, false);
    this.registrations = vscode.Disposable.from(
      this.moved,
      this.settled,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.visit(editor?.document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.meet(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isDocument(document)) {
          this.touch(document.uri);
        }
      }),
      session.onDidJudge((uri) => {
        this.touch(uri);
      }),
      // Documents that are not open are judged all at once.
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        uris.filter((uri) => uri.toString() === this.at?.toString()).forEach((uri) => {
          this.touch(uri);
        });
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.look()),
      watcher,
      watcher.onDidCreate(() => void this.look()),
      watcher.onDidDelete(() => void this.look()),
    );
    vscode.workspace.textDocuments.forEach((document) => {
      this.meet(document);
    });
    this.visit(vscode.window.activeTextEditor?.document);
    void this.look();
  }

  /** The document that is edited, or was last. */
  get current(): vscode.Uri | undefined {
    return this.at;
  }

  /** The document that the user looks at right now. */
  active(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor;
    return editor !== undefined && isDocument(editor.document) ? editor : undefined;
  }

  dispose(): void {
    this.timers.forEach((timer) => {
      clearTimeout(timer);
    });
    this.registrations.dispose();
  }

  private visit(document: vscode.TextDocument | undefined): void {
    if (document !== undefined && isDocument(document)) {
      this.move(document.uri);
    }
  }

  private move(uri: vscode.Uri | undefined): void {
    if (uri?.toString() === this.at?.toString()) {
      return;
    }
    this.at = uri;
    void vscode.commands.executeCommand("setContext", "cmglint.hasDocument", uri !== undefined);
    this.moved.fire(uri);
  }

  /** Without another extension for TOML the settings would have no colours. */
  private meet(document: vscode.TextDocument): void {
    if (document.languageId === "plaintext" && isSettingsName(document.uri.path)) {
      void vscode.languages.setTextDocumentLanguage(document, "cmglint");
    }
  }

  /** Where no document has been opened yet, one of the workspace is shown. */
  private async look(): Promise<void> {
    if (this.at !== undefined && (await exists(this.at))) {
      return;
    }
    const files = await vscode.workspace.findFiles(ANYWHERE, "**/node_modules/**", 100);
    const paths = files.sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
    if (this.at === undefined || !(await exists(this.at))) {
      this.move(paths[0]);
    }
  }

  private touch(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.settled.fire(uri);
    }, SILENCE);
    this.timers.set(key, timer);
  }
}

/** What shall be is of more interest than what is, and what lies higher than what lies deeper. */
function rank(uri: vscode.Uri): number {
  return uri.path.split("/").length + (isDeployedName(uri.path) ? 1000 : 0);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== "file") {
    return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  }
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
