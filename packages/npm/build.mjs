// node build.mjs OUT TARGET=PROGRAM...
//
// Writes the packages of npm below OUT: one for each target, which holds a program and which npm
// installs on that platform only, and `cmglint`, which names them all and starts the one that is there.
// Their version is that of Cargo.toml.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const PLATFORMS = {
  "x86_64-unknown-linux-gnu": { os: "linux", cpu: ["x64"], libc: ["glibc"] },
  "aarch64-unknown-linux-gnu": { os: "linux", cpu: ["arm64"], libc: ["glibc"] },
  "x86_64-apple-darwin": { os: "darwin", cpu: ["x64"] },
  "aarch64-apple-darwin": { os: "darwin", cpu: ["arm64"] },
  // Windows on Arm runs it as well.
  "x86_64-pc-windows-msvc": { os: "win32", cpu: ["x64", "arm64"] },
};

const here = import.meta.dirname;
const root = path.join(here, "../..");
const [out, ...programs] = process.argv.slice(2);
if (out === undefined || programs.length === 0) {
  fail("usage: build.mjs OUT TARGET=PROGRAM...");
}

const cargo = readFileSync(path.join(root, "Cargo.toml"), "utf8");
const version = /^\[workspace\.package\]\nversion = "(.+)"$/m.exec(cargo)?.[1] ?? fail("Cargo.toml has no version");
const common = {
  version,
  license: "MIT OR Apache-2.0",
  repository: { type: "git", url: "git+https://github.com/cmglint/cmglint.git" },
  homepage: "https://github.com/cmglint/cmglint#readme",
};

const optionalDependencies = {};
for (const pair of programs) {
  const [, target, program] = /^([^=]+)=(.+)$/.exec(pair) ?? fail(`${pair} is not TARGET=PROGRAM`);
  const platform = PLATFORMS[target] ?? fail(`there is no target ${target}; the targets are ${Object.keys(PLATFORMS).join(", ")}`);
  const { os, cpu, libc } = platform;
  const name = `@cmglint/${os}-${cpu[0]}`;
  const file = os === "win32" ? "cmglint.exe" : "cmglint";
  const folder = write(`${os}-${cpu[0]}`, {
    name,
    description: `The program of cmglint for ${os} on ${cpu.join(" and ")}; install the package cmglint instead.`,
    ...common,
    os: [os],
    cpu,
    libc,
    files: [file],
    // Yarn keeps packages in archives, from which nothing can be started.
    preferUnplugged: true,
  });
  copyFileSync(program, path.join(folder, file));
  chmodSync(path.join(folder, file), 0o755);
  optionalDependencies[name] = version;
}

const folder = write("cmglint", {
  name: "cmglint",
  description: "Linter for the configuration of cloud management gateways (CMG) of Microsoft Configuration Manager.",
  keywords: ["configuration-manager", "sccm", "mecm", "cmg", "azure", "linter"],
  ...common,
  bin: { cmglint: "cmglint.js" },
  files: ["cmglint.js"],
  engines: { node: ">=18" },
  optionalDependencies,
});
copyFileSync(path.join(here, "cmglint.js"), path.join(folder, "cmglint.js"));
copyFileSync(path.join(root, "README.md"), path.join(folder, "README.md"));

function write(name, manifest) {
  const folder = path.join(out, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const license of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(path.join(root, license), path.join(folder, license));
  }
  return folder;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
