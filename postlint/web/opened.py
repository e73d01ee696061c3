"""The address of a store that runners share, or a folder, goes in; the store comes out, open for as long as it is needed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postlint.web.run import AnyStore


@contextmanager
def opened(address: str, folder: Callable[[], Path | None], say: Callable[[str], object]) -> Iterator[AnyStore | None]:
    """The shared store where there is an address of one, else that of this machine; None where no folder can be made.

    `say` is told of a server that is not there or goes away. Raises MissingError where a shared
    store needs a package that is not there.
    """
    store = _store(address, folder, say)
    if store is None:
        yield None
        return
    try:
        store.forget_old(time.time())
        yield store
    finally:
        store.close()


def _store(address: str, folder: Callable[[], Path | None], say: Callable[[str], object]) -> AnyStore | None:
    if address:
        from postlint.web.shared import SharedStore

        return SharedStore(address, say)
    from postlint.web.store import Store

    place = folder()
    return Store(place) if place else None
