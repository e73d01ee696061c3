"""A list of a post goes in, whether the next list goes on with it comes out."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from postlint.post.lists import PostList
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# "We also changed:", "The other two:": what stands above a list that goes on with the one before.
_ALSO = lazy.compile(
    r"\b(?:also|further|more|others?|next|rest|remaining|then|finally|lastly|last|addition\w*|besides|plus|another|too|continu\w+)\b|\A\W*and\b",
    re.IGNORECASE,
)
# What goes on with what a list began.
MORE = lazy.compile(
    r"\W*(?:the\s)?(?:and|also|finally|lastly|last|third|fourth|fifth|plus|in addition|additionally|besides|another|"
    r"moreover|furthermore|oh|as a bonus|bonus|one more)\b",
    re.IGNORECASE,
)
_SENTENCE = lazy.compile(r"[.!?]\s")
_NEAR = 20  # lists, those within entries included
_TWO = lazy.compile(r"\s*2[.)]\s")
_FROM_ONE = lazy.compile(r"\s*1[.)]\s")


def is_continued(post: Post, found: PostList) -> bool:
    """Whether the next list below `found` may go on with it: it has no words of its own above it, and does not count anew."""
    if not found.goes_on:
        return False
    parent = post.blocks[found.block].parent
    later = bisect_right(post.lists, found.span.end, key=lambda one: one.span.start)
    near = [one for one in islice(post.lists, later, later + _NEAR) if post.blocks[one.block].parent == parent]
    alike = [one for one in near if one.ordered is found.ordered]
    if found.ordered:  # some give every entry the number 1, and leave counting to the page
        counts = len(found.items) > 1 and _TWO.match(found.items[1].span.of(post.text)) is not None
        return not counts or any(not _FROM_ONE.match(one.span.of(post.text)) for one in alike)
    if not near or near[0].ordered:
        return not near
    following = near[0]
    lead = post.flows[following.lead].text.rstrip() if following.lead >= 0 else ""
    return not lead.endswith(":") or _ALSO.search(_SENTENCE.split(lead)[-1]) is not None


def is_told_on(post: Post, found: PostList) -> bool:
    """Whether the text below `found` tells of one more: "The third reason is …"."""
    return found.after >= 0 and MORE.match(post.flows[found.after].text) is not None
