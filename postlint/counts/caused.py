"""A change goes in, what must be checked to say what it caused comes out: the door to two ways of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postlint.counts.light import narrowed
from postlint.counts.thorough import thorough

if TYPE_CHECKING:
    from postlint.counts.blame import Blame, Posts
    from postlint.repository.changed import Changes


def blame(posts: Posts, changes: Changes) -> Blame:
    """What to check of these posts for a change: of unchanged ones only those that it can have reached.

    Where the change is to more than posts and the files that they show, such as a configuration, every post is looked at.
    """
    return narrowed(posts, changes) or thorough(posts.of(None), changes)
