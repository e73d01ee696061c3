"""What kept a command from its job, told in one line."""

from __future__ import annotations

import click

VERBOSE = "postlint.verbose"  # set in a context's `meta` by -v: internal errors then show where they come from


class Failure(click.ClickException):
    """What kept postlint from its job, in one line for the user."""

    exit_code = 2
