import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import { makeClient, redraw } from "./client";
import { errorText } from "./errors";
import { extensionVersion, findServer, NoServer, type Server } from "./server/find";

export type Phase = "stopped" | "starting" | "running" | "failed";

/** The server and the connection to it, for as long as the editor runs. */
export class Session implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Phase>();
  private readonly judged = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  /** The server has looked at a document again, because of its text or of anything around it. */
  readonly onDidJudge = this.judged.event;
  private client: LanguageClient | undefined;
  private found: Server | undefined;
  /** Starts and stops follow each other; none overtakes. */
  private queue: Promise<void> = Promise.resolve();
  private now: Phase = "stopped";

  private readonly registration: vscode.Disposable;

  constructor(
    private readonly extension: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly trace: vscode.OutputChannel,
  ) {
    // The server asks for all other settings by itself when they change.
    this.registration = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("cmglint.server.path")) {
        void this.restart();
      } else if (change.affectsConfiguration("cmglint.codeLens") && this.client !== undefined) {
        redraw(this.client);
      }
    });
  }

  get phase(): Phase {
    return this.now;
  }

  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** The program, for what is done outside the protocol. */
  async server(): Promise<Server> {
    await this.queue;
    return this.found ?? (await findServer(this.extension));
  }

  /** Whether the running server has a command. */
  can(command: string): boolean {
    const provider = this.client?.initializeResult?.capabilities.executeCommandProvider;
    return provider?.commands.includes(command) ?? false;
  }

  /** Sends a command of the server, and throws in words for the user where that is not possible. */
  async ask(command: string, ...args: unknown[]): Promise<unknown> {
    await this.queue;
    if (this.client?.state !== State.Running) {
      throw new Error("The server is not running.");
    }
    if (!this.can(command)) {
      const version = this.found?.version ?? "of an unknown version";
      throw new Error(`The server (${version}) is too old for this: it has no command ${command}.`);
    }
    return await this.client.sendRequest("workspace/executeCommand", { command, arguments: args });
  }

  /** The address of a document as the server knows it. */
  addressOf(uri: vscode.Uri): string {
    return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
    this.judged.dispose();
    void this.stop();
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work, work);
    return this.queue;
  }

  private async startNow(): Promise<void> {
    this.enter("starting");
    try {
      const server = await findServer(this.extension);
      this.found = server;
      this.log.info(`server ${server.version} (${server.origin}): ${server.path}`);
      if (!server.fits) {
        this.warnOfVersion(server);
      }
      const client = makeClient(server.path, {
        log: this.log,
        trace: this.trace,
        onGivenUp: () => {
          this.giveUp("The server has died five times within three minutes and is not started again.");
        },
        onJudged: (document) => {
          this.judged.fire(document);
        },
      });
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        // The library starts a server that has died again by itself.
        if (this.client === client && this.now !== "failed") {
          this.enter(newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped");
        }
      });
      await client.start();
    } catch (error) {
      this.giveUp(error instanceof NoServer ? error.message : `The server does not start: ${errorText(error)}`);
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.found = undefined;
    if (client !== undefined) {
      // A client that never came up cannot be asked to stop.
      await client.dispose(2000).catch((error: unknown) => {
        this.log.warn(`the server did not stop: ${errorText(error)}`);
      });
    }
    this.enter("stopped");
  }

  private enter(phase: Phase): void {
    this.now = phase;
    this.changed.fire(phase);
  }

  private giveUp(reason: string): void {
    this.log.error(reason);
    this.enter("failed");
    void offer(vscode.window.showErrorMessage, reason);
  }

  private warnOfVersion(server: Server): void {
    const own = extensionVersion(this.extension);
    const text =
      `The extension is of version ${own}, but the server at ${server.path} of ${server.version}. ` +
      "Some commands may not work; use versions that belong together.";
    this.log.warn(text);
    void offer(vscode.window.showWarningMessage, text);
  }
}

type Show = (text: string, ...buttons: string[]) => Thenable<string | undefined>;

/** A message with what can be done about a server. */
async function offer(show: Show, text: string): Promise<void> {
  const chosen = await show(text, "Show Log", "Open Settings", "Restart Server");
  switch (chosen) {
    case "Show Log":
      await vscode.commands.executeCommand("cmglint.showLog");
      break;
    case "Open Settings":
      await vscode.commands.executeCommand("workbench.action.openSettings", "cmglint.server.path");
      break;
    case "Restart Server":
      await vscode.commands.executeCommand("cmglint.restartServer");
      break;
  }
}
