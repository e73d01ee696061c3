"""A post goes in; feasts and holidays come out that stand beside another day than the calendar gives them.

Easter is reckoned by the rule of the Gregorian calendar (Anonymous Gregorian algorithm, as printed in Meeus, Astronomical
Algorithms, chapter 8); what depends on the country or on another calendar is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.days.weekdays import WEEKDAYS
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# Days after Easter, and days of the year that never move.
_MOVING = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "ascension day": 39,
    "whit sunday": 49,
    "whit monday": 50,
}
_FIXED = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "pi day": (3, 14),
    "international women's day": (3, 8),
    "earth day": (4, 22),
    "independence day": (7, 4),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "bastille day": (7, 14),
    "bonfire night": (11, 5),
    "veterans day": (11, 11),
}
_NAMES = "|".join(
    name.replace("'", "['’]").replace("st ", r"st\.?\s").replace(" ", r"\s") for name in (*_MOVING, *_FIXED)
)
_BEFORE = lazy.compile(
    rf"\b(?P<name>{_NAMES})(?:,\s(?:on\s)?|\s\(|\s(?:falls|fell|is|was|will\sbe)\s(?:on\s)?(?:this\syear\s)?(?:on\s)?|\sthis\syear\s(?:falls|is)\s(?:on\s)?|:\s)(?:the\s)?\Z",
    re.I,
)
_BEHIND = lazy.compile(
    rf"(?:,\swhich\sis|\sis|,|\s\()\s?(?P<name>{_NAMES})\b(?!\s(?:is|was|falls|fell|on|in|at|of|until|to|through)\b|\s?[–-])",
    re.I,
)
_OTHER = lazy.compile(
    r"\b(?:orthodox|julian|coptic|eastern|lunar|chinese|korean|vietnamese|jewish|islamic|tamil|persian|ethiopian|old\s(?:calendar|style)|observed|instead|moved)\b",
    re.I,
)
_WEEKDAY = lazy.compile(rf"(?:{'|'.join(WEEKDAYS)})(?:,\s|\s\(|\s)(?=\d|[A-Z])")
_BOUND = lazy.compile(r"\b(?:after|before|until|till|to|through|from|since|between|and)\s(?:the\s)?\Z", re.I)
_REACH, _NEAR = 60, 200  # characters; days around the post


def feasts(post: Post) -> Iterator[Finding]:
    """Feasts with a day beside them that is not theirs."""
    for index, whens in whens_of(post).items():
        flow = post.flows[index]
        for when in whens if not flow.quoted else ():
            is_certain = when.year_from == "phrase" or (
                when.year_from == "post" and post.date is not None and when.distance(post.date.day) < _NEAR
            )
            if when.kind is not WhenKind.DAY or when.relative or not is_certain:
                continue
            lead = _WEEKDAY.match(flow.prose, when.at, when.end)  # of "Good Friday, 14 April"
            at = lead.end() if lead else when.at
            found = _BEFORE.search(flow.prose, max(when.at - _REACH, 0), at) or _BEHIND.match(flow.prose, when.end)
            if (
                found is None
                or _OTHER.search(f"{post.title} {flow.text}")
                or _BOUND.search(flow.prose, 0, found.start("name"))
            ):
                continue
            right = day_of(found["name"], when.first_day.year)
            if right != when.first_day:
                start, end = min(found.start(), when.at), max(found.end(), when.end)
                name = " ".join(found["name"].split())
                yield Finding(
                    flow.span_of(start, end),
                    f"{name} {right.year} is on {_named(right)}, not on {_named(when.first_day)}",
                )


def _named(day: dt.date) -> str:
    return f"{MONTHS[day.month]} {day.day}"


_ON_WEEKDAY = lazy.compile(
    rf"\b(?P<name>{_NAMES})\s(?:falls|is|lands|fell|will\sbe|will\sfall)\son\s(?:an?\s)?(?P<weekday>{'|'.join(WEEKDAYS)})\b(?=\sthis\syear|[.,;!]|\sand|\Z)",
    re.I,
)


_FALLS = lazy.compile(r"(?:falls|lands|fell|is|be|fall) on ")


def feast_days(post: Post) -> Iterator[Finding]:
    """ "Independence Day falls on a Saturday this year": the weekday of a feast in the year of the post."""
    for flow in post.english if post.date else ():
        may_fall = " on " in flow.text and not flow.quoted and _FALLS.search(flow.text)
        for found in _ON_WEEKDAY.finditer(flow.prose) if may_fall else ():
            if post.date is None or re.search(r"\b(?:19|20)\d\d\b|\bnext\syear\b|\blast\syear\b", flow.prose):
                continue
            day = day_of(found["name"], post.date.day.year)
            if day < post.date.day - dt.timedelta(_NEAR):
                continue
            right = WEEKDAYS[day.weekday()]
            if right.lower() != found["weekday"].lower():
                name = " ".join(found["name"].split())
                yield Finding(flow.span_of(*found.span()), f"{name} {day.year} is a {right}, not a {found['weekday']}")


def day_of(name: str, year: int) -> dt.date:
    """The day of a feast of `_MOVING` or `_FIXED` in a year."""
    plain = re.sub(r"\s+", " ", name.lower().replace("’", "'").replace("st. ", "st "))
    if plain in _FIXED:
        return dt.date(year, *_FIXED[plain])
    return easter(year) + dt.timedelta(days=_MOVING[plain])


def easter(year: int) -> dt.date:
    """Easter Sunday of a year of the Gregorian calendar."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)
