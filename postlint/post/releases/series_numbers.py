"""A post goes in; places come out that give it another number in its series than its title does: "Welcome to issue 42"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Flow
from postlint.post.numerals import ORDINALS
from postlint.post.periods.period import descriptions
from postlint.post.tenses.leaning import looks_back
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_WHAT = (
    r"(?P<what>issue|episode|newsletter|bulletin|digest|edition|volume|week|sprint|"
    r"lesson|session|round|season|programme|podcast)"
)
_NUMBER = r"(?:no\.?\s?|number\s|#)?(?P<n>\d{1,4})(?![\d.]*\d|\w|/)"
_NUMBERED = lazy.compile(rf"\b{_WHAT}\s{_NUMBER}", _I)
_ITSELF = lazy.compile(
    rf"\b(?:welcome\s(?:back\s)?to|this\sis|here(?:['’]s|\sis|\scomes)|you(?:['’]re|\sare)\s(?:reading|listening\sto|watching)|this,)\s(?:the\s|our\s)?(?:[\w-]+\s){{0,2}}?{_WHAT}\s{_NUMBER}",
    _I,
)
_NTH = lazy.compile(
    r"\b(?:welcome\s(?:back\s)?to|this\sis)\s(?:the|our)\s"
    rf"(?P<n>\d{{1,4}}(?=st|nd|rd|th)|{'|'.join(ORDINALS)})(?:st|nd|rd|th)?\s(?:\w+\s)?{_WHAT}\b",
    _I,
)
_OTHERS = lazy.compile(
    r"\b(?:next|last|previous|earlier|since|after|before|than|follow\w*|until|from|to|and|will|coming|see|link\w*)\b",
    _I,
)
_LEAD = 3  # texts of the body in which a post says what it is


def other_numbers(post: Post) -> Iterator[tuple[Flow, int, int, str]]:
    """The flow and the place in it of each such number, and what the title says ("issue 41")."""
    titles = [flow for flow in post.header_flows if flow.role == "title"]
    said = list(_NUMBERED.finditer(titles[0].text)) if titles else []
    kinds = {one["what"].lower(): int(one["n"]) for one in said}
    if len(kinds) != len(said):
        return  # "Issue 3 and issue 4"
    for what, own in kinds.items():
        if own < _YEAR:
            yield from _otherwise(post, what, own)


_YEAR = 1900


def _otherwise(post: Post, what: str, own: int) -> Iterator[tuple[Flow, int, int, str]]:
    body = post.flows[len(post.header_flows) : len(post.header_flows) + _LEAD]
    for flow in (*descriptions(post), *body):
        found = None if flow.quoted else _claimed(flow, what, own, described=flow not in body)
        if found:
            yield flow, found.start("n"), found.end("n"), f"{what} {own}"


def _claimed(flow: Flow, what: str, own: int, *, described: bool) -> re.Match[str] | None:
    """Where a text gives the post another number, and nowhere its own."""
    named = [found for found in _NUMBERED.finditer(flow.text) if _is_one(found["what"], what)]
    if any(int(found["n"]) == own for found in named):
        return None
    itself = _ITSELF.search(flow.text) or _NTH.search(flow.text)
    if itself and _is_one(itself["what"], what) and _number(itself["n"]) != own:
        return itself
    is_period = what in ("week", "sprint") and looks_back(flow.text)
    if len(named) != 1 or not (described or is_period):
        return None
    start, end = named[0].span()
    near = flow.text if described else flow.text[max(start - _BESIDE, 0) : end + _BESIDE]
    return None if _OTHERS.search(near) else named[0]


_BESIDE = 25  # characters


def _number(text: str) -> int:
    return ORDINALS.index(text.lower()) + 1 if text.lower() in ORDINALS else int(text)


_PAPERS = frozenset(("issue", "newsletter", "bulletin", "digest", "edition"))  # "Newsletter 42" is issue 42
_SHOWS = frozenset(("episode", "podcast"))


def _is_one(one: str, other: str) -> bool:
    both = {one.lower(), other}
    return one.lower() == other or both <= _PAPERS or both <= _SHOWS
