"""What was asked for goes in; posts are checked, reported, repaired or silenced, and an exit code comes out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from postlint.commands._cache import use_cache
from postlint.commands._counted import Seen, fingerprinted, keep_baseline, look_again, what_counts
from postlint.commands._failure import Failure
from postlint.commands._jobs import Work, collect
from postlint.commands._options import use_color
from postlint.commands._output import (
    found_line,
    say,
    unjudged_line,
    write_file,
)
from postlint.commands._progress import Progress, watched
from postlint.engine.executors import ExecutorError, Inline, Processes
from postlint.engine.run import check_jobs, joined
from postlint.files.expressions import keep_expressions, write_expressions
from postlint.files.paths import shown_path
from postlint.files.reading import reason
from postlint.model import Diagnostic
from postlint.model.plan import Job, Outcome
from postlint.report import MARKED, STREAMS
from postlint.report.gather import gathered
from postlint.report.terminal import FIXABLE
from postlint.text.messages import count

if TYPE_CHECKING:
    from postlint.commands._asked import Asked
    from postlint.engine.chunks import Executor
    from postlint.engine.online import Online


def run(asked: Asked) -> int:
    """Do what was asked; returns the exit code. Raises Failure, ConfigError or RulePageError where nothing can be done."""
    started = time.perf_counter()
    use_cache(None if asked.no_cache else asked.cache_dir)
    keep_expressions()
    work = collect(asked)
    if not (work.jobs or work.problems or work.stdin or work.changes or work.whole or asked.quiet):
        say("Warning: there is no Markdown file to check")
    if work.changes and work.changes.note:
        say(f"Warning: {work.changes.note}")
    everything = look_offline(asked, work)
    problems = list(work.problems)
    if everything.interrupted:
        # Half of a run is no ground to change anything.
        asked = asked._replace(fix=False, diff=False, add_ignore=None, stopped=asked.fix)
    if asked.keeps_baseline and not everything.interrupted:
        keep_baseline(asked, work, everything)
        seen, fails = Seen(everything, look_again(work)), False
    else:
        seen = _with_web(asked, work, everything)
        fails = _speak(asked, work, seen, problems)
    write_expressions(own=not asked.no_cache)
    if asked.verbose:
        _tell(work, time.perf_counter() - started)
    for problem in problems:
        say(f"Error: {problem}")
    if seen.interrupted or everything.interrupted:
        return 130
    return 2 if problems or seen.outcome.broken else int(fails and not asked.exit_zero)


def look_offline(asked: Asked, work: Work) -> Outcome:
    """Everything that the rules find without the web, with the help of earlier runs, saying how far that has come."""
    progress = Progress(watched(), asked.quiet)
    executor, keep = _executor(asked), not asked.no_cache
    try:
        outcome = check_jobs(work.jobs, executor=executor, keep=keep, watch=progress.posts, whole=work.whole)
    except ExecutorError as error:
        raise Failure(str(error)) from None
    finally:
        progress.finish()
    return fingerprinted(outcome, work)


def _executor(asked: Asked) -> Executor | None:
    """The executor that was asked for; None for what suits."""
    if asked.executor == "dask":
        from postlint.engine.cluster import Cluster

        return Cluster(asked.scheduler or "", asked.send_files)
    if asked.executor == "processes":
        return Processes(os.cpu_count() or 1)
    return Inline() if asked.executor == "inline" else None


def _speak(asked: Asked, work: Work, seen: Seen, problems: list[str]) -> bool:
    """Report what was not reported yet, after what was asked to be done; true where any finding fails the run."""
    outcome = seen.outcome
    if asked.diff or asked.fix or asked.add_ignore is not None:
        from postlint.commands import _changing

        if asked.diff:
            return _changing.show_changes(asked, work, seen)
        if asked.fix:
            outcome = _changing.fix(asked, work, seen, problems)
        if asked.add_ignore is not None:
            outcome = _changing.silence_all(asked, work, seen, problems)
    part = work.whole is not None
    faults = gathered(outcome, part=part)
    if seen.reported:
        rest = tuple(one for one in outcome.diagnostics if one not in seen.reported)
        print_report(asked, work, gathered(replace(outcome, diagnostics=rest), part=part))
    else:
        print_report(asked, work, faults)
    if work.settings.output_format == "github" and not asked.statistics:
        _summarise(work, faults)
    if not asked.quiet and (work.jobs or not problems):
        mark = FIXABLE if work.settings.output_format in MARKED and not asked.statistics else ""
        for site, own in work.sites.parts(outcome):
            say(f"{site.name}: {found_line(gathered(own, part=part), fixing=asked.fix, mark=mark)}")
        say(found_line(faults, fixing=asked.fix, mark=mark))
        if line := unjudged_line(seen.outcome.unjudged):
            say(line)
    limits = {job.shown: job.plan.fail_on for job in work.jobs}
    failing = (one for one in outcome.diagnostics if one.rule not in work.rules or work.rules[one.rule].fails)
    return any(found.severity >= limits.get(found.path, work.settings.fail_on) for found in failing)


def print_report(asked: Asked, work: Work, outcome: Outcome) -> None:
    """Print the findings, or write them to the file that was named; there even if there are none.

    What somebody interrupted would pass for the whole in a file.
    """
    if asked.output_file is not None and outcome.interrupted:
        say(f"Interrupted: {asked.output_file} was left as it was")
        return
    from postlint.report import render

    # With --fix, standard output is for the fixed post; a run that was interrupted leaves it empty.
    stream = sys.stderr if asked.holds_output else sys.stdout
    color = use_color(stream, asked.color) if asked.output_file is None else asked.color == "always"
    if asked.statistics:
        from postlint.report.statistics import render_statistics

        text = render_statistics(outcome)
    elif _is_too_much(asked, work, outcome):
        from postlint.report.first_look import render_first_look

        text = render_first_look(outcome, color=color, rules=work.rules)
    else:
        if work.settings.output_format == "full" and asked.output_file is None and stream.isatty():
            from postlint.report.worth import by_worth

            outcome = by_worth(outcome)
        text = render(work.settings.output_format, outcome, color=color, rules=work.rules)
    if asked.output_file is not None:
        write_file(asked.output_file, text)
    elif text:
        click.echo(text, file=stream, nl=False, color=color)


def _is_too_much(asked: Asked, work: Work, outcome: Outcome) -> bool:
    """Would every finding in full only scroll by? Nobody asked for a format, and somebody sits at a terminal."""
    in_full = work.settings.output_format == "full" and asked.output_format is None and not asked.all
    if not (in_full and asked.output_file is None and sys.stdout.isatty()):
        return False
    from postlint.report.first_look import MANY

    return len(outcome.diagnostics) > MANY


def _summarise(work: Work, outcome: Outcome) -> None:
    """Add a table of all findings to the summary of the job, where this is one of GitHub's."""
    from postlint.report import render

    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with open(name, "a", encoding="utf-8", errors="backslashreplace") as summary:
            summary.write(render("markdown", outcome, color=False, rules=work.rules) + "\n")
    except OSError as error:
        say(f"Warning: cannot add to the job's summary: {reason(error)}")


# --- the web


def _asking(jobs: Sequence[Job]) -> list[Job]:
    """The jobs for which the web is to be asked; an offline run spares the import."""
    if not any(job.plan.online for job in jobs):
        return []
    from postlint.engine.online import asks

    return asks(jobs)


def _with_web(asked: Asked, work: Work, everything: Outcome) -> Seen:
    """What counts, with what the web says where it is to be asked; all else is reported before that, if it can be."""
    jobs = _asking(work.jobs) if not everything.interrupted else []
    if not jobs:
        return what_counts(asked, work, everything, look_again(work))
    reported: frozenset[Diagnostic] = frozenset()
    if _streams(asked, work):
        early = what_counts(asked._replace(quiet=True), work, everything, look_again(work)).outcome
        print_report(asked, work, gathered(early, part=work.whole is not None))
        reported = frozenset(early.diagnostics)
    online = _ask_web(asked, work, jobs)
    if online is None:
        return what_counts(asked, work, everything, look_again(work))._replace(reported=reported)
    everything = joined(everything, fingerprinted(online.check(work.jobs), work))
    seen = what_counts(asked, work, everything, _look_with(work, online))
    return seen._replace(reported=reported, interrupted=online.result.interrupted)


def _streams(asked: Asked, work: Work) -> bool:
    """Can findings be printed in two parts: those without the web first, so that nobody waits for it?"""
    in_one_part = asked.fix or asked.diff or asked.add_ignore is not None or asked.statistics or asked.output_file
    return not in_one_part and work.settings.output_format in STREAMS


def _ask_web(asked: Asked, work: Work, jobs: Sequence[Job]) -> Online | None:
    from postlint.commands._online import Asking, go_online

    sys.stdout.flush()
    asking = Asking(
        asked.max_time,
        not asked.no_cache,
        asked.cache_dir,
        quiet=asked.quiet,
        verbose=asked.verbose,
        executor=None if asked.executor == "dask" else _executor(asked),  # a cluster has no part in what is asked here
    )
    return go_online(jobs, work.settings.web, asking, work.changes)


def _look_with(work: Work, online: Online) -> Callable[[Sequence[Job]], Outcome]:
    """How to look again at changed texts: the web has said what it had to say."""
    look = look_again(work)
    return lambda jobs: joined(look(jobs), fingerprinted(online.check(jobs), work))


def _tell(work: Work, seconds: float) -> None:
    say(f"Settings from {', '.join(sorted(map(shown_path, work.files))) or 'no file'}")
    say(f"Checked {count(len(work.jobs), 'file')} in {seconds:.2f} s")
