"""What a match of the grammar says of months, quarters, halves, seasons and years: from tokens to a phrase, or to nothing.

Nothing is said where the words may mean something else: doubt is silence.
"""

from __future__ import annotations

from itertools import pairwise

from postlint.model import WhenKind
from postlint.post.whens import calendar
from postlint.post.whens.calendar import Point
from postlint.post.whens.match import Match, Reading
from postlint.post.whens.phrases import Phrase


def month(match: Match) -> Reading:
    month = Point(match.value("y"), match.value("m"))
    return (Phrase(match.at, match.end, WhenKind.MONTH, month, month),)


def month_alone(match: Match) -> Reading:
    """A month after a preposition, unless it may be somebody's name: "in June", "by April Smith", "since August left"."""
    if match.word("m") in match.language.given and (match.before == "p" or match.after == "X"):
        return ()
    return month(match)


def months(match: Match) -> Reading:
    """ "April–June", "April, May, and June of 2024": months in a row."""
    first = Point(match.value("y1"), match.value("m1"))
    last = Point(match.value("y2"), match.value("m2"))
    fault = "the range ends before it starts" if first.year and last.year and last < first else ""
    return (Phrase(match.at, match.end, WhenKind.MONTHS, first, last, fault=fault),)


def month_list(match: Match) -> Reading:
    """Months in a row, as a list; two bare names may be people's ("April and June joined")."""
    listed = [t for t in match.tokens[match.found.start() : match.found.end()] if t.kind == "M"]
    in_row = all(b.value == a.value % 12 + 1 for a, b in pairwise(listed))
    names = {match.prose[t.at : t.end].rstrip(".").lower() for t in listed}
    alone = len(listed) < 3 and not match.value("y2") and match.before not in tuple("i~ft")
    if not in_row or (alone and names & match.language.given):
        return ()
    return months(match)


def _is_fiscal(match: Match) -> bool:
    """Whether the phrase stands beside "fiscal" or "FY25": a fiscal year may begin in any month."""
    start, end = match.found.span()
    around = match.found.string[max(start - 2, 0) : end + 3]
    return not match.start and ("F" in around or "J" in around)


def quarter(match: Match) -> Reading:
    """ "Q2", "Q2 of 2024", "second quarter"; a label such as "Q1:" at the start of a paragraph numbers a question."""
    token = match.token("n")
    label = match.found.start() == 0 and match.prose[match.end : match.end + 1] in (":", ".", ")")
    if token is None or _is_fiscal(match) or (label and not match.year):
        return ()
    return match.part(WhenKind.QUARTER, 4 if token.kind in "VR" else token.value, 3, match.year)


def quarters(match: Match) -> Reading:
    """ "Q2–Q4", "Q2-4 2023", "Q3 and 4 of 2023"."""
    first, last, year = match.value("n"), match.value("n2"), match.year
    if not first < last <= 4 or _is_fiscal(match):
        return ()
    one, other = (calendar.part_of_year(number, 3, year, match.start or 1) for number in (first, last))
    return (Phrase(match.at, match.end, WhenKind.MONTHS, one[0], other[1]),)


def half(match: Match) -> Reading:
    return () if _is_fiscal(match) else match.part(WhenKind.HALF, match.value("n"), 6, match.year)


def composite(match: Match) -> Reading:
    token = match.tokens[match.found.start()]
    year, number = divmod(token.value, 10)
    if token.kind == "h":
        return match.part(WhenKind.HALF, number, 6, year)
    is_fiscal = "F" in match.prose[token.at : token.end].upper()
    return () if is_fiscal and not match.start else match.part(WhenKind.QUARTER, number, 3, year)


def business_year(match: Match) -> Reading:
    """ "FY25", "fiscal year 2025": twelve months that need not begin in January."""
    return match.part(WhenKind.YEAR, 1, 12, match.year) if match.start else ()


# --- seasons and years ---------------------------------------------------------------------------------------------


def season(match: Match) -> Reading:
    """A season of a year: three months of the northern one, the winter into the next year; rules should not trust it."""
    number, year, name = match.value("g"), match.value("y"), match.token("g")
    if number == 1 and name and match.prose[name.at].isupper() and match.before not in tuple("it~"):
        return ()  # Spring is also a framework
    first = {1: 3, 2: 6, 3: 9, 4: 9, 5: 12}[number]
    return (Phrase(match.at, match.end, WhenKind.SEASON, Point(year, first), Point(0, (first + 1) % 12 + 1)),)


_AFTER_YEARS = frozenset({"was", "is", "has", "as", "this", "its", "us", "does"})


def years(match: Match) -> Reading:
    """A year after a preposition, unless it counts what follows: "in 2000 lines"."""
    after = match.tokens[match.found.end()] if match.after == "x" else None
    word = match.prose[after.at : after.end] if after else ""
    if word.endswith("s") and word not in _AFTER_YEARS:
        return ()
    first = match.value("y")
    last = match.value("y2") or first
    if not (1900 <= first < 2100 and 1900 <= last < 2100):
        return ()
    if last < first:
        joint = match.found.string[match.found.start() + 1]
        is_between = joint == "+" and match.prose[: match.at].rstrip().lower().endswith("between")
        is_range = (match.before in ("f", "i") and joint == "-") or is_between
        fault = "the range ends before it starts"
        return (
            (Phrase(match.at, match.end, WhenKind.YEAR, Point(first, 1), Point(last, 12), fault=fault),)
            if is_range
            else ()
        )
    return (Phrase(match.at, match.end, WhenKind.YEAR, Point(first, 1), Point(last, 12)),)
