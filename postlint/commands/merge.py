"""`postlint merge`: reports of shards, or of several sites, become one report of the same format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._failure import Failure
from postlint.files.reading import reason

if TYPE_CHECKING:
    from postlint.report.joining import Report


@click.command(short_help="Join the reports of shards or sites.")
@click.argument("reports", nargs=-1, required=True, metavar="[FOLDER=]FILE...")
@click.option("-o", "--output-file", type=click.Path(), metavar="FILE", help="Write the report to this file.")
def command(reports: tuple[str, ...], output_file: str | None) -> None:
    """Join reports in JSON, SARIF or HTML, all in one format, as `check --output-format` writes them.

    Of the shards of one run that is the report of the whole run. FOLDER=FILE puts a folder before the paths of a report: so
    those of several sites, each checked in its own folder, keep apart.

    Exits with 0, or with 2 if a report cannot be read.
    """
    from postlint.report.joining import format_of, join

    read = [_read(one) for one in reports]
    formats = {}
    try:
        for named, (_, text) in zip(reports, read, strict=True):
            formats[format_of(text)] = named
        if len(formats) > 1:
            raise ValueError(f"{' and '.join(formats.values())} are reports of different formats")
        text = join(next(iter(formats)), read)
    except RecursionError:
        raise Failure("cannot join the reports: values are nested too deep") from None
    except ValueError as error:
        raise Failure(f"cannot join the reports: {error}") from None
    if output_file is None:
        click.echo(text, nl=False)
    else:
        from postlint.commands._output import write_file

        write_file(output_file, text)


def _read(named: str) -> Report:
    folder, equals, file = named.partition("=") if not Path(named).exists() else ("", "", named)
    file = file if equals or not folder else folder
    try:
        return (folder if equals else "").strip("/"), Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"cannot read {file}: {reason(error)}") from None
