"""A function that reads something from a post goes in, the same function comes out, which reads each post once.

What two rules need to know of a post is a fact: a function `read(post)` in this package with `@fact` before it. The Post
itself keeps what was read, so it goes when the post goes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from postlint.post.document import Post

T = TypeVar("T")


def fact(read: Callable[[Post], T]) -> Callable[[Post], T]:
    """Remember for each post what `read` says of it; `read` must return a value that nobody changes, no iterator."""

    @wraps(read)
    def known(post: Post) -> T:
        facts = post.facts
        if read not in facts:
            facts[read] = read(post)
        found: T = facts[read]
        return found

    return known
