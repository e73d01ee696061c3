"""The shape of a sentence goes in; averages, changes in per cent and shares come out that the two or more numbers do not give.

"120, 140 and 160, which makes 150 on average", "80 guests in 2023, 100 in 2024, 30 % more", "you save 20 %: 64 instead of 90",
"5,000 euros, split between four groups, 1,500 each".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import MONEY, PERCENT, YEAR, Contradiction, N, Shape, is_misprint, plain, said
from postlint.text import lazy

_I = re.IGNORECASE
_ONE = f"[{N}{MONEY}]"
_GAP = rf"[^.;:!?{N}{MONEY}{PERCENT}{YEAR}]"
# --- averages
_AVERAGE = lazy.compile(
    rf"(?:\b(?:an\saverage\sof|averag(?:es|ed|ing)|on\saverage,?|average:?)\s(?P<a>{_ONE})|(?P<b>{_ONE})(?:\s[a-z]+){{0,3}}\son\saverage\b)",
    _I,
)
_ROW = lazy.compile(rf"{_ONE}(?:\s[a-z]+){{0,2}}(?:,\s{_ONE}(?:\s[a-z]+){{0,2}})+,?\sand\s{_ONE}", _I)
# --- changes in per cent, told with both of their ends
_CHANGES = (
    # "80 guests in 2023, 100 in 2024, so 30 % more"
    lazy.compile(
        rf"(?P<a>{_ONE}){_GAP}{{0,30}}?(?:\s\(?(?:in\s)?{YEAR}\)?)?{_GAP}{{0,12}}?,?\s?(?:\(?(?:in\s)?{YEAR}\)?,?)?{_GAP}{{0,20}}?(?P<b>{_ONE}){_GAP}{{0,20}}?(?:\s\(?(?:in\s)?{YEAR}\)?)?"
        rf"(?:,|\s–|\s—|;|\s\()\s(?:so\s|that\sis,?\s|i\.e\.,?\s|or\s|which\sis\s|which\smeans\s|an?\s(?:rise|increase|growth|gain|drop|fall|decrease|decline|loss)\sof\s|up\s|down\s|plus\s|minus\s)+"
        rf"(?:by\s)?(?P<d>{PERCENT})(?!\sof\b)",
        _I,
    ),
    # "rises from 40 to 44 euros, i.e. by 5 %"
    lazy.compile(
        rf"\bfrom\s(?P<a>{_ONE}){_GAP}{{0,20}}?\sto\s(?P<b>{_ONE}){_GAP}{{0,25}}?(?:,|\s–|\s—|;|\s\()\s?(?:i\.e\.,?\s|that\sis,?\s|so\s|or\s|thus\s)?(?:by\s)(?P<d>{PERCENT})",
        _I,
    ),
    # "20 % off: 64 instead of 90 euros"
    lazy.compile(
        rf"(?P<d>{PERCENT})[^.;!?{N}{MONEY}]{{0,30}}?[:,(–—]\s?(?:only\s|now\s|just\s)?(?P<b>{_ONE}){_GAP}{{0,12}}?\sinstead\sof\s(?P<a>{_ONE})",
        _I,
    ),
    lazy.compile(
        rf"(?P<b>{_ONE}){_GAP}{{0,12}}?\sinstead\sof\s(?P<a>{_ONE}){_GAP}{{0,20}}?(?:,|\s\(|\s–|\s—|:)\s(?:a\s[a-z]+\sof\s|that\sis\s|so\s)?(?P<d>{PERCENT})",
        _I,
    ),
)
# --- what is shared out
_SHARED = lazy.compile(
    rf"(?P<whole>{MONEY}){_GAP}{{0,50}}?\b(?:split|shared|divided|distributed|goes|go)\s(?:out\s)?(?:equally\s|evenly\s|in\sequal\sparts\s)?(?:between|among|amongst|to)\s(?:(?:the|our|all|its)\s)?"
    rf"(?P<n>{N})\s[a-z -]{{3,30}}?(?:,|\s\(|\s–|\s—|;|:)\s(?:that\sis,?\s|so\s|i\.e\.,?\s|which\s(?:is|makes"
    rf"|gives)\s)?(?:at\s)?(?P<each>{MONEY})\s(?:each|apiece|per\s[a-z]+|for\seach|a\shead)\b",
    _I,
)
# "A kilo costs 4 euros, so five kilos come to 25 euros."
_UNIT_PRICE = lazy.compile(
    rf"\b(?:an?|one|each|per|every)\s(?P<what>[a-z]+)\b{_GAP}{{0,20}}?\s(?:costs?|is|are|for|at|brings?|earns?)\s(?P<price>{MONEY})(?:,|;|:|\s–|\s—|\sand)\s(?:so\s|and\s|thus\s|that\sis\s)?(?:the\s|our\s|all\s)?"
    rf"(?P<n>{N})\s(?P=what)(?:e?s)\s(?:cost|come\sto|are|make|bring|earn|will\scost|for|is|makes?)\s(?P<whole>{MONEY})",
    _I,
)
_LOOSE = lazy.compile(
    r"\b(?:about|around|nearly|almost|roughly|over|more\sthan|less\sthan|up\sto|at\sleast|discount|deposit|plus|postage|fee|each\sway)\b",
    _I,
)
_NEAR, _SHARE, _WIDE = 2, 0.2, 15


def rates(text: str, shape: Shape) -> Iterator[Contradiction]:
    """All of them."""
    lowered = shape.text.lower()
    if "averag" in lowered:
        yield from _averages(text, shape)
    if PERCENT in shape.text and len(shape.quantities) > 2:
        yield from _changes(text, shape)
    if shape.text.count(MONEY) > 1 and N in shape.text and not _LOOSE.search(shape.text):
        yield from _shares(text, shape)


def _averages(text: str, shape: Shape) -> Iterator[Contradiction]:
    """ "120, 140 and 160 euros, which makes 150 on average": the row stands before, and there is no other."""
    claims, rows = list(_AVERAGE.finditer(shape.text)), list(_ROW.finditer(shape.text))
    if len(claims) != 1 or len(rows) != 1 or rows[0].end() > claims[0].start():
        return
    mean = shape.quantity(claims[0].start("a" if claims[0]["a"] else "b"))
    parts = shape.within(*rows[0].span())
    if mean.vague or any(one.vague for one in parts) or len(shape.quantities) > len(parts) + 2:
        return
    right = sum(one.value for one in parts) / len(parts)
    low, high = min(one.value for one in parts), max(one.value for one in parts)
    if low < mean.value < high and abs(right - mean.value) > max(mean.step, 0.01 * right):
        yield Contradiction(mean.at, mean.end, f"on average these are {plain(round(right, 1))}, not {said(text, mean)}")


def _changes(text: str, shape: Shape) -> Iterator[Contradiction]:
    for form in _CHANGES:
        for found in form.finditer(shape.text):
            a, b, size = (shape.quantity(found.start(name)) for name in "abd")
            within = [one for one in shape.within(*found.span()) if one.kind in ("number", "money", "percent")]
            if len(within) != 3 or a.vague or b.vague or size.vague or not a.value or not b.value:
                continue
            if a.unit and b.unit and a.unit != b.unit:
                continue
            change = 100 * abs(b.value - a.value) / a.value
            other = 100 * abs(b.value - a.value) / b.value
            slack = 0.5 * size.step + 0.6
            if min(abs(change - size.value), abs(other - size.value)) <= slack or abs(change - size.value) > _WIDE:
                continue
            ends = f"from {said(text, a)} to {said(text, b)}"
            yield Contradiction(
                size.at, size.end, f"{ends} is a change of {plain(round(change, 1))} %, not of {said(text, size)}"
            )
            return


def _shares(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _SHARED.finditer(shape.text):
        whole, n, each = (shape.quantity(found.start(name)) for name in ("whole", "n", "each"))
        right = whole.value / n.value if n.value else 0
        if right and whole.unit == each.unit and _is_slip(each.value, right, each.step):
            fair = f"{whole.unit}{plain(round(right, 2))}"
            message = f"{said(text, whole)} for {said(text, n)} are {fair} each, not {said(text, each)}"
            yield Contradiction(each.at, each.end, message)
    for found in _UNIT_PRICE.finditer(shape.text):
        price, n, whole = (shape.quantity(found.start(name)) for name in ("price", "n", "whole"))
        right = price.value * n.value
        if price.unit == whole.unit and _is_slip(whole.value, right, whole.step):
            message = (
                f"{said(text, price)} times {said(text, n)} are {whole.unit}{plain(right)}, not {said(text, whole)}"
            )
            yield Contradiction(whole.at, whole.end, message)


def _is_slip(number: float, right: float, step: float) -> bool:
    off = abs(number - right)
    return off > max(0.01, step / 2) and (is_misprint(number, right) or off <= max(_NEAR, _SHARE * right))
