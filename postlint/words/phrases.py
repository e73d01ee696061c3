"""Names of several words, each with its capitals: Google Docs, New York."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from postlint.words.sortedfile import DATA

_ALWAYS = "*"


class Phrase(NamedTuple):
    """A name as it is written; with `always`, its words are no such thing in small letters either."""

    name: str
    always: bool

    def is_slip(self, written: str) -> bool:
        """True for the name with too few capitals, where words that have them tell that the name is meant."""
        found, right = written.split(), self.name.split()
        if found == right or any(one not in (word, word.lower()) for one, word in zip(found, right, strict=True)):
            return False
        return self.always or found[0] == right[0]


@cache
def phrases() -> Mapping[str, Sequence[Phrase]]:
    """They by their first two words in small letters, the longest name first."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for line in sorted((DATA / "phrases.txt").read_text(encoding="utf-8").split("\n"), key=len, reverse=True):
        name = line.rstrip(_ALWAYS)
        if name:
            found[" ".join(name.lower().split()[:2])].append(Phrase(name, line.endswith(_ALWAYS)))
    return found
