"""Which links resolve and which do not goes in; whether the checkout would know what a link names comes out.

A page that is not in the checkout may still be on the site: a template, a plugin or another program may make it. Where the
other links into a folder resolve, the folder is known, and the one that does not is a mistake. Where they mostly do not
either, nothing is said. A folder that no link is known to resolve in is judged by its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from postlint.files.kinds import IMAGES, POSTS
from postlint.site.addresses.reading import Reading
from postlint.site.names import is_language, is_version

_OF_VERSIONS = frozenset(("versions", "version", "releases"))
_SHARE = 0.8  # of the neighbours of a missing page, this part must be there
_AT_ROOT = 4  # neighbours: right below the root, other programs on the same host have their pages, too
_ENOUGH = 5  # links into a folder, however deep, when all of them resolve
_SEVERAL = 3  # links into a folder whose pages a program may name
_WHOLE = 4  # pages: when nothing of so many in one folder is here, the folder is made elsewhere
_MOST = 100  # names in a folder of downloads that are looked at
_WHOLE_FILES = 12  # files are made elsewhere less often, but then by the dozen


@dataclass(slots=True)
class _Folder:
    """A folder as links show it: `found` and `lost` count different targets in it or below, `backed` that files are there.

    Of the folders `inside`, `sound` counts those whose targets are found, `unsound` those in which more are lost, and `bare`
    those with files that no link is known to resolve in.
    """

    found: int = 0
    lost: int = 0
    backed: bool = False
    inside: dict[str, _Folder] = field(default_factory=dict)
    sound: int = 0
    unsound: int = 0
    bare: int = 0
    pictures: int = 0  # that are lost, each time a page says so

    def is_sound(self, less: int = 0) -> bool:
        """`less`: so many of the targets that are lost do not count."""
        return self.found >= max(self.lost - less, 1)

    def is_unsound(self, less: int = 0) -> bool:
        return self.found < self.lost - less

    def is_bare(self) -> bool:
        return self.backed and not self.found

    def tally(self, inner: _Folder, count: int) -> None:
        """Count a folder inside, as it stands now, once more (1) or once less (-1)."""
        self.sound += count * inner.is_sound()
        self.unsound += count * inner.is_unsound()
        self.bare += count * inner.is_bare()


@dataclass(slots=True)
class _Aside:
    """What does not count in a folder since only one page says it: `lost` targets; how `sound` and `unsound` change by that."""

    lost: int = 0
    sound: int = 0
    unsound: int = 0


_NOTHING = _Aside()


class Evidence:
    """The targets of a site's links, by folder; each different target counts once."""

    def __init__(self, *, files: bool = False, here: bool = False) -> None:
        """`files` are made elsewhere less often than pages; `here` are paths in the checkout, whose root nobody shares."""
        self._root = _Folder()
        self._shared = not here
        self._found: set[str] = set()
        self._lost: dict[str, set[str]] = {}  # the pages that link to what is not there
        self._files = files
        self._aside: tuple[str, Mapping[int, _Aside]] = ("", {})  # a page, and what it alone says, by the folder's id

    def _is_elsewhere(self, folder: _Folder, lost: int) -> bool:
        """So many targets in a folder of which none is here are made elsewhere; pages sooner than images."""
        if lost < _WHOLE or lost >= _WHOLE_FILES:
            return lost >= _WHOLE
        return not self._files or any(name.endswith(POSTS) for name in folder.inside)

    def _is_store(self, folder: _Folder, lost: int) -> bool:
        """Is that a folder of downloads right below the root, of which nothing is here? A server has it beside the site."""
        if not self._files or lost < _WHOLE or folder.found or folder.pictures or len(folder.inside) > _MOST:
            return False
        return not any(inner.backed and inner.lost for inner in folder.inside.values())

    def add(self, path: str, source: str, *, found: bool) -> None:
        """Count a link from the page `source`."""
        self._aside = "", {}
        if found and path not in self._found:
            self._found.add(path)
            self._change(path, found=1)
        elif not found:
            if path not in self._lost:
                self._change(path, lost=1)
            self._lost.setdefault(path, set()).add(source)

    def back(self, path: str) -> None:
        """Note that a file of the checkout is published there, whether anything links to it or not."""
        self._change(path, backed=True)

    def _change(self, path: str, *, found: int = 0, lost: int = 0, backed: bool = False) -> None:
        outer: _Folder | None = None
        for folder in self._way(path):
            if outer:
                outer.tally(folder, -1)
            folder.found += found
            folder.lost += lost
            folder.backed |= backed
            folder.pictures += lost and path.lower().endswith(IMAGES)
            if outer:
                outer.tally(folder, 1)
            outer = folder

    def _alone(self, source: str) -> Mapping[int, _Aside]:
        """What only the page `source` says of each folder: its links that lead to nothing."""
        if self._aside[0] != source:
            own = [tuple(self._way(path)) for path, sources in self._lost.items() if sources == {source}]
            found: dict[int, _Aside] = {}
            for way in own:
                for folder in way:
                    found.setdefault(id(folder), _Aside()).lost += 1
            for outer, inner in {id(inner): (outer, inner) for way in own for outer, inner in pairwise(way)}.values():
                less = found[id(inner)].lost
                found[id(outer)].sound += inner.is_sound(less) - inner.is_sound()
                found[id(outer)].unsound += inner.is_unsound(less) - inner.is_unsound()
            self._aside = source, found
        return self._aside[1]

    def knows(self, path: str, source: str = "") -> bool | None:
        """Would the checkout hold what is at `path`, if it existed? None where too few links tell.

        What else is wrong on the page `source` does not count.
        """
        own = self._lost.get(path) == {source}
        return self._knows(path, self._alone(source) if source else {}, own)

    def _knows(self, path: str, aside: Mapping[int, _Aside], own: int = 0) -> bool | None:
        way = [self._root]
        parts = _parts(path)
        if parts and is_version(parts[0]) and not self._root.inside.get(parts[0], _Folder()).backed:
            return False  # what another version of the documents holds is not what this checkout does
        for above, part in zip(("", *parts), parts, strict=False):
            inner = way[-1].inside.get(part, _Folder())
            if not inner.found and not (inner.backed and inner.inside):
                return self._by_neighbours(way, parts, aside, own)
            if above in _OF_VERSIONS and is_version(part) and not inner.backed:
                return False  # a server has them all, and of which this is one no file says
            way.append(inner)
        # What others find by this name, but for its capitals, is here.
        recased = not way[-1].inside and not {path, f"{path}/"} & self._found
        return True if parts and recased else None

    def mostly_found(self, path: str) -> bool:
        """Do the links into the folder of `path` lead to what is here, but for few?"""
        folder = self._root
        for part in _parts(path)[:-1]:
            folder = folder.inside.get(part, _Folder())
        return folder.found >= _SEVERAL and folder.found >= _SHARE * (folder.found + folder.lost)

    def _way(self, path: str) -> Iterator[_Folder]:
        folder = self._root
        yield folder
        for part in _parts(path):
            folder = folder.inside.setdefault(part, _Folder())
            yield folder

    def _by_neighbours(
        self, way: list[_Folder], parts: list[str], aside: Mapping[int, _Aside], own: int
    ) -> bool | None:
        """Do the neighbours of the part after the last folder of `way` resolve? With few, those of the folder decide.

        `own` is 1 where the missing page is one of what stands aside, which does count for itself.
        """
        first = self._root.inside.get(parts[0], _Folder())
        if self._shared and self._is_store(first, first.lost - aside.get(id(first), _NOTHING).lost + own):
            return False
        for depth in range(len(way), 0, -1):
            folder, part, at_root = way[depth - 1], parts[depth - 1], depth == 1 and self._shared
            missing = folder.inside.get(part, _Folder())
            less = aside.get(id(missing), _NOTHING).lost
            # `/3.1/…`, and `/versions/3.1/…` where nothing of any version is here.
            if any(map(is_version, parts[depth - 1 : depth + 1])) or (at_root and is_language(part)):
                return False
            if self._is_elsewhere(missing, missing.lost - less + own):
                return False
            beside = aside.get(id(folder), _NOTHING)
            found = folder.sound + beside.sound - missing.is_sound(less) + bool(missing.found)
            lost = folder.unsound + beside.unsound - missing.is_unsound(less)
            if not at_root:
                found += folder.bare - missing.is_bare()
            if lost and (at_root or found < _SHARE * (found + lost)):
                return False
            if found >= (_AT_ROOT if at_root else 2) or (folder.found >= _ENOUGH and not at_root and not lost):
                return True
            if lost:
                return None
        return None


_WITNESSES = 3  # pages beside the one that is judged, and as many different targets
_MANY = 8  # targets, on one page or several: where they are most of all, they are no slips
_HABIT = 0.1  # of the links of a kind: what fewer do is a slip


class Ways:
    """How links are written that lead to something: certain ones, and those in which something is doubtful, by what that is."""

    def __init__(self) -> None:
        self._certain: dict[str, set[str]] = {}
        self._doubtful: dict[str, dict[str, set[str]]] = {}
        self._others: dict[tuple[str, str, str], tuple[int, int]] = {}
        self._tops: set[str] = set()

    def add(self, reading: Reading, source: str) -> None:
        """Count a link of the page `source`."""
        self._others.clear()
        if reading.doubt:
            self._doubtful.setdefault(reading.doubt, {}).setdefault(reading.path, set()).add(source)
        else:
            self._certain.setdefault(_form(reading), set()).add(reading.path)
            if reading.rooted:
                self._tops.add(_top(reading.path))

    def trusts(self, reading: Reading, source: str) -> bool:
        """Do several pages besides `source` write links like this one, and not only by a slip?"""
        certain = len(self._certain.get(_form(reading), ()))
        if len(self._doubtful.get(reading.doubt, ())) >= max(_MANY, 2 * certain):
            return True
        pages, others = self._beside(reading.doubt, source)
        if min(pages, others) >= _WITNESSES and others >= _HABIT * (others + certain):
            return True
        return reading.rooted and self._is_mounted(reading, source)

    def _is_mounted(self, reading: Reading, source: str) -> bool:
        """Does all that several pages look for in one folder below the root lie elsewhere? Then a build puts it there."""
        folder = _top(reading.path)
        pages, others = self._beside(reading.doubt, source, folder)
        return min(pages, others) >= _WITNESSES and folder not in self._tops

    def _beside(self, doubt: str, source: str, folder: str = "") -> tuple[int, int]:
        """How many pages besides `source` write links with this doubt, and to how many targets, in a folder or anywhere."""
        if (doubt, source, folder) not in self._others:
            asked = self._doubtful.get(doubt, {}).items()
            paths = [pages - {source} for path, pages in asked if not folder or _top(path) == folder]
            self._others[doubt, source, folder] = len(set().union(*paths)), sum(map(bool, paths))
        return self._others[doubt, source, folder]


def _top(path: str) -> str:
    """The first folder of a path from the site's root, "" for what lies right below that."""
    first, slash, _ = path.strip("/").partition("/")
    return f"/{first}" if slash else ""


def _form(reading: Reading) -> str:
    return "address" if reading.rooted else "path"


def _parts(path: str) -> list[str]:
    return [part for part in path.lower().split("/") if part]
