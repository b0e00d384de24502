/** The first line of what a program has said, without its mark. Programs draw pictures of what is wrong. */
export function firstLine(text: string): string {
  return (text.trim().split("\n")[0] ?? "").replace(/^(?:×|error:)\s*/, "");
}

/** What to say of something that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
