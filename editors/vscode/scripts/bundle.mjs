// One file of the extension and its libraries; the editor itself brings `vscode`.
import { build } from "esbuild";

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
});
