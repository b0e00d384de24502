import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { Crashes } from "./server/crashes";

/**
 * Settings stay documents of whichever language another extension gives them, so they are known by
 * their names. So are documents that somebody has associated with TOML.
 */
export const SELECTOR = [
  { scheme: "file", language: "cmg" },
  { scheme: "untitled", language: "cmg" },
  { scheme: "file", pattern: "**/{cmg,*.cmg}.toml" },
  { scheme: "file", pattern: "**/{cmglint,.cmglint}.toml" },
];

/** Commands that the server leaves to the extension. */
const OWN_COMMANDS = ["cmglint.showPlan"];

/** A client that is not started yet. */
export function makeClient(
  server: string,
  log: vscode.LogOutputChannel,
  trace: vscode.OutputChannel,
  onGivenUp: () => void,
): LanguageClient {
  const crashes = new Crashes();
  const options: LanguageClientOptions = {
    documentSelector: SELECTOR,
    diagnosticCollectionName: "cmglint",
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { clientCommands: OWN_COMMANDS },
    // Whoever has started the client says why it has not come up.
    initializationFailedHandler: () => false,
    errorHandler: {
      // A server that dies is told of once, in `closed`.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        log.error("the server has died");
        if (crashes.mayRestart(Date.now())) {
          return { action: CloseAction.Restart, handled: true };
        }
        onGivenUp();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: {
      provideCodeLenses: (document, token, next) => (wantsLenses() ? next(document, token) : []),
    },
  };
  const run = { command: server, args: ["server"] };
  return new LanguageClient("cmglint", "CMG", { run, debug: run }, options);
}

/** Lenses come and go with the setting, whatever the server has to say. */
export function refreshLenses(client: LanguageClient): void {
  for (const document of vscode.workspace.textDocuments) {
    client.getFeature("textDocument/codeLens").getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  }
}

function wantsLenses(): boolean {
  return vscode.workspace.getConfiguration("cmglint").get("codeLens", true);
}
