"""Front matter entries go in, the values that a reader sees as text come out as flows."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from postlint.model import Entry, Flow, Header, Kind, Segment, Span
from postlint.text import lazy
from postlint.text.lines import EOL

# Whichever generator shows them: in the page, in lists of posts, in feeds, in link previews.
PROSE_KEYS = (
    "title",
    "headline",
    "subtitle",
    "subheading",
    "tagline",
    "description",
    "desc",
    "summary",
    "excerpt",
    "abstract",
    "lead",
    "deck",
    "rss_title",
    "rss_description",
    "rss",
    "linktitle",
    "sidebar_label",
)

_ESCAPES = {
    "'": lazy.compile(r"''"),
    '"': lazy.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)"),
}
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "_": "\xa0", "N": "\x85"}


def header_flows(header: Header, text: str) -> tuple[Flow, ...]:
    """The prose of a header; a value whose place cannot be told exactly, or that holds template tags, is left out."""
    found = (_flow(entry, text) for key in PROSE_KEYS if (entry := header.get(key)))
    return tuple(flow for flow in found if flow)


def _flow(entry: Entry, text: str) -> Flow | None:
    value = entry.value
    if not isinstance(value, str) or not value.strip() or "{{" in value or "{%" in value:
        return None
    span = entry.text_span
    if entry.literal:
        segments: tuple[Segment, ...] | None = (Segment(0, len(value), span.start, span.end, Kind.TEXT),)
    else:
        segments = _over_lines(value, span, text)
    return Flow(entry.key.lower(), span, value, segments) if segments else None


def _over_lines(value: str, span: Span, text: str) -> tuple[Segment, ...] | None:
    """A value written over several lines (folded, literal or plain), or with escapes: each line stands in the value, and what
    joins them is one white space or several. None where any line does not: a comment, a chomping surprise."""
    segments: list[Segment] = []
    mark, at, start = text[span.start - 1 : span.start], 0, span.start
    for line in EOL.split(span.of(text)):
        content = line.strip()
        start = text.index(line, start)
        offset = start + line.find(content)
        if not content or (not segments and content[0] in "|>" and len(content) <= 3):
            continue
        pieces = [(content, 0, len(content))] if content in value else list(_unescaped(content, mark))
        shown = "".join(piece for piece, _, _ in pieces)
        found = value.find(shown, at)
        if found < 0 or value[at:found].strip():
            return None
        if found > at:
            segments.append(Segment(at, found, segments[-1].stop if segments else offset, offset, Kind.BREAK))
        at = found
        for piece, first, last in pieces:
            kind = Kind.BREAK if piece.isspace() and last - first != len(piece) else Kind.TEXT
            segments.append(Segment(at, at + len(piece), offset + first, offset + last, kind))
            at += len(piece)
    if value[at:].strip():
        return None
    if at < len(value) and segments:
        segments.append(Segment(at, len(value), segments[-1].stop, segments[-1].stop, Kind.BREAK))
    return tuple(segments)


def _unescaped(content: str, mark: str) -> Iterator[tuple[str, int, int]]:
    """The pieces of what is written within quotation marks: what each shows, and where it stands in the content.

    The escapes are those of YAML 1.2.2 (section 5.7), which JSON and TOML share as far as titles have them.
    """
    at = 0
    for found in _ESCAPES[mark].finditer(content) if mark in _ESCAPES else ():
        if at < found.start():
            yield content[at : found.start()], at, found.start()
        yield _shown(found[0]), found.start(), found.end()
        at = found.end()
    if at < len(content):
        yield content[at:], at, len(content)


def _shown(escape: str) -> str:
    code = escape[2:]
    if code:
        number = int(code, 16)
        return chr(number) if number <= sys.maxunicode else escape
    return _LETTERS.get(escape[1], escape[1])
