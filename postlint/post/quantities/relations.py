"""The shape of a sentence goes in; what is left, what so many make at so much each, and shares come out that are not right.

"340 of the 500 signatures, 140 are still missing", "eight courses with twelve places each: 86 places", "a third of our 90
volunteers, 40 people". Words say which relation is meant; where it does not hold, only what looks like a slip is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import (
    MONEY,
    PERCENT,
    VAGUE,
    Contradiction,
    N,
    Quantity,
    Shape,
    is_misprint,
    plain,
    said,
)
from postlint.text import lazy

_I = re.IGNORECASE
_ONE = f"[{N}{MONEY}]"
_GAP = rf"[^.!?{N}{MONEY}{PERCENT}]"
# --- what is left of a whole
_LEFT = (
    lazy.compile(
        rf"(?P<d>{_ONE})(?:\s(?!of\b)[a-z-]+){{0,3}}\s(?:left\b(?!\s(?:the|us|for|a)\b)|remain(?:s|ing)?\b|to\sgo\b|missing\b|short\b|free\b|empty\b|"
        r"unsold\b|wanting\b|needed\b|outstanding\b|lacking\b|to\sfind\b|to\sraise\b|vacant\b|available\b|still\sto\scome\b|did\snot\b|have\snot\b|were\snot\b|are\snot\b)"
        r"(?=[.,;:!?)]|\s*\Z|\s(?:to|for|of|now|still|and|but)\b)",
        _I,
    ),
    lazy.compile(
        rf"\b(?:leav(?:es|ing)|leaves\sus|left\swith|remaining|the\sother|the\srest,)\s(?:us\s|only\s|just\s|with\s)*(?P<d>{_ONE})",
        _I,
    ),
)
_WHOLE = lazy.compile(
    rf"\b(?:of|out\sof|goal|target|need(?:s|ed)?|capacity|holds?|held|contained|had|have|has|with|budget|is|costs?|are|were|started|began|income|takings|raised)\b(?:\s(?:is|was|of|for|the|our|"
    rf"these|its|those|all|room|space|off|with|at)){{0,3}}\s(?P<w>{_ONE})",
    _I,
)
# --- so many at so much
_EACH = lazy.compile(
    rf"\b(?:each|apiece)\b|\b(?:every|per)\s[a-z]+|\bat\s{MONEY}|{N}\s(?:times|x|×)\s{N}|"
    rf"{N}\s(?:groups|teams|rows|boxes|tables|packs|crates|bags|classes|rounds|sets|sessions|shelves|crews|tins|trays|instalments)\sof\s{N}",
    _I,
)
_MAKES = lazy.compile(
    r"(?:\b(?:mak(?:es?|ing)|made|that\sis|that['’]s|which\sis|which\smeans|total(?:s|led|ling)?(?:\sof)?|comes?\sto|came\sto|adds?\sup\sto|gives?|"
    r"giving|equals?|costs?|pays?|amounts?\sto|so|altogether|in\sall)\s|[:=]\s)(?:a\stotal\sof\s|us\s|you\s|in\sall\s|just\s|exactly\s)?\Z",
    _I,
)
_RATE = lazy.compile(r"(?:\s[a-z-]+){0,2}\s(?:per|each|apiece|an?)\b", _I)
# "Ten concerts for £60 means £5 a concert"
_FOR_ALL = lazy.compile(
    rf"(?P<n>{N})\s(?:[a-z-]+\s){{0,2}}?[a-z-]+\s(?:for|at|cost)\s(?P<whole>{MONEY})[^.;!?{N}{MONEY}]{{1,30}}?\s(?P<each>{MONEY})\s(?:an?\b|per\b|each\b|apiece\b)",
    _I,
)
# --- shares
_OF = lazy.compile(
    rf"(?P<a>{N})\s(?:out\s)?of\s(?:(?:the|our|its|their|all|some)\s)*(?P<b>{N})|"
    rf"\bof\s(?:(?:the|our|its|their|all)\s)*(?P<b2>{N})\s(?:[a-z-]+\s){{0,3}}?[a-z-]+,\s(?:only\s)?(?P<a2>{N})(?!\s(?:or|to)\b)",
    _I,
)
_NO_SHARE = lazy.compile(
    r"\b(?:than|compared|last|previous|from|target|need\w*|quorum|least|required|goal|aim\w*|hop\w+|would|should|about|around|nearly|almost|roughly|"
    r"some|over|under|more|less|close|or\sso|approximately|each|per)\b",
    _I,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_FRACTION = rf"(?:half|(?P<many>an?|{N})[\s-](?P<part>third|quarter|fifth|tenth)s?)"
_PART_OF = lazy.compile(
    rf"(?<!\w){_FRACTION}\sof\s(?:(?:the|our|its|their|all|my)\s)*"
    rf"(?:(?P<b>{N})\s(?:[a-z-]+\s){{0,2}}?[a-z-]+(?:,\s|\s\()(?:that\sis,?\s|i\.e\.,?\s|or\s|namely\s|exactly\s)?(?P<a>{N})|"
    rf"[a-z -]{{3,40}}?\((?P<a2>{N})\s(?:out\s)?of\s(?:the\s)?(?P<b2>{N})\))",
    _I,
)
# --- pairs that leave no third: "of 25 questions, 21 right and 5 wrong"
_PAIR = lazy.compile(
    rf"\bof\s(?:(?:the|our|its|their|all)\s)*(?P<w>{N}){_GAP}{{1,60}}?\s(?P<a>{N})\s(?:[a-z]+\s){{0,2}}?(?P<one>[a-z]+)(?:,|,?\sand|,?\sbut)\s(?:[a-z]+\s)?"
    rf"(?P<b>{N})\s(?:[a-z]+\s){{0,2}}?(?P<two>[a-z]+)",
    _I,
)
_OPPOSITES = frozenset(
    frozenset(pair.split())
    for pair in (
        "right wrong;won lost;passed failed;sold unsold;men women;boys girls;adults children;present absent;wins losses;"
        "successful unsuccessful;open closed;yes no;correct incorrect;survived died;old new;finished retired;paid unpaid;"
        "heads tails;male female;indoors outdoors;full empty;occupied empty;let vacant;accepted rejected;accepted declined"
    ).split(";")
)
_SEASON = lazy.compile(
    rf"\bw[io]n\s(?P<a>{N}){_GAP}{{0,20}}?(?:\bdr[ae]w\s(?P<b>{N}){_GAP}{{0,20}}?)?\blos[et]\s(?P<c>{N})[^.!?{N}]{{0,40}}?(?P<w>{N})\s(?:games|matches|rounds|races)",
    _I,
)
_SEASON_OF = lazy.compile(
    rf"\b(?:of|played)\s(?:(?:the|our)\s)?(?P<w>{N})\s(?:games|matches)\b{_GAP}{{0,30}}?\bw[io]n\s(?P<a>{N}){_GAP}{{0,20}}?(?:\bdr[ae]w\s(?P<b>{N}){_GAP}{{0,20}}?)?"
    rf"\blos[et]\s(?P<c>{N})",
    _I,
)
# "won 12 of 20 games, drew 3 and lost 6"
_SEASON_WON = lazy.compile(
    rf"\bw[io]n\s(?P<a>{N})\s(?:out\s)?of\s(?:(?:the|our|its|their)\s)?(?P<w>{N})\s(?:games|matches|rounds|races){_GAP}{{0,20}}?(?:\bdr[ae]w\s(?P<b>{N}){_GAP}{{0,20}}?)"
    rf"\blos[et]\s(?P<c>{N})",
    _I,
)
# --- what money goes to
_FOR = lazy.compile(
    r"\b(?:pays?\sfor|paid\sfor|covers?|goes\s(?:in)?to|went\s(?:in)?to|is\sfor|spent|spend|split|made\sup|consists?|budget|breaks\sdown|divided|"
    r"shared|allocated)\b",
    _I,
)
_LOOSE = 0.06  # of the whole: fractions are said in round words
_FAR = 15  # per cent
_NEAR, _SHARE, _FINE = 2, 0.1, 0.001


def relations(text: str, shape: Shape) -> Iterator[Contradiction]:
    """All of them; a number that is only about right, or a fourth one, leaves the sentence alone."""
    numbers = [one for one in shape.quantities if one.kind in ("number", "money")]
    shares = [one for one in shape.quantities if one.kind == "percent"]
    if not shares and any(part in shape.text.lower() for part in _PARTS):
        yield from _fractions(text, shape)
    if any(one.vague for one in (*numbers, *shares)):
        return
    if len(numbers) == 3 and shape.text.count(MONEY) > 1:
        yield from _each(text, shape)
    if len(numbers) == 3 and not shares:
        yield from _left(text, shape, numbers) or _products(text, shape, numbers)
    if len(numbers) == 2 and len(shares) == 1 and not _NO_SHARE.search(shape.text):
        yield from _shares(text, shape, shares[0])
    if not shares and len(numbers) > 2:
        yield from _all_parts(text, shape)
        yield from _spent(text, shape, numbers)


def _left(text: str, shape: Shape, numbers: list[Quantity]) -> list[Contradiction]:
    if _GREW.search(shape.text):
        return []
    found = next((found for form in _LEFT if (found := form.search(shape.text))), None)
    left = shape.quantity(found.start("d")) if found else None
    whole = max(numbers, key=lambda one: one.value)
    wholes = [shape.quantity(one.start("w")) for one in _WHOLE.finditer(shape.text)]
    if left is None or left is whole or whole not in wholes or len({one.unit for one in numbers} - {""}) > 1:
        return []
    (part,) = [one for one in numbers if one not in (left, whole)] or (None,)
    if part is None or not _is_slip(left.value, whole.value - part.value):
        return []
    message = (
        f"{said(text, whole)} less {said(text, part)} are {plain(whole.value - part.value)}, not {said(text, left)}"
    )
    return [Contradiction(left.at, left.end, message)]


# "43, since nine joined and four left", "12 of 31 are here, 10 are needed for a quorum"
_GREW = lazy.compile(r"\b(?:joined|arrived|quorum)\b", _I)


def _products(text: str, shape: Shape, numbers: list[Quantity]) -> list[Contradiction]:
    one, other, product = numbers
    before = shape.text[: shape.places[shape.quantities.index(product)]]
    if not _EACH.search(before) or not _MAKES.search(before) or product.unit not in (one.unit, other.unit):
        return []
    right = one.value * other.value
    if (
        _RATE.match(shape.text, len(before) + 1)
        or min(one.value, other.value) < 2
        or product.value <= max(one.value, other.value)
    ):
        return []
    if right == product.value or not (is_misprint(product.value, right) or abs(product.value / right - 1) <= _SHARE):
        return []
    message = f"{said(text, one)} times {said(text, other)} are {plain(right)}, not {said(text, product)}"
    return [Contradiction(product.at, product.end, message)]


def _each(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _FOR_ALL.finditer(shape.text):
        n, whole, each = (shape.quantity(found.start(name)) for name in ("n", "whole", "each"))
        right = whole.value / n.value if n.value else 0
        if _is_slip(each.value, right) and whole.unit == each.unit and abs(n.value * each.value - whole.value) >= 1:
            fair = f"{whole.unit}{plain(round(right, 2))}"
            message = f"{said(text, whole)} for {said(text, n)} are {fair} each, not {said(text, each)}"
            yield Contradiction(each.at, each.end, message)


def _shares(text: str, shape: Shape, share: Quantity) -> Iterator[Contradiction]:
    for found in _OF.finditer(shape.text):
        a, b = (shape.quantity(found.start(name if found[name] else name + "2")) for name in "ab")
        if not 0 < a.value < b.value:
            continue
        right = 100 * a.value / b.value
        if 1 + share.step / 2 < abs(share.value - right) <= _FAR:
            message = f"{said(text, a)} of {said(text, b)} are {plain(round(right, 1))} %, not {said(text, share)}"
            yield Contradiction(share.at, share.end, message)


# "240 answered. Of these, 168 (60 percent) said …"
_OF_THESE = lazy.compile(
    rf"\W*of\s(?:these|those|them|which),?\s(?P<a>{N})(?:\s[a-z]+){{0,3}},?\s(?:\(|or\s|that\sis\s)(?P<share>{PERCENT})",
    _I,
)


def of_these(before: Shape, text: str, shape: Shape) -> Iterator[Contradiction]:
    """The share that a sentence gives of the one number of the sentence before it."""
    found = _OF_THESE.match(shape.text)
    if found is None or len(before.quantities) != 1 or before.quantities[0].kind != "number":
        return
    whole, a, share = before.quantities[0], shape.quantity(found.start("a")), shape.quantity(found.start("share"))
    right = 100 * a.value / whole.value if whole.value else 0
    is_known = not (whole.vague or a.vague or share.vague) and 0 < a.value < whole.value
    if is_known and 1 + share.step / 2 < abs(share.value - right) <= _FAR:
        message = f"{said(text, a)} of {plain(whole.value)} are {plain(round(right, 1))} %, not {said(text, share)}"
        yield Contradiction(share.at, share.end, message)


def _fractions(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _PART_OF.finditer(shape.text):
        if VAGUE.search(shape.text, 0, found.start()):
            continue
        a, b = (shape.quantity(found.start(name if found[name] else name + "2")) for name in "ab")
        many = found["many"] or "a"
        fraction = (shape.quantity(found.start("many")).value if many not in ("a", "an", "A", "An") else 1) / _PARTS[
            (found["part"] or "half").lower()
        ]
        if (
            0 < a.value < b.value
            and not (a.vague or b.vague)
            and fraction < 1
            and abs(a.value / b.value - fraction) > _LOOSE
        ):
            words = text[shape.at(found.start()) : shape.at(found.start("part") if found["part"] else found.start())]
            name = f"{words}{found['part'] or found[0][:4]}"
            right = plain(round(fraction * b.value))
            yield Contradiction(a.at, a.end, f"{name} of {said(text, b)} are {right}, not {said(text, a)}")


def _all_parts(text: str, shape: Shape) -> Iterator[Contradiction]:
    """Right and wrong, or won, drawn and lost, of so many."""
    for form in (_PAIR, _SEASON, _SEASON_OF, _SEASON_WON):
        for found in form.finditer(shape.text):
            if form is _PAIR and frozenset((found["one"].lower(), found["two"].lower())) not in _OPPOSITES:
                continue
            whole = shape.quantity(found.start("w"))
            parts = [shape.quantity(found.start(name)) for name in "abc" if found.groupdict().get(name)]
            total = sum(one.value for one in parts)
            if _is_slip(whole.value, total):
                row = " + ".join(plain(one.value) for one in parts)
                yield Contradiction(whole.at, whole.end, f"{row} are {plain(total)}, not {said(text, whole)}")


def _spent(text: str, shape: Shape, numbers: list[Quantity]) -> Iterator[Contradiction]:
    """ "The grant of £12,000 pays for the roof (£7,500) and the windows (£3,200)": the first is the whole."""
    whole, parts = (numbers[0], numbers[1:]) if numbers else (None, [])
    if whole is None or len(parts) < 2 or any(one.kind != "money" or one.unit != whole.unit for one in numbers):
        return
    between = shape.text[: shape.places[shape.quantities.index(parts[0])]]
    total = sum(one.value for one in parts)
    if not _FOR.search(between) or max(one.value for one in parts) >= whole.value or _NO_SUM.search(shape.text):
        return
    if abs(total - whole.value) > _FINE and abs(total / whole.value - 1) <= _SHARE + _FINE:
        yield Contradiction(
            whole.at,
            whole.end,
            f"{said(text, whole)} is said, but the parts add up to {whole.unit}{plain(total)}",
            of_parts=True,
        )


_NO_SUM = lazy.compile(r"\b(?:each|per|of\swhich|thereof|including|than|more|already|plus|alone|or|between|from)\b", _I)


def _is_slip(number: float, right: float) -> bool:
    off = abs(number - right)
    return right > 0 and off > _FINE and (is_misprint(number, right) or off <= max(_NEAR, _SHARE * right))
