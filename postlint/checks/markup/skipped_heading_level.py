"""A post goes in, headings that leave out a level that the post has elsewhere come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, Heading, Related

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post, options: Mapping[str, object]) -> Iterator[Finding]:
    """Report a level left out that the post has elsewhere. A leap over two is no slip of a key but meant to look small."""
    headings = post.headings
    levels = {heading.level for heading in headings}
    always = bool(options["always"])
    for above, heading in pairwise(headings):
        left_out = set(range(above.level + 1, heading.level))
        if left_out and (always or (len(left_out) == 1 and left_out <= levels)):
            yield _skipped(heading, above)
    top = min(levels, default=0)
    if always and headings and headings[0].level > top > 1:
        later = next(heading for heading in headings if heading.level == top)
        message = f"the first heading is {_marks(headings[0])}, the later “{later.text}” is {_marks(later)}"
        yield Finding(headings[0].span, message, related=(Related(later.span, "a heading of a higher level"),))


def _skipped(heading: Heading, above: Heading) -> Finding:
    message = f"this heading is {_marks(heading)}, below the {_marks(above)} of “{above.text}”"
    return Finding(heading.span, message, related=(Related(above.span, "the heading above"),))


def _marks(heading: Heading) -> str:
    return "#" * heading.level
