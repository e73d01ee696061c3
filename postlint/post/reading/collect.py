"""Pieces of visible text go in as they are met, flows with their segments come out; links and the like are kept beside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from postlint.model import (
    OBJECT,
    Code,
    Definition,
    Emphasis,
    Flow,
    Footnote,
    Kind,
    Link,
    LinkKind,
    Mask,
    Segment,
    Span,
    Tag,
)
from postlint.model.named import NamedTuple
from postlint.post.reading.masks import BLANK, BRACE
from postlint.post.reading.strips import Strip
from postlint.text import lazy

# GFM's extended autolinks, in short: what a dialect that linkifies would link. CJK text ends a URL as a space does.
_END = r"\s<>\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af“”‘’"
# In a block of HTML Markdown's links are shown as they are: what is in brackets ends before the parenthesis of the address.
_REST = rf"(?:[^{_END}\]]|\](?!\())"
BARE_LINK = lazy.compile(
    rf"(?<![\w@/.-])(?:(?:https?|ftp)://{_REST}+|www\.[\w-]+(?:\.[\w-]+)+{_REST}*)"
    r"|(?<![\w@/:.+-])[\w][\w.+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w@/-])",
    re.IGNORECASE,
)
# The same in a text without any @, which is looked through by letters that a link begins with.
_ADDRESS = lazy.compile(
    rf"[hHfFwW](?<![\w@/.-].)(?:(?<=[hH])[tT]{{2}}[pP][sS]?://{_REST}+|(?<=[fF])[tT][pP]://{_REST}+"
    rf"|(?<=[wW])[wW]{{2}}\.[\w-]+(?:\.[\w-]+)+{_REST}*)"
)
_BLANKS = lazy.compile(f"{BRACE}?{BLANK}+")
_SHOWN = {"template": Kind.TEMPLATE, "expression": Kind.TEMPLATE, "raw": Kind.TEMPLATE, "math": Kind.MATH}


class Place(NamedTuple):
    """Where a flow stands in the document."""

    role: str
    block: int
    level: int = 0
    quoted: bool = False


class Collector:
    """All that has been read so far; `flows` has a None for a flow that is being built."""

    def __init__(self, text: str, masks: tuple[Mask, ...], flows: list[Flow | None]) -> None:
        self.text = text
        self.masks = masks
        self.flows = flows
        self.links: list[Link] = []
        self.definitions: list[Definition] = []
        self.targets: dict[str, Definition] = {}
        self.emphases: list[Emphasis] = []
        self.codes: list[Code] = []
        self.tags: list[Tag] = []
        self.footnotes: list[Footnote] = []
        self.comments: list[Span] = [m.span for m in masks if m.kind == "comment"]
        self._mask_starts = [m.span.start for m in masks]

    def resolve_definitions(self) -> None:
        """The first definition of a label wins; mark the others."""
        for index, definition in enumerate(self.definitions):
            if definition.label in self.targets:
                self.definitions[index] = definition._replace(duplicate=True)
            else:
                self.targets[definition.label] = definition

    def masks_in(self, span: Span) -> Sequence[Mask]:
        first = max(bisect_right(self._mask_starts, span.start) - 1, 0)
        last = bisect_right(self._mask_starts, span.end - 1)
        return [m for m in self.masks[first:last] if m.span.end > span.start]


class FlowBuilder:
    """One flow being built; its number is taken when the first visible character arrives."""

    def __init__(self, out: Collector, place: Place) -> None:
        self.out = out
        self.place = place
        self.index = -1
        self.length = 0
        self._parts: list[str] = []
        self._segments: list[Segment] = []

    def add(self, visible: str, span: Span, kind: Kind = Kind.TEXT) -> None:
        """Append visible text that came from `span`."""
        if not visible:
            return
        if self.index < 0:
            self.index = len(self.out.flows)
            self.out.flows.append(None)
        self._parts.append(visible)
        self._segments.append(Segment(self.length, self.length + len(visible), span.start, span.end, kind))
        self.length += len(visible)

    def literal(self, strip: Strip, start: int, end: int, kind: Kind = Kind.TEXT, *, linkify: bool = True) -> None:
        """Append content `start`..`end`, which holds no line break: text, bare links and masked template tags."""
        content = strip.content
        if kind is not Kind.TEXT:
            span = strip.span(start, end)
            self.add(span.of(self.out.text), span, kind)
            return
        at = start
        for found, url in _bare_links(content, start, end) if linkify else ():
            self._plain(strip, at, found.start)
            self._bare_link(strip.span(found.start, found.end), url)
            at = found.end
        self._plain(strip, at, end)

    def _plain(self, strip: Strip, start: int, end: int) -> None:
        for found in _BLANKS.finditer(strip.content, start, end):
            self._text(strip, start, found.start())
            for mask in self.out.masks_in(strip.span(*found.span())):
                # A mask of several lines shows once, on its first.
                if mask.kind in _SHOWN and strip.at(found.start()) <= mask.span.start:
                    self.add(OBJECT, mask.span, _SHOWN[mask.kind])
            start = found.end()
        self._text(strip, start, end)

    def _text(self, strip: Strip, start: int, end: int) -> None:
        if start < end:
            self.add(strip.content[start:end], strip.span(start, end))

    def _bare_link(self, span: Span, url: str) -> None:
        source = span.of(self.out.text)
        target = source if not url.startswith("mailto:") else url
        at = self.length
        self.add(source, span, Kind.URL)
        link = Link(LinkKind.BARE, False, span, source, span, target, span, flow=self.index, at=at, end=self.length)
        self.out.links.append(link)

    def finish(self) -> int:
        """Settle the flow; return its number, or -1 where nothing visible came."""
        if self.index < 0:
            return -1
        place = self.place
        segments = _merged(self._segments)
        span = Span(min(s.start for s in segments), max(s.stop for s in segments))
        text = "".join(self._parts)
        flow = Flow(place.role, span, text, tuple(segments), place.block, place.level, place.quoted)
        self.out.flows[self.index] = flow
        return self.index

    def since(self, at: int) -> str:
        parts, missing = [], self.length - at
        for part in reversed(self._parts):  # the whole, joined for each of many links, would take time without end
            if missing <= 0:
                break
            parts.append(part[-missing:])
            missing -= len(part)
        return "".join(reversed(parts))


def _merged(segments: list[Segment]) -> list[Segment]:
    """Join neighbours that are plain text and also neighbours in the file."""
    out: list[Segment] = []
    for seg in segments:
        last = out[-1] if out else None
        linear = seg.stop - seg.start == seg.end - seg.at
        if last and linear and last.kind is seg.kind is Kind.TEXT and last.stop == seg.start and _linear(last):
            out[-1] = Segment(last.at, seg.end, last.start, seg.stop, seg.kind)
        else:
            out.append(seg)
    return out


def _linear(seg: Segment) -> bool:
    return seg.stop - seg.start == seg.end - seg.at


def _bare_links(content: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    if all(content.find(mark, start, end) < 0 for mark in ("://", "www.", "@")):
        return
    links = _ADDRESS if content.find("@", start, end) < 0 else BARE_LINK
    for found in links.finditer(content, start, end):
        url = _trim(_of_link(found[0]) if content.startswith("](", found.start() - 2) else found[0])
        if "@" in url and "://" not in url and not url.startswith("www."):
            yield Span(found.start(), found.start() + len(url)), f"mailto:{url}"
        else:
            yield Span(found.start(), found.start() + len(url)), url


def _of_link(url: str) -> str:
    """The address of such a link: it ends at the parenthesis that it did not open."""
    depth = 0
    for at, char in enumerate(url):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return url[:at]
    return url


def _trim(url: str) -> str:
    """Cut what GFM says a bare link does not end with: punctuation, and a `)` that it did not open."""
    while url:
        if url[-1] in "?!.,:;*_~'\"|\\]…" or (url[-1] == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url
