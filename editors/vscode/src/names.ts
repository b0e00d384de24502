/** What a file is to us, by its name alone; Windows writes names as it likes. */
export function isDocumentName(path: string): boolean {
  return /(?:^|[/\\]|\.)cmg\.toml$/i.test(path);
}

export function isSettingsName(path: string): boolean {
  return /(?:^|[/\\])\.?cmglint\.toml$/.test(path);
}

/** `*.deployed.cmg.toml` says what is, by custom. */
export function isDeployedName(path: string): boolean {
  return /\.deployed\.cmg\.toml$/i.test(path);
}

/** The deployed document that is made of an export, as in `live.deployed.cmg.toml` of `live.json`. */
export function deployedName(exported: string): string {
  const name = exported.split(/[/\\]/).at(-1) ?? "";
  const stem = name.replace(/(?<=.)\.[^.]*$/, "");
  return `${stem === "" ? "live" : stem}.deployed.cmg.toml`;
}

/** The parts of the address of a page that the extension writes. */
export interface PageAddress {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}

export const PLAN_SCHEME = "cmglint-plan";

/**
 * The page with the plan of a document. The address of the document is the query as it stands:
 * whoever makes an address of the parts encodes it, and decodes it again.
 */
export function planAddress(document: string, path: string): PageAddress {
  const name = path.split("/").at(-1) ?? "";
  return { scheme: PLAN_SCHEME, path: `/Plan of ${name.replace(/\.toml$/i, "")}.md`, query: document };
}
