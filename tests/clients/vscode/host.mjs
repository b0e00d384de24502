// VS Code as a server for browsers, with the extension installed, in folders that are thrown away.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./until.mjs";

/** The password of the certificates of examples/contoso, as whoever starts an editor would set it. */
export const PASSWORD = "contoso-example";

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "files.hotExit": "off",
  "files.simpleDialog.enable": true,
  "git.autofetch": false,
  "git.openRepositoryInParentFolders": "always",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.commandCenter": false,
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

export class Host {
  constructor({ codeServer, extension, examples, out }) {
    this.codeServer = codeServer;
    this.out = out;
    this.home = mkdtempSync(path.join(tmpdir(), "cmglint-vscode-"));
    this.data = path.join(this.home, "data");
    this.folder = path.join(this.home, "gateways");
    this.examples = examples;
    this.configure({ "workbench.colorTheme": "Dark Modern" });
    this.copy("contoso", "contoso");
    this.git("init", "--quiet", "--initial-branch", "main");
    this.commit();
    this.run("--install-extension", extension);
  }

  /** Starts the server and says where it is. */
  async start() {
    this.port = await freePort();
    const log = openSync(path.join(this.out, "code-server.log"), "w");
    const args = ["--auth", "none", "--bind-addr", `127.0.0.1:${this.port}`, "--disable-telemetry", "--disable-update-check"];
    this.process = spawn(process.execPath, [this.codeServer, ...this.folders(), ...args, "--disable-workspace-trust"], {
      stdio: ["ignore", log, log],
      detached: true,
      env: { ...process.env, CMG_PFX_PASSWORD: PASSWORD },
    });
    await until("VS Code answers", () => answers(this.port), 60_000);
  }

  /** The folders of a window are in its address. */
  address(folder = this.folder) {
    return `http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(folder)}`;
  }

  /** Settings of the machine are those that may name a server; the user's may choose a theme. */
  configure(settings) {
    for (const scope of ["User", "Machine"]) {
      mkdirSync(path.join(this.data, scope), { recursive: true });
      const own = scope === "User" ? { ...SETTINGS, ...settings } : settings;
      writeFileSync(path.join(this.data, scope, "settings.json"), JSON.stringify(own, null, 2));
    }
  }

  /** Puts an example into a folder of that name, beside `contoso`, which it may name. */
  copy(example, name) {
    const filter = (file) => !file.endsWith("findings.txt");
    cpSync(path.join(this.examples, example), path.join(this.folder, name), { recursive: true, filter });
  }

  remove(name) {
    rmSync(path.join(this.folder, name), { recursive: true, force: true });
  }

  /** The program that the extension carries. */
  program() {
    const extensions = path.join(this.home, "extensions");
    const folder = readdirSync(extensions).find((name) => name.startsWith("cmglint."));
    return path.join(extensions, folder, "server", "cmglint");
  }

  /** Ends the language server as a crash would. */
  killServer() {
    const program = this.program();
    const servers = readdirSync("/proc").filter((id) => /^\d+$/.test(id) && runs(id, program));
    if (servers.length !== 1) {
      throw new Error(`there should be one server, and there are ${servers.length}`);
    }
    process.kill(Number(servers[0]), "SIGKILL");
  }

  /** All files that the editor, the extension and the server may have written a text into. */
  filesWith(text) {
    const wanted = Buffer.from(text);
    const roots = [this.data, this.folder, this.out];
    const files = roots.flatMap((root) => readdirSync(root, { recursive: true, withFileTypes: true }));
    const paths = files.filter((file) => file.isFile()).map((file) => path.join(file.parentPath, file.name));
    return paths.filter((file) => readFileSync(file).includes(wanted));
  }

  commit() {
    this.git("add", "--all");
    this.git("-c", "user.name=Ana", "-c", "user.email=ana@contoso.com", "commit", "--quiet", "--message", "Gateways");
  }

  git(...args) {
    execFileSync("git", ["-C", this.folder, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  }

  stop() {
    if (this.process !== undefined) {
      process.kill(-this.process.pid, "SIGKILL");
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  run(...args) {
    execFileSync(process.execPath, [this.codeServer, ...this.folders(), ...args], { stdio: "pipe" });
  }

  folders() {
    return ["--user-data-dir", this.data, "--extensions-dir", path.join(this.home, "extensions")];
  }
}

function runs(id, program) {
  try {
    return readlinkSync(`/proc/${id}/exe`) === program;
  } catch {
    return false;
  }
}

function answers(port) {
  return new Promise((resolve) => {
    const request = get({ host: "127.0.0.1", port, path: "/healthz" }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on("error", () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
