"""`postlint config`: the settings that hold for a place, and where each of them was given."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from postlint.commands._failure import Failure
from postlint.commands._options import config_options, finder
from postlint.config.declared import Keys, declared, dotted, leaves
from postlint.config.settings import Settings
from postlint.config.values import plain, written
from postlint.files.paths import shown_path
from postlint.model.named import NamedTuple
from postlint.model.trouble import DEFAULT
from postlint.text.nearness import did_you_mean


class Effective(NamedTuple):
    """One setting in effect: its dotted key, its value as plain data, and where it was given."""

    key: str
    value: object
    origin: str


@click.command(short_help="Show the settings and where they come from.")
@click.argument("key", required=False)
@click.option("--path", metavar="PATH", default=".", help="The file or folder whose settings to show; default: here.")
@config_options
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="How to print them.")
def command(key: str | None, path: str, config: tuple[str, ...], isolated: bool, output_format: str) -> None:
    """Show the settings in effect and where each was given; with KEY that one or that table only."""
    if not os.path.exists(path):
        raise Failure(f"no such file or folder: {path}")
    place = Path(os.path.abspath(path))
    settings = finder(config, isolated).settings_for(place if place.is_dir() else place.parent)
    chosen = _choose(list(effective(settings)), key)
    if output_format == "json":
        import json

        table = {one.key: {"value": one.value, "origin": one.origin} for one in chosen}
        click.echo(json.dumps(table, indent=2, ensure_ascii=False))
        return
    for one in chosen:
        click.echo(_line(one))


def effective(settings: Settings) -> Iterator[Effective]:
    """Every setting; a table of the author's own keys gives one for each of these keys."""
    for keys, one in leaves(Settings):
        value = _value(settings, keys)
        for place, item in _open(keys, value) if one.open and value else [(keys, value)]:
            key = dotted(place)
            origin = settings.origins.get(key, DEFAULT)
            unset = origin == DEFAULT and one.accepts and one.accepts(item)  # a default that nobody could write
            yield Effective(key, None if unset else plain(item, shown_path), str(origin))


def _value(settings: Settings, keys: Keys) -> Any:
    value: Any = settings
    for key in keys:
        owner: type = type(value)
        value = getattr(value, declared(owner)[key].name)
    return value


def _open(keys: Keys, value: Mapping[str, Any]) -> Iterator[tuple[Keys, Any]]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from _open((*keys, key), item)
        else:
            yield (*keys, key), item


def _choose(every: list[Effective], key: str | None) -> list[Effective]:
    chosen = [one for one in every if key is None or one.key == key or one.key.startswith(f"{key}.")]
    if not chosen:
        tables = {one.key.split(".")[0] for one in every}
        raise Failure(f"there is no setting `{key}`{did_you_mean(str(key), {one.key for one in every} | tables)}")
    return chosen


def _line(one: Effective) -> str:
    value = "(not set)" if one.value is None else written(one.value)
    return f"{one.key} = {value}  # {one.origin}"
