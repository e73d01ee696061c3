"""The `postlint` program: everything is said in UTF-8, whatever the locale, and the exit code tells how it went."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def main() -> None:
    """Run postlint with this process's arguments. Exits 0 (clean), 1 (findings), 2 (did not do its job), 130 (Ctrl-C)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file name need not be UTF-8: its odd bytes are shown as escapes
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from postlint.cli import postlint

        postlint(prog_name="postlint")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
