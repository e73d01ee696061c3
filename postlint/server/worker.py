"""Work is asked for on the thread that talks and done on the main thread, one piece after another; results travel back.

Only the main thread can be held to a limit of time, and whatever postlint keeps in memory is touched by it alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import TypeVar

from postlint.files.limits import OutOfTime, Unwanted, while_wanted

T = TypeVar("T")


def _always() -> bool:
    return True


class Worker:
    """A queue of work and the thread that calls `run`."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()

    def run(self) -> None:
        """Do what is asked for until somebody calls `stop`."""
        while (work := self._queue.get()) is not None:
            work()

    def stop(self) -> None:
        self._queue.put(None)

    async def do(self, work: Callable[[], T], wanted: Callable[[], bool] = _always) -> T:
        """The result of `work`.

        Raises CancelledError where nobody wants that any more: `wanted` says no, before the work or in the midst of it, or
        whoever awaits it is cancelled.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def still() -> bool:
            return wanted() and not future.cancelled()

        def step() -> None:
            settle = _done(work, still)
            with suppress(RuntimeError):  # nobody listens any more
                loop.call_soon_threadsafe(settle, future)

        self._queue.put(step)
        return await future


def _done(work: Callable[[], T], wanted: Callable[[], bool]) -> Callable[[asyncio.Future[T]], None]:
    """Do the work; what came of it, as something to do to the future that waits for it."""
    try:
        if not wanted():
            return _cancel
        with while_wanted(wanted):
            result = work()
    except Unwanted:
        return _cancel
    except (OutOfTime, Exception) as error:
        failure = error
        return lambda future: None if future.done() else future.set_exception(failure)
    return lambda future: None if future.done() else future.set_result(result)


def _cancel(future: asyncio.Future[T]) -> None:
    future.cancel()
