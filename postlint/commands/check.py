"""`postlint check`: options become jobs; the engine's outcome becomes a report, fixed files or a diff, and an exit code."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from postlint.cli import VERBOSE
from postlint.commands._options import Command, color_option, config_options, split, use_color
from postlint.model import Severity
from postlint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from postlint.commands._jobs import Work
    from postlint.commands._repair import Repaired
    from postlint.engine import Outcome


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one run, as given."""

    paths: tuple[str, ...]
    files_from: str | None
    stdin_filename: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    output_format: str | None
    output_file: str | None
    statistics: bool
    exit_zero: bool
    fail_on: str | None
    online: bool | None
    config: tuple[str, ...]
    isolated: bool
    exclude: tuple[str, ...]
    extend_exclude: tuple[str, ...]
    force_exclude: bool | None
    respect_gitignore: bool | None
    color: str
    quiet: bool
    verbose: bool

    @property
    def stdin(self) -> bool:
        """Does the post itself come through standard input?"""
        return self.paths == ("-",) or (self.stdin_filename is not None and not self.paths)


def _names(flag: str, help_text: str) -> Callable[[Command], Command]:
    return click.option(flag, multiple=True, callback=split, metavar="NAME,...", help=help_text)


def _globs(flag: str, help_text: str) -> Callable[[Command], Command]:
    return click.option(flag, multiple=True, callback=split, metavar="GLOB,...", help=help_text)


@click.command(short_help="Check posts.")
@click.argument("paths", nargs=-1)
@click.option(
    "--files-from", metavar="FILE", help="Check the paths in this file, one a line or NUL-separated; - is stdin."
)
@click.option("--stdin-filename", metavar="PATH", help="The path of the post that comes through stdin.")
@_names("--select", "Run these rules or families only; ALL is every rule.")
@_names("--ignore", "Do not run these rules or families.")
@_names("--extend-select", "Run these rules or families as well.")
@click.option("--fix", is_flag=True, help="Repair what has a safe fix.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply fixes that may need a second look, too."
)
@click.option("--diff", is_flag=True, help="Print what --fix would change instead of changing it.")
@click.option("--output-format", type=click.Choice(FORMATS), help="How to print findings; default: full.")
@click.option("-o", "--output-file", metavar="FILE", help="Write the report to this file.")
@click.option("--statistics", is_flag=True, help="Print how often each rule spoke instead of the findings.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--fail-on", type=click.Choice([one.word for one in reversed(Severity)]), help="Lowest severity for exit code 1."
)
@click.option("--online/--offline", default=None, help="Ask the web about links to other sites, or do not.")
@config_options
@_globs("--exclude", "Leave out these files and folders instead of the default ones.")
@_globs("--extend-exclude", "Leave out these files and folders as well.")
@click.option("--force-exclude/--no-force-exclude", default=None, help="Leave them out even if named here.")
@click.option("--respect-gitignore/--no-respect-gitignore", default=None, help="Leave out what git ignores, or do not.")
@color_option
@click.option("-q", "--quiet", is_flag=True, help="Print findings and errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print what is read and how long it takes, too.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Check posts: files, or folders with all Markdown below them; default: the current folder. - is stdin.

    Exits with 0 if there is nothing to report, 1 if there are findings, 2 if something kept postlint from its job.
    """
    asked = Asked(**options)
    ctx.meta[VERBOSE] = asked.verbose
    _refuse_contradictions(asked)
    ctx.exit(_run(asked))


def _refuse_contradictions(asked: Asked) -> None:
    """Options that cannot both be meant are a usage error, rather than one silently winning."""
    table = asked.output_format not in (None, "full", "concise")
    pairs = (
        (asked.diff and asked.statistics, "--diff prints no findings to count with --statistics"),
        (asked.diff and asked.output_file, "--diff prints no report to write with --output-file"),
        (asked.diff and asked.output_format, "--diff prints no report to shape with --output-format"),
        (asked.statistics and table, f"--statistics has no form for --output-format {asked.output_format}"),
        (asked.quiet and asked.verbose, "--quiet and --verbose contradict each other"),
        ("-" in asked.paths and not asked.stdin, "- is standard input and cannot stand among other paths"),
        (asked.stdin and asked.files_from, "--files-from lists files, but the post comes through standard input"),
        (asked.stdin_filename and not asked.stdin, "--stdin-filename names standard input, but paths are given"),
    )
    for contradiction, message in pairs:
        if contradiction:
            raise click.UsageError(message)


def _run(asked: Asked) -> int:
    # Imported here, so that --help and a usage error cost nothing.
    from postlint.commands._jobs import collect
    from postlint.commands._output import found_line, say
    from postlint.engine import check_jobs

    started = time.perf_counter()
    work = collect(asked)
    if not (work.jobs or work.problems or work.stdin or asked.quiet):
        say("Warning: there is no Markdown file to check")
    outcome = check_jobs(work.jobs)
    problems = list(work.problems)
    if asked.diff:
        findings = _show_diff(asked, work, outcome)
    else:
        if asked.fix:
            outcome = _fix(asked, work, outcome, problems)
        _report(asked, work, outcome)
        findings = _fails(work, outcome)
        if not asked.quiet:
            say(found_line(outcome, fixing=asked.fix))
    if asked.verbose:
        _tell(work, time.perf_counter() - started)
    for problem in problems:
        say(f"Error: {problem}")
    return 2 if problems or outcome.broken else int(findings and not asked.exit_zero)


def _fails(work: Work, outcome: Outcome) -> bool:
    """Is any finding as severe as the settings of its file ask for?"""
    limits = {job.shown: job.settings.fail_on for job in work.jobs}
    return any(found.severity >= limits.get(found.path, work.settings.fail_on) for found in outcome.diagnostics)


def _report(asked: Asked, work: Work, outcome: Outcome) -> None:
    """Print the findings, or write them to the file that was named; there even if there are none."""
    from postlint.commands._output import write_file
    from postlint.report import render
    from postlint.report.statistics import render_statistics

    # With --fix, standard output holds the fixed post.
    stream = sys.stderr if asked.stdin and asked.fix else sys.stdout
    color = use_color(stream, asked.color) if asked.output_file is None else asked.color == "always"
    if asked.statistics:
        text = render_statistics(outcome)
    else:
        text = render(work.settings.output_format, outcome, color=color, rules=work.rules)
    if asked.output_file is not None:
        write_file(asked.output_file, text)
    elif text:
        click.echo(text, file=stream, nl=False, color=color)


def _show_diff(asked: Asked, work: Work, outcome: Outcome) -> bool:
    """Print what --fix would change; true where that is anything."""
    from postlint.commands._repair import repair
    from postlint.fix import unified_diff
    from postlint.report.terminal import show_diff

    repaired = repair(work.jobs, outcome, unsafe=asked.unsafe_fixes)
    color = use_color(sys.stdout, asked.color)
    for change in repaired.changes:
        diff = unified_diff(change.job.shown, change.before, change.after)
        # `patch` needs every byte; a terminal must not get them all.
        shown = show_diff(diff, color=color) if color or sys.stdout.isatty() else diff
        click.echo(shown, nl=False, color=color)
    _tell_fixes(asked, "Would fix", repaired)
    return bool(repaired.changes)


def _fix(asked: Asked, work: Work, outcome: Outcome, problems: list[str]) -> Outcome:
    """Write the fixed files, or the fixed text to standard output; returns what is left to report."""
    from postlint.commands._repair import repair, write

    repaired = repair(work.jobs, outcome, unsafe=asked.unsafe_fixes)
    problems += write(repaired.changes)
    if work.stdin:
        text = repaired.changes[0].after if repaired.changes else work.stdin.text
        raw = text.encode("utf-8-sig" if work.stdin.bom else "utf-8")
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    _tell_fixes(asked, "Fixed", repaired)
    return repaired.outcome


def _tell_fixes(asked: Asked, verb: str, repaired: Repaired) -> None:
    from postlint.commands._output import fixed_line, refused_line, say

    for refused in repaired.refused:
        say(refused_line(refused))
    if repaired.applied and not asked.quiet:
        say(fixed_line(verb, repaired.applied))


def _tell(work: Work, seconds: float) -> None:
    from postlint.commands._output import count, say
    from postlint.configfiles import shown_path

    every = {id(job.settings): job.settings for job in work.jobs}.values()
    files = [shown_path(settings.file) for settings in every if settings.file]
    say(f"Settings from {', '.join(sorted(files)) or 'no file'}")
    say(f"Checked {count(len(work.jobs), 'file')} in {seconds:.2f} s")
