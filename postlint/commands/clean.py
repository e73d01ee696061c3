"""`postlint clean`: remove what is kept between runs, of this site or of all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._failure import Failure
from postlint.commands._options import finder
from postlint.files.cache import cache_folder
from postlint.files.reading import reason

if TYPE_CHECKING:
    from postlint.site.storage.store import Store


@click.command(short_help="Remove what is kept between runs.")
@click.option("--all", "every", is_flag=True, help="Remove what is kept of all sites, and the web's answers.")
@click.option("--cache-dir", type=click.Path(), metavar="DIR", help="Remove what is kept in this folder instead.")
def command(every: bool, cache_dir: str | None) -> None:
    """Remove what postlint keeps in your cache folder of the site in the current folder.

    With --all: of all sites, with the web's answers, which they share. With --cache-dir: all that lies in that folder and
    is postlint's.
    """
    from postlint.commands._output import say

    try:
        if cache_dir is not None:
            what, size = f"what was kept in {cache_dir}", _of_folder(Path(cache_dir))
        elif every:
            what, size = _everything()
        else:
            what, size = "what was kept of this site", sum(store.discard() for store in _stores())
    except OSError as error:
        raise Failure(f"cannot remove {error.filename}: {reason(error)}") from None
    say(f"Removed {what}: {_size(size)}" if size else f"There was nothing to remove of {what}")


def _stores() -> Iterator[Store]:
    """What is kept of every site that has posts below the current folder."""
    from postlint.plan.discover import discover
    from postlint.site.generators.conventions import root_of
    from postlint.site.storage.store import Store

    targets = discover(["."], finder((), False)).targets
    places = {(target.file.parent, target.settings.root) for target in targets if target.file}
    roots = {root for _, root in places} | {root_of(folder, root) for folder, root in places}
    yield from (Store(root) for root in sorted(roots | {Path.cwd()}))


def _everything() -> tuple[str, int]:
    folder = cache_folder()
    if folder is None:
        return "what was kept in the cache folder", 0
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    shutil.rmtree(folder)
    return f"what was kept in {folder}", size


def _of_folder(named: Path) -> int:
    from postlint.web.store import remove_store

    return remove_store(named) + _emptied(named / "sites", ".sqlite") + _emptied(named / "rules", ".json")


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
