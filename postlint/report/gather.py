"""An Outcome goes in, one with a finding for each fault comes out: the same slip again is a further place of the first.

Two findings of a post are one fault where their rule and slip are the same. In several posts they are one where the line
they stand on is the same as well, in three posts or more: somebody wrote it once, in a template or to be copied. All that
comes before the report (suppressions, baselines, what a change is to blame for, fixes) works with the single places.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.engine.run import in_order
from postlint.model import Diagnostic, Fix, Related
from postlint.text.edits import touches
from postlint.text.lines import Lines, reader

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

_TEMPLATE = 3  # posts with the same line: two may be a coincidence
_HERE = "here, too"


def gathered(outcome: Outcome) -> Outcome:
    """The outcome with one diagnostic for each fault, where the fault is met first."""
    lines = reader(outcome.sources)
    faults = [_within(group) for group in _groups(outcome.diagnostics, lambda one: (one.path, _fault(one)))]
    copies = _groups(faults, lambda one: _copied(one, lines(one.path)))
    found = (one for group in copies for one in (_across(group) if len(group) >= _TEMPLATE else group))
    return replace(outcome, diagnostics=in_order(map(_told, found)))


def _groups(diagnostics: Iterable[Diagnostic], key: Callable[[Diagnostic], Hashable]) -> Iterable[Sequence[Diagnostic]]:
    groups: dict[Hashable, list[Diagnostic]] = {}
    for one in diagnostics:
        groups.setdefault(key(one), []).append(one)
    return groups.values()


def _fault(one: Diagnostic) -> Hashable:
    """What findings of one fault share; a fix that is safe is not mixed with one that is not."""
    return one.rule, one.slip or one.message, one.severity, one.fix and one.fix.safe


def _copied(one: Diagnostic, lines: Lines) -> Hashable:
    line = lines.span(lines.place(one.span.start).line).of(lines.text).strip()
    return (_fault(one), line) if any(map(str.isalnum, line)) else id(one)


def _within(group: Sequence[Diagnostic]) -> Diagnostic:
    """The findings of one fault in one post as the first of them, with the places and, where they can be, the edits of all."""
    first = group[0]
    edits = sorted({edit for one in group if one.fix for edit in one.fix.edits}, key=lambda edit: edit.span)
    joined = not any(touches(edit, other) for edit, other in pairwise(edits))
    fix = Fix(tuple(edits), first.fix.safe) if first.fix and joined else first.fix
    places = (Related(one.span, _HERE, again=True, fix=None if joined else one.fix) for one in group[1:])
    return replace(first, fix=fix, related=(*first.related, *places))


def _across(group: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The same fault in several posts as that of the first, with the places in all of them."""
    first = group[0]
    places = list(first.related)
    for one in group[1:]:
        again = [place._replace(path=one.path) for place in one.related if place.again]
        places += [Related(one.span, _HERE, one.path, again=True, fix=one.fix), *again]
    return [replace(first, related=tuple(places))]


def _told(one: Diagnostic) -> Diagnostic:
    """The finding with the number of its places in words."""
    again = [place for place in one.related if place.again]
    if not again:
        return one
    posts = len({place.path for place in again} - {""})
    more = f"{len(again)} more place{'s' if len(again) > 1 else ''}"
    where = f" (and at {more}{f', in {posts + 1} posts' if posts else ''})"
    return replace(one, message=one.message + where)
