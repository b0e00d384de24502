"""Every message of a session against the types of the protocol, as three editors would have it."""

import asyncio
import os
import pathlib
import shutil

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

EXAMPLE = pathlib.Path(os.environ["DOCUMENT"])
PATIENCE = int(os.environ.get("PATIENCE", "5"))


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=["cmglint", "server", "--stdio"]),
    params=["visual_studio_code", "neovim", "emacs"],
)
async def client(request, lsp_client: LanguageClient, tmp_path):
    lsp_client.wrong, lsp_client.document = [], tmp_path / "cmg.toml"
    shutil.copy(EXAMPLE, lsp_client.document)

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def registered(params):
        return None

    report = lsp_client.report_server_error

    def note(error, source):
        lsp_client.wrong.append((source, repr(error)))
        return report(error, source)

    lsp_client.report_server_error = note
    folder = types.WorkspaceFolder(uri=tmp_path.as_uri(), name="it")
    hello = types.InitializeParams(
        capabilities=client_capabilities(request.param),
        root_uri=tmp_path.as_uri(),
        workspace_folders=[folder],
    )
    result = await asyncio.wait_for(lsp_client.initialize_session(hello), PATIENCE)
    lsp_client.offered = result.capabilities
    yield
    await asyncio.wait_for(lsp_client.shutdown_session(), PATIENCE)


async def diagnostics(client, uri):
    if client.offered.diagnostic_provider:
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        report = await client.text_document_diagnostic_async(params)
        return list(report.items)
    for _ in range(PATIENCE * 10):
        if found := client.diagnostics.get(uri):
            return list(found)
        await asyncio.sleep(0.1)
    return []


async def session(client):
    uri = client.document.as_uri()
    document = types.TextDocumentIdentifier(uri)
    text = client.document.read_text()
    item = types.TextDocumentItem(uri=uri, language_id="toml", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    found = await diagnostics(client, uri)
    assert len(found) > 10
    assert {it.source for it in found} == {"cmglint"}
    assert "region-spelling" in {it.code for it in found}

    titles = []
    for diagnostic in found:
        context = types.CodeActionContext(diagnostics=[diagnostic])
        params = types.CodeActionParams(document, diagnostic.range, context)
        for action in await client.text_document_code_action_async(params):
            titles.append(action.title)
            # The library takes every action that has a command for a command.
            if isinstance(action, types.Command):
                continue
            if action.edit is None and action.command is None:
                action = await client.code_action_resolve_async(action)
                assert action.edit is not None
    assert any(title.startswith("Accept `region-spelling`") for title in titles)

    await client.text_document_code_lens_async(types.CodeLensParams(document))
    status = types.ExecuteCommandParams("cmglint.status")
    status = await client.workspace_execute_command_async(status)
    assert status is not None
    assert not client.wrong


@pytest.mark.asyncio
async def test_session(client):
    await asyncio.wait_for(session(client), 4 * PATIENCE)
