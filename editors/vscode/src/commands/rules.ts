import * as vscode from "vscode";
import type { Cmg } from "../context";
import { run } from "../server/run";
import { ruleOf } from "../findings";

interface Rule {
  readonly name: string;
  readonly family: string;
  readonly severity: string;
  readonly summary: string;
}

/** Shows the page of a rule: that of the argument, or one that the user picks. */
export async function explainRule(cmg: Cmg, named?: unknown): Promise<void> {
  const name = typeof named === "string" ? named : await pick(cmg);
  if (name !== undefined) {
    await cmg.pages.showMarkdown(name, String(await cmg.session.ask("cmglint.explain", name)));
  }
}

async function pick(cmg: Cmg): Promise<string | undefined> {
  const rules = list(cmg).then((rules) => items(rules, rulesHere(cmg)));
  const options = { title: "Explain Rule", placeHolder: "Name of the rule, or what it is about", matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(rules, options))?.label;
}

async function list(cmg: Cmg): Promise<Rule[]> {
  const { path } = await cmg.session.server();
  const { stdout } = await run(path, ["rules", "--format", "json"]);
  return JSON.parse(stdout) as Rule[];
}

/** Rules that have found something come first, those at the cursor before all others. */
function items(rules: Rule[], here: readonly string[]): vscode.QuickPickItem[] {
  const item = ({ name, family, severity, summary }: Rule): vscode.QuickPickItem => ({
    label: name,
    description: `${family}, ${severity}`,
    detail: summary,
  });
  const heading = (label: string): vscode.QuickPickItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const found = here.flatMap((name) => rules.filter((rule) => rule.name === name));
  const others = rules.filter((rule) => !here.includes(rule.name));
  return [heading("found in this document"), ...found.map(item), heading("all rules"), ...others.map(item)];
}

function rulesHere(cmg: Cmg): string[] {
  const editor = cmg.documents.active();
  if (editor === undefined) {
    return [];
  }
  const findings = vscode.languages.getDiagnostics(editor.document.uri);
  const touched = findings.filter((it) => it.range.contains(editor.selection.active));
  const names = [...touched, ...findings].map(ruleOf).filter((name) => name !== undefined);
  return [...new Set(names)];
}
