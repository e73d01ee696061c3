"""A post goes in; every item of a list that begins with a link to what an earlier item of that list links to comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Link, Related
from postlint.post.document import Post
from postlint.text.messages import quoted
from postlint.text.urls import has_template, place, split_url

_Place = tuple[str, tuple[str, ...], str, str]


def check(post: Post) -> Iterator[Finding]:
    opening = {link.flow: link for link in post.links if link.at == 0 and link.target and not link.image}
    if len(opening) < 2:
        return
    for listed in post.lists:
        firsts: dict[_Place, Link] = {}
        for item in listed.items:
            link = opening.get(item.flow)
            if link is None or has_template(link.target):
                continue
            first = firsts.setdefault(_place(link), link)
            if first is not link:
                related = Related(first.span, f"the first item with this address, {quoted(first.text)}")
                yield Finding(link.span, f"an earlier item of this list also links {link.target}", None, (related,))


def _place(link: Link) -> _Place:
    return (*place(link.target), split_url(link.target).fragment)
