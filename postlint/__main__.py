"""The `postlint` program: everything is said in UTF-8, whatever the locale, and the exit code tells how it went."""

from __future__ import annotations

import gc
import sys
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


if __name__ == "__main__":
    main()
