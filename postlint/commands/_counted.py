"""An Outcome goes in, what of it counts comes out: what a change caused, and what no baseline knows; baselines are kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.commands._failure import Failure
from postlint.commands._output import findings_said, say, write_file
from postlint.counts.fingerprint import project_path, project_root, with_fingerprints
from postlint.engine.post import asks_web
from postlint.engine.run import check_jobs
from postlint.files.paths import shown_path
from postlint.model import Diagnostic
from postlint.model.named import NamedTuple
from postlint.model.plan import Job, Outcome
from postlint.model.trouble import COMMAND_LINE, DEFAULT
from postlint.text.messages import count

if TYPE_CHECKING:
    from postlint.commands._asked import Asked
    from postlint.commands._jobs import Work
    from postlint.config.settings import Settings
    from postlint.counts.baseline import Entry
    from postlint.model.trouble import Origin


class Seen(NamedTuple):
    """What is to be spoken of, and how to look again at some of the jobs: what did not count then does not count.

    `reported` has been printed already; `interrupted` is true where somebody stopped the run.
    """

    outcome: Outcome
    again: Callable[[Sequence[Job]], Outcome]
    reported: Set[Diagnostic] = frozenset()
    interrupted: bool = False


def look_again(work: Work) -> Callable[[Sequence[Job]], Outcome]:
    """How to find everything that the rules say of some jobs without asking the web."""
    return lambda jobs: fingerprinted(check_jobs(jobs), work)


def fingerprinted(outcome: Outcome, work: Work) -> Outcome:
    return replace(outcome, diagnostics=with_fingerprints(outcome.diagnostics, outcome.sources, work.sites.home))


def what_counts(
    asked: Asked, work: Work, everything: Outcome, look: Callable[[Sequence[Job]], Outcome] | None = None
) -> Seen:
    """Without what no change caused, and without what the baseline knows; `look` is how to look again."""
    look = look or look_again(work)
    outcome = everything
    if work.blame:
        outcome = work.blame.caused(outcome)
    if not asked.no_baseline:
        outcome = _without_known(asked, work, outcome)
    if outcome is everything:
        return Seen(everything, look)
    from postlint.counts.left_out import Known

    rest = Known.of(everything, outcome.diagnostics)
    return Seen(outcome, lambda jobs: rest.left_out_of(look(jobs)))


def _without_known(asked: Asked, work: Work, outcome: Outcome) -> Outcome:
    """Without what the baseline lists: that of the whole run, or those of its sites."""
    if work.settings.baseline:
        new = _new(asked, outcome, work.settings, None)
        return replace(outcome, diagnostics=new) if len(new) < len(outcome.diagnostics) else outcome
    known = set[Diagnostic]()
    for site, part in work.sites.parts(outcome):
        if not site.settings.baseline:
            continue
        try:
            known |= set(part.diagnostics) - set(_new(asked, part, site.settings, site.home))
        except Failure as error:  # of one site: the others are as they were
            say(f"Error: {error}")
            outcome = replace(outcome, broken=True)
    if not known:
        return outcome
    return replace(outcome, diagnostics=tuple(one for one in outcome.diagnostics if one not in known))


def _new(asked: Asked, outcome: Outcome, settings: Settings, home: Path | None) -> tuple[Diagnostic, ...]:
    from postlint.counts.baseline import not_known

    baseline = settings.baseline or Path()
    new = not_known(outcome, _read_baseline(baseline, settings.origins.get("baseline", DEFAULT)), home)
    if not asked.quiet and len(new) < len(outcome.diagnostics):
        left_out = set(outcome.diagnostics) - set(new)
        say(
            f"Left out {findings_said(replace(outcome, diagnostics=tuple(left_out)))} that {shown_path(baseline)} lists"
        )
    return new


# --- the baseline


def keep_baseline(asked: Asked, work: Work, everything: Outcome) -> None:
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
    said = f"{findings_said(everything) if written_all else count(len(entries), 'finding')} in {shown_path(file)}"
    gone = len({one.fingerprint for one in old} - {one.fingerprint for one in entries})
    say(f"Wrote {said}{f', {gone} fewer than before' if gone else ''}")
    if not work.settings.baseline:
        say(f'Set `baseline = "{FILE}"` in the configuration, or pass --baseline, to leave them out')


def _read_baseline(file: Path, origin: Origin = DEFAULT) -> tuple[Entry, ...]:
    """The entries of a baseline, which was named at `origin`."""
    from postlint.counts.baseline import BaselineError, read_baseline

    try:
        return read_baseline(file)
    except BaselineError as error:
        named = origin not in (DEFAULT, COMMAND_LINE)
        raise Failure(f"{origin}: baseline: {error}" if named else str(error)) from None


def _judge(work: Work) -> Callable[[Entry], bool]:
    """Tells whether this run would have found what an entry of the baseline is about, if it were still there."""
    ran = {project_path(job.shown): _ran(job) for job in work.jobs}
    root = project_root(Path.cwd())

    def judged(entry: Entry) -> bool:
        if entry.path in ran:
            return entry.rule in ran[entry.path] or entry.rule not in work.rules
        return not os.path.exists(root / entry.path)

    return judged


def _ran(job: Job) -> set[str]:
    return {rule.name for rule in job.plan.selected if not asks_web(rule)}
