import * as vscode from "vscode";
import type { Cmg } from "../context";

/**
 * The document that a command is for: the one that it was called with (by a lens as text, by a menu
 * as an address), else the one that is edited, else the one that the view shows.
 */
export function target(cmg: Cmg, named: unknown): vscode.Uri {
  const uri = address(named) ?? cmg.documents.active()?.document.uri ?? cmg.documents.current;
  if (uri === undefined) {
    throw new Error("Open a cmg.toml first.");
  }
  return uri;
}

function address(named: unknown): vscode.Uri | undefined {
  if (named instanceof vscode.Uri) {
    return named;
  }
  return typeof named === "string" ? vscode.Uri.parse(named, true) : undefined;
}

/** The editor of a document, for what is done at the cursor. */
export function activeEditor(cmg: Cmg): vscode.TextEditor {
  const editor = cmg.documents.active();
  if (editor === undefined) {
    throw new Error("Go to a cmg.toml first.");
  }
  return editor;
}
