"""Sites go in, what most of them part from its sentence by a comma comes out: python tools/learn_openings.py FOLDER...

Each folder within a FOLDER is one site. Counted is how many sites begin a sentence with some words and a comma before a clause
("Similarly, the boats", "If so, we sail"), and how often the comma is left out there. `data/grammar/openings.txt` is written
anew. What is printed is measured on sites that nothing was learnt from: six folds, each of whole sites.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from site_texts import MOST, sites, texts

from postlint.words.sortedfile import DATA

FOLDS = 6
SITES, SHARE = 8, 0.9  # that set the comma, and of all that is written before a clause
SUBJECTS = "the a an you we it this these they i he she there your our all some most each".split()
OPENING = re.compile(
    rf"(?:^|(?<=[.!?] ))([A-Z][a-z]+(?: [a-z]+){{0,3}}?)(,|) (?=(?:{'|'.join(SUBJECTS)})\b)",
    re.MULTILINE | re.IGNORECASE,
)


class Counts(NamedTuple):
    """For each opening how often each site sets its comma, and how often not."""

    parted: Mapping[str, Counter[str]]
    bare: Mapping[str, Counter[str]]


def main(folders: Sequence[Path]) -> None:
    parted: dict[str, Counter[str]] = defaultdict(Counter)
    bare: dict[str, Counter[str]] = defaultdict(Counter)
    for site in sites(folders):
        for text in texts(site):
            for words, comma in OPENING.findall(text):
                (parted if comma else bare)[words.lower()][site.name] += words[0].isupper()
    counts = Counts(parted, bare)
    measure(counts)
    lines = "".join(f"{opening}\n" for opening in learnt(counts))
    (DATA / "grammar" / "openings.txt").write_text(lines, encoding="utf-8", newline="\n")


def learnt(counts: Counts, without: frozenset[str] = frozenset()) -> list[str]:
    """The openings that enough sites part, and nearly always; sites `without` are not counted."""
    return sorted(opening for opening in counts.parted if is_learnt(counts, opening, without))


def is_learnt(counts: Counts, opening: str, without: frozenset[str]) -> bool:
    parted, bare = (
        {site: n for site, n in of.get(opening, Counter()).items() if n and site not in without} for of in counts
    )
    many, few = (sum(min(times, MOST) for times in found.values()) for found in (parted, bare))
    return len(parted) >= SITES and many >= SHARE * (many + few)


def measure(counts: Counts) -> None:
    """Print how the sites that nothing was learnt from write what was learnt from the others."""
    names = sorted({site for found in counts.parted.values() for site in found})
    many = few = 0
    for fold in range(FOLDS):
        held = frozenset(names[fold::FOLDS])
        for opening in learnt(counts, held):
            many += sum(min(counts.parted[opening][site], MOST) for site in held)
            few += sum(min(counts.bare.get(opening, Counter())[site], MOST) for site in held)
    print(f"{len(names)} sites, {len(learnt(counts))} openings; elsewhere {many} with a comma, {few} without")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(folder) for folder in sys.argv[1:]])
