"""A post goes in, every announced number comes out that what follows seems not to keep, though it may be of other things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.post import countable, counted_parts, counted_titles

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    yield from countable.below(post, certain=False)
    yield from counted_parts.beside(post, certain=False)
    yield from counted_titles.likely(post)
