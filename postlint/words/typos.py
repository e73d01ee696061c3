"""Words go in, those that a list calls misspelt come out with what was meant: our own list, and codespell's dictionary."""

from __future__ import annotations

import os
from collections.abc import Mapping, Set
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from postlint.model.named import NamedTuple
from postlint.words.english import is_word, may_be_doubled, names
from postlint.words.sortedfile import DATA, pairs

_SHORTEST = 5  # letters; shorter entries of the other list are names, jargon and parts of words as often


class Typo(NamedTuple):
    """What a misspelt word may have meant, the likeliest first; `source` names the list where it is not our own."""

    corrections: tuple[str, ...]
    source: str = ""


def listed_typos(words: Set[str]) -> dict[str, Typo]:
    """The misspelt among these words, which are in lower case."""
    found = {word: Typo(tuple(_own()[word].split(","))) for word in words & _own().keys()}
    for word in words & _codespell().keys() - found.keys():
        if len(word) >= _SHORTEST and not (is_word(word) or may_be_doubled(word)) and word.capitalize() not in names():
            found[word] = Typo((_codespell()[word],), "codespell")
    return found


def is_listed_typo(word: str) -> bool:
    """True for a word, in lower case, that a list calls misspelt."""
    return word in _own() or word in _codespell()


@cache
def _own() -> Mapping[str, str]:
    """Our own list: what is wrong wherever it stands."""
    return pairs((DATA / "typos.txt").read_text(encoding="utf-8"))


@cache
def _codespell() -> Mapping[str, str]:
    """codespell's dictionary where it is installed, read as the data file it is: nothing of that package is imported.

    A line is `wrong->right`; several corrections, or a reason not to put it right without a look, follow after commas, and
    such a line is left out.
    """
    spec = find_spec("codespell_lib")
    file = Path(spec.origin).parent / "data" / "dictionary.txt" if spec and spec.origin else None
    if file is None or not os.path.isfile(file):
        return {}
    lines = file.read_text(encoding="utf-8").split("\n")
    return dict(line.split("->", 1) for line in lines if "->" in line and "," not in line)
