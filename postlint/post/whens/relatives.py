"""What a match of the grammar says of days counted from the post's: "last month", "the past two weeks", "tomorrow"."""

from __future__ import annotations

from postlint.model import WhenKind
from postlint.post.whens.calendar import Point
from postlint.post.whens.lexer import Token
from postlint.post.whens.match import Match, Reading
from postlint.post.whens.phrases import Phrase, Relative

_UNITS = ("day", "week", "month", "year", "day", "week", "month", "quarter", "year")
_SHIFTS = {"R": -1, "T": 0, "E": 1}


def _unit(token: Token | None) -> str:
    return "quarter" if token is None or token.kind == "K" else _UNITS[token.value - 1]


def relative(match: Match) -> Reading:
    unit, token = _unit(match.token("u")), match.token("r")
    if token is None or unit == "day" or match.before == "t":
        return ()
    return (Relative(match.at, match.end, unit, _SHIFTS[token.kind]),)


def rolling(match: Match) -> Reading:
    """ "the past three months", "the last 30 days", "over the next year": units that end or begin with the post."""
    token, count, unit = match.token("r"), match.token("c"), _unit(match.token("u"))
    if token is None or (count is None and unit == "day"):
        return ()
    number = 1 if count is None else count.value + (count.kind == "#")
    return (Relative(match.at, match.end, unit, 0, -number * _SHIFTS[token.kind]),)


_KINDS = {1: WhenKind.MONTH, 3: WhenKind.QUARTER, 6: WhenKind.HALF}


def months_of_year(match: Match) -> Reading:
    """ "the first three months of the year", "the last six months of 2024"."""
    token, count = match.token("n"), match.token("c")
    number = 0 if count is None else count.value + (count.kind == "#")
    if (
        token is None
        or _unit(match.token("u")) != "month"
        or not 1 < number < 12
        or (token.kind == "N" and token.value > 1)
    ):
        return ()
    first, last = (1, number) if token.kind == "N" else (13 - number, 12)
    kind = _KINDS.get(number, WhenKind.MONTHS)
    return (Phrase(match.at, match.end, kind, Point(match.year, first), Point(match.year, last)),)


def relative_month(match: Match) -> Reading:
    token = match.token("r")
    return (Relative(match.at, match.end, "year", _SHIFTS[token.kind], month=match.value("m")),) if token else ()


def last_weekday(match: Match) -> Reading:
    return (Relative(match.at, match.end, "week", -1, weekday=match.value("w")),)


def neighbour(match: Match) -> Reading:
    return (Relative(match.at, match.end, "day", -1 if match.tokens[match.found.start()].kind == "z" else 1),)
