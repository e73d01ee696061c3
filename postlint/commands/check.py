"""`postlint check`: options become jobs; the engine's outcome becomes a report, fixed files or a diff, and an exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from postlint.cli import VERBOSE
from postlint.commands._options import Command, color_option, complete_rules, config_options, split, web_options
from postlint.model import Severity
from postlint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one run, as given."""

    paths: tuple[str, ...]
    files_from: str | None
    stdin_filename: str | None
    changed_since: str | None
    patch: str | None
    changed_scope: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    output_format: str | None
    output_file: str | None
    statistics: bool
    baseline: str | None
    write_baseline: bool
    prune_baseline: bool
    add_ignore: str | None
    exit_zero: bool
    fail_on: str | None
    online: bool | None
    max_time: float
    no_cache: bool
    cache_dir: str | None
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

    @property
    def changes(self) -> bool:
        """Is it only about what changed?"""
        return self.changed_since is not None or self.patch is not None

    @property
    def keeps_baseline(self) -> bool:
        return self.write_baseline or self.prune_baseline


def _names(flag: str, help_text: str) -> Callable[[Command], Command]:
    return click.option(
        flag, multiple=True, callback=split, shell_complete=complete_rules, metavar="NAME,...", help=help_text
    )


def _globs(flag: str, help_text: str) -> Callable[[Command], Command]:
    return click.option(flag, multiple=True, callback=split, metavar="GLOB,...", help=help_text)


def _reason(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value:
        from postlint.repair.ignores import objection

        if complaint := objection(value):
            raise click.BadParameter(complaint)
    return value


class _Check(click.Command):
    """A reason may follow --add-ignore after an equals sign only: without one, the next word is a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        flags = ["--add-ignore=" if one == "--add-ignore" else one for one in args[:end]]
        return super().parse_args(ctx, flags + args[end:])


@click.command(cls=_Check, short_help="Check posts.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--files-from",
    type=click.Path(),
    metavar="FILE",
    help="Check the paths in this file, one a line or NUL-separated; - is stdin.",
)
@click.option(
    "--stdin-filename", type=click.Path(), metavar="PATH", help="The path of the post that comes through stdin."
)
@click.option("--changed-since", metavar="REF", help="Report only what changed since this branch left REF.")
@click.option(
    "--patch",
    type=click.Path(),
    metavar="FILE",
    help="Report only what this patch, already applied, changed; - is stdin.",
)
@click.option(
    "--changed-scope",
    type=click.Choice(("lines", "files")),
    help="Count what changed by lines or by whole files; default: lines.",
)
@_names("--select", "Run these rules or families only; ALL is every rule.")
@_names("--ignore", "Do not run these rules or families.")
@_names("--extend-select", "Run these rules or families as well.")
@click.option("--fix", is_flag=True, help="Repair what has a safe fix.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply fixes that may need a second look, too."
)
@click.option("--diff", is_flag=True, help="Print what --fix would change instead of changing it.")
@click.option("--output-format", type=click.Choice(FORMATS), help="How to print findings; default: full.")
@click.option("-o", "--output-file", type=click.Path(), metavar="FILE", help="Write the report to this file.")
@click.option("--statistics", is_flag=True, help="Print how often each rule spoke instead of the findings.")
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Do not report the findings that this file lists.")
@click.option("--write-baseline", is_flag=True, help="Write all findings to the baseline instead of reporting them.")
@click.option("--prune-baseline", is_flag=True, help="Remove from the baseline what is no longer found.")
@click.option(
    "--add-ignore",
    callback=_reason,
    metavar="[=REASON]",
    help="Silence all findings by comments in the posts instead of reporting them.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--fail-on", type=click.Choice([one.word for one in reversed(Severity)]), help="Lowest severity for exit code 1."
)
@click.option("--online/--offline", default=None, help="Ask the web about links to other sites, or do not.")
@web_options
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
    from postlint.commands._run import run  # here, so that --help and a usage error cost nothing

    ctx.exit(run(asked))


def _refuse_contradictions(asked: Asked) -> None:
    """Options that cannot both be meant are a usage error, rather than one silently winning."""
    table = asked.output_format not in (None, "full", "concise")
    instead = _instead(asked)
    pairs = (
        (asked.diff and asked.statistics, "--diff prints no findings to count with --statistics"),
        (asked.diff and asked.output_file, "--diff prints no report to write with --output-file"),
        (asked.diff and asked.output_format, "--diff prints no report to shape with --output-format"),
        (asked.statistics and table, f"--statistics has no form for --output-format {asked.output_format}"),
        (asked.quiet and asked.verbose, "--quiet and --verbose contradict each other"),
        ("-" in asked.paths and not asked.stdin, "- is standard input and cannot stand among other paths"),
        (asked.stdin and asked.files_from, "--files-from lists files, but the post comes through standard input"),
        (asked.stdin_filename and not asked.stdin, "--stdin-filename names standard input, but paths are given"),
        (asked.changed_since and asked.patch, "--changed-since and --patch both say what changed"),
        (asked.changed_scope and not asked.changes, "--changed-scope says how --changed-since or --patch counts"),
        (asked.stdin and asked.changes, "what changed is known of files, but the post comes through standard input"),
        (asked.patch == "-" == asked.files_from, "--patch and --files-from cannot both read standard input"),
        (len(instead) > 1, f"{' and '.join(instead[:2])} contradict each other"),
        (asked.stdin and asked.keeps_baseline, "a baseline is about files, but the post comes through standard input"),
        (asked.stdin and asked.add_ignore is not None, "--add-ignore changes files, but the post is standard input"),
        (asked.keeps_baseline and asked.changes, "a baseline holds all findings, not those of a change"),
    )
    for contradiction, message in pairs:
        if contradiction:
            raise click.UsageError(message)


def _instead(asked: Asked) -> list[str]:
    """The options that each ask for something else than a report."""
    asks = {
        "--fix": asked.fix and not asked.diff,
        "--diff": asked.diff,
        "--write-baseline": asked.write_baseline,
        "--prune-baseline": asked.prune_baseline,
        "--add-ignore": asked.add_ignore is not None,
    }
    return [name for name, wanted in asks.items() if wanted]
