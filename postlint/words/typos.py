"""Listed misspellings go out with what was meant: our own list, and codespell's dictionary where that is installed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from postlint.words.english import DATA, is_listed, names


@cache
def own_typos() -> Mapping[str, tuple[str, ...]]:
    """Our own list: what is wrong wherever it stands."""
    lines = (DATA / "typos.txt").read_text(encoding="utf-8").splitlines()
    return {wrong: tuple(right.split(",")) for wrong, right in (line.split("\t") for line in lines)}


@cache
def typos() -> Mapping[str, tuple[str, ...]]:
    """Misspellings in lower case, each with its corrections, the likeliest first; one alone is certain."""
    return {**_codespell(), **own_typos()}


@cache
def misspellings() -> frozenset[str]:
    """The misspelt words alone, for finding those that a post holds."""
    return frozenset(typos())


def _codespell() -> dict[str, tuple[str, ...]]:
    """codespell's dictionary, read as the data file it is: nothing of that package is imported.

    A line is `wrong->right`, or `wrong->one, two,` where several are possible; text after the last comma is a reason not to
    put it right without a look, and such a line is left out, like what other dictionaries call a word or a name.
    """
    spec = find_spec("codespell_lib")
    file = Path(spec.origin).parent / "data" / "dictionary.txt" if spec and spec.origin else None
    if file is None or not file.is_file():
        return {}
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        wrong, _, right = line.partition("->")
        first, *others = (part.strip() for part in right.split(","))
        if wrong.islower() and not (others and others[-1]) and not is_listed(wrong) and wrong.title() not in names():
            found[wrong] = (first, *others[:-1])
    return found
