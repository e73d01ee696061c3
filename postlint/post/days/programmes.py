"""A post and a date go in; whether the date stands in a programme of what is to come comes out.

There a bare participle tells who does what and not that it is over: "Upcoming evenings: rope work, taught by Ann on 9 May".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.post.fact import fact
from postlint.post.tenses.words import WAS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.model import When
    from postlint.post.document import Post

_COMING = lazy.compile(
    r"\b(?:upcoming|forthcoming|coming\s(?:up|events?|evenings?|weeks?|months?|season|year)|to\scome|what['’]s\son|"
    r"save\sthe\sdates?|(?:our|the|this|next)\s(?:[\w-]+\s){0,2}(?:programme|schedule|calendar|agenda)|next\s(?:events?|dates?|months?))\b",
    re.IGNORECASE,
)
_REACH = 400  # characters before a date


def is_in_programme(post: Post, when: When) -> bool:
    """Whether what leads to the entry announces it, and the entry has no verb of the past before its date."""
    before = post.flows[when.flow].text[max(when.at - _REACH, 0) : when.at]
    if WAS.search(before):
        return False
    return any(_COMING.search(text) and not WAS.search(text) for text in _led_by(post, when.flow))


def _led_by(post: Post, index: int) -> Iterator[str]:
    """The heading above a text, and what stands before the lists that it is an item of."""
    headings = _headings(post)
    above = bisect_left(headings, index)
    if above:
        yield post.flows[headings[above - 1]].text
    for lead in _leads(post).get(index, ()):
        yield post.flows[lead].text


@fact
def _headings(post: Post) -> tuple[int, ...]:
    return tuple(index for index, flow in enumerate(post.flows) if flow.role == "heading")


@fact
def _leads(post: Post) -> Mapping[int, Sequence[int]]:
    """The texts before the lists of which each text is an item."""
    found: dict[int, list[int]] = {}
    for listed in post.lists:
        for item in listed.items if listed.lead >= 0 else ():
            found.setdefault(item.flow, []).append(listed.lead)
    return found
