"""The shape of a sentence goes in; totals come out that are not what their parts add up to.

"nine: four rowers, two cooks and a cox", "two adults (£4 each) and a child (£2) come to £12", "48 %, 37 % and 25 % of votes".
A row of parts counts only where each of them is a quantity: "and the rest" ends the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import (
    ANY,
    CLOCK,
    MONEY,
    ORDINAL,
    PERCENT,
    YEAR,
    Contradiction,
    N,
    Quantity,
    Shape,
    plain,
    said,
)
from postlint.text import lazy

_I = re.IGNORECASE
_OTHER = f"[{YEAR}{ORDINAL}]"
# "nine", "36 beds", "28 children have started": what the parts are parts of.
_WHOLE = lazy.compile(
    rf"(?P<whole>[{N}{MONEY}])(?P<noun>(?:\s(?!of\b)[a-z][\w-]*){{0,3}}|\sof\s(?:us|them|you)|"
    rf"\s[a-z][a-z ]{{1,30}}\s(?:in|on|at|across|among|from|for)\s(?:(?:the|our|its|all)\s)*{N}\s[a-z-]+(?=:))"
    rf"(?:(?P<told>\s[^,;:.(){N}{MONEY}{PERCENT}]{{3,40}}),|(?P<joint>:|,|\s\(|\s–|\s—))\s(?=[{N}{MONEY}]|an?\s)",
    _I,
)
_ROW_END = lazy.compile(
    r"[.;:!?)–—](?=\s|\Z|[.,)])|\s[–—]\s|"
    r",\s(?:and|but|so|while|which|who)\s(?:by\snow|now|all|they|we|it|everyone|nobody|none|each|have|are|were)\b",
    _I,
)
_ITEM = lazy.compile(r",\s(?:and\s|plus\s|but\s)?|\s(?:and|plus|but)\s")
_PART = lazy.compile(
    rf"(?:only\s|just\s|another\s|a\sfurther\s)?(?P<n>{ANY}|an?|one)(?P<what>(?:\s[^\s{N}{MONEY}{PERCENT}{YEAR}{ORDINAL}]+){{0,7}})",
    _I,
)
_PRICED = lazy.compile(
    rf"(?:for\s)?(?P<n>{N}|an?|one)(?:\s[^\s(){N}{MONEY}]+){{1,4}}\s(?:\((?:at\s)?(?P<a>{MONEY})(?P<each>\s(?:each|apiece|a\shead|per\s[a-z]+))?\)|at\s(?P<b>{MONEY})(?:\s(?:each|apiece|a\shead|per\s[a-z]+))?)",
    _I,
)
_COME_TO = lazy.compile(
    rf"(?:,|\s–|\s—)?\s(?:which\s|that\s|together\s|thus\s|all\s|so\s)*(?:(?:come|comes|came|add|adds|added|amount|amounts|amounted|sum|sums)(?:\sup)?\sto|makes?|made|totals?|totalled|totaled|equals?|gives?|(?:brings?|brought|takes)\s(?:us|it|them|the\s[a-z]+|our\s[a-z]+)(?:\s[a-z]+)?\sto)"
    rf"(?:\sup)?(?:\s(?:a\stotal\sof|exactly|altogether|in\sall|a\ssum\sof|just))*\s(?P<whole>[{N}{MONEY}])(?!\s(?:more|fewer|less|each|times|of))"
    rf"|(?:[,:]|\s–|\s—)\s(?:or\s|so\s)?(?P<whole2>[{N}{MONEY}])(?:\s[a-z]+){{0,2}}\s(?:in\s(?:all|total)|altogether|all\stold)\b"
    rf"|(?:[,:]|\s–|\s—)\s(?:or\s|so\s|that\sis\s|which\sis\s)?(?:a\s(?:grand\s)?(?:total|sum)\sof|altogether|together|in\s(?:all|total),?)\s(?P<whole3>[{N}{MONEY}])",
    _I,
)
# Parts that may overlap or be no parts; what is measured is measured by the unit right behind the number.
_OVERLAP = lazy.compile(
    rf"\b(?:of\s(?:them|these|those|which|whom|us|each)|new\sones?|per|more|others?|also|both|each|about|including|old|aged)\b|{ANY}\s(?:to|or)\s{ANY}",
    _I,
)
_MEASURED = lazy.compile(
    rf"{ANY}\s(?:hours?|minutes?|days?|weeks?|months?|years?|seconds?|nights?|times|metres|meters|feet|inches|points|goals|kilos?|"
    r"litres|miles)\b",
    _I,
)


def _is_loose(row: str) -> bool:
    return _OVERLAP.search(row) is not None or _MEASURED.search(row) is not None


_BOUND = lazy.compile(r"\b(?:aged?|ages|to|than|from|between|and|or|until|of)\s\Z", _I)
_CLOSE, _SHARE = 2, 0.2  # a slip of a sum: by so many, or by such a share of it


def sums(text: str, shape: Shape) -> Iterator[Contradiction]:
    """Totals before, behind and around their parts, in one sentence or in two."""
    yield from _parts_behind(text, shape)
    yield from _parts_before(text, shape)
    yield from _shared_unit(text, shape)
    yield from _of_all(text, shape)
    yield from _percentages(text, shape)


def _parts_behind(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _WHOLE.finditer(shape.text):
        end = _ROW_END.search(shape.text, found.end())
        row = shape.text[found.end() : end.start() if end else len(shape.text)]
        parts = _parts(row, shape, found.end())
        whole = shape.quantity(found.start("whole"))
        if _BOUND.search(shape.text, max(found.start() - 12, 0), found.start()):
            continue  # "aged 9 to 14"
        if parts is None or whole.vague or _is_loose(row) or _is_loose(found[0]):
            continue
        told = found["told"] or ""
        if not found["joint"] and (_WHICH.match(told) or _names_again(found["noun"] + told, row)):
            continue  # "three boats for the pier, two boats for the mill and two for us" are a row themselves
        if found["joint"] in (None, ",") and _goes_alike(found["noun"] + told, row):
            continue  # "45 euros for the bus, 30 for the boat and 12 for lunch" are a row themselves, too
        if found["joint"] == "," and not found["noun"]:
            continue  # "53.6, 24.7 and 12.1" are a row themselves
        is_bare = found["joint"] == "," and not _DID.search(found["noun"])
        if is_bare and len(parts) < 3 and whole.kind != "money":
            continue  # "three boats, two rafts and a canoe" are another row
        if any(abs(one.value - whole.value - sum(parts)) < _CLOSE / 100 for one in shape.quantities):
            continue  # "of the 61 others, 29 chose blue, 20 green and twelve red": a row of parts itself
        if _is_slip(sum(parts), whole.value, parts):
            message = _message(text, whole, sum(parts))
            yield Contradiction(whole.at, shape.at(found.end() + len(row)), message, of_parts=True)


_DID = lazy.compile(
    r"\s[a-z]+(?:s|ren|ple|men)\s(?:have|has|had|were|are|came|went|took|won|[a-z]+ed)\b", _I
)  # "guests came"
_WHICH = lazy.compile(r"\s(?:which|that|who|of)\b", _I)


def _names_again(whole: str, row: str) -> bool:
    """Whether a row of parts names the same things as what they should be parts of."""
    nouns = {word.lower().rstrip("s") for word in re.findall(r"[A-Za-z]{4,}", whole)}
    return any(word.lower().rstrip("s") in nouns for word in re.findall(r"[A-Za-z]{4,}", row))


_TO_WHAT = lazy.compile(r"\s(?:for|on|in|at|from|to|by)\b", _I)


def _goes_alike(whole: str, row: str) -> bool:
    """Whether a row goes on as it begins: "45 euros for the bus, 30 for the boat and 12 for lunch"."""
    prepositions = {found[0].lower() for found in _TO_WHAT.finditer(whole)}
    return any(found[0].lower() in prepositions for found in _TO_WHAT.finditer(row))


def _parts_before(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _COME_TO.finditer(shape.text):
        whole = shape.quantity(found.start(next(name for name in ("whole", "whole2", "whole3") if found[name])))
        start = max((mark.end() for mark in _START.finditer(shape.text, 0, found.start())), default=0)
        firsts = [one.start() for one in re.finditer(ANY, shape.text[start : found.start()])]
        for first in firsts[:_FIRSTS] if not whole.vague else ():
            at = start + first
            row = shape.text[at : found.start()]
            parts = _priced(row, shape, at) if whole.kind == "money" and first == firsts[0] else None
            is_priced = parts is not None
            parts = parts or _parts(row, shape, at)
            if parts is None and whole.kind == "money" and first == firsts[0] and not _TAKEN.search(row):
                parts = _named(row, shape, at)
            if parts is None:
                if _JOINED.search(shape.text, max(at - 6, 0), at):
                    break
                continue  # "on the three days we had 71, 64 and 83"
            if not is_priced and (_is_loose(row) or len(parts) < (2 if first == firsts[0] else _THREE)):
                break
            units = [(one.kind, one.unit) for one in shape.within(at, found.start())]
            # "184 euros, 96 and 140": the first names the unit of all.
            is_shared = units[0] == (whole.kind, whole.unit) and set(units[1:]) <= {units[0], ("number", "")}
            if (is_priced or is_shared) and _is_slip(sum(parts), whole.value, parts):
                yield Contradiction(whole.at, whole.end, _message(text, whole, sum(parts)), of_parts=True)
            break


# "The runs took 4, 6 and 5 hours, so 15 hours in all": a row whose unit is named once, and behind it their sum in that unit.
_SHARED_UNIT = lazy.compile(
    rf"(?P<row>{N}(?:,\s{N}){{1,9}},?\sand\s{N})\s(?P<unit>[a-z]+)(?:,|:|;|\s\(|\s–|\s—)\s"
    rf"(?:so\s|that\sis,?\s|i\.e\.,?\s|that\smakes\s|which\s(?:is|makes|gives)\s|making\s|or\s)?"
    rf"(?:(?P<ahead>(?:all\s)?together|altogether|in\s(?:all|total)|a\stotal\sof),?\s)?(?P<whole>{N})\s(?P=unit)\b"
    rf"(?(ahead)|(?:\s(?!more\b|less\b)[a-z]+){{0,4}}?\s(?:in\s(?:all|total)|altogether|all\stold|together)\b)",
    _I,
)
# "at 3, 4 and 6 metres": places on a scale, which nobody adds up.
_ON_SCALE = lazy.compile(r"\b(?:at|in|on|of|from|between|to|after|before|until|every|or)\s\Z", _I)


def _shared_unit(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _SHARED_UNIT.finditer(shape.text):
        whole, parts = shape.quantity(found.start("whole")), list(shape.within(*found.span("row")))
        values = [one.value for one in parts]
        is_vague = whole.vague or any(one.vague for one in parts)
        if is_vague or _ON_SCALE.search(shape.text, max(found.start() - 9, 0), found.start()):
            continue
        if _is_slip(sum(values), whole.value, values):
            yield Contradiction(whole.at, whole.end, _message(text, whole, sum(values)), of_parts=True)


_FIRSTS, _THREE = 3, 3  # numbers with which a row may begin; parts of one that does not begin its sentence
_JOINED = lazy.compile(r"(?:,|\band|\bplus)\s\Z")


def _message(text: str, whole: Quantity, total: float) -> str:
    written = plain(total) if float(total).is_integer() or whole.kind != "money" else f"{total:,.2f}"
    return f"{said(text, whole)} is said, but the parts add up to {whole.unit}{written}"


_START = lazy.compile(r"[.;:!?]\s|\s[–—]\s")


def _parts(row: str, shape: Shape, at: int) -> list[float] | None:
    """The values of a row of two parts or more; None where one of them is no quantity."""
    values: list[float] = []
    for item, place in _items(row, at):
        found = _PART.fullmatch(item)
        if found is None:
            return None
        if len(found["n"]) > 1 or found["n"] in "aA":
            values.append(1)
            continue
        one = shape.quantity(place + found.start("n"))
        if one.vague or one.kind == "percent":
            return None
        values.append(one.value)
    return values if len(values) > 1 else None


def _priced(row: str, shape: Shape, at: int) -> list[float] | None:
    """What so many things at a price each cost, one by one."""
    values: list[float] = []
    for item, place in _items(row, at):
        found = _PRICED.fullmatch(item)
        if found is None:
            return None
        number = 1.0 if len(found["n"]) > 1 or found["n"] in "aA" else shape.quantity(place + found.start("n")).value
        values.append(number * shape.quantity(place + found.start("a" if found["a"] else "b")).value)
    return values or None


# "cakes for 120 euros, soup for 80 and books for 45": what each amount was for stands before it.
_NAMED_PART = lazy.compile(
    rf"(?:only\s|just\s|another\s)?(?:[^{N}{MONEY}{PERCENT}{YEAR}{ORDINAL}{CLOCK}]{{2,40}}\s)?(?P<n>[{N}{MONEY}])(?:\s[^\s{N}{MONEY}{PERCENT}{YEAR}{ORDINAL}{CLOCK}]+){{0,6}}",
    _I,
)
# What was spent of it, given back, or is no part.
_TAKEN = lazy.compile(
    r"\b(?:costs?|paid|pays?|spent|spend|less|minus|owed?|expenses|refund\w*|discount\w*|lost|instead|from|times|only|until|if|when|or)\b",
    _I,
)


def _named(row: str, shape: Shape, at: int) -> list[float] | None:
    """The values of a row of three amounts or more, each with what it was for before or behind it."""
    values: list[float] = []
    for item, place in _items(row, at):
        found = _NAMED_PART.fullmatch(item)
        if found is None:
            return None
        one = shape.quantity(place + found.start("n"))
        if one.vague:
            return None
        values.append(one.value)
    return values if len(values) > 2 else None


def _items(row: str, at: int) -> Iterator[tuple[str, int]]:
    last = 0
    for mark in _ITEM.finditer(row):
        yield row[last : mark.start()], at + last
        last = mark.end()
    yield row[last:].rstrip(" ,"), at + last


def _is_slip(total: float, whole: float, parts: list[float]) -> bool:
    off = abs(total - whole)
    return 0.001 < off <= max(_CLOSE, _SHARE * whole) and all(0 < part < whole for part in parts)


# "Of the twelve eggs, seven hatched and four did not": the last part says that no other is left.
_OF_ALL = lazy.compile(
    rf"\bof\s(?:the\s|our\s|its\s|these\s)?(?P<whole>{N})\s[a-z]+(?:\s[a-z]+)?,\s"
    rf"(?P<parts>{N}\s[^,;:.{N}]{{3,40}}?(?:,\s{N}\s[^,;:.{N}]{{3,40}}?)?,?\s(?:and|but)\s{N}\s"
    r"(?:(?:did|were|have|are|has)\snot\b|(?:are\s|is\s|were\s|still\s|remain\s|stand\s|stood\s)*(?:free|empty|open|vacant|available|"
    r"missing|left)\b|[a-z]+ed\b))",
    _I,
)


def _of_all(text: str, shape: Shape) -> Iterator[Contradiction]:
    for found in _OF_ALL.finditer(shape.text):
        whole = shape.quantity(found.start("whole"))
        parts = [one.value for one in shape.within(*found.span("parts"))]
        if not whole.vague and _is_slip(sum(parts), whole.value, parts):
            yield Contradiction(
                whole.at, shape.at(found.end() - 1) + 1, _message(text, whole, sum(parts)), of_parts=True
            )


# --- shares of a hundred

_SPLIT = lazy.compile(
    r"\b(?:split|divid\w+|shared\s(?:out|among|between)|made\sup|breaks?\sdown|break-?down|consists?|compris\w+|the\swhole|of\severy|of\seach|"
    r"altogether|in\stotal|allocat\w+|distribut\w+|mix(?:ture)?|blend|composed)\b",
    _I,
)
_REST = lazy.compile(rf"\b(?:remaining|the\sother|the\srest,?(?:\s\()?|leaving)\s?{PERCENT}", _I)
_VOTE = lazy.compile(
    r"\b(?:votes?|voted|voters|ballots?)\b|\byes\b.*\bno\b|\b(?:for|in\sfavou?r)\b.*\bagainst\b|\bagree\b.*\bdisagree\b",
    _I,
)
_ROUNDED = lazy.compile(
    r"\b(?:round\w*|multiple|more\sthan\sone|several|overlap\w*|plus|extra|on\stop|additional\w*|in\s(?:19|20)\d\d|than|compared|respectively|up|down)\b",
    _I,
)
_FAR = 30  # per cent; what misses by more is no row of parts
_HUNDRED = 100


def _percentages(text: str, shape: Shape) -> Iterator[Contradiction]:
    shares = [one for one in shape.quantities if one.kind == "percent"]
    if len(shares) < 2 or YEAR in shape.text or any(one.vague for one in shares) or _ROUNDED.search(shape.text):
        return
    total = sum(one.value for one in shares)
    is_whole = _REST.search(shape.text) or (len(shares) > 2 and _SPLIT.search(shape.text))
    is_vote = len(shares) > 2 and total > _HUNDRED and _VOTE.search(shape.text)
    slack = max(one.step for one in shares) * len(shares) / 2 + 0.001
    if (is_whole or is_vote) and slack < abs(total - _HUNDRED) <= _FAR and max(one.value for one in shares) < _HUNDRED:
        yield Contradiction(shares[0].at, shares[-1].end, f"these shares add up to {plain(total)} %")


def counted_before(before: Shape, text: str, shape: Shape) -> Iterator[Contradiction]:
    """ "We asked 60 members. 41 want …, 12 … and 9 …": the sentence `before` names the whole, this one three parts or more."""
    numbers = before.quantities
    if len(numbers) != 1 or numbers[0].kind != "number" or numbers[0].vague or shape.text[:1] != N:
        return
    row = _OF_THEM.sub("", shape.text.rstrip(" .!"))
    if _is_loose(row) or re.search(_OTHER, row):
        return
    parts = _clauses(row, shape)
    if parts and len(parts) > 2 and 0 < abs(sum(parts) - numbers[0].value) <= _CLOSE and max(parts) < numbers[0].value:
        message = f"of {plain(numbers[0].value)} the parts add up to {plain(sum(parts))}"
        yield Contradiction(shape.quantities[0].at, shape.quantities[-1].end, message, of_parts=True)


_OF_THEM = lazy.compile(rf"(?<=\A{N})\sof\s(?:us|them|these|those)\b", _I)


def _clauses(row: str, shape: Shape) -> list[float] | None:
    values = []
    shift = len(shape.text.rstrip(" .!")) - len(row)
    for index, (item, place) in enumerate(_items(row, 0)):
        place += shift if index else 0
        if not re.match(N, item) or len(re.findall(ANY, item)) != 1:
            return None
        one: Quantity = shape.quantity(place)
        values.append(one.value)
    return values
