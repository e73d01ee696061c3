"""A post and its site go in, words come out that no dictionary has and that a slip made of one that was likely meant."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.site.site import Site
from postlint.site.verdicts import Slip, finding, likely_slips
from postlint.site.vocabulary import Vocabulary
from postlint.words.candidates import Kind

_OTHERS = frozenset((Kind.SPLIT, Kind.LOST_FIRST))  # told of by split-or-joined-word and clipped-word


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each with its evidence; never a safe fix."""
    for slip in likely_slips(post, site, accepted):
        if slip.kind not in _OTHERS:
            yield finding(slip, _message(slip, site.vocabulary))


def _message(slip: Slip, site: Vocabulary) -> str:
    written, right = slip.unknown.word, slip.right
    if uses := site.lower.get(right.lower(), 0):
        own = _times(max(site.lower.get(written.lower(), 0), 1))
        return f"“{written}” {own}, “{right}” {_times(uses)} on this site"
    away = "two letters" if slip.kind is Kind.TWO else "one letter"
    return f"“{written}” is in no dictionary, “{right}” is {away} away"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
