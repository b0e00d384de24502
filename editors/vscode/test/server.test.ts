import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, type Surroundings } from "../src/server/candidates";
import { Crashes } from "../src/server/crashes";
import { run } from "../src/server/run";
import { fits, readVersion } from "../src/server/version";

const LINUX: Surroundings = {
  platform: "linux",
  setting: undefined,
  environment: { PATH: "/usr/bin:.::relative/bin:/opt/tools" },
  home: "/home/ana",
  folder: "/sites/site #1",
  extension: "/ext/cmglint-0.1.0",
  isFile: () => true,
};

const WINDOWS: Surroundings = {
  platform: "win32",
  setting: undefined,
  environment: { Path: "C:\\Windows;.;D:\\Werkzeuge für CMG" },
  home: "C:\\Users\\ana",
  folder: "C:\\Sites\\50% done",
  extension: "C:\\Users\\ana\\.vscode\\extensions\\cmglint-0.1.0",
  isFile: () => true,
};

test("a setting comes before the variable, that before the package, that before the PATH", () => {
  const environment = { ...LINUX.environment, CMGLINT_SERVER: "/dev/build/cmglint" };
  const all = { ...LINUX, setting: "/mine/cmglint", environment };
  assert.deepEqual(choose(all), { origin: "setting", path: "/mine/cmglint" });
  assert.deepEqual(choose({ ...all, setting: undefined }), { origin: "environment", path: "/dev/build/cmglint" });
  assert.deepEqual(choose(LINUX), { origin: "bundled", path: "/ext/cmglint-0.1.0/server/cmglint" });
  const onPath = { ...LINUX, isFile: (path: string) => path === "/opt/tools/cmglint" };
  assert.deepEqual(choose(onPath), { origin: "path", path: "/opt/tools/cmglint" });
});

test("a server that is named is taken even where it is missing", () => {
  const isFile = (path: string): boolean => path.startsWith("/ext");
  assert.equal(choose({ ...LINUX, setting: "/gone/cmglint", isFile })?.path, "/gone/cmglint");
});

test("blanks are no setting", () => {
  assert.equal(choose({ ...LINUX, setting: "  " })?.origin, "bundled");
});

test("there may be no server at all", () => {
  assert.equal(choose({ ...LINUX, isFile: () => false }), undefined);
});

test("folders of the PATH that depend on the working directory are never searched", () => {
  for (const at of [LINUX, WINDOWS]) {
    const asked: string[] = [];
    choose({ ...at, isFile: (path) => asked.push(path) === 0 });
    assert.equal(asked.length, 3);
    assert.ok(asked.every((path) => /^(?:\/|[A-Z]:\\)/.test(path)), asked.join("\n"));
  }
});

test("Windows has its own names and separators", () => {
  assert.equal(choose(WINDOWS)?.path, "C:\\Users\\ana\\.vscode\\extensions\\cmglint-0.1.0\\server\\cmglint.exe");
  const onPath = { ...WINDOWS, isFile: (path: string) => path === "D:\\Werkzeuge für CMG\\cmglint.exe" };
  assert.equal(choose(onPath)?.origin, "path");
});

test("the home and the folder of the workspace may stand in the setting", () => {
  assert.equal(choose({ ...LINUX, setting: "~/bin/cmglint" })?.path, "/home/ana/bin/cmglint");
  assert.equal(choose({ ...WINDOWS, setting: "~\\bin\\cmglint.exe" })?.path, "C:\\Users\\ana\\bin\\cmglint.exe");
  const setting = "${workspaceFolder}/cmglint";
  assert.equal(choose({ ...LINUX, setting })?.path, "/sites/site #1/cmglint");
  // A folder with a dollar sign in its name is no pattern.
  assert.equal(choose({ ...LINUX, folder: "/a$&b", setting })?.path, "/a$&b/cmglint");
});

test("a version is read from what the program prints, and from nothing else", () => {
  assert.deepEqual(readVersion("cmglint 1.20.3\r\n"), { major: 1, minor: 20, text: "1.20.3" });
  assert.equal(readVersion("cmglint 0.2.0-rc.1\n")?.text, "0.2.0-rc.1");
  for (const other of ["", "cmglint", "ruff 0.1.0\n", "notcmglint 0.1.0", "cmglint 0.1.0\nsomething else"]) {
    assert.equal(readVersion(other), undefined, other);
  }
});

test("servers fit whose version differs in the patch only", () => {
  const fit = (own: string, server: string): boolean => {
    const version = readVersion(`cmglint ${server}\n`);
    assert.ok(version);
    return fits(own, version);
  };
  assert.ok(fit("0.1.0", "0.1.7"));
  assert.ok(!fit("0.1.0", "0.2.0"));
  assert.ok(!fit("0.1.0", "1.1.0"));
  assert.ok(!fit("0.1.0", "0.10.0"));
});

test("the fifth crash within three minutes is the last", () => {
  const crashes = new Crashes();
  const seconds = [0, 10, 20, 30, 179].map((second) => crashes.mayRestart(second * 1000));
  assert.deepEqual(seconds, [true, true, true, true, false]);
});

test("crashes that are three minutes old are forgotten", () => {
  const crashes = new Crashes();
  const minutes = [0, 1, 2, 3, 4, 5, 6, 7].map((minute) => crashes.mayRestart(minute * 60_000));
  assert.ok(minutes.every(Boolean));
});

test("an exit status is an answer; no program is a failure", async () => {
  const script = "process.stdout.write(process.env.SAID + process.env.NO_COLOR); process.exit(3)";
  const result = await run(process.execPath, ["-e", script], { environment: { SAID: "ü #%" } });
  assert.deepEqual(result, { code: 3, stdout: "ü #%1", stderr: "" });
  await assert.rejects(run("/nowhere/cmglint", []), /cannot be started \(ENOENT\)/);
  await assert.rejects(run(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { milliseconds: 300 }), /in time/);
});
