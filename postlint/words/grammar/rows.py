"""The tables of `words/data/grammar` go in, their rows come out.

A table is text. What stands at the margin is said of the indented patterns below it; a pattern may be followed by
`-> what is put in its place` and by `unless CLASS`, a class of words that, shortly before it in its sentence, keep it silent.
`NAME = element` names an element that patterns may then use; `#` at the margin begins a comment.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.text import lazy
from postlint.words.grammar.patterns import Row
from postlint.words.sortedfile import DATA

_NAMING = lazy.compile(r"([A-Z]+) = (\S+)\Z")
_INSTEAD, _UNLESS = " -> ", " unless "
_NAMED = lazy.compile(r"(?<![^\s/\[])([A-Z]+)(?![^\s/&*?%|:\]])")


def rows_of(table: str) -> Iterator[Row]:
    """The rows of one table in its order; raises OSError for a table that is not there."""
    named: dict[str, str] = {}
    message = ""
    for line in (DATA / "grammar" / f"{table}.txt").read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == " ":
            pattern, right, silent = _parts(line.strip())
            yield Row(_NAMED.sub(lambda name: named.get(name[1], name[1]), pattern), message, right, silent)
        elif naming := _NAMING.match(line):
            named[naming[1]] = naming[2]
        else:
            message = line


def _parts(line: str) -> tuple[str, str, str]:
    """The pattern of a line, what is put in its place, and the class that keeps it silent, each "" where there is none."""
    written, _, silent = line.rpartition(_UNLESS)
    if not silent.isidentifier() or not written:
        written, silent = line, ""
    pattern, _, right = written.partition(_INSTEAD)
    return pattern, right, silent
