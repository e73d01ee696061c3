"""A path that nobody can tell to be missing goes in; what it was meant for comes out, where a slip alone explains it.

Below some addresses a checkout does not know what exists. A link there that is one slip away from something that it does know
is still worth a word: a folder was left out or is another, a letter is wrong or a capital, or the slash at the start was lost.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from postlint.files.kinds import IMAGES
from postlint.site.addresses.nearest import names_another
from postlint.site.addresses.reading import is_file
from postlint.site.names import address, is_language, is_version
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

_TELLING = 5  # letters of a name; shorter ones are alike by coincidence
_FOLDER = 3
_WORDS = 4  # of a name that is a title
_OWN_NAME = 6  # letters of a file's name that no other file has by coincidence
_LETTERS = lazy.compile(r"[^\W\d_]")
_WITNESSES = 3  # pages that leave out the same folders, and no reader has complained: the server adds them
_LINKED = 4  # pages that link to an address nobody here publishes: it exists


class Slips:
    """The addresses that a site is known to have, by their names, and how its pages link to what nobody can tell."""

    def __init__(self, known: Iterable[str], lost: Iterable[tuple[str, str]], *, exact: bool = False) -> None:
        """`known` are addresses of pages and files, the very ones where they are `exact`; `lost` pairs of an address that leads
        to nothing here, and the page.
        """
        self.known = tuple(dict.fromkeys(known))
        self._exact = exact
        self._lost: dict[str, set[str]] = defaultdict(set)
        for path, source in lost:
            self._lost[path].add(source)

    def meant(self, path: str, source: str, *, absolute: bool = False) -> str:
        """The address that a page `source` meant by one that leads to nothing, "" where nothing is near enough to tell.

        Of an `absolute` one, which names the host, other programs may know.
        """
        plain = address(path)
        if recased := self._recased.get(plain.lower(), ""):
            return recased if address(recased) != plain else ""
        if any(is_version(part) or is_language(part) for part in plain.split("/")):
            return ""
        return (
            self._other_ending(plain)
            or self._longer(plain, source)
            or self._misspelt(plain, source)
            or self._elsewhere(plain, source, pages=not absolute)
        )

    # --- capitals, and another folder

    @cached_property
    def _recased(self) -> Mapping[str, str]:
        """The known files by their address in small letters; pages may be published in other letters than their files have."""
        return {address(path).lower(): path for path in self.known if is_file(path)}

    def _elsewhere(self, plain: str, source: str, *, pages: bool) -> str:
        """The one file of a telling name, wherever it lies, where few pages miss files that lie together; and the one page of
        a name of several words that is looked for at the root."""
        name = _name(plain)
        if is_file(name):
            telling = len(_LETTERS.findall(name.rpartition(".")[0])) >= _OWN_NAME
        else:
            letters = len(_LETTERS.findall(name))
            telling = pages and self._exact and plain.count("/") == 1 and "-" in name and letters >= _OWN_NAME
        if not telling:
            return ""
        every = self._by_name.get(name, ())
        found = every if len(every) < 2 else [path for path in every if not any(map(is_language, path.split("/")))]
        if len(found) != 1 or address(found[0]) == plain:
            return ""
        others = self._moved.get((posixpath.dirname(plain), posixpath.dirname(address(found[0]))), set()) - {source}
        return found[0] if len(others) < _WITNESSES else ""

    @cached_property
    def _moved(self) -> Mapping[tuple[str, str], set[str]]:
        """The pages that look for files in one folder that lie in another."""
        moved: dict[tuple[str, str], set[str]] = defaultdict(set)
        for plain, sources in self._lost.items():
            for path in self._by_name.get(_name(plain), ()):
                moved[posixpath.dirname(plain), posixpath.dirname(address(path))] |= sources
        return moved

    def _other_ending(self, plain: str) -> str:
        """The one image of that name in the very folder: `/maps/coast.jpg` for `/maps/coast.png`."""
        if not plain.lower().endswith(IMAGES):
            return ""
        stem = plain.rpartition(".")[0]
        found = self._images.get(stem, ()) or self._images.get(stem.rpartition(".")[0], ())  # `coast.jpg.jpg`
        return found[0] if len(found) == 1 and address(found[0]) != plain else ""

    @cached_property
    def _images(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.known:
            if path.lower().endswith(IMAGES):
                found[address(path).rpartition(".")[0]].append(path)
        return found

    # --- folders that were left out

    def _longer(self, plain: str, source: str) -> str:
        """The one known address that ends with all of this one, where no other pages leave out the same folders."""
        if plain.count("/") < 2 and not _is_title(plain):
            return ""
        found = {address(path): path for path in self._by_name.get(_name(plain), ())}
        ends = [path for path in found if path.lower().endswith(plain.lower()) and len(path) > len(plain)]
        if len(ends) != 1 or plain in found:
            return ""
        head = ends[0][: -len(plain)]
        others = self._left_out.get((head, plain.split("/")[1]), set()) - {source}
        return found[ends[0]] if len(others) < _WITNESSES else ""

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.known:
            found[_name(address(path))].append(path)
        return found

    @cached_property
    def _left_out(self) -> Mapping[tuple[str, str], set[str]]:
        """The pages that leave out the same folders before the same first name."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for plain, sources in self._lost.items():
            whole = plain.count("/") > 1 or _is_title(plain)
            for path in map(address, self._by_name.get(_name(plain), ()) if whole else ()):
                if path.lower().endswith(plain.lower()) and len(path) > len(plain):
                    found[path[: -len(plain)], plain.split("/")[1]] |= sources
        return found

    # --- letters that are wrong

    def _misspelt(self, plain: str, source: str) -> str:
        """A known address, or one that several pages link to, that differs by one letter of one name."""
        if self._lost.get(plain, set()) - {source}:
            return ""
        near = set(self._one_letter_off(plain, self._shapes))
        if not near:
            often = (
                path
                for path in self._one_letter_off(plain, self._lost_shapes)
                if len(self._lost[path] - {source}) >= _LINKED
            )
            near = set(often)
        return near.pop() if len(near) == 1 else ""

    def _one_letter_off(self, plain: str, shapes: Mapping[str, list[tuple[str, str]]]) -> Iterator[str]:
        parts = plain.split("/")
        for at, part in enumerate(parts):
            # The folder of a file or page that has the very name is told by fewer letters.
            inner = at < len(parts) - 1 and len(parts[-1]) >= _OWN_NAME
            if len(part) < (_FOLDER if inner else _TELLING) or part.isdigit():
                continue
            for other, name in shapes.get(_shape(parts, at), ()):
                near = one_edit_apart(part.lower(), name.lower()) and _figures(part) == _figures(name)
                if near and not names_another(part, name):
                    yield other

    @cached_property
    def _shapes(self) -> Mapping[str, list[tuple[str, str]]]:
        return _by_shape(self.known)

    @cached_property
    def _lost_shapes(self) -> Mapping[str, list[tuple[str, str]]]:
        return _by_shape(path for path, sources in self._lost.items() if len(sources) >= _LINKED)


def _by_shape(paths: Iterable[str]) -> Mapping[str, list[tuple[str, str]]]:
    """Addresses, each with the name, by what is left when one name is taken out, for each of the last two names."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in paths:
        parts = address(path).split("/")
        for at in range(max(1, len(parts) - 2), len(parts)):
            found[_shape(parts, at)].append((path, parts[at]))
    return found


def _shape(parts: list[str], at: int) -> str:
    return "/".join("*" if index == at else part.lower() for index, part in enumerate(parts))


def _is_title(plain: str) -> bool:
    """Has the name the words of a title, which no two pages have by coincidence: `/how-the-tide-turned`?"""
    return len([word for word in re.split(r"[-_]", _name(plain)) if len(word) > 1]) >= _WORDS


def _name(plain: str) -> str:
    return posixpath.basename(plain).lower()


def _figures(name: str) -> str:
    return "".join(re.findall(r"\d", name))
