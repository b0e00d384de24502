import assert from "node:assert/strict";
import { test } from "node:test";
import { errorText, firstLine } from "../src/errors";

test("a message is the first line of what a program draws", () => {
  const drawn = "  × cmglint.toml: unknown key `fail-onn`\n   ╭─[1:1]\n 1 │ fail-onn\n";
  assert.equal(firstLine(drawn), "cmglint.toml: unknown key `fail-onn`");
  assert.equal(firstLine("error: unexpected argument '--x' found\n\nUsage: cmglint"), "unexpected argument '--x' found");
  assert.equal(firstLine(""), "");
});

test("everything that is thrown has words", () => {
  assert.equal(errorText(new Error("no")), "no");
  assert.equal(errorText("no"), "no");
});
