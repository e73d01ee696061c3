"""The shape of a sentence goes in; hours and minutes come out that do not fit the two times between which they lie.

"a two-hour walk, 14:00 to 15:00", "from 10:15 to 12:00, which gives you 90 minutes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import CLOCK, PAUSED, Contradiction, N, Shape, duration, said
from postlint.text import lazy

_I = re.IGNORECASE
_HOURS = lazy.compile(
    rf"(?:(?P<n>{N}|an?|one)(?P<half>(?:-|\s)and(?:-|\s)a(?:-|\s)half)?+(?!\sand\sa\squarter)(?:-|\s)(?P<unit>hour|minute)s?(?:\s[a-z][\w-]*){{0,4}}(?:(?:\s\(|(?:,|:|\s–|\s—)?\s)(?:from\s)?|(?:\s\(|(?:,|:|\s–|\s—)\s)between\s)(?P<a>{CLOCK})\s?(?:–|-|to|until|till|and)\s?(?P<b>{CLOCK})|"
    rf"(?P<a2>{CLOCK})\s?(?:–|-|to|until|till|and\s(?:ends|closes|finishes)\sat)\s?(?P<b2>{CLOCK})(?:\s[A-Z]{{2,4}})?(?:,|:|\s\(|\s–|\s—|\sand|;|\s=)\s?"
    r"(?:(?:an?|which|that|so|it|this|you|we|i\.e\.,?|a\stotal\sof|lasts?|lasting|takes?|taking|is|are|makes?|making|gives?|giving|leaves?|"
    r"leaving|have|has|get|you|we|us|them|for|just|only|exactly|full|all|means|can|will|enjoy|spend|there|be)\s){0,5}"
    rf"(?P<n2>{N})(?P<half2>\sand\sa\shalf)?+(?:-|\s)(?:full\s|whole\s)?(?P<unit2>hour|minute)s?(?=[.,;:)!]|\Z|\s(?!(?:later|before|earlier|after|early|late|each|per|ago|and)\b)))",
    _I,
)
_EVERY = lazy.compile(r"(?:\b(?:every|each|per|first|last|within)|\bhours?(?:,|\sand|,\sand))\s\Z", _I)
_AGAIN = lazy.compile(r"\s(?:a|an|per|each|every)\s(?:day|night|week|shift|visit|tour|group|person|head)\b", _I)
_AFTER_EACH = lazy.compile(r"[^.;!?]{0,20}\b(?:every|each)\b", _I)
_FAR = 150  # minutes; what lies farther apart is open for longer than the one thing takes
_DAY = 24 * 60
_HALF_DAY = 12 * 60
_HALF_HOUR, _HOUR = 30, 60


def hours(text: str, shape: Shape) -> Iterator[Contradiction]:
    """Hours and minutes beside the two times between which they lie."""
    for found in _HOURS.finditer(shape.text) if shape.text.count(CLOCK) > 1 else ():
        second = "2" if found["a2"] else ""
        a, b = (shape.quantity(found.start(letter + second)) for letter in "ab")
        word = found["n" + second]
        number = shape.quantity(found.start("n" + second)) if len(word) == 1 and word not in "aA" else None
        minutes = (number.value if number else 1) * (60 if found["unit" + second].lower() == "hour" else 1)
        minutes += _HALF_HOUR if found["half" + second] and found["unit" + second].lower() == "hour" else 0
        between = (b.value - a.value) % _DAY
        vague = a.vague or b.vague or (number is not None and number.vague)
        vague = vague or _EVERY.search(shape.text, max(found.start() - 10, 0), found.start()) is not None
        # A break makes what lies between the two longer than the thing, and never shorter.
        vague = vague or (PAUSED.search(shape.text) is not None and not between < minutes <= between + _HOUR)
        vague = vague or _AGAIN.search(found[0]) is not None or _AFTER_EACH.match(shape.text, found.end()) is not None
        vague = vague or abs((between - minutes) % _HALF_DAY) > _FAR < abs((minutes - between) % _HALF_DAY)
        vague = vague or shape.text.endswith("by ", 0, found.start())  # "shorter by an hour: 22:00 to 6:00"
        if not vague and minutes not in (between, (between + _HALF_DAY) % _DAY) and between:
            at = number.at if number else shape.at(found.start("n"))
            yield Contradiction(
                at,
                b.end,
                f"from {said(text, a)} to {said(text, b)} it is {duration(between)}, not {duration(minutes)}",
            )
