/** A replacement in a text; nothing is replaced where start and end are the same. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A key above the first table, and where its value stands. */
interface Entry {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** What makes a key above the first table have a value, and leaves everything else as it is. */
export function setKey(text: string, key: string, value: string): Edit {
  const entries = topEntries(text);
  const own = entries.find((entry) => entry.key === key);
  if (own !== undefined) {
    return { start: own.start, end: own.end, text: value };
  }
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const last = entries.at(-1);
  if (last === undefined) {
    // The beginning is above every table; a byte order mark stays the first.
    const start = text.startsWith("\uFEFF") ? 1 : 0;
    return { start, end: start, text: `${key} = ${value}${newline}` };
  }
  const end = lineEnd(text, last.end);
  const line = `${key} = ${value}${newline}`;
  return end === text.length
    ? { start: end, end, text: `${newline}${line}` }
    : { start: end + 1, end: end + 1, text: line };
}

/** Whether a key stands above the first table. */
export function hasKey(text: string, key: string): boolean {
  return topEntries(text).some((entry) => entry.key === key);
}

const STRING = /"""[^]*?(?<!\\)"{3,5}|'''[^]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'/y;
const KEY = /(?<key>[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')[ \t]*(?<dotted>\.[^=\n]*)?=[ \t]*/y;

function topEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    at = skip(text, at);
    KEY.lastIndex = at;
    const found = KEY.exec(text);
    if (found?.groups === undefined) {
      // A header, the end, or a line that is broken: what follows may be of a table.
      return entries;
    }
    const start = KEY.lastIndex;
    const end = valueEnd(text, start);
    if (found.groups["dotted"] === undefined) {
      entries.push({ key: (found.groups["key"] ?? "").replace(/^["']|["']$/g, ""), start, end });
    }
    at = end;
  }
}

/** Blanks, line breaks and comments. */
function skip(text: string, from: number): number {
  const blank = /(?:\s|#[^\n]*)*/y;
  blank.lastIndex = from;
  blank.exec(text);
  return blank.lastIndex;
}

function valueEnd(text: string, from: number): number {
  let depth = 0;
  let end = from;
  for (let at = from; at < text.length; ) {
    STRING.lastIndex = at;
    const letter = text.charAt(at);
    if (STRING.exec(text) !== null) {
      at = end = STRING.lastIndex;
    } else if (letter === "#") {
      at = lineEnd(text, at);
    } else if (letter === "\n" && depth === 0) {
      return end;
    } else {
      depth += "[{".includes(letter) ? 1 : "]}".includes(letter) ? -1 : 0;
      at += 1;
      end = /\s/.test(letter) ? end : at;
    }
  }
  return end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
