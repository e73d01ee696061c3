"""The shape of a sentence goes in; a difference comes out that is not what lies between the two numbers compared.

"In 2016 we had 4,310 visitors, in 2017 there were 4,685, an increase of 275", "118 benches, 14 more than the 94 of 2015".
No form of words is asked for, only that one number is said to be the size of a change, that one of the two others is bound to
an earlier time or follows "than" or "from", and that there is no fourth. Such a sentence may still compare something else,
so only what looks like a slip of the right difference is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import (
    CLOCK,
    MONEY,
    ORDINAL,
    YEAR,
    Contradiction,
    N,
    Shape,
    is_misprint,
    plain,
    said,
)
from postlint.text import lazy

_I = re.IGNORECASE
_ONE = f"[{N}{MONEY}]"
_GAP = rf"[^.;:!?{N}{MONEY}{CLOCK}]"
_SIZE = (
    r"(?:rises?|increase|growth|gain|jump|leap|drop|fall|decrease|decline|loss|difference|cut|saving|reduction|hike|dip|"
    r"improvement|gap)"
)
_SIZED = (
    lazy.compile(rf"\b(?:an?|the|this)\s(?:[a-z-]+\s)?{_SIZE}\s(?:is\s|was\s|of\s)(?:only\s|just\s)?(?P<d>{_ONE})", _I),
    lazy.compile(
        rf"(?P<d>{_ONE})(?:\s[a-z][\w-]*){{0,2}}\s(?:more|fewer|less|higher|lower|cheaper|dearer|faster|slower|longer|shorter|"
        r"older|younger|heavier|lighter)\b(?!\s(?:or|and|in|on|at|for|of|by)\b)",
        _I,
    ),
    lazy.compile(
        r"\b(?:(?:ris|grow|fall|climb|dropp|shr[iu]nk|declin|increas|decreas)(?:s|e|es|n|en|ed|ing)?|rose|risen|grew|fell|"
        rf"drops?|up|down|goes|went|gone|that\sis)\sby\s(?:only\s|just\s)?(?P<d>{_ONE})|,\sby\s(?:only\s|just\s)?(?P<d2>{_ONE})",
        _I,
    ),
)
_AGO = (
    r"(?:last\s(?:year|month|week|season|term|time|spring|summer|autumn|winter|week(?:end)?|quarter)(?:['’]s)?|"
    rf"(?:in\s|of\s)(?:the\s(?:year|season|month)\s)?{YEAR}|(?:the\s)?(?:year|month|week|season)\sbefore|previously|"
    r"an?\s(?:year|month|week)\s(?:ago|earlier)|then|before|until\snow|so\sfar|at\sthe\s(?:start|beginning)|back\sthen|"
    r"in\s(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter))"
)
_EARLIER = (
    lazy.compile(
        r"\b(?:from|against|compared\s(?:with|to)|instead\sof|up\son|down\son)\s"
        rf"(?:[a-z]+(?:['’]s)?\s){{0,3}}(?P<a>{_ONE})|\bthan\b{_GAP}{{0,50}}?\s\(?(?P<a2>{_ONE})",
        _I,
    ),
    lazy.compile(rf"(?P<a>{_ONE})(?:\s[a-z][\w'’-]*){{0,3}},?\s\(?(?:{_AGO}|{YEAR})(?![\w’'])", _I),
    lazy.compile(rf"\b{_AGO}(?![\w’']){_GAP}{{0,40}}?\s(?P<a>{_ONE})", _I),
)
# What is no comparison of two times: parts, turns, and what goes on.
_OTHER = lazy.compile(
    r"\b(?:of\s(?:them|these|those|which|whom|us)|per|each|every|average\sof|respectively|both|and\sback|expect\w*|hop(?:e|es|ed|ing)|"
    r"plan(?:s|ned)?|start(?:s|ing)|until|above|below|steps?|aim\w*|would|could|should|want\w*|including|plus|between)\b",
    _I,
)
_MEASURE = lazy.compile(
    r"[\s-](week|day|night|hour|minute|second|month|year|metre|meter|mile|kilo|km|kg|litre|degree|ms|s|MB|GB|kB)s?\b",
    _I,
)
# "214 names, 17 more than a year ago, when there were 189": of what else could the difference be?
_PLAIN = lazy.compile(
    rf"{_ONE}(?:\s[a-z]+){{0,3}},\s{_ONE}\s(?:more|fewer|less)\sthan\s(?:(?:the\s)?{_AGO}|in\s{YEAR}),?\s\(?when\s"
    rf"(?:there\swere|it\swas|we\s(?:had|were|counted)|it\shad)\s{_ONE}(?!\s(?:of|more|fewer|less)\b)",
    _I,
)
_NEAR, _SHARE, _FINE = 2, 0.1, 0.001


def differences(text: str, shape: Shape) -> Iterator[Contradiction]:
    """The one difference of a sentence, where it is a slip of that between its two other numbers."""
    numbers = [one for one in shape.quantities if one.kind in ("number", "money")]
    if len(numbers) != 3 or any(one.vague for one in numbers) or _OTHER.search(shape.text):
        return
    if any(one.kind in ("percent", "clock") and not one.vague for one in shape.quantities) or ORDINAL in shape.text:
        return
    sized = {
        shape.quantity(found.start(found.lastgroup or "d")) for form in _SIZED for found in form.finditer(shape.text)
    }
    if len(sized) != 1:
        return
    (size,) = sized
    one, other = (number for number in numbers if number != size)
    earlier = {
        shape.quantity(found.start(found.lastgroup or "a")) for form in _EARLIER for found in form.finditer(shape.text)
    }
    if len({number.unit for number in numbers}) != 1 or not earlier & {one, other}:
        return
    measures = [found[1].lower() for number in numbers if (found := _MEASURE.match(text, number.end))]
    if measures and (len(measures) < 2 or len(set(measures)) > 1):
        return  # "48 guests, 12 more than in the year before, with its 6 weeks of rain"
    difference = abs(one.value - other.value)
    is_plain = _PLAIN.search(shape.text) is not None
    if (
        difference
        and (is_plain or _is_slip(size.value, difference))
        and difference != size.value
        and all(number.step == size.step for number in (one, other))
    ):
        words = f"{said(text, one)} and {said(text, other)}"
        yield Contradiction(
            size.at, size.end, f"between {words} lie {plain(round(difference, 2))}, not {said(text, size)}"
        )


def _is_slip(number: float, right: float) -> bool:
    """Whether a number is likely to have been meant for another: it is near, or differs in one figure."""
    off = abs(number - right)
    return off > _FINE and (is_misprint(number, right) or off <= max(_NEAR, _SHARE * right))
