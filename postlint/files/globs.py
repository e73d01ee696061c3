"""Patterns as in a .gitignore go in, a test of paths comes out; the only importer of pathspec."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.model.trouble import ConfigError
from postlint.text import lazy
from postlint.text.stars import starred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_FOLDERS = lazy.compile(r"(\(\?:\.\+/\)\?|\(\?:/\.\+\)\?)")  # what pathspec makes of two stars
_PLAIN = lazy.compile(r"\*(?P<ending>\.\w+)|(?P<name>[\w-]+)/|/(?P<top>[\w-]+)/|\.\*/")
_STAR, _ONE = "[^/]*", "[^/]"


@cache
def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Tells whether a relative path with forward slashes matches; a folder's ends with one. The last match decides.

    A path below a matching folder matches. Raises ConfigError for what is no pattern.
    """
    if not patterns:
        return lambda path: False
    if (plain := _plain(patterns)) is not None:
        return plain
    match = spec(patterns).match_file
    return lambda path: bool(match(path))


def _plain(patterns: Iterable[str]) -> Callable[[str], bool] | None:
    """The same for endings of names (`*.md`), folders of a name (`venv/`, `/build/`) and hidden ones (`.*/`); None for others.

    Nobody's settings hold more as a rule, and pathspec's import and its matches are felt at every start.
    """
    endings, names, tops, hidden = [], set(), [], False
    for pattern in patterns:
        if not (found := _PLAIN.fullmatch(pattern)):
            return None
        endings += [found["ending"]] if found["ending"] else []
        names |= {found["name"]} if found["name"] else set()
        tops += [f"{found['top']}/"] if found["top"] else []
        hidden |= pattern == ".*/"
    ends, first = tuple(endings), tuple(tops)

    def match(path: str) -> bool:
        if path.endswith(ends) or path.startswith(first):
            return True
        folders = path.split("/")[:-1]
        if not names.isdisjoint(folders):
            return True
        return any((hidden and one.startswith(".")) or (ends and one.endswith(ends)) for one in folders)

    return match


def spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    """The patterns, compiled. The import costs some 15 ms, so nobody comes here without a pattern to ask about."""
    from pathspec import GitIgnoreSpec

    lines = tuple(patterns)
    try:
        # Left to itself it takes re2 where that is installed, which knows no file name that is no UTF-8.
        return GitIgnoreSpec.from_lines(lines, _pattern(), backend="simple")
    except (ValueError, re.error) as error:
        raise ConfigError(f"a glob among {', '.join(f'`{line}`' for line in lines)} cannot be used: {error}") from None


@cache
def _pattern() -> type[GitIgnoreSpecPattern]:
    """pathspec's pattern, whose regular expressions try each way to match, as one that takes the first."""
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    class Sure(GitIgnoreSpecPattern):
        __slots__ = ()

        @classmethod
        def pattern_to_regex(cls, pattern: Any) -> tuple[Any, bool | None]:
            regex, include = super().pattern_to_regex(pattern)
            return regex and lazy.at_once(sure(regex), 0), include

    return Sure


def sure(regex: str) -> str:
    """The regular expression of a glob as pathspec writes it, with the same matches and without backtracking."""
    head, *rest = _FOLDERS.split(regex)
    found = [_with_stars(head)]
    for at in range(0, len(rest), 2):
        folders, then = rest[at], _with_stars(rest[at + 1])
        lazy = folders.replace(".+", ".+?") + "?"
        found.append(f"(?>{lazy}{then}(?=/))" if at + 2 < len(rest) else folders + then)
    return "".join(found)


def _with_stars(regex: str) -> str:
    segments = regex.replace(_STAR, "\ue000").replace(_ONE, "\ue001").split("/")
    joined = "/".join(starred(segment.split("\ue000"), _STAR) for segment in segments)
    return joined.replace("\ue001", _ONE)


def matches(glob: str, path: str, root: Path) -> bool:
    """Does a glob of the settings at `root` name this file? `path` is as shown: relative to the working directory."""
    return matcher((glob,))(below(root, Path(os.path.abspath(path))) or path)


def below(root: Path, path: Path) -> str:
    """`path` relative to `root` with forward slashes; "" where it lies elsewhere or is `root` itself."""
    start, text = os.path.join(root, ""), str(path)
    if text.startswith(start):
        return text[len(start) :].replace(os.sep, "/")
    try:
        return path.relative_to(root).as_posix() if path != root else ""
    except ValueError:
        return ""
