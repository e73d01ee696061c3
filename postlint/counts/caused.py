"""Files to check and what changed go in; out come only the findings that the change caused, wherever they show.

A finding counts when a place of it was touched: its own, or a related one, so that a new `date:` shows the sentence that it
now contradicts. What stands on untouched lines counts where the same rule did not find the same words before the change:
so a deleted page shows the posts that still link to it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from postlint.counts.left_out import Key, key_of
from postlint.engine.post import INCOMPLETE, UNREADABLE, asks_web, inputs_of
from postlint.engine.run import check_jobs
from postlint.engine.suppress import UNUSED
from postlint.files.reading import read_bytes
from postlint.model import Diagnostic, Span
from postlint.model.plan import Job, Outcome, Plan
from postlint.repository.before import as_it_was
from postlint.repository.changed import Changes
from postlint.text.lines import decode

_FAMILY = "site"  # the rules that a change elsewhere can make speak


def narrowed(jobs: Sequence[Job], changes: Changes) -> tuple[Job, ...]:
    """The jobs that a change can matter to: changed posts as they are, all others for what their links lead to."""
    limited = cache(_limited)
    breaks = any(change.old for change in changes.files)  # a new file takes nothing away
    found = []
    for job in jobs:
        if job.file in changes.by_file:
            found.append(job)
        elif breaks and (own := limited(job.plan)):
            found.append(replace(job, plan=own))
    _tell_what_is_gone(found, changes)
    return tuple(found)


def _tell_what_is_gone(jobs: Iterable[Job], changes: Changes) -> None:
    """Let the sites of these jobs know what a change took away: that it was there needs no other evidence."""
    gone = [change.old for change in changes.files if change.old and change.old != change.path]
    asking = [job for job in jobs if "site" in inputs_of(job.plan)]
    if not gone or not asking:
        return
    from postlint.site.sites import site_for

    with as_it_was(changes) as copy:
        for site, plan in {site_for(job.plan, job.shown): job.plan for job in asking}.items():
            if not site.root.is_relative_to(changes.root):
                continue
            below = site.root.relative_to(changes.root)
            before = site_for(_moved(plan, changes.root, copy), str(copy / below / "post.md"))
            paths = [
                (copy / path).relative_to(before.root).as_posix()
                for path in gone
                if (copy / path).is_relative_to(before.root)
            ]
            site.gone = frozenset[str]().union(*map(before.linking.addresses_of, paths))
            _forget(before.root)


def _limited(plan: Plan) -> Plan | None:
    """The plan with no other rules than those about links to the site's own pages; None where none is selected."""
    rules = tuple(rule for rule in plan.selected if rule.family == _FAMILY and rule.coded)
    return replace(plan, selected=rules) if rules else None


def caused(outcome: Outcome, jobs: Sequence[Job], changes: Changes) -> Outcome:
    """What of an outcome the change caused; `jobs` are those of `narrowed`."""
    look = _Look(outcome, changes)
    touched = [one for one in outcome.diagnostics if look.touches(one)]
    sure = set(touched)
    others = [one for one in outcome.diagnostics if one not in sure and one.rule != UNREADABLE]
    found = {*sure, *_new(others, touched, outcome, jobs, changes)}
    kept = tuple(one for one in outcome.diagnostics if one in found)
    files = {job.shown for job in jobs if job.file in changes.by_file} | {one.path for one in kept}
    broken = any(one.rule in INCOMPLETE for one in kept)
    return replace(outcome, diagnostics=kept, files=len(files), broken=broken)


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
    jobs: Sequence[Job],
    changes: Changes,
) -> list[Diagnostic]:
    """Those of `others` that the same rules did not find before the change, in the same words and file."""
    by_path = {job.shown: job for job in jobs}
    asked = [one for one in others if _can_be_caused(one, outcome, by_path[one.path])]
    old = _counts_before([by_path[path] for path in dict.fromkeys(one.path for one in asked)], changes)
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


def _counts_before(jobs: Sequence[Job], changes: Changes) -> Mapping[Key, int]:
    """How often each finding was there before, by the paths of today."""
    if not jobs:
        return {}
    with as_it_was(changes) as copy:
        moved = cache(lambda plan: _moved(plan, changes.root, copy))
        then: dict[str, Job] = {}
        for job in jobs:
            if (file := _old_file(job, changes, copy)) is not None:
                then[job.shown] = Job(file, str(file), moved(job.plan))
        outcome = check_jobs(list(then.values()))
        _forget_sites(then.values())
    today = {job.shown: path for path, job in then.items()}
    keys = (key_of(one, outcome.sources) for one in outcome.diagnostics)
    return Counter((today[path], alike) for path, alike in keys)


def _forget_sites(jobs: Iterable[Job]) -> None:
    from postlint.site.sites import site_for

    for root in {site_for(job.plan, job.shown).root for job in jobs}:
        _forget(root)


def _forget(root: Path) -> None:
    """Remove what the cache keeps of a site that will never be seen again."""
    from postlint.site.store import Store

    Store(root).discard()


def _old_file(job: Job, changes: Changes, copy: Path) -> Path | None:
    """A post's file before the change; None where there was none, or it lies outside the repository."""
    if job.file is None or not job.file.is_relative_to(changes.root):
        return None
    change = changes.by_file.get(job.file)
    old = job.file.relative_to(changes.root).as_posix() if change is None else change.old
    return copy / old if old and (copy / old).is_file() else None


def _moved(plan: Plan, root: Path, copy: Path) -> Plan:
    """The plan with its globs and site in the copy."""
    inside = plan.root.is_relative_to(root)
    return replace(plan, root=copy / plan.root.relative_to(root)) if inside else plan
