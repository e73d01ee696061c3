"""A post's numbered headings go in, those whose number is given twice, left out, or another section's come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Edit, Finding, Fix, Related, Span
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_NUMBER = lazy.compile(
    r"(?P<label>(?:[A-Z]\w*[ ])?)\#?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]?(?=\s|\Z)|\s*[–—:-])", re.VERBOSE
)
# What has only a date is a version in a list of changes, and those go down.
_TITLE = lazy.compile(rf"(?!(?:{'|'.join(MONTHS[1:])})\b)[^\W\d_]{{3,}}")
_FEWEST = 3  # headings that count; two may be numbered for another reason

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A heading's number, as a reader and as a program sees it, and where it stands."""

    text: str
    number: Number
    span: Span
    is_titled: bool


def check(post: Post) -> Iterator[Finding]:
    runs = list(_runs(post))
    taken = {one.number for run in runs for one in run} | set(_lettered(post))
    for run in runs:
        if len(run) >= _FEWEST and run[0].number[-1] in (0, 1) and not _are_versions(run):
            yield from _of_another_section(run) or _out_of_order(run, taken)


_LETTERED = lazy.compile(r"(?:[A-Z]\w*[ ])?\#?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[a-h](?=[.):]|\s|\Z)")


def _lettered(post: Post) -> Iterator[Number]:
    """Numbers that headings share by letters: "Step 3a", "Step 3b"."""
    for heading in post.headings:
        if found := _LETTERED.match(heading.text):
            yield tuple(int(part) for part in found["number"].split("."))


def _runs(post: Post) -> Iterator[list[_Numbered]]:
    """Headings of one level that are numbered alike ("Step 1", "2.1"), below one heading of a higher level."""
    open_runs: dict[int, tuple[object, list[_Numbered]]] = {}
    for heading in post.headings:
        for level in [level for level in open_runs if level > heading.level]:
            yield open_runs.pop(level)[1]
        found = _NUMBER.match(heading.text)
        if found is None:
            continue
        kind = (found["label"], found["number"].count("."))
        if heading.level not in open_runs or open_runs[heading.level][0] != kind:
            if heading.level in open_runs:
                yield open_runs.pop(heading.level)[1]
            open_runs[heading.level] = (kind, [])
        number = tuple(int(part) for part in found["number"].split("."))
        span = post.flows[heading.flow].span_of(*found.span("number"))
        is_titled = _TITLE.search(heading.text, found.end()) is not None
        open_runs[heading.level][1].append(_Numbered(found["number"], number, span, is_titled))
    for _, run in open_runs.values():
        yield run


def _are_versions(run: Sequence[_Numbered]) -> bool:
    """Whether the numbers fall, the newest release first: 2.21.0, 2.20.1, 2.20.0."""
    falling = sum(later.number < one.number for one, later in pairwise(run))
    return len(run[0].number) > 2 and falling * 2 > len(run) - 1


def _of_another_section(run: Sequence[_Numbered]) -> list[Finding]:
    """ "4.3" behind "5.1" and "5.2": the section's number was left from where the text came from."""
    found = []
    last = run[0].number
    for one in run[1:]:
        wanted = _next(last)
        if one.number[-1] == wanted[-1] and one.number != wanted and one.is_titled:
            message = f"{one.text} follows {_written(last)}, expected {_written(wanted)}"
            found.append(Finding(one.span, message, Fix.replace(one.span, _written(wanted), safe=False)))
            last = wanted
        else:
            last = one.number
    return found


def _out_of_order(run: Sequence[_Numbered], taken: Set[Number]) -> Iterator[Finding]:
    """The one place at which the numbers do not rise by one, but for numbers that are `taken` on another level."""
    breaks = [at for at in range(1, len(run)) if not _goes_on(run[at - 1].number, run[at].number, taken)]
    at = breaks[0] if breaks else 0
    before, one = run[at - 1], run[at]
    is_alone = len(breaks) == 1 or (len(breaks) == 2 and breaks[1] == at + 1)
    if not breaks or not is_alone or one.number[:-1] != before.number[:-1]:
        return
    wanted = _next(before.number)
    related = (Related(before.span, f"{before.text} stands here"),)
    if len(breaks) == 2:  # 1, 2, 5, 4: the one that differs
        if at + 1 < len(run) and run[at + 1].number == _next(wanted):
            message = f"{one.text} follows {before.text}, expected {_written(wanted)}"
            yield Finding(one.span, message, Fix.replace(one.span, _written(wanted), safe=False), related)
    elif one.number == before.number:
        message = f"the number {one.text} is given twice, expected {_written(wanted)}"
        yield Finding(one.span, message, _renumbered(run[at:], wanted), related)
    elif one.number == _next(wanted):
        yield Finding(one.span, f"{one.text} follows {before.text}, there is no {_written(wanted)}", related=related)


def _renumbered(run: Sequence[_Numbered], number: Number) -> Fix:
    """The numbers from a place on, counted anew; links to the headings may follow their numbers."""
    edits = []
    for one in run:
        edits.append(Edit(one.span, _written(number)))
        number = _next(number)
    return Fix(tuple(edits), safe=False)


def _goes_on(number: Number, other: Number, taken: Set[Number]) -> bool:
    wanted = _next(number)
    return other == wanted or (wanted in taken and other == _next(wanted))


def _next(number: Number) -> Number:
    return (*number[:-1], number[-1] + 1)


def _written(number: Number) -> str:
    return ".".join(map(str, number))
