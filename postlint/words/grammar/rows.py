"""The tables of `words/data/grammar` go in, their rows come out.

A table is text. What stands at the margin is said of the indented patterns below it; a pattern may be followed by
`-> what is put in its place` and by `unless CLASS`, a class of words that, shortly before it in its sentence, keep it silent.
`NAME = element` names an element that patterns may then use; `#` at the margin begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.words.grammar.patterns import Row
from postlint.words.sortedfile import DATA

_NAMING = re.compile(r"([A-Z]+) = (\S+)\Z")
_ROW = re.compile(r"(.+?)(?: -> (.+?))?(?: unless (\w+))?\Z")
_NAMED = re.compile(r"(?<![^\s/\[])([A-Z]+)(?![^\s/&*?%|:\]])")


def rows_of(table: str) -> Iterator[Row]:
    """The rows of one table in its order; raises OSError for a table that is not there."""
    named: dict[str, str] = {}
    message = ""
    for line in (DATA / "grammar" / f"{table}.txt").read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        if naming := _NAMING.match(line):
            named[naming[1]] = naming[2]
        elif line[0] != " ":
            message = line
        elif found := _ROW.match(line.strip()):
            pattern = _NAMED.sub(lambda name: named.get(name[1], name[1]), found[1])
            yield Row(pattern, message, found[2] or "", found[3] or "")
