// Tests are of the parts that know nothing of the editor, so that they run in node alone.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("out/test", { recursive: true, force: true });
await build({
  entryPoints: readdirSync("test").map((name) => `test/${name}`),
  outdir: "out/test",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
});
const tests = readdirSync("out/test").map((name) => `out/test/${name}`);
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...tests], { stdio: "inherit" });
process.exit(run.status ?? 1);
