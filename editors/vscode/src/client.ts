import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
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

/** Time for the server to take in the settings that it has asked for. */
const SETTLING = 300;

/** Commands that the server leaves to the extension. */
const OWN_COMMANDS = ["cmglint.showPlan"];

/** What whoever has started a client wants to hear of. */
export interface Listener {
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.OutputChannel;
  /** The server dies too often. */
  readonly onGivenUp: () => void;
  /** The server has said what it finds in a document, which may be the same as before. */
  readonly onJudged: (document: vscode.Uri) => void;
}

/** A client that is not started yet. */
export function makeClient(server: string, listener: Listener): LanguageClient {
  const { log, trace } = listener;
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
        listener.onGivenUp();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: {
      workspace: {
        configuration: async (params, token, next) => {
          const answer = await next(params, token);
          // The server asks when settings change, but never for its hints to be drawn anew.
          setTimeout(() => {
            redraw(client);
          }, SETTLING);
          return answer;
        },
      },
      provideDiagnostics: async (document, previous, token, next) => {
        const answer = await next(document, previous, token);
        listener.onJudged(document instanceof vscode.Uri ? document : document.uri);
        return answer;
      },
      provideCodeLenses: (document, token, next) => (wantsLenses() ? next(document, token) : []),
    },
  };
  const run = { command: server, args: ["server"] };
  const client = new LanguageClient("cmglint", "CMG", { run, debug: run }, options);
  return client;
}

/** Has the editor ask again for all that it draws into documents by the settings. */
export function redraw(client: LanguageClient): void {
  if (client.state !== State.Running) {
    return;
  }
  for (const document of vscode.workspace.textDocuments) {
    client.getFeature("textDocument/codeLens").getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    client.getFeature("textDocument/inlayHint").getProvider(document)?.onDidChangeInlayHints.fire();
    client.getFeature("textDocument/semanticTokens").getProvider(document)?.onDidChangeSemanticTokensEmitter.fire();
  }
}

function wantsLenses(): boolean {
  return vscode.workspace.getConfiguration("cmglint").get("codeLens", true);
}
