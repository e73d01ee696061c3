"""One post and its plan go in, its diagnostics come out: what the rules find, without what its comments silence.

A rule that crashes and a file that cannot be read cost one diagnostic each and mark the result as broken; what the other
rules have to say is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from postlint import ISSUES
from postlint.engine import suppress
from postlint.files.globs import matches
from postlint.model import Diagnostic, Finding, Rule, Severity, Span
from postlint.post.document import Post, read_post
from postlint.rulebook.pages import check_of, rule_inputs
from postlint.rulebook.patterns import run_patterns
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.model.plan import Job, Plan
    from postlint.post.answers import Web
    from postlint.repository.history import Arrival
    from postlint.site.site import Site

INTERNAL_ERROR = "internal-error"
UNREADABLE = "unreadable-file"

ByRule: TypeAlias = Mapping[str, Sequence[Finding]]
NONE: ByRule = {}


@dataclass(frozen=True, slots=True)
class Checked:
    """What one job gave: `text` is None where there was none to read; `broken` and `unjudged` as in Outcome."""

    diagnostics: list[Diagnostic]
    text: str | None
    broken: bool = False
    unjudged: tuple[str, ...] = ()


def check_job(job: Job, sitewide: ByRule = NONE, web: Web | None = None) -> Checked:
    """Check one post; never raises for what the file holds or a rule does.

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
            return Checked([_unreadable(job.shown, error)], None, broken=True)
    try:
        post = read_post(text, job.shown, job.plan.year_start)
        _ = post.body
    except Exception as error:  # a parser that stumbles over one post must not hide the others
        return Checked([crash("the Markdown parser", job.shown, error)], text, broken=True)
    return _check_post(post, job.plan, sitewide, web)


def _check_post(post: Post, plan: Plan, sitewide: ByRule, web: Web | None) -> Checked:
    ignored = _ignored(plan, post.path)
    rules = [one for one in plan.selected if one.name not in ignored and (one.engine or asks_web(one) == bool(web))]
    diagnostics: list[Diagnostic] = []
    broken = False
    for rule in rules:
        try:
            diagnostics += [
                _diagnostic(rule, post.path, finding, plan)
                for finding in (*_findings(rule, post, plan, web), *sitewide.get(rule.name, ()))
            ]
        except Exception as error:
            diagnostics.append(crash(f"the rule {rule.name}", post.path, error))
            broken = True
    names = {rule.name for rule in rules}
    kept, complaints = suppress.apply(post, diagnostics, plan.rules, names)
    kept += [_diagnostic(plan.rules[name], post.path, finding, plan) for name, finding in complaints if name in names]
    return Checked(kept, post.text, broken, _unjudged(post, plan, rules))


def _unjudged(post: Post, plan: Plan, rules: Sequence[Rule]) -> tuple[str, ...]:
    """The beginnings of the addresses of links that were looked up, and of which nobody could tell anything."""
    if not any("site" in rule_inputs(rule) for rule in rules):
        return ()
    return site_of(plan, post.path).unjudged_in(post)


def _findings(rule: Rule, post: Post, plan: Plan, web: Web | None) -> Iterable[Finding]:
    if rule.engine or is_sitewide(rule):
        return ()
    if rule.patterns:
        return run_patterns(rule.patterns, post)
    values = {
        "post": lambda: post,
        "site": lambda: site_of(plan, post.path),
        "web": lambda: web,
        "arrival": lambda: arrival(post.path),
        "accepted": lambda: plan.accepted,
        "schema": lambda: _schema(plan),
    }
    return call(rule, plan, values)


def call(rule: Rule, plan: Plan, values: Mapping[str, Callable[[], Any]]) -> Iterable[Finding]:
    """Call a check with what its parameters name."""
    known = {"options": lambda: plan.options_of(rule), **values}
    return check_of(rule)(**{name: known[name]() for name in rule_inputs(rule)})


def asks_web(rule: Rule) -> bool:
    """Does the rule need answers of the web? Such rules run after all others, once those answers are there."""
    return "web" in rule_inputs(rule)


def is_sitewide(rule: Rule) -> bool:
    """Does the rule judge a site as a whole, not one post of it? Such a rule names the file of each finding."""
    return rule.coded and "post" not in rule_inputs(rule)


@cache
def inputs_of(plan: Plan) -> frozenset[str]:
    """What any of the rules of this plan needs: "post", "site", "web", "arrival" and the like."""
    return frozenset(name for rule in plan.selected for name in rule_inputs(rule))


def site_of(plan: Plan, path: str) -> Site:
    """The site that a post belongs to, by its shown path."""
    from postlint.site.sites import site_for

    return site_for(plan, path)


def arrival(path: str) -> Arrival | None:
    """When a post came into its git repository, None where that cannot be told."""
    from postlint.repository.history import arrival_of

    return arrival_of(path)


def _schema(plan: Plan) -> Any:
    from postlint.site.schema import header_schema

    return header_schema(plan.schema) if plan.schema else None


def _ignored(plan: Plan, path: str) -> frozenset[str]:
    """The rules that `per-file-ignores` turns off for a post."""
    return frozenset[str]().union(*(names for glob, names in plan.ignored.items() if matches(glob, path, plan.root)))


# --- findings become diagnostics


def _diagnostic(rule: Rule, path: str, finding: Finding, plan: Plan) -> Diagnostic:
    severity = min(plan.severity_of(rule), finding.at_most)
    return Diagnostic(rule.name, path, finding.span, finding.message, severity, finding.fix, finding.related)


def _unreadable(path: str, error: OSError | UnicodeDecodeError) -> Diagnostic:
    if isinstance(error, OSError):
        reason = f"cannot be read: {error.strerror or error}"
    else:
        reason = f"is not UTF-8 text: byte {error.start} {error.reason}; save it as UTF-8, it was left as it is"
    return Diagnostic(UNREADABLE, path, Span(0, 0), reason, Severity.ERROR)


def crash(what: str, path: str, error: Exception) -> Diagnostic:
    """What is said of an error of ours in `what` on this post."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    message = (
        f"{what} failed on this file: {type(error).__name__}: {error} ({place}); all other findings stand, "
        f"please report this with the post at {ISSUES}"
    )
    return Diagnostic(INTERNAL_ERROR, path, Span(0, 0), message, Severity.ERROR)
