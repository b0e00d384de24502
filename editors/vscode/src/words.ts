import type { Counts, Gateway } from "./overview";

/** "2 errors, 1 warning", or nothing. */
export function findings({ error, warning, info }: Counts): string {
  const parts = [count(error, "error"), count(warning, "warning"), count(info, "info")];
  return parts.filter((part) => part !== "").join(", ");
}

function count(number: number, what: string): string {
  return number === 0 ? "" : `${number} ${what}${number === 1 ? "" : "s"}`;
}

const CHANGES = {
  new: "new",
  redeploy: "redeploy",
  convert: "convert",
  "in-place": "changes in place",
  none: "",
};

/** What stands behind a gateway. The view is narrow, so that what may need work comes first. */
export function aboutGateway(gateway: Gateway): string {
  const change = gateway.change === null ? "" : CHANGES[gateway.change];
  const parts = [change, certificate(gateway.certificateDaysLeft), gateway.detail ?? ""];
  return parts.filter((part) => part !== "").join(" · ");
}

function certificate(daysLeft: number | null): string {
  if (daysLeft === null) {
    return "";
  }
  return daysLeft < 0 ? "certificate expired" : `certificate ${howLong(daysLeft) || "ends today"}`;
}

/** In years where it is long, as the server tells it in hints. */
function howLong(days: number): string {
  return days > 3 * 365 ? count(Math.floor(days / 365.2425), "year") : count(days, "day");
}

/** The mark behind a name, for which there are two letters. */
export function badge({ error, warning, info }: Counts): string | undefined {
  const number = error || warning || info;
  return number === 0 ? undefined : number > 99 ? "∞" : String(number);
}

/** `git:HEAD` of `git:HEAD:site/cmg.toml`, since the document is the same; else the name of the file. */
export function shortBaseline(baseline: string): string {
  const revision = /^git:[^:]+(?=:)/.exec(baseline)?.[0];
  return revision ?? baseline.split("/").at(-1) ?? baseline;
}

/** Lists of tasks as the preview shows them, which knows only those lists that Markdown began with. */
export function withBoxes(markdown: string): string {
  return markdown.replaceAll(/^(?<item>\s*(?:[-*]|\d+\.) )\[ \] /gm, "$<item>☐ ");
}
