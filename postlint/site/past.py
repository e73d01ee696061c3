"""A site and the earlier texts of some of its files go in, the site as it was comes out; all else is shared with today's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.files.kinds import HEADED, POSTS
from postlint.post.document import read_outline
from postlint.site.anchors.fragments import Anchors, anchors_of_html
from postlint.site.scan import scan
from postlint.site.site import Site
from postlint.site.tree import Tree

if TYPE_CHECKING:
    from postlint.site.addresses.lookup import Lookup
    from postlint.site.facts import Facts
    from postlint.site.words.vocabulary import Vocabulary


class PastSite(Site):
    """The site before `old` changed: its texts by path from the root, None for a file that is new since.

    Files that say how a site is built are read as they are today: where one of those changed, this is not the site that was.
    """

    def __init__(self, today: Site, old: Mapping[str, str | None]) -> None:
        super().__init__(today.root, today.top, today.told)
        self._today = today
        self._old = old
        if self.has_same_links:
            self.linking = today.linking

    @cached_property
    def has_same_pages(self) -> bool:
        """Are there the same files, and does each say the same of itself in its header?"""
        today = self._today
        return today.tree.files.keys() == self.tree.files.keys() and all(
            today.summary(path) == self.summary(path) for path in self._old
        )

    @cached_property
    def has_same_links(self) -> bool:
        """Is there nothing that a link can tell apart, but for places within pages?"""
        return self.has_same_pages and all(self._today.targets(path) == self.targets(path) for path in self._old)

    @cached_property
    def written(self) -> Lookup:
        return self._today.written if self.has_same_pages else super().written

    def of_pages(self, kind: str, work: Callable[[], object]) -> object:
        return work()  # nobody asks twice for what was

    def of_files(self, kind: str, work: Callable[[], object]) -> object:
        return work()

    @cached_property
    def tree(self) -> Tree:
        today = self._today.tree
        files = {path: state for path, state in today.files.items() if path not in self._old}
        folders = set(today.folders)
        for path, text in self._old.items():
            if text is None:
                continue
            files[path] = "past" if path.lower().endswith(POSTS + HEADED) else ""
            while path := path.rpartition("/")[0]:
                folders.add(path)
        return replace(today, files=files, folders=frozenset(folders))

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        headed = (path for path, text in self._old.items() if text is not None and self.tree.files.get(path))
        known = {path: facts for path, facts in self._today.facts.items() if path not in self._old}
        return dict(sorted({**known, **{path: scan(self.text(path), path) for path in headed}}.items()))

    @cached_property
    def frame(self) -> frozenset[str]:
        return self._today.frame

    @cached_property
    def vocabulary(self) -> Vocabulary:
        from postlint.site.words.vocabulary import count_words

        changed = [path for path in self._old if path.lower().endswith(POSTS)]
        here = [count_words(self._today.text(path)) for path in changed if path in self._today.tree.files]
        return self._today.vocabulary.changed(here, [count_words(self._old[path] or "") for path in changed])

    def text(self, path: str) -> str:
        return self._old[path] or "" if path in self._old else self._today.text(path)

    def anchors(self, path: str) -> Anchors | None:
        return super().anchors(path) if path in self._old else self._today.anchors(path)

    def _kept_anchors(self, path: str) -> Anchors | None:
        if path.lower().endswith(POSTS):
            return self.anchors_of(read_outline(self.text(path), path))
        return anchors_of_html(self.text(path)) if path.lower().endswith(HEADED[:3]) else None
