// npm run package [-- --target linux-x64 --server PATH] [--out FOLDER]
//
// A package for one platform carries the server; the universal one, made without --target, looks
// for a server on the computer. Both are put together in a folder of their own, so that what is in
// a package is what is listed here.
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";

const TARGETS = ["win32-x64", "win32-arm64", "linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];
const FILES = ["README.md", "CHANGELOG.md", "language-configuration.json", "dist", "media", "syntaxes"];

const { values } = parseArgs({
  options: { target: { type: "string" }, server: { type: "string" }, out: { type: "string", default: "out" } },
});
const { target, server, out } = values;
if ((target === undefined) !== (server === undefined)) {
  fail("--target and --server go together: a package for one platform carries its server");
}
if (target !== undefined && !TARGETS.includes(target)) {
  fail(`there is no target ${target}; the targets are ${TARGETS.join(", ")}`);
}
if (server !== undefined && !existsSync(server)) {
  fail(`there is no server at ${server}`);
}
if (!existsSync("dist/extension.js")) {
  fail("there is no dist/extension.js; run `npm run bundle` first");
}

const root = path.resolve("../..");
const stage = path.resolve("out/stage", target ?? "universal");
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const name of FILES) {
  cpSync(name, path.join(stage, name), { recursive: true });
}
writeFileSync(path.join(stage, "LICENSE.txt"), license());
writeFileSync(path.join(stage, "package.json"), manifest());
if (server !== undefined) {
  const name = target.startsWith("win32-") ? "cmglint.exe" : "cmglint";
  mkdirSync(path.join(stage, "server"));
  copyFileSync(server, path.join(stage, "server", name));
  chmodSync(path.join(stage, "server", name), 0o755);
}

mkdirSync(out, { recursive: true });
await createVSIX({
  cwd: stage,
  packagePath: path.resolve(out, target === undefined ? "cmglint.vsix" : `cmglint-${target}.vsix`),
  dependencies: false,
  // Pictures of the README are loaded from the repository, in which it does not lie at the top.
  baseImagesUrl: "https://github.com/cmglint/cmglint/raw/HEAD/editors/vscode",
  ...(target === undefined ? {} : { target }),
});

function license() {
  const read = (name) => readFileSync(path.join(root, name), "utf8");
  const choice = "cmglint is licensed under the MIT license or the Apache License 2.0, as you like.";
  return [choice, read("LICENSE-MIT"), read("LICENSE-APACHE")].join("\n\n");
}

// Scripts and tools of the development are no business of those who install it.
function manifest() {
  const all = Object.entries(JSON.parse(readFileSync("package.json", "utf8")));
  const rest = all.filter(([key]) => !["scripts", "devDependencies", "private"].includes(key));
  return JSON.stringify({ ...Object.fromEntries(rest), files: ["**"] }, null, 2);
}

function fail(reason) {
  console.error(`package: ${reason}`);
  process.exit(2);
}
