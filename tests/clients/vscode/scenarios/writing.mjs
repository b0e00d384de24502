import assert from "node:assert/strict";
import { until, untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";

export const scenarios = [
  {
    name: "regions are proposed",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.select(DOCUMENT, "East US");
      await workbench.press("Delete");
      await untilIs("proposals", [/^australiaeast/], () => workbench.proposals());
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
      await workbench.complete("form", "format");
      console.log(await workbench.lines());
      await workbench.shot("nothing-1");
    },
  },
];
