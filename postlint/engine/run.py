"""Jobs go in, one Outcome comes out: every post is checked, in several processes where there are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.engine.chunks import briefing_for, parcels_of
from postlint.engine.executors import usual
from postlint.engine.post import ByRule, Checked, arrival, inputs_of
from postlint.engine.sitewide import check_sites, prepare_sites, read_files
from postlint.model.plan import Job, Outcome, Plan
from postlint.text.packed import PackedTexts

if TYPE_CHECKING:
    from postlint.engine.chunks import Executor
    from postlint.model import Diagnostic

Watch = Callable[[int, int], object]  # told after each post: how many are done, of how many
Done = tuple[Job, Checked]

_MANY = 1000  # posts whose site is worth the start of processes
_BATCH = 256  # results that are kept for later runs in one go


def check_jobs(
    jobs: Sequence[Job],
    *,
    processes: int | None = None,
    executor: Executor | None = None,
    keep: bool = False,
    watch: Watch | None = None,
    whole: Sequence[Job] | None = None,
) -> Outcome:
    """Check all posts by an executor; without one in `processes` processes, or as many as are worth their start.

    With `keep`, what earlier runs found is used where it still holds, and what this one finds is kept. Where somebody
    interrupts the run, the outcome is what was found until then. `whole` are all jobs of which these are a part.
    """
    everything = jobs if whole is None else whole
    if executor or len(everything) >= _MANY:
        read_files(everything, executor or usual(len(everything), processes))

    def work(some: Sequence[Job]) -> Outcome:
        return _checked(some, everything, lambda posts: executor or usual(posts, processes), watch, keep=keep)

    outcome = work(jobs)
    if not keep or outcome.interrupted:
        return outcome
    from postlint.engine.damage import without_damage

    return without_damage(outcome, jobs, work)


def _checked(
    jobs: Sequence[Job], whole: Sequence[Job], suits: Callable[[int], Executor], watch: Watch | None, *, keep: bool
) -> Outcome:
    sitewide, crashes = check_sites(whole)
    shown = {job.shown for job in jobs}
    found = _Found(jobs, [one for one in crashes if one.path in shown])
    todo = list(jobs)
    if keep:
        from postlint.engine.kept import KeptFindings

        kept = KeptFindings(jobs, sitewide)
        todo = [job for job in jobs if not found.add(job, kept.known(job))]
        found.keeper = kept.keep
    found.interrupted = _collect(_check(todo, sitewide, suits(len(todo)), keep), found, watch)
    return found.outcome()


def _collect(results: Iterable[Done], found: _Found, watch: Watch | None) -> bool:
    """Add the results as they come; true where somebody stopped that."""
    todo = len(found.jobs) - found.done
    try:
        for done, (job, result) in enumerate(results, 1):
            found.add(job, result, fresh=True)
            if watch:
                watch(done, todo)
    except KeyboardInterrupt:
        return True
    finally:
        found.flush()
    return False


class _Found:
    """What is known of the jobs of a run so far; `keeper` is told what is new."""

    def __init__(self, jobs: Sequence[Job], crashes: Sequence[Diagnostic]) -> None:
        self.jobs = jobs
        self.done = 0
        self.interrupted = False
        self.keeper: Callable[[Sequence[Done]], object] | None = None
        self._diagnostics = list(crashes)
        self._sources = PackedTexts()
        self._broken = bool(crashes)
        self._unjudged: Counter[str] = Counter()
        self._fresh: list[Done] = []

    def add(self, job: Job, result: Checked | None, *, fresh: bool = False) -> bool:
        """Take in what one job gave; false where that is nothing."""
        if result is None:
            return False
        self.done += 1
        self._diagnostics += result.diagnostics
        if result.diagnostics and result.text is not None:
            self._sources[job.shown] = result.text
        self._broken = self._broken or result.broken
        self._unjudged.update(result.unjudged)
        if fresh and self.keeper:
            self._fresh.append((job, result))
            if len(self._fresh) >= _BATCH:
                self.flush()
        return True

    def flush(self) -> None:
        """Hand over what is new."""
        if self._fresh and self.keeper:
            self.keeper(self._fresh)
        self._fresh = []

    def outcome(self) -> Outcome:
        found = in_order(self._diagnostics)
        return Outcome(found, self._sources, self.done, self._broken, self._unjudged, self.interrupted)


def _check(jobs: Sequence[Job], sitewide: Mapping[str, ByRule], executor: Executor, noted: bool) -> Iterator[Done]:
    """The results of all jobs in the order in which they come."""
    if executor.elsewhere:
        _ask_git(jobs)
        prepare_sites(jobs)
    parcels, plans = parcels_of(jobs, sitewide)
    chunks = tuple(executor.cut(parcels))
    starts = [0]
    for chunk in chunks:
        starts.append(starts[-1] + len(chunk))
    for number, results in executor.results(chunks, briefing_for(plans, noted=noted, elsewhere=executor.elsewhere)):
        yield from zip(jobs[starts[number] : starts[number + 1]], results, strict=True)


def outcome_of(jobs: Sequence[Job], results: Sequence[Checked]) -> Outcome:
    """The results of all jobs as one outcome."""
    found = _Found(jobs, ())
    for job, result in zip(jobs, results, strict=True):
        found.add(job, result)
    return found.outcome()


def joined(first: Outcome, second: Outcome) -> Outcome:
    """What two looks at the same files found."""
    diagnostics = in_order([*first.diagnostics, *second.diagnostics])
    broken = first.broken or second.broken
    sources = PackedTexts()
    for one in (first, second):
        sources.update(one.sources)
    return Outcome(diagnostics, sources, first.files, broken, first.unjudged)


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
