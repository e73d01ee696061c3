"""An Outcome of hundreds of findings becomes what fits a screen: the worst of it, by post and by rule, and how to go on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from postlint.report.full import render as render_full
from postlint.report.terminal import BOLD, GUTTER, SEVERITY, paint, visible
from postlint.report.worth import newest_first

if TYPE_CHECKING:
    from postlint.model import Diagnostic, Rule
    from postlint.model.plan import Outcome

MANY = 150  # findings: some thousand lines on a terminal, of which nobody reads the first
_SHOWN = 5  # findings in full
_ROWS = 10  # rules and posts


def render_first_look(outcome: Outcome, *, color: bool, rules: Mapping[str, Rule]) -> str:
    """The worst findings in full, a table of rules, one of posts, and three ways to go on."""
    worst = _worst(outcome)[:_SHOWN]
    parts = (
        render_full(replace(outcome, diagnostics=tuple(worst)), color=color, rules=rules),
        "".join(f"{line}\n" for line in _by_rule(outcome.diagnostics, color)),
        "".join(f"{line}\n" for line in _by_post(outcome.diagnostics, color)),
        "".join(f"{line}\n" for line in _how_to_go_on(outcome.diagnostics, color)),
    )
    return "\n".join(parts)


def _worst(outcome: Outcome) -> Sequence[Diagnostic]:
    """Errors first, then rules that speak least, as what happens once is rarely the habit of a house; then the newest."""
    counts, rank = Counter(one.rule for one in outcome.diagnostics), newest_first(outcome)
    return sorted(
        outcome.diagnostics, key=lambda one: (-one.severity, counts[one.rule], rank(one.path), one.path, one.span)
    )


def _by_rule(found: Sequence[Diagnostic], color: bool) -> Iterator[str]:
    counts = Counter(one.rule for one in found)
    places: dict[str, set[str]] = defaultdict(set)
    severity = {one.rule: one.severity for one in sorted(found, key=lambda one: one.severity)}
    for one in found:
        places[one.rule].add(one.path)
    yield paint("The rules that speak most", BOLD, color)
    for rule, count in counts.most_common(_ROWS):
        posts = len(places[rule])
        mark = paint(f"{severity[rule].word:7}", SEVERITY[severity[rule]], color)
        yield f"{count:6}  {mark}  {visible(rule)}, in {posts} post{'s' if posts > 1 else ''}"
    if len(counts) > _ROWS:
        rest = sum(count for _, count in counts.most_common()[_ROWS:])
        yield paint(f"{rest:6}  of {len(counts) - _ROWS} other rules", GUTTER, color)


def _by_post(found: Sequence[Diagnostic], color: bool) -> Iterator[str]:
    counts = Counter(one.path for one in found)
    errors = Counter(one.path for one in found if one.severity.word == "error")
    order = sorted(counts, key=lambda path: (-errors[path], -counts[path], path))
    yield paint("The posts that need most", BOLD, color)
    for path in order[:_ROWS]:
        of_these = f", {errors[path]} of them error{'s' if errors[path] > 1 else ''}" if errors[path] else ""
        yield f"{counts[path]:6}  {visible(path)}{of_these}"
    if len(order) > _ROWS:
        rest = sum(counts[path] for path in order[_ROWS:])
        yield paint(f"{rest:6}  in {len(order) - _ROWS} other posts", GUTTER, color)


def _how_to_go_on(found: Sequence[Diagnostic], color: bool) -> Iterator[str]:
    most = Counter(one.rule for one in found).most_common(1)[0][0]
    yield paint("How to go on", BOLD, color)
    ways = {
        "--fix --diff": "see what has one certain repair; without --diff it is repaired",
        f"--select {visible(most)}": f"one rule at a time; `postlint rule {visible(most)}` says why",
        "--write-baseline": "know all this, and report only what is new from now on",
    }
    width = max(map(len, ways))
    for flags, said in ways.items():
        yield f"  postlint check {flags:<{width}}  {said}"
    yield paint(
        "  --all shows every finding here; pipes, files and other formats always get all of them", GUTTER, color
    )
