"""What a match of the grammar says of days: one, two, or several of one month; from its tokens to the phrase, or to nothing.

Nothing is said where the words may mean something else: doubt is silence.
"""

from __future__ import annotations

from postlint.model import WhenKind
from postlint.post.whens.calendar import Point
from postlint.post.whens.match import Match, Reading
from postlint.post.whens.phrases import Phrase
from postlint.text import lazy


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


_OWNED, _NEAR = lazy.compile(r"\b(?:the|its|our|their|this) \Z"), 8


def _is_doubtful(match: Match, n: int) -> bool:
    """Whether a bare month and number may be no date: "in March 20 people joined", "Why 3 May Be Better Than 2"."""
    day = match.token(f"d{n}")
    if day is None or day.kind == "O" or match.value(f"y{n}") or _weekday(match, n) is not None:
        return False
    if day.value == 0 or day.value > 31:
        return True
    if match.language.stopped and match.prose[day.end : day.end + 1] == ".":
        return False  # "31. September": the stop says that it is an ordinal
    if match.after not in ("x", "X") or match.before in ("n", "f", "-"):
        return False
    month = match.token(f"m{n}")
    if month and day.at < month.at and match.prose[month.at].isupper() and _GOES_ON.match(match.prose, match.end):
        return False
    if month and day.at < month.at and match.after == "x" and match.prose[month.at].isupper():
        return bool(_point(match, n).fault())  # "20 March was": in small letters the verb would follow
    if match.before != "i" and _OWNED.search(match.prose, max(match.at - _NEAR, 0), match.at):
        return bool(_point(match, n).fault())  # "at its March 12 meeting"
    if match.before == "p" and match.word(f"m{n}") not in match.language.ordinary:
        return False
    return match.before == "i" or match.word(f"m{n}") in match.language.ordinary or bool(_point(match, n).fault())


def one_day(match: Match) -> Reading:
    point = _point(match, 1)
    if _is_doubtful(match, 1) or not (0 < point.day < 40 or match.value("i1")):
        return ()
    if not point.day and match.before not in tuple("npif-to"):
        return ()  # "version 2024-05-00"
    fault = point.fault() or ("" if point.day else "there is no day 0")
    return (Phrase(match.at, match.end, WhenKind.DAY, point, point, _weekday(match, 1), fault),)


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
        if certain and first._replace(year=last.year if same_month else first.year) > last
        else ""
    )


# "October 12 to 14 at the hall": what is counted would stand there.
_THEN = lazy.compile(r"\s(?:at|in|on|with|for|when|where|if|by|under|as)\s")


def _is_counted(match: Match) -> bool:
    """Whether the second number rather counts something: "June 3 and 20 people", "June 10 - 4 talks", "a May 5-3 win"."""
    gap, first, last = match.token("gap"), match.token("d1"), match.token("d2")
    if gap is None or first is None or last is None or last.kind == "O" or match.after not in ("x", "X"):
        return False
    if last.end < match.end:
        return False  # the month follows: "between 3 and 5 June people came"
    if match.prose[gap.at : gap.end].lower() in ("through", "thru"):
        return False
    if (
        match.prose[gap.at : gap.end].lower() != "and"
        and last.value > first.value
        and _THEN.match(match.prose, match.end)
    ):
        return False
    loose = match.prose[gap.at - 1].isspace() or last.value < first.value
    return loose and not match.value("y2")
