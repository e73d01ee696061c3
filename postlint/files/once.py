"""What a function reads of the disk is kept for one run; whoever lives through several says when nothing counts any more.

A command runs once and ends. A server and a watch go on while files change: they call `forget`, and all is read anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_forgets: list[Callable[[], object]] = []


def once(read: Callable[P, T]) -> Callable[P, T]:
    """A function of hashable arguments, called once for each of them until all is forgotten."""
    kept = cache(read)
    forgotten(kept.cache_clear)
    return cast("Callable[P, T]", kept)


def forgotten(clear: Callable[[], object]) -> None:
    """Have `clear` called where all is to be forgotten."""
    _forgets.append(clear)


def forget() -> None:
    """Files may have changed: whatever was read of them is read again when it is asked for."""
    for clear in _forgets:
        clear()
