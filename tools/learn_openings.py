"""Sites go in, what most of them part from its sentence by a comma comes out: python tools/learn_openings.py FOLDER...

Each folder within a FOLDER is one site. Counted is how many sites begin a sentence with some words and a comma before a clause
("Similarly, the boats", "If so, we sail"), and how often the comma is left out there. `data/grammar/openings.txt` is written
anew. What is printed is measured on sites that nothing was learnt from: six folds, each of whole sites.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from site_texts import NOBODY, Counts, measure, paragraphs, sites

from postlint.words.sortedfile import DATA

SITES, SHARE = 12, 0.85  # that set the comma, and of all that is written before a clause
SUBJECTS = "the a an you we it this these they i he she there your our all some most each".split()
OPENING = re.compile(
    rf"(?:^|(?<=[.!?] ))([A-Z][a-z]+(?: [a-z]+){{0,3}}?)(,|) (?=(?:{'|'.join(SUBJECTS)})\b)",
    re.MULTILINE | re.IGNORECASE,
)


def main(folders: Sequence[Path]) -> None:
    parted: dict[str, Counter[str]] = defaultdict(Counter)
    bare: dict[str, Counter[str]] = defaultdict(Counter)
    for site, text in paragraphs(sites(folders)):
        for words, comma in OPENING.findall(text):
            if words[0].isupper():
                (parted if comma else bare)[words.lower()][site] += 1
    counts = Counts(parted, bare)
    measure(counts, learnt)
    lines = "".join(f"{opening}\n" for opening in learnt(counts))
    (DATA / "grammar" / "openings.txt").write_text(lines, encoding="utf-8", newline="\n")


# A time as often as the last of a row ("Finally we can sail"), and what editors leave as they find it.
LEFT = frozenset(("finally", "for convenience", "in particular", "to do so"))


def learnt(counts: Counts, without: frozenset[str] = NOBODY) -> list[str]:
    """The openings that enough sites part, and nearly always; sites `without` are not counted."""
    return sorted(
        opening for opening in counts.marked if opening not in LEFT and counts.is_usual(opening, SITES, SHARE, without)
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(folder) for folder in sys.argv[1:]])
