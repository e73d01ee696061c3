"""Jobs and any change go in, those to check come out with what was there before: in a copy of the folder as it was.

Right whatever changed, but every post is looked at, and the site is read twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.counts.blame import Blame, about_site
from postlint.counts.left_out import Key, key_of
from postlint.engine.post import inputs_of
from postlint.engine.run import check_jobs
from postlint.files.kinds import POSTS
from postlint.files.reading import read_bytes
from postlint.model.plan import Job, Plan
from postlint.repository.before import as_it_was
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.repository.changed import Changes


def thorough(jobs: Sequence[Job], changes: Changes) -> Blame:
    """The same by checking everything, and the folder as it was, laid out anew: right whatever changed, but slow."""
    limited = cache(about_site)
    found = []
    for job in jobs:
        if job.file in changes.by_file:
            found.append(job)
        elif changes.takes_away and (own := limited(job.plan)):
            found.append(job._replace(plan=own))
    _tell_what_is_gone(found, changes)
    return Blame(tuple(found), changes, partial(_in_copy, changes=changes))


def _tell_what_is_gone(jobs: Iterable[Job], changes: Changes) -> None:
    """Let the sites of these jobs know what a change took away."""
    asking = [job for job in jobs if "site" in inputs_of(job.plan)]
    if not asking or not changes.takes_away:
        return
    from postlint.counts.taken import change_of
    from postlint.site.sites import site_for

    with as_it_was(changes) as copy:
        earlier = {change: _text(copy / change.old) for change in changes.files if change.old}
        for site, plan in {site_for(job.plan, job.shown): job.plan for job in asking}.items():
            if not site.root.is_relative_to(changes.root):
                continue
            place = site.root.relative_to(changes.root)
            before = site_for(_moved(plan, changes.root, copy), str(copy / place / "post.md"))
            site.change = change_of(site, before, changes, earlier)
            _forget(before.root)


def _text(file: Path) -> str:
    try:
        return decode(read_bytes(file)).text if file.suffix.lower() in POSTS else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _in_copy(jobs: Sequence[Job], changes: Changes) -> Iterable[Key]:
    """The findings in a copy of the folder as it was."""
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
    return [(today[path], alike) for path, alike in keys]


def _forget_sites(jobs: Iterable[Job]) -> None:
    from postlint.site.sites import site_for

    for root in {site_for(job.plan, job.shown).root for job in jobs}:
        _forget(root)


def _forget(root: Path) -> None:
    """Remove what the cache keeps of a site that will never be seen again."""
    from postlint.site.storage.store import Store

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
