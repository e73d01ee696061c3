"""The names of a census go in, `postlint/words/data/surnames.txt` comes out: python tools/make_surnames.py FILE...

Each FILE is one of dist.all.last, dist.female.first and dist.male.first of the United States Census of 1990, a name at the
beginning of each line; the package `names` 0.3.0 ships them. What the Census Bureau publishes is in the public domain.

Kept are names, in lower case, that no other list has and that a slip could have made of a common word: only of these can it be
asked whether they are slips.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from make_frequencies import write

from postlint.words.candidates import candidates
from postlint.words.english import is_listed, names

SHORTEST = 3  # letters


def main(files: Iterable[Path]) -> None:
    lines = (line for file in files for line in file.read_text(encoding="ascii").splitlines())
    write("surnames.txt", suspects({line.split()[0].lower() for line in lines}))


def suspects(borne: set[str]) -> Iterator[str]:
    for name in borne:
        known = is_listed(name) or name.capitalize() in names()
        if len(name) >= SHORTEST and not known and any(candidates(name, frozenset())):
            yield name


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(map(Path, sys.argv[1:]))
