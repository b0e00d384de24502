import * as vscode from "vscode";
import type { Cmg } from "../context";
import { actionsAt, carryOut } from "./actions";
import { activeEditor } from "./target";

/** Accepts a finding at the cursor by the server's action, whose title is "Accept `rule` with a comment". */
export async function acceptFinding(cmg: Cmg): Promise<void> {
  const { document, selection } = activeEditor(cmg);
  // As the light bulb does: what is on the line counts where nothing is at the cursor itself.
  const line = document.lineAt(selection.active).range;
  const here = await acceptances(document, selection);
  const actions = here.length > 0 ? here : await acceptances(document, line);
  if (actions.length === 0) {
    void vscode.window.showInformationMessage("There is no finding on this line that a comment may accept.");
    return;
  }
  const items = actions.map((action) => ({ label: action.title, action }));
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items);
  if (chosen !== undefined) {
    await carryOut(chosen.action);
  }
}

async function acceptances(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const offered = await actionsAt(document, range, vscode.CodeActionKind.QuickFix);
  return offered.filter(({ title }) => title.startsWith("Accept `"));
}
