import * as vscode from "vscode";
import { errorText, firstLine } from "../errors";
import type { Cmg } from "../context";
import { acceptFinding } from "./accept";
import { fixAll } from "./fix";
import { useGitBaseline } from "./baseline";
import { importLiveState } from "./import";
import { inspectCertificate } from "./inspect";
import { showMenu } from "./menu";
import { newDocument } from "./new";
import { copyPlanScript, showPlan } from "./plan";
import { explainRule } from "./rules";
import { reportStatus, restartServer, showLog } from "./server";

type Command = (cmg: Cmg, ...args: never[]) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = {
  acceptFinding,
  copyPlanScript,
  explainRule,
  fixAll,
  importLiveState,
  inspectCertificate,
  newDocument,
  reportStatus,
  restartServer,
  showLog,
  showMenu,
  showPlan,
  useGitBaseline,
};

/** All commands of the extension. What one throws is told to the user. */
export function registerCommands(cmg: Cmg): vscode.Disposable {
  const registrations = Object.entries(COMMANDS).map(([name, command]) =>
    vscode.commands.registerCommand(`cmglint.${name}`, async (...args: never[]) => {
      try {
        await command(cmg, ...args);
      } catch (error) {
        cmg.log.error(`${name}: ${errorText(error)}`);
        void tell(cmg, firstLine(errorText(error)));
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

/** A message has one line; the log has all of it. */
async function tell(cmg: Cmg, text: string): Promise<void> {
  if ((await vscode.window.showErrorMessage(`CMG: ${text}`, "Show Log")) !== undefined) {
    cmg.log.show();
  }
}
