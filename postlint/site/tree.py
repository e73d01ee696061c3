"""A folder goes in, the files below it come out, each with the state that tells whether it has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from postlint.files.kinds import CODED, DEPENDENCIES, HEADED, POSTS

_SHOWN = frozenset((".well-known", ".vitepress", ".vuepress"))
_LIMIT = 100_000  # files: beyond that, this is no site but somebody's disk


@dataclass(frozen=True)
class Tree:
    """The files of a folder by POSIX path relative to it.

    A file's value is its state (size and time of change, or a name for what it holds) where it may hold front matter, "" for
    anything else. `complete`
    is false where there was more than anybody would publish: then a file that is not here may well exist.
    """

    root: Path
    files: Mapping[str, str]
    folders: frozenset[str]
    complete: bool = True

    def has(self, path: str) -> bool:
        return path in self.files or path in self.folders

    @cached_property
    def posts(self) -> tuple[str, ...]:
        """The Markdown files, sorted."""
        return tuple(sorted(path for path in self.files if path.lower().endswith(POSTS)))

    @cached_property
    def templates(self) -> tuple[str, ...]:
        """Files that are no Markdown and that a generator may make pages of, sorted."""
        return tuple(sorted(path for path in self.files if path.lower().endswith(HEADED + CODED)))

    @cached_property
    def empty(self) -> frozenset[str]:
        """Folders without a file: git keeps none but those of other repositories that were not fetched."""
        full: set[str] = set()
        for path in self.files:
            while (path := path.rpartition("/")[0]) and path not in full:
                full.add(path)
        return self.folders - full

    @property
    def hooks_links(self) -> bool:
        """Is there one of Hugo's templates that write the links of Markdown? What it makes of them nobody can tell."""
        return any(name.startswith("render-link") for name in self.by_name)

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Paths by the lower-case name of the file."""
        found: dict[str, list[str]] = {}
        for path in self.files:
            found.setdefault(path.rpartition("/")[2].lower(), []).append(path)
        return {name: tuple(paths) for name, paths in found.items()}


def read_tree(root: Path, outputs: frozenset[str] = frozenset()) -> Tree:
    """All files below `root` but hidden ones, dependencies, and the folders `outputs` that a generator writes to."""
    files: dict[str, str] = {}
    folders: set[str] = set()
    seen = {os.path.realpath(root)}
    waiting = [""]
    while waiting and len(files) < _LIMIT:
        for name, path, entry in _entries(root, waiting.pop()):
            if not _is_folder(entry):
                files[path] = _state(entry) if name.lower().endswith(POSTS + HEADED) else ""
            elif _walked(name, path, outputs) and not (entry.is_symlink() and _again(entry, seen)):
                folders.add(path)
                waiting.append(path)
    return Tree(root, files, frozenset(folders), complete=not waiting)


def _entries(root: Path, folder: str) -> Iterator[tuple[str, str, os.DirEntry[str]]]:
    try:
        with os.scandir(root / folder) as entries:
            for entry in entries:
                yield entry.name, f"{folder}/{entry.name}" if folder else entry.name, entry
    except OSError:
        return


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _walked(name: str, path: str, outputs: frozenset[str]) -> bool:
    return name not in DEPENDENCIES and path not in outputs and (not name.startswith(".") or name in _SHOWN)


def _again(entry: os.DirEntry[str], seen: set[str]) -> bool:
    """True for a link to a folder that was walked by another name: links may form a loop."""
    real = os.path.realpath(entry.path)
    known = real in seen
    seen.add(real)
    return known


def _state(entry: os.DirEntry[str]) -> str:
    try:
        stat = entry.stat()
    except OSError:
        return ""
    return f"{stat.st_size}:{stat.st_mtime_ns}"
