import path from "node:path";

/** Who named a server, from the strongest to the weakest. */
export type Origin = "setting" | "environment" | "bundled" | "path";

export interface Candidate {
  readonly origin: Origin;
  readonly path: string;
}

/** What is known before anything is started. */
export interface Surroundings {
  readonly platform: string;
  /** The setting `cmglint.server.path`. */
  readonly setting: string | undefined;
  /** Variables of the environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The first folder of the workspace. */
  readonly folder: string | undefined;
  /** The folder of the extension. */
  readonly extension: string;
  readonly isFile: (path: string) => boolean;
}

/** The variable with which developers of the server name their own. */
const VARIABLE = "CMGLINT_SERVER";

/**
 * The server to use. One that somebody has named is taken even where it does not exist, so that they
 * learn of it and no other one runs in its place.
 */
export function choose(at: Surroundings): Candidate | undefined {
  const setting = at.setting?.trim();
  if (setting) {
    return { origin: "setting", path: expand(setting, at) };
  }
  const named = at.environment[VARIABLE]?.trim();
  if (named) {
    return { origin: "environment", path: named };
  }
  const bundled = pathsOf(at.platform).join(at.extension, "server", programName(at.platform));
  if (at.isFile(bundled)) {
    return { origin: "bundled", path: bundled };
  }
  const found = onPath(at).find(at.isFile);
  return found === undefined ? undefined : { origin: "path", path: found };
}

/**
 * Only absolute folders are searched: Windows would also look into the working directory, which is
 * the workspace, and the workspace must not decide what runs.
 */
function onPath(at: Surroundings): string[] {
  const paths = pathsOf(at.platform);
  const name = Object.keys(at.environment).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = (at.environment[name] ?? "").split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  return folders.map((folder) => paths.join(folder, programName(at.platform)));
}

/** What people write for their home and for the workspace. */
function expand(setting: string, at: Surroundings): string {
  const inFolder = setting.replaceAll("${workspaceFolder}", () => at.folder ?? "");
  return /^~[/\\]/.test(inFolder) ? pathsOf(at.platform).join(at.home, inFolder.slice(2)) : inFolder;
}

function programName(platform: string): string {
  return platform === "win32" ? "cmglint.exe" : "cmglint";
}

function pathsOf(platform: string): path.PlatformPath {
  return platform === "win32" ? path.win32 : path.posix;
}
