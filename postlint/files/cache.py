"""Where what was found out is kept between runs: a folder of the user's own, never the work tree."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LIMIT = 200_000_000  # bytes in all; beyond that, what was not written for longest goes first
_given: list[Path] = []  # the folder that the user named, at most one


def use_folder(folder: Path | None) -> None:
    """From now on keep everything in this folder; None: in the user's own."""
    _given[:] = [folder] if folder else []


def given_folder() -> Path | None:
    """The folder that `use_folder` was given."""
    return _given[0] if _given else None


@contextmanager
def unused_cache() -> Iterator[None]:
    """While this lasts nothing is read from a cache or written to one."""
    before = _given[:]
    _given[:] = [Path(os.devnull)]  # below which no folder can be made
    try:
        yield
    finally:
        _given[:] = before


def trim(folder: Path, limit: int = _LIMIT) -> None:
    """Remove the files of a cache that were not written for longest, until all are within the limit."""
    try:
        files = sorted((file.stat().st_mtime, file.stat().st_size, file) for file in folder.iterdir() if file.is_file())
        size = sum(one for _, one, _ in files)
        for _, one, file in files[:-1]:  # the last is in use
            if size <= limit:
                return
            file.unlink(missing_ok=True)
            size -= one
    except OSError:  # another run is at it
        return


def cache_folder(*parts: str) -> Path | None:
    """A folder for cached files, made on demand; None where none can be made or written to.

    It follows the XDG Base Directory Specification, and the conventions of macOS and Windows where that is not set.
    """
    return _made((given_folder() or _base() / "postlint").joinpath(*parts))


def own_folder(*parts: str) -> Path | None:
    """The same of the user's own folder, whatever `use_folder` was given; None as well where somebody else can write to it."""
    folder = _made((_base() / "postlint").joinpath(*parts))
    return folder if folder and _is_own(folder) else None


def _made(folder: Path) -> Path | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK) else None


def _is_own(folder: Path) -> bool:
    if sys.platform == "win32":
        return True  # where each user has a folder that nobody else may enter
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _base() -> Path:
    given = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):
        return Path(given)
    local = os.environ.get("LOCALAPPDATA", "")
    if sys.platform == "win32" and local:
        return Path(local)
    return Path(os.path.expanduser("~")) / ("Library/Caches" if sys.platform == "darwin" else ".cache")
