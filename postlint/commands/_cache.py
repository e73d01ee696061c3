"""The folder that was named with --cache-dir goes in; everything is kept there from then on."""

from __future__ import annotations

from pathlib import Path

from postlint.commands._failure import Failure
from postlint.files.cache import use_folder
from postlint.files.reading import reason


def named_folder(cache_dir: str) -> Path:
    """The folder, made if need be. Raises Failure where that cannot be."""
    folder = Path(cache_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"cannot use --cache-dir {cache_dir}: {reason(error)}") from None
    return folder


def use_cache(cache_dir: str | None) -> None:
    """Keep what a run finds out in this folder; None: in the user's own. Raises Failure where that cannot be."""
    use_folder(named_folder(cache_dir) if cache_dir is not None else None)
