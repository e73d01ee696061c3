"""What was asked for goes in; posts are checked again whenever files change, and what that changed is printed, until Ctrl-C.

Each round is a run of its own that reads everything anew; findings that are kept between runs (`postlint.engine.kept`) make it
cost what changed and what that touches.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._cache import use_cache
from postlint.commands._counted import what_counts
from postlint.commands._failure import Failure
from postlint.commands._jobs import Work, collect
from postlint.commands._output import found_line, say
from postlint.commands._run import look_offline, print_report
from postlint.files.once import forget
from postlint.files.paths import shown_path
from postlint.model.plan import Outcome
from postlint.model.trouble import ConfigError, RulePageError
from postlint.repair.rounds import by_path
from postlint.report.gather import gathered
from postlint.text.messages import count, install

if TYPE_CHECKING:
    from postlint.commands._asked import Asked

_PAUSE = 300  # milliseconds without a change before a round begins
_LONGEST = 2000  # milliseconds after the first change: then it begins anyway
_IDLE = 250  # milliseconds after which nothing is said to have changed: the first time, that the watch has begun
_NAMED = 5  # files that changed and are named; of more, their number


@dataclass(frozen=True, slots=True)
class _Round:
    """One look at everything: what counts of it, and the absolute paths of the posts by their shown paths."""

    work: Work
    outcome: Outcome
    stale: bool = False  # settings that cannot be used came after it: whatever is found next is news

    @property
    def files(self) -> dict[str, Path]:
        return {job.shown: job.file for job in self.work.jobs if job.file}


def watch(asked: Asked) -> int:
    """Check now, and again after each change; 0 where somebody ends it with Ctrl-C. Raises Failure without watchfiles."""
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        raise Failure(f"--watch needs watchfiles: {install('watch')}") from None
    use_cache(None if asked.no_cache else asked.cache_dir)
    try:
        changes = _changes(_places(collect(asked)))
        next(changes)  # from here on no change is missed, not even one in the midst of the first look
        last = _look(asked)
        print_report(asked, last.work, gathered(last.outcome))
        _close(asked, last)
        for changed in filter(None, changes):
            last = _again(asked, last, changed)
    except KeyboardInterrupt:
        say("")
    return 0


def _again(asked: Asked, last: _Round, changed: Set[str]) -> _Round:
    """Look again, and print the findings of the posts that changed or of which something else is said now."""
    forget()
    try:
        now = _look(asked)
    except (ConfigError, RulePageError, Failure) as error:
        say(f"Error: {error.message if isinstance(error, Failure) else error}")
        return replace(last, stale=True)
    news = _news(last, now, changed)
    if news or last.stale:
        _clear()
        say(_headline(changed))
        rest = tuple(one for one in now.outcome.diagnostics if last.stale or one.path in news)
        print_report(asked, now.work, gathered(replace(now.outcome, diagnostics=rest)))
        _close(asked, now)
    return now


def _look(asked: Asked) -> _Round:
    work = collect(asked)
    everything = look_offline(asked, work)
    if everything.interrupted:
        raise KeyboardInterrupt
    for problem in work.problems:
        say(f"Error: {problem}")
    return _Round(work, what_counts(asked._replace(quiet=True), work, everything).outcome)


def _news(last: _Round, now: _Round, changed: Set[str]) -> set[str]:
    """The shown paths of posts whose files changed, or of which other things are said than before."""
    before, after = by_path(last.outcome), by_path(now.outcome)
    said = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    files = {**last.files, **now.files}
    return said | {path for path, file in files.items() if str(file) in changed}


def _headline(changed: Set[str]) -> str:
    names = sorted(shown_path(Path(path)) for path in changed)
    what = ", ".join(names) if len(names) <= _NAMED else count(len(names), "file")
    return f"{time.strftime('%H:%M:%S')} {what}"


def _close(asked: Asked, round_: _Round) -> None:
    if not asked.quiet:
        say(found_line(gathered(round_.outcome), fixing=False))
        say(f"Watching {count(len(round_.work.jobs), 'file')}; Ctrl-C ends this")
    sys.stdout.flush()


def _clear() -> None:
    if sys.stdout.isatty():
        click.clear()


# --- what changes


def _places(work: Work) -> Sequence[Path]:
    """The folders to watch, none within another: those of the posts' sites and settings."""
    from postlint.engine.post import site_of

    folders = {Path.cwd(), *(job.plan.root for job in work.jobs)}
    folders.update(site_of(job.plan, job.shown).root for job in work.jobs)
    return [one for one in sorted(folders) if one.is_dir() and folders.isdisjoint(one.parents)]


def _changes(places: Sequence[Path]) -> Iterator[Set[str]]:
    """The absolute paths of files that changed, now and then none; not those that a site's generator writes."""
    from watchfiles import DefaultFilter
    from watchfiles import watch as watch_files

    from postlint.site.generators.detect import outputs

    kept = DefaultFilter(ignore_paths=[place / name for place in places for name in outputs(place)])
    found = watch_files(
        *places, watch_filter=kept, debounce=_LONGEST, step=_PAUSE, rust_timeout=_IDLE, yield_on_timeout=True
    )
    for changes in found:
        yield {path for _, path in changes}
