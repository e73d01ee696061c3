"""Jobs go in, one Outcome comes out: every post is checked, in several processes where there are many."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from postlint.engine.post import NONE, ByRule, Checked, arrival, check_job, inputs_of, site_of
from postlint.engine.sitewide import check_sites
from postlint.files.cache import given_folder, use_folder
from postlint.model.plan import Job, Outcome, Plan

if TYPE_CHECKING:
    from pathlib import Path

    from postlint.model import Diagnostic
    from postlint.site.sites import Knowledge

_POOL_FROM = 24  # files; below, starting processes costs more than they save


Watch = Callable[[int, int], object]  # told after each post: how many are done, of how many


def check_jobs(
    jobs: Sequence[Job], *, processes: int | None = None, keep: bool = False, watch: Watch | None = None
) -> Outcome:
    """Check all posts, in `processes` processes, or as many as are worth their start.

    With `keep`, what earlier runs found is used where it still holds, and what this one finds is kept. Where somebody
    interrupts the run, the outcome is what was found until then.
    """
    outcome = _checked(jobs, processes, watch, keep=keep)
    if not keep or outcome.interrupted:
        return outcome
    from postlint.engine.damage import without_damage

    return without_damage(outcome, jobs, lambda jobs: _checked(jobs, processes, watch, keep=True))


def _checked(jobs: Sequence[Job], processes: int | None, watch: Watch | None, *, keep: bool) -> Outcome:
    sitewide, crashes = check_sites(jobs)
    known: list[Checked | None] = [None] * len(jobs)
    if keep:
        from postlint.engine.kept import KeptFindings

        kept = KeptFindings(jobs, sitewide)
        known = [kept.known(job) for job in jobs]
    todo = [job for job, result in zip(jobs, known, strict=True) if result is None]
    fresh, interrupted = _collected(_check(todo, sitewide, processes, noted=keep), len(todo), watch)
    if keep:
        kept.keep(todo[: len(fresh)], fresh)
    rest = iter(fresh)
    results = [result or next(rest, None) for result in known]
    done = [(job, result) for job, result in zip(jobs, results, strict=True) if result]
    outcome = outcome_of([job for job, _ in done], [result for _, result in done], crashes)
    return replace(outcome, interrupted=True) if interrupted else outcome


def _collected(results: Iterable[Checked], total: int, watch: Watch | None) -> tuple[list[Checked], bool]:
    """The results as they come, and whether somebody stopped that."""
    found: list[Checked] = []
    try:
        for result in results:
            found.append(result)
            if watch:
                watch(len(found), total)
    except KeyboardInterrupt:
        return found, True
    return found, False


def _check(
    jobs: Sequence[Job], sitewide: Mapping[str, ByRule], processes: int | None, *, noted: bool
) -> Iterable[Checked]:
    workers = processes or (min(os.cpu_count() or 1, 8) if len(jobs) >= _POOL_FROM else 1)
    if workers > 1:
        _ask_git(jobs)
        _read_sites(jobs)
        return _in_processes(jobs, sitewide, workers, noted=noted)
    return (check_job(job, sitewide.get(job.shown, NONE), noted=noted) for job in jobs)


def _read_sites(jobs: Sequence[Job]) -> None:
    """Read each site here, so that processes which are forked need not."""
    for job in jobs:
        if "site" in inputs_of(job.plan):
            with suppress(Exception):  # the rules that ask this site will tell
                site_of(job.plan, job.shown).prepare()


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
    return Outcome(in_order(found), sources, len(jobs), broken, unjudged)


def joined(first: Outcome, second: Outcome) -> Outcome:
    """What two looks at the same files found."""
    diagnostics = in_order([*first.diagnostics, *second.diagnostics])
    broken = first.broken or second.broken
    return Outcome(diagnostics, {**first.sources, **second.sources}, first.files, broken, first.unjudged)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, by path, place and rule."""
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


def _in_processes(
    jobs: Sequence[Job], sitewide: Mapping[str, ByRule], workers: int, *, noted: bool
) -> Iterator[Checked]:
    """Jobs travel with the number of their plan: plans are sent once to each process, not once a file.

    Nothing relies on processes that inherit what this one knows: only some platforms start them so.
    """
    from concurrent.futures import ProcessPoolExecutor

    from postlint.site.sites import told

    numbers = {plan: number for number, plan in enumerate(dict.fromkeys(job.plan for job in jobs))}
    parcels = [(job.file, job.shown, numbers[job.plan], job.text, sitewide.get(job.shown, NONE), noted) for job in jobs]
    size = max(1, min(32, len(jobs) // (workers * 4)))
    knowledge = (tuple(numbers), told(), given_folder())
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=knowledge) as pool:
        yield from pool.map(_check_parcel, parcels, chunksize=size)


def _start_worker(plans: Sequence[Plan], known: Knowledge, cache: Path | None) -> None:
    from signal import SIG_IGN, SIGINT, signal

    from postlint.files.workers import follow_parent
    from postlint.site.sites import tell

    follow_parent()
    signal(SIGINT, SIG_IGN)  # Ctrl-C goes to all processes: the first of them says what is known
    global _worker_plans
    _worker_plans = plans
    use_folder(cache)
    tell(known)


def _check_parcel(parcel: tuple[Path | None, str, int, str | None, ByRule, bool]) -> Checked:
    file, shown, number, text, sitewide, noted = parcel
    return check_job(Job(file, shown, _worker_plans[number], text), sitewide, noted=noted)
