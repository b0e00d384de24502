import assert from "node:assert/strict";
import { untilIs } from "../until.mjs";

const FOLDER = "50% fertig #1 Größe 雲";

export const scenarios = [
  {
    name: "paths may hold blanks, #, % and letters of any language",
    async run(workbench) {
      workbench.host.copy("contoso", `${workbench.site}/${FOLDER}`);
      const name = `${FOLDER}/cmg.toml`;
      workbench.write(name, workbench.read(name).replace('"eastus"', '"East US"'));
      await workbench.openChecked(name);
      await workbench.goTo(name, '"East US"');
      await untilIs("squiggles", [{ line: 42, severity: "info", text: '"East US"' }], () => workbench.squiggles());
      await workbench.goTo(name, "granitefalls.contoso.com.pfx");
      await workbench.hover(/Contoso Root CA/);
      await workbench.press("Escape");
      await workbench.page.locator(".codelens-decoration a").last().click();
      await untilIs("the plan", /^Plan of .*cmg\.toml/, () => workbench.frame(/Plan of/));
    },
  },
  {
    name: "line breaks of Windows stay",
    async run(workbench) {
      const name = "cmg.toml";
      workbench.write(name, workbench.read(name).replaceAll("\n", "\r\n"));
      await workbench.openChecked(name);
      await workbench.goTo(name, '"East US"');
      await untilIs("squiggles", [{ line: 41, severity: "info", text: '"East US"' }], () => workbench.squiggles());
      await workbench.command("CMG: Fix All Problems with Safe Fixes");
      await untilIs("the line", /^region = "eastus"/, () => workbench.line(41));
      await workbench.save();
      await untilIs("the file", /^region = "eastus"\r$/m, () => workbench.read(name));
      assert.doesNotMatch(workbench.read(name), /[^\r]\n/);
    },
  },
];
