"""The shape of a sentence goes in; hours of one moment come out that no two time zones show at once: "15:00 UTC (18:00 CEST)".

A zone is read with and without its summer time, whatever its letter says: who writes EST in July means New York.
Source of the offsets: the IANA time zone database; names of several zones (IST, CST of China) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.post.quantities.reader import CLOCK, Contradiction, Shape, said
from postlint.text import lazy

# Hours east of Greenwich, winter and summer.
_OFFSETS: dict[str, tuple[int, ...]] = {
    "UTC": (0,),
    "GMT": (0, 1),
    "BST": (0, 1),
    "WET": (0, 1),
    "WEST": (0, 1),
    "CET": (1, 2),
    "CEST": (1, 2),
    "EET": (2, 3),
    "EEST": (2, 3),
    "EST": (-5, -4),
    "EDT": (-5, -4),
    "ET": (-5, -4),
    "CDT": (-6, -5),
    "CT": (-6, -5),
    "MST": (-7, -6),
    "MDT": (-7, -6),
    "MT": (-7, -6),
    "PST": (-8, -7),
    "PDT": (-8, -7),
    "PT": (-8, -7),
    "JST": (9,),
    "AEST": (10, 11),
    "AEDT": (10, 11),
}
_ZONE = "|".join(sorted(_OFFSETS, key=len, reverse=True))
_PAIR = lazy.compile(
    rf"(?P<a>{CLOCK})\s(?P<one>{_ZONE})(?:\s?/\s?|,\s(?:(?:that\sis|i\.e\.|or)\s)?|\s\(|\s\|\s|\s=\s|\sor\s)(?P<b>{CLOCK})\s(?P<other>{_ZONE})\b"
)
_DAY = 24 * 60


def zones(text: str, shape: Shape) -> Iterator[Contradiction]:
    """One moment in two zones."""
    for found in _PAIR.finditer(shape.text) if shape.text.count(CLOCK) > 1 else ():
        a, b = shape.quantity(found.start("a")), shape.quantity(found.start("b"))
        one, other = _OFFSETS[found["one"]], _OFFSETS[found["other"]]
        apart = {(60 * (second - first)) % _DAY for first in one for second in other}
        halves = {(b.value - a.value) % _DAY}
        if not re.search(r"[ap]\.?m", text[a.at : a.end] + text[b.at : b.end], re.I) and (
            a.value < 780 or b.value < 780
        ):
            halves |= {(value + _DAY // 2) % _DAY for value in halves}  # either may be of a 12-hour clock
        if not halves & apart:
            words = f"{said(text, a)} {found['one']} is not {said(text, b)} {found['other']}"
            yield Contradiction(a.at, shape.at(found.end("other") - 1) + 1, words)
