"""An HTML block goes in, its visible text as flows and its links, images, tags and comments come out."""

from __future__ import annotations

import html
import re

from postlint.post.collect import Collector, Place
from postlint.post.inline import InlineReader
from postlint.post.markup import BLOCK_TAGS, PIECE, SILENT_TAGS
from postlint.post.strips import Strip, skip_space
from postlint.text import lazy

_TEXT_PIECE = lazy.compile(r"\n[ \t]*|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def read_html(out: Collector, strip: Strip, place: Place) -> None:
    """Read one HTML block; each stretch between block-level tags becomes a flow of its own."""
    reader = InlineReader(out, strip, place)
    at = 0
    silent, quoted = "", place.quoted
    for piece in PIECE.finditer(strip.content):
        if silent and not _closes(piece[0], silent):
            continue
        if not silent:
            _text(reader, at, piece.start())
        silent = ""
        at = piece.end()
        if piece["comment"]:
            out.comments.append(strip.span(*piece.span()))
            continue
        if piece["tag"] is None:
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
