"""Dictionaries of software terms go in, words that a slip could have made come out: python tools/make_terms.py FILE...

Each FILE is a word list of cspell's `@cspell/dict-software-terms` (`softwareTerms.txt`, `software-tools.txt`, …), one word a
line; the last is `tools/program_names.txt`: what commands, system calls, instructions and modules are called.
Written is `postlint/words/data/terms.txt`: those that no other list has. A word that fingers make of an everyday one, and two
little words that ran together, are left out. The licence stands in COPYRIGHT-TERMS.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint.post.unknown import is_unknown
from postlint.words.candidates import CLEAR, Kind, candidates
from postlint.words.english import everyday
from postlint.words.sortedfile import DATA

WORD = re.compile(r"[a-z]{4,20}")
LITTLE = frozenset("a an the is it do of on in to for by from no not or and some one my be as wait order".split())
MISSPELT = frozenset(("autospy", "reregisteration", "deadbeaf"))


def main(files: Iterable[Path]) -> None:
    known = sorted(word for word in set(words(files)) if is_unknown(word, frozenset()) and is_term(word))
    (DATA / "terms.txt").write_text("".join(f"{word}\n" for word in known), encoding="utf-8", newline="\n")
    print(f"{len(known)} words")


def words(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        text = gzip.decompress(file.read_bytes()).decode() if file.suffix == ".gz" else file.read_text(encoding="utf-8")
        for line in text.splitlines():
            yield from WORD.findall(line.partition("#")[0].strip(" *+~!").lower())


def is_term(word: str) -> bool:
    if word in MISSPELT:
        return False
    return not any(
        bool(LITTLE & set(one.word.split())) if one.kind is Kind.SPLIT else one.kind in CLEAR and one.word in everyday()
        for one in candidates(word, frozenset())
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(map(Path, sys.argv[1:]))
