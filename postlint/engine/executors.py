"""Chunks go in, their results come out as they are done: in this process, or in several of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from postlint.engine.chunks import (
    Briefing,
    Chunk,
    Executor,
    Files,
    Parcel,
    brief,
    check_chunk,
    check_parcels,
    cut_by_size,
)
from postlint.engine.post import Checked

if TYPE_CHECKING:
    from postlint.site.checkout import Row

T = TypeVar("T")

NAMES = ("auto", "inline", "processes", "dask")

_POOL_FROM = 24  # posts; below, starting processes costs more than they save
_FIRST = 4  # posts that are checked before there are other processes
_MOST = 8  # processes, unless somebody asks for more


class ExecutorError(Exception):
    """What keeps an executor from its work, in words for whoever asked for it."""


class Inline:
    """One post after another, here."""

    elsewhere = False
    workers = 1

    def cut(self, parcels: Sequence[Parcel]) -> Iterable[Chunk]:
        return ((parcel,) for parcel in parcels)

    def read(self, parts: Sequence[Files]) -> Iterator[tuple[Files, list[Row]]]:
        return iter(())  # whoever needs them reads them here

    def results(self, chunks: Sequence[Chunk], briefing: Briefing) -> Iterator[tuple[int, list[Checked]]]:
        return ((number, check_parcels(chunk, briefing)) for number, chunk in enumerate(chunks))


class Processes:
    """Processes of this machine, so many."""

    elsewhere = True

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def cut(self, parcels: Sequence[Parcel]) -> Iterable[Chunk]:
        """A small chunk first: what is imported, compiled and loaded for that one, processes that are forked find there."""
        first = _FIRST if _inherits() else 0
        yield from (tuple(part) for part in [parcels[:first]] if part)
        yield from cut_by_size(parcels[first:], self.workers)

    def read(self, parts: Sequence[Files]) -> Iterator[tuple[Files, list[Row]]]:
        from concurrent.futures import ProcessPoolExecutor

        from postlint.site.checkout import read_files

        with ProcessPoolExecutor(self.workers, initializer=_deaf) as pool:
            yield from zip(parts, pool.map(read_files, *zip(*parts, strict=True)), strict=True)

    def results(self, chunks: Sequence[Chunk], briefing: Briefing) -> Iterator[tuple[int, list[Checked]]]:
        from concurrent.futures import ProcessPoolExecutor

        first = int(_inherits())
        yield from ((number, check_parcels(chunk, briefing)) for number, chunk in enumerate(chunks[:first]))
        with ProcessPoolExecutor(self.workers, initializer=_start, initargs=(briefing,)) as pool:
            yield from enumerate(pool.map(check_chunk, chunks[first:]), first)


def _inherits() -> bool:
    """Do new processes begin with all that this one has?"""
    from multiprocessing import get_start_method

    return get_start_method() == "fork"


def _start(briefing: Briefing) -> None:
    from postlint.files.workers import spare_inherited

    _deaf()
    brief(briefing)
    spare_inherited()


def _deaf() -> None:
    from signal import SIG_IGN, SIGINT, signal

    from postlint.files.workers import follow_parent

    follow_parent()
    signal(SIGINT, SIG_IGN)  # Ctrl-C goes to all processes: the first of them says what is known


def usual(posts: int, processes: int | None = None) -> Executor:
    """What suits so many posts: `processes` processes, or as many as are worth their start."""
    workers = processes or _worth(posts)
    return Processes(workers) if workers > 1 else Inline()


def each(work: Callable[..., T], parcels: Sequence[tuple[Any, ...]], executor: Executor | None = None) -> list[T]:
    """What a function makes of each parcel: here, in the processes of an executor, or in as many as are worth their start."""
    workers = _worth(len(parcels))
    if isinstance(executor, Inline | Processes):
        workers = executor.workers
    if workers == 1 or not parcels:
        return [work(*parcel) for parcel in parcels]
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_deaf) as pool:
        return list(pool.map(work, *zip(*parcels, strict=True), chunksize=8))


def _worth(posts: int) -> int:
    return min(os.cpu_count() or 1, _MOST) if posts >= _POOL_FROM else 1
