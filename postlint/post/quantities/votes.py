"""The shape of a sentence goes in; the result of a vote comes out that is not what so many members have to give.

"All 38 members voted: 21 were for it, 12 against, with three abstentions", "of 200 votes cast, 120 were for Ann and 90 for Bo".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import Contradiction, N, Quantity, Shape, plain, said
from postlint.text import lazy

_I = re.IGNORECASE
_VOTERS = (
    r"(?:members|councill?ors|delegates|trustees|shareholders|owners|residents|people|students|parents|voters|directors|seats|"
    r"votes|ballots|ballot\spapers|parishioners|tenants|players|maintainers|electors|representatives)"
)
# How many could vote, or did: "all 38 members were present", "200 votes were cast".
_WHOLE = lazy.compile(
    rf"(?P<all>\ball\s(?:of\s)?(?:the\s|our\s|its\s)?|\bof\s(?:the\s|our\s)?(?={N}\s(?:ballots|votes)\b))?(?P<whole>{N})\s(?:[a-z-]+\s){{0,2}}?{_VOTERS}\b"
    rf"(?P<done>[^.;:!?{N}]{{0,40}}?\b(?:present|voted|vote|cast|took\spart|counted|received|returned|valid|attended)\b)?",
    _I,
)
_GAVE = lazy.compile(r"\b(?:either\s)?vot(?:ed|e|ing)\b(?:\sor\sabstain)?|\bcast\b|\bcounted\b|\bvalid\b", _I)
# "by 21 votes to 12, with three abstentions", "21 for, 12 against and 3 abstentions", "21 in favour, 12 against"
_RESULT = lazy.compile(
    rf"(?:\b(?:by\s|of\s|was\s|is\s)(?P<a>{N})\s?(?:votes?\s)?(?:to|against|–)\s?(?P<b>{N})(?:\svotes)?|"
    rf"(?P<a2>{N})\s(?:[a-z]+\s){{0,3}}?(?:for|in\sfavou?r|yes|aye)\b(?:\sof\sit|\sit)?[^.;:!?{N}]{{0,40}}?[\s,](?P<b2>{N})\s(?:[a-z]+\s){{0,2}}?(?:against|no|nay)\b)"
    rf"(?:(?:,|\sand|\swith|\s\(|;)[^.!?{N}]{{0,20}}?\s?(?P<c>{N})\s(?:[a-z]+\s){{0,2}}?(?:abst[a-z]+|blank|spoi[a-z]+|invalid|undecided))?",
    _I,
)
_SHARE, _FEW = 0.15, 3


def votes(text: str, shape: Shape) -> Iterator[Contradiction]:
    """A result that has more votes than there are voters, or another number than all of them gave."""
    results = list(_RESULT.finditer(shape.text))
    wholes = [found for found in _WHOLE.finditer(shape.text) if found["all"] or found["done"]]
    if len(results) != 1 or len(wholes) != 1 or wholes[0].start("whole") in range(*results[0].span()):
        return
    (found,), (voters,) = results, wholes
    whole = shape.quantity(voters.start("whole"))
    parts = [shape.quantity(found.start(name)) for name in ("a", "b", "a2", "b2", "c") if found[name]]
    if whole.vague or any(one.vague for one in parts):
        return
    total, abstained = sum(one.value for one in parts), parts[-1].value if found["c"] else 0
    off = whole.value - total
    gave_all = _GAVE.search(shape.text[voters.start() :].partition(";")[0] + (voters["done"] or "")) is not None
    is_short = gave_all and (found["c"] is not None or "all" in (voters["all"] or "").lower() or "cast" in shape.text)
    if whole.value in (total, total - abstained) or not (off < 0 or is_short):
        return
    if abs(off) <= max(_FEW, _SHARE * whole.value):
        yield Contradiction(parts[0].at, parts[-1].end, _message(text, whole, parts, total))


def _message(text: str, whole: Quantity, parts: list[Quantity], total: float) -> str:
    row = " + ".join(plain(one.value) for one in parts)
    return f"{row} make {plain(total)} votes, not {said(text, whole)}"
