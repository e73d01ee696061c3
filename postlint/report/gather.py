"""An Outcome goes in, one with a finding for each fault comes out: the same slip again is a further place of the first.

Two findings of a post are one fault where their rule and slip are the same. In several posts they are one where the line
around them is the same as well but for its numbers, in three posts or more: somebody wrote it once, in a template or to be
copied; or where the slip is one of the whole site. All that comes before the report (suppressions, baselines, what a change is
to blame for, fixes) works with the single places.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from postlint.engine.run import in_order
from postlint.model import OF_SITE, Diagnostic, Fix, Related, Span
from postlint.text import lazy
from postlint.text.digest import digest
from postlint.text.edits import touches
from postlint.text.lines import line_at

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

T = TypeVar("T")

HERE = "here, too"  # what is said of a further place of a fault
_AROUND = 60  # characters of a line on either side of a fault that tell a copied sentence
_DIGITS = lazy.compile(r"\d+")
_TEMPLATE = 3  # posts with the same line: two may be a coincidence


def gathered(outcome: Outcome, *, part: bool = False) -> Outcome:
    """The outcome with one diagnostic for each fault, where the fault is met first.

    A `part` of a run knows some of the posts only: there each diagnostic has the name of its fault instead, by which
    `regrouped` finds the same in the reports of the other parts.
    """
    texts = outcome.sources
    faults = [_within(group) for group in _groups(outcome.diagnostics, lambda one: (one.path, _fault(one)))]
    if part:
        found = [replace(one, fault=_named(_copied(one, texts.get(one.path, "")))) for one in faults]
    else:
        found = regrouped(faults, lambda one: _copied(one, texts.get(one.path, "")), _across)
    return replace(outcome, diagnostics=in_order(map(_told, found)))


def regrouped(faults: Iterable[T], key: Callable[[T], Hashable], across: Callable[[Sequence[T]], T]) -> list[T]:
    """The faults, each found in one post, with those of one key joined by `across` where they are as many as a template's.

    Each keeps its place, what was joined that of the first.
    """
    found: list[tuple[int, T]] = []
    for group in _groups(enumerate(faults), lambda one: key(one[1])):
        first = (group[0][0], across([one for _, one in group])) if len(group) >= _TEMPLATE else None
        found += [first] if first else group
    return [one for _, one in sorted(found, key=lambda one: one[0])]


def _named(key: Hashable) -> str:
    """A short name for a fault; "" for one that no other post can share."""
    return digest(repr(key)) if isinstance(key, tuple) else ""


def _groups(diagnostics: Iterable[T], key: Callable[[T], Hashable]) -> Iterable[Sequence[T]]:
    groups: dict[Hashable, list[T]] = {}
    for one in diagnostics:
        groups.setdefault(key(one), []).append(one)
    return groups.values()


def _fault(one: Diagnostic) -> Hashable:
    """What findings of one fault share; a fix that is safe is not mixed with one that is not."""
    return one.rule, one.slip or one.message, one.severity, one.fix and one.fix.safe


def _copied(one: Diagnostic, text: str) -> Hashable:
    """What copies of a line share around the fault; numbers differ, as those of versions in a sentence that is used again."""
    if one.slip.startswith(OF_SITE):
        return _fault(one), ""
    line = line_at(text, one.span.start)
    around = Span(max(line.start, one.span.start - _AROUND), min(line.end, max(one.span.end, one.span.start) + _AROUND))
    words = _DIGITS.sub("0", around.of(text)).strip()
    return (_fault(one), words) if any(map(str.isalnum, words)) else id(one)


def _within(group: Sequence[Diagnostic]) -> Diagnostic:
    """The findings of one fault in one post as the first of them, with the places and, where they can be, the edits of all."""
    first = group[0]
    edits = sorted({edit for one in group if one.fix for edit in one.fix.edits}, key=lambda edit: edit.span)
    joined = not any(touches(edit, other) for edit, other in pairwise(edits))
    fix = Fix(tuple(edits), first.fix.safe) if first.fix and joined else first.fix
    places = (Related(one.span, HERE, again=True, fix=None if joined else one.fix) for one in group[1:])
    return replace(first, fix=fix, related=(*first.related, *places))


def _across(group: Sequence[Diagnostic]) -> Diagnostic:
    """The same fault in several posts as that of the first, with the places in all of them."""
    first = group[0]
    places = list(first.related)
    for one in group[1:]:
        again = [place._replace(path=one.path) for place in one.related if place.again]
        places += [Related(one.span, HERE, one.path, again=True, fix=one.fix), *again]
    return replace(first, related=tuple(places))


def _told(one: Diagnostic) -> Diagnostic:
    """The finding with the number of its places in words."""
    again = [place for place in one.related if place.again]
    return replace(one, message=one.message + more(len(again), len({place.path for place in again} - {""})))


def more(places: int, posts: int = 0) -> str:
    """What a message says of further places of its fault, in so many other posts; "" where there are none."""
    if not places:
        return ""
    return f" (and at {places} more place{'s' if places > 1 else ''}{f', in {posts + 1} posts' if posts else ''})"
