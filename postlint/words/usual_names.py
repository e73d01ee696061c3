"""A word in small letters goes in, the name that nearly all write with capitals comes out, and beside what: on Windows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from postlint.model.named import NamedTuple
from postlint.words.sortedfile import DATA

_NOTHING: frozenset[str] = frozenset()


class UsualName(NamedTuple):
    """How a name is written: `always` within a sentence, or behind one of the words `before`, or in front of one of `after`."""

    form: str
    always: bool
    before: frozenset[str]
    after: frozenset[str]


@cache
def usual_names() -> Mapping[str, UsualName]:
    """They by their lower-case forms. The list has a name alone, or one with a word of small letters before or behind it."""
    names: dict[str, UsualName] = {}
    for line in (DATA / "usual_names.txt").read_text(encoding="utf-8").split("\n"):
        first, _, last = line.partition(" ")
        form = last if first.islower() else first
        if form:
            known = names.get(form.lower(), UsualName(form, False, _NOTHING, _NOTHING))
            names[form.lower()] = UsualName(
                form,
                known.always or not last,
                known.before | {first} if last == form else known.before,
                known.after | {last} if last and first == form else known.after,
            )
    return names
