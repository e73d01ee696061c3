"""What the front matter of a post holds, each part with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from postlint.model.named import NamedTuple
from postlint.model.span import NOWHERE, Span


class Entry(NamedTuple):
    """One key of the front matter with its value.

    `path` holds the keys (and list indices) from the root, so a nested `seo: {title: x}` has `("seo", "title")`.
    `value` is plain data: str, int, float, bool, None, list, dict. Dates stay the text that the author wrote.
    `span` covers the value as written, quotes included; `text_span` the characters inside the quotes. The two differ only
    for quoted scalars. `literal` is true where the text of `text_span` is the value itself (no escapes, no folding), so
    that an offset in the value is an offset in the file.
    """

    path: tuple[str | int, ...]
    key_span: Span
    span: Span
    text_span: Span
    value: object
    literal: bool = False

    @property
    def key(self) -> str:
        return str(self.path[-1])


class HeaderProblem(NamedTuple):
    """Why a header could not be read, where, and of what kind ("syntax", "long", "duplicate-key", "unclosed")."""

    kind: str
    span: Span
    message: str
    related: Span | None = None


@dataclass(frozen=True)
class Header:
    """The front matter of a post: `format` is "yaml", "toml", "json", "pelican", "julia", or "" where there is none.

    `span` covers the whole header with its fences; `body` is where the Markdown starts. `entries` lists every key at every
    depth in file order; `comments` the spans of comments (for suppressions).
    """

    format: str = ""
    span: Span = NOWHERE
    body: int = 0
    entries: tuple[Entry, ...] = ()
    problems: tuple[HeaderProblem, ...] = ()
    comments: tuple[Span, ...] = ()

    @cached_property
    def top(self) -> Mapping[str, Entry]:
        """Top-level entries by lower-case key; the last of two equal keys wins, as it does in every parser."""
        return {entry.key.lower(): entry for entry in self.entries if len(entry.path) == 1}

    def get(self, *keys: str) -> Entry | None:
        """The first of these top-level keys that is there (case-insensitive)."""
        return next((self.top[key.lower()] for key in keys if key.lower() in self.top), None)


class PostDate(NamedTuple):
    """The day a post says it was published; `source` is the header key it stands under, or "path" for a dated file name.

    `text` is the date as written, `time` the rest of a timestamp ("12:00:00Z") or "".
    """

    day: dt.date
    span: Span
    source: str
    text: str
    time: str = ""
