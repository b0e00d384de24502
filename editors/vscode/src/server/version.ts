/** What `cmglint --version` prints. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly text: string;
}

/** Nothing where another program has answered. */
export function readVersion(output: string): Version | undefined {
  const found = /^cmglint (?<text>(?<major>\d+)\.(?<minor>\d+)\.\d+\S*)\s*$/.exec(output);
  const groups = found?.groups;
  if (groups?.["text"] === undefined) {
    return undefined;
  }
  return { major: Number(groups["major"]), minor: Number(groups["minor"]), text: groups["text"] };
}

/** Patches change no command and no answer; everything else may. */
export function fits(extension: string, server: Version): boolean {
  const [major, minor] = extension.split(".").map(Number);
  return server.major === major && server.minor === minor;
}
