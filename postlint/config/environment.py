"""Variables of the environment go in, the settings that they give come out: they count more than those of files."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.config.values import Given, Source, read_table
from postlint.model.trouble import Origin

if TYPE_CHECKING:
    from postlint.config.declared import Keys

_GIVES = {"POSTLINT_OUTPUT_FORMAT": ("output-format", ""), "POSTLINT_STORE": ("web", "store")}


def from_environment() -> dict[Keys, Given]:
    """The settings that variables give. Raises ConfigError, which names the variable, for a value that cannot be used."""
    given: dict[Keys, Given] = {}
    for variable, (key, inner) in _GIVES.items():
        if value := os.environ.get(variable):
            source = Source(Path.cwd(), partial(_origin, variable))
            given |= dict(read_table({key: {inner: value} if inner else value}, source))
    return given


def _origin(variable: str, keys: Keys) -> Origin:
    return Origin(variable)
