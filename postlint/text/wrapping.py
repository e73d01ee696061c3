"""What stands in a text and what is to stand there go in, the latter comes out with the line breaks of the former."""

from __future__ import annotations

import re
from itertools import takewhile


def rewrapped(found: str, right: str) -> str:
    """`right` with the white space of `found`, as far as that has words for it: a line that was broken stays so.

    What is put in goes behind the break, and where words are left out between two lines, these stay two.
    """
    gaps, words = re.findall(r"\s+", found.strip()), right.split()
    more = len(words) - 1 - len(gaps)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found.split(), words, strict=False)))
    if more > 0:
        gaps[same:same] = [" "] * more
    elif len(words) < 2:
        gaps = []
    elif more < 0:
        at = min(max(same - 1, 0), len(words) - 2)
        dropped = gaps[at : at + 1 - more]
        gaps[at : at + 1 - more] = [next((gap for gap in dropped if "\n" in gap), dropped[0])]
    return "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))
