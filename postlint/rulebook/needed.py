"""A regular expression goes in, the words come out that every text must hold in which it finds anything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise, product

from postlint.text import lazy

# A regular expression's own parts: apostrophes, other classes and escapes, groups, whole words.
_APOSTROPHE = lazy.compile(r"\['’+\]")
_CASES = lazy.compile(r"\[([a-z])\1\]")
_CLASS = lazy.compile(r"\\[^bs]|\[\^?\]?(?:\\.|[^\]])*\]")
_WORD_IN_ITS_CASE = lazy.compile(r"\(\?-?i:([a-z']+)\)(?![*+?{])")
_GROUP = lazy.compile(r"\(([^()]*)\)")
_WORDS = lazy.compile(r"[a-z'][a-z' ?]*(?:\|[a-z'][a-z' ?]*)*")
_PIECE = lazy.compile(r"[a-z'][a-z'?]*|<[^<>]+>")
_AHEAD = lazy.compile(rf"\?=((?:{_PIECE.pattern})\\b)")
_RUN = lazy.compile(
    rf"(?:(?<=\\b)|(?<=[ -]))(?:{_PIECE.pattern})(?: (?:{_PIECE.pattern}))*(?=\\b| (?![*?{{])|$|[:,;-])"
)

_known: dict[str, Sequence[Sequence[str]]] = {}  # of an earlier run


def recall(known: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Take over what `needed_by` said of these expressions: reading hundreds of them is felt at every start."""
    _known.update(known)


@cache
def needed_by(regex: str) -> tuple[frozenset[str], ...]:
    """Sets of words and pairs of words, of each of which a match holds one; read from the outermost sequence alone."""
    if (known := _known.get(regex)) is not None:
        return tuple(map(frozenset, known))
    plain = _CASES.sub(r"\1", _APOSTROPHE.sub("'", regex.lower().replace("[- ]", " ")))  # a hyphen parts words as well
    plain = _WORD_IN_ITS_CASE.sub(r"\1", plain)
    plain = _CLASS.sub("0", plain.replace(r"\a", r"\b"))  # so does what the text begins with
    while (outer := _GROUP.sub(_choice, plain)) != plain:
        plain = outer
    if "|" in plain:
        return ()
    needed = []
    for run in _RUN.finditer(plain):
        choices = [_variants(piece) for piece in _PIECE.findall(run[0])]
        needed += [frozenset(" ".join(words[:2]) for words in choice) for choice in choices]
        needed += [frozenset(f"{a[-1]} {b[0]}" for a, b in product(*two)) for two in pairwise(choices)]
    return tuple(needed)


def _choice(group: re.Match[str]) -> str:
    """A group of plain words as `<a/b>`, which the group around it cannot take for its own; any other as nothing known.

    A look ahead at whole words tells them, `(?=(?:setup|login)\\b)`, however what follows takes them apart.
    """
    if (ahead := _AHEAD.fullmatch(group[1])) is not None:
        return ahead[1]
    if group[1].startswith(("?=", "?!", "?<=", "?<!")):
        return r"\b" if group[1].startswith("?<=") and group[1].endswith(" ") else ""  # what follows begins a word
    words = group[1].removeprefix("?:")
    if {*words.split("|")} == {r"\b"}:
        return r"\b"
    return f"<{words.replace('|', '/')}>" if _WORDS.fullmatch(words) else "0"


def _variants(choice: str) -> list[list[str]]:
    """The alternatives as lists of words; an optional letter makes two."""
    words = choice.strip("<>").split("/")
    return [word.split() for word in (*(w.replace("?", "") for w in words), *(re.sub(r".\?", "", w) for w in words))]
