"""`postlint clean`: remove what is kept between runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from postlint.commands._failure import Failure
from postlint.commands._options import cache_option
from postlint.files.cache import cache_folder


@click.command(short_help="Remove what is kept between runs.")
@cache_option
def command(cache_dir: str | None) -> None:
    """Remove the web's answers and everything else that postlint keeps in your cache folder.

    With --cache-dir: remove the web's answers from that folder.
    """
    from postlint.commands._output import say

    try:
        folder, size = _clean(cache_dir)
    except OSError as error:
        raise Failure(f"cannot remove {error.filename}: {error.strerror}") from None
    say(f"Removed {_size(size)} from {folder}" if size else f"There was nothing to remove in {folder}")


def _clean(cache_dir: str | None) -> tuple[Path | str, int]:
    if cache_dir is not None:
        from postlint.web.store import remove_store

        return cache_dir, remove_store(Path(cache_dir))
    folder = cache_folder()
    if folder is None:
        return "the cache folder", 0
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    shutil.rmtree(folder)
    return folder, size


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"
