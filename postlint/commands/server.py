"""`postlint server`: an editor's messages come through standard input, ours go out through standard output."""

from __future__ import annotations

import os

import click

from postlint.commands._failure import Failure
from postlint.text.messages import install


@click.command(short_help="Serve an editor (Language Server Protocol).")
@click.option("--stdio", is_flag=True, help="Talk through standard input and output; nothing else is offered.")
def command(stdio: bool) -> None:
    """Check posts while they are written: an editor starts this and speaks the Language Server Protocol with it.

    How to set up an editor is told in docs/editors.md. Needs an extra: pip install "postlint[lsp]".
    """
    try:
        from postlint.server.features import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise Failure(f"the language server needs pygls: {install('lsp')}") from None
    code = serve()
    os._exit(code)  # a thread may still wait for a line of the editor, and would keep this process from ending
