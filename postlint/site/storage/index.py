"""Files with their sizes and times go in, names for what they hold come out; a file is read again only when those change.

As in git's index: a checkout gives every file a new time, and what was kept of it is still right.
"""

from __future__ import annotations

from pathlib import Path

from postlint.files.reading import read_bytes
from postlint.site.storage.store import Store
from postlint.text.digest import digest


class Index:
    """What the files of one site hold, by name; kept between runs."""

    def __init__(self, root: Path, store: Store) -> None:
        self._root = root
        self._store = store
        kept = store.read("index", "", "")
        self._known: dict[str, list[str]] = kept if isinstance(kept, dict) else {}
        self._now: dict[str, list[str]] = {}

    def name(self, path: str, state: str) -> str:
        """A name for what a file in this state holds, "" where it cannot be read; `path` starts at the root."""
        known = self._known.get(path)
        if not known or known[0] != state:
            try:
                known = [state, digest(read_bytes(self._root / path))]
            except OSError:
                return ""
        self._now[path] = known
        return known[1]

    def keep(self) -> None:
        """Keep what was found out, and forget files that were not asked about."""
        if self._now != self._known:
            self._store.write("index", [("", "", self._now)])
            self._known = dict(self._now)
