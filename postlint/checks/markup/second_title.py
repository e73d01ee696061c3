"""A post goes in; the second heading of the first level of a post that has its title in the front matter comes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    """A first one may be the page's title, where the layout shows none; a second is too many under any layout."""
    title = post.header.get("title")
    firsts = [heading for heading in post.headings if heading.level == 1]
    if title is None or len(firsts) < 2:
        return
    message = f"the post has a title and {len(firsts)} headings of level 1 below it; expected ## for its sections"
    yield Finding(firsts[1].span, message, related=(Related(firsts[0].span, "the first heading of level 1"),))
