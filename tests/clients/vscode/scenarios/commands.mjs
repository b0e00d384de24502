import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import path from "node:path";
import { until, untilIs } from "../until.mjs";

const TESTS = path.resolve(import.meta.dirname, "../../..");
const PASSWORD = "Straße-密碼-🔑";

export const scenarios = [
  {
    name: "live state is imported",
    async run(workbench) {
      copyFileSync(path.join(TESTS, "imports/live.json"), workbench.file("live.json"));
      await workbench.openChecked("cmg.toml");
      await workbench.command("CMG: Import Live State");
      await workbench.pickFile("live.json");
      await untilIs("the file", /^kind = "deployed"$/m, () => workbench.read("live.deployed.cmg.toml"));
      await workbench.page.locator('.tab.active[data-resource-name="live.deployed.cmg.toml"]').waitFor();
      const text = workbench.read("live.deployed.cmg.toml");
      assert.match(text, /^\[gateway\./m);
      assert.doesNotMatch(text, /bm90IGEga2V5/, "no blob of an export gets into a document");
      await until("a message tells of remarks", async () => (await workbench.messages()).some((it) => /remark/.test(it)));
      await workbench.shot("import");
    },
  },
  {
    name: "a certificate is inspected, and its password is nowhere",
    async run(workbench) {
      const { page } = workbench;
      copyFileSync(path.join(TESTS, "certificates/made/unicode-password.pfx"), workbench.file("renewed.pfx"));
      await workbench.openChecked("cmg.toml");
      await workbench.command("CMG: Inspect Certificate");
      await workbench.pickFile("renewed.pfx");
      const box = page.locator('.quick-input-widget:visible input[type="password"]');
      await box.waitFor();
      await workbench.insert("not this one");
      await workbench.press("Enter");
      await page.locator(".quick-input-widget:visible", { hasText: "The password was wrong" }).waitFor();
      await workbench.insert(PASSWORD);
      await workbench.shot("password");
      await workbench.press("Enter");
      await page.locator('.tab.active[data-resource-name="renewed.pfx.txt"]').waitFor();
      await untilIs("the page", [/^private key: present/], async () => Object.values(await workbench.lines()));
      await workbench.shot("inspect");
      assert.ok(!(await page.content()).includes(PASSWORD), "the password is on the page");
      assert.deepEqual(workbench.host.filesWith(PASSWORD), [], "the password is on the disk");
    },
  },
];
