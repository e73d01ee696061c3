"""Sentences that stand together go in; totals come out that are not what the row of parts in a sentence beside them adds up to.

"84 came by bus, 57 by boat and 119 on foot. 250 guests in one day!" A row is read from its joints: each of its numbers has an
item of its own. A number beside it is its total where words say so, or where it takes up the things again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from postlint.post.amounts.reader import Amount, Told, is_plural
from postlint.post.quantities.reader import MONEY, YEAR, Contradiction, is_misprint, plain
from postlint.text import lazy

_I = re.IGNORECASE
_JOINT = lazy.compile(r"[,;]|\b(?:and|plus|while|whereas)\b", _I)
# Parts that may overlap, or of which more follow.
_LOOSE = lazy.compile(
    r"\b(?:of\s(?:them|these|those|which|whom|us|each)|per|more|fewer|less|than|others?|also|each|including|"
    r"old|aged|ago|times|most|"
    r"respectively|average|another|than|instead|every|etc|ranked?|came\s(?:first|second|third))\b|"
    r"(?:\b(?:between|from|until)|\ue000\sor)\s\ue000|…|\.\.\.",
    _I,
)
# A number that names a thing: "Year 5", "room 12", "Bus 7".
_NAMED = lazy.compile(
    r"(?:\b(?:class|room|year|grade|team|group|gate|page|issue|number|no\.|nos\.|chapter|part|version|line|"
    r"bus|route|day|week|round|season|"
    r"hall|section|stage|level|phase|step|track|platform|zone|house|box|lot|volume|figure|table|form|age|unit|"
    r"under|over)|#)\s?\Z",
    _I,
)
_CAPITAL = lazy.compile(r"(?<=\s)(?!I\s)[A-Z][a-z]+\s\Z")
_SUM = lazy.compile(
    r"(?:\b(?:(?:which|that|this|it|these|those|they|together|all)\s(?:all\s)?(?:makes?|made|is|are|was|were|"
    r"gives?|gave|brings?|comes?|came|adds?\sup|added\sup|amounts?)"
    r"|making|totals?|totalled|totalling|sum(?:s|med)?|adds?\sup|added\sup|altogether|in\sall|in\stotal|"
    r"all\stogether|all\sin\sall|all\stold|taken\stogether|together|overall|combined)\b"
    r"(?:\s(?:up|us|you|them|our|the|a|an|it|grand|to|of|exactly|just|total|number|figure|sum|count|tally|"
    r"altogether|in\sall)){0,6},?\s(?:[a-z]+\s){0,2}\Z)",
    _I,
)
_IN_ALL = lazy.compile(
    r"(?:\s[a-z][\w'’-]*){0,4}\s(?:in\s(?:all|total)|altogether|all\stold|all\stogether|together|combined|overall)\b",
    _I,
)
_AGAIN = lazy.compile(
    r"(?:(?:\A|[\"“„»(]|[,;:–—]\s)\W*|\b(?:all(?:\sof)?(?:\s(?:the|our|these|those))?|the|these|those|our|"
    r"(?:\A|\s)with|we\s(?:have|had|are|were|packed|counted))\s)"
    r"(?:[a-z]+\s)?\Z",
    _I,
)
# "With 71 pupils", "the 510 lengths": a bare "the 12th", "the 4 corners" is another thing, and so is what is told of a part.
_NOT_AGAIN = lazy.compile(
    r"\s(?:of\s(?:them|these|those|which|whom|us)|more|fewer|less|others?|percent|per\scent|times|new)\b|"
    r"\s[a-z-]+\s(?:to\sgo|left|away|ahead|behind|remain\w*|short|more|still)\b",
    _I,
)
_TAKES = lazy.compile(r"\b(?:the|these|those|all|our)\s(?:[a-z]+\s)?\Z", _I)
_THESE = lazy.compile(r"\b(?:these|those)\s\Z", _I)
_OF_YOU, _ALL = lazy.compile(r"\sof\s(?:you|us|them)\b"), lazy.compile(r"\ball\s\Z", _I)
_ADDED = lazy.compile(r"\b(?:with|plus|including|without|counting|besides)\s(?:[a-z]+\s){0,2}\Z", _I)
_CLOSE, _SHARE, _NARROW = 2, 0.2, 0.06
_THREE, _MOST, _FAR, _LEAST = 3, 12, 2, 0.001
# What tells of another time, or why the sum is less than its parts.
_ELSE = lazy.compile(
    rf"\b(?:in|of)\s{YEAR}|\b(?:last|previous|record|before|ago|both|twice|because|except|overlap\w*|double)\b|"
    rf"\bsince\s(?!{YEAR})|"
    r"\bof\s(?:us|them|these|those|whom|which)\s(?:[a-z]+\s)?(?:sit|sing|play|are|were|is|was|came|come|did|"
    r"do|have|had)\b",
    _I,
)


def totals(row: Sequence[Told]) -> Iterator[tuple[Told, Contradiction]]:
    """The wrong totals of a row of sentences, each with its own."""
    for index, told in enumerate(row):
        own = _in_itself(told)
        if own:
            yield told, own
            continue
        parts = parts_of(told)
        if not parts:
            continue
        beside = [(one, True) for one in row[index + 1 : index + 1 + _FAR]]
        beside += [(row[index - 1], False)] if index else []
        for one, is_behind in beside:
            if is_behind and len(parts_of(one)) >= _THREE:
                break
            wrong = _wrong(parts, one, is_behind=is_behind)
            if wrong:
                yield one, wrong
                break


def parts_of(told: Told) -> list[Amount]:
    """The amounts of a sentence that is a row of parts, one in each of its items; none where it is not."""
    shape = told.shape
    amounts = [one for one in told.amounts if not is_name(told, one)]
    if not 1 < len(amounts) <= _MOST or _LOOSE.search(shape.text):
        return []
    if any(one.kind in ("percent", "clock") for one in shape.quantities):
        return []
    # "Our three branches have 1,204, 866 and 951 members": what stands before the row is no item of it.
    while len(amounts) > _THREE and not _JOINT.search(shape.text, amounts[0].place + 1, amounts[1].place):
        whole, *amounts = amounts
        if abs(whole.value - sum(one.value for one in amounts)) < _LEAST:
            return []  # the sentence gives their sum itself
    return amounts if _is_row(told, amounts) else []


def _is_row(told: Told, amounts: Sequence[Amount]) -> bool:
    if any(one.vague or one.per or one.value <= 0 or one.place < 0 for one in amounts):
        return False
    if len(amounts) < 2 or len({(one.kind, one.unit) for one in amounts}) > 1:
        return False
    text = told.shape.text
    if len({one.step for one in amounts}) > 1 or not any(_OF_WHAT.match(text, one.place + 1) for one in amounts):
        return False
    nouns = {one.noun for one in amounts if one.noun}
    if len(nouns) > 1 and any(noun in _MEASURES for noun in nouns):
        return False
    first = amounts[0].place
    if (
        amounts[0].kind == "number"
        and not any(one.noun for one in amounts[:-1])
        and _ON_SCALE.search(told.shape.text, max(first - 9, 0), first)
    ):
        return False  # "at 3, 4 and 6 metres": places on a scale, which nobody adds up
    between = [told.shape.text[one.place + 1 : other.place] for one, other in pairwise(amounts)]
    return all(_JOINT.search(words) and not _FOLLOWS.search(words) for words in between)


# "30, 32 and 31" alone are no amounts of anything.
_OF_WHAT = lazy.compile(rf"\s(?!(?:and|or|but|plus)\b)[A-Za-z(]|[,;:]?\s?(?:and\s)?{MONEY}|(?<={MONEY})")
# What follows from another number is no item beside it.
_FOLLOWS = lazy.compile(r"\b(?:so|thus|hence|therefore|that\sis|which|because|if|than|i\.e)\b|--|=", _I)
_ON_SCALE = lazy.compile(r"\b(?:at|in|on|of|from|between|to|after|before|until|every|or)\s\Z", _I)
_MEASURES = frozenset(
    "hour minute day week month year second night time metre meter mile kilo km kg litre point goal degree kwh mb gb tb ms cm "
    "mm".split()
)


_MONTHS = frozenset("january february march april may june july august september october november december".split())
_MONTH_BEFORE = lazy.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s\Z"
)


_NTH = lazy.compile(r"\b(?:first|second|third|fourth|fifth|last|next|this|each|every|one|per|[a-z]+th)\s[a-z]+\s\Z", _I)
_NEXT_WORD = lazy.compile(r"\s([A-Za-z-]+)")


def _next_word(told: Told, one: Amount) -> str:
    found = _NEXT_WORD.match(told.text, one.end)
    return found[1] if found else ""


def is_name(told: Told, one: Amount) -> bool:
    """Whether a number names a thing and counts nothing: "Year 5"."""
    if one.kind != "number" or one.place < 0:
        return False
    before = told.shape.text[max(one.place - 16, 0) : one.place]
    if one.noun in _MONTHS or _MONTH_BEFORE.search(before):
        return True
    if _NTH.search(before) and is_plural(_next_word(told, one)):
        return False  # "in the first round 41 runners"
    return _NAMED.search(before) is not None or _CAPITAL.search(before) is not None


def _wrong(parts: Sequence[Amount], told: Told, *, is_behind: bool) -> Contradiction | None:
    total = sum(one.value for one in parts)
    if _ELSE.search(told.shape.text):
        return None
    known = {one.value for one in parts}
    nouns = {one.noun for one in parts if one.noun}
    for one in told.amounts:
        fits = one.kind == parts[0].kind and one.unit == parts[0].unit and not (one.vague or is_name(told, one))
        if not fits or one.value <= max(known) or one.place < 0:
            continue
        before, after = told.shape.text[: one.place], told.shape.text[one.place + 1 :]
        is_of_you = _OF_YOU.match(after) is not None and _ALL.search(before) is not None
        if (
            (_NOT_AGAIN.match(after) and not is_of_you)
            or (one.noun in _MEASURES and nouns != {one.noun})
            or one.step != parts[0].step
        ):
            continue
        off = abs(one.value - total)
        if off < 0.001:
            return None
        added = [other for other in told.amounts if other.end <= one.at or _ADDED.search(told.text[: other.at])]
        if any(abs(off - other.value) < 0.001 for other in added):
            return None  # "With the five teachers that makes 74"
        is_said = is_behind and (_SUM.search(before[-60:]) or _IN_ALL.match(after)) is not None
        if one.noun in _MEASURES and not is_said and not _TAKES.search(before):
            continue  # "with 40 miles to go"
        is_these = _THESE.search(before) is not None
        if (one.per and not (is_said and one.per in _MEASURES)) or sum(
            other.end <= one.at for other in told.amounts
        ) > 1:
            continue  # "four courses of six weeks: that is 20 places" takes up its own sentence
        is_near = is_misprint(one.value, total) or off <= max(_CLOSE, _NARROW * total)
        is_same = bool(one.noun) and nouns == {one.noun}
        is_again = (
            _AGAIN.search(before) is not None
            and (bool(one.noun) or is_of_you or is_these)
            and (is_same or is_these or len(parts) >= _THREE)
        )
        if is_said and off <= max(_CLOSE, _SHARE * total):
            return told.wrong(one, _message(told, one, total))
        is_near = is_near and (is_same or is_misprint(one.value, total) or off <= _CLOSE)
        if is_again and is_near and (is_behind or is_same):
            return told.wrong(one, _message(told, one, total))
    return None


# "Yesterday 1,318 came, today 1,455: 2,873 in two days"
_SO = lazy.compile(
    r"(?:[:;]|\s[–—]|,\s(?:so|thus|hence|that\sis|i\.e\.|which\s(?:is|makes|gives|means)|making|giving))"
    r"\s(?:[a-z]+\s){0,3}?\Z",
    _I,
)


def _in_itself(told: Told) -> Contradiction | None:
    """The wrong total with which a row of parts ends; a number of its parts may stand behind it."""
    amounts = [one for one in told.amounts if not is_name(told, one)]
    if not _THREE <= len(amounts) <= _MOST or _LOOSE.search(told.shape.text):
        return None
    if amounts[-1].value == len(amounts) - 2:
        amounts = amounts[:-1]
    *parts, whole = amounts
    if (
        not _is_row(told, parts)
        or whole.vague
        or whole.per
        or whole.place < 0
        or (whole.kind, whole.unit) != (parts[0].kind, parts[0].unit)
    ):
        return None
    between = told.shape.text[parts[-1].place + 1 : whole.place]
    nouns = {one.noun for one in (*parts, whole) if one.noun}
    if not _SO.search(between) or (len(nouns) > 1 and not _IN_ALL.match(told.shape.text, whole.place + 1)):
        return None
    total = sum(one.value for one in parts)
    off = abs(whole.value - total)
    is_near = is_misprint(whole.value, total) or off <= max(_CLOSE, _NARROW * total)
    if (
        off < 0.001
        or not is_near
        or whole.value <= max(one.value for one in parts)
        or _NOT_AGAIN.match(told.shape.text, whole.place + 1)
    ):
        return None
    return told.wrong(whole, _message(told, whole, total))


def _message(told: Told, one: Amount, total: float) -> str:
    return f"{told.said(one)} is said, but the parts add up to {one.unit}{plain(round(total, 2))}"
