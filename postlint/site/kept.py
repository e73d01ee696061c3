"""What is made of the files of a site goes in, and comes out again while those files are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from postlint.site.store import Row, Store
from postlint.site.tree import Tree


@dataclass(frozen=True, slots=True)
class Kept:
    """The cache of one site in one run: `work` is called for what has changed, and gives plain data."""

    store: Store
    tree: Tree

    def of(self, kind: str, path: str, work: Callable[[], object]) -> object:
        """What `work` makes of a file."""
        state = self.tree.files.get(path, "")
        found = self.store.read(kind, path, state) if state else None
        if found is None:
            found = work()
            self.store.write(kind, [(path, state, found)] if state else [])
        return found

    def of_each(self, kind: str, paths: Iterable[str], work: Callable[[str], object]) -> Mapping[str, Any]:
        """What `work` makes of each of these files, by path."""
        known = {path: (state, value) for path, state, value in self.store.read_all(kind)}
        found: dict[str, Any] = {}
        fresh: list[Row] = []
        for path in paths:
            state, (was, value) = self.tree.files.get(path, ""), known.get(path, ("", None))
            if not state or was != state:
                value = work(path)
                fresh.append((path, state, value))
            found[path] = value
        self.store.write(kind, fresh, known.keys() - found.keys())
        return found

    def of_all(self, kind: str, work: Callable[[], list[Any]]) -> list[Any]:
        """What `work` makes of all Markdown files together."""
        states = [(path, self.tree.files[path]) for path in self.tree.posts]
        known = all(state for _, state in states)
        state = hashlib.sha256(repr(states).encode(errors="surrogateescape")).hexdigest() if known else ""
        found = self.store.read(kind, "", state) if state else None
        if not isinstance(found, list):
            found = work()
            self.store.write(kind, [("", state, found)] if state else [])
        return found
