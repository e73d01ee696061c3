"""A YAML header in, a finding for each value that YAML 1.1 reads as something else than it says: `no`, `12:30`, `Issue #42`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Span
from postlint.site.habits.folders import TERM_KEYS
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_SEXAGESIMAL = lazy.compile(r"[-+]?[1-9]\d*(?::[0-5]?\d){1,2}")
_OCTAL = lazy.compile(r"0[0-7]+")
_TRAILING_ZERO = lazy.compile(r"\d+\.\d*0")
# A switch may well be `no`; a language, a country or a title never is.
_WORDS = frozenset("lang language locale country region title linktitle name author slug".split())
_VERSIONS = lazy.compile(r"(?:.*_|.*-)?(?:version|release|title|slug)s?")
_HASH = lazy.compile(r"[ \t]+(?P<lost>#\d[^\r\n]*)")  # `#TODO` is a comment, `#42` is a number
_PROPERTY = lazy.compile(r"(?P<mark>[&!])(?P<name>[\w-]+)\s+(?=\S)")
_GLUED = lazy.compile(r"\A-(?=[^\W\d])(?=.*\n[ \t]*-\S)")
_ITEM = lazy.compile(r"(?m)^[ \t]+-(?=[ \t]\S)")
# Docusaurus and others know tags that are tables.
_TABLE_KEYS = frozenset("id key label link name permalink slug text title url value".split())


def check(post: Post) -> Iterator[Finding]:
    if post.header.format != "yaml":
        return
    for entry in post.header.entries:
        yield from _in_entry(entry, post.text)


def _in_entry(entry: Entry, text: str) -> Iterator[Finding]:
    if isinstance(entry.path[-1], str) and "\u00a0" in entry.key:
        yield Finding(entry.key_span, f"a no-break space is part of the key {quoted(entry.key)}")
    if isinstance(entry.value, (list, dict)):
        yield from _table(entry)
    elif (mark := _PROPERTY.match(text, entry.span.start, entry.span.end)) and not _is_used(mark, text):
        span = Span(entry.span.start, mark.end("name"))
        what = "the name of a value" if mark["mark"] == "&" else "a type"
        yield Finding(span, f"YAML reads {span.of(text)} as {what}; put the whole value in quotes")
    elif entry.span == entry.text_span:  # no quotes
        yield from _plain(entry, text)


def _plain(entry: Entry, text: str) -> Iterator[Finding]:
    source = entry.span.of(text)
    lost = _HASH.match(text, entry.span.end)
    if lost and isinstance(entry.value, str) and source[:1] not in ("|", ">"):
        yield Finding(
            Span(*lost.span("lost")), f"YAML takes {quoted(lost['lost'])} for a comment; put the value in quotes"
        )
    elif not isinstance(entry.value, str):
        if reading := _reading(entry, source):
            yield Finding(entry.span, f"YAML 1.1 reads {source} as {reading}; put it in quotes")
    elif "\n" in source and source[0] not in "|>":
        yield from _item(entry, source)


def _item(entry: Entry, source: str) -> Iterator[Finding]:
    """`-a` below a key, or an item that is not level with the one above: both belong to a text of several lines."""
    glued = _GLUED.search(source)
    item = glued or (_ITEM.search(source) if isinstance(entry.path[-1], int) else None)
    if item:
        at = entry.span.start + item.end() - 1
        advice = "a list item needs a space after its -" if glued else "items stand one below the other"
        yield Finding(Span(at, at + 1), f"YAML reads this as text that goes on; {advice}")


def _is_used(mark: re.Match[str], text: str) -> bool:
    """True for what may well have been meant: an anchor that something refers to, or a mark before one word (`!ENV HOME`)."""
    rest = text[mark.end() :].partition("\n")[0].strip()
    return " " not in rest or rest[0] in "\"'" or (mark["mark"] == "&" and f"*{mark['name']}" in text)


def _table(entry: Entry) -> Iterator[Finding]:
    """`- news: today` in a list of tags."""
    path = [part for part in entry.path if isinstance(part, str)]
    if isinstance(entry.value, dict) and len(entry.value) == 1 and entry.path[-1] not in path and _is_tags(path):
        key = str(next(iter(entry.value)))
        if key.lower() not in _TABLE_KEYS:
            yield Finding(entry.span, f"YAML reads this as a table with the key {key}; put the value in quotes")


def _is_tags(path: list[str]) -> bool:
    return bool(path) and path[-1].lower() in TERM_KEYS


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
