import * as vscode from "vscode";

/** How many actions are asked for their edits. */
const RESOLVED = 20;

/** What the server offers for a range, with the edits. */
export async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const command = "vscode.executeCodeActionProvider";
  const found = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[] | undefined>(
    command,
    document.uri,
    range,
    kind.value,
    RESOLVED,
  );
  return (found ?? []).filter((it): it is vscode.CodeAction => typeof it.command !== "string");
}

/** Its edit, and then its command. */
export async function carryOut(action: vscode.CodeAction): Promise<void> {
  if (action.edit !== undefined && !(await vscode.workspace.applyEdit(action.edit))) {
    throw new Error("The document has changed in the meantime. Try again.");
  }
  if (action.command !== undefined) {
    const args = (action.command.arguments ?? []) as unknown[];
    await vscode.commands.executeCommand(action.command.command, ...args);
  }
}
