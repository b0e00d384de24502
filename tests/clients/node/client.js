// Sessions with the library under VS Code's own client: diagnostics pushed, then pulled.
'use strict';
const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');
const lsp = require('vscode-languageserver-protocol/node');

const example = process.env.DOCUMENT;

function capabilities(pull) {
  return {
    workspace: { configuration: true, workspaceFolders: true, applyEdit: true, workspaceEdit: { documentChanges: true } },
    window: { workDoneProgress: true, showDocument: { support: true } },
    textDocument: {
      publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true, relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
      codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] }, codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source', 'source.fixAll'] } } },
      ...(pull ? { diagnostic: {} } : {}),
    },
  };
}

async function session(pull) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cmglint-'));
  const file = path.join(folder, 'cmg.toml');
  fs.copyFileSync(example, file);
  const [uri, rootUri] = [file, folder].map(it => pathToFileURL(it).href);
  const server = spawn('cmglint', ['server', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => server.on('exit', resolve));
  const connection = lsp.createProtocolConnection(
    new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
  connection.onError(error => { throw error; });
  const published = [];
  let first;
  const pushed = new Promise(resolve => { first = resolve; });
  connection.onNotification('textDocument/publishDiagnostics', it => { published.push(it); first(); });
  connection.onRequest((method, params) => method === 'workspace/configuration' ? params.items.map(() => null) : null);
  connection.listen();

  const hello = await connection.sendRequest('initialize', {
    processId: process.pid, rootUri, workspaceFolders: [{ uri: rootUri, name: 'it' }], capabilities: capabilities(pull),
  });
  assert.strictEqual(Boolean(hello.capabilities.diagnosticProvider), pull);
  connection.sendNotification('initialized', {});
  const text = fs.readFileSync(file, 'utf8');
  connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'toml', version: 1, text } });
  let items;
  if (pull) {
    items = (await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })).items;
    assert.deepStrictEqual(published, [], 'pulled and pushed');
  } else {
    await pushed;
    assert.strictEqual(published[0].version, 1);
    items = published[0].diagnostics;
  }
  assert(items.length > 10, `${items.length} findings`);
  const finding = items.find(it => it.code === 'region-spelling');
  assert(finding.codeDescription.href.startsWith('https://learn.microsoft.com/'));

  const context = { diagnostics: [finding] };
  const actions = await connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range: finding.range, context });
  const fix = await connection.sendRequest('codeAction/resolve', actions.find(it => it.isPreferred));
  const [change] = fix.edit.documentChanges;
  assert.strictEqual(change.textDocument.version, 1);
  assert.strictEqual(change.edits[0].newText.replace(/"/g, ''), 'eastus');

  await connection.sendRequest('shutdown');
  connection.sendNotification('exit');
  assert.strictEqual(await ended, 0);
  fs.rmSync(folder, { recursive: true });
}

(async () => {
  await session(false);
  await session(true);
  console.log('node: sessions with pushed and with pulled diagnostics');
})().catch(error => { console.error(error); process.exit(1); });
