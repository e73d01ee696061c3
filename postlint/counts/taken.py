"""A site in two states and what changed go in, what links must know of that comes out: that it was there needs no evidence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.files.kinds import POSTS
from postlint.site.anchors.fragments import bringers
from postlint.site.model import Change

if TYPE_CHECKING:
    from postlint.repository.changed import Changes
    from postlint.repository.unified import FileChange
    from postlint.site.site import Site


def below(site: Site, root: Path, path: str) -> str:
    """A path of the repository at `root` from the root of the site, "" where it lies outside."""
    file = root / path
    return file.relative_to(site.root).as_posix() if path and file.is_relative_to(site.root) else ""


def change_of(now: Site, then: Site, changes: Changes, earlier: Mapping[FileChange, str]) -> Change:
    """What the change did to the site; `earlier` is what stood in each file that there was."""
    ways = [
        (below(now, changes.root, change.old), below(now, changes.root, change.path))
        for change in changes.files
        if change.old != change.path or change.path.lower().endswith(POSTS)
    ]
    gone = {address: new for old, new in ways if old for address in _ways_lost(now, then, old, new)}
    return Change(gone, frozenset(new for old, new in ways if old != new and new), _lost(now, changes, earlier))


def _ways_lost(now: Site, then: Site, old: str, new: str) -> frozenset[str]:
    """What led to a file and leads there no more: all of it where it was moved, else the addresses that its header gave it."""
    if old != new:
        return then.linking.addresses_of(old)
    had, has = _routes(then, old), _routes(now, new)
    return had - has if has else frozenset()


def _routes(site: Site, path: str) -> frozenset[str]:
    """The addresses of a page that are certain."""
    return frozenset(one.path for one in site.linking.lookup.table.exact.get(path, ()))


def _lost(now: Site, changes: Changes, earlier: Mapping[FileChange, str]) -> Mapping[str, frozenset[str]]:
    found = {}
    for change, text in earlier.items():
        path = below(now, changes.root, change.path)
        if path.lower().endswith(POSTS) and (names := _anchors_lost(now, path, text)):
            found[path] = names
    return found


def _anchors_lost(now: Site, path: str, earlier: str) -> frozenset[str]:
    """The anchors that a page had and has no more; none where it has a new template that may bring them."""
    from postlint.post.document import read_outline

    if now.text(path) == earlier:
        return frozenset()
    before, after = read_outline(earlier, path), read_outline(now.text(path), path)
    had, has = now.anchors_of(before), now.anchors_of(after)
    lost = had.names - has.names
    brought = set(bringers(after)) - set(bringers(before))
    return frozenset() if brought and not has.complete else lost
