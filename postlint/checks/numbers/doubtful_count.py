"""A post goes in, every announced number comes out that what follows seems not to keep, though it may be of other things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.post.counting import countable, parts, titles

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    yield from countable.below(post, certain=False)
    yield from parts.beside(post, certain=False)
    yield from titles.likely(post)
