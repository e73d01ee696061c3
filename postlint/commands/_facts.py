"""A Rule goes in, what there is to know of it beyond its page comes out: as plain data, and in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.config.values import written
from postlint.rulebook.pages import rule_inputs
from postlint.text.messages import count

if TYPE_CHECKING:
    from postlint.model import Rule

_FEW = 10  # judgements that say little of a rule
FIXES = {
    "": "none",
    "safe": "safe (with --fix)",
    "unsafe": "unsafe (with --fix --unsafe-fixes)",
    "both": "safe or unsafe, as the report says (unsafe ones with --fix --unsafe-fixes)",
}


def needs(rule: Rule) -> tuple[str, ...]:
    """What the rule looks at: the post alone, or the site, the web or git as well."""
    asked = {"arrival": "git"}
    return tuple(asked.get(one, one) for one in rule_inputs(rule) if one in ("site", "web", "arrival")) or ("post",)


def describe(rule: Rule) -> dict[str, object]:
    """What there is to know about a rule, as plain data."""
    return {
        "name": rule.name,
        "family": rule.family,
        "summary": rule.summary,
        "severity": rule.severity.word,
        "default": rule.default,
        "preset": rule.preset,
        "judged": rule.judged._asdict(),
        "fixable": rule.fixable,
        "fix": rule.fix,
        "needs": list(needs(rule)),
        "since": rule.since,
        "options": dict(rule.options),
    }


def facts(rule: Rule) -> Iterator[tuple[str, str]]:
    """The same in words, a name and a sentence each; values of options as TOML writes them, in backticks."""
    yield "family", f"`{rule.family}`"
    yield "severity", rule.severity.word + ("" if rule.fails else ", never fails a run")
    yield "default", default(rule)
    yield "fix", FIXES[rule.fix]
    yield "needs", " and ".join(one if one == "git" else f"the {one}" for one in needs(rule))
    for name, value in rule.options.items():
        yield "option", f"`{name} = {written(value)}`"
    yield "judged", judged(rule) or "not yet"
    yield "silence", f'`<!-- postlint-disable-next-line {rule.name} -->` above the line, or `ignore = ["{rule.name}"]`'


def default(rule: Rule) -> str:
    """`on`, or `off`, with the ways to switch it on."""
    if rule.default:
        return "on"
    return f"off; on with `--extend-select {rule.name}`" + (
        f", or with the preset `{rule.preset}`" if rule.preset else ""
    )


def judged(rule: Rule) -> str:
    """How its findings were judged on real sites, "" where nobody did: `right in 36 of 37 when last judged`."""
    total = rule.judged.total
    if not total:
        return ""
    said = f"right in {total - rule.judged.wrong} of {total} when last judged, worth mending in {rule.judged.useful}"
    sites = rule.judged.sites
    said += f", on {count(sites, 'site')}" if sites else ""
    return f"{said} (too few to tell)" if total < _FEW else said
