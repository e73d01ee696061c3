"""`postlint rule`: one rule's page, or the list of all rules with what each costs and can do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.commands._failure import Failure
from postlint.commands._options import color_option, complete_rules, config_options, finder, use_color
from postlint.plan.plan import rules_of
from postlint.report.terminal import visible
from postlint.rulebook.pages import page_text, rule_inputs
from postlint.text.nearness import did_you_mean

if TYPE_CHECKING:
    from postlint.model import Rule

HEADING = ("rule", "family", "severity", "default", "fixable", "needs", "summary")


@click.command(short_help="Explain a rule, or list them all.")
@click.argument("name", required=False, shell_complete=complete_rules)
@click.argument("folders", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_context
@config_options
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="How to print it.")
@color_option
def command(
    ctx: click.Context,
    name: str | None,
    folders: tuple[Path, ...],
    config: tuple[str, ...],
    isolated: bool,
    output_format: str,
    color: str,
) -> None:
    """Print the page of the rule NAME; for a family, a preset, or without a name, list its rules or all of them.

    `postlint rule test lint-rules/` runs the examples on the pages of your own rules: those in `bad` fences must be flagged,
    those in `good` fences must not. Exits with 1 where one is not as it says.
    """
    if name == "test":
        ctx.exit(_test(folders or finder(config, isolated).settings_for(Path.cwd()).rules))
    if folders:
        raise click.UsageError("folders go with `postlint rule test`")
    rules = rules_of(finder(config, isolated).settings_for(Path.cwd()))
    rule = rules.get(name or "")
    listed = [one for one in rules.values() if name is None or name in one.selectors[:-1]]
    if rule is None and not listed:
        known = {selector for one in rules.values() for selector in one.selectors}
        hint = did_you_mean(str(name), known) or "; `postlint rule` lists all rules"
        raise Failure(f"there is no rule `{name}`{hint}")
    if output_format == "json":
        data: Any = {**describe(rule), "page": page_text(rule)} if rule else [describe(one) for one in listed]
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    elif rule:
        _print_page(rule, color)
    else:
        click.echo("\n".join(_table(listed)))


def _test(folders: Iterable[Path]) -> int:
    """Run the examples of all pages below these folders, and say what failed; the exit code."""
    from postlint.commands._output import count, say
    from postlint.commands._rule_test import lines_of, test_pages

    if not folders:
        raise Failure("there are no rules of your own: name a folder of pages, or set `rules` in the configuration")
    examples, failed = test_pages(folders)
    for line in lines_of(failed):
        click.echo(visible(line))
    say(
        f"{count(examples, 'example')}, {count(len(failed), 'fault')}"
        if failed
        else f"{count(examples, 'example')}, all as they say"
    )
    return int(bool(failed))


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
        "needs": list(needs(rule)),
        "since": rule.since,
        "options": dict(rule.options),
    }


def _print_page(rule: Rule, wish: str) -> None:
    text = page_text(rule)
    color = use_color(sys.stdout, wish)
    if not (color or sys.stdout.isatty()):
        click.echo(text, nl=not text.endswith("\n"))
        return
    from postlint.commands._page import show_page

    click.echo(show_page(f"{text.rstrip()}\n\n{_facts(rule)}", color=color), nl=False, color=color)


def _facts(rule: Rule) -> str:
    default = "on by default" if rule.default else f"off by default{rule.preset and f', in the preset {rule.preset}'}"
    fixable = ", fixable" if rule.fixable else ""
    looks_at = " and ".join(one if one == "git" else f"the {one}" for one in needs(rule))
    return f"{rule.family}, {rule.severity.word}, {default}{fixable}, needs {looks_at}{_said(rule)}"


def _said(rule: Rule) -> str:
    """How its findings were judged on real sites, "" where nobody did."""
    judged = rule.judged
    if not judged.total:
        return ""
    sites = "1 site" if judged.sites == 1 else f"{judged.sites} sites"
    return f"\njudged on {sites}: {judged.useful} useful, {judged.pedantic} pedantic, {judged.wrong} wrong"


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    """Aligned columns under a heading; the summary last, as it may be long."""
    rows = [HEADING, *(_row(rule) for rule in rules)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        yield "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]))


def _row(rule: Rule) -> tuple[str, ...]:
    default, fixable = ("on" if rule.default else "off"), ("yes" if rule.fixable else "no")
    return (rule.name, rule.family, rule.severity.word, default, fixable, ", ".join(needs(rule)), rule.summary)
