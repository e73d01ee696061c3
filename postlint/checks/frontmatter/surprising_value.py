"""A YAML header in, a finding for each unquoted value that YAML 1.1 reads as something else than it says: `no`, `12:30`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding
from postlint.site.habits import TERM_KEYS

if TYPE_CHECKING:
    from postlint.post.document import Post

_SEXAGESIMAL = re.compile(r"[-+]?[1-9]\d*(?::[0-5]?\d){1,2}")
_OCTAL = re.compile(r"0[0-7]+")
_TRAILING_ZERO = re.compile(r"\d+\.\d*0")
# A switch may well be `no`; a language, a country or a title never is.
_WORDS = frozenset("lang language locale country region title linktitle name author slug".split())
_VERSIONS = re.compile(r"(?:.*_|.*-)?(?:version|release|title|slug)s?")


def check(post: Post) -> Iterator[Finding]:
    if post.header.format != "yaml":
        return
    for entry in post.header.entries:
        # Quotes stand between the two spans; without them and as a string, nothing was misread.
        if isinstance(entry.value, (str, list, dict)) or entry.span != entry.text_span:
            continue
        source = entry.span.of(post.text)
        if reading := _reading(entry, source):
            yield Finding(entry.span, f"YAML 1.1 reads {source} as {reading}; put it in quotes")


def _reading(entry: Entry, source: str) -> str:
    """What a YAML 1.1 parser makes of `source`, "" where that is what anybody would expect."""
    key = str(next(part for part in reversed(entry.path) if isinstance(part, str))).lower()
    term = key in TERM_KEYS or key in _WORDS
    match entry.value:
        case int() if source == f"{entry.value:0{len(source)}}":
            return ""  # `weight: 01` is the number that it says
        case bool() if term:
            return str(entry.value).lower()
        case None if term and source:
            return "nothing"
        case int() if _SEXAGESIMAL.fullmatch(source) or _OCTAL.fullmatch(source):
            return f"the number {entry.value}"
        case float() if _TRAILING_ZERO.fullmatch(source) and (term or _VERSIONS.fullmatch(key)):
            return f"the number {entry.value:g}"
    return ""
