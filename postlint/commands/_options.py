"""Options that several commands share, and what they make of the settings in files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from postlint.config.declared import Keys
from postlint.config.environment import from_environment
from postlint.config.files import Finder, read_arguments
from postlint.config.values import Given, Source, choose_rules, overlay, read_table
from postlint.model.trouble import COMMAND_LINE

MAX_TIME = 120.0  # seconds for asking the web

Command = Callable[..., Any]


def config_options(command: Command) -> Command:
    """--config and --isolated."""
    command = click.option("--isolated", is_flag=True, help="Read no configuration file.")(command)
    return click.option(
        "--config",
        "config",
        multiple=True,
        type=click.Path(),
        metavar="FILE|KEY=VALUE",
        help="Read this file instead of the nearest, or override one setting in TOML; may be repeated.",
    )(command)


def color_option(command: Command) -> Command:
    """--color, for `use_color`."""
    choice = click.Choice(("auto", "always", "never"))
    return click.option("--color", type=choice, default="auto", help="Colour the output.")(command)


def cache_option(command: Command) -> Command:
    """--cache-dir."""
    text = "Keep what is found out in this folder, such as one that CI carries along."
    return click.option("--cache-dir", type=click.Path(), metavar="DIR", help=text)(command)


def web_options(command: Command) -> Command:
    """--max-time, --no-cache and --cache-dir."""
    stop = f"Stop asking the web after so long, 0 for never; default: {MAX_TIME:.0f}."
    limit = click.FloatRange(min=0)
    command = cache_option(command)
    command = click.option("--no-cache", is_flag=True, help="Check every post and ask the web anew; keep nothing.")(
        command
    )
    return click.option("--max-time", type=limit, default=MAX_TIME, metavar="SECONDS", help=stop)(command)


def split(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """A repeatable option whose values may also be joined by commas."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def complete_rules(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The names of rules, families and presets that go on from what is typed, or from its last comma."""
    from postlint.rulebook.pages import load_rules

    before, comma, word = incomplete.rpartition(",")
    names = sorted({name for rule in load_rules().values() for name in rule.selectors})
    return [f"{before}{comma}{name}" for name in names if name.startswith(word)]


def finder(
    config: Sequence[str],
    isolated: bool,
    flags: Mapping[str, object] | None = None,
    choice: tuple[Sequence[str], Sequence[str], Sequence[str]] = ((), (), ()),
    exclude: Sequence[str] = (),
) -> Finder:
    """Where settings come from: files, the environment, `--config`, then the other options, each over those before.

    `flags` is a table as TOML would give it; `choice` holds --select, --ignore and --extend-select; `exclude` are globs
    that start at the working directory.
    """
    file, pairs = read_arguments(config)
    if file and isolated:
        raise click.UsageError("--isolated reads no file, --config names one")
    named = read_table(flags or {}, Source(Path.cwd(), lambda _: COMMAND_LINE))
    over = {**from_environment(), **pairs, **dict(named)}

    def apply(values: Mapping[Keys, Given]) -> Mapping[Keys, Given]:
        return choose_rules(overlay(values, over), *choice)

    return Finder(file, isolated, apply, tuple(exclude))


def use_color(stream: Any, wish: str = "auto") -> bool:
    """`always` and `never` decide; else NO_COLOR, then FORCE_COLOR (each where not empty), then whether it is a terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"
