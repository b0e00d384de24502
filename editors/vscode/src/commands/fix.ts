import * as vscode from "vscode";
import type { Cmg } from "../context";
import { actionsAt, carryOut } from "./actions";
import { target } from "./target";

export async function fixAll(cmg: Cmg): Promise<void> {
  const document = await vscode.workspace.openTextDocument(target(cmg, undefined));
  await vscode.window.showTextDocument(document);
  const all = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  const [action] = await actionsAt(document, all, vscode.CodeActionKind.SourceFixAll.append("cmglint"));
  if (action === undefined) {
    void vscode.window.showInformationMessage("There is nothing to fix that is safe to fix.");
    return;
  }
  await carryOut(action);
}
