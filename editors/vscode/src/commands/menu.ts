import * as vscode from "vscode";
import type { Cmg } from "../context";

interface Entry extends vscode.QuickPickItem {
  readonly command: string;
}

const ALWAYS: readonly Entry[] = [
  { label: "$(book) Explain a rule…", command: "cmglint.explainRule" },
  { label: "$(output) Show log", command: "cmglint.showLog" },
  { label: "$(debug-restart) Restart server", command: "cmglint.restartServer" },
];

const RUNNING: readonly Entry[] = [
  { label: "$(list-unordered) Show problems", command: "workbench.actions.view.problems" },
  { label: "$(wand) Fix all problems with safe fixes", command: "cmglint.fixAll" },
  { label: "$(git-compare) Show change plan", command: "cmglint.showPlan" },
  { label: "$(terminal-powershell) Copy change plan as PowerShell", command: "cmglint.copyPlanScript" },
  { label: "$(git-commit) Compare with git HEAD", command: "cmglint.useGitBaseline" },
];

/** What the status bar leads to. */
export async function showMenu(cmg: Cmg): Promise<void> {
  const entries = cmg.session.phase === "running" ? [...RUNNING, ...ALWAYS] : ALWAYS;
  const chosen = await vscode.window.showQuickPick(entries, { title: "CMG" });
  if (chosen !== undefined) {
    await vscode.commands.executeCommand(chosen.command);
  }
}
