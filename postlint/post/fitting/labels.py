"""A post goes in; links of one text and one address come out of which the address spells what stands around another one.

"Ada on moss ([abstract](/fern-ropes))" in a list where "Bo Fern on ropes ([abstract](/fern-ropes))" stands, too: a label that
each entry has, as the slides of a talk, and an address that was left from copying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.post.fitting.keys import address_keys, stem, text_keys
from postlint.post.fitting.named import items_of, rows_of
from postlint.text import lazy
from postlint.text.urls import has_template, place

if TYPE_CHECKING:
    from postlint.post.document import Post

_LONGEST = 40  # characters of a label
_AROUND = 200  # characters
_CLAUSE = lazy.compile(r"[.;!?]\s|\n\n")
_BOTH = 2  # links of one label and address; of more, it is the page of them all
_NAMING = 2  # words of an address that spell what is told beside its link
_LONG = 4  # letters of such a word
_MANY = 300  # links


class Copied(NamedTuple):
    """A link, what it is of, and the other one that has its address, and what that is of."""

    link: Link
    name: str
    holder: Link
    its: str


def copied_labels(post: Post) -> Iterator[Copied]:
    labels: dict[tuple[str, object], list[Link]] = {}
    for link in post.links[:_MANY]:
        if _may_be_label(link):
            labels.setdefault((link.text.casefold(), place(link.target)), []).append(link)
    for links in labels.values():
        if len(links) != _BOTH or not _are_alike(post, *links) or _spelt(links[0].text, links[0]):
            continue
        names = [_around(post, link) for link in links]
        told = [_spelt(name, link) for name, link in zip(names, links, strict=True)]
        for at, other in ((0, 1), (1, 0)):
            if (
                names[at]
                and not told[at]
                and _is_spelt(links[other], told[other], names[other])
                and names[at] != names[other]
            ):
                yield Copied(links[at], names[at], links[other], names[other])


def _may_be_label(link: Link) -> bool:
    return (
        not link.image
        and link.kind in (LinkKind.INLINE, LinkKind.HTML)
        and 0 < len(link.text) <= _LONGEST
        and not has_template(link.target)
        and "#" not in link.target
        and bool(address_keys(link.target).name)
    )


def _are_alike(post: Post, one: Link, other: Link) -> bool:
    """Whether two links stand in one list or table, or in brackets of one paragraph."""
    a, b = one.flow, other.flow
    if min(a, b) < 0:
        return False
    if a == b:
        return all(post.flows[a].text[: link.at].endswith("(") for link in (one, other))
    rows, items = rows_of(post), items_of(post)
    if a in items or b in items:
        return a in items and b in items and items[a][0] == items[b][0]
    return a in rows and b in rows


def _around(post: Post, link: Link) -> str:
    """What a label is of: the first cell of its row, the words before it in its item or clause."""
    if row := rows_of(post).get(link.flow):
        return post.flows[row].text.strip()
    before = post.flows[link.flow].text[max(link.at - _AROUND, 0) : link.at]
    own = _CLAUSE.split(before)[-1].rpartition(")")[2].strip(" (,:–—-")
    if text_keys(own).words:
        return own
    return ""


def _spelt(name: str, link: Link) -> set[str]:
    """The words of the name of an address that stand in a text, be it in another form."""
    keys = text_keys(name).keys
    begun = {word[:_LONG] for word in text_keys(name).words.values() if len(word) >= _LONG}
    return {
        word for word in address_keys(link.target).name if word in keys or stem(word) in keys or word[:_LONG] in begun
    }


def _is_spelt(link: Link, told: set[str], name: str) -> bool:
    """Whether all that the name of an address has is told, but for its numbers; a single word has to be all that is told."""
    own = {word for word in address_keys(link.target).name if not word.isdigit()}
    if len(own) == 1:
        return own <= told and {stem(word) for word in text_keys(name).words.values()} == {stem(word) for word in own}
    return own <= told and len(own) >= _NAMING and any(len(word) >= _LONG for word in own)


# "[the mill] and [the bakery]", "[a grant] or [a loan]": two things of one kind, each with its article.
_PAIRED = lazy.compile(r"\s?(?:,|,?\s(?:and|or|&|und|et|y))\s")
_ARTICLE = lazy.compile(r"(?:the|an?|our|my|his|her|their|its)\s", re.IGNORECASE)
_DOCUMENT = lazy.compile(r"\.(?:mdx?|rst|html?)(?:#|\Z)", re.IGNORECASE)  # where one page is told of by its sections


def copied_pairs(post: Post) -> Iterator[Copied]:
    """Two links side by side that have one address, which is called after one of them, and the other is another thing."""
    links = [link for link in post.links[:_MANY] if not link.image and link.flow >= 0]
    for one, other in pairwise(links):
        if one.flow != other.flow or not _PAIRED.fullmatch(post.flows[one.flow].text, one.end, other.at):
            continue
        if place(one.target) != place(other.target) or not all(map(_may_be_label, (one, other))):
            continue
        if not all(_ARTICLE.match(link.text) for link in (one, other)) or _DOCUMENT.search(one.target):
            continue
        for link, holder in ((one, other), (other, one)):
            is_its = not _spelt(link.text, link) and _is_all(holder, _spelt(holder.text, holder))
            if is_its and link.text.casefold() != holder.text.casefold():
                yield Copied(link, link.text, holder, holder.text)


def _is_all(link: Link, told: set[str]) -> bool:
    own = {word for word in address_keys(link.target).name if not word.isdigit()}
    return bool(own) and own <= told and any(len(word) >= _LONG for word in own)
