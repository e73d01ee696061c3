"""A checked file's folder goes in, the Settings that hold there come out.

The nearest `.postlint.toml`, `postlint.toml`, or `pyproject.toml` with `[tool.postlint]` counts, looked for from the
folder upwards; nothing is taken from files further up unless `extend` names them.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

from postlint.config.declared import Keys, dotted, leaves
from postlint.config.settings import Settings
from postlint.config.values import Given, Source, build, overlay, read_table
from postlint.files.paths import leads_out, shown_path
from postlint.files.plain import read_toml
from postlint.files.reading import read_bytes, reason
from postlint.model.trouble import COMMAND_LINE, ConfigError, Origin
from postlint.text import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

NEW = "postlint.toml"  # what a file of ours is called where we make it
NAMES = (".postlint.toml", NEW, "pyproject.toml")
TOOL = ("tool", "postlint")
_TWICE = lazy.compile(r"Cannot declare \('([\w-]+)',\) twice")


# --- which file ----------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Finder:
    """The settings of every folder, each file read once.

    `file` stands in for every file that would be found; `isolated` reads none. `over` is what the command line makes of
    the values of a file; `exclude` are its globs, which start at the working directory wherever a file lies. `home` is
    where settings hold that no file gives: the working directory, or the folder that an editor has open.
    """

    file: Path | None = None
    isolated: bool = False
    over: Callable[[Mapping[Keys, Given]], Mapping[Keys, Given]] = dict
    exclude: tuple[str, ...] = ()
    home: Path = field(default_factory=Path.cwd)
    _folders: dict[Path, Settings] = field(default_factory=dict, init=False)
    _everywhere: Settings | None = field(default=None, init=False)

    def settings_for(self, folder: Path) -> Settings:
        """The settings of files in `folder` (absolute). Raises ConfigError for a file that cannot be used."""
        if self.isolated or self.file:
            return self._fallback()
        if folder not in self._folders:
            self._folders[folder] = self._look(folder)
        return self._folders[folder]

    def _look(self, folder: Path) -> Settings:
        for name in NAMES:
            values = read_file(folder / name) if (folder / name).is_file() else None
            if values is not None:
                return build(self.over(values), folder, folder / name)
        return self._fallback() if folder == folder.parent else self.settings_for(folder.parent)

    def _fallback(self) -> Settings:
        """What holds where no file is looked for or none is found; globs then start at `home`."""
        if self._everywhere is None:
            values = named_file(self.file) if self.file else {}
            self._everywhere = build(self.over(values), self.home, self.file)
        return self._everywhere


# --- reading a file ------------------------------------------------------------------------------------------------


def named_file(file: Path) -> dict[Keys, Given]:
    """The values of a file that somebody named. Raises ConfigError where it is not there or has no table of ours."""
    if not file.is_file():
        raise ConfigError(f"no such configuration file: {shown_path(file)}")
    values = read_file(file)
    if values is None:
        raise ConfigError("has no table [tool.postlint]", origin=Origin(shown_path(file)))
    return values


def read_file(file: Path, chain: Sequence[Path] = ()) -> dict[Keys, Given] | None:
    """The values of a file and of those it extends; None for a pyproject.toml that says nothing about postlint.

    Raises ConfigError for what is no TOML, has a setting that does not exist, or extends itself.
    """
    text = _read_text(file)
    in_project = file.name == "pyproject.toml"
    if in_project and "postlint" not in text:
        return None
    table = _parse(text, file)
    if in_project:
        tools = table.get("tool")
        table = tools.get("postlint") if isinstance(tools, dict) else None
        if not isinstance(table, dict):
            return None
    source = Source(file.parent, _locator(text, file, TOOL if in_project else ()))
    values = dict(read_table(table, source))
    _stay_inside(values, file.parent)
    extended = values.get(("extend",))
    return overlay(_extended(extended, file, chain), values) if extended else values


def _stay_inside(values: Mapping[Keys, Given], folder: Path) -> None:
    """Raise ConfigError for a path that leads out of the repository: a pull request may have written it."""
    for keys, given in values.items():
        for path in given.value if isinstance(given.value, tuple) else (given.value,):
            if isinstance(path, Path) and leads_out(path, folder):
                message = (
                    f"{shown_path(path)} lies outside of the repository; only --config on the command line can name it"
                )
                raise ConfigError(message, dotted(keys), given.origin)


def _extended(extended: Given, file: Path, chain: Sequence[Path]) -> dict[Keys, Given]:
    target: Path = extended.value
    chain = (*chain, file)
    if target in chain:
        circle = " -> ".join(shown_path(one) for one in (*chain[chain.index(target) :], target))
        raise ConfigError(f"files extend each other in a circle: {circle}", "extend", extended.origin)
    if not os.path.isfile(target):
        raise ConfigError(f"no such file: {shown_path(target)}", "extend", extended.origin)
    values = read_file(target, chain)
    if values is None:
        raise ConfigError(f"{shown_path(target)} has no table [tool.postlint]", "extend", extended.origin)
    return values


def _read_text(file: Path) -> str:
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", origin=Origin(shown_path(file))) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {reason(error)}", origin=Origin(shown_path(file))) from error


def _parse(text: str, file: Path) -> Any:
    try:
        return read_toml(text)
    except ValueError as error:
        reason, line = _fault(text, str(error))
        if twice := _TWICE.fullmatch(reason):
            reason = f"[{twice[1]}] is there already; write `{twice[1]}.KEY = VALUE` beside it, above all tables"
        raise ConfigError(f"not valid TOML: {reason}", origin=Origin(shown_path(file), line)) from None


def _fault(text: str, said: str) -> tuple[str, int]:
    """What is wrong with a text that is no TOML, and on which line: what is left open is told where it begins."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", said, re.DOTALL)
    if not found:
        return said, 0
    line = int(found[2] or text.count("\n") + 1)
    begun = [(keys, number) for keys, number in _key_lines(text) if number <= line]
    # A value may hold no `key =`: where the parser stopped at one, it was still reading the value before.
    is_open = found[1].startswith("Unclosed")
    if begun and begun[-1][1] == line and _begins(text, line, int(found[3] or 0)):
        begun.pop()
        is_open |= found[1] == "Invalid value"
    if begun and is_open:
        keys, line = begun[-1]
        return f"`{dotted(keys)}` is not closed: expected `{'}' if 'inline table' in found[1] else ']'}`", line
    return found[1], line if found[2] or not begun else begun[-1][1]


def _begins(text: str, line: int, column: int) -> bool:
    """Is this the column (1-based) at which what is written on a line begins?"""
    written = text.split("\n")[line - 1]
    return column == len(written) - len(written.lstrip()) + 1


# --- where a key stands --------------------------------------------------------------------------------------------

_KEY = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = lazy.compile(rf"\s*\[\[?\s*({_KEYS})\s*\]")
_PAIR = lazy.compile(rf"\s*({_KEYS})\s*=")


def _locator(text: str, file: Path, prefix: Keys) -> Callable[[Keys], Origin]:
    """A function from keys to their Origin: the line of the longest part of the way that has one."""
    lines: dict[Keys, int] = {}
    place = shown_path(file)

    def origin(keys: Keys) -> Origin:
        if not lines:
            lines.update(reversed(list(_key_lines(text))))
        way = (*prefix, *keys)
        return Origin(place, next((lines[way[:end]] for end in range(len(way), 0, -1) if way[:end] in lines), 0))

    return origin


def _key_lines(text: str) -> Iterator[tuple[Keys, int]]:
    """Each `key =` and `[table]` with its line: tomllib gives none. It serves messages only, so it may miss a few."""
    table: Keys = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _split(header[1])
            yield table, number
        elif pair := _PAIR.match(line):
            yield (*table, *_split(pair[1])), number


def _split(keys: str) -> Keys:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, keys))


# --- the command line ----------------------------------------------------------------------------------------------


def read_arguments(arguments: Sequence[str]) -> tuple[Path | None, dict[Keys, Given]]:
    """The values of repeated `--config`: at most one names a file, the others are `KEY=VALUE` in TOML.

    Raises ConfigError for what is neither.
    """
    file, values = None, dict[Keys, Given]()
    for argument in arguments:
        if os.path.exists(argument) or "=" not in argument:
            if file:
                raise ConfigError(f"--config names two files: {shown_path(file)} and {argument}")
            file = Path(os.path.abspath(argument))
            continue
        values.update(_read_pair(argument))
    return file, values


def _read_pair(argument: str) -> Iterator[tuple[Keys, Given]]:
    import json

    try:
        table = read_toml(argument)
    except ValueError:
        key, value = (part.strip() for part in argument.split("=", 1))
        bare = re.fullmatch(r"\[(.*)\]", value)
        items = [part.strip().strip("\"'") for part in bare[1].split(",")] if bare else [value]
        shown = ", ".join(json.dumps(item, ensure_ascii=False) for item in items)
        one = next((one for keys, one in leaves(Settings) if dotted(keys) == key), None)
        shown = f"[{shown}]" if one and get_origin(one.hint) is tuple else shown
        raise ConfigError(f"--config {argument}: expected TOML, such as `{key}={shown}`") from None
    return read_table(table, Source(Path.cwd(), lambda _: COMMAND_LINE))
