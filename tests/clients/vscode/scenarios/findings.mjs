import assert from "node:assert/strict";
import { untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";

export const scenarios = [
  {
    name: "findings are underlined where they are",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      const wanted = [
        { line: 9, severity: "warning", text: '"2503"' },
        { line: 11, severity: "error", text: '"https-or-http"' },
        { line: 22, severity: "error", text: '["Microsoft.KeyVault", "Microsoft.Storage", "Microsoft.Compute"]' },
        { line: 31, severity: "error", text: '"q8~tHf3.L0nGaNdS3cr3t"' },
        { line: 38, severity: "error", text: "[gateway.eastus]" },
        { line: 39, severity: "warning", text: "granite-falls" },
      ];
      await untilIs("squiggles", wanted, () => workbench.squiggles());
      const lines = (await workbench.squiggles()).map(({ line }) => line);
      assert.deepEqual(lines.filter((line) => line < 9), [], "nothing is underlined where nothing is wrong");
    },
  },
  {
    name: "the problems name their rules and lead to pages",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.command("Problems: Focus on Problems View");
      const wanted = [
        /^clients over plain HTTP are not supported from 2403 on cmglint ?\(?site-http-unsupported\)? \[Ln 11, Col 24\]$/,
        /did you mean `password`\? cmglint ?\(?unknown-key\)? \[Ln 49, Col 1\]$/,
        /Ln 121, Col 17.* not published/,
      ];
      await untilIs("problems", wanted, () => workbench.problems());
      const row = workbench.page.locator(".markers-panel-container .monaco-list-row", { hasText: "site-http-unsupported" });
      assert.match(await row.locator("a.monaco-link").getAttribute("href"), /^https:\/\/learn\.microsoft\.com\//);
      await workbench.focusText();
      await workbench.goTo(DOCUMENT, '"East US"');
      await workbench.shot("problems");
    },
  },
  {
    name: "a broken line keeps the other squiggles",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.select(DOCUMENT, '"Standard_A2_v2"');
      await workbench.insert("Standard");
      const wanted = [
        { line: 38, severity: "error", text: "[gateway.eastus]" },
        { line: 41, severity: "info", text: '"East US"' },
        { line: 43, severity: "error", text: "Standard" },
        { line: 49, severity: "error", text: "ServiceCertPassword" },
      ];
      await untilIs("squiggles", wanted, () => workbench.squiggles());
    },
  },
];
