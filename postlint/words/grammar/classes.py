"""The table of classes goes in, closed classes of English words by their names come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from postlint.words.sortedfile import DATA


def _read() -> Mapping[str, frozenset[str]]:
    """The classes of `classes.txt`: a line is `name: words`, indented lines go on; `#` begins a comment."""
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in (DATA / "grammar" / "classes.txt").read_text(encoding="utf-8").splitlines():
        if line and line[0] not in " #":
            name, _, line = line.partition(":")
        if name and not line.startswith("#"):
            found[name] += line.split()
    return {name: frozenset(words) for name, words in found.items()}


CLASSES = _read()
