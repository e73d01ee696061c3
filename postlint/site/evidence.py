"""Which links resolve and which do not goes in; whether the checkout would know what a link names comes out.

A page that is not in the checkout may still be on the site: a template, a plugin or another program may make it. Where the
other links into a folder resolve, the folder is known, and the one that does not is a mistake. Where they mostly do not
either, nothing is said. A folder that no link is known to resolve in is judged by its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from postlint.site.names import is_language

_VERSION = re.compile(
    r"v?\d+(?:\.(?:\d+|x))+|v\d+(?:\.x)?|latest|stable|next|current|main|master|edge|nightly|dev|canary", re.IGNORECASE
)
_SHARE = 0.8  # of the neighbours of a missing page, this part must be there
_FEW = 3  # links; with fewer into a folder, the files in it count as well
_WHOLE = 4  # pages: when nothing of so many in one folder is here, the folder is made elsewhere
_WHOLE_FILES = 12  # files are made elsewhere less often, but then by the dozen


@dataclass(slots=True)
class _Folder:
    """A folder as links show it: `found` and `lost` count different targets in it or below, `backed` that files are there."""

    found: int = 0
    lost: int = 0
    backed: bool = False
    inside: dict[str, _Folder] = field(default_factory=dict)


class Evidence:
    """The targets of a site's links, by folder."""

    def __init__(self, *, files: bool = False) -> None:
        self._root = _Folder()
        self._lost: list[str] = []
        self._whole = _WHOLE_FILES if files else _WHOLE

    def add(self, path: str, *, found: bool) -> None:
        """Count a target of links; each different one is to be added once."""
        for folder in self._way(path):
            folder.found += found
            folder.lost += not found
        if not found:
            self._lost.append(path)

    def back(self, path: str) -> None:
        """Note that a file of the checkout is published there, whether anything links to it or not."""
        for folder in self._way(path):
            folder.backed = True

    def knows(self, path: str) -> bool:
        """Would the checkout hold what is at `path`, if it existed?"""
        way = [self._root]
        for part in _parts(path):
            inner = way[-1].inside.get(part, _Folder())
            if not inner.found and not (inner.backed and inner.inside):
                return self._by_neighbours(way, part)
            way.append(inner)
        return False

    def unjudged(self) -> Mapping[str, int]:
        """The folders whose missing targets are not called missing, each with how many there are."""
        return Counter(self._unknown_folder(path) for path in self._lost if not self.knows(path))

    def _unknown_folder(self, path: str) -> str:
        """The part of a path up to the first folder that nothing is known to resolve in."""
        folder = self._root
        way = []
        for part in _parts(path):
            way.append(part)
            folder = folder.inside[part]
            if not folder.found:
                break
        return "/" + "/".join(way)

    def _way(self, path: str) -> Iterator[_Folder]:
        folder = self._root
        yield folder
        for part in _parts(path):
            folder = folder.inside.setdefault(part, _Folder())
            yield folder

    def _by_neighbours(self, way: list[_Folder], part: str) -> bool:
        """Do the neighbours of `part` in the last folder of `way` resolve? With few of them, those of the folder decide."""
        folder = way[-1]
        if _VERSION.fullmatch(part) or (len(way) == 1 and is_language(part)):
            return False
        missing = folder.inside.get(part, _Folder())
        others = [inner for inner in folder.inside.values() if inner is not missing]
        found = sum(inner.found >= max(inner.lost, 1) for inner in others)
        lost = sum(inner.found < inner.lost for inner in others)
        if found + lost < _FEW:
            found += sum(inner.backed and not inner.found for inner in others)
        if found < 2 and not lost and len(way) > 1:
            name = next(name for name, inner in way[-2].inside.items() if inner is folder)
            return self._by_neighbours(way[:-1], name)
        return missing.lost < self._whole and found > 1 and found >= _SHARE * (found + lost)


def _parts(path: str) -> list[str]:
    return [part for part in path.lower().split("/") if part]
