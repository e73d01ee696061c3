"""Summaries of packages go in, words that programmers use and dictionaries lack come out: python tools/make_trade.py FILE...

Each FILE lists packages, one a line, with tab-separated fields; the last that holds a space is taken for the summary. Written
is `postlint/words/data/trade.txt`: lower-case words that enough packages use. A word a slip away from a far commoner one is
left out, as it is that slip more often than a word.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint.words.english import is_listed, names
from postlint.words.slips import edits
from postlint.words.sortedfile import DATA

ENOUGH = 5  # packages
SLIP = 0.02  # share of a near word's uses up to which a word is taken for a slip
WORD = re.compile(r"(?<![\w@/.#-])[A-Za-z]{3,}(?![\w@/-]|\.\w)")


def main(files: Iterable[Path]) -> None:
    counts = counted(files)
    known = sorted(
        word for word, uses in counts.items() if uses >= ENOUGH and is_new(word) and not is_slip(word, counts)
    )
    (DATA / "trade.txt").write_text("".join(f"{word}\n" for word in known), encoding="utf-8", newline="\n")
    print(f"{len(known)} words")


def counted(files: Iterable[Path]) -> Counter[str]:
    """Words in lower case with the number of packages whose summaries write them."""
    counts: Counter[str] = Counter()
    for summary in summaries(files):
        counts.update({word.lower() for word in WORD.findall(summary)})
    return counts


def summaries(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            yield next((field for field in reversed(line.split("\t")) if " " in field), "")


def is_new(word: str) -> bool:
    return not is_listed(word) and word.capitalize() not in names()


def is_slip(word: str, counts: Counter[str]) -> bool:
    return counts[word] < SLIP * max(counts[other] for other in edits(word))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(map(Path, sys.argv[1:]))
