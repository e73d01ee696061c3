"""A process that works for another goes in; it ends when that one does, even where that was killed without a word."""

from __future__ import annotations

import gc
import os
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


def follow_parent() -> None:
    """Let this process end as soon as the one that started it is gone; else it would wait for work without end."""
    if (parent := parent_process()) is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def spare_inherited() -> None:
    """Look for garbage seldom, and never among what this process inherited: that lasts, and a look at it copies it."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
