// usage: node main.mjs EXTENSION.vsix OUT [NAME...]: all scenarios, or those whose names contain one.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Host } from "./host.mjs";
import { scenarios } from "./scenarios/all.mjs";
import { Workbench } from "./workbench.mjs";

const [extension, out, ...names] = process.argv.slice(2);
const repository = path.resolve(import.meta.dirname, "../../..");
const installed = path.join(repository, "target/clients/vscode/node_modules");
const { chromium } = createRequire(path.join(installed, "."))("playwright-core");
const chosen = scenarios.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));

mkdirSync(out, { recursive: true });
const host = new Host({
  codeServer: path.join(installed, "code-server/out/node/entry.js"),
  extension,
  examples: path.join(repository, "examples"),
  out,
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    host.stop();
    process.exit(1);
  });
}
let browser;
let failed = chosen.length;
try {
  await host.start();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(15_000);
  const workbench = new Workbench(page, host, out);
  await workbench.load();
  failed = 0;
  for (const scenario of chosen) {
    // A browser on a busy computer may lose a key; what is broken fails twice.
    const isRight = (await passes(workbench, scenario)) || (await passes(workbench, scenario));
    failed += isRight ? 0 : 1;
  }
} finally {
  await browser?.close();
  host.stop();
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && chosen.length > 0 ? 0 : 1;

async function passes(workbench, { name, example = "mistakes", run }) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(1);
  try {
    workbench.begin(example);
    await run(workbench);
    await workbench.reset();
    console.log(`${name}: passed (${seconds()} s)`);
    return true;
  } catch (error) {
    const file = `failed-${name.replace(/\W+/g, "-")}`;
    await workbench.picture(file).catch(() => {});
    console.log(`${name}: FAILED (${seconds()} s), see ${file}.png\n${error.message}`);
    // Whatever is still open or half done must not be the next scenario's trouble.
    await workbench.reset().catch(() => workbench.load());
    return false;
  }
}
