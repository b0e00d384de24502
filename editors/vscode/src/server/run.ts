import { execFile } from "node:child_process";

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly folder?: string | undefined;
  /** Beside the environment of the editor. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly milliseconds?: number;
}

const MOST_OUTPUT = 64 * 1024 * 1024;

/** Runs a program to its end. An exit status is an answer, not a failure. */
export function run(program: string, args: readonly string[], options: Options = {}): Promise<Result> {
  const settings = {
    cwd: options.folder,
    env: { ...process.env, NO_COLOR: "1", ...options.environment },
    timeout: options.milliseconds ?? 60_000,
    maxBuffer: MOST_OUTPUT,
    windowsHide: true,
    encoding: "utf8" as const,
  };
  return new Promise((resolve, reject) => {
    execFile(program, args, settings, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ code: 0, stdout, stderr });
      } else if (typeof error.code === "number") {
        resolve({ code: error.code, stdout, stderr });
      } else if (error.killed === true) {
        reject(new Error(`${program} did not answer in time`));
      } else {
        // The message of the library repeats all arguments; the code says what happened.
        reject(new Error(`${program} cannot be started (${error.code ?? error.signal ?? "unknown reason"})`));
      }
    });
  });
}
