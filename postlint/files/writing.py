"""Bytes and a file's path go in, and the file holds them: at every moment it is the old file or the new one."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".postlint.tmp"


def overwrite(file: Path, raw: bytes) -> None:
    """Write a file that is there in one step, and through a symbolic link what that names; its mode stays.

    Raises OSError, also for a file that may only be read: replacing it would get round its own protection.
    """
    target = Path(os.path.realpath(file))
    mode = stat.S_IMODE(target.stat().st_mode)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    replace_file(target, raw, mode)


def write_whole(file: Path, raw: bytes) -> None:
    """The same for a file that need not be there: a new one gets the mode that new files have. Raises OSError."""
    if file.exists():
        overwrite(file, raw)
    else:
        replace_file(Path(os.path.realpath(file)), raw, 0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
