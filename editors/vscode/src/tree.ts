import * as vscode from "vscode";
import { aboutGateway, badge, findings } from "./words";
import type { Counts, Gateway, Overviews, Place, Role } from "./overview";

const SCHEME = "cmglint-tree";

const ICONS: Readonly<Record<string, string>> = {
  "connection-point": "plug",
  "management-point": "server",
  "software-update-point": "package",
  "site-system-role": "server-environment",
  "boundary-group": "globe",
  "task-sequence": "list-ordered",
  "primary-site": "organization",
  site: "organization",
  azure: "azure",
  clients: "device-desktop",
  features: "checklist",
};

type Node = { readonly gateway: Gateway } | { readonly role: Role };

/** The view "CMG" of the explorer: gateways, and the roles around them. */
export class Tree implements vscode.TreeDataProvider<Node>, vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly decorated = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Node>;
  private readonly registrations: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;
  readonly onDidChangeFileDecorations = this.decorated.event;

  constructor(private readonly overviews: Overviews) {
    this.view = vscode.window.createTreeView("cmglint.gateways", { treeDataProvider: this });
    this.registrations = vscode.Disposable.from(
      this.changed,
      this.decorated,
      this.view,
      vscode.window.registerFileDecorationProvider(this),
      overviews.onDidChange(() => {
        this.update();
      }),
    );
    this.update();
  }

  getChildren(node?: Node): Node[] {
    const overview = this.overviews.current?.overview;
    if (node === undefined) {
      const gateways = overview?.gateways ?? [];
      const rest = overview?.rest ?? [];
      return [...gateways.map((gateway) => ({ gateway })), ...rest.map((role) => ({ role }))];
    }
    return "gateway" in node ? node.gateway.children.map((role) => ({ role })) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return "gateway" in node ? this.gatewayItem(node.gateway) : this.roleItem(node.role);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== SCHEME) {
      return undefined;
    }
    const counts = JSON.parse(uri.query) as Counts;
    return new vscode.FileDecoration(badge(counts), findings(counts), colour(counts));
  }

  dispose(): void {
    this.registrations.dispose();
  }

  private update(): void {
    const current = this.overviews.current;
    this.view.description = current?.uri.path.split("/").at(-1) ?? "";
    this.view.message = this.overviews.reason ?? "";
    this.view.badge = undefined;
    const errors = current?.overview.counts.error ?? 0;
    if (errors > 0) {
      this.view.badge = { value: errors, tooltip: findings(current?.overview.counts ?? NONE) };
    }
    this.changed.fire();
    this.decorated.fire(undefined);
  }

  private gatewayItem(gateway: Gateway): vscode.TreeItem {
    const state = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(gateway.name, gateway.children.length > 0 ? state.Expanded : state.None);
    item.id = `gateway/${gateway.name}`;
    item.description = aboutGateway(gateway);
    const about = [gateway.detail, gateway.summary, findings(gateway.counts)];
    item.tooltip = about.filter((line) => line !== null && line !== "").join("\n");
    item.iconPath = new vscode.ThemeIcon("cloud");
    item.contextValue = "gateway";
    return this.place(item, gateway.name, gateway.counts, gateway.selectionRange);
  }

  private roleItem(role: Role): vscode.TreeItem {
    const item = new vscode.TreeItem(role.name);
    const kind = role.kind.replaceAll("-", " ");
    item.description = role.detail ?? (role.kind === role.name ? "" : kind);
    item.tooltip = [kind, findings(role.counts)].filter((line) => line !== "").join("\n");
    item.iconPath = new vscode.ThemeIcon(ICONS[role.kind] ?? "symbol-misc");
    item.contextValue = "role";
    return this.place(item, `${role.kind}/${role.name}`, role.counts, role.selectionRange);
  }

  private place(item: vscode.TreeItem, path: string, counts: Counts, at: Place): vscode.TreeItem {
    item.resourceUri = vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query: JSON.stringify(counts) });
    const uri = this.overviews.current?.uri;
    if (uri !== undefined) {
      const start = new vscode.Position(at.start.line, at.start.character);
      const selection = new vscode.Range(start, new vscode.Position(at.end.line, at.end.character));
      item.command = { command: "vscode.open", title: "Go to", arguments: [uri, { selection }] };
    }
    return item;
  }
}

const NONE: Counts = { error: 0, warning: 0, info: 0 };

function colour({ error, warning }: Counts): vscode.ThemeColor | undefined {
  if (error > 0) {
    return new vscode.ThemeColor("list.errorForeground");
  }
  return warning > 0 ? new vscode.ThemeColor("list.warningForeground") : undefined;
}
