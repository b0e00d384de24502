import assert from "node:assert/strict";
import { test } from "node:test";
import { URI } from "vscode-uri";
import { deployedName, isDeployedName, isDocumentName, isSettingsName, planAddress } from "../src/names";

const FOLDERS = ["/sites", "/a b", "/a#b", "/50%", "/100%25", "/größe/世界", "/c:/Users/Ana", "/C:/Site #1"];

test("the page of a plan leads back to its document, whatever that is called", () => {
  for (const folder of FOLDERS) {
    for (const name of ["cmg.toml", "x?y.cmg.toml", "q=1&r#2 %20.cmg.toml"]) {
      const document = URI.file(`${folder}/${name}`);
      const page = URI.from(planAddress(document.toString(), document.path));
      const again = URI.parse(page.toString(), true);
      assert.equal(again.query, document.toString());
      assert.equal(URI.parse(again.query, true).toString(), document.toString());
    }
  }
});

test("a drive letter is the same in both spellings of its address", () => {
  const one = URI.parse("file:///C:/Sites/cmg.toml");
  const other = URI.parse("file:///c%3A/Sites/cmg.toml");
  assert.equal(one.toString(), other.toString());
  assert.deepEqual(planAddress(one.toString(), one.path), planAddress(other.toString(), other.path));
});

test("documents of one name in two folders have two pages of one title", () => {
  const [one, other] = ["/a/cmg.toml", "/b/cmg.toml"].map((path) => planAddress(URI.file(path).toString(), path));
  assert.equal(one?.path, "/Plan of cmg.md");
  assert.equal(one.path, other?.path);
  assert.notEqual(one.query, other?.query);
});

test("documents are known by their names", () => {
  for (const name of ["cmg.toml", "/a/cmg.toml", "C:\\a\\CMG.TOML", "/a/lab.cmg.toml", "/a/live.deployed.cmg.toml"]) {
    assert.ok(isDocumentName(name), name);
  }
  for (const name of ["/a/mycmg.toml", "/cmg.toml/x", "/a/cmg.toml.bak", "/a/cmglint.toml"]) {
    assert.ok(!isDocumentName(name), name);
  }
  assert.ok(isDeployedName("/a/live.deployed.cmg.toml"));
  assert.ok(!isDeployedName("/a/deployed.cmg.toml"));
});

test("settings are known by their names", () => {
  assert.ok(isSettingsName("/a/cmglint.toml") && isSettingsName("/a/.cmglint.toml"));
  assert.ok(!isSettingsName("/a/xcmglint.toml") && !isSettingsName("/a/cmg.toml"));
});

test("an export gives its name to the deployed document", () => {
  const names = {
    "/a/live.json": "live.deployed.cmg.toml",
    "C:\\exports\\P01 #2 50%.csv": "P01 #2 50%.deployed.cmg.toml",
    "/a/2026.11.22.txt": "2026.11.22.deployed.cmg.toml",
    "/a/größe": "größe.deployed.cmg.toml",
    "/a/.json": ".json.deployed.cmg.toml",
    "": "live.deployed.cmg.toml",
  };
  for (const [exported, name] of Object.entries(names)) {
    assert.equal(deployedName(exported), name);
  }
});
