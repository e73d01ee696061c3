"""A text and a place in it go in, whether the place lies within quotation marks comes out; a text is searched once."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from postlint.text import lazy

# No mark that opens lies within: so a text of nothing else is searched in time linear in its length.
_QUOTATION = lazy.compile(r"“[^“”]*”|(?<!\w)\"[^\"]*\"|„[^„“”]*[“”]|«[^«»]*»")


def is_quoted(text: str, at: int) -> bool:
    """Does the offset `at` of `text` lie within quotation marks, which may hold several sentences?"""
    starts, ends = _quotations(text)
    last = bisect_left(starts, at) - 1
    return last >= 0 and at < ends[last]


@lru_cache(maxsize=16)  # texts: all dates of one are asked about one after the other
def _quotations(text: str) -> tuple[list[int], list[int]]:
    spans = [found.span() for found in _QUOTATION.finditer(text)]
    return [start for start, _ in spans], [end - 1 for _, end in spans]
