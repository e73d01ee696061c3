"""A post goes in; the second heading of level 1 below its title comes out, where the posts around have one at most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.model import Finding, Related
from postlint.post.document import Post
from postlint.site.site import Site

_SHARE = 0.9  # of the posts around it: where more of them have several, the layout may well ask for them


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    """A first one may be the page's title, where the layout shows none; a second is too many under any layout.

    Pages without a date are often several pages in one, each with its title.
    """
    firsts = [heading for heading in post.headings if heading.level == 1]
    if post.header.get("title") is None or len(firsts) < 2:
        return
    style = site.style(post)
    single = style.posts - style.several
    usual = post.date is not None and style.posts > 0 and single >= _SHARE * style.posts
    if not (usual or options["always"]):
        return
    others = f"; {single} of {style.posts} other posts {style.place} have one at most" if usual else ""
    message = (
        f"the post has a title and {len(firsts)} headings of level 1 below it, expected ## for its sections{others}"
    )
    yield Finding(firsts[1].span, message, related=(Related(firsts[0].span, "the first heading of level 1"),))
