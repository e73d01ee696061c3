"""SCOWL's word lists go in, the data of `postlint/words/data` comes out: python tools/make_words.py FOLDER.

FOLDER is the `final` folder of SCOWL 2020.12.07 (http://wordlist.aspell.net), which the Debian package `scowl` installs as
/usr/share/dict/scowl. Written are

    everyday.txt  words of the sizes 10 and 20, and what is inflected or derived from them: what nearly everybody writes
    common.txt    other words of the sizes up to 40, in all spellings
    rare.txt      words of the sizes 50 to 70, and spellings that dictionaries list as second choice
    names.txt     proper names, places and what else is written with a capital
    rarest.txt    `word<TAB>SIZE`: what only the largest lists hold, 80 and 95, and variants, as far as it is a slip away from a
                  word of the first two files: what may be suspected of that slip
    spellings.txt British and American spellings of one word

each sorted by code point, one entry a line, without possessives. SCOWL's copyright notice stands in COPYRIGHT-SCOWL.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint.words.slips import edits

DATA = Path(__file__).resolve().parent.parent / "postlint" / "words" / "data"
SPELLINGS = ("english", "american", "british", "british_z", "canadian", "australian")
VARIANTS = ("variant_1", "british_variant_1", "canadian_variant_1", "australian_variant_1")
LARGEST = 70
LARGE, HUGE = 80, 95
COMMON = 40
EVERYDAY = 20

# The endings of a word that is as well known as the word itself, each with what stood in its place.
ENDINGS = (
    ("", "s es ed ing ly er ers ation ations"),
    ("e", "ed ing er ers or ors ation ations"),
    ("y", "ies ied ily"),
    ("ize", "izing ized ization"),
)
DOUBLED = re.compile(r"(.*?)([bdfglmnprt])\2(?:ed|ing|er|ers)")

# How a British spelling differs from the American one: what stands in the first for what stands in the second.
DIFFERENCES = (
    ("our", "or"),
    ("is", "iz"),
    ("ys", "yz"),
    ("tre", "ter"),
    ("bre", "ber"),
    ("ogue", "og"),
    ("ll", "l"),
    ("l", "ll"),
    ("ence", "ense"),
    ("ae", "e"),
    ("oe", "e"),
    ("gement", "gment"),
    ("mould", "mold"),
    ("plough", "plow"),
    ("grey", "gray"),
    ("sceptic", "skeptic"),
    ("aluminium", "aluminum"),
)


def main(folder: Path) -> None:
    """Write all files; raises FileNotFoundError where the folder holds no SCOWL list."""
    if not list(folder.glob("english-words.*")):
        raise FileNotFoundError(f"{folder} holds no english-words.10: give the folder with SCOWL's lists")
    common = set(lists(folder, SPELLINGS, ("words", "contractions"), COMMON))
    every = set(lists(folder, SPELLINGS + VARIANTS, ("words", "contractions"), LARGEST))
    basic = set(lists(folder, SPELLINGS, ("words", "contractions"), EVERYDAY))
    everyday = {word for word in common if word in basic or not basic.isdisjoint(stems(word))}
    write("everyday.txt", everyday)
    write("common.txt", common - everyday)
    write("rare.txt", every - common)
    write("rarest.txt", rarest(folder, common, every))
    write("names.txt", lists(folder, SPELLINGS, ("upper", "proper-names"), LARGEST))
    write("spellings.txt", (f"{british} {american}" for british, american in pairs(folder)))


def rarest(folder: Path, common: set[str], every: set[str]) -> Iterator[str]:
    """The words of the largest lists that are near a common one, each with the size of its list."""
    variants = tuple(
        f"{name}variant_{number}" for name in ("", "british_", "canadian_", "australian_") for number in (2, 3)
    )
    large = set(lists(folder, SPELLINGS, ("words",), LARGE)) | set(lists(folder, variants, ("words",), LARGEST))
    for word in set(lists(folder, SPELLINGS, ("words",), HUGE)) | large:
        if word.isascii() and word.isalpha() and word not in every and not common.isdisjoint(edits(word)):
            yield f"{word}\t{LARGE if word in large else HUGE}"


def lists(folder: Path, spellings: Iterable[str], kinds: Iterable[str], largest: int) -> Iterator[str]:
    """The words of the lists `SPELLING-KIND.SIZE` up to a size."""
    for spelling in spellings:
        for kind in kinds:
            for file in folder.glob(f"{spelling}-{kind}.*"):
                if int(file.suffix[1:]) <= largest:
                    yield from (word for word in file.read_text(encoding="utf-8").split() if not word.endswith("'s"))


def stems(word: str) -> Iterator[str]:
    """What a word may be inflected or derived from."""
    for instead, endings in ENDINGS:
        yield from (word.removesuffix(end) + instead for end in endings.split() if word.endswith(end))
    if found := DOUBLED.fullmatch(word):
        yield found[1] + found[2]


def pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Words that only the British spell so, each with the one spelling that only the Americans have in its place."""
    words = {name: set(lists(folder, (name,), ("words",), LARGEST)) for name in ("british", "american", "english")}
    british = words["british"] - words["american"] - words["english"]
    american = words["american"] - words["british"] - words["english"]
    for word in british:
        found = {form for once in respelt(word) for form in (once, *respelt(once))} & american
        if len(found) == 1:
            yield word, found.pop()


def respelt(word: str) -> Iterator[str]:
    """Each form of a word with one of the differences undone at one place."""
    for theirs, ours in DIFFERENCES:
        for place in re.finditer(theirs, word):
            yield word[: place.start()] + ours + word[place.end() :]


def write(name: str, entries: Iterable[str]) -> None:
    text = "".join(f"{entry}\n" for entry in sorted(set(entries)))
    (DATA / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {text.count(chr(10))} entries, {len(text.encode())} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
