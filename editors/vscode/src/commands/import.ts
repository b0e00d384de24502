import path from "node:path";
import * as vscode from "vscode";
import type { Cmg } from "../context";
import { deployedName, isDeployedName } from "../names";
import { run } from "../server/run";

/** Turns exports of what is deployed into a deployed document beside them. */
export async function importLiveState(cmg: Cmg): Promise<void> {
  const exports = await vscode.window.showOpenDialog({
    title: "Exports of Get-CMCloudManagementGateway and of the Cmdlets of Its Roles",
    openLabel: "Import",
    canSelectMany: true,
    filters: { "Exports (JSON, CSV, list)": ["json", "csv", "txt"], "All files": ["*"] },
  });
  const [first] = exports ?? [];
  if (exports === undefined || first === undefined) {
    return;
  }
  const { text, remarks } = await imported(cmg, exports);
  const file = await place(vscode.Uri.joinPath(first, "..", deployedName(first.path)));
  if (file === undefined) {
    return;
  }
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(file);
  if (remarks !== "") {
    cmg.log.info(`import of ${first.fsPath}\n${remarks}`);
    const number = remarks.split("\n").length;
    const said = `The import has ${number === 1 ? "a remark" : `${number} remarks`} on what was left out or not understood.`;
    if ((await vscode.window.showInformationMessage(said, "Show Log")) !== undefined) {
      cmg.log.show();
    }
  }
}

async function imported(cmg: Cmg, exports: readonly vscode.Uri[]): Promise<{ text: string; remarks: string }> {
  const { path: program } = await cmg.session.server();
  const files = exports.map((uri) => uri.fsPath);
  const { code, stdout, stderr } = await run(program, ["import", ...like(cmg), "--", ...files], {
    folder: path.dirname(files[0] ?? ""),
  });
  const remarks = stderr.trim();
  if (code !== 0) {
    throw new Error(remarks === "" ? `The import failed with status ${code}.` : remarks);
  }
  return { text: stdout, remarks };
}

/** So that gateways keep the handles of the document that is worked on. */
function like(cmg: Cmg): string[] {
  const current = cmg.documents.current;
  return current?.scheme === "file" && !isDeployedName(current.path) ? ["--like", current.fsPath] : [];
}

/** Where to write; nothing where the user has thought better of it. */
async function place(file: vscode.Uri): Promise<vscode.Uri | undefined> {
  const isThere = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    return file;
  }
  const name = path.basename(file.fsPath);
  const question = `${name} exists. Replace it with what was imported?`;
  switch (await vscode.window.showWarningMessage(question, { modal: true }, "Replace", "Save As…")) {
    case "Replace":
      return file;
    case "Save As…":
      // This dialogue asks by itself before it replaces a file.
      return await vscode.window.showSaveDialog({ defaultUri: file, filters: { "CMG documents": ["cmg.toml"] } });
    default:
      return undefined;
  }
}
