"""A path goes in, what reports show of it comes out."""

from __future__ import annotations

from pathlib import Path


def shown_path(path: Path) -> str:
    """The path as reports show it: relative to the working directory where below it, with forward slashes."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
