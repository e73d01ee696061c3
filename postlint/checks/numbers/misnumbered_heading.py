"""A post's numbered headings go in, those whose number is given twice, left out, or another section's come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Edit, Finding, Fix, Related
from postlint.post.counting.heads import RUN_IN, Head, Number, counted_heads
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_FEWEST = 3  # headings that count; two may be numbered for another reason


def check(post: Post) -> Iterator[Finding]:
    runs = list(_runs(post))
    taken = {one.number for run, _ in runs for one in run if one.level < RUN_IN} | set(_lettered(post))
    for run, above in runs:
        if found := _of_another_than(run, above):
            yield from found
        elif len(run) >= _FEWEST and run[0].number[-1] in (0, 1) and not _are_versions(run):
            yield from _of_another_section(run) or _out_of_order(run, taken | set(_given_up(post, run)))


_LETTERED = lazy.compile(r"(?:[A-Z]\w*[ ])?\#?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[a-h](?=[.):]|\s|\Z)")


def _lettered(post: Post) -> Iterator[Number]:
    """Numbers that headings share by letters: "Step 3a", "Step 3b"."""
    for heading in post.headings:
        if found := _LETTERED.match(heading.text):
            yield tuple(int(part) for part in found["number"].split("."))


# A number that was given up, and is given to nobody else.
_GONE = lazy.compile(
    r"\b(?:used to (?:be|have)|abolish\w*|remov\w+|delet\w+|dropped|retired|withdrawn|withdrew|repealed|merged|gone|no longer|"
    r"skipp\w+|never (?:was|existed)|(?:is|was|there['’]s) no)\b",
    re.IGNORECASE,
)


def _given_up(post: Post, run: Sequence[Head]) -> Iterator[Number]:
    """Numbers that no heading has, since the text says what became of them: "There used to be a rule 3, …"."""
    label = re.escape(run[0].kind[1].strip().lower()) if run[0].kind else ""
    label = label or r"(?:items?|points?|motions?|rules?|sections?|steps?|numbers?|nos?\.)"
    numbers = {one.number for one in run}
    for number in {_next(number) for number in numbers} - numbers - {_next(run[-1].number)}:
        name = re.compile(rf"\b{label}\s{re.escape(run[0].written(number))}\b", re.IGNORECASE)
        told = (said for sentences in post.sentences_of.values() for said in sentences if name.search(said.text))
        if any(_GONE.search(said.text) for said in told):
            yield number


def _runs(post: Post) -> Iterator[tuple[list[Head], Number]]:
    """Headings of one level that are numbered alike ("Step 1", "2.1"), below one heading of a higher level, with its number.

    The number is () where that heading has none in figures.
    """
    open_runs: dict[int, list[Head]] = {}
    above: dict[int, Number] = {}  # of the heading that stands last on each level
    plain: set[int] = set()  # levels on which a heading without a number stands last
    for head in counted_heads(post):
        for level in [level for level in open_runs if level > head.level]:
            yield open_runs.pop(level), _last(above, level)
        above = {level: number for level, number in above.items() if level < head.level}
        if head.level < RUN_IN:
            above[head.level] = head.number if head.kind and head.kind[0] == "figures" else ()
        if head.kind is None:
            plain.add(head.level)
            continue
        if head.level in plain:
            plain.remove(head.level)
            head = head._replace(follows_plain=True)
        run = open_runs.setdefault(head.level, [])
        if run and run[0].kind != head.kind:
            yield open_runs.pop(head.level), _last(above, head.level)
            open_runs[head.level] = [head]
        else:
            run.append(head)
    yield from ((run, _last(above, level)) for level, run in open_runs.items())


def _last(above: Mapping[int, Number], level: int) -> Number:
    """The number of the heading below which those of `level` stand."""
    return above.get(max((one for one in above if one < level), default=0), ())


def _of_another_than(run: Sequence[Head], above: Number) -> list[Finding]:
    """ "1.2" behind "2.1" and below "2.": the one that has not the number of the section, where all others have it."""
    whole = all(one.is_titled and len(one.number) == len(above) + 1 for one in run)
    lasts = [one.number[-1] for one in run if one.number]
    if not above or not whole or lasts != list(range(lasts[0], lasts[0] + len(run))) or lasts[0] > 1:
        return []
    wrong = [one for one in run if one.number[:-1] != above]
    if not 0 < len(wrong) <= len(run) / 2:
        return []
    found = []
    for one in wrong:
        wanted = one.written((*above, one.number[-1]))
        message = f"{one.text} stands in section {'.'.join(map(str, above))}, expected {wanted}"
        found.append(Finding(one.span, message, Fix.replace(one.span, wanted, safe=False)))
    return found


def _are_versions(run: Sequence[Head]) -> bool:
    """Whether the numbers fall, the newest release first: 2.21.0, 2.20.1, 2.20.0."""
    falling = sum(later.number < one.number for one, later in pairwise(run))
    return len(run[0].number) > 2 and falling * 2 > len(run) - 1


def _of_another_section(run: Sequence[Head]) -> list[Finding]:
    """ "4.3" behind "5.1" and "5.2": the section's number was left from where the text came from."""
    found = []
    last = run[0].number
    counting = 0
    sections = set()  # of the wrong ones
    for one in run[1:]:
        wanted = _next(last)
        counting += one.number[-1] == wanted[-1]
        if one.number[-1] == wanted[-1] and one.number != wanted and one.is_titled:
            message = f"{one.text} follows {one.written(last)}, expected {one.written(wanted)}"
            found.append(Finding(one.span, message, Fix.replace(one.span, one.written(wanted), safe=False)))
            sections.add(one.number[:-1])
            last = wanted
        else:
            last = one.number
    # "1.3.1", "1.4.3", "2.4.4", "3.3.2": the numbers that a standard gave to what is told of here.
    return found if counting * 2 >= len(run) - 1 and len(sections) == 1 else []


def _out_of_order(run: Sequence[Head], taken: Set[Number]) -> Iterator[Finding]:
    """The one place at which the numbers do not rise by one, but for numbers that are `taken` on another level."""
    breaks = [at for at in range(1, len(run)) if not _goes_on(run[at - 1].number, run[at].number, taken)]
    at = breaks[0] if breaks else 0
    before, one = run[at - 1], run[at]
    if swapped := _swapped(run):
        one, other = swapped
        yield Finding(
            one.span, f"{one.text} stands before {other.text}", related=(Related(other.span, "the other one"),)
        )
        return
    is_alone = len(breaks) == 1 or (len(breaks) == 2 and breaks[1] == at + 1)
    if not breaks or not is_alone or one.number[:-1] != before.number[:-1]:
        return
    wanted = _next(before.number)
    related = (Related(before.span, f"{before.text} stands here"),)
    if len(breaks) == 2:  # 1, 2, 5, 4: the one that differs
        if at + 1 < len(run) and run[at + 1].number == _next(wanted):
            said = (
                f"the number {one.text} is given twice"
                if one.number == before.number
                else f"{one.text} follows {before.text}"
            )
            message = f"{said}, expected {one.written(wanted)}"
            yield Finding(one.span, message, Fix.replace(one.span, one.written(wanted), safe=False), related)
    elif one.number == before.number:
        message = f"the number {one.text} is given twice, expected {one.written(wanted)}"
        yield Finding(one.span, message, _renumbered(run[at:], wanted), related)
    elif one.number == _next(wanted) and not one.follows_plain:  # "Day 2", "Rest day", "Day 4"
        yield Finding(one.span, f"{one.text} follows {before.text}, there is no {one.written(wanted)}", related=related)


def _swapped(run: Sequence[Head]) -> tuple[Head, Head] | None:
    """Two that changed places, where all others are in order: 1, 3, 2, 4."""
    breaks = [at for at in range(1, len(run)) if run[at].number != _next(run[at - 1].number)]
    at = breaks[0] if breaks else 0
    if breaks not in ([at, at + 1, at + 2], [at, at + 1]) or (len(breaks) == 2 and at + 2 != len(run)):
        return None
    wanted = _next(run[at - 1].number)
    is_swapped = run[at].number == _next(wanted) and run[at + 1].number == wanted
    goes_on = at + 2 == len(run) or run[at + 2].number == _next(_next(wanted))
    return (run[at], run[at + 1]) if is_swapped and goes_on else None


def _renumbered(run: Sequence[Head], number: Number) -> Fix:
    """The numbers from a place on, counted anew; links to the headings may follow their numbers."""
    edits = []
    for one in run:
        edits.append(Edit(one.span, one.written(number)))
        number = _next(number)
    return Fix(tuple(edits), safe=False)


def _goes_on(number: Number, other: Number, taken: Set[Number]) -> bool:
    wanted = _next(number)
    return other == wanted or (wanted in taken and other == _next(wanted))


def _next(number: Number) -> Number:
    return (*number[:-1], number[-1] + 1)
