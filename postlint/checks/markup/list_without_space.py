"""A post goes in, lines like `-item` or `1.item`, which show their marks instead of being a list, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow
from postlint.text import lazy
from postlint.text.figures import figure

if TYPE_CHECKING:
    from postlint.post.document import Post

_ITEM = lazy.compile(r"(?m)^(?:-|(?P<number>\d{1,2})[.)])(?=[^\W\d_]|[\[\"“*])")
_SECOND = lazy.compile(r"\n(?:-|2[.)])")


def check(post: Post) -> Iterator[Finding]:
    """Report the first line of two or more behind a colon: dialogue, and an option at the start of a line, look the same."""
    before = ""
    for flow in post.flows:
        if flow.block < 0:
            continue
        if flow.role == "paragraph":
            yield from _in_paragraph(flow, before, post)
        before = flow.text


def _in_paragraph(flow: Flow, before: str, post: Post) -> Iterator[Finding]:
    lines = list(_ITEM.finditer(flow.prose)) if _SECOND.search(flow.prose) else []
    numbers = [figure(line["number"]) for line in lines if line["number"]]
    if len(lines) < 2 or numbers not in ([], list(range(1, len(lines) + 1))):
        return
    lead = flow.text[: lines[0].start()] or before
    span = flow.span_of(*lines[0].span())
    if lead.rstrip().endswith(":") and span.of(post.text) == lines[0][0]:
        more = f"{len(lines) - 1} more line{'s' if len(lines) > 2 else ''}"
        yield Finding(span, f"{lines[0][0]} without a space behind it begins no list item, here and in {more}")
