import * as vscode from "vscode";
import { SELECTOR } from "./client";

/** The rule behind a finding; nothing where another extension has found it. */
export function ruleOf(finding: vscode.Diagnostic): string | undefined {
  const { code, source } = finding;
  const value = typeof code === "object" ? code.value : code;
  // `settings` is what the server says of a wrong cmglint.toml: there is no rule behind it.
  return source === "cmglint" && typeof value === "string" && value !== "settings" ? value : undefined;
}

/** Leads from a finding to the page of its rule. */
class Explanations implements vscode.CodeActionProvider {
  provideCodeActions(_document: vscode.TextDocument, _range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const rules = new Map<string, vscode.Diagnostic[]>();
    for (const finding of context.diagnostics) {
      const rule = ruleOf(finding);
      if (rule !== undefined) {
        rules.set(rule, [...(rules.get(rule) ?? []), finding]);
      }
    }
    return [...rules].map(([rule, findings]) => {
      const title = `Explain \`${rule}\``;
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { command: "cmglint.explainRule", title, arguments: [rule] };
      action.diagnostics = findings;
      return action;
    });
  }
}

export function registerExplanations(): vscode.Disposable {
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
  return vscode.languages.registerCodeActionsProvider(SELECTOR, new Explanations(), { providedCodeActionKinds });
}
