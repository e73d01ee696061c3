"""Findings and what changed go in; out come only the findings that the change caused, wherever they show.

A finding counts when a place of it was touched: its own, or a related one, so that a new `date:` shows the sentence that it
now contradicts. What stands on untouched lines counts where the same rule did not find the same words before the change:
so a deleted page shows the posts that still link to it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from postlint.counts.left_out import Key, key_of
from postlint.engine.post import asks_web
from postlint.engine.suppress import UNUSED
from postlint.engine.trial import INCOMPLETE, UNREADABLE
from postlint.files.reading import read_bytes
from postlint.model import Severity
from postlint.model.plan import Job, Outcome, Plan
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.model import Diagnostic, Span
    from postlint.repository.changed import Changes

_FAMILY = "site"  # the rules that a change elsewhere can make speak


class Posts(Protocol):
    """The posts that a run is about, found only as far as somebody asks for them."""

    def of(self, files: Set[str] | None) -> Sequence[Job]:
        """Those of these files (absolute paths) that are posts of the run; all of them for None."""

    def plan_at(self, folder: Path) -> Plan:
        """What is to be done with posts in this folder."""


@dataclass(frozen=True)
class Blame:
    """What is to be checked for a change (`jobs`), and what was there before it.

    Changed posts are checked as they are, all others, where a change can have reached them, for what the rules about their
    site say of them. `before` gives the findings of some of the jobs before the change, each with the path of today.
    """

    jobs: tuple[Job, ...]
    changes: Changes
    before: Callable[[Sequence[Job]], Iterable[Key]]

    def caused(self, outcome: Outcome) -> Outcome:
        """What of the outcome of the jobs the change caused."""
        look = _Look(outcome, self.changes)
        touched = [one for one in outcome.diagnostics if look.touches(one)]
        sure = set(touched)
        others = [one for one in outcome.diagnostics if one not in sure and one.rule != UNREADABLE]
        found = {*sure, *_new(others, touched, outcome, self)}
        kept = tuple(one for one in outcome.diagnostics if one in found)
        changed = self.changes.by_file
        files = {job.shown for job in self.jobs if job.file in changed} | {one.path for one in kept}
        broken = any(one.rule in INCOMPLETE and one.severity is Severity.ERROR for one in kept)
        return replace(outcome, diagnostics=kept, files=len(files), broken=broken)


def about_site(plan: Plan) -> Plan | None:
    """The plan with no other rules than those about links to the site's own pages; None where none is selected."""
    rules = tuple(rule for rule in plan.selected if rule.family == _FAMILY and rule.coded)
    return replace(plan, selected=rules) if rules else None


class _Look:
    """Places of an outcome, held against what was touched."""

    def __init__(self, outcome: Outcome, changes: Changes) -> None:
        self.sources = outcome.sources
        self.changes = changes

    def touches(self, diagnostic: Diagnostic) -> bool:
        if diagnostic.rule in INCOMPLETE:
            changed = Path(os.path.abspath(diagnostic.path)) in self.changes.by_file
            return changed or diagnostic.rule != UNREADABLE
        places = ((one.path or diagnostic.path, one.span) for one in diagnostic.related)
        return any(self._touched(path, span) for path, span in ((diagnostic.path, diagnostic.span), *places))

    def _touched(self, path: str, span: Span) -> bool:
        file = Path(os.path.abspath(path))
        return file in self.changes.by_file and self.changes.touches(file, self._text(path, file), span)

    def _text(self, path: str, file: Path) -> str:
        if path in self.sources:
            return self.sources[path]
        try:
            return decode(read_bytes(file)).text
        except (OSError, UnicodeDecodeError):
            return ""


# --- what was not there before


def _new(
    others: Sequence[Diagnostic],
    touched: Sequence[Diagnostic],
    outcome: Outcome,
    blame: Blame,
) -> list[Diagnostic]:
    """Those of `others` that the same rules did not find before the change, in the same words and file."""
    by_path = {job.shown: job for job in blame.jobs}
    asked = [one for one in others if _can_be_caused(one, outcome, by_path[one.path])]
    looked_at = [by_path[path] for path in dict.fromkeys(one.path for one in asked)]
    old = Counter(blame.before(looked_at) if looked_at else ())
    left = Counter(key_of(one, outcome.sources) for one in (*touched, *asked))
    left.subtract(old)
    left.subtract(key_of(one, outcome.sources) for one in touched)
    new = []
    for one in reversed(asked):  # of several that are alike, the last are taken for the new ones
        key = key_of(one, outcome.sources)
        if left[key] > 0:
            left[key] -= 1
            new.append(one)
    return new


def _can_be_caused(diagnostic: Diagnostic, outcome: Outcome, job: Job) -> bool:
    """Not by what the web says today, nor a comment in vain because of that."""
    name = key_of(diagnostic, outcome.sources)[1][1] if diagnostic.rule == UNUSED else diagnostic.rule
    rule = job.plan.rules.get(name)
    return rule is None or not asks_web(rule)
