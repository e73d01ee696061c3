"""Where what was found out is kept between runs: a folder of the user's own, never the work tree."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder(*parts: str) -> Path | None:
    """A folder for cached files, made on demand; None where none can be made or written to.

    It follows the XDG Base Directory Specification, and the conventions of macOS and Windows where that is not set.
    """
    folder = _base() / "postlint"
    try:
        folder = folder.joinpath(*parts)
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK) else None


def _base() -> Path:
    given = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):
        return Path(given)
    local = os.environ.get("LOCALAPPDATA", "")
    if sys.platform == "win32" and local:
        return Path(local)
    return Path(os.path.expanduser("~")) / ("Library/Caches" if sys.platform == "darwin" else ".cache")
