"""A file's path goes in, its bytes come out: of regular files only, and never more than a post can have."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOST = 8 << 20  # bytes: some 1,500,000 words, longer than any book

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))


def read_bytes(file: Path) -> bytes:
    """All bytes of a file.

    Raises OSError, also for what is no regular file (a pipe would wait for its writer, a device never ends) and for what is
    larger than MOST.
    """
    _regular(os.stat(file), file)  # opening a device can be an act of its own
    handle = os.open(file, _FLAGS)
    with open(handle, "rb") as source:
        _regular(os.fstat(handle), file)
        raw = source.read(MOST + 1)
    if len(raw) > MOST:
        raise OSError(errno.EFBIG, f"is larger than {MOST >> 20} MB, which no post is", str(file))
    return raw


def _regular(status: os.stat_result, file: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "is no regular file", str(file))


def reason(error: OSError | ValueError) -> str:
    """Why a file could not be read, in words."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def state_of(file: Path) -> str:
    """What is another as soon as a file is: its size and time; "" for what is no regular file, or not there."""
    try:
        status = os.stat(file)
    except OSError:
        return ""
    # A folder's own time changes with whatever a program leaves there; what a site needs of it, its tree tells.
    return f"{status.st_size}:{status.st_mtime_ns}" if stat.S_ISREG(status.st_mode) else ""
