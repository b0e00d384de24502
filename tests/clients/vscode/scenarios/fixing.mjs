import assert from "node:assert/strict";
import { untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";

export const scenarios = [
  {
    name: "a quick fix is chosen from the menu and saved",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, '"East US"');
      await untilIs("squiggles", [{ line: 41, severity: "info", text: '"East US"' }], () => workbench.squiggles());
      const titles = ["Write `eastus`", "Accept `region-spelling` with a comment", "Explain `region-spelling`"];
      await untilIs("the menu", titles, () => workbench.actions());
      await workbench.shot("quick-fix");
      await workbench.chooseAction(titles[0]);
      await untilIs("the line", /^region = "eastus"/, () => workbench.line(41));
      await workbench.save();
      await untilIs("the file", /^region = "eastus"$/m, () => workbench.read(DOCUMENT));
    },
  },
  {
    name: "saving fixes what is safe to fix",
    async run(workbench) {
      workbench.configure({ "editor.codeActionsOnSave": { "source.fixAll.cmglint": "explicit" } });
      await workbench.openChecked(DOCUMENT);
      await workbench.goToPlace(3, 1);
      await workbench.insert("# Fixed on save. ");
      await workbench.save();
      await untilIs("the file", /^region = "eastus"$/m, () => workbench.read(DOCUMENT));
      const text = workbench.read(DOCUMENT);
      assert.match(text, /^# Fixed on save\. /m);
      assert.match(text, /^password = \{ env = "CMG_PFX_PASSWORD" \}$/m);
      assert.match(text, /^client-communication = "https-or-http"$/m, "what is not safe is left alone");
    },
  },
  {
    name: "a finding is accepted with a comment",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, "vm-instances = 1", { after: true });
      await untilIs("squiggles", [{ line: 44, severity: "info", text: "1" }], () => workbench.squiggles());
      await workbench.command("CMG: Accept Finding with Comment");
      await untilIs("the line", /^vm-instances = 1 +# cmglint: allow\(single-vm-instance\)/, () => workbench.line(44));
      await workbench.shot("accept");
      await workbench.type("a lab, CHG-1042");
      await workbench.save();
      await untilIs(
        "the file",
        /^vm-instances = 1 +# cmglint: allow\(single-vm-instance\) a lab, CHG-1042$/m,
        () => workbench.read(DOCUMENT),
      );
      await untilIs("no squiggle", false, async () => (await workbench.squiggles()).some(({ line }) => line === 44));
    },
  },
];
