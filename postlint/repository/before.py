"""Changes go in, the folder as it was before them comes out, for as long as it is needed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from postlint.files.reading import read_bytes
from postlint.repository.changed import Changes
from postlint.repository.unified import FileChange, PatchError


@contextmanager
def as_it_was(changes: Changes) -> Iterator[Path]:
    """A temporary folder that holds what `changes.root` held: links to all that is the same, so that size costs nothing."""
    old = {change.old: change for change in changes.files if change.old}
    new = {change.path for change in changes.files if change.path}
    with TemporaryDirectory(prefix="postlint-before-") as name:
        copy = Path(os.path.realpath(name))
        _link(changes.root, copy, "", new | old.keys(), _folders(new | old.keys()))
        for path, change in old.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(_bytes(changes.root, change))
        yield copy


def _folders(paths: Set[str]) -> Set[str]:
    """Every folder on the way to these files."""
    return {path[:at] for path in paths for at, char in enumerate(path) if char == "/"}


def _link(source: Path, target: Path, below: str, changed: Set[str], open_: Set[str]) -> None:
    """Link each entry of a folder; folders in which something changed are made anew."""
    with os.scandir(source) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.name == ".git":  # shows where a repository begins; what it holds is nobody's business
                (target / entry.name).mkdir()
            elif path in open_ and entry.is_dir():
                (target / entry.name).mkdir()
                _link(Path(entry.path), target / entry.name, f"{path}/", changed, open_)
            elif path not in changed:
                _link_one(Path(entry.path), target / entry.name)


def _link_one(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source)
    except OSError:  # Windows lets few users make links
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules"))
        else:
            shutil.copy2(source, target)


def _bytes(root: Path, change: FileChange) -> bytes:
    """The old content; where the patch does not tell it, the nearest thing to it."""
    try:
        now = read_bytes(root / change.path) if change.path else b""
        return change.before(now)
    except (PatchError, OSError):  # bytes that git converts on the way, a link to nowhere
        return b"" if not change.path else read_bytes(root / change.path)
