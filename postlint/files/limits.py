"""Work goes in and is stopped where it takes more time or memory than any honest post needs: the last resort.

Everything that reads posts is meant to take time in proportion to their length. What is not, a pattern of a rule page above
all, must not keep the other posts from being checked. Time is that of this process's own work, so that a busy machine stops
nothing. Where nothing can be stopped (in threads; where another handler has the signal), the time is looked at afterwards: what
took too long is then told, too. Memory has no limit on Windows and macOS.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from math import inf

from postlint.files.ticking import Ticker, ticker

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MEMORY = 1 << 30  # bytes that one post may cost

_TICK = 0.25  # seconds of work between two looks at the clock; a look can get lost where Python ignores exceptions


class OutOfTime(BaseException):
    """The work that was under way took longer than it may; like KeyboardInterrupt no error that code in between may catch."""


class _Over(BaseException):
    """The time of some limit has come; each that it goes through knows whether it was its own or that of one around it."""


class Unwanted(BaseException):
    """Nobody waits for the result any more; as with OutOfTime, no code in between may catch it."""


_ends = inf  # the moment, of this process's time, when what is under way must be done
_depth = 0  # limits within each other
_ticker = ticker()
_wanted: Callable[[], bool] | None = None  # does anybody still wait for what is under way?


class _Aside(threading.local):
    """Of one thread: seconds of its work that no limit counts, and whether such work is under way."""

    seconds = 0.0
    working = False


_aside = _Aside()


def spent() -> float:
    """Seconds of this process's own work so far, but for what was done `aside`."""
    return time.process_time() - _aside.seconds


@contextmanager
def aside() -> Iterator[None]:
    """Do the work below apart from what is under way: no limit around it counts its time, a limit within it does.

    For what serves many posts and is first asked for in the work on one of them.
    """
    global _ends
    if _aside.working:
        yield
        return
    stoppable = threading.current_thread() is threading.main_thread()
    before, began = _ends, time.thread_time()
    if stoppable:
        _ends = inf
    _aside.working = True
    try:
        yield
    finally:
        _aside.working = False
        _aside.seconds += time.thread_time() - began
        if stoppable:
            _ends = before


@contextmanager
def while_wanted(wanted: Callable[[], bool]) -> Iterator[None]:
    """Raise Unwanted in the work below as its next part begins (each has its limit) after `wanted` says no."""
    global _wanted
    _wanted = wanted
    try:
        yield
    finally:
        _wanted = None


def at_most(seconds: float) -> AbstractContextManager[None]:
    """Raise OutOfTime in the work below soon after it takes longer; of limits within each other, the first to end counts.

    It is raised by the limit that has come: code that lives with what is stopped within its own does not outlive others.
    A limit within another costs next to nothing: work that has many parts, each with its limit, does well to have one around
    all of them, and be it without an end.
    """
    if _wanted is not None and not _wanted():
        raise Unwanted
    if (
        _ticker is None
        or threading.current_thread() is not threading.main_thread()
        or not (_depth or _ready(_ticker.number))
    ):
        return _measured(seconds)
    return _Limit(seconds, _ticker)


class _Limit(AbstractContextManager[None]):
    """A limit that stops the work; a class, for each rule has one on each post, and a generator takes twice as long."""

    def __init__(self, seconds: float, ticker: Ticker) -> None:
        self._seconds = seconds
        self._ticker = ticker
        self._before = inf

    def __enter__(self) -> None:
        global _depth, _ends
        if not _depth:
            self._ticker.start(_TICK)
        self._before, _ends = _ends, min(_ends, spent() + self._seconds)
        _depth += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        global _depth, _ends
        _ends = self._before
        _depth -= 1
        if not _depth:
            self._ticker.stop()
        if isinstance(error, _Over) and spent() <= self._before:
            raise OutOfTime from None


@contextmanager
def _measured(seconds: float) -> Iterator[None]:
    """Raise OutOfTime once the work below is done, where it took longer."""
    began = time.thread_time() - _aside.seconds
    yield
    if time.thread_time() - _aside.seconds - began > seconds:
        raise OutOfTime


@contextmanager
def bounded_memory(size: int = MEMORY) -> Iterator[None]:
    """Let the work below fail with MemoryError where it takes `size` bytes more than there are in use."""
    used = _used()
    if resource is None or used is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(used + size, *limits) if limits else used + size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _ready(number: int) -> bool:
    """Can this thread be stopped? Whoever has a handler of his own for the signal, as profilers do, keeps it."""
    handler = signal.getsignal(number)
    if handler is signal.SIG_DFL:
        signal.signal(number, _stop)
        return True
    return handler is _stop


def _stop(number: int, frame: object) -> None:
    if spent() > _ends:
        raise _Over


def _used() -> int | None:
    """The bytes of this process's own data, None where the system does not say (Linux does: proc_pid_statm(5))."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[5]) * resource.getpagesize()
    except (OSError, IndexError, ValueError, NameError):
        return None
