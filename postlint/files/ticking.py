"""A time goes in; as often, the handler of a signal runs in the main thread, even where a pattern there tries on and on.

POSIX sends a signal each time that this process has worked for so long. Windows sends none, but its timers call any function on
a thread of their own: PyErr_SetInterruptEx (docs.python.org/3/c-api/exceptions.html), which needs no lock of the interpreter,
has Python call the handler of a signal that nobody else sends. `re` looks for signals while it tries.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import Protocol

# The address of a function of C, the number to call it with, and milliseconds between calls; returns what ends that.
Timer = Callable[[int, int, int], Callable[[], object]]


class Ticker(Protocol):
    """`number` is the signal whose handler is called."""

    @property
    def number(self) -> int: ...

    def start(self, seconds: float) -> None:
        """Call the handler every so often from now on."""

    def stop(self) -> None: ...


class Worked:
    """Counts the time that this process works (POSIX)."""

    def __init__(self) -> None:
        self.number, self._clock = signal.SIGPROF, signal.ITIMER_PROF

    def start(self, seconds: float) -> None:
        signal.setitimer(self._clock, seconds, seconds)

    def stop(self) -> None:
        signal.setitimer(self._clock, 0)


class Native:
    """Counts the time that goes by, with a timer of the system."""

    number = signal.SIGFPE  # Python itself never raises it

    def __init__(self, timer: Timer) -> None:
        self._timer = timer
        self._end: Callable[[], object] | None = None

    def start(self, seconds: float) -> None:
        import ctypes

        function = ctypes.cast(ctypes.pythonapi.PyErr_SetInterruptEx, ctypes.c_void_p).value
        self._end = self._timer(function or 0, self.number, int(seconds * 1000))

    def stop(self) -> None:
        if self._end:
            self._end()
        self._end = None


def ticker() -> Ticker | None:
    """What ticks on this system, None where nothing does."""
    if hasattr(signal, "setitimer"):
        return Worked()
    return Native(_windows_timer) if sys.platform == "win32" else None


def _windows_timer(function: int, number: int, milliseconds: int) -> Callable[[], object]:
    """A timer of the default queue (CreateTimerQueueTimer); ending it waits until no call is under way."""
    import ctypes

    windows = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    timer, unsigned, pointer = ctypes.c_void_p(), ctypes.c_ulong, ctypes.c_void_p
    create, delete = windows.CreateTimerQueueTimer, windows.DeleteTimerQueueTimer
    create.argtypes = [ctypes.POINTER(pointer), pointer, pointer, pointer, unsigned, unsigned, unsigned]
    delete.argtypes = [pointer, pointer, pointer]
    if not create(ctypes.byref(timer), None, function, number, milliseconds, milliseconds, 0):
        return lambda: None
    return lambda: delete(None, timer, pointer(-1))
