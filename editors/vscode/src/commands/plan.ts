import * as vscode from "vscode";
import type { Cmg } from "../context";
import { target } from "./target";

export async function showPlan(cmg: Cmg, document?: unknown): Promise<void> {
  await cmg.plans.show(target(cmg, document));
}

export async function copyPlanScript(cmg: Cmg, document?: unknown): Promise<void> {
  const uri = target(cmg, document);
  const script = await cmg.session.ask("cmglint.planScript", cmg.session.addressOf(uri));
  if (typeof script !== "string" || script === "") {
    throw new Error("There is no plan for this document.");
  }
  await vscode.env.clipboard.writeText(script);
  const text = "The plan was copied as a PowerShell script. It asks before every step, and needs the console of Configuration Manager.";
  if ((await vscode.window.showInformationMessage(text, "Open as Document")) !== undefined) {
    const opened = await vscode.workspace.openTextDocument({ language: "powershell", content: script });
    await vscode.window.showTextDocument(opened);
  }
}
