import * as os from "node:os";
import * as vscode from "vscode";
import type { Cmg } from "../context";
import { errorText } from "../errors";
import { extensionVersion } from "../server/find";

export async function restartServer(cmg: Cmg): Promise<void> {
  await cmg.session.restart();
}

export function showLog(cmg: Cmg): Promise<void> {
  cmg.log.show();
  return Promise.resolve();
}

/** What a report of a bug needs, also where the server is what does not work. */
export async function reportStatus(cmg: Cmg): Promise<void> {
  const status = {
    extension: extensionVersion(cmg.extension),
    editor: `${vscode.env.appName} ${vscode.version}`,
    host: `${vscode.env.appHost}${vscode.env.remoteName === undefined ? "" : `, ${vscode.env.remoteName}`}`,
    system: `${os.platform()} ${os.release()} ${os.arch()}`,
    trusted: vscode.workspace.isTrusted,
    program: await cmg.session.server().catch(errorText),
    session: cmg.session.phase,
    server: await cmg.session.ask("cmglint.status").catch(errorText),
  };
  const content = `${JSON.stringify(status, null, 2)}\n`;
  const document = await vscode.workspace.openTextDocument({ language: "json", content });
  await vscode.window.showTextDocument(document);
}
