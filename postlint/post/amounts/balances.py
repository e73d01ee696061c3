"""Sentences that stand together go in; what is left comes out that is not the whole less the part.

"Income was £18,400, costs came to £17,900: a surplus of £600", "Goal: 8,000 / Pledged: 6,150 / Missing: 1,950". Each amount
plays the part that the words beside it give it; with one of each part, and no other amount of the measure, the three
must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from postlint.model.named import NamedTuple
from postlint.post.amounts.reader import Amount, Told
from postlint.post.amounts.totals import is_name
from postlint.post.quantities.reader import Contradiction, is_misprint, plain
from postlint.text import lazy

_I = re.IGNORECASE


class _Family(NamedTuple):
    """The words by which a whole, what goes off it and what is left of it are known."""

    whole: re.Pattern[str]
    part: re.Pattern[str]
    rest: re.Pattern[str]
    is_money: bool = False


def _words(words: str) -> re.Pattern[str]:
    return lazy.compile(rf"\b(?:{words})\b", _I)


_FAMILIES = (
    _Family(
        _words(
            r"income|takings|took\s(?:in\s)?|takes\sin|revenues?|receipts|raised|received|earned|earnings|"
            r"sales|proceeds|turnover|came\sin|brought\sin|collected|donations"
        ),
        _words(
            r"costs?|spent|spend|spending|expenses|expenditure|outgoings|paid(?:\sout)?|bills?|outlay|"
            r"went\sout|swallowed|ate|after|minus|less"
        ),
        _words(
            r"surplus|profit|left(?:\sover)?|leav(?:es|ing)|remain\w*|balance|in\sthe\sblack|net|gain(?:ed)?|"
            r"plus|over|kept|go(?:es)?\sto|went\sto"
        ),
        is_money=True,
    ),
    _Family(
        _words(r"costs?|spent|spend|spending|expenses|expenditure|outgoings|bills?|outlay"),
        _words(
            r"income|takings|took\sin|revenues?|receipts|raised|received|earned|earnings|sales|proceeds|"
            r"turnover|came\sin|brought\sin|collected|donations"
        ),
        _words(r"deficit|loss|lost|short(?:fall)?|hole|gap|in\sthe\sred|minus|missing"),
        is_money=True,
    ),
    _Family(
        _words(r"goal|target|need(?:ed|s)?|want(?:ed|s)?|hoped\sfor|aim(?:ed|ing)?|costs?|price|estimate|bill"),
        _words(
            r"got|raised|pledged|collected|so\sfar|donated|in\shand|reached|have|received|given|in\sthe\s(?:pot|"
            r"bank|box|kitty|tin)|saved|gave|granted|contributed|paid"
        ),
        _words(r"missing|short|to\sgo|remain\w*|to\sfind|to\sraise|lacking|gap|left|outstanding|still|find|rest"),
        is_money=True,
    ),
    _Family(
        _words(
            r"seats?|holds?|capacity|places|room\sfor|tickets?\sin\sall|printed|ordered|bought|baked|had|"
            r"invited|stock|registered|signed\sup|asked|delivered|start(?:ed|s)?|began|begun|own(?:ed|s)?|"
            r"keep|kept|invited|of"
        ),
        _words(
            r"sold|taken|booked|occupied|reserved|gone|given(?:\saway)?|gave\s(?:away|out)|used|eaten|let|"
            r"came|turned\sup|showed\sup|attended|answered|filled|lent|took|lost|died|flew\saway|broke|fell|"
            r"cancelled|went"
        ),
        _words(
            r"left(?:\sover)?|remain\w*|unsold|free|empty|available|vacant|still|stayed\s(?:away|at\shome)|"
            r"did\snot|missing|returned|sent\sback|spare|unanswered"
        ),
    ),
    _Family(
        _words(
            r"produced|harvested|picked|generated|brewed|pressed|made|grew|collected|gathered|caught|yielded|"
            r"received|delivered|mined|dug|baked"
        ),
        _words(r"used|kept|ate|eaten|burn(?:ed|t)|consumed|needed|sold|drank|ourselves|stored|own\suse"),
        _words(
            r"fed|exported|sold|gave|given|donated|sent|went|passed\son|exchanged|left|remain\w*|rest|surplus|"
            r"thrown\saway|returned|shared"
        ),
    ),
)
_END = lazy.compile(r"[.;\n!?]|,\s(?:and|but|while|so)\s")
# An amount that is named beside the three: of another year, of one thing.
_ASIDE = lazy.compile(
    r"\b(?:from|against|than|compared\s(?:with|to)|of\swhich|including|includes|instead\sof|"
    r"last\s(?:year|time|month)(?:['’]s)?|in\s(?:19|20)\d\d)\s(?:[a-z]+\s){0,3}\Z",
    _I,
)
_LOOSE = lazy.compile(
    r"\b(?:about|around|almost|nearly|roughly|some|other|others|another|more|also|besides|plus|further|"
    r"additional\w*|extra|first|loan|reserves?|if|would|could|joined|new\sones|per)\b",
    _I,
)
_WEEKDAY = lazy.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SHARE, _CLOSE, _TWO, _THREE, _FOUR_PARTS, _FOUR = 0.2, 2, 2, 3, 4, 5


def balances(row: Sequence[Told]) -> Iterator[tuple[Told, Contradiction]]:
    """What is left and should be another amount, in one sentence or in two or three that follow each other."""
    done: set[tuple[int, int]] = set()
    for index in range(len(row)):
        for length in (1, 2, 3):
            near = row[index : index + length]
            if (
                len(near) < length
                or len({one.flow for one in near}) > 1
                or sum(len(one.amounts) for one in near) < _THREE
            ):
                continue
            grown = _grown(near)
            for wrong in (*_of(near), *((grown,) if grown else ())):
                told, one = wrong
                if (told.flow, told.at + one.at) not in done:
                    done.add((told.flow, told.at + one.at))
                    yield wrong


# "318 in January. 27 joined and 14 left, so that we are now 331."
_CAME = lazy.compile(r"\b(?:joined|join|new|came|born|arrived|gained|signed\sup|moved\sin|hired|added|bought)\b", _I)
_WENT = lazy.compile(
    r"\b(?:left|died|resigned|moved\s(?:away|out)|lost|quit|retired|went|sold|dropped\sout|removed)\b", _I
)
_NOW = lazy.compile(r"\b(?:now|today|makes|leaves|total|stands?\sat|at\spresent|currently|in\sall|altogether)\b", _I)


def _grown(near: Sequence[Told]) -> tuple[Told, Contradiction] | None:
    """What so many have become by those who came and those who left."""
    amounts = [(told, one) for told in near for one in told.amounts if not (one.per or is_name(told, one))]
    if len(amounts) != _FOUR_PARTS or any(one.vague or one.kind != "number" or one.step != 1 for _, one in amounts):
        return None
    (_, start), (first, a), (second, b), (told, end) = amounts
    words = [" ".join(_beside(*one)) for one in ((first, a), (second, b))]
    signs = [(_CAME.search(one) is not None) - (_WENT.search(one) is not None) for one in words]
    nouns = {one.noun for _, one in amounts if one.noun}
    if sorted(signs) != [-1, 1] or len(nouns) > _TWO or not _NOW.search(told.text[b.end if told is second else 0 :]):
        return None
    right = start.value + signs[0] * a.value + signs[1] * b.value
    off = abs(end.value - right)
    if (
        off < 1
        or min(start.value, end.value) <= max(a.value, b.value)
        or not (is_misprint(end.value, right) or off <= _CLOSE)
    ):
        return None
    first_sign, second_sign = ("+" if sign > 0 else "−" for sign in signs)
    change = f"{plain(start.value)} {first_sign} {plain(a.value)} {second_sign} {plain(b.value)}"
    return told, told.wrong(end, f"{change} are {plain(right)}, not {told.said(end)}")


def _of(near: Sequence[Told]) -> Iterator[tuple[Told, Contradiction]]:
    amounts = [
        (told, one)
        for told in near
        for one in told.amounts
        if not (one.per or is_name(told, one) or _is_aside(told, one))
    ]
    for measure in dict.fromkeys((one.kind, one.unit, one.noun) for _, one in amounts):
        alike = [
            (told, one) for told, one in amounts if (one.kind, one.unit) == measure[:2] and one.noun in ("", measure[2])
        ]
        if not _THREE <= len(alike) <= _FOUR or any(one.vague for _, one in alike):
            continue
        if len({day for told in near for day in _WEEKDAY.findall(told.text)}) > 1:
            continue
        if any(_LOOSE.search(told.text) for told in near) or len({one.value for _, one in alike}) < _THREE:
            continue
        before_behind = [_beside(told, one) for told, one in alike]
        for family in _FAMILIES:
            if family.is_money and measure[0] != "money":
                continue
            wrong = _balance(family, alike, before_behind)
            if wrong:
                yield wrong
                return


def _is_aside(told: Told, one: Amount) -> bool:
    before = told.text[max(one.at - 40, 0) : one.at]
    is_after = _AFTER.search(before) is not None and _OF_THEN.match(told.text, one.end) is not None
    return is_after or _ASIDE.search(before) is not None


# "after £1,100 in 2021" is another year's, "after £410 for the hall" is what goes off.
_AFTER = lazy.compile(r"\bafter\s(?:[a-z]+\s){0,3}\Z", _I)
_OF_THEN = lazy.compile(
    r"\s(?:[a-z]+\s){0,2}(?:in\s(?:19|20)\d\d|last\s[a-z]+|the\s(?:year|month|week|season)\sbefore)\b", _I
)


def _beside(told: Told, one: Amount) -> tuple[str, str]:
    """The words of the clause before an amount, back to the amount before it, and those behind it."""
    last = max((other.end for other in told.amounts if other.end <= one.at), default=0)
    following = min((other.at for other in told.amounts if other.at >= one.end), default=len(told.text))
    *others, before = _END.split(told.text[last : one.at])
    if last and not others and (cut := re.search(_BREAK, before)):
        before = before[cut.end() :]  # what stands right behind the amount before it is said of that
    return before, re.split(_BREAK, told.text[one.end : following], maxsplit=1)[0]


_BREAK = r"[,;:.\n(–—!?]|\s(?:and|but|so)\s"


def _parts_of(family: _Family, beside: tuple[str, str]) -> set[str]:
    """The parts that the words beside an amount may give it: the last word before it, or the first behind."""
    before, behind = beside
    found = [(one.end(), name) for name in _NAMES for one in getattr(family, name).finditer(before)]
    if found:
        return {name for end, name in found if end == max(found)[0]}
    found = [(one.start(), name) for name in _NAMES if (one := getattr(family, name).search(behind))]
    return {name for start, name in found if start == min(found)[0]}


_NAMES = ("whole", "part", "rest")


def _balance(
    family: _Family, alike: Sequence[tuple[Told, Amount]], beside: Sequence[tuple[str, str]]
) -> tuple[Told, Contradiction] | None:
    may_be = [_parts_of(family, words) for words in beside]
    ways = [way for way in permutations(_NAMES) if all(name in one for name, one in zip(way, may_be, strict=False))]
    if len(alike) != _THREE or len(ways) != 1:
        return None
    by = dict(zip(ways[0], alike, strict=True))
    (_, whole), (_, part), (told, rest) = by["whole"], by["part"], by["rest"]
    nouns = {one.noun for one in (whole, part, rest) if one.noun} if not whole.unit else set()
    if whole.value <= part.value or rest.value >= whole.value:
        return None
    if len(nouns) > 1:
        return None
    right = whole.value - part.value
    off = abs(rest.value - right)
    steps = [one.step for one in (whole, part, rest)]
    slack = sum(steps) / 2 if len(set(steps)) > 1 and max(steps) > 1 else 0.001
    if off <= slack or not (is_misprint(rest.value, right) or off <= max(_CLOSE, _SHARE * right)):
        return None
    unit = whole.unit
    ends = f"{unit}{plain(whole.value)} less {unit}{plain(part.value)}"
    message = f"{ends} are {unit}{plain(round(right, 2))}, not {told.said(rest)}"
    return told, told.wrong(rest, message)
