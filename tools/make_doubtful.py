"""The words and frequencies of `postlint/words/data` go in, its doubtful.txt comes out: python tools/make_doubtful.py FILE...

Doubtful is a word that dictionaries have and hardly anybody writes, one slip from a word that everybody writes, so that it is
that slip as often: `bellow`, `als`. Each FILE lists packages, as for make_trade.py: what their summaries write again and again
is alive among programmers, `lint`, `preset`, however seldom others write it. Run it after make_words.py, make_trade.py and
make_frequencies.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from make_frequencies import VULGAR, write
from make_trade import ENOUGH, counted, is_slip

from postlint.words.candidates import kind_of
from postlint.words.english import common, everyday, is_plain, rare, rarest, trade
from postlint.words.frequency import frequency
from postlint.words.slips import edits
from postlint.words.sortedfile import DATA

SHORTEST, LONG = 3, 6  # letters
RARE, OFTEN = 5, 8  # octaves: at most of the one word, at least of the other
APART, FAR_APART = 5, 7  # octaves between a long word, a short word, and what is meant
LARGE = 80  # the size of the largest list that is looked at


def main(files: Iterable[Path]) -> None:
    other_spellings = set((DATA / "spellings.txt").read_text(encoding="utf-8").split())
    write("doubtful.txt", iter(set(doubtful()) - other_spellings - alive(files)))


def alive(files: Iterable[Path]) -> set[str]:
    """Words that so many packages write that they are no slips of what is near."""
    counts = counted(files)
    return {word for word, uses in counts.items() if uses >= ENOUGH and not is_slip(word, counts)}


def doubtful() -> Iterator[str]:
    """Each rare word that is near a frequent one, perhaps several times."""
    listed = common() | rare() | {line.split("\t")[0] for line in (DATA / "rarest.txt").read_text().splitlines()}
    scarce = {word for word in listed if _is_scarce(word)}
    for meant in (word for word in everyday() if len(word) >= SHORTEST and frequency(word) >= OFTEN):
        for word in edits(meant) & scarce:
            apart = APART if len(word) >= LONG else FAR_APART
            if frequency(meant) - frequency(word) >= apart and not kind_of(word, meant).endswith("last"):
                yield word


def _is_scarce(word: str) -> bool:
    """True for a plain word of letters that neither our trade nor English at large writes."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()) or VULGAR.fullmatch(word):
        return False
    known = rarest(word) in (0, LARGE) and word not in trade() and (word not in common() or is_plain(word))
    return known and frequency(word) <= RARE


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
