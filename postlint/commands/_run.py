"""What was asked for goes in; posts are checked, reported, repaired or silenced, and an exit code comes out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._cache import use_cache
from postlint.commands._failure import Failure
from postlint.commands._jobs import Work, collect
from postlint.commands._options import use_color
from postlint.commands._output import (
    count,
    findings,
    fixed_line,
    found_line,
    refused_line,
    say,
    unjudged_line,
    write_file,
)
from postlint.commands._progress import Progress, watched
from postlint.counts.fingerprint import project_path, project_root, with_fingerprints
from postlint.engine.executors import ExecutorError, Inline, Processes
from postlint.engine.post import asks_web
from postlint.engine.run import check_jobs, joined
from postlint.files.paths import shown_path
from postlint.model import Diagnostic
from postlint.model.plan import Job, Outcome
from postlint.report import MARKED, STREAMS
from postlint.report.gather import gathered
from postlint.report.terminal import FIXABLE

if TYPE_CHECKING:
    from postlint.commands._asked import Asked
    from postlint.counts.baseline import Entry
    from postlint.engine.chunks import Executor
    from postlint.engine.online import Online
    from postlint.repair.rounds import Repaired


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be spoken of, and how to look again at some of the jobs: what did not count then does not count.

    `reported` has been printed already; `interrupted` is true where somebody stopped the run.
    """

    outcome: Outcome
    again: Callable[[Sequence[Job]], Outcome]
    reported: Set[Diagnostic] = frozenset()
    interrupted: bool = False


def run(asked: Asked) -> int:
    """Do what was asked; returns the exit code. Raises Failure, ConfigError or RulePageError where nothing can be done."""
    started = time.perf_counter()
    use_cache(None if asked.no_cache else asked.cache_dir)
    work = collect(asked)
    if not (work.jobs or work.problems or work.stdin or work.changes or work.whole or asked.quiet):
        say("Warning: there is no Markdown file to check")
    if work.changes and work.changes.note:
        say(f"Warning: {work.changes.note}")
    everything = look_offline(asked, work)
    problems = list(work.problems)
    if everything.interrupted:
        asked = replace(asked, fix=False, diff=False, add_ignore=None)  # half of a run is no ground to change anything
    if asked.keeps_baseline and not everything.interrupted:
        _keep_baseline(asked, work, everything)
        seen, fails = Seen(everything, _look(work)), False
    else:
        seen = _with_web(asked, work, everything)
        fails = _speak(asked, work, seen, problems)
    if asked.verbose:
        _tell(work, time.perf_counter() - started)
    for problem in problems:
        say(f"Error: {problem}")
    if seen.interrupted or everything.interrupted:
        return 130
    return 2 if problems or seen.outcome.broken else int(fails and not asked.exit_zero)


def _look(work: Work) -> Callable[[Sequence[Job]], Outcome]:
    """How to find everything that the rules say of some jobs without asking the web."""
    return lambda jobs: _fingerprinted(check_jobs(jobs), work)


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
    return _fingerprinted(outcome, work)


def _executor(asked: Asked) -> Executor | None:
    """The executor that was asked for; None for what suits."""
    if asked.executor == "dask":
        from postlint.engine.cluster import Cluster

        return Cluster(asked.scheduler or "", asked.send_files)
    if asked.executor == "processes":
        return Processes(os.cpu_count() or 1)
    return Inline() if asked.executor == "inline" else None


def _fingerprinted(outcome: Outcome, work: Work) -> Outcome:
    return replace(outcome, diagnostics=with_fingerprints(outcome.diagnostics, outcome.sources, work.sites.home))


def what_counts(
    asked: Asked, work: Work, everything: Outcome, look: Callable[[Sequence[Job]], Outcome] | None = None
) -> Seen:
    """Without what no change caused, and without what the baseline knows; `look` is how to look again."""
    from postlint.counts.left_out import Known

    look = look or _look(work)
    outcome = everything
    if work.blame:
        outcome = work.blame.caused(outcome)
    if not asked.no_baseline:
        outcome = _without_known(asked, work, outcome)
    if outcome is everything:
        return Seen(everything, look)
    rest = Known.of(everything, outcome.diagnostics)
    return Seen(outcome, lambda jobs: rest.left_out_of(look(jobs)))


def _without_known(asked: Asked, work: Work, outcome: Outcome) -> Outcome:
    """Without what the baseline lists: that of the whole run, or those of its sites."""
    if work.settings.baseline:
        new = _new(asked, outcome, work.settings.baseline, None)
        return replace(outcome, diagnostics=new) if len(new) < len(outcome.diagnostics) else outcome
    known = set[Diagnostic]()
    for site, part in work.sites.parts(outcome):
        if not site.settings.baseline:
            continue
        try:
            known |= set(part.diagnostics) - set(_new(asked, part, site.settings.baseline, site.home))
        except Failure as error:  # of one site: the others are as they were
            say(f"Error: {error}")
            outcome = replace(outcome, broken=True)
    if not known:
        return outcome
    return replace(outcome, diagnostics=tuple(one for one in outcome.diagnostics if one not in known))


def _new(asked: Asked, outcome: Outcome, baseline: Path, home: Path | None) -> tuple[Diagnostic, ...]:
    from postlint.counts.baseline import not_known

    new = not_known(outcome, _read_baseline(baseline), home)
    if not asked.quiet and len(new) < len(outcome.diagnostics):
        left_out = set(outcome.diagnostics) - set(new)
        say(f"Left out {findings(replace(outcome, diagnostics=tuple(left_out)))} that {shown_path(baseline)} lists")
    return new


def _speak(asked: Asked, work: Work, seen: Seen, problems: list[str]) -> bool:
    """Report what was not reported yet, after what was asked to be done; true where any finding fails the run."""
    if asked.diff:
        return _show_diff(asked, work, seen)
    outcome = seen.outcome
    if asked.fix:
        outcome = _fix(asked, work, seen, problems)
    if asked.add_ignore is not None:
        outcome = _silence(asked, work, seen, problems)
    rest = [one for one in outcome.diagnostics if one not in seen.reported]
    part = work.whole is not None
    print_report(asked, work, gathered(replace(outcome, diagnostics=tuple(rest)), part=part))
    faults = gathered(outcome, part=part)
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
    """Print the findings, or write them to the file that was named; there even if there are none."""
    from postlint.report import render
    from postlint.report.statistics import render_statistics

    # With --fix, standard output holds the fixed post.
    stream = sys.stderr if asked.stdin and asked.fix else sys.stdout
    color = use_color(stream, asked.color) if asked.output_file is None else asked.color == "always"
    if asked.statistics:
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
    from postlint.report.first_look import MANY

    in_full = work.settings.output_format == "full" and asked.output_format is None and not asked.all
    return in_full and asked.output_file is None and len(outcome.diagnostics) > MANY and sys.stdout.isatty()


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
        say(f"Warning: cannot add to the job's summary: {error.strerror}")


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
        return what_counts(asked, work, everything, _look(work))
    reported: frozenset[Diagnostic] = frozenset()
    if _streams(asked, work):
        early = what_counts(replace(asked, quiet=True), work, everything, _look(work)).outcome
        print_report(asked, work, gathered(early, part=work.whole is not None))
        reported = frozenset(early.diagnostics)
    online = _ask_web(asked, work, jobs)
    if online is None:
        return replace(what_counts(asked, work, everything, _look(work)), reported=reported)
    everything = joined(everything, _fingerprinted(online.check(work.jobs), work))
    seen = what_counts(asked, work, everything, _look_with(work, online))
    return replace(seen, reported=reported, interrupted=online.result.interrupted)


def _streams(asked: Asked, work: Work) -> bool:
    """Can findings be printed in two parts: those without the web first, so that nobody waits for it?"""
    in_one_part = asked.fix or asked.diff or asked.add_ignore is not None or asked.statistics or asked.output_file
    return not in_one_part and work.settings.output_format in STREAMS


def _ask_web(asked: Asked, work: Work, jobs: Sequence[Job]) -> Online | None:
    from postlint.commands._online import Asking, go_online

    sys.stdout.flush()
    asking = Asking(asked.max_time, not asked.no_cache, asked.cache_dir, quiet=asked.quiet, verbose=asked.verbose)
    return go_online(jobs, work.settings.web, asking, work.changes)


def _look_with(work: Work, online: Online) -> Callable[[Sequence[Job]], Outcome]:
    """How to look again at changed texts: the web has said what it had to say."""
    look = _look(work)
    return lambda jobs: joined(look(jobs), _fingerprinted(online.check(jobs), work))


# --- fixes


def _show_diff(asked: Asked, work: Work, seen: Seen) -> bool:
    """Print what --fix would change; true where that is anything."""
    from postlint.repair.fix import unified_diff
    from postlint.repair.rounds import repair
    from postlint.report.terminal import show_diff

    repaired = repair(work.jobs, seen.outcome, seen.again, unsafe=asked.unsafe_fixes)
    color = use_color(sys.stdout, asked.color)
    for change in repaired.changes:
        diff = unified_diff(change.job.shown, change.before, change.after)
        # `patch` needs every byte; a terminal must not get them all.
        shown = show_diff(diff, color=color) if color or sys.stdout.isatty() else diff
        click.echo(shown, nl=False, color=color)
    _tell_fixes(asked, "Would fix", repaired)
    return bool(repaired.changes)


def _fix(asked: Asked, work: Work, seen: Seen, problems: list[str]) -> Outcome:
    """Write the fixed files, or the fixed text to standard output; returns what is left to report."""
    from postlint.repair.rounds import repair, without, write

    repaired = repair(work.jobs, seen.outcome, seen.again, unsafe=asked.unsafe_fixes)
    if unwritten := write(repaired.changes):
        problems += unwritten.values()
        repaired = without(repaired, seen.outcome, unwritten)
    if work.stdin:
        text = repaired.changes[0].after if repaired.changes else work.stdin.text
        raw = text.encode("utf-8-sig" if work.stdin.bom else "utf-8")
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    _tell_fixes(asked, "Fixed", repaired)
    return repaired.outcome


def _tell_fixes(asked: Asked, verb: str, repaired: Repaired) -> None:
    for refused in repaired.refused:
        say(refused_line(refused))
    if repaired.applied and not asked.quiet:
        say(fixed_line(verb, repaired.applied))


# --- suppressions


def _silence(asked: Asked, work: Work, seen: Seen, problems: list[str]) -> Outcome:
    """Write comments into the posts for all findings; returns what cannot be silenced."""
    from postlint.repair.ignores import silence
    from postlint.repair.rounds import Change, by_path, write

    changes, left, added = [], list[Diagnostic](), list[Diagnostic]()
    jobs = {job.shown: job for job in work.jobs}
    for path, diagnostics in by_path(seen.outcome).items():
        if path not in seen.outcome.sources:  # it could not be read
            left += diagnostics
            continue
        job, text = jobs[path], seen.outcome.sources[path]

        def look(text: str, job: Job = job) -> Sequence[Diagnostic]:
            return seen.again([replace(job, text=text)]).diagnostics

        silenced = silence(text, path, diagnostics, asked.add_ignore or "", look)
        changes.append(Change(job, text, silenced.text))
        left += silenced.left
        added += (one for one in diagnostics if one not in silenced.left)
    unwritten = write([change for change in changes if change.before != change.after])
    problems += unwritten.values()
    left += (one for one in added if one.path in unwritten)
    added = [one for one in added if one.path not in unwritten]
    if added and not asked.quiet:
        say(fixed_line("Silenced", added))
    return replace(seen.outcome, diagnostics=tuple(left))


# --- the baseline


def _keep_baseline(asked: Asked, work: Work, everything: Outcome) -> None:
    """Write the baseline anew, or take out of it what is no longer found."""
    from postlint.counts.baseline import FILE, entries_of, pruned, renewed, written

    file = work.settings.baseline or Path.cwd() / FILE
    old = _read_baseline(file) if file.exists() or asked.prune_baseline else ()
    found = entries_of(everything.diagnostics, everything.sources)
    change = pruned if asked.prune_baseline else renewed
    entries = change(old, found, _judge(work))
    write_file(str(file), written(entries))
    if asked.quiet:
        return
    written_all = len(entries) == len(everything.diagnostics)  # none is of posts that were not checked
    said = f"{findings(everything) if written_all else count(len(entries), 'finding')} in {shown_path(file)}"
    gone = len({one.fingerprint for one in old} - {one.fingerprint for one in entries})
    say(f"Wrote {said}{f', {gone} fewer than before' if gone else ''}")
    if not work.settings.baseline:
        say(f'Set `baseline = "{FILE}"` in the configuration, or pass --baseline, to leave them out')


def _read_baseline(file: Path) -> tuple[Entry, ...]:
    from postlint.counts.baseline import BaselineError, read_baseline

    try:
        return read_baseline(file)
    except BaselineError as error:
        raise Failure(str(error)) from None


def _judge(work: Work) -> Callable[[Entry], bool]:
    """Tells whether this run would have found what an entry of the baseline is about, if it were still there."""
    ran = {project_path(job.shown): _ran(job) for job in work.jobs}
    root = project_root(Path.cwd())

    def judged(entry: Entry) -> bool:
        if entry.path in ran:
            return entry.rule in ran[entry.path] or entry.rule not in work.rules
        return not (root / entry.path).exists()

    return judged


def _ran(job: Job) -> set[str]:
    return {rule.name for rule in job.plan.selected if not asks_web(rule)}


def _tell(work: Work, seconds: float) -> None:
    say(f"Settings from {', '.join(sorted(map(shown_path, work.files))) or 'no file'}")
    say(f"Checked {count(len(work.jobs), 'file')} in {seconds:.2f} s")
