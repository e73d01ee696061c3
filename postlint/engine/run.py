"""Jobs go in, one Outcome comes out: every post is checked, in several processes where there are many."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.engine.post import NONE, ByRule, Checked, arrival, check_job, inputs_of
from postlint.engine.sitewide import check_sites
from postlint.model.plan import Job, Outcome, Plan

if TYPE_CHECKING:
    from pathlib import Path

    from postlint.model import Diagnostic
    from postlint.site.sites import Knowledge

_POOL_FROM = 24  # files; below, starting processes costs more than they save


def check_jobs(jobs: Sequence[Job], *, processes: int | None = None) -> Outcome:
    """Check all posts, in `processes` processes, or as many as are worth their start."""
    sitewide, crashes = check_sites(jobs)
    workers = processes or (min(os.cpu_count() or 1, 8) if len(jobs) >= _POOL_FROM else 1)
    if workers > 1:
        _ask_git(jobs)
        results = _in_processes(jobs, sitewide, workers)
    else:
        results = [check_job(job, sitewide.get(job.shown, NONE)) for job in jobs]
    return outcome_of(jobs, results, crashes)


def outcome_of(jobs: Sequence[Job], results: Sequence[Checked], crashes: Sequence[Diagnostic] = ()) -> Outcome:
    """The results of all jobs, in the order of the jobs, as one outcome."""
    found = [*crashes, *(diagnostic for result in results for diagnostic in result.diagnostics)]
    sources = {
        job.shown: result.text
        for job, result in zip(jobs, results, strict=True)
        if result.diagnostics and result.text is not None
    }
    broken = bool(crashes) or any(result.broken for result in results)
    unjudged = Counter(path for result in results for path in result.unjudged)
    return Outcome(_in_order(found), sources, len(jobs), broken, unjudged)


def joined(first: Outcome, second: Outcome) -> Outcome:
    """What two looks at the same files found."""
    diagnostics = _in_order([*first.diagnostics, *second.diagnostics])
    broken = first.broken or second.broken
    return Outcome(diagnostics, {**first.sources, **second.sources}, first.files, broken, first.unjudged)


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys(sorted(found, key=lambda d: (d.path, d.span, d.rule, d.message))))


def check_text(text: str, path: str, plan: Plan) -> Outcome:
    """Check one text that need not be a file."""
    return check_jobs([Job(None, path, plan, text)], processes=1)


def _ask_git(jobs: Sequence[Job]) -> None:
    """Ask for the new files of each repository before there are other processes: those that are forked need not ask again."""
    for job in jobs:
        if "arrival" in inputs_of(job.plan):
            arrival(job.shown)


# --- processes

_worker_plans: Sequence[Plan] = ()


def _in_processes(jobs: Sequence[Job], sitewide: Mapping[str, ByRule], workers: int) -> list[Checked]:
    """Jobs travel with the number of their plan: plans are sent once to each process, not once a file.

    Nothing relies on processes that inherit what this one knows: only some platforms start them so.
    """
    from concurrent.futures import ProcessPoolExecutor

    from postlint.site.sites import told

    numbers = {plan: number for number, plan in enumerate(dict.fromkeys(job.plan for job in jobs))}
    parcels = [(job.file, job.shown, numbers[job.plan], job.text, sitewide.get(job.shown, NONE)) for job in jobs]
    size = max(1, min(32, len(jobs) // (workers * 4)))
    knowledge = (tuple(numbers), told())
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=knowledge) as pool:
        return list(pool.map(_check_parcel, parcels, chunksize=size))


def _start_worker(plans: Sequence[Plan], known: Knowledge) -> None:
    from postlint.site.sites import tell

    global _worker_plans
    _worker_plans = plans
    tell(known)


def _check_parcel(parcel: tuple[Path | None, str, int, str | None, ByRule]) -> Checked:
    file, shown, number, text, sitewide = parcel
    return check_job(Job(file, shown, _worker_plans[number], text), sitewide)
