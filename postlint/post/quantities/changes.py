"""The shape of a sentence goes in; changes come out whose size is not what lies between their two ends.

"from 1,200 to 900, a drop of 400", "grew by seven, from 41 to 49", "from £40 to £42, 10 % more", "doubled from 20 to 25".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.post.quantities.reader import (
    ANY,
    MONEY,
    PERCENT,
    YEAR,
    Contradiction,
    N,
    Quantity,
    Shape,
    is_misprint,
    plain,
    said,
)
from postlint.post.whens.names import ENGLISH
from postlint.text import lazy
from postlint.text.messages import quoted

_I = re.IGNORECASE
_WORD = rf"\s\(?(?:(?!(?:and|then|or|but|to|from)\b)[A-Za-z][\w'’-]*|{YEAR})\)?"
_NOUN = rf"(?:{_WORD}){{0,4}}"  # "visitors in 2016", "(2016)", "in the first quarter"
_ENDS = rf"from\s(?:[a-z]+\s){{0,1}}?(?P<a>{ANY}){_NOUN}\sto\s(?:[a-z]+\s)?(?P<b>{ANY})"
_SIZE = (
    r"(?:ris(?:e|es)|increase|growth|gain|jump|leap|drop|fall|decrease|decline|loss|cut|saving|reduction|surplus|hike|dip|"
    r"improvement|plus|minus|relief|difference)"
)
_FORMS = (
    # "from 1,200 to 900, a drop of 400"
    lazy.compile(
        rf"\b{_ENDS}{_NOUN}(?:\sfrom\s[A-Za-z]+(?:\s[a-z]+)?)?(?:,|\s\(|\s–|\s—|;)\s(?:(?:which|that|this)\s(?:is|was|means|makes)\s)?(?:an?\s)(?:[a-z-]+\s)?{_SIZE}\sof\s(?P<d>{ANY})",
        _I,
    ),
    # "from 41 to 49, eight more"
    lazy.compile(
        rf"\b{_ENDS}{_NOUN}(?:\sfrom\s[A-Za-z]+(?:\s[a-z]+)?)?(?:,|\s\(|\s–|\s—|;)\s(?:(?:which|that|this)\s(?:is|was|means|makes)\s)?(?:i\.e\.\s)?(?P<d>{ANY}){_NOUN}\s"
        r"(?:more|fewer|less|higher|lower|extra|cheaper|dearer)\b",
        _I,
    ),
    # "grew by seven this year, from 41 to 49", "up 12 from 40 to 52"
    lazy.compile(
        rf"\b(?:by|up|down)\s(?P<d>{ANY})(?:\s[a-z][\w-]*){{0,4}}(?:,|\s\(|\s–|\s—)?\s{_ENDS}(?!{_NOUN}\s(?:and|then|to|,))",
        _I,
    ),
    # "a rise of 12, from 40 to 52"
    lazy.compile(rf"\b{_SIZE}\sof\s(?P<d>{ANY})(?:\s[a-z][\w-]*){{0,3}}(?:,|\s\(|\s–|\s—)?\s{_ENDS}", _I),
)
# "from 84 minutes to 21 minutes, which gives the crew 63 minutes more", "…, saving us 63 minutes"
_WON = (
    lazy.compile(
        rf"\b{_ENDS}{_NOUN}(?:,|\s\(|\s–|\s—|;)\s(?:so\s|and\s)?(?:which|that|this|it)\s(?:gives|gave|brings|brought|buys|bought|means|meant|makes|made|"
        rf"leaves|left|is|was)\s(?:[a-z][\w'’-]*\s){{0,4}}?(?P<d>{ANY})(?:\s[a-z][\w-]*)?\s(?:more|fewer|less|extra)\b",
        _I,
    ),
    lazy.compile(
        rf"\b{_ENDS}{_NOUN}(?:,|\s\(|\s–|\s—|;)\s(?:(?:so\s|and\s)?(?:which|that|this|it|we|they)\s(?:sav|spar|gain|free|win|won|cost)(?:e|es|s|ed|d)?|saving|sparing|"
        rf"gaining|freeing|winning)\s(?:[a-z][\w'’-]*\s){{0,4}}?(?P<d>{ANY})(?=\s[a-z]|[.,;:!?)]|\s*\Z)",
        _I,
    ),
)
# "It went from 41 TB to 29 TB. That frees 14 TB."
_THEN_WON = (
    lazy.compile(
        rf"\b{_ENDS}{_NOUN}\.\s(?:that|this|it|so\swe|we)\s(?:(?:alone|now|also|already)\s)?(?:(?:sav|spar|gain|free|win|cost)(?:e|es|s|ed|d)?|won)"
        rf"\s(?:[a-z][\w'’-]*\s){{0,4}}?(?P<d>{ANY})(?=\s[a-z]|[.,;:!?)]|\s*\Z)"
        r"(?!(?:\s[a-z]+)?\sof\s|[^.;!?]*\b(?:too|as\swell|also|elsewhere)\b)",
        _I,
    ),
)
# "…, which saves us 40 hours a year": of more than one of these.
_OF_MORE = lazy.compile(
    r"(?:\s(?!more\b|less\b|fewer\b)[a-z][\w-]*){0,2}\s(?:(?:more|less|fewer)\s)?"
    r"(?:an?|per|each|every|(?:in|over)\s(?:an?|one|the\s(?:year|month|week))|altogether|daily|weekly|monthly|yearly)\b",
    _I,
)
_EACH = lazy.compile(r"\b(?:each|every|per|apiece|both)\b", _I)
_NEAR, _SHARE = 2, 0.2  # what is farther off may be a gain of another thing
_ON = lazy.compile(r"(?:\s[a-z]+){0,3}\s(?:and\s(?:then|back)|to\s)", _I)  # it goes on: "and back to 48"
_TIMES = lazy.compile(
    rf"\b(?P<verb>doubl|tripl|trebl|quadrupl|halv)(?:e|es|ed|ing)\b(?:\s[a-z][\w-]*){{0,4}},?\s{_ENDS}", _I
)
# "goes up by a tenth, from £50 to £60"
_BY_PART = lazy.compile(
    rf"\bby\s(?:an?\s|one\s|{N}\s)?(?P<part>half|third|quarter|fifth|tenth)(?:\s[a-z][\w-]*){{0,3}}(?:,|\s\(|\s–|\s—)?\s{_ENDS}",
    _I,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SLACK = 0.045  # of the first end
_FACTORS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}
# "Income was 12,400 euros, spending 11,900, which leaves us with 600."
_LEFT = lazy.compile(
    rf"\b(?P<in>income|takings|revenue|receipts|donations|raised|received|took\sin|earned|came\sin)\b[^.;:!?{N}{MONEY}{YEAR}]{{0,40}}?(?P<a>[{N}{MONEY}])"
    rf"[^.;:!?{N}{MONEY}{PERCENT}]{{1,60}}?\b(?:spent|spending|costs?|expenses|expenditure|outgoings|paid)\b[^.;:!?{N}{MONEY}{YEAR}]{{0,30}}?(?P<b>[{N}{MONEY}])"
    rf"[^.;:!?{N}{MONEY}{PERCENT}]{{1,50}}?\b(?:leav(?:es|ing)|left|remain(?:s|ing)?|surplus\sof|balance\sof|profit\sof|over)\b[^.;:!?{N}{MONEY}]{{0,20}}?(?P<d>[{N}{MONEY}])",
    _I,
)
_MEASURE = lazy.compile(
    r"\s?([kmgt]i?b(?:it)?s?|[mµn]?s|secs?|seconds?|mins?|minutes?|h|hours?|days?|weeks?|months?|years?|[kcm]?m|metres?|meters?|miles?|"
    r"k?g|kilos?|t|tons?|tonnes?|m?l|lit(?:re|er)s?)\b",
    _I,
)
_SCALE = 100  # "from 1.2 to 1.4 million euros" are no 1.2 euros
_LOOSE = 0.25  # of the factor: nobody calls 1.7 times or 2.4 times a mistake of "doubled"


def changes(text: str, shape: Shape) -> Iterator[Contradiction]:
    """The changes of a text that say their size and both of their ends, and what spending leaves of an income."""
    if len(shape.quantities) > 2:
        yield from _left_over(text, shape)
        yield from _net(text, shape)
        yield from _factors(text, shape)
    if "to " in shape.text and "from " in shape.text.lower():
        yield from list(_sized(text, shape)) or _won(text, shape)
        yield from _by_parts(text, shape)
        yield from _by_factors(text, shape)


def _left_over(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _LEFT.finditer(shape.text):
        a, b, left = (shape.quantity(found.start(name)) for name in "abd")
        exact = not any(one.vague or one.step > 1 for one in (a, b, left)) and len(shape.within(*found.span())) == 3
        if exact and abs(a.value - b.value - left.value) > 0.001 and a.value > b.value:
            message = f"{said(text, a)} less {said(text, b)} are {plain(a.value - b.value)}, not {said(text, left)}"
            yield Contradiction(left.at, left.end, message)


# "41 joined, 12 left: a net gain of 31"
_NET = lazy.compile(
    rf"\bnet\s(?:gain|growth|increase|rise|plus|addition|loss|decrease|decline|drop|fall|change)\s(?:is\s|was\s)?(?:of\s|by\s)?(?P<d>{N})"
    rf"|\b(?P<d2>{N})(?:\s[a-z]+)?\s(?:more|fewer|less)?\s?net\b",
    _I,
)
_IN, _OUT = (
    lazy.compile(
        r"\b(?:join\w*|came|come|comes|arriv\w*|sign\w*|new|opened|gain\w*|enter\w*|added|born|won|appeared)\b", _I
    ),
    lazy.compile(
        r"\b(?:left|leave\w*|went|closed|lost|quit|depart\w*|resign\w*|removed|gone|died|vanished|dropped|switched\soff)\b",
        _I,
    ),
)


def _net(text: str, shape: Shape) -> Iterator[Contradiction]:
    """What comes and what goes, and what is left of both, with no other number beside them."""
    found = _NET.search(shape.text)
    if found is None or len(shape.quantities) != 3 or not (_IN.search(shape.text) and _OUT.search(shape.text)):
        return
    size = shape.quantity(found.start("d" if found["d"] else "d2"))
    a, b = (one for one in shape.quantities if one != size)
    if any(one.vague or one.kind != "number" or one.step > 1 for one in (a, b, size)):
        return
    difference = abs(a.value - b.value)
    if difference != size.value and (
        is_misprint(size.value, difference) or abs(difference - size.value) <= _OFF * difference
    ):
        message = f"{said(text, a)} and {said(text, b)} are {plain(difference)} apart, not {said(text, size)}"
        yield Contradiction(size.at, size.end, message)


_OFF = 0.5
# "from 48 s to 6 s, a factor of 12", "by a factor of 12, from 48 s to 6 s"
_FACTOR = (
    lazy.compile(
        rf"\b{_ENDS}{_NOUN}(?:(?:,|:|;|\s–|\s—)\s|\s\()(?:(?:which|that|this)\s(?:is|was|means|makes)\s|or\s|so\s|i\.e\.,?\s)?"
        rf"(?:by\s)?an?\s(?:[a-z-]+\s)?factor\sof\s(?P<d>{N})",
        _I,
    ),
    lazy.compile(rf"\bby\sa\sfactor\sof\s(?P<d>{N})(?:,|:|\s\(|\s–|\s—)?\s{_ENDS}", _I),
)
_ROUGH = 0.1


def _factors(text: str, shape: Shape) -> Iterator[Contradiction]:
    """How many times as much one end of a change is as the other."""
    for form in _FACTOR if "factor of" in shape.text.lower() and "from " in shape.text.lower() else ():
        for found in form.finditer(shape.text):
            a, b, size = (shape.quantity(found.start(name)) for name in "abd")
            units = {unit[1] for one in (a, b) if (unit := _MEASURE.match(text, one.end))}
            if not _alike(a, b) or len(units) > 1 or a.vague or b.vague or size.vague or not min(a.value, b.value):
                continue
            factor = max(a.value, b.value) / min(a.value, b.value)
            slack = factor * (_rounding(a) / a.value + _rounding(b) / b.value) / 2 + max(size.step / 2, _ROUGH * factor)
            if abs(factor - size.value) > slack:
                message = f"{_ends(text, a, b)} is a factor of {plain(round(factor, 1))}, not of {said(text, size)}"
                yield Contradiction(size.at, size.end, message)


def _sized(text: str, shape: Shape) -> Iterator[Contradiction]:
    """ "Rose by 20, from 100 to 130"."""
    for form in _FORMS:
        for found in form.finditer(shape.text):
            a, b, size = (shape.quantity(found.start(name)) for name in "abd")
            is_other = _measure(text, a) != _measure(text, b) != ""  # from 1.5 GB to 900 MB
            if a.vague or b.vague or size.vague or is_other or _ON.match(shape.text, found.end()):
                continue
            if message := _wrong(text, a, b, size):
                yield Contradiction(size.at, size.end, message)


def won_then(text: str, shape: Shape) -> Iterator[Contradiction]:
    """What a change brings, told in the sentence behind it."""
    return _won(text, shape, _THEN_WON) if "from " in shape.text.lower() else iter(())


def _won(text: str, shape: Shape, forms: Sequence[re.Pattern[str]] = _WON) -> Iterator[Contradiction]:
    """The same, where the size is what somebody gains, in the unit of both ends."""
    for form in forms:
        for found in form.finditer(shape.text):
            a, b, size = (shape.quantity(found.start(name)) for name in "abd")
            units = {_measure(text, one) for one in (a, b)} - {""} or {""}  # the first may leave its own to the second
            is_plain = units == {_measure(text, size)} and not (a.vague or b.vague or size.vague)
            is_plain = is_plain and len(shape.within(*found.span())) == 3
            is_slip = is_misprint(size.value, difference := abs(a.value - b.value)) or (
                abs(size.value - difference) <= max(_NEAR, _SHARE * difference)
            )
            # What is won on every phone is as much as the change; in a year it may be many times that.
            more = _OF_MORE.match(shape.text, found.end("d"))
            is_multiple = size.value >= 2 * difference or 2 * size.value <= difference
            is_of_more = more is not None and (is_multiple or _EACH.search(more[0]) is None)
            is_plain = is_plain and is_slip and not (_EACH.search(found[0]) or is_of_more)
            if is_plain and (message := _wrong(text, a, b, size)):
                yield Contradiction(size.at, size.end, message)


def _by_parts(text: str, shape: Shape) -> Iterator[Contradiction]:
    """ "By a third, from 90 to 70"."""
    for found in _BY_PART.finditer(shape.text) if "by " in shape.text else ():
        a, b = (shape.quantity(found.start(name)) for name in "ab")
        part = 1 / _PARTS[found["part"].lower()]
        is_right = (
            a.value and min(abs(abs(b.value - a.value) / end - part) for end in (a.value, b.value or 1)) <= _SLACK
        )
        if _alike(a, b) and a.value and not is_right and N not in found[0][: found.start("part") - found.start()]:
            change = plain(round(100 * abs(b.value - a.value) / a.value, 1))
            yield Contradiction(shape.at(found.start()), b.end, f"{_ends(text, a, b)} is a change of {change} %")


def _by_factors(text: str, shape: Shape) -> Iterator[Contradiction]:
    """ "Doubled from 40 to 60"."""
    for found in _TIMES.finditer(shape.text):
        a, b = (shape.quantity(found.start(name)) for name in "ab")
        factor = _FACTORS[found["verb"].lower()]
        if _alike(a, b) and a.value and abs(b.value / a.value / factor - 1) > _LOOSE and a.value != b.value:
            message = f"{quoted(said(text, a) + ' to ' + said(text, b))} is {plain(round(b.value / a.value, 1))} times as much"
            yield Contradiction(shape.at(found.start()), b.end, message)


_MONTH = lazy.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{'|'.join(names[0][:3] for names in ENGLISH.months)})[a-z]*", _I)


def _measure(text: str, one: Quantity) -> str:
    """The unit behind a number, "" for none."""
    found = _MEASURE.match(text, one.end)
    return found[1].lower().rstrip("s") if found else ""


def _wrong(text: str, a: Quantity, b: Quantity, size: Quantity) -> str:
    """What is wrong with the size of a change, or ""; a share of the first end may be rounded to the whole per cent."""
    if a.kind == "number" and (b.kind == "percent" or (b.kind == "money" and b.value < _SCALE * a.value)):
        a = a._replace(kind=b.kind, unit=b.unit)  # "from 64 to 58 per cent", "from 400,000 to 460,000 euros"
    if not _alike(a, b) or not a.value:
        return ""
    difference = abs(b.value - a.value)
    if _MONTH.match(text, b.end) and (unit := _measure(text, size)) in ("week", "fortnight", "month", "year"):
        if unit != "week":
            return ""
        size = size._replace(value=7 * size.value)  # "by two weeks, from 14 to 28 March"
    share = 100 * difference / a.value
    is_share = size.kind == "percent"
    if is_share and a.kind != "percent":
        slack = 0.5 * size.step + 100 * (_rounding(a) + _rounding(b)) / 2 / a.value + 0.5
        right = abs(share - size.value) <= slack or abs(100 * difference / (b.value or 1) - size.value) <= slack
        return (
            ""
            if right or size.value < 2 * slack
            else f"{_ends(text, a, b)} is a change of {plain(round(share, 1))} %, not of {said(text, size)}"
        )
    if size.kind not in (a.kind, "number") or (size.unit and size.unit != a.unit):
        return ""
    steps = {one.step for one in (a, b, size)}
    slack = (sum(_rounding(one) for one in (a, b, size)) / 2 if len(steps) > 1 else 0) + 1e-6
    if abs(difference - size.value) <= slack or (is_share and abs(share - size.value) <= 1):
        return ""
    return f"{_ends(text, a, b)} is a difference of {plain(round(difference, 2))}, not of {said(text, size)}"


def _rounding(one: Quantity) -> float:
    """The step to which a number was rounded; a whole number of things is exact."""
    return 0 if one.step == 1 else one.step


def _alike(a: Quantity, b: Quantity) -> bool:
    return a.kind == b.kind and a.unit == b.unit


def _ends(text: str, a: Quantity, b: Quantity) -> str:
    return f"from {said(text, a)} to {said(text, b)}"
