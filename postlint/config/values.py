"""A table of TOML goes in, values with their origins come out; values over values make `Settings`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

from postlint.config.declared import Declared, Keys, declared, dotted, leaves
from postlint.config.settings import Settings
from postlint.model import Severity
from postlint.model.named import NamedTuple
from postlint.model.trouble import COMMAND_LINE, DEFAULT, ConfigError, Origin
from postlint.text.nearness import did_you_mean


class Given(NamedTuple):
    """A value as converted, and where it was given."""

    value: Any
    origin: Origin


class Source(NamedTuple):
    """What a table was read from: `folder` is where its paths start, `origin` says where a key stands."""

    folder: Path
    origin: Callable[[Keys], Origin]


def read_table(
    table: Mapping[str, object], source: Source, owner: type = Settings, prefix: Keys = ()
) -> Iterator[tuple[Keys, Given]]:
    """The values of a table, converted; raises ConfigError at the first that cannot be used."""
    known = declared(owner)
    for key, value in table.items():
        keys = (*prefix, key)
        if key not in known:
            raise ConfigError(f"unknown setting{_guess(keys, known)}", dotted(keys), source.origin(keys))
        if known[key].table:
            yield from read_table(_table(value, keys, source), source, known[key].hint, keys)
        else:
            yield from _read_value(known[key], known[key].hint, value, keys, source)


def _read_value(one: Declared, hint: Any, value: object, keys: Keys, source: Source) -> Iterator[tuple[Keys, Given]]:
    """A setting's value; a table of the author's own keys yields each of them, so that files can add to it."""
    if get_origin(hint) is Mapping:
        for name, item in _table(value, keys, source).items():
            yield from _read_value(one, get_args(hint)[1], item, (*keys, name), source)
        return
    try:
        converted = convert(hint, value, source.folder)
    except TypeError:
        message = f"expected {_expected(hint)}, found {written(value)}{_meant(hint, value, keys)}"
        raise ConfigError(message, dotted(keys), source.origin(keys)) from None
    if one.accepts and (complaint := one.accepts(converted)):
        raise ConfigError(complaint, dotted(keys), source.origin(keys))
    yield keys, Given(converted, source.origin(keys))


def _table(value: object, keys: Keys, source: Source) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ConfigError(f"expected a table, found {written(value)}", dotted(keys), source.origin(keys))
    return value


def _guess(keys: Keys, known: Iterable[str]) -> str:
    """Where a setting of that name does exist, else the nearest name beside it."""
    elsewhere = [dotted(place) for place, one in leaves(Settings) if one.key == keys[-1]]
    return f"; did you mean `{elsewhere[0]}`?" if elsewhere else did_you_mean(keys[-1], known)


def convert(hint: Any, value: object, folder: Path) -> Any:
    """`value`, as TOML gives it, in the declared type; raises TypeError where it is of another."""
    inner = get_args(hint)
    kind = get_origin(hint) or hint
    if kind is UnionType:
        return convert(inner[0], value, folder)
    if kind is object:
        return value
    match value:
        case list() if kind is tuple:
            return tuple(convert(inner[0], item, folder) for item in value)
        case str() if kind is Severity and value.upper() in Severity.__members__:
            return Severity[value.upper()]
        case str() if kind is Path:
            return Path(os.path.normpath(folder / value))
        case bool() | str() if kind is type(value):
            return value
        case int() | float() if kind is float and not isinstance(value, bool):
            return float(value)
    raise TypeError(value)


def _meant(hint: Any, value: object, keys: Keys) -> str:
    """What to write instead, where that can be told."""
    if hint is Severity and value in ("off", "none", "ignore", "disabled", False):
        return f"; to turn it off, name it in `ignore`: ignore = [{written(keys[-1])}]"
    if get_origin(hint) is tuple and isinstance(value, str):
        return f"; did you mean [{written(value)}]?"
    return ""


def _expected(hint: Any) -> str:
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind is UnionType:
        return _expected(inner[0])
    if kind is tuple:
        return f"a list of {'paths' if inner[0] is Path else 'strings'}"
    if kind is Severity:
        return " or ".join(f'"{one.word}"' for one in reversed(Severity))
    return {bool: "true or false", str: "a string", float: "a number", Path: "a path"}.get(kind, "a table")


def written(value: object) -> str:
    """Plain data as TOML writes it; a table, which has no form of its own in one line, as JSON does."""
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:  # a number of thousands of digits
        return "a number without end"


def plain(value: object, show_path: Callable[[Path], str]) -> object:
    """The value of a setting as the data that TOML and JSON hold."""
    match value:
        case Severity():
            return value.word
        case Path():
            return show_path(value)
        case tuple():
            return [plain(item, show_path) for item in value]
    return value


def overlay(base: Mapping[Keys, Given], over: Mapping[Keys, Given]) -> dict[Keys, Given]:
    """Both, the second winning; `extend-select` and `extend-exclude` add up instead."""
    merged = dict(base)
    for keys, given in over.items():
        before = merged.get(keys)
        if before and len(keys) == 1 and keys[0].startswith("extend-"):
            given = Given((*before.value, *given.value), _both(before.origin, given.origin))
        merged[keys] = given
    return merged


def choose_rules(
    values: Mapping[Keys, Given], select: Sequence[str], ignore: Sequence[str], extend: Sequence[str]
) -> dict[Keys, Given]:
    """What `--select`, `--ignore` and `--extend-select` make of a file's choice of rules.

    A selection starts afresh, the other two add to what the file says, and a name selected now is no longer ignored.
    """
    chosen = {keys: given for keys, given in values.items() if not (select and keys in _CHOICES)}
    if select:
        chosen[("select",)] = Given(tuple(select), COMMAND_LINE)
    if extend:
        chosen = overlay(chosen, {("extend-select",): Given(tuple(extend), COMMAND_LINE)})
    before = chosen.pop(("ignore",), Given((), DEFAULT))
    kept = tuple(name for name in before.value if name not in extend)
    if kept or ignore:
        chosen[("ignore",)] = Given((*kept, *ignore), _both(before.origin, COMMAND_LINE) if ignore else before.origin)
    return chosen


_CHOICES = (("select",), ("ignore",), ("extend-select",))


def _both(first: Origin, second: Origin) -> Origin:
    return second if first == DEFAULT else Origin(f"{first}, {second}")


def build(given: Mapping[Keys, Given], root: Path, file: Path | None) -> Settings:
    """The settings that these values make; what was not given takes its default."""
    origins = {dotted(keys): one.origin for keys, one in given.items()}
    return _build(given, Settings, (), {"root": root, "file": file, "origins": origins})  # type: ignore[no-any-return]


def _build(given: Mapping[Keys, Given], owner: type, prefix: Keys, values: dict[str, Any]) -> Any:
    for key, one in declared(owner).items():
        keys = (*prefix, key)
        if one.table:
            values[one.name] = _build(given, one.hint, keys, {})
        elif one.open:
            values[one.name] = _gather(given, keys)
        elif keys in given:
            values[one.name] = given[keys].value
    return owner(**values)


def _gather(given: Mapping[Keys, Given], prefix: Keys) -> dict[str, Any]:
    """The author's own keys below `prefix`, nested again."""
    gathered: dict[str, Any] = {}
    for keys, one in given.items():
        if keys[: len(prefix)] != prefix:
            continue
        table = gathered
        for key in keys[len(prefix) : -1]:
            table = table.setdefault(key, {})
        table[keys[-1]] = one.value
    return gathered
