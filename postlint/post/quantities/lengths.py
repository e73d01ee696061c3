"""Lengths of time come out that do not fit the days or years between which they lie.

"three nights, from 4 April to 6 April", "built in 1820 and burnt down in 1851, 41 years later", "(1931–2019) … aged 78",
"founded in 1975 … its 60th anniversary this year".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.model import When, WhenKind
from postlint.post.numerals import NUMBER, number_of
from postlint.post.quantities.reader import (
    ORDINAL,
    YEAR,
    Contradiction,
    N,
    Quantity,
    Shape,
    is_misprint,
    plain,
    said,
)
from postlint.text import lazy
from postlint.text.messages import quoted

_I = re.IGNORECASE
_WORDS = rf"[^.;:!?{N}{YEAR}]"

# --- years

_TWO_YEARS = (
    rf"(?P<a>{YEAR})(?:(?:\s?[–-]\s?|\s(?:to|until|till)\s)(?P<b>{YEAR})|{_WORDS}{{1,70}}?\s(?:in|until|till|by|"
    rf"to)\s(?:[A-Z][a-z]+\s|the\s[a-z]+\sof\s)?(?P<b2>{YEAR}))"
)
_LATER = lazy.compile(
    rf"{_TWO_YEARS}(?:,|\s\(|\s–|\s—|,\s(?:that\sis|i\.e\.),?)\s(?P<total>(?:a\s(?:total|span|period|run)\sof|so|so\sfor|that\sis|for|i\.e\.,?)\s)?(?:only\s|just\s|exactly\s|some\s|a\sfull\s|a\sgood\s|after\s)*(?P<n>{N})\s(?P<unit>years?|decades?|centuries)(?(total)\b|\s(?:later|after\w*|on|in\sall|in\stotal)\b)",
    _I,
)
_FOR = lazy.compile(
    rf"\b(?:for|after|of|lasted|spanning|over|in)\s(?:exactly\s|just\s|a\sfull\s|the\s)*(?P<n>{N})\s(?P<unit>years|decades)(?:,|\s\(|\s–|\s—|\s)\s?(?:from\s|that\sis,?\sfrom\s)?(?P<between>between\s)?(?P<a>{YEAR})(?:\s?[–-]\s?|\s(?:to|until|till|(?(between)and|to))\s)(?P<b>{YEAR})",
    _I,
)
# "its first boat in 1934 and its last in 1974; in those thirty years"
_THOSE_YEARS = lazy.compile(
    rf"(?P<a>{YEAR})[^.!?{N}{YEAR}]{{1,80}}?(?P<b>{YEAR})[^.!?{N}{YEAR}]{{0,40}}?\b(?:those|these)\s(?P<n>{N})\s(?P<unit>years|decades)\b",
    _I,
)
# "Since 1998, for 27 years now"
_SINCE_THEN = lazy.compile(
    rf"\bsince\s(?P<a>{YEAR}),\s(?:for|that\sis,?(?:\sfor)?|now\sfor|so\sfor|i\.e\.,?\sfor)\s(?:(?:the\spast|all\sof|now)\s)?(?P<n>{N})\syears\b",
    _I,
)
_LIFE = lazy.compile(
    rf"(?:\bborn\b[^;!?{YEAR}]{{0,60}}?\s(?P<a>{YEAR})[^!?{YEAR}]{{1,90}}?\b(?:died|passed\saway|death)\b[^;!?{YEAR}]{{0,40}}?\s(?P<b>{YEAR})|\((?P<a2>{YEAR})\s?[–-]\s?(?P<b2>{YEAR})\)[^!?;{YEAR}]{{0,60}}?\b(?:died|dead|passed\saway|lived\sto)\b)"
    rf"[^!?;{YEAR}]{{0,30}}?\b(?:at\sthe\sage\sof|aged|at\sage|to\sthe\sage\sof|to\sbe|at)\s(?P<n>{N})(?!\s[a-z]+s\b)",
    _I,
)
# "Founded in 1975, the club celebrates its 60th anniversary this year."
_SINCE = (
    r"(?:found(?:ed|ation)|establish(?:ed|ment)|set\sup|created|launched|opened|built|began|begun|started|born|formed|"
    r"incorporated)"
)
_JUBILEE = lazy.compile(
    rf"\b{_SINCE}\b{_WORDS}{{0,30}}?\s(?:in|on)\s(?:{N}\s)?(?:[A-Z][a-z]+\s)?(?:the\s[a-z]+\sof\s|early\s|late\s)?(?P<a>{YEAR})[^!?{ORDINAL}{YEAR}{N}]{{1,90}}?\b(?P<this>celebrat\w+|mark\w*|turn\w*|will\sbe|this\syear|today|now|has\sits|have\sour|is|are)\b[^!?{ORDINAL}{YEAR}{N}]{{0,40}}?"
    rf"(?:(?P<nth>{ORDINAL})\s(?P<what>anniversary|birthday|jubilee)|(?P<n>{N})\s(?P<old>years?\sold|years?\syoung|years\sof)|(?<=turn|urns|l\sbe)\s?(?P<turns>{N})(?!,?\sor\b)(?=[.,!]|\sthis\s|\s(?:in|on)\s[A-Z\d]|\snext\s))(?:\sthis\syear)?",
    _I,
)


_SOON = lazy.compile(r"\s(?:next\s(?:week|month)|this\s(?:week|month)|today|tomorrow)\b", _I)
_THIS_YEAR = lazy.compile(r"\bthis\syear\b", _I)


def years(text: str, shape: Shape, this_year: int) -> Iterator[Contradiction]:
    """Lengths in years and ages beside the two years between which they lie; `this_year` is the post's, 0 for none."""
    if YEAR not in shape.text:
        return
    for form in (_LATER, _FOR, _THOSE_YEARS):
        for found in form.finditer(shape.text):
            a, b, n = _years_of(shape, found)
            length = n.value * (
                10 if found["unit"].lower().startswith("dec") else 100 if "cent" in found["unit"] else 1
            )
            off = abs(b.value - a.value - length)
            is_of_other = form is _THOSE_YEARS and off > _DECADE
            if not n.vague and found["unit"].lower().startswith("year") and off > 1 and not is_of_other:
                yield _years_between(text, a, b, n)
    for found in _SINCE_THEN.finditer(shape.text) if this_year else ():
        a, n = shape.quantity(found.start("a")), shape.quantity(found.start("n"))
        if not n.vague and a.value < this_year and not -1 <= n.value - (this_year - a.value) <= 1:
            message = (
                f"from {plain_year(a)} to {this_year} it is {plain(this_year - a.value)} years, not {said(text, n)}"
            )
            yield Contradiction(n.at, n.end, message)
    for found in _LIFE.finditer(shape.text):
        a, b, n = _years_of(shape, found)
        if b.value > a.value and not -1 <= n.value - (b.value - a.value) <= 0 and n.value > 1:
            yield _years_between(text, a, b, n)
    for found in _JUBILEE.finditer(shape.text) if this_year else ():
        a = shape.quantity(found.start("a"))
        n = shape.quantity(found.start("nth" if found["nth"] else "n" if found["n"] else "turns"))
        age = this_year - a.value
        is_soon = found["turns"] is not None and _SOON.match(shape.text, found.end()) is not None
        early = 0 if is_soon or _THIS_YEAR.search(found[0]) else 1  # its day may be still to come
        if a.value < this_year and not n.vague and not -early <= n.value - age <= 0 and age > 1:
            message = f"from {plain_year(a)} to {this_year} it is {plain(age)} years, not {said(text, n)}"
            yield Contradiction(n.at, n.end, message)


# "… and in 1962, after 85 years, the gates were shut", of works that were opened in a year named before.
_AFTER_YEARS = lazy.compile(
    rf"(?:\bin\s(?P<b>{YEAR}),\s(?:only\s|just\s|exactly\s|some\s)?(?:after\s(?P<n>{N})\syears|(?P<n2>{N})\syears\s(?:later|after|on)\b)|"
    rf"(?:\bafter\s(?P<n3>{N})\syears|(?P<n4>{N})\syears\slater),\sin\s(?P<b2>{YEAR}))",
    _I,
)
_DECADE = 10  # years by which "those years" may be mistyped; others are told of elsewhere
_FIRST_YEARS = 4  # of a text; who names more tells of other things
_NEAR_YEARS = 5


def told_before(before: Shape, text: str, shape: Shape) -> Iterator[Contradiction]:
    """How many years after a year of the sentences `before` something is said to have happened."""
    yield from _in_those_years(before, text, shape)
    for found in _AFTER_YEARS.finditer(shape.text):
        earlier = (*before.quantities, *shape.within(0, found.start()))
        years = {int(one.value) for one in earlier if one.kind == "year"}
        if len(years) > _FIRST_YEARS:
            return
        b = shape.quantity(found.start("b" if found["b"] else "b2"))
        n = shape.quantity(found.start(next(name for name in ("n", "n2", "n3", "n4") if found[name])))
        lengths = [int(b.value) - year for year in years if year < b.value]
        wrong = [length for length in lengths if abs(length - n.value) <= _NEAR_YEARS or is_misprint(n.value, length)]
        if n.vague or any(abs(length - n.value) <= 1 for length in lengths) or len(wrong) != 1:
            continue
        since = int(b.value) - wrong[0]
        yield Contradiction(n.at, n.end, f"from {since} to {plain_year(b)} it is {wrong[0]} years, not {said(text, n)}")


_IN_THOSE = lazy.compile(rf"\b(?:in|over|during|through)\s(?:all\s)?(?:those|these)\s(?P<n>{N})\syears\b", _I)
_FROM_TO = lazy.compile(
    rf"\bfrom\s(?:[A-Z][a-z]+\s)?(?P<a>{YEAR})\s(?:to|until|till)\s(?:[A-Z][a-z]+\s)?(?P<b>{YEAR})[^!?{YEAR}]*\Z"
)


def _in_those_years(before: Shape, text: str, shape: Shape) -> Iterator[Contradiction]:
    """ "She kept it from 1987 to 2025. In those 28 years …" """
    span, found = _FROM_TO.search(before.text), _IN_THOSE.search(shape.text)
    if span is None or found is None:
        return
    a, b, n = before.quantity(span.start("a")), before.quantity(span.start("b")), shape.quantity(found.start("n"))
    off = abs(b.value - a.value - n.value)
    if not n.vague and b.value > a.value and 1 < off <= _DECADE:
        yield _years_between(text, a, b, n)


def plain_year(one: Quantity) -> str:
    return str(int(one.value))


def _years_of(shape: Shape, found: re.Match[str]) -> tuple[Quantity, Quantity, Quantity]:
    groups = found.groupdict()
    a, b = (next(name for name in (letter, letter + "2") if groups.get(name)) for letter in "ab")
    return shape.quantity(found.start(a)), shape.quantity(found.start(b)), shape.quantity(found.start("n"))


def _years_between(text: str, a: Quantity, b: Quantity, n: Quantity) -> Contradiction:
    between = plain(b.value - a.value)
    return Contradiction(
        n.at, n.end, f"from {plain_year(a)} to {plain_year(b)} it is {between} years, not {said(text, n)}"
    )


# --- days

_LENGTH = r"(?P<unit>day|night|week)"
_BEFORE = lazy.compile(
    rf"(?P<n>{N})(?:-|\s(?:full\s|whole\s|consecutive\s|long\s)?){_LENGTH}s?(?P<between>[^.;!?{N}]{{0,50}}?)(?:,|:|\s\(|\s–|\s—|\s)\s?(?:it\s|which\s)?(?:runs?\s|ran\s|lasts?\s|goes\s)?(?:from\s|between\s)?(?:the\s)?\Z",
    _I,
)
_AFTER = lazy.compile(
    rf"(?:,|\s\(|\s–|\s—|:)\s(?:that\sis\s|i\.e\.,?\s|so\s|a\stotal\sof\s)?(?:all\s)?(?P<n>{N})\s(?:full\s|whole\s)?{_LENGTH}s(?=[.,;:)!]|\s(?:in\sall|of\s|long|on\s|with\s)|\Z)",
    _I,
)
# What lies between, but not at both ends of it: "two days a week from 3 May to 9 June".
_LOOSE = lazy.compile(
    r"\b(?:an?|per|each|every|of|or|and|before|after|later|earlier|until|within|in|notice|only|ago|first|last)\b", _I
)
_WEEK = 7


def days(text: str, shape: Shape, whens: Sequence[When]) -> Iterator[Contradiction]:
    """Days, nights and weeks beside the one row of days of a sentence; `whens` are those of the sentence."""
    whens = _joined(text, whens)
    spans = [one for one in whens if one.kind is WhenKind.DAYS]
    if len(spans) != 1 or any(one.kind is WhenKind.DAY for one in whens):
        return
    (span,) = spans
    start = _place(shape, span.at)
    found = _BEFORE.search(shape.text, max(start - 90, 0), start)
    if found and (_LOOSE.search(found["between"]) or not _names_range(text[span.at : span.end])):
        found = None
    found = found or _AFTER.match(shape.text, _place(shape, span.end))
    if found is None:
        return
    n = shape.quantity(found.start("n"))
    nights = (span.last_day - span.first_day).days
    unit = found["unit"].lower()
    before = shape.text[: found.start("n")]
    exact = nights if unit == "night" and _STAYS.search(before) else nights + 1
    is_exact = (unit == "night" and exact == nights) or (
        unit == "day" and (_THOSE.search(before) is not None or _IN_ALL.match(shape.text, found.end()) is not None)
    )
    if n.vague or (n.value == exact if is_exact else _fits(n.value, unit, nights)):
        return
    yield Contradiction(
        n.at, n.end, f"{quoted(text[span.at : span.end])} are {_measured(unit, nights)}, not {said(text, n)}"
    )


_TO = lazy.compile(r"\s?(?:–|—|-|to|until|till|through)\s?(?:the\s)?", _I)


def _joined(text: str, whens: Sequence[When]) -> Sequence[When]:
    """ "from Friday 9 May to Sunday 11 May": two days with their weekdays are a row, too."""
    if len(whens) != 2 or any(one.kind is not WhenKind.DAY or one.relative for one in whens):
        return whens
    first, last = whens
    if first.first_day >= last.first_day or not _TO.fullmatch(text, first.end, last.at):
        return whens
    return [first._replace(kind=WhenKind.DAYS, end=last.end, last_day=last.last_day)]


_STAYS = lazy.compile(r"\b(?:stay|sleep|spend|book|spent|stayed|slept|hostel|hotel|accommodation)\b", _I)
_IN_ALL = lazy.compile(r"\s(?:in\sall|altogether|in\stotal)\b")
_THOSE = lazy.compile(r"\b(?:those|these)\s\Z", _I)
# "Over those two days", "three days of talks": the days of the one event that a post tells of.
_DAYS_OF_IT = lazy.compile(
    rf"\b(?:those|these|both|all)\s(?P<a>{NUMBER})\s(?:[a-z]+\s)?days\b(?!\s(?:later|earlier|ago|before|after|off|an?|per))|"
    rf"\A\W*(?P<b>{NUMBER})\sdays\sof\s(?:[a-z]+ing|talks|workshops|sessions|music|fun|films|code|events|lectures|concerts)\b",
    _I,
)
_BESIDE = 3  # days; what lies so near to an event may be one day more of it


_NUMBER, _WOULD = lazy.compile(rf"\b{NUMBER}\b", _I), lazy.compile(r"\b(?:would|could|should|if)\b", _I)


def of_event(sentence: str, span: When, others: Sequence[When]) -> Contradiction | None:
    """Days counted in a sentence without any date, beside the one row of days that the post names; `others` are its days."""
    found = _DAYS_OF_IT.search(sentence)
    length = (span.last_day - span.first_day).days + 1
    apart = (min(abs((one.first_day - day).days) for day in (span.first_day, span.last_day)) for one in others)
    if found is None or any(0 < distance <= _BESIDE for distance in apart):
        return None
    group = "a" if found["a"] else "b"
    if len(_NUMBER.findall(sentence)) > 1 or _WOULD.search(sentence):
        return None
    if number_of(found[group]) in (length, 1):
        return None
    words = " ".join(span.text.split())
    return Contradiction(*found.span(group), f"{quoted(words)} are {length} days, not {found[group]}")


_RANGE = lazy.compile(r"[–—-]|\b(?:to|until|till|through)\b", _I)


def _names_range(words: str) -> bool:
    """Whether days are named by the first and the last, not one by one."""
    return _RANGE.search(words) is not None


def _place(shape: Shape, offset: int) -> int:
    """Where an offset of the text lies in the shape."""
    shift = 0
    for one in shape.quantities:
        if one.end <= offset:
            shift += one.end - one.at - 1
        elif one.at < offset:
            shift += offset - one.at
    return offset - shift


def _fits(number: float, unit: str, nights: int) -> bool:
    """Whether so many units reach from the first to the last day: days count both ends, weeks are rounded."""
    if unit == "night":
        return number in (nights, nights + 1)  # the last day may have a night, too
    if unit == "day":
        return number in (nights, nights + 1)  # from the 1st to the 3rd: some count what lies between
    return abs((nights + 1) / _WEEK - number) <= 0.75 or abs(nights / _WEEK - number) < 0.3


def _measured(unit: str, nights: int) -> str:
    if unit == "week":
        return f"{plain(round((nights + 1) / _WEEK, 1))} weeks"
    return f"{nights} nights" if unit == "night" else f"{nights + 1} days"
