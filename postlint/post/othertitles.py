"""A place in a flow goes in, whether somebody else gave the words there comes out: the title of a page that a link opens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from postlint.model import Flow, Link
from postlint.post.fact import fact

if TYPE_CHECKING:
    from postlint.post.document import Post

_WORDS = 4  # words of a title; fewer may as well be the author's own


def is_others_title(post: Post, flow: Flow, start: int, end: int) -> bool:
    """True within the text of a link to another site that is worded like a title."""
    link = _link_at(post, flow, start, end)
    return link is not None and link.text[:1].isupper() and len(link.text.split()) >= _WORDS


def is_others_spelling(post: Post, flow: Flow, start: int, end: int) -> bool:
    """True within the text of such a link whose address spells the word so."""
    link = _link_at(post, flow, start, end)
    return link is not None and flow.prose[start:end].lower() in link.target.lower()


def links_of(post: Post, flow: Flow) -> Sequence[Link]:
    """The links in the text of a flow, in its order."""
    return _links(post).get(id(flow), ())


def _link_at(post: Post, flow: Flow, start: int, end: int) -> Link | None:
    """The link to another site that holds the place."""
    links = links_of(post, flow)
    at = bisect_right(links, start, key=attrgetter("at"))
    link = links[at - 1] if at else None
    return link if link is not None and end <= link.end and "//" in link.target else None


@fact
def _links(post: Post) -> Mapping[int, Sequence[Link]]:
    found: dict[int, list[Link]] = {}
    for link in post.links:
        if link.flow >= 0:
            found.setdefault(id(post.flows[link.flow]), []).append(link)
    return {flow: sorted(links, key=attrgetter("at")) for flow, links in found.items()}
