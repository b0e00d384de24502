// The window of VS Code, as a user drives it. Everything waits for what a user would see.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { until, untilIs } from "./until.mjs";
import * as seen from "./seen.mjs";

const EDITOR = ".editor-group-container.active .editor-instance";
const PROMPT = ".quick-input-widget:visible input";

export class Workbench {
  constructor(page, host, out) {
    this.page = page;
    this.host = host;
    this.out = out;
    this.settings = {};
    this.theme = "Dark Modern";
    this.begun = 0;
  }

  /** Loads the window of a folder, with nothing open. */
  async load(folder = this.host.folder) {
    await this.page.goto(this.host.address(folder));
    await this.page.waitForSelector(".monaco-workbench .explorer-folders-view .monaco-list-row", { timeout: 60_000 });
  }

  // Files, on the disk of the host. Each scenario has a folder of its own, because the editor keeps
  // what it knew of a file for a while after it was closed.

  begin(example) {
    this.begun += 1;
    this.site = `p${String(this.begun).padStart(2, "0")}`;
    this.host.copy(example, this.site);
  }

  file(name) {
    return path.join(this.host.folder, this.site, name);
  }

  read(name) {
    return existsSync(this.file(name)) ? readFileSync(this.file(name), "utf8") : undefined;
  }

  write(name, text, options = {}) {
    mkdirSync(path.dirname(this.file(name)), { recursive: true });
    writeFileSync(this.file(name), text, options);
  }

  /** Settings beside those of every scenario; the editor reads them as soon as they are written. */
  configure(settings) {
    this.host.configure({ ...settings, "workbench.colorTheme": this.theme });
    this.settings = settings;
  }

  // Keys.

  async press(...keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  async type(text) {
    await this.page.keyboard.type(text);
  }

  /** Types without the help of the editor: no brackets that close themselves, no indentation. */
  async insert(text) {
    await this.page.keyboard.insertText(text);
  }

  // Editors.

  /** Opens a file of the folder and puts the cursor into it. */
  async open(name) {
    const base = path.basename(name);
    await this.press("Control+P");
    await this.page.fill(PROMPT, `${this.site}/${name}`);
    await this.page.locator(`.quick-input-list .monaco-list-row.focused[aria-label*="${this.site}"]`, { hasText: base }).waitFor();
    await this.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${base}"]`).waitFor();
    await this.page.locator(`${EDITOR} .view-line`).first().waitFor();
    await untilIs("the cursor is in the text", true, () => this.page.evaluate(seen.hasFocus, EDITOR));
  }

  /** Opens a document and waits for the server to know it. */
  async openChecked(name) {
    await this.open(name);
    await until("the document is checked", () => this.page.evaluate(seen.isChecked), 30_000);
  }

  /** Goes back to the text; a preview that has just come up may take the focus once more. */
  async focusText() {
    await until("the cursor is in the text", async () => {
      await this.press("Control+1");
      return await this.page.evaluate(seen.hasFocus, EDITOR);
    });
  }

  /** Puts the cursor before a text that the file on disk has once, or `after` it. */
  async goTo(name, needle, { after = false } = {}) {
    const text = this.read(name);
    const at = text.indexOf(needle);
    if (at < 0) {
      throw new Error(`${name} has no ${needle}`);
    }
    const before = text.slice(0, after ? at + needle.length : at).split("\n");
    await this.goToPlace(before.length, before.at(-1).length + 1);
  }

  async goToPlace(line, column) {
    await this.press("Control+G");
    await this.page.fill(PROMPT, `:${line}:${column}`);
    await this.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await untilIs("the cursor is there", `Ln ${line}, Col ${column}`, () => this.cursor());
  }

  /** "Ln 4, Col 2", of the status bar. */
  async cursor() {
    return await this.page.locator('[id="status.editor.selection"]').innerText();
  }

  /** Selects a text of the file, so that typing replaces it. */
  async select(name, needle) {
    await this.goTo(name, needle);
    for (const _ of needle) {
      await this.press("Shift+ArrowRight");
    }
  }

  /** The lines that can be seen, by their numbers, with hints. */
  async lines() {
    return await this.page.evaluate(seen.lines, EDITOR);
  }

  async line(number) {
    return (await this.lines())[number];
  }

  /** What is underlined among the lines that can be seen: [{ line, severity, text }]. */
  async squiggles() {
    return await this.page.evaluate(seen.squiggles, EDITOR);
  }

  async save() {
    await this.press("Control+S");
  }

  // Commands.

  async command(title) {
    await this.press("F1");
    await this.page.fill(PROMPT, `>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).waitFor();
    await this.press("Enter");
    await untilIs("the command is chosen", false, () => this.page.evaluate(seen.asksForCommand));
  }

  /** Asks for help at the cursor, of which parts come one after the other, and waits for a text. */
  async hover(pattern) {
    const hover = this.page.locator(".monaco-hover:not(.hidden):visible").first();
    await this.press("Control+K", "Control+I");
    await hover.locator(".hover-contents").first().waitFor();
    return await untilIs("the hover", pattern, async () => (await hover.innerText()).replace(/\s+/g, " ").trim());
  }

  /** The titles that the light bulb offers at the cursor. */
  async actions() {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    // The menu has what was known when it opened; the findings may be on their way.
    await this.press("Control+.");
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((text) => text.trim());
  }

  async chooseAction(title) {
    await this.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first().click();
    await this.page.locator(".action-widget .monaco-list-row.action").first().waitFor({ state: "hidden" });
  }

  /** What completion proposes at the cursor. */
  async proposals() {
    const rows = this.page.locator(".suggest-widget.visible .monaco-list-row");
    if ((await rows.count()) === 0) {
      await this.press("Control+Space");
    }
    await rows.first().waitFor();
    return await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")));
  }

  /** Types the beginning of a proposal, goes down to it and takes it. */
  async complete(beginning, proposal) {
    const rows = this.page.locator(".suggest-widget.visible .monaco-list-row");
    const labels = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")));
    const wanted = (label) => label?.startsWith(proposal);
    await this.type(beginning);
    await untilIs(`what is proposed for "${beginning}"`, [new RegExp(`^${proposal}`)], labels);
    const focused = this.page.locator(".suggest-widget.visible .monaco-list-row.focused");
    for (let down = (await labels()).findIndex(wanted); down > 0; down -= 1) {
      await this.press("ArrowDown");
    }
    await until(`"${proposal}" is chosen`, async () => wanted(await focused.first().getAttribute("aria-label")));
    await this.press("Tab");
    await rows.first().waitFor({ state: "hidden" });
  }

  // Other parts of the window.

  /** Answers the dialogue that asks for a file. */
  async pickFile(name) {
    const dialogue = this.page.locator(".quick-input-widget:visible");
    await dialogue.locator(".monaco-list-row", { hasText: ".." }).waitFor();
    await this.page.fill(PROMPT, this.file(name));
    await dialogue.locator(".monaco-list-row", { hasText: name }).waitFor();
    await this.press("Enter");
    await dialogue.locator(".monaco-list-row", { hasText: name }).waitFor({ state: "hidden" });
  }

  /** The text of the first frame that has it: previews are frames within frames. */
  async frame(pattern) {
    for (const frame of this.page.frames().slice(1)) {
      const text = await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "");
      if (pattern.test(text)) {
        return text.replace(/\s+/g, " ");
      }
    }
    return undefined;
  }

  async tree() {
    const pane = this.page.locator('.pane:has(.pane-header[aria-label^="CMG"])');
    await pane.waitFor();
    if ((await pane.locator(".pane-header").getAttribute("aria-expanded")) === "false") {
      await pane.locator(".pane-header").click();
    }
    return pane;
  }

  /** Folds the list of files, or unfolds it, so that there is room for the view of gateways. */
  async foldFiles() {
    await this.page.locator(".explorer-viewlet .pane-header").first().click();
  }

  async treeRows() {
    const rows = (await this.tree()).locator(".monaco-list-row");
    return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  }

  async problems() {
    const rows = this.page.locator(".markers-panel-container .monaco-list-row");
    return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  }

  /** The item of the extension in the status bar. */
  async status() {
    const item = this.page.locator('.statusbar-item[id*="cmglint.status"]');
    return (await item.count()) === 0 ? "" : (await item.innerText()).replace(/\s+/g, " ").trim();
  }

  /** What the little boxes at the bottom say. */
  async messages() {
    const toasts = this.page.locator(".notification-toast .notification-list-item");
    return (await toasts.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  }

  async button(message, title) {
    const toast = this.page.locator(".notification-toast .notification-list-item", { hasText: message });
    await toast.locator(".monaco-button", { hasText: title }).click();
  }

  // Between scenarios.

  /** Closes everything without saving, takes back settings and removes the folder. */
  async reset() {
    await this.press("Escape", "Escape", "Control+K", "Control+W");
    const dialog = this.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" });
    await until("all editors are closed", async () => {
      if ((await dialog.count()) > 0) {
        await dialog.click();
      }
      return (await this.page.locator(".tab").count()) === 0;
    });
    if ((await this.page.locator(".part.panel:visible").count()) > 0) {
      await this.press("Control+J");
    }
    if ((await this.messages()).length > 0) {
      await this.command("Notifications: Clear All Notifications");
    }
    this.configure({});
    this.host.remove(this.site);
  }

  /** Takes a picture in the theme that is on, and another in the other one. */
  async shot(name) {
    await this.picture(`${name}-${this.isDark() ? "dark" : "light"}`);
    this.theme = this.isDark() ? "Light Modern" : "Dark Modern";
    this.configure(this.settings);
    const root = this.page.locator(".monaco-workbench").first();
    await untilIs("the theme is dark", this.isDark(), async () => /\bvs-dark\b/.test(await root.getAttribute("class")));
    await this.picture(`${name}-${this.isDark() ? "dark" : "light"}`);
  }

  isDark() {
    return this.theme.startsWith("Dark");
  }

  async picture(name) {
    await this.page.screenshot({ path: path.join(this.out, `${name}.png`) });
  }
}
