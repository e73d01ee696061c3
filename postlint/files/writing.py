"""Bytes and a file's path go in, and the file holds them: at every moment it is the old file or the new one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".postlint.tmp"


def replace_file(target: Path, raw: bytes, mode: int) -> None:
    """Write a file of this mode in one step. Raises OSError; then the file is as it was and nothing is left beside it.

    Where a process is killed on the way, what it wrote so far stays beside the file, and the next to write it takes it away.
    """
    _sweep(target)
    beside = target.with_name(f".{target.name[:40]}.{os.getpid()}{_SUFFIX}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _sweep(target: Path) -> None:
    """Remove what processes left that were killed as they wrote this file."""
    start = f".{target.name[:40]}."
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            owner = entry.name.removeprefix(start).removesuffix(_SUFFIX)
            if entry.name == f"{start}{owner}{_SUFFIX}" and owner.isdecimal() and not _runs(int(owner[:12])):
                with suppress(OSError):
                    os.unlink(entry.path)


def _runs(process: int) -> bool:
    if process == os.getpid():
        return False
    if os.name == "nt":  # there this would end the process; nothing is ever swept
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
