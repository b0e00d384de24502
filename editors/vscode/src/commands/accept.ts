import * as vscode from "vscode";
import type { Cmg } from "../context";
import { actionsAt, carryOut } from "./actions";
import { activeEditor } from "./target";

/** Accepts a finding at the cursor by the server's action, whose title is "Accept `rule` with a comment". */
export async function acceptFinding(cmg: Cmg): Promise<void> {
  const { document, selection } = activeEditor(cmg);
  const offered = await actionsAt(document, selection, vscode.CodeActionKind.QuickFix);
  const actions = offered.filter(({ title }) => title.startsWith("Accept `"));
  if (actions.length === 0) {
    void vscode.window.showInformationMessage("There is no finding at the cursor that a comment may accept.");
    return;
  }
  const items = actions.map((action) => ({ label: action.title, action }));
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items);
  if (chosen !== undefined) {
    await carryOut(chosen.action);
  }
}
