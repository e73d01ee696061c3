"""A session with an editor: its open posts, when each is checked, and what the editor is told of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from postlint import ISSUES
from postlint.files.limits import OutOfTime
from postlint.model.trouble import ConfigError, RulePageError, told
from postlint.server import links
from postlint.server.desk import Desk, Draft
from postlint.server.open_post import Known, OpenPost
from postlint.server.positions import Ruler
from postlint.server.translate import as_diagnostic, text_edits, workspace_edit
from postlint.server.worker import Worker

if TYPE_CHECKING:
    from postlint.config.settings import WebSettings
    from postlint.engine.online import Links
    from postlint.model import Diagnostic
    from postlint.model.plan import Job

T = TypeVar("T")

PAUSE = 0.03  # seconds without a keystroke before a post is checked
SETTLE = 0.2  # seconds without a changed file before the site is read anew


class Program:
    """One session with one editor: the open posts, and the thread that works for them."""

    def __init__(self, server: LanguageServer, worker: Worker) -> None:
        self.server = server
        self.worker = worker
        self.desk = Desk()
        self.posts: dict[str, OpenPost] = {}
        self._renewal: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._told = ""

    # --- documents

    def opened(self, uri: str) -> None:
        document = self.server.workspace.get_text_document(uri)
        path = to_fs_path(uri) if uri.startswith("file:") else None
        file = Path(path) if path else self._untitled(uri)
        self.posts[uri] = OpenPost(uri, file, document.source, document.version)
        self.due(self.posts[uri], 0)

    def changed(self, uri: str) -> None:
        document = self.server.workspace.get_text_document(uri)
        if post := self.posts.get(uri):
            post.edit(document.source, document.version)
            self.due(post, PAUSE)

    def closed(self, uri: str) -> None:
        if post := self.posts.pop(uri, None):
            post.stamp += 1
            if post.task:
                post.task.cancel()
        self._publish(types.PublishDiagnosticsParams(uri, []))

    def saved(self, uri: str) -> None:
        self.renew()
        if post := self.posts.get(uri):
            self._start(self._ask_web(post))

    def due(self, post: OpenPost, pause: float) -> None:
        """Check a post after a pause; what was under way for it is stale."""
        if post.task:
            post.task.cancel()
        post.task = self._start(self._check_later(post, pause))

    def renew(self) -> None:
        """Files have changed: once no more do, read the site anew and check every open post."""
        if self._renewal:
            self._renewal.cancel()
        self._renewal = self._start(self._renew())

    async def _renew(self) -> None:
        await asyncio.sleep(SETTLE)
        await self.worker.do(self.desk.forget)
        for post in self.posts.values():
            post.stamp += 1
            self.due(post, 0)

    def _untitled(self, uri: str) -> Path:
        folder = self.desk.folders[0] if self.desk.folders else Path.cwd()
        return folder / f"{uri.rpartition(':')[2].strip('/') or 'untitled'}.md"

    def _start(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # --- findings

    async def _check_later(self, post: OpenPost, pause: float) -> None:
        await asyncio.sleep(pause)
        known = await self.known(post)
        found = known.found.diagnostics if known else ()
        shown = [as_diagnostic(one, known.ruler, post.uri, known.rules) for one in found] if known else []
        self._publish(types.PublishDiagnosticsParams(post.uri, shown, post.version))

    async def known(self, post: OpenPost) -> Known | None:
        """What is found in the text of now; None where the post is not checked. Cancelled where the text changes."""
        stamp = post.stamp
        if post.known_stamp != stamp:
            known = await self._do(lambda: self._check(post), lambda: post.stamp == stamp)
            post.known, post.known_stamp = known, stamp
        return post.known

    def _check(self, post: OpenPost) -> Known | None:
        written = Draft(post.file, post.text)
        job = self.desk.job(written)
        if job is None:
            return None
        return Known(job, post.with_web(self.desk.look([job])), Ruler(written.text, self.encoding))

    async def _do(self, work: Callable[[], T], wanted: Callable[[], bool]) -> T | None:
        """The result of the work; what keeps it from being done (mostly settings) is told once, and None comes out."""
        try:
            result = await self.worker.do(work, wanted)
        except (OutOfTime, Exception) as error:
            plain = isinstance(error, ConfigError | RulePageError)
            said = str(error) if plain else f"{told(error)}; please report this at {ISSUES}"
            if said != self._told:
                self._told = said
                self.say(f"postlint: {said}", types.MessageType.Error)
            return None
        self._told = ""
        return result

    async def _ask_web(self, post: OpenPost) -> None:
        """What the web says of the links of a saved text, if the settings have it asked, however it is edited meanwhile."""
        text = post.text
        try:
            asked = await self.worker.do(lambda: self._links(Draft(post.file, text)))
            said = await self._answers(*asked) if asked else ()
        except (ConfigError, RulePageError):  # the check of the same text tells
            return
        except Exception as error:
            self.say(f"postlint could not ask about links: {error}", types.MessageType.Warning)
            return
        if said or post.web[1]:
            post.web = text, said
            post.stamp += 1
            self.due(post, 0)

    def _links(self, saved: Draft) -> tuple[Job, Links, WebSettings] | None:
        job = self.desk.job(saved)
        settings = self.desk.settings(saved.file).web
        asked = links.links_of(job, settings) if job else None
        return (job, asked, settings) if job and asked else None

    async def _answers(self, job: Job, asked: Links, settings: WebSettings) -> tuple[Diagnostic, ...]:
        loop = asyncio.get_running_loop()

        def say(notice: str) -> None:
            loop.call_soon_threadsafe(self.say, f"postlint: {notice}", types.MessageType.Warning)

        online = await asyncio.to_thread(links.ask, asked, settings, say)
        found = await self.worker.do(lambda: self.desk.counted([job], online.check([job])))
        return found.diagnostics

    # --- what an editor is told

    @property
    def encoding(self) -> str:
        return str(getattr(self.server.workspace.position_encoding, "value", self.server.workspace.position_encoding))

    def _publish(self, params: types.PublishDiagnosticsParams) -> None:
        self.server.text_document_publish_diagnostics(params)

    def say(self, message: str, kind: types.MessageType) -> None:
        self.server.window_show_message(types.ShowMessageParams(kind, message))

    def edit(self, post: OpenPost, known: Known, after: str) -> types.WorkspaceEdit:
        """What makes `after` of the post's text of now."""
        can = self.server.client_capabilities.workspace
        versioned = bool(can and can.workspace_edit and can.workspace_edit.document_changes)
        return workspace_edit(post.uri, post.version, text_edits(known.ruler, after), versioned=versioned)

    async def apply(self, post: OpenPost, known: Known, after: str | None, label: str) -> bool:
        """Have the editor change a post; true where it did."""
        if after is None or after == known.ruler.text:
            return False
        edit = self.edit(post, known, after)
        result = await self.server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
        return result.applied
