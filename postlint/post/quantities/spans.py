"""The shape of a sentence goes in; years and months come out that are not so many as lie between what it names and the post.

"ten years ago, in 2012", "the 25-year-old club, founded in 1990", "would have turned 70 in 2028, born in 1948", "the six months
from January to May".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.model import When, WhenKind
from postlint.post.quantities.lengths import plain_year
from postlint.post.quantities.reader import YEAR, Contradiction, N, Quantity, Shape, plain, said
from postlint.text import lazy
from postlint.text.messages import quoted

_I = re.IGNORECASE
_WORDS = rf"[^.;:!?{N}{YEAR}]"
# "ten years ago, in 2012", "in 2012, ten years ago"
_AGO = lazy.compile(
    rf"(?P<n>{N})\syears\sago(?:\stoday)?(?:,\s(?:in|back\sin|that\sis\sin|i\.e\.,?\sin)|\s\((?:in\s)?)\s?(?P<y>{YEAR})|"
    rf"\bin\s(?P<y2>{YEAR})(?:,\s(?:that\sis,?\s|i\.e\.,?\s|so\s)?|\s\()(?P<n2>{N})\syears\sago\b",
    _I,
)
_SINCE = r"(?:founded|established|set\sup|created|launched|opened|built|started|formed|born|begun)"
# "the 25-year-old club, founded in 1990"
_OLD = lazy.compile(
    rf"(?P<n>{N})-years?-old\s(?:(?!\b(?:of|who|whose|from)\b){_WORDS}){{2,40}}?,?\s(?:which\swas\s|that\swas\s|was\s)?{_SINCE}\s(?:back\s)?in\s(?P<y>{YEAR})|"
    rf"\b{_SINCE}\sin\s(?P<y2>{YEAR}),\s(?:is\s|the\s|this\s|our\s|we\sare\s|it\sis\s)*(?:now\s)?(?P<n2>{N})(?:-year-old|\syears\sold)\b|"
    rf"(?P<n3>{N})\syears\sold\b(?:,|;|:|\s–|\s—|\sand)?\s{_WORDS}{{0,25}}?\b{_SINCE}\sin\s(?P<y3>{YEAR})|"
    rf"\((?:born|b\.|\*)\s?(?:in\s)?(?P<y4>{YEAR})\){_WORDS}{{0,30}}?\b(?:turns|turned|is|celebrates\s(?:her|his))\s(?P<n4>{N})\b(?=\s(?:years\sold|this|today|now|next|in|on)\b|[.,!])",
    _I,
)
# "Born in 1948, he would have turned 70 in 2028"
_TURNED = lazy.compile(
    rf"\b(?:{_SINCE})\b{_WORDS}{{0,30}}?\sin\s(?P<a>{YEAR}){_WORDS}{{1,60}}?\b(?:turn(?:s|ed)?|be|was|is|became|celebrat\w+\s(?:its|her|his))\s(?P<n>{N})(?:\syears\sold)?\s(?:in|by)\s(?P<b>{YEAR})",
    _I,
)
_BETWEEN = lazy.compile(
    rf"\b(?:between|from)\s(?P<a>{YEAR})\s(?:and|to|until|till)\s(?P<b>{YEAR})(?:,\s|\s\()(?:that\sis,?\s|i\.e\.,?\s|so\s)?(?:in|over|within|during|for)\s(?:just\s|only\s|exactly\s)?(?P<n>{N})\syears\b",
    _I,
)
_MONTHS_BEFORE = lazy.compile(
    rf"(?P<n>{N})\smonths\s(?:from|between|\()\s?(?:the\s)?\Z|(?P<n2>{N})\smonths(?:,|\s\(|\s–|\s—|:)\s(?:from\s|between\s)?\Z",
    _I,
)
_OLD_ENOUGH = 3  # years of which nobody is out by one without noticing


def spans(text: str, shape: Shape, whens: Sequence[When], this_year: int) -> Iterator[Contradiction]:
    """All of them; `whens` are the dates of the sentence, `this_year` is the post's, 0 for none."""
    if YEAR in shape.text and "year" in shape.text and this_year:
        for found in _AGO.finditer(shape.text):
            year, n = _of(shape, found, "y"), _of(shape, found, "n")
            if not n.vague and abs(this_year - year.value - n.value) > 1 and year.value < this_year:
                yield _wrong(text, year, this_year, n)
        for found in _OLD.finditer(shape.text):
            year, n = _of(shape, found, "y"), _of(shape, found, "n")
            age = this_year - year.value
            if not n.vague and age > _OLD_ENOUGH and not -1 <= n.value - age <= 0:
                yield _wrong(text, year, this_year, n)
    if shape.text.count(YEAR) > 1:
        for found in _TURNED.finditer(shape.text):
            a, b, n = (shape.quantity(found.start(name)) for name in "abn")
            if not n.vague and b.value > a.value and not -1 <= n.value - (b.value - a.value) <= 0:
                yield _wrong(text, a, int(b.value), n)
        for found in _BETWEEN.finditer(shape.text):
            a, b, n = (shape.quantity(found.start(name)) for name in "abn")
            if not n.vague and b.value > a.value and abs(b.value - a.value - n.value) > 1:
                yield _wrong(text, a, int(b.value), n)
    if " months" in shape.text:
        yield from _months(text, shape, whens)


def _of(shape: Shape, found: re.Match[str], name: str) -> Quantity:
    return shape.quantity(
        found.start(next(group for group in (name, *(f"{name}{at}" for at in (2, 3, 4))) if found[group]))
    )


def _wrong(text: str, since: Quantity, until: int, n: Quantity) -> Contradiction:
    length = plain(until - since.value)
    return Contradiction(n.at, n.end, f"from {plain_year(since)} to {until} it is {length} years, not {said(text, n)}")


def _months(text: str, shape: Shape, whens: Sequence[When]) -> Iterator[Contradiction]:
    """ "the six months from January to May" are five; who counts from the first to the first says one less."""
    rows = [one for one in whens if one.kind is WhenKind.MONTHS and not one.relative]
    if len(rows) != 1:
        return
    (row,) = rows
    place = row.at - sum(one.end - one.at - 1 for one in shape.quantities if one.end <= row.at)
    found = _MONTHS_BEFORE.search(shape.text, max(place - 30, 0), place)
    if found is None:
        return
    n = _of(shape, found, "n")
    length = (row.last_day.year - row.first_day.year) * 12 + row.last_day.month - row.first_day.month + 1
    if not n.vague and n.value not in (length, length - 1):
        words = " ".join(text[row.at : row.end].split())
        yield Contradiction(n.at, n.end, f"{quoted(words)} are {length} months, not {said(text, n)}")
