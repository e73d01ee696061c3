"""Sentences that stand together go in; amounts come out that so many at so much each do not make.

"Ten rides for £58, or £6 a ride", "40 buns at $3 each … the buns made $110": a rate, a number of what the rate is for, and an
amount of the rate's own measure. They are known by their nouns, wherever in the sentences they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.post.amounts.reader import Amount, Told, singular
from postlint.post.quantities.reader import Contradiction, is_misprint, plain
from postlint.text import lazy

_I = re.IGNORECASE
# What makes the whole more or less than the product.
_LOOSE = lazy.compile(
    r"\b(?:discount\w*|deposit|postage|fees?|plus|minus|off|except|free|reduced|concession\w*|members?\spay|"
    r"rounded|up\sto|at\sleast|from|instead|"
    r"donat\w+|tips?|extra|average|about|save|saves|saving|only\spay|profit|already|so\sfar|first|half|if|"
    r"would|could|tax|vat)\b",
    _I,
)
# Right before or behind a rate, its product: "£168, or £14 a game", "$2 each, $180 in all".
_OR = lazy.compile(
    r"(?:[a-z ]{0,24})(?:,|\s\(|\s–|\s—|;|:)\s(?:or|that\sis|i\.e\.|which\sis|so|at|just|only|thus|making|"
    r"makes|for)?,?\s?(?:just\s|only\s|exactly\s|a\stotal\sof\s)?",
    _I,
)
_MAKES = lazy.compile(
    r"\b(?:makes?|made|making|comes?\sto|came\sto|gives?|gave|totals?|totalled|totalling|total\sof|"
    r"brings?(?:\sin)?|brought(?:\sin)?|raised?|earn(?:s|ed)|adds?\sup\sto|amounts?\sto|spen[dt]|worked|walked|drove|ran|used|charged?|"
    r"costs?|paid|pay|pays|yield(?:s|ed)|(?:that|which|this|it)\s(?:is|was)|that['’]s|so|altogether|in\sall|"
    r"in\stotal|=|fetched|collected|receives?|received)"
    r"(?:\s(?:us|you|them|me|it|in|the|a|an|exactly|total|sum|whole|just|only|splendid|handsome|proud|round|"
    r"neat|[a-z]+\sof)){0,4}\s\Z|[=:]\s\Z",
    _I,
)
_IN_ALL = lazy.compile(r"(?:\s[a-z][\w-]*){0,2}\s(?:in\s(?:all|total)|altogether|all\stold|together)\b", _I)
_BETWEEN = lazy.compile(
    r"(?:[\s-][\w'’-]+){0,5}(?:,|\s\(|:)?(?:\s(?:at|for|of|sold|with|worth|cost|costing|priced|paid|which|earned))*\s",
    _I,
)
_WORD = lazy.compile(r"[A-Za-z][\w'’-]+")
_SHARE, _REACH, _TWO = 0.25, 40, 2


def products(row: Sequence[Told]) -> Iterator[tuple[Told, Contradiction]]:
    """The wrong products of a row of sentences, each with the sentence in which the amount stands."""
    for index, told in enumerate(row):
        near = row[max(index - 1, 0) : index + 1]
        for each in told.amounts:
            if _EACH_GETS.search(told.text, 0, each.at) and (fair := _shared(each, told, near)):
                yield told, fair
                return
        for rate in told.amounts:
            if not rate.per or rate.vague or rate.value <= 0:
                continue
            near = row[max(index - 1, 0) : index + 2]
            wrong = _of(rate, told, near) or _a_year(rate, told)
            if wrong:
                yield wrong


def _of(rate: Amount, told: Told, near: Sequence[Told]) -> tuple[Told, Contradiction] | None:
    count = _count(rate, told, near)
    if count is None:
        return None
    right = rate.value * count.value
    claims = []
    for one in near:
        for amount in one.amounts:
            is_alike = amount.unit == rate.unit or "c" in (amount.unit, rate.unit)
            is_alike = is_alike and amount.kind == rate.kind and (rate.kind == "money" or amount.noun == rate.noun)
            if is_alike and amount not in (rate, count) and not amount.per and amount.value > rate.value:
                claims.append((one, amount))
    if any(abs(amount.value - right) < 0.005 for _, amount in claims):
        return None
    claims = [(one, amount) for one, amount in claims if _is_of(one, amount, rate, count, told, len(claims))]
    if len(claims) != 1:
        return None
    one, amount = claims[0]
    off = abs(amount.value - right)
    is_near = is_misprint(amount.value, right) or off <= _SHARE * right
    if (
        amount.vague
        or not is_near
        or off < amount.step / _TWO
        or _LOOSE.search(_around(one, amount))
        or _LOOSE.search(_around(told, rate))
    ):
        return None
    message = f"{told.said(rate)} times {plain(count.value)} are {amount.unit}{plain(round(right, 2))}, not {one.said(amount)}"
    return one, one.wrong(amount, message)


_TIMES_IN = {
    ("year", "month"): 12,
    ("year", "quarter"): 4,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}


def _a_year(rate: Amount, told: Told) -> tuple[Told, Contradiction] | None:
    """ "£3,600 a year, or £300 a month"."""
    for other in told.amounts:
        times = _TIMES_IN.get((other.per, rate.per), 0)
        first, last = sorted((other, rate), key=lambda one: one.at)
        if not times or other.vague or not other.is_like(rate) or not _OR_EACH.fullmatch(told.text, first.end, last.at):
            continue
        right = times * rate.value
        off = abs(other.value - right)
        slack = max(times * rate.step / _TWO, other.step / _TWO) if rate.value * times > _TWO else 0
        if off > slack and (is_misprint(other.value, right) or off <= _SHARE / 2 * right):
            message = f"{told.said(rate)} times {times} are {rate.unit}{plain(round(right, 2))}, not {told.said(other)}"
            return told, told.wrong(other, message)
    return None


_OR_EACH = lazy.compile(
    r"\s(?:an?|per|every|each)\s[a-z]+(?:,|\s\(|\s–|\s—|;|:)\s(?:or|that\sis|i\.e\.|which\sis|so|thus|"
    r"making)?,?\s?(?:just\s|only\s|exactly\s)?",
    _I,
)


# "Eight people share the cost of €240. Each pays €30."
_EACH_GETS = lazy.compile(
    r"\b(?:each|everyone|everybody|every\sone)(?:\s(?:one|of\s(?:them|us|you)))?\s(?:[a-z]+\s){1,3}\Z|\b(?:for|to)\seach\s\Z",
    _I,
)
_SHARED = lazy.compile(r"\b(?:shar(?:e|es|ed|ing)|split\w*|divid\w+|between|among(?:st)?|equal\w*|distribut\w+)\b", _I)


def _shared(each: Amount, told: Told, near: Sequence[Told]) -> Contradiction | None:
    """What each of so many gets of a whole that they share."""
    if not any(_SHARED.search(one.text) for one in near) or each.vague:
        return None
    amounts = [one for sentence in near for one in sentence.amounts if one is not each and not one.per]
    wholes = [one for one in amounts if (one.kind, one.unit) == (each.kind, each.unit) and one.value > each.value]
    counts = [one for one in amounts if _is_count(one) and one not in wholes]
    if (
        len(wholes) != 1
        or len(counts) != 1
        or wholes[0].vague
        or counts[0].vague
        or (each.kind == "number" and not each.noun)
    ):
        return None
    right = wholes[0].value / counts[0].value
    off = abs(each.value - right)
    is_near = is_misprint(each.value, round(right, 2)) or off <= _SHARE * right
    if off < max(each.step / _TWO, 0.005) + 0.001 or not is_near:
        return None
    unit = each.unit
    message = f"{unit}{plain(wholes[0].value)} for {plain(counts[0].value)} are {unit}{plain(round(right, 2))} each"
    return told.wrong(each, f"{message}, not {told.said(each)}")


def _around(told: Told, one: Amount) -> str:
    """The words of the clause of an amount."""
    start = max((found.end() for found in _CLAUSE.finditer(told.text, 0, one.at)), default=0)
    end = _CLAUSE.search(told.text, one.end)
    return told.text[start : end.start() if end else len(told.text)]


_CLAUSE = lazy.compile(r"[,;:(–—](?=\s|\Z)|\s(?:and|but)\s|\s(?=\()")


def _count(rate: Amount, told: Told, near: Sequence[Told]) -> Amount | None:
    """The one number of what a rate is for."""
    counts = [(one, amount) for one in near for amount in one.amounts if _is_count(amount)]
    if rate.per == "each":
        before = [
            amount
            for one, amount in counts
            if one is told and amount.end <= rate.at and _BETWEEN.fullmatch(told.text, amount.end, rate.at)
        ]
        return before[-1] if before else None
    found = {amount.value: amount for _, amount in counts if amount.noun == rate.per and not amount.vague}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_count(one: Amount) -> bool:
    return one.kind == "number" and bool(one.noun) and not one.per and one.step == 1 and one.value > 1


def _is_of(told: Told, amount: Amount, rate: Amount, count: Amount, own: Told, rivals: int) -> bool:
    """Whether an amount is said of the things counted: right beside the rate, in a clause that names them or makes a sum."""
    if told is own:
        first, last = sorted((amount, rate), key=lambda one: one.at)
        if _OR.fullmatch(told.text, first.end, last.at):
            return True
    before = told.text[max(amount.at - 2 * _REACH, 0) : amount.at]
    clause = _CLAUSE.split(before)[-1]
    if _PACK.search(clause):
        return False  # "3 copies for £30" are cheaper than one by one
    if any(singular(word) == count.noun for word in _WORD.findall(clause)):
        return _MAKES.search(before) is not None or len(_WORD.findall(clause)) <= _FEW
    is_made = _MAKES.search(before) is not None or _IN_ALL.match(told.text, amount.end) is not None
    return is_made and rivals == 1


_PACK = lazy.compile(r"\b(?:for|at|only|just)\s\Z", _I)
_FEW = 3
