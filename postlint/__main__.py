"""The `postlint` program: everything is said in UTF-8, whatever the locale, and the exit code tells how it went."""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import suppress
from io import TextIOWrapper

_SELDOM = (200_000, 20, 20)  # what a run makes lasts until its end, and hardly anything refers to itself


def main() -> None:
    """Run postlint with this process's arguments. Exits 0 (clean), 1 (findings), 2 (did not do its job), 130 (Ctrl-C)."""
    gc.set_threshold(*_SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file name need not be UTF-8: its odd bytes are shown as escapes
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from postlint.cli import postlint

        postlint(prog_name="postlint")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # at the end there is nothing to look for: the process gives all of it back


def program() -> None:
    """The same as a process of its own, which ends at once: to take apart all that a run has made costs a twentieth of it."""
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int) and not _is_under_way():
            with suppress(
                OSError, ValueError, AttributeError
            ):  # a reader that went away, no output at all: Python tells
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(end.code)
        raise


def _is_under_way() -> bool:
    """Does another thread still work, or does a profiler or the like look on that has its own to say at the end?"""
    return threading.active_count() > 1 or sys.getprofile() is not None or sys.gettrace() is not None


if __name__ == "__main__":
    program()
