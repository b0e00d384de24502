import * as vscode from "vscode";
import type { Cmg } from "../context";
import { hasKey, setKey } from "../settingsText";
import { target } from "./target";

const NAMES = ["cmglint.toml", ".cmglint.toml"];
const BASELINE = "git:HEAD";

/** Writes `baseline = "git:HEAD"` into the settings that hold for the document. */
export async function useGitBaseline(cmg: Cmg, named?: unknown): Promise<void> {
  const uri = target(cmg, named);
  const file = await settingsOf(uri);
  const text = (await isFile(file)) ? await textOf(file) : "";
  const edit = setKey(text, "baseline", JSON.stringify(BASELINE));
  const changed = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  await write(file, changed, text);
  const name = vscode.workspace.asRelativePath(file);
  const said = `${name} now says that documents are compared with ${BASELINE}.${await exception(uri)}`;
  if ((await vscode.window.showInformationMessage(said, "Open")) !== undefined) {
    await vscode.window.showTextDocument(file);
  }
}

/** The nearest settings above a document, or where they shall be. */
async function settingsOf(document: vscode.Uri): Promise<vscode.Uri> {
  if (document.scheme !== "file") {
    throw new Error("Save the document first: its settings stand in a folder above it.");
  }
  for (const folder of foldersAbove(document)) {
    for (const name of NAMES) {
      const file = vscode.Uri.joinPath(folder, name);
      if (await isFile(file)) {
        return file;
      }
    }
  }
  const root = vscode.workspace.getWorkspaceFolder(document)?.uri ?? vscode.Uri.joinPath(document, "..");
  return vscode.Uri.joinPath(root, "cmglint.toml");
}

function foldersAbove(document: vscode.Uri): vscode.Uri[] {
  const folders: vscode.Uri[] = [];
  let folder = vscode.Uri.joinPath(document, "..");
  while (folders.at(-1)?.path !== folder.path) {
    folders.push(folder);
    folder = vscode.Uri.joinPath(folder, "..");
  }
  return folders;
}

/** Through the editor where the file is open, so that nothing unsaved is lost. */
async function write(file: vscode.Uri, changed: string, before: string): Promise<void> {
  const open = vscode.workspace.textDocuments.find((it) => it.uri.toString() === file.toString());
  if (open === undefined) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(changed));
    return;
  }
  const all = new vscode.Range(new vscode.Position(0, 0), open.positionAt(before.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(file, all, changed);
  await vscode.workspace.applyEdit(edit);
  await open.save();
}

/** Who has the last word instead, if anybody. */
async function exception(document: vscode.Uri): Promise<string> {
  if (vscode.workspace.getConfiguration("cmglint").get<string | null>("baseline")) {
    return " The setting cmglint.baseline of the editor comes before that.";
  }
  return hasKey(await textOf(document), "baseline") ? " This document has a key baseline, which comes before that." : "";
}

async function textOf(file: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(file)).getText();
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.File) !== 0,
    () => false,
  );
}
