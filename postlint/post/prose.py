"""A flow goes in, its sentences come out, each with its place in the visible text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from postlint.model import OBJECT, Flow, Sentence
from postlint.text import lazy

# A mark that may end a sentence, the quotes and brackets it may close, and white space in front of what may begin one.
_END = lazy.compile(r"""[.!?…]+["'”’»)\]*_]*(?=\s+["'“‘«(\[]*(\S)|\s*\Z)|\n\s*\n""")
_WORD_BEFORE = lazy.compile(r"(?:^|[\s(\[“‘\"'—–/-])([^\s(\[“‘\"'—–/]*)\Z")

# Words whose full stop belongs to them: always, in front of a number, and unless a capital follows.
_NEVER = frozenset(
    "mr mrs ms dr prof st sr jr rev hon gen col sgt lt capt vs e.g i.e cf viz al approx ca resp incl excl esp".split()
)
_BEFORE_NUMBERS = frozenset("no nos fig figs eq vol p pp sec ch ver art para".split())
_PERHAPS = frozenset(
    "etc inc corp ltd co llc a.m p.m am pm u.s u.k e.u u.n d.c jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue tues wed thu thur thurs fri sat sun est dept univ assn bros ph.d m.d b.a m.a".split()
)


_LONGEST = 2000  # characters; whoever asks about each date of a sentence reads all of it each time


def sentences(flow_index: int, flow: Flow) -> tuple[Sentence, ...]:
    """The sentences of `flow`, which is number `flow_index` of its post; white space between them belongs to none.

    Two line breaks in a row end one, a single one does not. Abbreviations, initials, versions and file names do not. What
    goes on for longer than any sentence is cut between two words.
    """
    found: list[Sentence] = []
    start = 0
    prose = flow.prose
    ends = [match.end() for match in _END.finditer(prose) if _is_end(match, prose)]
    for end in [*ends, len(prose)]:
        while start < end:
            cut = end if end - start <= _LONGEST else _gap(prose, start, start + _LONGEST)
            at, stop = _trimmed(flow.text, start, cut)
            if at < stop:
                found.append(Sentence(flow_index, at, stop, flow.text[at:stop]))
            start = cut
    return tuple(found)


class Sentences(Mapping[int, tuple[Sentence, ...]]):
    """The sentences of flows by their numbers, each flow's read when they are first asked for."""

    def __init__(self, flows: Sequence[Flow]) -> None:
        self._flows = flows
        self._read: dict[int, tuple[Sentence, ...]] = {}

    def __getitem__(self, number: int) -> tuple[Sentence, ...]:
        found = self._read.get(number)
        if found is None:
            found = self._read[number] = sentences(number, self._flows[number])
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self._flows)))

    def __len__(self) -> int:
        return len(self._flows)


def _gap(prose: str, start: int, end: int) -> int:
    """The last space between two offsets, from `end` back; `end` itself where there is none."""
    found = prose.rfind(" ", start + 1, end)
    return found if found > 0 else end


def _is_end(match: re.Match[str], prose: str) -> bool:
    following = match[1] or ""
    if not following or following.islower():
        return not following
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    before = _WORD_BEFORE.search(prose, max(match.start() - 24, 0), match.start())
    word = before[1] if before else ""
    if word.lower() in _NEVER:
        return False
    if word.lower() in _BEFORE_NUMBERS:
        return not following.isdigit()
    if word.lower() in _PERHAPS:
        return following.isupper()
    return not (len(word) == 1 and word.isupper() and word != "I")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def with_code(flow: Flow, start: int = 0, end: int | None = None, *, spaced: bool = False) -> str:
    """A part of the visible text with every character of code as U+FFFC, but for its spaces where it is `spaced`."""
    text, prose = flow.text[start:end], flow.prose[start:end]
    if OBJECT not in prose:
        return text
    both = zip(text, prose, strict=True)
    return "".join(seen if told != OBJECT or (spaced and seen.isspace()) else OBJECT for seen, told in both)
