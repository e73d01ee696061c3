"""Files and settings go in, diagnostics come out: read, check with every rule that is selected, silence what was suppressed.

A rule that crashes and a file that cannot be read cost one diagnostic each and mark the outcome as broken; what the other
rules and files have to say is never lost.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint import ISSUES, suppress
from postlint.lines import decode
from postlint.model import Diagnostic, Finding, Rule, Severity, Span
from postlint.patterns import run_patterns
from postlint.post.document import Post, read_post
from postlint.rulebook import check_of, load_rules, rule_inputs, select_rules

if TYPE_CHECKING:
    from postlint.config import Settings

INTERNAL_ERROR = "internal-error"
UNREADABLE = "unreadable-file"

_POOL_FROM = 24  # files; below, starting processes costs more than they save


@dataclass(frozen=True, slots=True)
class Job:
    """One file to check: `shown` is its path in reports; `text` replaces reading `file` (standard input, tests)."""

    file: Path | None
    shown: str
    settings: Settings
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found.

    `diagnostics` are sorted by path, place and rule; `sources` has the text of every file that has one; `broken` is true
    where anything kept postlint from doing its job.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    files: int = 0
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _Checked:
    diagnostics: list[Diagnostic]
    text: str | None
    broken: bool = False


def check_jobs(jobs: Sequence[Job], *, processes: int | None = None) -> Outcome:
    """Check all files, in several processes when there are many. Raises ConfigError and RulePageError before any work."""
    for settings in {id(job.settings): job.settings for job in jobs}.values():
        _plan(settings)
    workers = processes or (min(os.cpu_count() or 1, 8) if len(jobs) >= _POOL_FROM else 1)
    results = _in_processes(jobs, workers) if workers > 1 else [check_job(job) for job in jobs]
    found = [diagnostic for result in results for diagnostic in result.diagnostics]
    found.sort(key=lambda d: (d.path, d.span, d.rule, d.message))
    sources = {
        job.shown: result.text
        for job, result in zip(jobs, results, strict=True)
        if result.diagnostics and result.text is not None
    }
    return Outcome(tuple(dict.fromkeys(found)), sources, len(jobs), any(result.broken for result in results))


def check_text(text: str, path: str, settings: Settings) -> Outcome:
    """Check one text that need not be a file."""
    return check_jobs([Job(None, path, settings, text)], processes=1)


def check_job(job: Job) -> _Checked:
    """Check one file; never raises for what the file holds or a rule does."""
    text = job.text
    if text is None:
        if job.file is None:
            raise ValueError("a job needs a file or a text")
        try:
            text = decode(job.file.read_bytes()).text
        except (OSError, UnicodeDecodeError) as error:
            return _Checked([_unreadable(job.shown, error)], None, broken=True)
    try:
        post = read_post(text, job.shown)
        _ = post.body
    except Exception as error:  # a parser that stumbles over one post must not hide the others
        return _Checked([_crash("the Markdown parser", job.shown, error)], text, broken=True)
    return _check_post(post, _plan(job.settings), job.settings)


def _check_post(post: Post, plan: _Plan, settings: Settings) -> _Checked:
    ignored = _ignored(plan, settings, post.path)
    rules = [rule for rule in plan.selected if rule.name not in ignored]
    diagnostics: list[Diagnostic] = []
    broken = False
    for rule in rules:
        try:
            diagnostics += [
                _diagnostic(rule, post.path, finding, settings) for finding in _findings(rule, post, settings)
            ]
        except Exception as error:
            diagnostics.append(_crash(f"the rule {rule.name}", post.path, error))
            broken = True
    names = {rule.name for rule in rules}
    kept, complaints = suppress.apply(post, diagnostics, plan.rules, names)
    kept += [
        _diagnostic(plan.rules[name], post.path, finding, settings) for name, finding in complaints if name in names
    ]
    return _Checked(kept, post.text, broken)


def _findings(rule: Rule, post: Post, settings: Settings) -> Iterable[Finding]:
    if rule.engine:
        return ()
    if rule.patterns:
        return run_patterns(rule.patterns, post)
    check = check_of(rule)
    values: dict[str, Callable[[], Any]] = {
        "post": lambda: post,
        "options": lambda: {**rule.options, **settings.rule_options.get(rule.name, {})},
    }
    return check(**{name: values[name]() for name in rule_inputs(rule)})


def _diagnostic(rule: Rule, path: str, finding: Finding, settings: Settings) -> Diagnostic:
    severity = settings.severity.get(rule.name, settings.severity.get(rule.family, rule.severity))
    return Diagnostic(
        rule.name, finding.path or path, finding.span, finding.message, severity, finding.fix, finding.related
    )


def _unreadable(path: str, error: OSError | UnicodeDecodeError) -> Diagnostic:
    if isinstance(error, OSError):
        reason = f"cannot be read: {error.strerror or error}"
    else:
        reason = f"is not UTF-8 text: byte {error.start} {error.reason}; save it as UTF-8, it was left as it is"
    return Diagnostic(UNREADABLE, path, Span(0, 0), reason, Severity.ERROR)


def _crash(what: str, path: str, error: Exception) -> Diagnostic:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    message = (
        f"{what} failed on this file: {type(error).__name__}: {error} ({place}); all other findings stand, "
        f"please report this with the post at {ISSUES}"
    )
    return Diagnostic(INTERNAL_ERROR, path, Span(0, 0), message, Severity.ERROR)


# --- what a settings object means, worked out once


@dataclass(frozen=True, slots=True)
class _Plan:
    rules: Mapping[str, Rule]
    selected: tuple[Rule, ...]


_plans: dict[int, tuple[Settings, _Plan]] = {}


def _plan(settings: Settings) -> _Plan:
    # Keyed by identity (settings hold tables and cannot be hashed); the settings are kept, so that an id stays theirs.
    known = _plans.get(id(settings))
    if known is None:
        rules = load_rules(settings.rules)
        known = _plans[id(settings)] = (settings, _Plan(rules, select_rules(rules, settings)))
    return known[1]


def _ignored(plan: _Plan, settings: Settings, path: str) -> set[str]:
    """The rules that `per-file-ignores` turns off for a file."""
    from postlint.discover import matches

    names = {
        name
        for glob, names in settings.per_file_ignores.items()
        if matches(glob, path, settings.root)
        for name in names
    }
    if not names:
        return set()
    return {rule.name for rule in plan.selected if names & {rule.name, rule.family, "ALL"}}


# --- processes

_worker_settings: Sequence[Settings] = ()


def _in_processes(jobs: Sequence[Job], workers: int) -> list[_Checked]:
    """Jobs travel with the number of their settings: those are sent once to each process, not once a file."""
    from concurrent.futures import ProcessPoolExecutor

    distinct = {id(job.settings): job.settings for job in jobs}
    numbers = {key: number for number, key in enumerate(distinct)}
    parcels = [(job.file, job.shown, numbers[id(job.settings)], job.text) for job in jobs]
    size = max(1, min(32, len(jobs) // (workers * 4)))
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(tuple(distinct.values()),)) as pool:
        return list(pool.map(_check_parcel, parcels, chunksize=size))


def _start_worker(settings: Sequence[Settings]) -> None:
    global _worker_settings
    _worker_settings = settings


def _check_parcel(parcel: tuple[Path | None, str, int, str | None]) -> _Checked:
    file, shown, number, text = parcel
    return check_job(Job(file, shown, _worker_settings[number], text))
