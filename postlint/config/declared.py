"""A dataclass of settings goes in, each of them as it was declared comes out: key, type, default, what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeAlias, get_origin, get_type_hints

from postlint.model.named import NamedTuple

Keys: TypeAlias = tuple[str, ...]  # the way to a value: ("site", "url"), ("per-file-ignores", "archive/**")


def dotted(keys: Keys) -> str:
    """The keys as TOML writes them: `per-file-ignores."archive/**"`."""
    import json

    plain = [key if key.replace("-", "").replace("_", "").isalnum() else json.dumps(key) for key in keys]
    return ".".join(plain)


def about(
    doc: str, *, example: object = None, key: str = "", accepts: Callable[[Any], str] | None = None
) -> dict[str, Any]:
    """A setting's metadata: `key` is its TOML key where that is not its name; `accepts` returns a complaint or "".

    `example` is a value as TOML would give it, wanted where the default shows nothing.
    """
    return {"doc": doc, "example": example, "key": key, "accepts": accepts}


class Declared(NamedTuple):
    """One setting as declared: its TOML key, the field that holds it, its type and default, and what is said about it."""

    key: str
    name: str
    hint: Any
    default: Any
    doc: str
    example: object
    accepts: Callable[[Any], str] | None

    @property
    def table(self) -> bool:
        """True for a table of settings: `[site]`."""
        return is_dataclass(self.hint)

    @property
    def open(self) -> bool:
        """True for a table whose keys are the author's own: `[severity]`."""
        return get_origin(self.hint) is Mapping


@cache
def declared(owner: type) -> Mapping[str, Declared]:
    """The settings of one table by TOML key, in the order of declaration."""
    hints, blank = get_type_hints(owner), owner()
    found = {}
    for one in fields(owner):
        if "doc" in one.metadata:
            said = {name: one.metadata[name] for name in ("doc", "example", "accepts")}
            key = one.metadata["key"] or one.name.replace("_", "-")
            found[key] = Declared(key, one.name, hints[one.name], getattr(blank, one.name), **said)
    return found


def leaves(owner: type, prefix: Keys = ()) -> Iterator[tuple[Keys, Declared]]:
    """Every setting that holds a value, with the keys that lead to it: `("site", "url")`."""
    for key, one in declared(owner).items():
        if one.table:
            yield from leaves(one.hint, (*prefix, key))
        else:
            yield (*prefix, key), one
