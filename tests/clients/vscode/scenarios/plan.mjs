import { untilIs } from "../until.mjs";

const DOCUMENT = "cmg.toml";

export const scenarios = [
  {
    name: "a lens leads to the plan, which follows what is typed",
    example: "contoso",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await workbench.goTo(DOCUMENT, "[gateway.westeurope]");
      const lens = workbench.page.locator(".codelens-decoration a");
      await lens.last().click();
      await untilIs("the plan", /^Plan of p\d+\/cmg\.toml No changes/, () => workbench.frame(/Plan of/));
      await workbench.focusText();
      await workbench.goTo(DOCUMENT, 'region = "westeurope', { after: true });
      await workbench.press("Control+Backspace");
      await workbench.insert("northeurope");
      await untilIs("the plan", /westeurope.*northeurope/, () => workbench.frame(/Plan of/));
      await untilIs("the lens", /redeploy/, async () => await lens.allInnerTexts());
      await workbench.shot("plan");
    },
  },
  {
    name: "the view shows gateways and leads to them",
    example: "contoso",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      const rows = [
        /^eastus ?certificate \d+ (days|years) · granitefalls\.contoso\.com$/,
        /^westeurope ?certificate \d+ (days|years) · cedarcreek\.contoso\.com$/,
        /^cmgcp02\.corp\.contoso\.com ?connection point$/,
        /^Europe ?boundary group$/,
      ];
      await untilIs("rows", rows, () => workbench.treeRows());
      await (await workbench.tree()).locator(".monaco-list-row", { hasText: "westeurope" }).click();
      await untilIs("the cursor", /^Ln 63, /, () => workbench.cursor());
      await (await workbench.tree()).locator(".monaco-list-row", { hasText: "cmgcp02" }).click();
      await untilIs("the cursor", /^Ln 93, /, () => workbench.cursor());
      await workbench.goTo(DOCUMENT, 'region = "westeurope', { after: true });
      await workbench.press("Control+Backspace");
      await workbench.insert("northeurope");
      await untilIs("the row says what becomes of it", [/^westeurope ?redeploy/], () => workbench.treeRows());
      await workbench.foldFiles();
      await workbench.shot("tree");
      await workbench.foldFiles();
    },
  },
  {
    name: "the status bar counts findings and names the baseline",
    async run(workbench) {
      await workbench.openChecked(DOCUMENT);
      await untilIs("the item", /^CMG \d+$/, () => workbench.status());
      const before = Number((await workbench.status()).split(" ")[1]);
      await workbench.select(DOCUMENT, "https-or-http");
      await workbench.insert("https-only");
      await untilIs("the item", new RegExp(`^CMG ${before - 1}$`), () => workbench.status());
      workbench.host.commit();
      workbench.write("cmglint.toml", 'baseline = "git:HEAD"\n');
      await untilIs("the item", /^CMG \d+ git:HEAD$/, () => workbench.status());
      await workbench.page.locator('.statusbar-item[id*="cmglint.status"] a').click();
      const rows = workbench.page.locator(".quick-input-list .monaco-list-row");
      await untilIs("the menu", [/Show change plan/, /Restart server/], () => rows.allInnerTexts());
      await workbench.shot("menu");
    },
  },
];
