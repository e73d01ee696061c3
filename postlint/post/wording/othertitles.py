"""A place in a flow goes in, whether somebody else gave the words there comes out: the title of a page that a link opens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from postlint.model import Flow, Link
from postlint.post.fact import fact
from postlint.text import lazy
from postlint.text.urls import split_url

if TYPE_CHECKING:
    from postlint.post.document import Post

_WORDS = 4  # words of a title; fewer may as well be the author's own
# What is said to the reader, or of the author's own: "Star us on Github". A title has capitals there.
_OWN = lazy.compile(
    r"\A(?:Browse|Check|Contact|Download|Edit|File|Fork|Join|Open|Read|Report|See|Star|Start|Submit|View|Visit|Watch)[ \n]"
    r"(?:(?:out|it|this|up)[ \n])?(?:the|an?|on|this)\b"
    r"|(?<![\w’'-])(?:us|our|ours|me|my|your)(?![\w’'-])"
)
# What people wrote has a title of its own, and a number or a name in its address: issues/12, blob/main/x.md.
_WRITTEN = lazy.compile(r"\d|/(?:blob|tree|raw|wiki|gist|commits?)/")
_HOME = 3  # parts of an address: an account, what it keeps there, and a page of the host itself about that


def is_others_title(post: Post, flow: Flow, start: int, end: int) -> bool:
    """True within the text of a link to another site that is worded like a title."""
    link = _link_at(post, flow, start, end)
    if link is None or "//" not in link.target or not link.text[:1].isupper() or len(link.text.split()) < _WORDS:
        return False
    return not (_OWN.search(link.text) or _is_home_of(flow.prose[start:end], link.target))


def _is_home_of(name: str, target: str) -> bool:
    """Whether a link leads to the host called so, and there to nothing that has a title: "Latest Release on Github"."""
    url = split_url(target)
    is_host = name.lower() in url.host.split(".")[:-1]
    return is_host and len(url.path.strip("/").split("/")) <= _HOME and not _WRITTEN.search(url.path)


def is_others_spelling(post: Post, flow: Flow, start: int, end: int) -> bool:
    """True within the text of such a link whose address spells the word so, and of a path that is its own address."""
    link = _link_at(post, flow, start, end)
    if link is None or not ("//" in link.target or _is_own_address(link.text, link.target)):
        return False
    return flow.prose[start:end].lower() in link.target.lower()


def _is_own_address(text: str, target: str) -> bool:
    """Whether what is written twice is a path: [sail-splitted-rig](sail-splitted-rig)."""
    return text.strip("/") == target.strip("/") and ("-" in text or "/" in text)


def links_of(post: Post, flow: Flow) -> Sequence[Link]:
    """The links in the text of a flow, in its order."""
    return _links(post).get(id(flow), ())


def _link_at(post: Post, flow: Flow, start: int, end: int) -> Link | None:
    """The link that holds the place."""
    links = links_of(post, flow)
    at = bisect_right(links, start, key=attrgetter("at"))
    link = links[at - 1] if at else None
    return link if link is not None and end <= link.end else None


@fact
def _links(post: Post) -> Mapping[int, Sequence[Link]]:
    found: dict[int, list[Link]] = {}
    for link in post.links:
        if link.flow >= 0:
            found.setdefault(id(post.flows[link.flow]), []).append(link)
    return {flow: sorted(links, key=attrgetter("at")) for flow, links in found.items()}
