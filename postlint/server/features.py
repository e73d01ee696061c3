"""Each request of an editor becomes work for the main thread, and its result an answer; `serve` runs it all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from postlint import __version__
from postlint.config.accept import accept_words
from postlint.model import Diagnostic, Span
from postlint.model.trouble import ConfigError
from postlint.repair.ignores import objection
from postlint.server import actions, hints
from postlint.server.open_post import Known, OpenPost
from postlint.server.program import Program
from postlint.server.translate import SOURCE, as_diagnostic
from postlint.server.worker import Worker

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
QUICK_FIX = types.CodeActionKind.QuickFix.value
ACCEPT, SILENCE, FIX = "postlint.accept", "postlint.silence", "postlint.fixAll"
_TRIGGERS = ["-", " ", ",", "["]


def serve() -> int:
    """Talk with the editor at standard input until it goes away; the exit code."""
    logging.getLogger("pygls").setLevel(
        logging.CRITICAL
    )  # standard error is an editor's log: only what we say goes there
    worker = Worker()
    server = build(worker)

    def talk() -> None:
        try:
            server.start_io()
        finally:
            worker.stop()

    Thread(target=talk, daemon=True).start()
    try:
        worker.run()
    except KeyboardInterrupt:
        return 130
    return 0


def build(worker: Worker) -> LanguageServer:
    """A server whose work `worker` does."""
    server = LanguageServer("postlint", __version__, types.TextDocumentSyncKind.Full)
    program = Program(server, worker)
    _follow_documents(server, program)
    _follow_files(server, program)
    _offer_help(server, program)
    _offer_actions(server, program)
    return server


def _follow_documents(server: LanguageServer, program: Program) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        program.opened(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        program.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        program.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        program.saved(params.text_document.uri)


def _follow_files(server: LanguageServer, program: Program) -> None:
    def folders() -> list[Path]:
        uris = [folder.uri for folder in server.workspace.folders.values()] or [server.workspace.root_uri or ""]
        return [Path(path) for uri in uris if (path := to_fs_path(uri) if uri else None)]

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        program.desk.folders = folders()
        files = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        if files and files.dynamic_registration:
            watched = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
            one = types.Registration("postlint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watched)
            await server.client_register_capability_async(types.RegistrationParams([one]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def moved(params: types.DidChangeWorkspaceFoldersParams) -> None:
        program.desk.folders = folders()
        program.renew()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def touched(params: types.DidChangeWatchedFilesParams) -> None:
        if any(not _is_hidden(change.uri) for change in params.changes):
            program.renew()


def _is_hidden(uri: str) -> bool:
    """Does a file lie where no post and no setting is: in `.git`, in dependencies?"""
    return "/.git/" in uri or "/node_modules/" in uri


def _offer_help(server: LanguageServer, program: Program) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        known = await _known(program, params.text_document.uri)
        if known is None:
            return None
        offset = known.ruler.offset(params.position)
        found = await program.worker.do(lambda: hints.page_at(known.job, known.found, offset))
        if found is None:
            return None
        span, page = found
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, page), known.ruler.range(span))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    async def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        known = await _known(program, params.text_document.uri)
        if known is None:
            return []
        offset = known.ruler.offset(params.position)
        choice = hints.choice_at(known.job, known.found, offset)
        if choice is None:
            return []
        place = known.ruler.range(choice.span)
        return [_item(name, place) for name in choice.names]


def _item(name: hints.Name, place: types.Range) -> types.CompletionItem:
    return types.CompletionItem(
        name.name,
        kind=types.CompletionItemKind.Value,
        detail=name.meaning,
        sort_text=f"{name.rank}{name.name}",
        text_edit=types.TextEdit(place, name.name),
    )


def _offer_actions(server: LanguageServer, program: Program) -> None:
    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def act(params: types.CodeActionParams) -> list[types.CodeAction]:
        post = program.posts.get(params.text_document.uri)
        known = await program.known(post) if post else None
        if post is None or known is None:
            return []
        return await program.worker.do(lambda: list(_actions(program, post, known, params)))

    @server.command(FIX)
    async def fix(uri: str) -> bool:
        return await _change(program, uri, "Fix all safe findings", lambda known: _fixed(program, known))

    @server.command(SILENCE)
    async def silence(uri: str, rule: str, line: int, reason: str) -> bool:
        if complaint := objection(reason):
            program.say(complaint, types.MessageType.Error)
            return False

        def silenced(known: Known) -> str | None:
            offset = known.ruler.offset(types.Position(line, 0))
            return actions.silenced(known.job, known.found, rule, offset, reason, program.desk.look)

        done = await _change(program, uri, f"Silence {rule}", silenced)
        if not done:
            program.say(
                f"postlint: no comment silences {rule} here without a change to the page", types.MessageType.Warning
            )
        elif not reason:
            await _select_reason(server, program, uri)
        return done

    @server.command(ACCEPT)
    async def accept(uri: str, word: str) -> bool:
        post = program.posts.get(uri)
        if post is None:
            return False
        try:
            await program.worker.do(lambda: _accept(program, post, word))
        except ConfigError as error:
            program.say(f"postlint: {error}", types.MessageType.Error)
            return False
        program.renew()
        return True


async def _known(program: Program, uri: str) -> Known | None:
    post = program.posts.get(uri)
    return await program.known(post) if post else None


async def _change(program: Program, uri: str, label: str, work: Callable[[Known], str | None]) -> bool:
    """Have the editor make of a post what `work` makes of it."""
    post = program.posts.get(uri)
    known = await program.known(post) if post else None
    if post is None or known is None:
        return False
    after = await program.worker.do(lambda: work(known))
    return await program.apply(post, known, after, label)


def _accept(program: Program, post: OpenPost, word: str) -> None:
    program.desk.enter(post.file)
    accept_words(program.desk.settings(post.file), [word])


def _fixed(program: Program, known: Known) -> str:
    return actions.repaired(known.job, known.found, program.desk.look)


async def _select_reason(server: LanguageServer, program: Program, uri: str) -> None:
    """Mark the reason that stands in a new comment, so that the author types over it."""
    known = await _known(program, uri)
    can = server.client_capabilities.window
    at = known.ruler.text.find(actions.REASON) if known else -1
    if known is None or at < 0 or not (can and can.show_document and can.show_document.support):
        return
    place = known.ruler.range(Span(at, at + len(actions.REASON)))
    await server.window_show_document_async(types.ShowDocumentParams(uri, take_focus=True, selection=place))


# --- code actions


def _actions(
    program: Program, post: OpenPost, known: Known, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    if not only or _wants(only, QUICK_FIX):
        here = actions.at(known.found, known.ruler.span(params.range))
        yield from _fixes(program, post, known, here)
        for one in here:
            yield from _other_ways(post, known, one)
    if only and _wants(only, FIX_ALL):
        after = _fixed(program, known)
        if after != known.ruler.text:
            yield types.CodeAction(_FIX_TITLE, kind=FIX_ALL, edit=program.edit(post, known, after))
    elif not only and any(one.fix and one.fix.safe for one in known.found.diagnostics):
        command = types.Command(_FIX_TITLE, FIX, arguments=[post.uri])  # worked out only where it is chosen
        yield types.CodeAction(_FIX_TITLE, kind=FIX_ALL, command=command)


_FIX_TITLE = "Fix all safe findings in this post"


def _wants(only: list[str], kind: str) -> bool:
    return any(kind == one or kind.startswith(f"{one}.") for one in only)


def _fixes(program: Program, post: OpenPost, known: Known, here: Sequence[Diagnostic]) -> Iterator[types.CodeAction]:
    for repair in actions.repairs(known.ruler.text, here):
        yield types.CodeAction(
            repair.title,
            kind=QUICK_FIX,
            diagnostics=[as_diagnostic(repair.diagnostic, known.ruler, post.uri, known.rules)],
            is_preferred=repair.safe,
            edit=program.edit(post, known, repair.text),
        )


def _other_ways(post: OpenPost, known: Known, one: Diagnostic) -> Iterator[types.CodeAction]:
    shown = [as_diagnostic(one, known.ruler, post.uri, known.rules)]
    ways: list[tuple[str, str, list[Any]]] = []
    if word := actions.word_of(known.job, one):
        ways.append((f"Accept “{word}” on this site", ACCEPT, [post.uri, word]))
    line = known.ruler.position(one.span.start).line
    ways.append((f"Silence {one.rule} here, with a reason", SILENCE, [post.uri, one.rule, line, ""]))
    for title, name, arguments in ways:
        yield types.CodeAction(
            title, kind=QUICK_FIX, diagnostics=shown, command=types.Command(title, name, arguments=arguments)
        )
