"""`postlint schema`: the declared settings become a JSON Schema, by which editors complete and check a postlint.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import click

from postlint import HOMEPAGE
from postlint.config.declared import Declared, declared
from postlint.config.settings import Settings
from postlint.config.values import plain
from postlint.model import Severity

ADDRESS = f"{HOMEPAGE.replace('github.com', 'raw.githubusercontent.com')}/main/postlint.schema.json"

_PLAIN = {bool: "boolean", str: "string", float: "number", Path: "string"}


@click.command(short_help="Print a JSON Schema of the configuration.")
def command() -> None:
    """Print a JSON Schema (draft 7) of postlint.toml, for editors that complete and check it."""
    import json

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))


def schema() -> dict[str, object]:
    """The schema of a postlint.toml, which is that of the table [tool.postlint] as well."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ADDRESS,
        "title": "postlint",
        "description": "How postlint checks a site.",
        **_table(Settings),
    }


def _table(owner: type) -> dict[str, object]:
    properties = {key: _setting(one) for key, one in declared(owner).items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _setting(one: Declared) -> dict[str, object]:
    if one.table:
        return {"description": one.doc, **_table(one.hint)}
    described = {"description": one.doc, **_of_type(one.hint)}
    unset = one.default is None or (one.accepts is not None and one.accepts(one.default))  # nobody could write it
    if not unset:
        described["default"] = plain(one.default, str)
    if one.example is not None:
        described["examples"] = [one.example]
    return described


def _of_type(hint: Any) -> dict[str, Any]:
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind is UnionType:
        return _of_type(inner[0])
    if kind is tuple:
        return {"type": "array", "items": _of_type(inner[0])}
    if kind is Mapping:
        return {"type": "object", "additionalProperties": _of_type(inner[1])}
    if kind is Severity:
        return {"enum": [one.word for one in reversed(Severity)]}
    return {"type": _PLAIN[kind]} if kind in _PLAIN else {}
