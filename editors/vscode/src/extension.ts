import * as vscode from "vscode";
import { registerCommands } from "./commands/register";
import type { Cmg } from "./context";
import { Documents } from "./documents";
import { registerExplanations } from "./findings";
import { Overviews } from "./overview";
import { Pages } from "./pages";
import { Plans } from "./plan";
import { Session } from "./session";
import { Status } from "./status";
import { Tree } from "./tree";

/** Puts the parts together; each of them is on its own from there on. */
export async function activate(extension: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("CMG", { log: true });
  const trace = vscode.window.createOutputChannel("CMG Trace");
  const session = new Session(extension, log, trace);
  const documents = new Documents(session);
  const pages = new Pages();
  const plans = new Plans(session, documents);
  const overviews = new Overviews(session, documents, log);
  const cmg: Cmg = { extension, log, session, documents, pages, plans };
  extension.subscriptions.push(
    log,
    trace,
    session,
    documents,
    pages,
    plans,
    overviews,
    new Tree(overviews),
    new Status(session, documents, overviews),
    registerCommands(cmg),
    registerExplanations(),
  );
  await session.start();
}
