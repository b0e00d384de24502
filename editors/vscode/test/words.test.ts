import assert from "node:assert/strict";
import { test } from "node:test";
import type { Gateway } from "../src/overview";
import { aboutGateway, badge, findings, shortBaseline, withBoxes } from "../src/words";

const PLACE = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const GATEWAY: Gateway = {
  name: "eastus",
  detail: "granitefalls.contoso.com",
  range: PLACE,
  selectionRange: PLACE,
  counts: { error: 0, warning: 0, info: 0 },
  certificateDaysLeft: null,
  change: null,
  summary: null,
  children: [],
};

test("findings are counted in words", () => {
  assert.equal(findings({ error: 0, warning: 0, info: 0 }), "");
  assert.equal(findings({ error: 2, warning: 1, info: 1 }), "2 errors, 1 warning, 1 info");
});

test("what is not known of a gateway is not said", () => {
  assert.equal(aboutGateway(GATEWAY), "granitefalls.contoso.com");
  assert.equal(aboutGateway({ ...GATEWAY, detail: null, change: "none" }), "");
});

test("a gateway says what becomes of it and of its certificate before it says its name", () => {
  const gateway: Gateway = { ...GATEWAY, certificateDaysLeft: 12, change: "redeploy" };
  assert.equal(aboutGateway(gateway), "redeploy · certificate 12 days · granitefalls.contoso.com");
});

test("certificates end", () => {
  const about = (certificateDaysLeft: number): string => aboutGateway({ ...GATEWAY, detail: null, certificateDaysLeft });
  assert.deepEqual([1, 0, -1].map(about), ["certificate 1 day", "certificate ends today", "certificate expired"]);
  assert.deepEqual([1095, 1096, 7300].map(about), ["certificate 1095 days", "certificate 3 years", "certificate 19 years"]);
});

test("a badge has room for two letters, and counts the worst", () => {
  assert.equal(badge({ error: 0, warning: 0, info: 0 }), undefined);
  assert.equal(badge({ error: 3, warning: 20, info: 0 }), "3");
  assert.equal(badge({ error: 0, warning: 20, info: 7 }), "20");
  assert.equal(badge({ error: 100, warning: 0, info: 0 }), "∞");
});

test("of a baseline the status bar says what the document does not", () => {
  assert.equal(shortBaseline("git:HEAD:site #1/cmg.toml"), "git:HEAD");
  assert.equal(shortBaseline("git:origin/main:cmg.toml"), "git:origin/main");
  assert.equal(shortBaseline("../live/contoso.deployed.cmg.toml"), "contoso.deployed.cmg.toml");
  assert.equal(shortBaseline("exports/live.json (as imported)"), "live.json (as imported)");
});

test("tasks have boxes, and nothing else has", () => {
  assert.equal(withBoxes("- [ ] one\n  1. [ ] two\n"), "- ☐ one\n  1. ☐ two\n");
  const others = "[ ] a\n- [x] b\n- `[ ] c`\n| - [ ] d |\n";
  assert.equal(withBoxes(others), others);
});
