"""A post goes in; rows of quarters come out, each quarter with the time that is given for it: in a list, a table, a sentence.

What is a row of them shows by itself: every item names one quarter and one time, or a sentence names them by turns. So no word
between the two has to be known: of several that lie in their quarters, one that does not is a slip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Flow, Span
from postlint.model.named import NamedTuple
from postlint.post.fact import fact
from postlint.post.prose import sentences
from postlint.post.quarters import MONTH, MONTHS_BESIDE, QUARTER, month_number, months_in, part_of
from postlint.post.tables import tables_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_TOKEN = lazy.compile(
    rf"(?i:{QUARTER})|(?<![\w-]){MONTHS_BESIDE}|(?<![\w-])(?P<one>{MONTH})(?!\w)|(?<![\d-])20\d\d-(?P<iso>0[1-9]|1[0-2])(?:-\d\d)?(?![\d-])"
)
_NAMES_ONE = lazy.compile(r"[QH][1-4]\b|uarter|half")
# What began before its quarter, or was moved, need not lie in it.
_APART = lazy.compile(
    r"\b(?:since|until|till|after|before|by|postponed|moved|instead|delay\w*|already|earlier|later|not|carried|ahead|"
    r"report\w*|had|what|which|whose|results|published|due|deadline|previous|last\syear|next\syear)\b",
    re.IGNORECASE,
)
_MOST, _ROW, _FEW = 24, 3, 2  # tokens of a text, members of a row, of them in their quarters
_SHORT = 120  # characters of a paragraph that is a member of a row


class Timed(NamedTuple):
    """A quarter or half, the months beside it, and where these stand."""

    span: Span
    quarter: str
    words: str
    number: int
    length: int
    months: tuple[int, ...]

    @property
    def shift(self) -> int:
        """By how many months they lie behind the quarter of the calendar."""
        return (self.months[0] - 1 - (self.number - 1) * self.length) % 12

    @property
    def is_whole(self) -> bool:
        return len(self.months) == self.length and all((b - a) % 12 == 1 for a, b in pairwise(self.months))

    def lies_in(self, shift: int) -> bool:
        first = (self.number - 1) * self.length + shift
        return all((month - 1 - first) % 12 < self.length for month in self.months)


_Token = tuple[Flow, re.Match[str]]


def out_of_row(post: Post, *, has_own_year: bool) -> Iterator[tuple[Timed, int]]:
    """The one of a row whose time does not lie in its quarter, and by how many months the others lie behind the calendar's."""
    for row in _rows_of(post):
        numbers = {one.number for one in row}
        if len(row) < _ROW or len(numbers) < len(row) or 0 in numbers or len({one.length for one in row}) > 1:
            continue
        if not has_own_year:
            astray = [one for one in row if not one.lies_in(0)]
            if len(astray) == 1 and len(row) > _FEW:
                yield astray[0], 0
                continue
        if all(one.is_whole for one in row):
            (shift, _), *others = Counter(one.shift for one in row).most_common()
            if len(others) == 1 and others[0][1] == 1:
                yield next(one for one in row if one.shift != shift), shift


def has_own_quarters(post: Post) -> bool:
    """Whether a row of quarters shows that they are of a year that begins with another month than January."""
    return any(
        len(row) >= _ROW
        and all(one.is_whole for one in row)
        and {one.shift for one in row} not in ({0}, set())
        and len({one.shift for one in row}) == 1
        for row in _rows_of(post)
    )


@fact
def _rows_of(post: Post) -> tuple[list[Timed], ...]:
    if not any(_NAMES_ONE.search(flow.text) for flow in post.flows):
        return ()
    return tuple(row for row in _rows(post) if row)


def _rows(post: Post) -> Iterator[list[Timed]]:
    flows = post.flows
    for one in post.lists:
        yield [*_members([flows[item.flow]] for item in one.items if item.flow >= 0)]
    for table in tables_of(post):
        yield [*_members([flows[cell] for cell in row] for row in table)]
        head = table[0]
        for row in table[1:]:
            if len(row) - len(head) in (0, 1):  # the first cell of the head may be empty
                yield [*_members([flows[a], flows[b]] for a, b in zip(head, row[-len(head) :], strict=True))]
    near: list[list[Flow]] = []
    for flow in flows:
        if flow.role != "paragraph" or flow.quoted:
            continue
        if _NAMES_ONE.search(flow.text) and len(flow.text) <= _SHORT:
            near.append([flow])
            continue
        yield from _row_of(near)
        near = []
        if _NAMES_ONE.search(flow.text):
            yield _by_turns(flow)
    yield from _row_of(near)


def _row_of(texts: list[list[Flow]]) -> Iterator[list[Timed]]:
    """Short paragraphs that follow each other: each may be a member of their row, or hold one itself."""
    yield [*_members(texts)]
    for (flow,) in texts:
        yield _by_turns(flow)


def _tokens(flow: Flow) -> list[_Token]:
    text = flow.prose.replace("\n", " ")
    found: list[_Token] = []
    for token in _TOKEN.finditer(text):
        found.append((flow, token))
        if len(found) > _MOST:
            return []
    return found


def _members(texts: Iterator[list[Flow]] | list[list[Flow]]) -> Iterator[Timed]:
    """Of each text that names one quarter and one time: the two."""
    for flows in texts:
        if any(_APART.search(flow.text) for flow in flows):
            continue
        tokens = [token for flow in flows for token in _tokens(flow)]
        if len(tokens) == _FEW and (one := _timed(tokens)):
            yield one


def _by_turns(flow: Flow) -> list[Timed]:
    """The quarters of a text, or of a sentence of it, that names them and their times by turns, and nothing else."""
    tokens = _tokens(flow)
    said = [(one.at, one.end) for one in sentences(0, flow)] if tokens else []
    for start, end in (*said, (0, len(flow.text))):
        turns = [token for token in tokens if start <= token[1].start() < end]
        pairs = [_pair(flow, turns[at : at + 2]) for at in range(0, len(turns), 2)] if _alternate(turns) else []
        if pairs and all(pairs):
            return [pair for pair in pairs if pair]
    return []


def _alternate(tokens: Sequence[_Token]) -> bool:
    turns = [token["quarter"] is not None for _, token in tokens]
    return len(turns) >= _FEW * _ROW and len(turns) % 2 == 0 and all(a != b for a, b in pairwise(turns))


def _pair(flow: Flow, tokens: Sequence[_Token]) -> Timed | None:
    (_, one), (_, other) = tokens
    between = flow.text[one.end() : other.start()]
    return None if _APART.search(between) or len(between) > _SHORT else _timed(tokens)


def _timed(tokens: Sequence[_Token]) -> Timed | None:
    quarters = [token for _, token in tokens if token["quarter"]]
    times = [(flow, token) for flow, token in tokens if not token["quarter"]]
    if len(quarters) != 1 or len(times) != 1:
        return None
    (flow, time), (number, length) = times[0], part_of(quarters[0]["quarter"])
    if time["one"] or time["iso"]:
        months: tuple[int, ...] | None = (month_number(time["one"]) if time["one"] else int(time["iso"]),)
    else:
        months = months_in(time)
    if not months:
        return None
    words = " ".join(time[0].split()).rstrip(".")
    return Timed(flow.span_of(*time.span()), quarters[0]["quarter"], words, number, length, months)
