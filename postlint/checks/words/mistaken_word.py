"""A post goes in, words in whose place their neighbours want another come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.post.wording.grammar import findings_of


def check(post: Post) -> Iterator[Finding]:
    """Report each with the word that was meant."""
    return findings_of(post, "mistaken-word")
