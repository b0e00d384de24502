import assert from "node:assert/strict";
import { untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";

export const scenarios = [
  {
    name: "a key says what it is",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, "vm-size");
      await workbench.hover(/^vm-size Size of the virtual machines.*Standard_A4_v2/);
      await workbench.shot("hover-key");
    },
  },
  {
    name: "a certificate says what it holds",
    example: "contoso",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, "granitefalls.contoso.com.pfx");
      const text = await workbench.hover(/DNS names: granitefalls\.contoso\.com .*Chain: Contoso Root CA/);
      assert.doesNotMatch(text, /PRIVATE KEY|contoso-example/);
      await workbench.shot("hover-certificate");
    },
  },
  {
    name: "hints stand behind values",
    example: "contoso",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, "[gateway.eastus]");
      await untilIs("hints", [
        /^service-name = "granitefalls\.contoso\.com" ?→ granitefalls\.eastus\.cloudapp\.azure\.com$/,
        /^file = "certs\/granitefalls\.contoso\.com\.pfx" ?expires in \d+ (days|years)$/,
      ], async () => Object.values(await workbench.lines()));
      await workbench.shot("hints");
    },
  },
];
