"""One post and its plan go in, its diagnostics come out: what the rules find, without what its comments silence.

A rule that crashes and a file that cannot be read cost one diagnostic each and mark the result as broken; what the other
rules have to say is never lost.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from postlint.engine.trial import UNREADABLE, Share, Trial, crash, unfinished, unread, unread_site
from postlint.files.globs import matches
from postlint.files.limits import OutOfTime, at_most, bounded_memory
from postlint.files.once import once
from postlint.files.reading import read_bytes, reason
from postlint.model import Diagnostic, Finding, Related, Rule, Severity, Span
from postlint.model.named import NamedTuple
from postlint.rulebook.pages import check_of, rule_inputs
from postlint.text.digest import digest_of
from postlint.text.lines import decode, salvage

if TYPE_CHECKING:
    from postlint.model.plan import Job, Plan
    from postlint.post.answers import Web
    from postlint.post.document import Post
    from postlint.repository.history import Arrival
    from postlint.site.questions import Witness
    from postlint.site.site import Site

ByRule: TypeAlias = Mapping[str, Sequence[Finding]]
Values: TypeAlias = Mapping[str, Callable[[], Any]]  # how to read what a check needs, by the name of its parameter
Notes: TypeAlias = dict[str, Any] | None
NONE: ByRule = {}
NO_NOTES: Mapping[str, Any] = {}
_BY_RULE = "by rule"  # among notes: what each rule that heard other headers made of them


class Checked(NamedTuple):
    """What one job gave: `text` is None where there was none to read; `broken` and `unjudged` as in Outcome.

    `notes` are what its rules asked of the site (`postlint.site.questions`).
    """

    diagnostics: list[Diagnostic]
    text: str | None
    broken: bool = False
    unjudged: tuple[str, ...] = ()
    notes: Mapping[str, Any] = NO_NOTES


def check_job(job: Job, sitewide: ByRule = NONE, web: Web | None = None, *, noted: bool = False) -> Checked:
    """Check one post; never raises for what the file holds or a rule does.

    `sitewide` is what the rules about its whole site found in it. With `web` those rules run that need the web's answers,
    without it all others. What is not checked, because it cannot be read or takes too long, is said. With
    `noted`, what the rules ask of the site is noted.
    """
    notes: Notes = {} if noted else None
    if job.text is not None:
        return _check_text(job.text, job, sitewide, web, notes)
    if job.file is None:
        raise ValueError("a job needs a file or a text")
    try:
        raw = read_bytes(job.file)
        text = decode(raw).text
    except OSError as error:
        return Checked([_unreadable(job.shown, f"cannot be read: {reason(error)}")], None, broken=True)
    except UnicodeDecodeError:
        return _check_salvaged(raw, job, sitewide, web, notes)
    return _check_text(text, job, sitewide, web, notes)


def _check_salvaged(raw: bytes, job: Job, sitewide: ByRule, web: Web | None, notes: Notes) -> Checked:
    """Check what can be read of a file in another encoding: no finding has a repair, for the file is left as it is."""
    read = salvage(raw)
    if read is None:
        return Checked([_unreadable(job.shown, "is no text: it holds a byte that is zero")], None, broken=True)
    checked = _check_text(read.text, job, sitewide, web, notes)
    fault = _unreadable(job.shown, f"is not UTF-8 text: {read.reason}; save it as UTF-8, it was left as it is", read.at)
    return Checked([fault, *(replace(one, fix=None) for one in checked.diagnostics)], read.text, broken=True)


def _check_text(text: str, job: Job, sitewide: ByRule, web: Web | None, notes: Notes) -> Checked:
    from postlint.post.document import read_post  # here, so that a run in which all is known costs little

    if web is None and "site" in inputs_of(job.plan):
        # What the whole site costs is no post's and no rule's: read before their time begins to count.
        with contextlib.suppress(OutOfTime, Exception):  # the rules that ask this site will tell, or `_check_post`
            site_of(job.plan, job.shown).prepare()
    share = Share.of(text)
    try:
        with bounded_memory(), at_most(share.rule * 2):
            post = read_post(text, job.shown, job.plan.year_start)
            _ = post.body
    except (OutOfTime, MemoryError) as error:
        return Checked([unfinished(job.shown, "the Markdown parser", error)], text, broken=True)
    except Exception as error:  # a parser that stumbles over one post must not hide the others
        return Checked([crash("the Markdown parser", job.shown, error)], text, broken=True)
    return _check_post(post, job.plan, sitewide, _values(post, job.plan, web, notes), share, notes)


def _check_post(post: Post, plan: Plan, sitewide: ByRule, values: Values, share: Share, notes: Notes) -> Checked:
    from postlint.engine import demonstrated, suppress
    from postlint.engine.labelled import keep_labels
    from postlint.engine.precedence import first_voices

    ignored = _ignored(plan, post.path)
    exhausted = _is_exhausted(plan, post.path)
    due = [rule for rule in _due(plan, bool(values["web"]())) if rule.name not in ignored]
    rules = [rule for rule in due if not (exhausted and "site" in rule_inputs(rule))]
    names = {rule.name for rule in rules}
    trial = Trial(post.path, share, [unread_site(post.path)] if len(rules) < len(due) else [])
    diagnostics: list[Diagnostic] = []
    with bounded_memory(), at_most(inf):
        for rule in rules:
            found = trial.of(partial(_found, rule, post, plan, values, sitewide), partial(_named, rule)) or []
            if notes:
                _note_heard(notes, rule, found)
            diagnostics += [_diagnostic(rule, post.path, finding, plan) for finding in found]
        look = trial.of(lambda: suppress.apply(post, diagnostics, plan.rules, names), lambda: "the look for comments")
        kept, complaints = look or (diagnostics, [])
        voices = trial.of(lambda: first_voices(post, kept, plan.rules), lambda: "the look for twins")
        unjudged = trial.of(lambda: _unjudged(post, rules, values), lambda: "the look at links") or ()
    if not exhausted and _is_exhausted(plan, post.path):  # a rule was the first to ask for more than the site can tell
        return _check_post(post, plan, sitewide, values, share, notes)
    kept = kept if voices is None else voices
    meant = trial.of(lambda: demonstrated.own(post, kept, plan.rules), lambda: "the look for demonstrations")
    kept = kept if meant is None else meant
    kept = trial.of(lambda: keep_labels(post, kept), lambda: "the look at labels") or kept
    kept = trial.of(lambda: _lasting(post, kept), lambda: "the look at who writes the page") or kept
    trial.failures.extend(unread(post))
    kept += [_diagnostic(plan.rules[name], post.path, finding, plan) for name, finding in complaints if name in names]
    # Nobody can silence that a check failed.
    broken = any(one.severity is Severity.ERROR for one in trial.failures)
    return Checked([*kept, *trial.failures], post.text, broken, unjudged, notes or NO_NOTES)


def _note_heard(notes: dict[str, Any], rule: Rule, found: Sequence[Finding]) -> None:
    """Note what a rule found that has heard what other headers say."""
    from postlint.site.questions import has_just_heard

    if has_just_heard(notes):
        notes.setdefault(_BY_RULE, {})[rule.name] = digest_of(found)


def post_of(raw: bytes, job: Job) -> Post:
    """The post of a job, whose file holds `raw`. Raises UnicodeDecodeError."""
    from postlint.post.document import read_post

    return read_post(decode(raw).text, job.shown, job.plan.year_start)


def finds_the_same(post: Post, plan: Plan, sitewide: ByRule, noted: Mapping[str, Any]) -> bool:
    """Do those rules that heard other headers than there are today still find the same?

    Most need no more of the post than its own header, which is read long before its body.
    """
    with contextlib.suppress(Exception, OutOfTime), bounded_memory(), at_most(Share.of(post.text).rule):
        values, rules = _values(post, plan, None, None), plan.rules
        found = ((name, _found(rules[name], post, plan, values, sitewide)) for name in noted.get(_BY_RULE, {}))
        return all(digest_of(findings) == noted[_BY_RULE][name] for name, findings in found)
    return False  # the check will tell


def _lasting(post: Post, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Where a program writes the page, without fixes: its next run would undo them, so findings tell where that is said.

    What an editor would mend before publication is no more than worth knowing there, where nobody can mend it.
    """
    from postlint.post.generated import generated

    if not diagnostics or (said := generated(post)) is None:
        return diagnostics
    note = Related(said, "the page is generated, mend what it is made from")
    return [
        replace(
            one,
            fix=None,
            severity=one.severity if one.severity is Severity.ERROR else Severity.HINT,
            related=(*(other._replace(fix=None) for other in one.related), note),
        )
        for one in diagnostics
    ]


@once
def _due(plan: Plan, with_web: bool) -> tuple[Rule, ...]:
    """The rules to run before the web is asked, or after."""
    return tuple(rule for rule in plan.selected if rule.engine or asks_web(rule) == with_web)


def _unjudged(post: Post, rules: Sequence[Rule], values: Values) -> tuple[str, ...]:
    """The addresses of links that were looked up, and of which nobody could tell anything."""
    if not any("site" in rule_inputs(rule) for rule in rules):
        return ()
    unjudged: tuple[str, ...] = values["site"]().unjudged_in(post)
    return unjudged


def _values(post: Post, plan: Plan, web: Web | None, notes: Notes) -> Values:
    """What checks may name, each read for one post on first use."""
    return {
        "post": lambda: post,
        "site": cache(lambda: _witness(plan, post.path, notes)),
        "web": lambda: web,
        "arrival": lambda: arrival(post.path),
        "accepted": lambda: plan.accepted,
        "schema": lambda: _schema(plan),
    }


def _found(rule: Rule, post: Post, plan: Plan, values: Values, sitewide: ByRule) -> list[Finding]:
    return [*_findings(rule, post, plan, values), *sitewide.get(rule.name, ())]


def _findings(rule: Rule, post: Post, plan: Plan, values: Values) -> Iterable[Finding]:
    if rule.engine or is_sitewide(rule):
        return ()
    if rule.patterns:
        from postlint.rulebook.patterns import run_patterns

        return run_patterns(rule.patterns, post)
    return call(rule, plan, values)


def call(rule: Rule, plan: Plan, values: Values) -> Iterable[Finding]:
    """Call a check with what its parameters name."""
    named = {name: plan.options_of(rule) if name == "options" else values[name]() for name in rule_inputs(rule)}
    return check_of(rule)(**named)


def asks_web(rule: Rule) -> bool:
    """Does the rule need answers of the web? Such rules run after all others, once those answers are there."""
    return "web" in rule_inputs(rule)


@cache
def is_sitewide(rule: Rule) -> bool:
    """Does the rule judge a site as a whole, not one post of it? Such a rule names the file of each finding."""
    return rule.coded and "post" not in rule_inputs(rule)


@once
def inputs_of(plan: Plan) -> frozenset[str]:
    """What any of the rules of this plan needs: "post", "site", "web", "arrival" and the like."""
    return frozenset(name for rule in plan.selected for name in rule_inputs(rule))


def site_of(plan: Plan, path: str) -> Site:
    """The site that a post belongs to, by its shown path."""
    from postlint.site.sites import site_for

    return site_for(plan, path)


def _is_exhausted(plan: Plan, path: str) -> bool:
    """Did reading the post's site take longer than any site may?"""
    with contextlib.suppress(Exception):  # the rules that ask this site will tell
        return "site" in inputs_of(plan) and site_of(plan, path).exhausted
    return False


def _witness(plan: Plan, path: str, notes: Notes) -> Site | Witness:
    if notes is None:
        return site_of(plan, path)
    from postlint.site.questions import Witness

    return Witness(site_of(plan, path), notes)


def arrival(path: str) -> Arrival | None:
    """When a post came into its git repository, None where that cannot be told."""
    from postlint.repository.history import arrival_of

    return arrival_of(path)


def _schema(plan: Plan) -> Any:
    from postlint.site.habits.schema import header_schema

    return header_schema(plan.schema) if plan.schema else None


def _ignored(plan: Plan, path: str) -> frozenset[str]:
    """The rules that `per-file-ignores` turns off for a post."""
    return frozenset[str]().union(*(names for glob, names in plan.ignored.items() if matches(glob, path, plan.root)))


# --- findings become diagnostics


def _diagnostic(rule: Rule, path: str, finding: Finding, plan: Plan) -> Diagnostic:
    severity = min(plan.severity_of(rule), finding.at_most)
    said = finding.span, finding.message, severity, finding.fix, finding.related, finding.slip, finding.hides
    return Diagnostic(rule.name, path, *said)


def _unreadable(path: str, reason: str, at: int = 0) -> Diagnostic:
    return Diagnostic(UNREADABLE, path, Span(at, at), reason, Severity.ERROR)


def _named(rule: Rule) -> str:
    if not rule.patterns:
        return f"the rule {rule.name}"
    return f"the rule {rule.name} ({Path(rule.page).name}: `{rule.patterns[0].regex[:60]}`)"
