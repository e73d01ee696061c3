"""Patterns as in a .gitignore go in, a test of paths comes out; the only importer of pathspec."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.model.trouble import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pathspec import GitIgnoreSpec


@cache
def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Tells whether a relative path with forward slashes matches; a folder's ends with one. The last match decides.

    A path below a matching folder matches. Raises ConfigError for what is no pattern.
    """
    if not patterns:
        return lambda path: False
    match = spec(patterns).match_file
    return lambda path: bool(match(path))


def spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    """The patterns, compiled. The import costs some 15 ms, so nobody comes here without a pattern to ask about."""
    from pathspec import GitIgnoreSpec

    lines = tuple(patterns)
    try:
        # Left to itself it takes re2 where that is installed, which knows no file name that is no UTF-8.
        return GitIgnoreSpec.from_lines(lines, backend="simple")
    except (ValueError, re.error) as error:
        raise ConfigError(f"a glob among {', '.join(f'`{line}`' for line in lines)} cannot be used: {error}") from None


def matches(glob: str, path: str, root: Path) -> bool:
    """Does a glob of the settings at `root` name this file? `path` is as shown: relative to the working directory."""
    return matcher((glob,))(below(root, Path(os.path.abspath(path))) or path)


def below(root: Path, path: Path) -> str:
    """`path` relative to `root` with forward slashes; "" where it lies elsewhere or is `root` itself."""
    try:
        return path.relative_to(root).as_posix() if path != root else ""
    except ValueError:
        return ""
