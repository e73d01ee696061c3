"""`postlint completions`: a shell's name goes in, the script that completes commands, options and names of rules comes out."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print a script that completes postlint in a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete what is typed after `postlint`.

    \b
    bash: postlint completions bash > ~/.local/share/bash-completion/completions/postlint
    zsh:  postlint completions zsh > ~/.zfunc/_postlint   (with ~/.zfunc in fpath)
    fish: postlint completions fish > ~/.config/fish/completions/postlint.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click cannot complete in {shell}")
    program = ctx.find_root().command
    # The base class's: bash's own would run bash to ask for its version.
    click.echo(ShellComplete.source(kind(program, {}, "postlint", "_POSTLINT_COMPLETE")))
