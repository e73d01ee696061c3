"""Sentences that stand together go in; ages and jubilees come out that the year named beside them does not give.

"Born in August 1931 … He was 93", "signed in May 1974, and this May we mark 60 years of friendship", a title "Six years on the
line" over "from its first run in March 2019 to the birthday run this month".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from postlint.model.named import NamedTuple
from postlint.post.amounts.reader import Told
from postlint.post.quantities.reader import ORDINAL, YEAR, Contradiction, N, Quantity, is_misprint, plain
from postlint.text import lazy

_I = re.IGNORECASE
_MONTHS = tuple("january february march april may june july august september october november december".split())
_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
_DATED = rf"(?:(?:(?P<day>{N}|{ORDINAL})\s)?{_MONTH}\s(?:(?P<day2>{N}|{ORDINAL}),?\s)?(?:of\s)?)?(?P<y>{YEAR})"
# --- ages
_BORN = lazy.compile(
    rf"(?:\bborn\b[^.;!?{YEAR}]{{0,60}}?\s|\((?:\*|b\.)\s?|\((?={YEAR}\s?[–-]\s?{YEAR}\))){_DATED}", _I
)
_DIED = lazy.compile(r"\b(?:died|has\sdied|passed\saway|death|deceased|lost\sour|mourn\w*|obituary|farewell\sto)\b", _I)
_DIED_ON = lazy.compile(
    rf"(?:\b(?:died|passed\saway|death)\b[^.;!?{YEAR}]{{0,50}}?\s|\({YEAR}\s?[–-]\s?(?={YEAR}\))){_DATED}", _I
)
_AGED = lazy.compile(
    r"(?:\b(?:[Hh]e|[Ss]he)\s(?:was|is|has\sjust\sturned)\s(?:only\s|just\s|still\s)?|\b(?:and\swas|aged|"
    r"at\sthe\sage\sof|at\sage|died\sat|away\sat|died,|(?:would\shave\s)?turn(?:s|ed)|will\sturn|will\sbe)"
    rf"\s(?:only\s|just\s)?)(?P<n>{N})"
    r"(?!\s(?!years\sold\b|years\sof\sage\b|this\b|on\b|in\b|at\b|when\b|and\b|but\b|today\b|now\b|next\b)"
    rf"[a-z]|\s(?:on|in|at)\s(?:the|a|our)\b|-|{YEAR})",
)
# "at fourteen, in 1945", "in 1945, aged 14": how old somebody was in a year.
_AT_AGE = lazy.compile(
    rf"\b(?:at|aged)\s(?:the\s(?:tender\s|ripe\s)?age\sof\s|only\s|just\s)?(?P<n>{N}),?\s(?:in|back\sin)"
    rf"\s(?P<y>{YEAR})|"
    rf"\bin\s(?P<y2>{YEAR}),?\s(?:at|aged|when\s(?:he|she)\swas)\s(?:the\s(?:tender\s|ripe\s)?age\sof\s|only\s|"
    rf"just\s)?(?P<n2>{N})(?=[.,;:!?)]|\Z|\s(?:years|and|he|she)\b)",
    _I,
)
# --- jubilees
_BEGUN = lazy.compile(
    r"(?:\b(?:since|found(?:ed|ing|ation)|establish\w*|set\sup|created?|launch(?:ed)?|opened|opening|built|"
    r"start(?:ed)?|formed|began|begun|begins|sign(?:ed|ing)|first|"
    r"inaugurated|introduced|met|joined|moved|married|came|incorporated|dates?\sfrom|dating\sfrom|birth|born|"
    rf"hired|published|planted|laid|consecrated|planned)\b[^.;!?{YEAR}]{{0,60}}?\s)"
    rf"{_DATED}(?![-–]|\s(?:to|until|till)\s{YEAR})",
    _I,
)
_SPAN = (
    rf"(?P<n>{N})\s(?P<unit>years|decades)\b|(?P<nth>{ORDINAL}|[a-z]+(?:th|ieth))\s(?:birthday|anniversary|jubilee)\b"
)
_JUBILEE = lazy.compile(
    r"\b(?:mark\w*|celebrat\w+|honou?r\w*|observ\w+|commemorat\w+|look(?:s|ing)?\sback\s(?:on|at|over)|"
    r"turn(?:s|ed|ing)?|complet\w+|reach\w*|toast\w*|thank\w*\s(?:[a-z]+\s)?for|after|for|has\sits|have\sour|"
    r"(?:is|be)\s(?:our|its|their|the|his|her)|in)\b"
    r"(?:\s(?!(?:the\s(?:next|last|first|past)|next|last|first|past|about|almost|nearly|over)\b)"
    rf"[a-z][\w'’-]*){{0,4}}?\s(?:{_SPAN})",
    _I,
)
# "Now that it is 90 years old", "Twenty years of print!"
_OLD_NOW = lazy.compile(
    r"\b(?:it|he|she|they|we|which|that|[a-z]+)(?:\s(?:is|are|turns|turn|has\sbeen|have\sbeen)(?:\snow)?|"
    rf"['’]s)\s(?P<n>{N})\s(?P<unit>years|decades)\s(?:old|young)\b|"
    rf"\A\W*(?P<n2>{N})\s(?P<unit2>years|decades)\s(?:of|and\scounting|on|in)\b|"
    rf"\A\W*(?:happy\s)?(?P<nth2>{ORDINAL})\s(?:birthday|anniversary|jubilee)\b",
    _I,
)
# "It has been 15 years since the first open day in 2010"
_SINCE_THEN = lazy.compile(
    rf"\b(?:has\sbeen|is|are|have\spassed)\s(?:now\s|exactly\s)?(?P<n>{N})\s(?P<unit>years|decades)\s(?:now\s)?since\b[^.;!?{YEAR}]{{0,60}}?\s{_DATED}",
    _I,
)
_TITLE = lazy.compile(
    rf"(?:\A\W*(?:(?:our|the|a|my|happy|its|celebrating|marking)\s){{0,2}}|:\s|\bturns\s|\bat\s|"
    rf"\b(?:celebrat\w+|mark\w*|after|for)\s(?:[a-z]+\s)?)(?:{_SPAN}|(?P<turns>(?<=urns\s){N})(?=\W*\Z))",
    _I,
)
_NOT_SO_LONG = lazy.compile(
    r"\s(?:ago|later|before|old(?:er)?|earlier|younger|in\s(?:prison|power|office|exile)|each|per|or)\b", _I
)
_NOW = lazy.compile(
    r"\b(?:this\s(?:year|month|week|spring|summer|autumn|fall|winter|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|weekend)|today|now|will|next\s(?:week|month)|"
    r"tomorrow|tonight|we|our|is|are|has|have|turns|celebrates|marks)\b",
    _I,
)
_THIS_MONTH = lazy.compile(r"\bthis\s(?:year|month|week|" + "|".join(_MONTHS) + r")\b", _I)
_FAR, _NEAR, _TITLED, _OLD, _CLOSE = 12, 5, 2, 2, 5
_TENTH = 10


class _Origin(NamedTuple):
    """When something or somebody began, and where that is told."""

    year: int
    month: int
    row: int
    end: int
    is_since: bool


def ages(row: Sequence[Told], title: Told | None, day: dt.date) -> Iterator[tuple[Told, Contradiction]]:
    """All of them; `title` is the sentence of the post's title, `day` the day of the post."""
    yield from _persons([title, *row] if title else row, title, day)
    yield from _jubilees(row, day)
    if title is not None:
        yield from _titled(row, title, day)


def _origins(row: Sequence[Told], form: re.Pattern[str]) -> list[_Origin]:
    found = []
    for index, told in enumerate(row):
        for one in form.finditer(told.shape.text) if YEAR in told.shape.text else ():
            month = _MONTHS.index(one["month"].lower()) + 1 if one["month"] else 0
            year = int(told.shape.quantity(one.start("y")).value)
            found.append(_Origin(year, month, index, one.end(), one[0].lower().startswith("since")))
    return found


def _persons(row: Sequence[Told], title: Told | None, day: dt.date) -> Iterator[tuple[Told, Contradiction]]:
    born = _origins(row, _BORN)
    if len(born) != 1:
        return
    (origin,) = born
    near = row[max(origin.row - 3, 0) : origin.row + 4]
    is_dead = any(_DIED.search(told.text) for told in (*near, *([title] if title else ())))
    death = _origins(near, _DIED_ON)
    end = death[0] if len(death) == 1 else None
    for told in near:
        yield from _at_age(told, origin.year)
        for found in _AGED.finditer(told.shape.text):
            n = told.shape.quantity(found.start("n"))
            words = found[0].lower()
            is_past = "was" in words or "aged" in words or "age" in words or "died" in words or "away" in words
            if is_past and not is_dead:
                continue
            clause = re.split(r"[.;!?]\s", told.shape.text[: found.start()])[-1]
            behind = told.shape.text[found.end() : found.end() + 12]
            if (
                n.vague
                or n.kind != "number"
                or _OTHERS.search(clause)
                or (YEAR in behind and "in" in behind)
                or "when" in behind
            ):
                continue
            is_bare = "was" in words or "died" in words or "away" in words
            if is_past and not is_bare and not _DIED.search(told.text):
                continue  # "aged 14" tells of another time
            low, high = _age(origin, end, day if not (end and is_dead) else None)
            if "turn" in words or "will" in words:
                low, high = day.year - origin.year, day.year - origin.year + ("will" in words or "next" in behind)
            if not low <= n.value <= high and abs(n.value - high) <= _FAR:
                yield told, _wrong(told, n, origin, end.year if end and is_dead else day.year, high)


_OTHERS = lazy.compile(
    r"\b(?:wife|husband|son|daughter|mother|father|sister|brother|grand\w+|children|widow|friend)\b", _I
)


def _age(origin: _Origin, end: _Origin | None, day: dt.date | None) -> tuple[int, int]:
    """The lowest and the highest age that somebody may have on a day, or in the year and month of a death."""
    year = end.year if end and day is None else day.year if day else 0
    month = end.month if end and day is None else day.month if day else 0
    high = year - origin.year
    if not month or not origin.month or month == origin.month:
        return high - 1, high
    age = high - (month < origin.month)
    # The death may lie a month or two before the post that tells of it.
    early = day is not None and end is None and 0 < (month - origin.month) <= _OLD
    return age - early, age


def _at_age(told: Told, born: int) -> Iterator[tuple[Told, Contradiction]]:
    for found in _AT_AGE.finditer(told.shape.text) if YEAR in told.shape.text else ():
        n = told.shape.quantity(found.start("n" if found["n"] else "n2"))
        year = int(told.shape.quantity(found.start("y" if found["y"] else "y2")).value)
        is_off = year > born and not year - born - 1 <= n.value <= year - born
        if not n.vague and n.kind == "number" and is_off and abs(n.value - (year - born)) <= _FAR:
            message = f"from {born} to {year} it is {year - born} years, not {_said(told, n)}"
            yield told, Contradiction(n.at, n.end, message)


def _jubilees(row: Sequence[Told], day: dt.date) -> Iterator[tuple[Told, Contradiction]]:
    by_row: dict[int, list[_Origin]] = {}
    for one in _origins(row, _BEGUN):
        by_row.setdefault(one.row, []).append(one)
    for index, told in enumerate(row):
        for found in _SINCE_THEN.finditer(told.shape.text) if " since " in told.text else ():
            wrong = _held(told, found, _origins([told], _SINCE_THEN)[0], day, _FAR)
            if wrong:
                yield told, wrong
        for found in (*_JUBILEE.finditer(told.shape.text), *_OLD_NOW.finditer(told.shape.text)):
            near = [
                one
                for one in (*by_row.get(index - 1, ()), *by_row.get(index, ()))
                if one.row < index or one.end <= found.start()
            ]
            years = {one.year for one in near}
            quantities = [
                one
                for other in row[max(index - 1, 0) : index + 1]
                for one in other.shape.quantities
                if one.kind == "year"
            ]
            if len(years) != 1 or len({one.value for one in quantities}) != 1:
                continue
            if (
                not _NOW.search(told.text + row[max(index - 1, 0)].text)
                or _NOT_SO_LONG.match(told.shape.text, found.end())
                or _PAST.search(found[0])
            ):
                continue
            is_loose = _HOW_LONG.match(found[0]) is not None
            if is_loose and not near[-1].is_since:
                continue  # "Founded in 1990, it has a cook who has been there for 25 years"
            wrong = _held(told, found, near[-1], day, _NEAR if is_loose else _FAR)
            if wrong:
                yield told, wrong


_HOW_LONG = lazy.compile(r"(?:after|for|in)\b", _I)
_PAST = lazy.compile(r"\b(?:in|after|for)\s(?:the|those|these|only|just|less|more|about|over)\b", _I)


def _titled(row: Sequence[Told], title: Told, day: dt.date) -> Iterator[tuple[Told, Contradiction]]:
    found = _TITLE.search(title.shape.text)
    if (
        found is None
        or title.text.rstrip().endswith("?")
        or len(title.shape.quantities) > 1
        or _NOT_SO_LONG.match(title.shape.text, found.end())
    ):
        return
    begun = _origins(row[:_TITLED], _BEGUN)
    if len({one.year for one in begun}) != 1 or not _NOW.search(row[begun[0].row].text):
        return
    wrong = _held(title, found, begun[0], day, _NEAR)
    if wrong:
        yield title, wrong


def _held(told: Told, found: re.Match[str], origin: _Origin, day: dt.date, far: int) -> Contradiction | None:
    """A number of years that is not what lies between its beginning and the day of the post."""
    groups = found.groupdict()
    name = next(name for name in ("n", "n2", "nth", "nth2", "turns") if groups.get(name))
    unit = (groups.get("unit") or groups.get("unit2") or "").lower()
    group = found[name]
    if len(group) > 1:  # "fiftieth"
        value = float(_IN_WORDS.get(group.lower(), 0))
        n = Quantity("ordinal", value, told.shape.at(found.start(name)), told.shape.at(found.end(name)))
    else:
        n = told.shape.quantity(found.start(name))
    if n.vague or not n.value or n.kind not in ("number", "ordinal"):
        return None
    value = n.value * (_TENTH if unit == "decades" else 1)
    age = day.year - origin.year
    is_now = _THIS_MONTH.search(told.text) is not None or (bool(origin.month) and origin.month == day.month)
    early = 0 if is_now else 1
    off = abs(value - age)
    if age < _OLD or -early <= value - age <= (1 if "next year" in told.text else 0):
        return None
    if not (off <= min(far, max(_CLOSE, age // 5)) or off == _TENTH or is_misprint(value, age)):
        return None
    if unit == "decades" and off < _TENTH:
        return None
    return _wrong(told, n, origin, day.year, age)


_TENS = dict(
    zip(
        "tenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split(),
        range(10, 101, 10),
        strict=True,
    )
)
_IN_WORDS = (
    _TENS
    | dict(zip("second third fourth fifth sixth seventh eighth ninth".split(), range(2, 10), strict=True))
    | {"fifteenth": 15}
)


def _said(told: Told, n: Quantity) -> str:
    return " ".join(told.text[n.at : n.end].split())


def _wrong(told: Told, n: Quantity, origin: _Origin, until: int, years: int) -> Contradiction:
    return Contradiction(n.at, n.end, f"from {origin.year} to {until} it is {plain(years)} years, not {_said(told, n)}")
