import assert from "node:assert/strict";
import { untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";

export const scenarios = [
  {
    name: "regions are proposed",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.select(DOCUMENT, "East US");
      await workbench.press("Delete");
      await untilIs("proposals", [/^eastus2/], () => workbench.proposals());
      await workbench.type("northe");
      await untilIs("the region is found", [/^northeurope/], () => workbench.proposals());
      await workbench.shot("regions");
      await workbench.press("Enter");
      await untilIs("the line", /^region = "northeurope"/, () => workbench.line(41));
    },
  },
  {
    name: "features are proposed that are not used yet",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.select(DOCUMENT, "remote-tools");
      await workbench.press("Delete");
      const labels = await workbench.proposals();
      assert.ok(labels.length > 3, `proposals: ${labels}`);
      assert.ok(!labels.some((label) => label.startsWith("cmpivot")), `cmpivot is there already: ${labels}`);
      await workbench.shot("features");
      const chosen = labels[0].split(",")[0];
      await workbench.press("Enter");
      await untilIs("the line", `    "${chosen}",`, () => workbench.line(132));
    },
  },
  {
    name: "a gateway is written with proposals alone",
    async run(workbench) {
      workbench.write(DOCUMENT, "");
      await workbench.openChecked(DOCUMENT);
      await workbench.complete("form", "format …");
      await untilIs("the document", ["format = 1", "[gateway.cmg]", 'region = "eastus"', "[[connection-point]]"], text);
      // The first gap is the code of the site, the next one its version.
      await workbench.insert("ABC");
      await untilIs("the gap is filled", ['code = "ABC"'], text);
      await workbench.press("Escape", "Escape", "Control+End");
      await workbench.insert("\n\n");
      await workbench.complete("gat", "gateway …");
      await untilIs("the second gateway", ["[gateway.cmg2]", 'resource-group = "rg-cmg"'], text);
      await workbench.shot("from-nothing");
      const syntax = (await workbench.squiggles()).filter(({ line, severity }) => line < 14 && severity === "error");
      assert.deepEqual(syntax.map((it) => it.text), [], "the site has no errors");

      async function text() {
        return Object.values(await workbench.lines());
      }
    },
  },
];
