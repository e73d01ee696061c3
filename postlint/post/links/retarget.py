"""Where a finding about a link stands, and how its target is replaced in whatever syntax it is written."""

from __future__ import annotations

from postlint.model import Edit, Fix, Link, LinkKind, Span
from postlint.post.document import Post

# What could end a destination, a table cell or an attribute's quotation marks.
_ESCAPES = str.maketrans(
    {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", '"': "%22", "'": "%27", "\\": "%5C"}
)


def place(link: Link) -> Span:
    """The target as written; the whole link where it has no place of its own."""
    return link.target_span or link.span


def retarget(post: Post, link: Link, address: str, *, safe: bool) -> Fix | None:
    """Replace the target, and with it a text that is the target itself; None where the target has no place to edit."""
    span = link.target_span
    if span is None:
        return None
    written = address.translate(_ESCAPES)
    if link.kind is LinkKind.HTML and "&" not in span.of(post.text).replace("&amp;", ""):
        written = written.replace("&", "&amp;")
    edits = [Edit(span, written)]
    if link.text_span != span and link.text_span.of(post.text) == link.target:
        edits.append(Edit(link.text_span, written))
    return Fix(tuple(edits), safe)
