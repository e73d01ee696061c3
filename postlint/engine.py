"""Files and settings go in, diagnostics come out: read, check with every rule that is selected, silence what was suppressed.

A rule that crashes and a file that cannot be read cost one diagnostic each and mark the outcome as broken; what the other
rules and files have to say is never lost.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from postlint import ISSUES, suppress
from postlint.headerschema import header_schema
from postlint.lines import decode
from postlint.model import Diagnostic, Finding, Rule, Severity, Span
from postlint.patterns import run_patterns
from postlint.post.document import Post, read_post
from postlint.precedence import first_voices
from postlint.rulebook import check_of, load_rules, rule_inputs, select_rules
from postlint.words.accepted import accepted_words

if TYPE_CHECKING:
    from postlint.answers import Web
    from postlint.changes.history import Arrival
    from postlint.config.settings import Settings
    from postlint.site.site import Site
    from postlint.site.sites import Key

INTERNAL_ERROR = "internal-error"
UNREADABLE = "unreadable-file"

_ByRule: TypeAlias = Mapping[str, Sequence[Finding]]
_NONE: _ByRule = {}
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
    sitewide, crashes = _check_sites(jobs)
    workers = processes or (min(os.cpu_count() or 1, 8) if len(jobs) >= _POOL_FROM else 1)
    if workers > 1:
        _ask_git(jobs)
        results = _in_processes(jobs, sitewide, workers)
    else:
        results = [check_job(job, sitewide.get(job.shown, _NONE)) for job in jobs]
    return outcome_of(jobs, results, crashes)


def outcome_of(jobs: Sequence[Job], results: Sequence[_Checked], crashes: Sequence[Diagnostic] = ()) -> Outcome:
    """The results of all jobs, in the order of the jobs, as one outcome."""
    found = [*crashes, *(diagnostic for result in results for diagnostic in result.diagnostics)]
    sources = {
        job.shown: result.text
        for job, result in zip(jobs, results, strict=True)
        if result.diagnostics and result.text is not None
    }
    broken = bool(crashes) or any(result.broken for result in results)
    return Outcome(in_order(found), sources, len(jobs), broken)


def joined(first: Outcome, second: Outcome) -> Outcome:
    """What two looks at the same files found."""
    diagnostics = in_order([*first.diagnostics, *second.diagnostics])
    return Outcome(diagnostics, {**first.sources, **second.sources}, first.files, first.broken or second.broken)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, by path, place and rule."""
    return tuple(dict.fromkeys(sorted(found, key=lambda d: (d.path, d.span, d.rule, d.message))))


def check_text(text: str, path: str, settings: Settings) -> Outcome:
    """Check one text that need not be a file."""
    return check_jobs([Job(None, path, settings, text)], processes=1)


def check_job(job: Job, sitewide: _ByRule = _NONE, web: Web | None = None) -> _Checked:
    """Check one file; never raises for what the file holds or a rule does.

    `sitewide` is what the rules about its whole site found in it. With `web` those rules run that need the web's answers,
    without it all others.
    """
    text = job.text
    if text is None:
        if job.file is None:
            raise ValueError("a job needs a file or a text")
        try:
            text = decode(job.file.read_bytes()).text
        except (OSError, UnicodeDecodeError) as error:
            return _Checked([_unreadable(job.shown, error)], None, broken=True)
    try:
        post = read_post(text, job.shown, job.settings.dates.first_month)
        _ = post.body
    except Exception as error:  # a parser that stumbles over one post must not hide the others
        return _Checked([_crash("the Markdown parser", job.shown, error)], text, broken=True)
    return _check_post(post, _plan(job.settings), job.settings, sitewide, web)


def _check_post(post: Post, plan: _Plan, settings: Settings, sitewide: _ByRule, web: Web | None) -> _Checked:
    ignored = _ignored(plan, settings, post.path)
    rules = [one for one in plan.selected if one.name not in ignored and (one.engine or asks_web(one) == bool(web))]
    diagnostics: list[Diagnostic] = []
    broken = False
    for rule in rules:
        try:
            diagnostics += [
                _diagnostic(rule, post.path, finding, settings)
                for finding in (*_findings(rule, post, settings, web), *sitewide.get(rule.name, ()))
            ]
        except Exception as error:
            diagnostics.append(_crash(f"the rule {rule.name}", post.path, error))
            broken = True
    names = {rule.name for rule in rules}
    kept, complaints = suppress.apply(post, diagnostics, plan.rules, names)
    kept = first_voices(post, kept, plan.rules)
    kept += [
        _diagnostic(plan.rules[name], post.path, finding, settings) for name, finding in complaints if name in names
    ]
    return _Checked(kept, post.text, broken)


def _findings(rule: Rule, post: Post, settings: Settings, web: Web | None) -> Iterable[Finding]:
    if rule.engine or _is_sitewide(rule):
        return ()
    if rule.patterns:
        return run_patterns(rule.patterns, post)
    values = {
        "post": lambda: post,
        "site": lambda: _site(settings, post.path),
        "web": lambda: web,
        "arrival": lambda: _arrival(post.path),
        "accepted": lambda: accepted_words(settings.words),
        "schema": lambda: header_schema(settings.frontmatter),
    }
    return _call(rule, settings, values)


def asks_web(rule: Rule) -> bool:
    """Does the rule need answers of the web? Such rules run after all others, once those answers are there."""
    return "web" in rule_inputs(rule)


def _call(rule: Rule, settings: Settings, values: Mapping[str, Callable[[], Any]]) -> Iterable[Finding]:
    """Call a check with what its parameters name."""
    known = {"options": lambda: {**rule.options, **settings.rule_options.get(rule.name, {})}, **values}
    return check_of(rule)(**{name: known[name]() for name in rule_inputs(rule)})


def _diagnostic(rule: Rule, path: str, finding: Finding, settings: Settings) -> Diagnostic:
    severity = settings.severity.get(rule.name, settings.severity.get(rule.family, rule.severity))
    severity = min(severity, finding.at_most)
    said = finding.span, finding.message, severity, finding.fix, finding.related, finding.slip, finding.hides
    return Diagnostic(rule.name, path, *said)


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


# --- rules about a whole site


def _is_sitewide(rule: Rule) -> bool:
    """Does the rule judge a site as a whole, not one post of it? Such a rule names the file of each finding."""
    return rule.coded and "post" not in rule_inputs(rule)


def _site(settings: Settings, path: str) -> Site:
    from postlint.site.sites import site_for

    return site_for(settings, path)


def _check_sites(jobs: Sequence[Job]) -> tuple[dict[str, _ByRule], list[Diagnostic]]:
    """What rules about whole sites find, by shown path and rule, and a diagnostic for each that crashed.

    Sites are read here, before there are other processes, so that each is read once.
    """
    found: dict[str, dict[str, list[Finding]]] = {}
    crashes: list[Diagnostic] = []
    for settings, site, shown in _sites(jobs):
        for rule in filter(_is_sitewide, _plan(settings).selected):
            try:
                for finding in _call(rule, settings, {"site": partial(_site, settings, next(iter(shown.values())))}):
                    if finding.path in shown:
                        found.setdefault(shown[finding.path], {}).setdefault(rule.name, []).append(finding)
            except Exception as error:
                crashes.append(_crash(f"the rule {rule.name}", next(iter(shown.values())), error))
        site.prepare()
    return dict(found), crashes


def _arrival(path: str) -> Arrival | None:
    from postlint.changes.history import arrival_of

    return arrival_of(path)


def _ask_git(jobs: Sequence[Job]) -> None:
    """Ask for the new files of each repository before there are other processes: those that are forked need not ask again."""
    for job in jobs:
        if "arrival" in inputs_for(job.settings):
            _arrival(job.shown)


def _sites(jobs: Sequence[Job]) -> Iterable[tuple[Settings, Site, Mapping[str, str]]]:
    """The sites that selected rules ask about, with the shown paths of the files to check by their paths in the site."""
    sites: dict[tuple[int, int], tuple[Settings, Site, dict[str, str]]] = {}
    for job in jobs:
        if "site" in inputs_for(job.settings):
            site = _site(job.settings, job.shown)
            shown = sites.setdefault((id(job.settings), id(site)), (job.settings, site, {}))[2]
            shown[site.place(job.shown) or job.shown] = job.shown
    return sites.values()


# --- what a settings object means, worked out once


@dataclass(frozen=True)
class _Plan:
    rules: Mapping[str, Rule]
    selected: tuple[Rule, ...]

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset(name for rule in self.selected for name in rule_inputs(rule))


def rules_for(settings: Settings) -> tuple[Rule, ...]:
    """The rules that these settings select."""
    return _plan(settings).selected


def inputs_for(settings: Settings) -> frozenset[str]:
    """What any of the rules that these settings select needs: "post", "site", "web", "arrival" and the like."""
    return _plan(settings).inputs


_plans: dict[int, tuple[Settings, _Plan]] = {}


def _plan(settings: Settings) -> _Plan:
    # Keyed by identity (settings hold tables and cannot be hashed); the settings are kept, so that an id stays theirs.
    known = _plans.get(id(settings))
    if known is None:
        rules = load_rules(settings.rules)
        accepted_words(settings.words)  # a list that cannot be read is said before any work, and so is a schema
        header_schema(settings.frontmatter)
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
    return {rule.name for rule in plan.selected if names.intersection(rule.selectors)}


# --- processes

_worker_settings: Sequence[Settings] = ()


def _in_processes(jobs: Sequence[Job], sitewide: Mapping[str, _ByRule], workers: int) -> list[_Checked]:
    """Jobs travel with the number of their settings: those are sent once to each process, not once a file.

    Nothing relies on processes that inherit what this one knows: only some platforms start them so.
    """
    from concurrent.futures import ProcessPoolExecutor

    from postlint.site.sites import told

    distinct = {id(job.settings): job.settings for job in jobs}
    numbers = {key: number for number, key in enumerate(distinct)}
    parcels = [
        (job.file, job.shown, numbers[id(job.settings)], job.text, sitewide.get(job.shown, _NONE)) for job in jobs
    ]
    size = max(1, min(32, len(jobs) // (workers * 4)))
    knowledge = (tuple(distinct.values()), told())
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=knowledge) as pool:
        return list(pool.map(_check_parcel, parcels, chunksize=size))


def _start_worker(settings: Sequence[Settings], known: Mapping[Key, frozenset[str]]) -> None:
    from postlint.site.sites import tell

    global _worker_settings
    _worker_settings = settings
    tell(known)


def _check_parcel(parcel: tuple[Path | None, str, int, str | None, _ByRule]) -> _Checked:
    file, shown, number, text, sitewide = parcel
    return check_job(Job(file, shown, _worker_settings[number], text), sitewide)
