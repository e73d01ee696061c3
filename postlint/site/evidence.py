"""Which links resolve and which do not goes in; whether the checkout would know what a link names comes out.

A page that is not in the checkout may still be on the site: a template, a plugin or another program may make it. Where the
other links into a folder resolve, the folder is known, and the one that does not is a mistake. Where they mostly do not
either, nothing is said. A folder that no link is known to resolve in is judged by its neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from postlint.site.lookup import Reading
from postlint.site.names import is_language, is_version
from postlint.site.tree import POSTS

_SHARE = 0.8  # of the neighbours of a missing page, this part must be there
_AT_ROOT = 4  # neighbours: right below the root, other programs on the same host have their pages, too
_ENOUGH = 5  # links into a folder, however deep, when all of them resolve
_SEVERAL = 3  # links into a folder whose pages a program may name
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
    """The targets of a site's links, by folder; each different target counts once."""

    def __init__(self, *, files: bool = False, here: bool = False) -> None:
        """`files` are made elsewhere less often than pages; `here` are paths in the checkout, whose root nobody shares."""
        self._root = _Folder()
        self._shared = not here
        self._found: set[str] = set()
        self._lost: dict[str, set[str]] = {}  # the pages that link to what is not there
        self._files = files

    def _whole(self, folder: _Folder) -> int:
        """So many targets in a folder of which none is here are made elsewhere; pages sooner than images."""
        pages = not self._files or any(name.endswith(POSTS) for name in folder.inside)
        return _WHOLE if pages else _WHOLE_FILES

    def add(self, path: str, source: str, *, found: bool) -> None:
        """Count a link from the page `source`."""
        if found and path not in self._found:
            self._found.add(path)
            for folder in self._way(path):
                folder.found += 1
        elif not found:
            if path not in self._lost:
                self._lose(path, 1)
            self._lost.setdefault(path, set()).add(source)

    def _lose(self, path: str, count: int) -> None:
        for folder in self._way(path):
            folder.lost += count

    def back(self, path: str) -> None:
        """Note that a file of the checkout is published there, whether anything links to it or not."""
        for folder in self._way(path):
            folder.backed = True

    def knows(self, path: str, source: str = "") -> bool | None:
        """Would the checkout hold what is at `path`, if it existed? None where too few links tell.

        What else is wrong on the page `source` does not count.
        """
        own = [lost for lost, sources in self._lost.items() if sources == {source} and lost != path]
        for lost in own:
            self._lose(lost, -1)
        try:
            return self._knows(path)
        finally:
            for lost in own:
                self._lose(lost, 1)

    def _knows(self, path: str) -> bool | None:
        way = [self._root]
        parts = _parts(path)
        if parts and is_version(parts[0]) and not self._root.inside.get(parts[0], _Folder()).backed:
            return False  # what another version of the documents holds is not what this checkout does
        for part in parts:
            inner = way[-1].inside.get(part, _Folder())
            if not inner.found and not (inner.backed and inner.inside):
                return self._by_neighbours(way, part)
            way.append(inner)
        return None

    def mostly_found(self, path: str) -> bool:
        """Do the links into the folder of `path` lead to what is here, but for few?"""
        folder = self._root
        for part in _parts(path)[:-1]:
            folder = folder.inside.get(part, _Folder())
        return folder.found >= _SEVERAL and folder.found >= _SHARE * (folder.found + folder.lost)

    def unjudged(self) -> Mapping[str, int]:
        """The folders whose missing targets are not called missing, each with how many there are."""
        return Counter(self._unknown_folder(path) for path in self._lost if not self._knows(path))

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

    def _by_neighbours(self, way: list[_Folder], part: str) -> bool | None:
        """Do the neighbours of `part` in the last folder of `way` resolve? With few of them, those of the folder decide."""
        folder, at_root = way[-1], len(way) == 1 and self._shared
        missing = folder.inside.get(part, _Folder())
        if is_version(part) or (at_root and is_language(part)) or missing.lost >= self._whole(missing):
            return False
        others = [inner for inner in folder.inside.values() if inner is not missing]
        found = sum(inner.found >= max(inner.lost, 1) for inner in others) + bool(missing.found)
        lost = sum(inner.found < inner.lost for inner in others)
        if not at_root:
            found += sum(inner.backed and not inner.found for inner in others)
        if lost and (at_root or found < _SHARE * (found + lost)):
            return False
        if found >= (_AT_ROOT if at_root else 2) or (folder.found >= _ENOUGH and not at_root and not lost):
            return True
        if lost or len(way) == 1:
            return None
        name = next(name for name, inner in way[-2].inside.items() if inner is folder)
        return self._by_neighbours(way[:-1], name)


_WITNESSES = 3  # pages beside the one that is judged, and as many different targets
_MANY = 8  # targets, on one page or several: where they are most of all, they are no slips
_HABIT = 0.1  # of the links of a kind: what fewer do is a slip


class Ways:
    """How links are written that lead to something: certain ones, and those in which something is doubtful, by what that is."""

    def __init__(self) -> None:
        self._certain: dict[str, set[str]] = {}
        self._doubtful: dict[str, dict[str, set[str]]] = {}

    def add(self, reading: Reading, source: str) -> None:
        """Count a link of the page `source`."""
        if reading.doubt:
            self._doubtful.setdefault(reading.doubt, {}).setdefault(reading.path, set()).add(source)
        else:
            self._certain.setdefault(_form(reading), set()).add(reading.path)

    def trusts(self, reading: Reading, source: str) -> bool:
        """Do several pages besides `source` write links like this one, and not only by a slip?"""
        paths = {path: pages - {source} for path, pages in self._doubtful.get(reading.doubt, {}).items()}
        others = [path for path, pages in paths.items() if pages]
        pages = set().union(*paths.values())
        certain = len(self._certain.get(_form(reading), ()))
        if len(paths) >= max(_MANY, 2 * certain):
            return True
        return min(len(pages), len(others)) >= _WITNESSES and len(others) >= _HABIT * (len(others) + certain)


def _form(reading: Reading) -> str:
    return "address" if reading.rooted else "path"


def _parts(path: str) -> list[str]:
    return [part for part in path.lower().split("/") if part]
