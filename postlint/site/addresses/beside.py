"""What a site publishes and links to goes in; the page beside another one, of a name that is asked for, comes out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import cached_property

from postlint.site.addresses.table import RouteTable
from postlint.site.names import address
from postlint.text import lazy
from postlint.text.urls import split_url

_JOINT = lazy.compile(r"_|(?<=[a-z\d])(?=[A-Z])")


class Beside:
    """The pages of a site, and those of other sites that its pages link to: `targets` holds all links."""

    def __init__(self, table: RouteTable, targets: Iterable[str]) -> None:
        self._table = table
        self._targets = targets

    def own(self, file: str, name: str) -> str:
        """The address of the page called `name` beside that of a file of the site, "" where none is."""
        folder, pages = posixpath.dirname(address(self._table.shown(file))), self._table.pages
        if not folder:
            return ""  # right below the root lie pages of all kinds
        # `read_rain` and `readRain` may have a page /read-rain.
        parted = _JOINT.sub("-", name).lower()
        found = next((page for form in (name, name.lower(), parted) if (page := pages.get(f"{folder}/{form}"))), None)
        return self._table.shown(found) if found else ""

    def foreign(self, target: str, name: str) -> str:
        """The address of another site that differs from `target` by being called `name`, and that a page links to."""
        folder, last = _parted(target)
        _, dot, ending = last.rpartition(".")
        wanted = f"{folder}/{name}{dot}{ending if dot else ''}"
        return wanted if wanted in self._linked else ""

    @cached_property
    def _linked(self) -> frozenset[str]:
        return frozenset("/".join(_parted(target)) for target in self._targets if "//" in target[:8])


def _parted(target: str) -> tuple[str, str]:
    """Host and folder of an address, and its last name."""
    url = split_url(target)
    folder, _, last = url.path.rstrip("/").rpartition("/")
    return f"{url.host}{folder}", last
