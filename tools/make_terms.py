"""Dictionaries of software terms go in, words that a slip could have made come out: python tools/make_terms.py FILE...

Each FILE is a word list of cspell's dictionaries, one word a line: `@cspell/dict-software-terms` (`softwareTerms.txt`,
`software-tools.txt`, …) and those of languages and of what runs programs (dict-csharp, -css, -data-science, -docker, -git,
-golang, -k8s, -node, -ruby, -rust, -sql, -typescript); the last are `tools/program_names.txt`, what commands, system calls,
instructions and modules are called, and `tools/c_names.txt`, the functions of the C library.
Written is `postlint/words/data/terms.txt`: those that no other list has. A word that fingers make of an everyday one, a name of
somebody, two little words that ran together, and of the lists of languages what is more often a slip, are left out. The licence
stands in COPYRIGHT-TERMS.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from postlint.post.wording.unknown import is_unknown
from postlint.words.candidates import CLEAR, Kind, candidates
from postlint.words.english import doubtful, everyday, names
from postlint.words.sortedfile import DATA

WORD = re.compile(r"(?<![a-z])[a-z]{4,16}(?![a-z])")
LITTLE = frozenset("a an the is it do of on in to for by from no not or and some one my be as wait order".split())
FUNCTIONS = "c_names.txt"
GENERAL = "software"  # in the names of lists that somebody read, whose words are no slips
MISSPELT = frozenset(("autospy", "reregisteration", "deadbeaf", "creat", "rror"))


def main(files: Sequence[Path]) -> None:
    (DATA / "terms.txt").write_text("", encoding="utf-8")  # what is known is asked of all lists, this one among them
    general = set(words(file for file in files if GENERAL in file.name.lower()))
    functions = set(words(file for file in files if file.name == FUNCTIONS))
    special = {word for word in words(files) if word not in doubtful()}
    known = sorted(
        word
        for word in general | special
        if is_unknown(word, frozenset()) and (is_term(word) or word in functions - doubtful() - MISSPELT)
    )
    (DATA / "terms.txt").write_text("".join(f"{word}\n" for word in known), encoding="utf-8", newline="\n")
    print(f"{len(known)} words")


def words(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        text = gzip.decompress(file.read_bytes()).decode() if file.suffix == ".gz" else file.read_text(encoding="utf-8")
        for line in text.splitlines():
            yield from WORD.findall(line.partition("#")[0].strip(" *+~!").lower())


def is_term(word: str) -> bool:
    if word in MISSPELT or word.capitalize() in names():
        return False
    return not any(
        bool(LITTLE & set(one.word.split())) if one.kind is Kind.SPLIT else one.kind in CLEAR and one.word in everyday()
        for one in candidates(word, frozenset())
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(name) for name in sys.argv[1:]])
