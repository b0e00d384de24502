#!/usr/bin/env node
// Starts the program that npm has installed for this platform.
const { spawnSync } = require("node:child_process");

const isWindows = process.platform === "win32";
// Windows on Arm runs the program for x64.
const platform = isWindows ? "win32-x64" : `${process.platform}-${process.arch}`;
const file = isWindows ? "cmglint.exe" : "cmglint";

let program = process.env.CMGLINT_BINARY;
try {
  program ||= require.resolve(`@cmglint/${platform}/${file}`);
} catch {
  console.error(
    `cmglint: there is no program for ${platform} here. It comes as the optional dependency ` +
      `@cmglint/${platform}: install without --omit=optional, or set CMGLINT_BINARY to a program.`,
  );
  process.exit(2);
}

const ended = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (ended.error) {
  console.error(`cmglint: ${program} cannot be started: ${ended.error.message}`);
}
if (ended.signal) {
  process.kill(process.pid, ended.signal);
}
process.exit(ended.status ?? 2);
