import type * as vscode from "vscode";
import type { Session } from "./session";
import type { Documents } from "./documents";
import type { Pages } from "./pages";
import type { Plans } from "./plan";

/** What the parts of the extension share. */
export interface Cmg {
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly session: Session;
  readonly documents: Documents;
  readonly pages: Pages;
  readonly plans: Plans;
}
