"""An editor for tests: a real client that starts `postlint server` and speaks with it over standard input and output."""

from __future__ import annotations

import ast
import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

T = TypeVar("T")
WAIT = 30.0  # seconds; only a broken server takes as long


class Editor:
    """One session. Texts are kept as an editor does, in the encoding that it offered."""

    def __init__(self, root: Path, encodings: tuple[str, ...] = ("utf-16",), folders: tuple[Path, ...] = ()) -> None:
        self.root = root
        self.encodings = encodings
        self.folders = folders or (root,)
        self.client = LanguageClient("editor", "1")
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.selected: list[types.ShowDocumentParams] = []
        self.registered: list[types.Registration] = []
        self._news = asyncio.Event()

    async def start(self) -> types.InitializeResult:
        client = self.client

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)
            self._news.set()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)
            self._news.set()

        @client.feature(types.WINDOW_SHOW_DOCUMENT)
        def document(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            self.selected.append(params)
            return types.ShowDocumentResult(True)

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def registered(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

        @client.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.apply(params.edit)
            return types.ApplyWorkspaceEditResult(True)

        await client.start_io(sys.executable, "-m", "postlint", "server")
        capabilities = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=list(self.encodings)),
            workspace=types.WorkspaceClientCapabilities(
                workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
                did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
            ),
            window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(True)),
        )
        folders = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in self.folders]
        asked = types.InitializeParams(capabilities, root_uri=self.root.as_uri(), workspace_folders=folders)
        result = await client.initialize_async(asked)
        client.initialized(types.InitializedParams())
        return result

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        server = self.client._server
        assert server
        assert await asyncio.wait_for(server.wait(), WAIT) == 0
        await self.client.stop()

    # --- documents

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def open(self, path: str, text: str | None = None) -> str:
        uri = self.uri(path)
        if text is None:
            text = (self.root / path).read_bytes().decode()
        self.texts[uri], self.versions[uri] = text, 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, text))
        )
        return uri

    def type(self, uri: str, text: str) -> int:
        """Let the document hold this text; the version that it is now."""
        self.texts[uri] = text
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        changes: list[Any] = [types.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))
        return self.versions[uri]

    def save(self, uri: str, path: str) -> None:
        (self.root / path).write_bytes(self.texts[uri].encode())
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def touched(self, path: str) -> None:
        event = types.FileEvent(self.uri(path), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    # --- what the server says

    async def until(self, holds: Callable[[], T]) -> T:
        """What `holds` gives as soon as that is something."""

        async def wait() -> T:
            while not (found := holds()):
                self._news.clear()
                await self._news.wait()
            return found

        return await asyncio.wait_for(wait(), WAIT)

    async def found(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics of the document's text of now."""

        def now() -> types.PublishDiagnosticsParams | None:
            versions = self.versions[uri]
            return next((one for one in self.published if one.uri == uri and one.version == versions), None)

        return list((await self.until(now)).diagnostics)

    def codes(self, uri: str) -> list[str]:
        """The rules that spoke of a document when it was last published."""
        last = next((one for one in reversed(self.published) if one.uri == uri), None)
        return [str(one.code) for one in last.diagnostics] if last else []

    async def actions(self, uri: str, range_: types.Range, only: str = "") -> list[types.CodeAction]:
        context = types.CodeActionContext([], only=[only] if only else None)
        asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), range_, context)
        return [_action(one) for one in await self.client.text_document_code_action_async(asked) or ()]

    async def run(self, action: types.CodeAction, *more: object) -> object:
        """Have its command run, with `more` in place of the last arguments."""
        assert action.command
        given = list(action.command.arguments or ())
        given[len(given) - len(more) :] = more
        asked = types.ExecuteCommandParams(action.command.command, given)
        return await self.client.workspace_execute_command_async(asked)

    # --- editing

    def apply(self, edit: types.WorkspaceEdit) -> None:
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            uri = change.text_document.uri
            assert change.text_document.version == self.versions[uri]
            text = self.texts[uri]
            edits = [one for one in change.edits if isinstance(one, types.TextEdit)]
            for one in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
                text = text[: self.at(text, one.range.start)] + one.new_text + text[self.at(text, one.range.end) :]
            self.type(uri, text)

    def at(self, text: str, position: types.Position) -> int:
        """The offset of a position, reckoned in another way than the server does it."""
        codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[self.encodings[0]]
        width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encodings[0]]
        starts = [0]
        for at, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
                starts.append(at + 1)
        start = starts[position.line]
        raw = text[start:].encode(codec)[: position.character * width]
        return start + len(raw.decode(codec))

    def marked(self, uri: str, one: types.Diagnostic) -> str:
        """The text that a diagnostic marks."""
        text = self.texts[uri]
        return text[self.at(text, one.range.start) : self.at(text, one.range.end)]


def session(editor: Editor, script: Callable[[Editor], Awaitable[T]]) -> T:
    """Run a script in one session."""

    async def run() -> T:
        await editor.start()
        try:
            return await script(editor)
        finally:
            await editor.stop()

    return asyncio.run(run())


def _action(one: types.CodeAction | types.Command) -> types.CodeAction:
    """An action as it came; lsprotocol reads one that has a command and no edit as if it were that command."""
    if isinstance(one, types.CodeAction):
        return one
    given: Any = ast.literal_eval(one.command) if isinstance(one.command, str) else one.command
    return types.CodeAction(
        one.title, command=types.Command(given["title"], given["command"], arguments=given["arguments"])
    )
