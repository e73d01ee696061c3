"""A post goes in; control characters in its text come out: no keyboard writes them, and no feed may hold them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# C0 and C1 without tab, line ends and NEL: those that XML 1.0 forbids, or that every browser drops.
_ONE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
_CONTROL = lazy.compile(rf"{_ONE}+")
_SPACES = "\x0b\x0c"  # a line's or a page's end of a word processor


def check(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        for found in _CONTROL.finditer(flow.prose) if not flow.text.isprintable() else ():
            span = flow.span_of(*found.span())
            message = f"a control character, U+{ord(found[0][0]):04X}, stands here"
            is_space = not found[0].strip(_SPACES) and flow.prose[max(found.start() - 1, 0)] != " "
            yield Finding(span, message, Fix.replace(span, " " if is_space else ""))
