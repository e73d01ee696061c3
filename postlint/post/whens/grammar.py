"""The tokens of a flow go in, the date phrases they form come out; a year that a phrase does not say stays open.

Each entry of `_GRAMMAR` is a regular expression over token letters (see `lexer`) and the function that reads its groups.
Where several match, the earliest and then the longest wins. An entry stands under a letter that its phrases must contain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from postlint.post.whens import days, relatives, stretches
from postlint.post.whens.lexer import Token
from postlint.post.whens.match import Match, Reading
from postlint.post.whens.names import Language
from postlint.post.whens.phrases import Phrase, Relative
from postlint.text import lazy

# A month with its day, as Americans and as everybody else writes it ("Friday next, 16 January"), and in figures;
# {n} tells two days of a range apart.
_MD = r"(?:(?P<w{n}>W)E?[,(]?t?)?(?P<m{n}>M)(?:,(?=O|D,?[Yy]))?t?(?P<d{n}>[DO])(?:[,o]?(?P<y{n}>[Yy]))?(?:\((?P<v{n}>W)\))?"
_DM = r"(?:(?P<w{n}>W)E?[,(]?t?)?(?P<d{n}>[DO])o?t?(?P<m{n}>M)(?:[,o]?(?P<y{n}>[Yy]))?(?:\((?P<v{n}>W)\))?"
_FIGURES = r"(?:(?P<w{n}>W)[,(]?)?(?P<i{n}>I)(?:\((?P<v{n}>W)\))?"
_RANGES = (r"%s-t?%s", r"(?<=f)%s\+%s", r"(?<=ft)%s\+%s")  # "A to B", "between A and B", "between the A and B"

_WEEKDAYS = r"(?:(?P<w1>W)(?:-W)?[,(]?)?"
_LISTED = r"(?:,[DO])*,?(?P<gap>\+)"
_YEAR = r"(?:[,o]?(?P<y2>[Yy]))?"

# The year of a quarter or a half, behind it or in front: "of 2024", "2024", "FY25", "of fiscal year 2025".
_OF_YEAR = r"(?:[,o]?(?P<y>[Yy])|[,o]?t?(?P<j>J)|[,o]?t?FU?(?P<j2>Y))"
_YEAR_THEN = r"(?:FU?)?(?P<y>[YJ]),?"

_Entry = tuple[re.Pattern[str], Callable[[Match], Reading]]


def _entries(*entries: tuple[str, Callable[[Match], Reading]]) -> tuple[_Entry, ...]:
    return tuple((lazy.compile(pattern), read) for pattern, read in entries)


def _one(template: str, n: int = 1) -> str:
    return template.replace("{n}", str(n))


def _two(template: str) -> Iterator[str]:
    return (between % (_one(template, 1), _one(template, 2)) for between in _RANGES)


_GRAMMAR: dict[str, tuple[_Entry, ...]] = {
    "M": _entries(
        (_one(_MD), days.one_day),
        (_one(_DM), days.one_day),
        *((pattern, days.two_days) for template in (_MD, _DM) for pattern in _two(template)),
        (_WEEKDAYS + r"(?P<m>M)t?(?P<d1>[DO])(?P<gap>-)t?(?P<d2>[DO])" + _YEAR, days.days_of_one_month),
        (_WEEKDAYS + r"(?P<d1>[DO])-t?(?:W[,(]?)?(?P<d2>[DO])o?(?P<m>M)" + _YEAR, days.days_of_one_month),
        (r"(?<=f)(?P<m>M)t?(?P<d1>[DO])\+t?(?P<d2>[DO])" + _YEAR, days.days_of_one_month),
        (r"(?P<m>M)t?(?P<d1>[DO])" + _LISTED + r"t?(?P<d2>[DO])" + _YEAR, days.days_of_one_month),
        (r"(?P<d1>[DO])" + _LISTED + r"t?(?P<d2>[DO])o?(?P<m>M)" + _YEAR, days.days_of_one_month),
        (r"(?P<m>M)[,o]?(?P<y>[Yy])", stretches.month),
        (r"(?P<m>M)(?=o[RTE]U)", stretches.month),
        (r"(?<=[i~pf-])(?P<m>M)(?!-x)", stretches.month_alone),
        (r"(?P<r>[RTE])(?P<m>M)", relatives.relative_month),
        (r"(?P<m1>M)(?:[,o]?(?P<y1>[Yy]))?-(?:t?eo)?(?P<m2>M)" + _YEAR, stretches.months),
        (r"(?<=f)(?P<m1>M)(?:[,o]?(?P<y1>[Yy]))?\+(?:t?eo)?(?P<m2>M)" + _YEAR, stretches.months),
        (r"(?P<m1>M)(?:,M)*,?\+(?P<m2>M)" + _YEAR, stretches.month_list),
    ),
    "I": _entries(
        (_one(_FIGURES), days.one_day),
        *((pattern, days.two_days) for pattern in _two(_FIGURES)),
    ),
    "Q": _entries(
        (rf"F?(?P<n>Q)(?:{_OF_YEAR})?", stretches.quarter),
        (rf"{_YEAR_THEN}(?P<n>Q)", stretches.quarter),
        (rf"(?P<n>Q)-(?P<n2>[QD])(?:{_OF_YEAR})?", stretches.quarters),
        (rf"(?P<n>Q)\+(?P<n2>D)(?!x)(?:{_OF_YEAR})?", stretches.quarters),
    ),
    "K": _entries(
        (rf"F?(?P<n>[NVO])-?F?K(?:{_OF_YEAR}|o[tT]U)?", stretches.quarter),
        (rf"{_YEAR_THEN}(?P<n>[NO])-?K", stretches.quarter),
        (r"(?P<n>R)Ko(?:(?P<y>Y)|[tT]U)", stretches.quarter),
        (r"T?(?P<r>[RTE])(?P<u>K)(?!o)", relatives.relative),
        (r"(?<=t)(?P<r>[RE])(?P<u>K)(?!o)", relatives.rolling),
    ),
    "q": _entries((r"q", stretches.composite)),
    "h": _entries((r"h", stretches.composite)),
    "H": _entries(
        (r"(?P<n>H)(?=\(M)", stretches.half),
        (rf"(?P<n>H){_OF_YEAR}", stretches.half),
        (rf"{_YEAR_THEN}(?P<n>H)", stretches.half),
    ),
    "L": _entries((rf"(?P<n>[NO])-?L(?:{_OF_YEAR}|o[tT]U)", stretches.half), (r"(?P<n>[NO])L(?=\(M)", stretches.half)),
    "J": _entries((r"(?P<j>J)", stretches.business_year)),
    "F": _entries((r"FU?(?P<y>Y)", stretches.business_year)),
    "G": _entries((r"(?P<g>G)o?(?P<y>[Yy])", stretches.season)),
    "Y": _entries(
        (r"(?<=[i~p])(?P<y>Y)(?:[-+](?P<y2>Y))?", stretches.years),
        (r"(?<=f)(?P<y>Y)[-+](?P<y2>Y)", stretches.years),
    ),
    "U": _entries(
        (r"T?(?P<r>[RTE])(?P<u>U)(?!o)", relatives.relative),
        (r"(?<=t)(?P<r>[RE])(?P<c>[D#])?(?P<u>U)(?!o)", relatives.rolling),
        (r"(?P<r>[RE])(?P<c>[D#])(?P<u>U)(?!o)", relatives.rolling),
        (r"(?P<n>[NVR])(?P<c>[D#])(?P<u>U)o(?:(?P<y>[Yy])|[tT]U)", relatives.months_of_year),
    ),
    "W": _entries((r"R(?P<w>W)(?!,?t?[MDO])", relatives.last_weekday)),
    "z": _entries((r"z", relatives.neighbour)),
    "Z": _entries((r"Z", relatives.neighbour)),
}
_ISLAND = lazy.compile(r"[^xX.C]+")


def phrases(tokens: Sequence[Token], prose: str, language: Language, start: int = 0) -> Iterator[Phrase | Relative]:
    """Every date phrase of a flow in order, none overlapping another; the business year begins in the month `start`."""
    letters = "".join(token.kind for token in tokens)
    for island in _ISLAND.finditer(letters):
        keys = [key for key in _GRAMMAR if key in island[0]]
        if keys:
            yield from _chosen(
                _readings(keys, letters, island.span(), lambda found: Match(found, tokens, prose, language, start))
            )


def _readings(
    keys: Sequence[str],
    letters: str,
    place: tuple[int, int],
    match: Callable[[re.Match[str]], Match],
) -> list[Phrase | Relative]:
    start, end = place
    return [
        phrase
        for key in keys
        for pattern, read in _GRAMMAR[key]
        for found in pattern.finditer(letters, start, min(end + 1, len(letters)))
        for phrase in read(match(found))
    ]


def _chosen(found: list[Phrase | Relative]) -> Iterator[Phrase | Relative]:
    end = -1
    for phrase in sorted(found, key=lambda phrase: (phrase.at, -phrase.end)):
        if phrase.at >= end:
            yield phrase
            end = phrase.end
