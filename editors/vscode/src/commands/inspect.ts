import path from "node:path";
import * as vscode from "vscode";
import type { Cmg } from "../context";
import { run } from "../server/run";

/** The variable that hands a password to the server's program, and is nowhere else. */
const VARIABLE = "CMGLINT_INSPECT_PASSWORD";

/** What the output of `cmglint inspect` says of the password, if it is the password that lacks. */
const ABOUT_PASSWORD = /\b(?:needs a password|the password is wrong)\b/;

/** Shows what a certificate file holds. */
export async function inspectCertificate(cmg: Cmg, named?: unknown): Promise<void> {
  const file = named instanceof vscode.Uri ? named : await pick();
  if (file === undefined) {
    return;
  }
  const text = await inspected(cmg, file.fsPath);
  if (text !== undefined) {
    await cmg.pages.showText(path.basename(file.fsPath), text);
  }
}

async function pick(): Promise<vscode.Uri | undefined> {
  const types = ["pfx", "p12", "cer", "crt", "pem", "der", "p7b"];
  const files = await vscode.window.showOpenDialog({
    title: "Inspect Certificate",
    openLabel: "Inspect",
    filters: { Certificates: types, "All files": ["*"] },
  });
  return files?.[0];
}

/** Asks for a password only where the file needs one, and again where it was wrong. */
async function inspected(cmg: Cmg, file: string): Promise<string | undefined> {
  const { path: program } = await cmg.session.server();
  let text = await inspect(program, file, undefined);
  for (let first = true; ABOUT_PASSWORD.test(text); first = false) {
    const password = await vscode.window.showInputBox({
      title: `Password of ${path.basename(file)}`,
      prompt: first ? "It is used once and kept nowhere." : "The password was wrong. Try again.",
      password: true,
      ignoreFocusOut: true,
    });
    if (password === undefined) {
      return undefined;
    }
    text = await inspect(program, file, password);
  }
  return text;
}

async function inspect(program: string, file: string, password: string | undefined): Promise<string> {
  const args = ["inspect", ...(password === undefined ? [] : ["--password-env", VARIABLE])];
  const { stdout, stderr } = await run(program, [...args, "--", path.basename(file)], {
    folder: path.dirname(file),
    environment: password === undefined ? {} : { [VARIABLE]: password },
  });
  const text = stdout.trim() === "" ? stderr.trim() : stdout;
  if (text === "") {
    throw new Error(`Nothing is known of ${path.basename(file)}.`);
  }
  return text;
}
