"""`postlint rule`: one rule's page, or the list of all rules with what each costs and can do."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.commands._facts import describe, facts, needs
from postlint.commands._failure import Failure
from postlint.commands._options import color_option, complete_rules, config_options, finder, use_color
from postlint.plan.plan import rules_of
from postlint.report.terminal import visible
from postlint.rulebook.pages import page_text
from postlint.text.nearness import did_you_mean

if TYPE_CHECKING:
    from postlint.model import Rule

HEADING = ("rule", "family", "severity", "default", "fix", "needs", "summary")
GAP = "  "
ROOMY = 130  # columns that hold all of a row
LEGEND = """
default: on, off, or the preset that it is on with; fix: safe ones are made by --fix and marked [*] in reports,
unsafe ones by --fix --unsafe-fixes; needs: what is looked at besides the post. `postlint rule NAME` explains a rule."""


@click.command(short_help="Explain a rule, or list them all.")
@click.argument("name", required=False, shell_complete=complete_rules)
@click.argument("folders", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_context
@config_options
@click.option("--all", "whole", is_flag=True, help="Print every example of the page, not the first ones only.")
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="How to print it.")
@color_option
def command(
    ctx: click.Context,
    name: str | None,
    folders: tuple[Path, ...],
    config: tuple[str, ...],
    isolated: bool,
    whole: bool,
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
        _print_page(rule, color, whole=whole)
    else:
        click.echo("\n".join(table(listed, shutil.get_terminal_size().columns if sys.stdout.isatty() else 0)))
        click.echo(LEGEND, err=True)


def _test(folders: Iterable[Path]) -> int:
    """Run the examples of all pages below these folders, and say what failed; the exit code."""
    from postlint.commands._output import say
    from postlint.commands._rule_test import lines_of, test_pages
    from postlint.text.messages import count

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


def _print_page(rule: Rule, wish: str, *, whole: bool) -> None:
    """The page, and below it what its front matter and its code say; as Markdown where no person reads it."""
    from postlint.commands._page import brief, show_page
    from postlint.text.messages import count

    page, left_out = (page_text(rule), 0) if whole else brief(page_text(rule))
    title, _, rest = page.partition("\n")
    said = "\n".join(f"- {name}: {fact}" for name, fact in facts(rule))
    text = f"{title}\n{rule.summary}\n\n{rest.strip()}\n\n## Facts\n\n{said}"
    if left_out:
        text += f"\n- {count(left_out, 'further example')}: `postlint rule {rule.name} --all`"
    color = use_color(sys.stdout, wish)
    if color or sys.stdout.isatty():
        text = show_page(text, color=color).rstrip("\n")
    click.echo(text, color=color)


def table(rules: Iterable[Rule], columns: int = 0) -> Iterator[str]:
    """Aligned columns under a heading, no wider than `columns` (0: without a limit); the summary last, as it may be long.

    Where little room would be left for it, the family is not shown, by which rules are sorted anyway.
    """
    rows = [HEADING, *(_row(rule) for rule in rules)]
    if columns and columns < ROOMY:
        rows = [(row[0], *row[2:]) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    room = columns - sum(widths) - len(GAP) * len(widths) if columns else 0
    for row in rows:
        cells = GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        summary = row[-1] if not columns or len(row[-1]) <= room else f"{row[-1][: max(room - 1, 0)].rstrip()}…"
        yield f"{cells}{GAP}{summary}"[: columns or None].rstrip()


def _row(rule: Rule) -> tuple[str, ...]:
    default = "on" if rule.default else rule.preset or "off"
    return (rule.name, rule.family, rule.severity.word, default, rule.fix or "-", ", ".join(needs(rule)), rule.summary)
