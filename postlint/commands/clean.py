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

    With --cache-dir: remove the same from that folder, and nothing else that lies there.
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

        named = Path(cache_dir)
        return cache_dir, remove_store(named) + _emptied(named / "sites", ".sqlite") + _emptied(
            named / "rules", ".json"
        )
    folder = cache_folder()
    if folder is None:
        return "the cache folder", 0
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    shutil.rmtree(folder)
    return folder, size


def _emptied(folder: Path, ending: str) -> int:
    """How many bytes our files in a folder had, now that they are gone, with the folder if nothing else was in it."""
    files = [file for file in folder.glob("*") if file.stem.isalnum() and ending in file.suffix]
    size = sum(file.stat().st_size for file in files)
    for file in files:
        file.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return size


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"
