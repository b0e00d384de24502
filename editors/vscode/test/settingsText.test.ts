import assert from "node:assert/strict";
import { test } from "node:test";
import { hasKey, setKey } from "../src/settingsText";

const VALUE = '"git:HEAD"';

function set(text: string): string {
  const edit = setKey(text, "baseline", VALUE);
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

test("an empty file gets one line", () => {
  assert.equal(set(""), 'baseline = "git:HEAD"\n');
});

test("a value is replaced, and its comment stays", () => {
  assert.equal(set('a = 1\nbaseline = "x # y"   # why\n'), 'a = 1\nbaseline = "git:HEAD"   # why\n');
  assert.equal(set("baseline = 'C:\\live.json'"), 'baseline = "git:HEAD"');
  assert.equal(set('"baseline"="none"\r\n'), '"baseline"="git:HEAD"\r\n');
  assert.equal(set('baseline = """\n[x]\n"""\n'), 'baseline = "git:HEAD"\n');
  assert.equal(set("baseline =\n"), 'baseline ="git:HEAD"\n');
});

test("a new key goes behind the last one above the tables", () => {
  assert.equal(
    set('# ours\nfail-on = "error" # [x]\n\n[rules]\nbaseline = "off"\n'),
    '# ours\nfail-on = "error" # [x]\nbaseline = "git:HEAD"\n\n[rules]\nbaseline = "off"\n',
  );
  assert.equal(set('fail-on = "error"'), 'fail-on = "error"\nbaseline = "git:HEAD"\n');
  assert.equal(set('fail-on = "error"\r\n[rules]'), 'fail-on = "error"\r\nbaseline = "git:HEAD"\r\n[rules]');
});

test("a file of tables gets it as its first line", () => {
  assert.equal(set("[rules]\ncost = 'off'\n"), "baseline = \"git:HEAD\"\n[rules]\ncost = 'off'\n");
  assert.equal(set("\uFEFF[rules]\n"), '\uFEFFbaseline = "git:HEAD"\n[rules]\n');
});

test("what looks like a table or a key inside a value is neither", () => {
  const list = 'exclude = [\n  "a", # ]\n  "]",\n  """\nbaseline = 1\n[x]""",\n]\n';
  assert.equal(set(list), `${list}baseline = "git:HEAD"\n`);
  assert.ok(!hasKey("a = '''\nbaseline = 1\n'''\n[x]\nbaseline = 1\n", "baseline"));
  assert.ok(!hasKey("baseline.x = 1\n# baseline = 2\n", "baseline"));
  assert.ok(hasKey("\n  'baseline' = 1", "baseline"));
});
