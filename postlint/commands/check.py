"""`postlint check`: options become jobs; the engine's outcome becomes a report, fixed files or a diff, and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from postlint.commands._asked import Asked, refuse_contradictions
from postlint.commands._failure import VERBOSE
from postlint.commands._options import Command, color_option, complete_rules, config_options, split, web_options
from postlint.engine.executors import NAMES as EXECUTORS
from postlint.model import Severity
from postlint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postlint.engine.shards import Shard


def _names(flag: str, help_text: str, read: Callable[..., tuple[str, ...]] = split) -> Callable[[Command], Command]:
    return click.option(
        flag, multiple=True, callback=read, shell_complete=complete_rules, metavar="NAME,...", help=help_text
    )


def _selected(ctx: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """An unset variable in a script must not mean all that is on by default."""
    names = split(ctx, parameter, values)
    if values and not names:
        raise click.BadParameter("names no rule; leave it out for the rules that are on by default")
    return names


def _globs(flag: str, help_text: str) -> Callable[[Command], Command]:
    return click.option(flag, multiple=True, callback=split, metavar="GLOB,...", help=help_text)


def _reason(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value:
        from postlint.repair.ignores import objection

        if complaint := objection(value):
            raise click.BadParameter(complaint)
    return value


def _shard(_: click.Context, __: click.Parameter, value: str | None) -> Shard | None:
    if value is None:
        return None
    from postlint.engine.shards import Shard

    try:
        return Shard.of(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


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
@_names("--select", "Run these rules or families only; ALL is every rule.", _selected)
@_names("--ignore", "Do not run these rules or families.")
@_names("--extend-select", "Run these rules or families as well.")
@click.option("--fix", is_flag=True, help="Repair what has a safe fix.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply fixes that may need a second look, too."
)
@click.option("--diff", is_flag=True, help="Print what --fix would change instead of changing it.")
@click.option("--output-format", type=click.Choice(tuple(FORMATS)), help="How to print findings; default: full.")
@click.option("-o", "--output-file", type=click.Path(), metavar="FILE", help="Write the report to this file.")
@click.option("--statistics", is_flag=True, help="Print how often each rule spoke instead of the findings.")
@click.option("--all", is_flag=True, help="Show every finding on a terminal, however many there are.")
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Do not report the findings that this file lists.")
@click.option("--no-baseline", is_flag=True, help="Report the findings that the baseline lists, too.")
@click.option("--write-baseline", is_flag=True, help="Write all findings to the baseline instead of reporting them.")
@click.option("--prune-baseline", is_flag=True, help="Remove from the baseline what is no longer found.")
@click.option(
    "--add-ignore",
    callback=_reason,
    metavar="[=REASON]",
    help="Silence all findings by comments in the posts instead of reporting them.",
)
@click.option(
    "--shard", callback=_shard, metavar="N/TOTAL", help="Check this part of the posts only, as one of several runners."
)
@click.option("--watch", is_flag=True, help="Check again whenever files change, until Ctrl-C; print what that changed.")
@click.option(
    "--executor", type=click.Choice(EXECUTORS), help="Who checks the posts; default: as many processes as suit."
)
@click.option("--scheduler", metavar="ADDRESS", help="With --executor dask: the scheduler, as tcp://host:8786.")
@click.option(
    "--send-files/--no-send-files",
    default=None,
    help="Send the files to Dask's workers, or do not; default: if they do not see them.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--fail-on", type=click.Choice([one.word for one in reversed(Severity)]), help="Lowest severity for exit code 1."
)
@click.option("--online/--offline", default=None, help="Ask the web about links to other sites, too; default: do not.")
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
    refuse_contradictions(asked)
    if asked.watch:
        from postlint.commands._watch import watch

        ctx.exit(watch(asked))
    from postlint.commands._run import run  # here, so that --help and a usage error cost nothing

    ctx.exit(run(asked))
