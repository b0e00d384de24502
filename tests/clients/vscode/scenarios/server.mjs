import assert from "node:assert/strict";
import path from "node:path";
import { untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";
const DAMAGE = path.resolve(import.meta.dirname, "../../damage.py");
const WORKS = { line: 11, severity: "error", text: '"https-or-http"' };

export const scenarios = [
  {
    name: "a server that dies is started again",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await untilIs("squiggles", [WORKS], () => workbench.squiggles());
      workbench.host.killServer();
      await workbench.select(DOCUMENT, "2503");
      await workbench.insert("2603");
      await untilIs("it is checked again", false, async () => (await workbench.squiggles()).some(({ line }) => line === 9));
      await untilIs("squiggles", [WORKS], () => workbench.squiggles());
      assert.deepEqual(await workbench.messages(), []);
    },
  },
  {
    name: "a server that is missing is told of, with a way out",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      workbench.configure({ "cmglint.server.path": "/nowhere/cmglint" });
      await untilIs("the message", [/No server: .*\/nowhere\/cmglint, where there is no file/], () => workbench.messages());
      await untilIs("the item", "CMG: no server", () => workbench.status());
      await workbench.shot("no-server");
      await workbench.button("No server", "Show Log");
      await workbench.page.locator(".part.panel:visible", { hasText: "Output" }).waitFor();
      workbench.configure({});
      await untilIs("squiggles", [WORKS], () => workbench.squiggles());
    },
  },
  {
    name: "a server that dies again and again is given up",
    async run(workbench) {
      workbench.write("crashing", `#!/bin/sh\n[ "$1" = --version ] && exec "${workbench.host.program()}" "$@"\n` +
        `exec python3 "${DAMAGE}" crash -- "${workbench.host.program()}" "$@"\n`, { mode: 0o755 });
      await workbench.openChecked(DOCUMENT);
      workbench.configure({ "cmglint.server.path": workbench.file("crashing") });
      await untilIs("the message", [/Restart Server.*died five times/], () => workbench.messages());
      await untilIs("the item", "CMG: no server", () => workbench.status());
      workbench.configure({});
      await untilIs("squiggles", [WORKS], () => workbench.squiggles());
    },
  },
];
