"""A misspelt word where it stands and what was meant go in, whether the post itself puts it right there comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from postlint.model import Cover, Flow
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.text import lazy

_NEAR = 60  # characters looked at on either side
_BETWEEN = (
    r"(?:to|with|by|as|into|for|not|vs\.?|versus|instead of|rather than|should (?:be|read)|when (?:\w+ ){1,3}|and not)"
)
_BEFORE = lazy.compile(rf"(?P<word>[\w'’-]+)[\"'”’*_]*,? {_BETWEEN} ?[\"'“‘*_]*\Z")


def is_put_right(post: Post, flow: Flow, start: int, end: int, meant: Sequence[str]) -> bool:
    """True for what is struck out, in a row of a table that has the right word, and in "corrected teh to the"."""
    span = flow.span_of(start, end)
    if _struck(post).contains(span):
        return True
    right = [word.lower() for word in meant]
    if flow.role == "cell":
        row = post.text[post.text.rfind("\n", 0, span.start) + 1 : span.start] + _rest_of_line(post.text, span.end)
        return any(word in re.findall(r"[\w'’-]+", row.lower()) for word in right)
    before = _BEFORE.search(flow.prose, max(start - _NEAR, 0), start)
    if before is not None and before["word"].lower() in right:
        return True
    return any(_behind(word).match(flow.prose, end) is not None for word in right)


def _rest_of_line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)]


@lru_cache(maxsize=1 << 10)
def _behind(word: str) -> re.Pattern[str]:
    return re.compile(rf"[\"'”’*_]*(?:,? {_BETWEEN}|[:=]) ?[\"'“‘*_]*{re.escape(word)}\b", re.IGNORECASE)


@fact
def _struck(post: Post) -> Cover:
    return Cover(mark.inner for mark in post.emphases if mark.markup == "~~")
