"""An HTML block goes in, its visible text as flows and its links, images, tags and comments come out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from postlint.model import Span
from postlint.post.reading.collect import Collector, Place
from postlint.post.reading.inline import InlineReader
from postlint.post.reading.markup import BLOCK_TAGS, PIECE, SILENT_TAGS
from postlint.post.reading.strips import Strip, skip_space
from postlint.text import lazy

_FENCE = lazy.compile(r"(?m)^[ \t]*(?P<mark>~{3,}|`{3,})(?P<info>[^\n`]*)$")
_TEXT_PIECE = lazy.compile(r"\n[ \t]*|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def read_html(out: Collector, strip: Strip, place: Place) -> None:
    """Read one HTML block; each stretch between block-level tags becomes a flow of its own."""
    reader = InlineReader(out, strip, place)
    at = 0
    silent, quoted = "", place.quoted
    for span, piece in _pieces(strip.content):
        if silent and not (piece and _closes(piece[0], silent)):
            continue
        if not silent:
            _text(reader, at, max(at, span.start))
        silent = ""
        at = span.end
        if piece and piece["comment"]:
            out.comments.append(strip.span(*piece.span()))
        if piece is None or piece["tag"] is None:
            continue
        name = re.match(r"</?([\w:.-]+)", piece[0])
        lower = name[1].lower() if name else ""
        if lower in BLOCK_TAGS:
            if lower == "blockquote":
                place = place._replace(quoted=quoted or not piece[0].startswith("</"))
            reader = _next(reader, strip, place)
        reader.tag(*piece.span())
        if lower in SILENT_TAGS and not piece[0].startswith("</") and not piece[0].endswith("/>"):
            silent = lower
    if not silent:
        _text(reader, at, len(strip.content))
    reader.flow.finish()


def _next(reader: InlineReader, strip: Strip, place: Place) -> InlineReader:
    """End the flow at a block-level tag; an anchor around the whole card goes on in the next."""
    reader.flow.finish()
    after = InlineReader(reader.out, strip, place)
    after.kind = reader.kind
    for opened in reader.anchors:
        opened.at = 0
        after.anchors.append(opened)
    return after


def _pieces(content: str) -> Iterator[tuple[Span, re.Match[str] | None]]:
    """The tags and comments, and the fenced code (without a match), in their order."""
    fences = _fenced(content)
    for piece in PIECE.finditer(content):
        while fences and fences[-1].end <= piece.start():
            yield fences.pop(), None
        if not (fences and fences[-1].start <= piece.start()):
            yield Span(*piece.span()), piece
    yield from ((fence, None) for fence in reversed(fences))


def _fenced(content: str) -> list[Span]:
    """Code between fences, the last first: meant as such, whether the Markdown reads it here or shows it as it is.

    Of code with a blank line, which ends the block, the beginning stands here alone; it names its language.
    """
    found, opened, start, named = [], "", 0, False
    for fence in _FENCE.finditer(content) if "~~~" in content or "```" in content else ():
        if not opened:
            opened, start, named = fence["mark"], fence.start(), bool(fence["info"].strip())
        elif fence["mark"].startswith(opened) and not fence["info"].strip():
            found.append(Span(start, fence.end()))
            opened = ""
    if opened and named and "</" not in content[start:]:
        found.append(Span(start, len(content)))
    return found[::-1]


def _closes(source: str, name: str) -> bool:
    return source.lower().startswith(f"</{name}")


def _text(reader: InlineReader, start: int, end: int) -> None:
    """Read text without tags; white space before the first of it is indentation, which no reader sees."""
    at = start if reader.flow.length else min(skip_space(reader.strip.content, start), end)
    for piece in _TEXT_PIECE.finditer(reader.strip.content, at, end):
        reader.literal(at, piece.start())
        at = piece.end()
        if piece[0].startswith("\n"):
            reader.line_break(*piece.span())
        else:
            reader.special(*piece.span(), html.unescape(piece[0]))
    reader.literal(at, end)
