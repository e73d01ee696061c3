"""symspellpy's frequency lists go in, how common words and pairs are comes out: python tools/make_frequencies.py FOLDER.

FOLDER holds frequency_dictionary_en_82_765.txt and frequency_bigramdictionary_en_243_342.txt of symspellpy 6.10.1 (the
package folder of its wheel, https://pypi.org/project/symspellpy/), which W. Garbe (SymSpell) made of Google's n-gram counts
and of SCOWL. Written are into `postlint/words/data`

    frequencies.txt  `word<TAB>L`: a word of English and the level of its count, sorted by code point
    pairs.txt        `word<TAB>nextL nextL …`: what follows a word, each with the level of their count together

A level is the binary logarithm of the count, one letter an octave: A is the first octave of the list. The licences stand in
COPYRIGHT-FREQUENCIES.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from math import log2
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "postlint" / "words" / "data"
WORDS = "frequency_dictionary_en_82_765.txt"
PAIRS = "frequency_bigramdictionary_en_243_342.txt"
# What the web sells says nothing about posts, and nobody wants to find it in a list.
VULGAR = re.compile(
    r"(?:fuck|shit|cunt|bitch|slut|whore|dildo|milf|boob|titt|blow ?job|threesome|swinger|masturbat|bestial|porn|erotic|incest|"
    r"nigg|viagra|hardcore|horny|shemale|upskirt|voyeur|orgy|orgies|vagina|penis|pussy(?!cat)|cumming|lesbian|transsexual|nude|xxx)\w*|"
    r"(?:anal|ass|cum|cocks?|dicks?|fags?|tits?|teens?|sexy|sexiest|naked|rape|raped)"
)
WORD_FLOOR, PAIR_FLOOR = 16, 22  # octaves: rarer words are told apart by no slip; the list of pairs begins there


def main(folder: Path) -> None:
    """Write both files; raises FileNotFoundError where the folder lacks a list."""
    levels = {word: letter for (word,), letter in counted(folder / WORDS, WORD_FLOOR) if word.isascii()}
    write("frequencies.txt", (f"{word}\t{letter}" for word, letter in levels.items()))
    following: dict[str, list[str]] = defaultdict(list)
    for (first, second), letter in counted(folder / PAIRS, PAIR_FLOOR):
        if first in levels and second in levels and not (VULGAR.fullmatch(first) or VULGAR.fullmatch(second)):
            following[first].append(f"{second}{letter}")
    write("pairs.txt", (f"{word}\t{' '.join(sorted(after))}" for word, after in following.items()))


def counted(file: Path, floor: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """The words of each line with the letter of their level; what is below the floor is left out."""
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        *words, count = line.split()
        octave = int(log2(int(count)))
        if octave >= floor:
            yield tuple(words), chr(ord("A") + octave - floor)


def write(name: str, lines: Iterator[str]) -> None:
    text = "".join(f"{line}\n" for line in sorted(lines))
    (DATA / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {text.count(chr(10))} lines, {len(text.encode())} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
