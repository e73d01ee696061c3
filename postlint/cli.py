"""Arguments go in, an exit code comes out: the program itself; each subcommand is a module of `postlint.commands`.

0 is clean, 1 findings, 2 anything that kept postlint from its job, 130 Ctrl-C, 141 a reader that went away.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from postlint import ISSUES, __version__
from postlint.commands._failure import VERBOSE, Failure

_FIRST = ("check", "rule", "init", "accept", "site", "links")


class Program(click.Group):
    """Subcommands are imported when they are called; whatever is raised becomes one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Those that a new user needs first, then the others by name."""
        files = map(os.path.splitext, os.listdir(Path(__file__).parent / "commands"))
        names = sorted(name for name, ending in files if ending == ".py" and not name.startswith("_"))
        return sorted(names, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"postlint.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0].startswith("-") or args[0] in self.list_commands(ctx):
            return super().resolve_command(ctx, args)
        from postlint.text.nearness import did_you_mean

        if os.path.exists(args[0]):
            hint = f"; did you mean `postlint check {args[0]}`?"
        else:
            hint = did_you_mean(args[0], self.list_commands(ctx))
        raise click.UsageError(f"there is no command `{args[0]}`{hint}", ctx)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort):
            raise
        except click.UsageError:
            raise
        except click.ClickException as error:
            raise (error if error.exit_code == 2 else Failure(error.format_message())) from None
        except KeyboardInterrupt:
            ctx.exit(130)
        except BrokenPipeError:
            _forget_output()
            ctx.exit(141)
        except Exception as error:
            raise Failure(_explain(error, verbose=ctx.meta.get(VERBOSE, False))) from None


def _forget_output() -> None:
    """Nobody reads any more: what is still in a buffer must not fail again when Python exits."""
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            continue


def _explain(error: Exception, *, verbose: bool) -> str:
    """The user's own mistake in its own words; ours with a way to report it."""
    from postlint.model.trouble import ConfigError, RulePageError, told
    from postlint.report.terminal import visible

    if isinstance(error, ConfigError | RulePageError):
        return visible(str(error))
    if verbose:
        import traceback

        click.echo(visible("".join(traceback.format_exception(error)), keep="\n"), err=True)
    how = "please report it" if verbose else "please report it with what the same command prints with -v"
    return f"postlint {__version__} failed, {visible(told(error))}; {how} at {ISSUES}"


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="postlint %(version)s")
def postlint() -> None:
    """A linter for posts: wrong links, impossible dates, missing spaces and other slips in Markdown."""
