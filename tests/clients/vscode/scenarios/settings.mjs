import { untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";

export const scenarios = [
  {
    name: "settings hold without a restart",
    example: "contoso",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, "[gateway.eastus]");
      const lines = async () => Object.values(await workbench.lines());
      const lenses = workbench.page.locator(".codelens-decoration");
      await untilIs("hints", [/^file = .*expires in/, /→ granitefalls/], lines);
      await untilIs("lenses", true, async () => (await lenses.count()) > 0);
      workbench.configure({ "cmglint.inlayHints.expiry": false, "cmglint.codeLens": false });
      await untilIs("no hint of that kind", false, async () => (await lines()).some((line) => /expires in/.test(line)));
      await untilIs("the other hints", [/→ granitefalls/], lines);
      await untilIs("no lens", 0, () => lenses.count());
    },
  },
  {
    name: "cmglint.toml holds as soon as it is saved",
    async run(workbench) {
      const underlined = async () => (await workbench.squiggles()).map(({ line }) => line);
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, "vm-instances = 1");
      await untilIs("squiggles", [41, 44], underlined);
      workbench.write("cmglint.toml", '[rules]\nsingle-vm-instance = "off"\n');
      await untilIs("no squiggle", false, async () => (await underlined()).includes(44));
      await untilIs("the other squiggles", [41], underlined);
    },
  },
];
