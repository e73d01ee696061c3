"""Findings that count go in; posts are fixed, or silenced by comments, or what would be done is shown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from postlint.commands._options import use_color
from postlint.commands._output import fixed_line, refused_line, say
from postlint.model import Diagnostic
from postlint.model.plan import Job, Outcome
from postlint.text.messages import count

if TYPE_CHECKING:
    from postlint.commands._asked import Asked
    from postlint.commands._counted import Seen
    from postlint.commands._jobs import Work
    from postlint.repair.rounds import Repaired


def show_changes(asked: Asked, work: Work, seen: Seen) -> bool:
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
    _tell_fixes(asked, "Would fix", repaired, seen)
    return bool(repaired.changes)


def fix(asked: Asked, work: Work, seen: Seen, problems: list[str]) -> Outcome:
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
    _tell_fixes(asked, "Fixed", repaired, seen)
    return repaired.outcome


def _tell_fixes(asked: Asked, verb: str, repaired: Repaired, seen: Seen) -> None:
    for refused in repaired.refused:
        say(refused_line(refused))
    if repaired.applied and not asked.quiet:
        say(fixed_line(verb, replace(seen.outcome, diagnostics=tuple(repaired.applied))))


# --- suppressions


def silence_all(asked: Asked, work: Work, seen: Seen, problems: list[str]) -> Outcome:
    """Write comments into the posts for all findings; returns what cannot be silenced."""
    from postlint.repair.ignores import silence
    from postlint.repair.rounds import Change, by_path, write

    changes, left, added = [], list[Diagnostic](), list[Diagnostic]()
    whole: dict[str, tuple[str, ...]] = {}
    jobs = {job.shown: job for job in work.jobs}
    for path, diagnostics in by_path(seen.outcome).items():
        if path not in seen.outcome.sources:  # it could not be read
            left += diagnostics
            continue
        job, text = jobs[path], seen.outcome.sources[path]

        def look(text: str, job: Job = job) -> Sequence[Diagnostic]:
            return seen.again([job._replace(text=text)]).diagnostics

        silenced = silence(text, path, diagnostics, asked.add_ignore or "", look)
        changes.append(Change(job, text, silenced.text))
        left += silenced.left
        whole[path] = silenced.whole
        added += (one for one in diagnostics if one not in silenced.left)
    unwritten = write([change for change in changes if change.before != change.after])
    problems += unwritten.values()
    left += (one for one in added if one.path in unwritten)
    added = [one for one in added if one.path not in unwritten]
    if added and not asked.quiet:
        say(fixed_line("Silenced", replace(seen.outcome, diagnostics=tuple(added))))
        for path in (path for path, rules in whole.items() if rules and path not in unwritten):
            say(
                f"{path}: no comment on a line would do, so all of the post is silent on {' and '.join(whole[path])} now"
            )
    if left and not asked.quiet:
        say(f"{count(len(left), 'finding')} cannot be silenced by a comment that leaves the page as it is")
    return replace(seen.outcome, diagnostics=tuple(left))
