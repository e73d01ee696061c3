"""Diagnostics of a post go in, and come out with fixes that keep the links whose text they mend.

Where the text of a link is its label as well, the fix writes the label behind it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from postlint.model import Cover, Diagnostic, Edit, Fix, Link, LinkKind, Span
from postlint.model.named import NamedTuple
from postlint.text.edits import Patch

if TYPE_CHECKING:
    from postlint.post.document import Post


def keep_labels(post: Post, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The same diagnostics; a fix within `[label]` or `[label][]` makes `[text][label]` of it."""
    links = [link for link in post.links if link.kind is LinkKind.REFERENCE and _after(post.text, link) is not None]
    if not links or not any(one.fix for one in diagnostics):
        return diagnostics
    reader = _Reader(post.text, links, Cover(one.label_span for one in post.definitions))
    return [_kept(one, reader) for one in diagnostics]


class _Reader(NamedTuple):
    """A post's text, its links whose text is their label, in order, and where its definitions name theirs."""

    text: str
    links: Sequence[Link]
    defined: Cover


def _after(text: str, link: Link) -> Span | None:
    """Where the label is to be written, if the link has none beside its text."""
    rest = text[link.text_span.end : link.span.end]
    if rest == "]":
        return Span(link.span.end, link.span.end)
    return Span(link.text_span.end + 1, link.span.end) if rest == "][]" else None


def _kept(one: Diagnostic, reader: _Reader) -> Diagnostic:
    fix = _whole(one.fix, reader) if one.fix else None
    related = tuple(
        other._replace(fix=_whole(other.fix, reader)) if other.fix and not other.path else other
        for other in one.related
    )
    return one if (fix, related) == (one.fix, one.related) else replace(one, fix=fix, related=related)


def _whole(fix: Fix, reader: _Reader) -> Fix:
    more = tuple(_labels(fix.edits, reader))
    return fix._replace(edits=(*fix.edits, *more)) if more else fix


def _labels(edits: Sequence[Edit], reader: _Reader) -> Iterator[Edit]:
    """The labels to be written, of links whose text some of the edits change to another one."""
    if any(reader.defined.overlaps(edit.span) for edit in edits):
        return  # which label is meant, the fix itself says
    touched: dict[int, list[Edit]] = {}
    for edit in edits:
        at = bisect_right(reader.links, edit.span.start, key=lambda link: link.text_span.start) - 1
        if at >= 0 and reader.links[at].text_span.contains(edit.span):
            touched.setdefault(at, []).append(edit)
    for at, within in touched.items():
        link = reader.links[at]
        label, place = link.text_span.of(reader.text), _after(reader.text, link)
        if place and normalizeReference(Patch(within).within(reader.text, link.text_span)) != normalizeReference(label):
            yield Edit(place, f"[{label}]")
