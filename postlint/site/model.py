"""The nouns of the site model: what a page says of itself, and where a link leads; nothing here reads a file."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from postlint.model.named import NamedTuple


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What the header of a page says. `path` is POSIX, relative to the site's root.

    `title` falls back to the first heading of level 1; `date` and `time` are those of `Post.date`. `values` holds the
    header's top-level keys as written, in order, with plain values (dates stay text).
    """

    path: str
    title: str = ""
    date: dt.date | None = None
    time: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    _lower: Mapping[str, object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lower = {key.lower(): value for key, value in self.values.items()}
        object.__setattr__(self, "_lower", self.values if lower.keys() == self.values.keys() else lower)

    def get(self, *keys: str) -> object:
        """The value of the first of these keys that is there, whatever its case; None where none is."""
        for key in keys:
            if (lower := key.lower()) in self._lower:
                return self._lower[lower]
        return None


class Status(enum.StrEnum):
    """What is known of a link's target. `UNKNOWN`: it may exist, the checkout cannot tell."""

    FOUND = "found"
    MISSING = "missing"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Change:
    """What a change did to a site, as far as links must know.

    `gone` holds the addresses and paths that led to a file before, each with the file that this has become, "" where it is no
    more: a link to one is wrong, whatever else resolves. `new` are the paths of files that were not there. `lost` are the
    anchors that a changed page has no more, by its path.
    """

    gone: Mapping[str, str] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    lost: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.gone or self.lost)

    def plain(self) -> list[object]:
        """All of it in an order that does not vary."""
        lost = [(path, sorted(names)) for path, names in sorted(self.lost.items())]
        return [sorted(self.gone.items()), sorted(self.new), lost] if self else []


UNCHANGED = Change()


class Resolution(NamedTuple):
    """Where a link leads.

    An unknown one has `wanted` where the site's links decided that it is not judged.

    `path` is the file that was found ("" for what a redirect, a listing or a template makes); `wanted` what was looked for,
    as the reader would see it; `nearest` how the target would be written to lead to the likeliest page or file, ""
    where none is near. `fragment` is decoded, without `#`. `own` is true for a link to the post itself.
    `instead` is the file that a link names which leads nowhere, though the file is published: at another address. `moved`
    is true where a change moved what the link named to `nearest`.
    """

    status: Status
    path: str = ""
    wanted: str = ""
    nearest: str = ""
    fragment: str = ""
    own: bool = False
    instead: str = ""
    moved: bool = False


class Convention(NamedTuple):
    """How a generator turns files into addresses.

    `mounts` are folders whose pages are published by their path, `static` folders whose files are published as they are,
    each with the prefix of the address; a `*` stands for one folder, `{0}` in a prefix for its name. `patterns` are the
    addresses of dated posts in Jekyll's tokens. `undated` is true where a date before a file's name is no part of the
    address. `folder_page` is a further name, besides `index`, of the page that stands for its folder. `flavours` name how
    headings become anchors.
    """

    name: str
    mounts: tuple[tuple[str, str], ...]
    static: tuple[tuple[str, str], ...] = ()
    patterns: tuple[str, ...] = ()
    undated: bool = False
    folder_page: str = ""
    flavours: tuple[str, ...] = ()
