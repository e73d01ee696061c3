"""A post goes in, nouns and verbs in a form that the words around them cannot take come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.post.wording.grammar import findings_of


def check(post: Post) -> Iterator[Finding]:
    """Report each, where it is certain with what may stand there instead."""
    return findings_of(post, "wrong-form")
