"""A post goes in, words that want a hyphen before a noun come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.post.grammar import findings_of


def check(post: Post) -> Iterator[Finding]:
    """Report each, with what it is as one word."""
    return findings_of(post, "missing-hyphen")
