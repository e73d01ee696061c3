"""A post goes in; items of a task list whose box is shown as text, because a space in it or behind it is wrong, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_BOX = lazy.compile(r"\[[ xX]\](?=[ \t\n])")
_BROKEN = lazy.compile(
    r"\[(?:\]|[ \t]{2,}\]|[ \t]+[xX][ \t]*\]|[xX][ \t]+\]|[vV✓✔*]\])(?![(\[:])|\([ xX]\)(?=[ \t])|"
    r"x\](?=[ \t])|\[[ xX]\](?=[^\W_])"
)

# Among the lines of a text: the space that makes the line an item stands nowhere.
_GLUED = lazy.compile(r"^[-*+](?=\[[ xX]\][ \t])", re.MULTILINE)


def check(post: Post) -> Iterator[Finding]:
    """Report boxes only among sound ones: alone, `[]` is a list, or a link that somebody still writes."""
    if "[" not in post.text:
        return
    has_boxes = False
    for one in post.lists:
        flows = [post.flows[item.flow] for item in one.items if item.flow >= 0]
        if any(_BOX.match(flow.text) for flow in flows):
            yield from filter(None, (_finding(post, flow) for flow in flows))
            has_boxes = True
    for flow in post.flows if has_boxes else ():
        for found in _GLUED.finditer(flow.prose) if flow.role == "paragraph" else ():
            span = flow.span_of(*found.span())
            if span.of(post.text) == found[0]:
                message = f"{found[0]} lacks a space after it: this is no item and has no box"
                yield Finding(span, message, Fix.replace(span, f"{found[0]} "))


def _finding(post: Post, flow: Flow) -> Finding | None:
    found = _BROKEN.match(flow.prose)
    span = flow.span_of(*found.span()) if found else Span(0, 0)
    if found is None or span.of(post.text) != found[0]:
        return None
    box = "[ ]" if found[0].strip("[]() \t") == "" else "[x]"
    glued = found[0] in ("[ ]", "[x]", "[X]")
    reason = "lacks a space after it" if glued else f"is no box, expected {box}"
    space = "" if flow.text[found.end() : found.end() + 1].isspace() else " "
    return Finding(span, f"{found[0]} {reason}: it is shown as text", Fix.replace(span, f"{box}{space}"))
