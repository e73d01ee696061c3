"""Sentences that stand together go in; shares of a whole come out that are not the half, the third or the per cent said.

"It costs 60,000 euros. The town gives half of it, 32,000 euros", "It goes from $40 to $50. That is an increase of 30 percent."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.post.amounts.reader import Amount, Told, singular
from postlint.post.amounts.totals import is_name
from postlint.post.quantities.reader import PERCENT, Contradiction, is_misprint, plain
from postlint.text import lazy

_I = re.IGNORECASE
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_MANY = {
    "a": 1,
    "an": 1,
    "one": 1,
    "the other": 1,
    "another": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "seven": 7,
    "nine": 9,
    "": 1,
}
_NAME = (
    r"(?:(?P<many>an?|one|two|three|four|seven|nine|another)[\s-])?(?P<part>half|third|quarter|fifth|sixth|eighth|"
    r"tenth)s?(?!\s(?:past|to|an?|time|way|hour|dozen|mile|price|of\san?)\b|[-\w])"
)
_OF = (
    r"(?:\sof\s(?:(?:the|our|all|its|their)\s)*(?P<w>\d[\d,]*\d)\s(?:[a-z-]+\s)?(?P<things>[a-z-]+)|\sof\s(?:it|this|that|"
    r"them|these|those|which|whom|us|(?:the|our|all|its|their)(?:\s(?:the|our|these|those)"
    r")?(?:\s[a-z][\w'’-]*){1,2}))?"
)
# "half of it, 42,000 euros", "a quarter (21,000 euros)", "a third, that is 30 people"
_THEN = lazy.compile(
    rf"(?<![\w-]){_NAME}{_OF}(?:\s(?!of\b)[a-z][\w'’-]*){{0,3}}?(?:,|:|\s\(|\s–|\s—)\s?(?:that\sis,?\s|"
    r"i\.e\.,?\s|or\s|namely\s|which\sis\s|exactly\s|so\s|just\s|precisely\s|of\s)*\Z",
    _I,
)
# "42,000 euros, half of it", "21,000 euros (a quarter)", "42,000 is half of that"
_AHEAD = lazy.compile(
    rf"(?:\s[a-z][\w'’-]*){{0,2}}(?:,\s|\s\(|\s–\s|\s—\s|\s)(?:that\sis\s|which\sis\s|is\s|are\s|was\s|or\s|"
    rf"exactly\s|just\s|i\.e\.,?\s)*{_NAME}(?:\sof\s(?:it|this|that|them|these|those|the\s(?:total|whole|sum|"
    r"cost|money|lot))\b|(?=\)))",
    _I,
)
_HEDGE = lazy.compile(
    r"\b(?:about|around|almost|nearly|over|roughly|some|than|under|good|least|most|further|"
    r"remaining|the\srest|other|first|second)\s\Z",
    _I,
)
_REST = lazy.compile(r"\b(?:rest|remain\w*|what\sis\sleft|what['’]s\sleft|left\sover|balance)\b", _I)
_REACH, _FAR = 90, 0.16
_EXACT, _ROUND, _HALF = 0.008, 0.02, 0.5


def fractions(row: Sequence[Told]) -> Iterator[tuple[Told, Contradiction]]:
    """Amounts that are called a fraction of a whole, which the same sentence or one of the two before it names."""
    for index, told in enumerate(row):
        for one in told.amounts:
            wrong = _fraction(one, told, row[max(index - 2, 0) : index])
            if wrong:
                yield told, wrong
        before = row[index - 1] if index and row[index - 1].flow == told.flow else None
        wrong = _change(before, told) if before else None
        if wrong:
            yield told, wrong


def _fraction(one: Amount, told: Told, before: Sequence[Told]) -> Contradiction | None:
    if one.vague or one.place < 0 or one.value <= 1:
        return None
    ahead = told.text[max(one.at - _REACH, 0) : one.at]
    found = _THEN.search(ahead)
    shift = max(one.at - _REACH, 0)
    if found is None:
        found, shift = _AHEAD.match(told.text, one.end), 0
    if found is None or _HEDGE.search(told.text[: shift + found.start("many" if found["many"] else "part")]):
        return None
    many = (found["many"] or "").lower()
    fraction = _MANY[many] / _PARTS[found["part"].lower()]
    if not 0 < fraction < 1 or _REST.search(told.text[: one.at].rpartition(".")[2][-_REACH:]):
        return None
    if _AMONG.match(told.text, one.end):
        return None  # "a third of the 300 trees, 90 birches among them"
    named = found.groupdict().get("w")
    if named and one.noun not in ("", "person", singular(found["things"])):
        return None
    whole = one._replace(value=float(named.replace(",", "")), step=1) if named else _whole(one, told, before)
    if whole is None:
        return None
    right = fraction * whole.value
    off = abs(one.value - right)
    slack = max(_HALF if whole.step == 1 else whole.step, (_EXACT if fraction == _HALF else _ROUND) * whole.value)
    if off <= slack or off > _FAR * whole.value:
        return None
    name = " ".join(f"{found['many'] or ''} {found['part']}".split())
    return told.wrong(
        one, f"{name} of {whole.unit}{plain(whole.value)} is {whole.unit}{plain(round(right, 2))}, not {told.said(one)}"
    )


_AMONG = lazy.compile(r"(?:\s[a-z][\w-]*){1,3}\s(?:among|of|by|from|in)\s", _I)


def _whole(one: Amount, told: Told, before: Sequence[Told]) -> Amount | None:
    """The only greater amount of the same measure, in the nearest sentence that has one."""
    for near in (told, *reversed(before)):
        greater = [
            other
            for other in near.amounts
            if other is not one
            and (near is not told or other.end <= one.at)
            and other.kind == one.kind
            and other.unit == one.unit
            and (one.unit or not one.noun or not other.noun or other.noun == one.noun)
            and other.value > one.value
            and not is_name(near, other)
        ]
        if greater:
            return greater[0] if len(greater) == 1 and not greater[0].vague and not greater[0].per else None
    return None


# --- changes in per cent, told in the sentence behind the change

_SIZE = (
    r"(?:ris(?:e|es)|increase|growth|gain|jump|leap|drop|fall|decrease|decline|loss|cut|saving|reduction|hike|dip|"
    r"improvement|plus|minus|change|difference|surcharge|discount)"
)
_SO = lazy.compile(
    r"(?:\W*(?:(?:so|thus)\s)?(?:you|we|they|members|everyone)\s(?:now\s)?(?:sav|pay)(?:e|"
    rf"s)?\s(?:[a-z]+\s)?(?P<save>{PERCENT})(?:\s(?:more|less))?(?=[.,;!]|\s*\Z|\s(?:on|by|of)\s)|"
    rf"\W*an?\s(?:[a-z-]+\s)?{_SIZE}\sof\s(?:[a-z]+\s)?(?P<bare>{PERCENT})(?=[.,;!]|\s*\Z)|"
    r"\W*(?:that|this|it|which)(?:['’]s|\s(?:is|was|means|makes|amounts\sto|comes\sto|works\sout\s(?:at|as)|"
    rf"represents|equals|corresponds\sto))\s(?:[a-z]+\s){{0,2}}?"
    rf"(?:(?:an?|the)\s(?:[a-z-]+\s)?{_SIZE}\sof\s(?:[a-z]+\s)?(?P<size>{PERCENT})|(?P<more>{PERCENT})"
    r"\s(?:more|less|fewer|higher|lower|dearer|cheaper|up|down|faster|slower)))",
    _I,
)

# "It now costs $75, a rise of 20 %"
_SIZED = lazy.compile(
    r"(?:,|\s\(|\s–|\s—|:)\s(?:(?:that\sis|which\sis|i\.e\.|or|so)"
    rf",?\s)?(?:an?\s(?:[a-z-]+\s)?{_SIZE}\sof\s(?P<size>{PERCENT})|(?P<more>{PERCENT})\s(?:more|less|fewer|"
    r"higher|lower|dearer|cheaper)(?=[.,;)!]|\s*\Z|\sthan\s))",
    _I,
)
_USED_TO = lazy.compile(
    r"\b(?:used\sto|was|were|had|until\s(?:now|then)|so\sfar|last\s(?:year|month|season)|previously|before|"
    r"cost|paid|came|in\s(?:19|20)\d\d)\b",
    _I,
)
_IS_NOW = lazy.compile(
    r"\b(?:now|this\s(?:year|month|season|time)|today|is|are|will|from\s[A-Z][a-z]+\son|in\s(?:19|20)\d\d)\b", _I
)


def _ends_of_both(before: Told, told: Told) -> list[Amount]:
    """The one value that the sentence before gives for the past, and the one that this sentence gives for now."""
    pair = []
    is_back = _USED_TO.search(told.text) is not None and not _USED_TO.search(before.text)
    for one, form in ((before, _IS_NOW if is_back else _USED_TO), (told, _USED_TO if is_back else _IS_NOW)):
        numbers = [other for other in one.amounts if not is_name(one, other)]
        if len(numbers) != 1 or numbers[0].vague or numbers[0].place < 0 or not form.search(one.text):
            return []
        pair += numbers
    first, last = pair
    is_same = (
        first.unit == last.unit if first.unit or last.unit else first.kind == last.kind and (first.noun or last.noun)
    )
    is_same = is_same and (not first.noun or not last.noun or first.noun == last.noun)
    return (pair[::-1] if is_back else pair) if is_same else []


def _ends(before: Told) -> list[Amount]:
    """The value before a change and the one after it, which the sentence names with no third; none where it is not plain."""
    numbers = [one for one in before.amounts if not is_name(before, one)]
    if len(numbers) != 2 or any(one.vague or one.place < 0 for one in numbers):
        return []
    first, last = numbers
    if not (first.is_like(last) or (first.kind == last.kind == "number" and not (first.noun and last.noun))):
        return []
    between = before.shape.text[first.place + 1 : last.place]
    if _BACK.search(between) or _BACK_AHEAD.search(before.shape.text[: first.place]):
        return [last, first]
    return numbers if _ON.search(between) else []


# "£8 instead of £10", "300, up from 250": the first of the two is the later one.
_BACK = lazy.compile(
    r"\b(?:instead\sof|rather\sthan|(?:up|down)\s(?:from|on)|after|against|compared\s(?:with|to)|(?:it|they)"
    r"\s(?:was|were|used\sto)|was|were|last\syear|the\syear\sbefore|before)\b",
    _I,
)
_BACK_AHEAD = lazy.compile(r"\b(?:instead\sof|rather\sthan)\s\Z", _I)
_ON = lazy.compile(r"\bto\b|->|→|\band\b|\bnow\b|\bthis\b|\btoday\b|;|,", _I)
_SLACK, _WIDE = 0.6, 15


def _change(before: Told, told: Told) -> Contradiction | None:
    claim = _SO.match(told.shape.text) if PERCENT in told.shape.text else None
    ends = _ends(before) if claim else []
    if claim is None and PERCENT in told.shape.text:
        claim, ends = _SIZED.search(told.shape.text), _ends_of_both(before, told)
    if claim is None or len(ends) != 2 or PERCENT in before.shape.text:
        return None
    a, b = ends
    size = told.shape.quantity(
        claim.start(next(name for name in ("size", "more", "save", "bare") if claim.groupdict().get(name)))
    )
    if a.vague or b.vague or size.vague or not a.value or not b.value or (a.unit and b.unit and a.unit != b.unit):
        return None
    change = 100 * abs(b.value - a.value) / a.value
    rounding = 100 * (max(a.step, b.step) / 2 if max(a.step, b.step) > 1 else 0) / a.value
    slack = size.step / 2 + _SLACK + rounding
    is_near = abs(change - size.value) <= _WIDE or is_misprint(size.value, round(change))
    if abs(change - size.value) <= slack or not is_near:
        return None
    words = " ".join(told.text[size.at : size.end].split())
    said = [" ".join(before.text[one.at : one.end].split()) for one in (a, b)]
    message = f"from {said[0]} to {said[1]} is a change of {plain(round(change, 1))} %, not of {words}"
    return Contradiction(size.at, size.end, message)
