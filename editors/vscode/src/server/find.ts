import { statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { choose, type Candidate, type Origin } from "./candidates";
import { run } from "./run";
import { fits, readVersion } from "./version";

/** A program that has said who it is. */
export interface Server {
  readonly path: string;
  readonly origin: Origin;
  readonly version: string;
  /** Whether the extension and the server were made for each other. */
  readonly fits: boolean;
}

/** Why there is no server, in words for the user. */
export class NoServer extends Error {}

const WORDS: Record<Origin, string> = {
  setting: "the setting cmglint.server.path names",
  environment: "the variable CMGLINT_SERVER names",
  bundled: "the extension carries",
  path: "the PATH leads to",
};

/** Finds the server and asks for its version; throws `NoServer`. */
export async function findServer(extension: vscode.ExtensionContext): Promise<Server> {
  const candidate = choose({
    platform: process.platform,
    setting: vscode.workspace.getConfiguration("cmglint").get<string | null>("server.path") ?? undefined,
    environment: process.env,
    home: homedir(),
    folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    extension: extension.extensionPath,
    isFile,
  });
  if (candidate === undefined) {
    const platform = `${process.platform}-${process.arch}`;
    throw new NoServer(
      `This package of the extension carries no server for ${platform}, and there is no cmglint on the PATH. ` +
        "Install the package for your platform, or name a server in the setting cmglint.server.path.",
    );
  }
  return await meet(candidate, extensionVersion(extension));
}

export function extensionVersion(extension: vscode.ExtensionContext): string {
  return (extension.extension.packageJSON as { version: string }).version;
}

async function meet(candidate: Candidate, wanted: string): Promise<Server> {
  const which = `${WORDS[candidate.origin]} ${candidate.path}`;
  if (!path.isAbsolute(candidate.path)) {
    throw new NoServer(`No server: ${which}, which is not an absolute path.`);
  }
  if (!isFile(candidate.path)) {
    throw new NoServer(`No server: ${which}, where there is no file.`);
  }
  const answer = await run(candidate.path, ["--version"], { milliseconds: 10_000 }).catch((error: unknown) => {
    throw new NoServer(`No server: ${which}, but ${(error as Error).message}.`);
  });
  const version = readVersion(answer.stdout);
  if (version === undefined) {
    throw new NoServer(`No server: ${which}, which does not answer to --version as cmglint does.`);
  }
  return { ...candidate, version: version.text, fits: fits(wanted, version) };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
