import * as vscode from "vscode";
import type { Cmg } from "../context";

/** Everything else is proposed by the server, from here on. */
const FIRST_LINES = "format = 1\n\n";

export async function newDocument(cmg: Cmg): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder?.scheme !== "file") {
    const document = await vscode.workspace.openTextDocument({ language: "cmg", content: FIRST_LINES });
    await show(document);
    return;
  }
  const file = vscode.Uri.joinPath(folder, "cmg.toml");
  const isThere = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) {
    cmg.log.info(`${file.fsPath} exists already`);
    await vscode.window.showTextDocument(file);
    return;
  }
  // It has its name, and becomes a file when somebody saves it.
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: "untitled" }));
  if (document.getText() === "") {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), FIRST_LINES);
    await vscode.workspace.applyEdit(edit);
  }
  await show(document);
}

/** With the cursor at the end, where the next line is written. */
async function show(document: vscode.TextDocument): Promise<void> {
  const end = document.positionAt(document.getText().length);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end) });
}
