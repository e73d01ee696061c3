"""What kept a command from its job, told in one line."""

from __future__ import annotations

import click

VERBOSE = "postlint.verbose"  # set in a context's `meta` by -v: internal errors then show where they come from


class Failure(click.ClickException):
    """What kept postlint from its job, in one line for the user, safe for a terminal: it may hold names that others gave."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        from postlint.report.terminal import visible

        super().__init__(visible(message))
