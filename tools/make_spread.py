"""Documentation of many projects goes in, how many of them write a word comes out: python tools/make_spread.py FOLDER...

Each folder within a FOLDER is one project; those with one owner (`@quay/sails`, `quay-sails` and `quay-boats`) count once, as
one house repeats its own slips. Read are the texts as they are, without fences, code, tags and addresses. Written is
`postlint/words/data/spread.txt`, `word<TAB>L`: a lower-case word and the level of its count, the binary logarithm, one letter
an octave: A is two or three owners. Words of one owner are left out: a slip is most often made by one. `wide.txt` has the words
that dictionaries lack or call rare, and so many write in small letters that everybody of the trade knows them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import log2
from pathlib import Path

from make_frequencies import VULGAR
from site_texts import sites, texts

from postlint.words.english import cased, compound_of, names
from postlint.words.sortedfile import DATA, SortedFile
from postlint.words.typos import is_listed_typo

LEAST = 2  # owners
WIDE, SMALL, SHORTEST = 40, 0.8, 5  # owners, the share of them that write a word in small letters, and its letters
WORD = re.compile(r"(?<![\w@/.#$%&+=~_-])([A-Za-z]{3,})(?!['’]t\b)(?:['’](?:s|re|ve|ll|d)\b)?(?![\w@/_=(-]|\.\w|\[)")


def main(folders: Sequence[Path]) -> None:
    owners: dict[str, list[Path]] = defaultdict(list)
    for site in sites(folders):
        owners[owner(site.name)].append(site)
    counts: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for mine in owners.values():
        written = words(mine)
        counts.update({word.lower() for word in written})
        small.update(word for word in written if word.islower())
    text = "".join(f"{word}\t{letter}\n" for word, letter in table(counts))
    (DATA / "spread.txt").write_text(text, encoding="utf-8", newline="\n")
    wide = sorted(word for word in small if small[word] >= max(WIDE, SMALL * counts[word]) and is_new(word))
    (DATA / "wide.txt").write_text("".join(f"{word}\n" for word in wide), encoding="utf-8", newline="\n")
    print(f"{len(owners)} owners, {text.count(chr(10))} words, {len(wide)} of them wide")


def owner(name: str) -> str:
    """Who a project belongs to, as far as its name tells."""
    return name.partition("__")[0] if name.startswith("@") else re.split(r"[-._]", name, maxsplit=1)[0]


def words(projects: Iterable[Path]) -> set[str]:
    return {word for project in projects for text in texts(project) for word in WORD.findall(text)}


def is_new(word: str) -> bool:
    """Whether a word is no name, no known slip, not two in one, and in none of the lists of what everybody knows."""
    is_name = word in cased() or word.capitalize() in names()
    return len(word) >= SHORTEST and not (word in well_known() or is_name or is_listed_typo(word) or compound_of(word))


@cache
def well_known() -> frozenset[str]:
    return frozenset("".join(SortedFile(f"{name}.txt").text for name in ("everyday", "common", "jargon")).split())


def table(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    for word in sorted(counts):
        if counts[word] >= LEAST and not VULGAR.fullmatch(word):
            yield word, chr(ord("A") + int(log2(counts[word])) - 1)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(folder) for folder in sys.argv[1:]])
