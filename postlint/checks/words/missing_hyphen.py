"""A post goes in, words that want a hyphen before a noun come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.post.grammar import findings_of

_HABIT = 4  # times that a post writes two words so where it means it


def check(post: Post) -> Iterator[Finding]:
    """Report each that is no habit of the post, with what it is as one word."""
    found = [*findings_of(post, "missing-hyphen")]
    counts = Counter(finding.span.of(post.text).lower() for finding in found)
    return (finding for finding in found if counts[finding.span.of(post.text).lower()] < _HABIT)
