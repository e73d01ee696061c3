"""What a match of the grammar says: one function for each form of phrase, from its tokens to the phrase, or to nothing.

Nothing is said where the words may mean something else: doubt is silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from postlint.model import WhenKind
from postlint.post.whens import calendar
from postlint.post.whens.calendar import Point
from postlint.post.whens.lexer import Token
from postlint.post.whens.names import Language
from postlint.post.whens.phrases import Phrase, Relative
from postlint.text import lazy

Reading = tuple[Phrase | Relative, ...]


class Match(NamedTuple):
    """A match of a grammar entry: tokens by group name, and what stands around it.

    `start` is the month in which the business year begins, 0 where none is known.
    """

    found: re.Match[str]
    tokens: Sequence[Token]
    prose: str
    language: Language
    start: int = 0

    def token(self, group: str) -> Token | None:
        at = self.found.start(group) if group in self.found.re.groupindex else -1
        return self.tokens[at] if at >= 0 else None

    def value(self, group: str) -> int:
        """The number the group's token stands for, 0 where the group matched nothing."""
        token = self.token(group)
        return token.value if token else 0

    @property
    def at(self) -> int:
        return self.tokens[self.found.start()].at

    @property
    def end(self) -> int:
        return self.tokens[self.found.end() - 1].end

    @property
    def before(self) -> str:
        """The letter of the token in front, "" at the start of the flow."""
        return self.found.string[self.found.start() - 1 : self.found.start()] if self.found.start() else ""

    @property
    def after(self) -> str:
        return self.found.string[self.found.end() : self.found.end() + 1]

    @property
    def year(self) -> int:
        return self.value("y") or self.value("j") or self.value("j2")

    def part(self, kind: WhenKind, number: int, months: int, year: int) -> Reading:
        """The `number`th part of so many months of a year, as a reading."""
        if not 0 < number <= 12 // months:
            return ()
        return (Phrase(self.at, self.end, kind, *calendar.part_of_year(number, months, year, self.start or 1)),)

    def word(self, group: str) -> str:
        token = self.token(group)
        return self.prose[token.at : token.end].rstrip(".").lower() if token else ""


# --- days ----------------------------------------------------------------------------------------------------------


def _point(match: Match, n: int) -> Point:
    figures = match.value(f"i{n}")
    if figures:
        return Point(figures // 10000, figures // 100 % 100, figures % 100)
    return Point(match.value(f"y{n}"), match.value(f"m{n}"), match.value(f"d{n}"))


def _weekday(match: Match, n: int) -> int | None:
    token = match.token(f"w{n}") or match.token(f"v{n}")
    return token.value if token else None


_LONGEST, _BETWEEN = 31, lazy.compile(r"\b(?:[Bb]etween|[Ff]rom)\s(?:the\s)?\Z")
# Behind a day none of these is what it counts.
_GOES_ON = lazy.compile(
    r"[ \n](?:with|and|or|at|in|to|the|an?|we|you|they|if|so|for|on|by|as|but|when|via|from|until|please|using)\b"
)


def _is_doubtful(match: Match, n: int) -> bool:
    """Whether a bare month and number may be no date: "in March 20 people joined", "Why 3 May Be Better Than 2"."""
    day = match.token(f"d{n}")
    if day is None or day.kind == "O" or match.value(f"y{n}") or _weekday(match, n) is not None:
        return False
    if day.value == 0 or day.value > 31:
        return True
    if match.after not in ("x", "X") or match.before in ("n", "f", "-"):
        return False
    month = match.token(f"m{n}")
    if month and day.at < month.at and match.prose[month.at].isupper() and _GOES_ON.match(match.prose, match.end):
        return False
    if month and day.at < month.at and match.after == "x" and match.prose[month.at].isupper():
        return bool(_point(match, n).fault())  # "20 March was": in small letters the verb would follow
    if match.before == "p" and match.word(f"m{n}") not in match.language.ordinary:
        return False
    return match.before == "i" or match.word(f"m{n}") in match.language.ordinary or bool(_point(match, n).fault())


def one_day(match: Match) -> Reading:
    point = _point(match, 1)
    if _is_doubtful(match, 1) or not 0 < point.day < 40:
        return ()
    return (Phrase(match.at, match.end, WhenKind.DAY, point, point, _weekday(match, 1), point.fault()),)


def two_days(match: Match) -> Reading:
    """A range between two dates; where both name their weekday, each is left to stand for itself."""
    first, last = _point(match, 1), _point(match, 2)
    if None not in (_weekday(match, 1), _weekday(match, 2)):
        return ()
    return _days(match, first, last)


def days_of_one_month(match: Match) -> Reading:
    """ "June 3–5, 2024", "the 3rd to 5th of June", "June 3, 4, and 5": the month is said once."""
    month, year = match.value("m"), match.value("y2")
    first, last = Point(year, month, match.value("d1")), Point(year, month, match.value("d2"))
    if match.token("gap") and _is_counted(match):
        return ()
    if 0 < first.day <= _LONGEST < last.day < 40 and _BETWEEN.search(match.prose, max(match.at - 12, 0), match.at):
        return (Phrase(match.at, match.end, WhenKind.DAYS, first, last, None, last.fault()),)
    return _days(match, first, last)


def _days(match: Match, first: Point, last: Point) -> Reading:
    if max(first.day, last.day) > 31 or 0 in (first.day, last.day) or first == last:
        return ()
    fault = first.fault() or last.fault() or _order_fault(first, last)
    return (Phrase(match.at, match.end, WhenKind.DAYS, first, last, _weekday(match, 1), fault),)


def _order_fault(first: Point, last: Point) -> str:
    same_month = first.month == last.month and (first.year == last.year or not first.year)
    certain = same_month or (first.year and last.year)
    return (
        "the range ends before it starts"
        if certain and replace(first, year=last.year if same_month else first.year) > last
        else ""
    )


def _is_counted(match: Match) -> bool:
    """Whether the second number rather counts something: "June 3 and 20 people", "June 10 - 4 talks", "a May 5-3 win"."""
    gap, first, last = match.token("gap"), match.token("d1"), match.token("d2")
    if gap is None or first is None or last is None or last.kind == "O" or match.after not in ("x", "X"):
        return False
    if last.end < match.end:
        return False  # the month follows: "between 3 and 5 June people came"
    if match.prose[gap.at : gap.end].lower() in ("through", "thru"):
        return False
    loose = match.prose[gap.at - 1].isspace() or last.value < first.value
    return loose and not match.value("y2")


# --- months and quarters -------------------------------------------------------------------------------------------


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


# --- relative to the post ------------------------------------------------------------------------------------------

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
