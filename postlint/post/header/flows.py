"""Front matter entries go in, the values that a reader sees as text come out as flows."""

from __future__ import annotations

from postlint.model import Entry, Flow, Header, Kind, Segment, Span
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
    """A value written over several lines (folded, literal or plain): each line stands in the value as it is, and what
    joins them is one white space or several. None where any line does not: an escape, a comment, a chomping surprise."""
    segments: list[Segment] = []
    at = 0
    start = span.start
    for line in EOL.split(span.of(text)):
        content = line.strip()
        start = text.index(line, start)
        offset = start + line.find(content)
        if not content or (not segments and content[0] in "|>" and len(content) <= 3):
            continue
        found = value.find(content, at)
        if found < 0 or value[at:found].strip():
            return None
        if found > at:
            segments.append(Segment(at, found, segments[-1].stop if segments else offset, offset, Kind.BREAK))
        at = found + len(content)
        segments.append(Segment(found, at, offset, offset + len(content), Kind.TEXT))
    if value[at:].strip():
        return None
    if at < len(value) and segments:
        segments.append(Segment(at, len(value), segments[-1].stop, segments[-1].stop, Kind.BREAK))
    return tuple(segments)
