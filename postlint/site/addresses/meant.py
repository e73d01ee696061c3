"""A link that leads nowhere goes in, what was most likely meant by it comes out: told by a slip, or by what is near."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from postlint.site.addresses.lookup import Lookup, without_ending
from postlint.site.addresses.nearest import nearest_path
from postlint.site.addresses.reading import Reading, bases_of, is_file
from postlint.site.addresses.slips import Slips
from postlint.site.addresses.table import made_by_generator
from postlint.site.addresses.targets import Target
from postlint.site.generators.published import Publisher
from postlint.site.names import address, distinct

if TYPE_CHECKING:
    from postlint.site.addresses.address import Address
    from postlint.site.facts import Facts
    from postlint.site.model import Change, Convention
    from postlint.site.tree import Tree

_FEW = 3  # links written alike, which are slips; more are a habit that a program serves
_PARTS = frozenset("_includes includes _partials partials _snippets snippets _shared".split())


class Ground(Protocol):
    """What must be known of a site before its links can be followed; a Site knows it."""

    @property
    def change(self) -> Change: ...
    @property
    def convention(self) -> Convention: ...
    @property
    def tree(self) -> Tree: ...
    @property
    def facts(self) -> Mapping[str, Facts]: ...
    @property
    def address(self) -> Address: ...
    @property
    def mounts(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def written(self) -> Lookup: ...
    @property
    def publisher(self) -> Publisher | None: ...
    def place(self, path: str) -> str | None: ...
    def in_time(self) -> AbstractContextManager[None]: ...
    def of_pages(self, kind: str, work: Callable[[], object]) -> object: ...


class Meant:
    """What the links of one site may have been meant for; `targets` are those of every page."""

    def __init__(self, site: Ground, lookup: Lookup, targets: Mapping[str, tuple[Target, ...]]) -> None:
        self.site = site
        self.lookup = lookup
        self.targets = targets

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The likeliest address of every page, as links should have it, by its form without an ending."""
        table = self.lookup.table
        shown = (table.shown(file) for file in table.by_file if not is_part(file))
        return {address(path): path for path in shown if path}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The address of every file in a static folder."""
        found: list[str] = []
        for folder, prefix in self.lookup.static:
            below = f"{folder}/" if folder else ""
            if self.lookup.certain is not None and (folder, prefix) not in self.lookup.certain:
                continue
            held = (path for path in self.site.tree.files if path.startswith(below) and not is_part(path))
            found += [f"{prefix}/{path[len(below) :]}" for path in held if path not in self.lookup.table.exact]
        return distinct(found)

    def slip(self, source: str, target: Target, missed: Sequence[Reading]) -> str:
        """What a link was meant for that may lead to what is made elsewhere, where a slip explains it better."""
        placed = self.lookup.table.exact.get(source) or not self.site.convention.name or is_file(target.path)
        if not self.site.tree.complete or (target.kind == "relative" and target.path.startswith("..") and not placed):
            return ""  # nobody knows where a browser would end up
        if target.absolute and not self.site.convention.name:
            return ""  # what lies where on the host, no generator tells
        if self._lacks_slash(target):
            return f"/{target.path}"
        for reading in missed:
            if (
                not reading.rooted
                or self.lookup.table.is_open(address(reading.path))
                or made_by_generator(reading.path)
            ):
                continue
            if meant := self.slips.meant(reading.path, source, absolute=target.absolute):
                return meant
        if target.kind == "relative":
            return self.slips.meant("/" + re.sub(r"^(?:\.\.?/)+", "", without_ending(target.path)), source)
        return ""

    def _lacks_slash(self, target: Target) -> bool:
        """Would a relative link with folders lead to a page if it began with a slash?"""
        if target.kind != "relative" or "/" not in target.path.strip("/") or target.path.startswith("."):
            return False
        file, doubt = self.lookup.find(f"/{target.path}")
        return bool(file) and not doubt

    def with_slash(self, target: Target) -> str:
        """The target with a slash before it, where a program reads links, but hardly any relies on its adding one."""
        return f"/{target.path}" if self._lacks_slash(target) and self._slashless <= _FEW else ""

    @cached_property
    def _slashless(self) -> int:
        """How many links lead nowhere but from the site's root, and do not begin there."""
        return sum(
            self._lacks_slash(one) and first_reading(self.lookup, source, one).file is None
            for source, targets in self.targets.items()
            for one in targets
        )

    @cached_property
    def slips(self) -> Slips:
        """What is known and what is lost, to tell slips by."""
        table = self.lookup.table
        sure = (file for file in table.by_file if not table.exact or file in table.exact)
        known = (*map(table.shown, sure), *self.files)
        return Slips((path for path in known if path), self._unresolved(), exact=bool(table.exact))

    def _unresolved(self) -> Iterator[tuple[str, str]]:
        for source, targets in self.targets.items():
            for target in targets:
                reading = first_reading(self.lookup, source, target)
                if reading.file is None and reading.rooted:
                    yield address(reading.path), source

    def right(self, reading: Reading, file: str) -> str:
        """How a link should be written that leads to a file only in doubt."""
        if reading.doubt == "static":
            return next((path for path in self.files if path.endswith(f"/{file}")), "")
        if reading.doubt == "folder":
            return file[file.find("/") :]
        return self.lookup.table.shown(file) if file else ""

    def nearest(self, source: str, target: Target, reading: Reading) -> str:
        """What the author most likely meant, as a path from the site's root or from the post."""
        table = self.lookup.table
        if not reading.rooted:
            known = (path for path in self.site.tree.files if path != source)  # no page means itself by a path
            near = nearest_path(
                reading.path, (path for path in known if not table.exact or table.exact.get(path) != ())
            )
            if near and (beside := self.lookup.exdoc.written(source, near)) is not None:
                return beside
            if near and table.exact.get(near) and not self.lookup.names_files:
                return table.shown(near)
            return posixpath.relpath(near, posixpath.dirname(source) or ".") if near else ""
        if target.kind == "relative" and self.lookup.at(f"/{target.path}") is not None:
            return f"/{target.path}"
        if is_file(reading.path):
            return nearest_path(reading.path, self.files)
        near = nearest_path(reading.path, self.pages)
        if table.pages.get(near, "") == source:
            return ""
        if table.exact and not table.exact.get(table.pages.get(near, "")):
            return ""  # where that page is published is a guess
        if near and table.exact.get(table.pages.get(near, "")):
            return self.pages[near]
        return f"{near}/" if near and reading.path.endswith("/") else near


def first_reading(lookup: Lookup, source: str, target: Target) -> Reading:
    """The first reading of a target that leads somewhere, else the likeliest."""
    likeliest = doubtful = None
    bases = bases_of(lookup.table.exact.get(source), lookup.table.by_file.get(source, ()))
    for reading in lookup.readings(source, bases, target):
        if reading.file is not None:
            if not reading.doubt:
                return reading
            doubtful = doubtful or reading
        likeliest = likeliest or reading
    return doubtful or likeliest or Reading(target.path, False, None)


def is_part(path: str) -> bool:
    """True for a file that other pages include: what it says of "this page" is meant for them."""
    return not _PARTS.isdisjoint(path.lower().split("/")[:-1])
