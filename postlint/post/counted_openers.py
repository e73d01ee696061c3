"""A post goes in; numbers come out that the sentences do not keep of which each begins with a title.

"Our staff pick three books", and the text: "*The Weir* by Ada Berg, for the beach. *Fog*, for bed.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow
from postlint.model.named import NamedTuple
from postlint.post.announced import is_part
from postlint.post.by_flow import english_flows
from postlint.post.numerals import NUMBER, may_count, number_of
from postlint.post.row import TITLE, emphases_of, masked
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_WORKS = (
    r"(?:books?|novels?|films?|movies?|records?|albums?|songs?|plays?|operas?|poems?|games?|titles|stories|reads|volumes|series|podcasts?|paintings|pictures|"
    r"picks|favourites|favorites|recommendations|thrillers|classics|memoirs|biographies|musicals|documentaries|shows|magazines|comics|pieces|works|essays)"
)
_COUNTS = {
    "title": lazy.compile(
        rf"(?<![\w.,/$#€£&+*:'’^-])(?P<n>{NUMBER})(?P<things>\s(?:(?!of\b|and\b|or\b|more\b|other\b|of\b)[a-z][\w’'-]*\s){{0,3}}?{_WORKS})\b",
        _I,
    ),
}
_NUMBER = lazy.compile(rf"(?<![\w.,-]){NUMBER}(?![\w.,:%-])", _I)
_BEGINS = {
    "title": lazy.compile(rf"\W*(?P<who>{TITLE}+)(?!\s(?:and|or|&)\s|,\s{TITLE})"),
}
_OF_THEM = lazy.compile(
    r"(?:She|He|They|It|Her|His|Their|Its|This|That|Both|And|But|When|In|At|For|Before|After|Since|As|There|Here|Not|The)\b"
)
_FEWEST = {"title": 2}
_MOST = 20  # nobody counts more
_TEXTS = ("paragraph", "html")
_HEADS = ("title", "description", "summary", "excerpt")


class _Group(NamedTuple):
    """Whom or what sentences in a row begin with: the flow and the place of the first, and each in order."""

    kind: str
    flow: int
    at: int
    named: tuple[str, ...]
    last: int


def by_openers(post: Post) -> Iterator[Finding]:
    """Each such number: in the sentence before them, or in what heads the post, where it has no other such sentences."""
    english = english_flows(post)
    if post.lists:
        return  # its items may be those that were counted
    for kind, counts in _COUNTS.items():
        if not any(may_count(flow.text) and counts.search(flow.text) for flow in post.english):
            continue
        groups = [group for group in _groups(post, kind, english) if len(group.named) >= _FEWEST[kind]]
        if len(groups) != 1:
            continue
        (group,) = groups
        for flow, start, stop in (
            *_before(post, group),
            *((flow, 0, len(flow.text)) for flow in post.header_flows if flow.role in _HEADS),
        ):
            said = list(counts.finditer(flow.text, start, stop)) if id(flow) in english else []
            others = len(_NUMBER.findall(flow.text, start, stop)) if said else 0
            if len(said) != 1 or others != 1 or is_part(flow.text[start : said[0].start()]):
                continue
            value, number = number_of(said[0]["n"]), len(group.named)
            if abs(value - number) == 1 and 1 < value < _MOST:
                yield Finding(flow.span_of(*said[0].span()), f"{quoted(said[0][0])} announces {value}, {number} follow")
            break


def _before(post: Post, group: _Group) -> Iterator[tuple[Flow, int, int]]:
    """The sentence right before the first of a group."""
    told = post.sentences_of.get(group.flow, ())
    place = next((place for place, one in enumerate(told) if one.at == group.at), 0)
    if place:
        yield post.flows[group.flow], told[place - 1].at, told[place - 1].end
    elif group.flow and post.flows[group.flow - 1].role in _TEXTS and (above := post.sentences_of.get(group.flow - 1)):
        yield post.flows[group.flow - 1], above[-1].at, above[-1].end


def _groups(post: Post, kind: str, english: frozenset[int]) -> Iterator[_Group]:
    """Sentences in a row that begin so; between them may stand what tells more of the one before."""
    named: list[str] = []
    first = (-1, 0)
    last = -1
    for index, flow in enumerate(post.flows):
        if flow.role not in _TEXTS or flow.quoted or id(flow) not in english:
            continue
        text = masked(post, index) if kind == "title" and index in emphases_of(post) else flow.text
        for sentence in post.sentences_of.get(index, ()):
            begins = _BEGINS[kind].match(text, sentence.at, sentence.end)
            if begins:
                who = flow.text[slice(*begins.span("who"))]
                if who in named[-_MOST:]:
                    continue
                first = first if named else (index, sentence.at)
                named.append(who)
                last = index
            elif named and not _OF_THEM.match(text, sentence.at):
                yield _Group(kind, *first, tuple(named), last)
                named = []
    if named:
        yield _Group(kind, *first, tuple(named), last)
