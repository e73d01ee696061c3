"""What was read from a file goes in and comes out while the file has not changed; a lost or broken cache costs only time."""

from __future__ import annotations

import errno
import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from postlint import __version__
from postlint.files.cache import cache_folder
from postlint.text.digest import digest

Row = tuple[str, str, object]  # path, state of the file, plain data
T = TypeVar("T")

_LARGEST = 1 << 28  # bytes of one value
_PATIENCE = 30.0  # seconds for one transaction
_FORMAT = 19  # of what is kept; a new number where an old row would be misread
_TABLE = "create table if not exists facts (kind text, path text, state text, value text, primary key (kind, path))"


class Store:
    """The cache of one site: plain data by kind and path. Several processes may use it at once."""

    def __init__(self, root: Path) -> None:
        folder = cache_folder("sites")
        name = digest((__version__, _FORMAT, str(root)))
        self._file = folder / f"{name}.sqlite" if folder else None

    @property
    def keeps(self) -> bool:
        """Is there a place to keep anything?"""
        return self._file is not None

    def read_some(self, kind: str, paths: Sequence[str]) -> list[Row]:
        """The rows of a kind that are there for these files, at most some hundred."""
        sql = f"select path, state, value from facts where kind = ? and path in ({','.join('?' * len(paths))})"

        def work(cache: sqlite3.Connection) -> list[Row]:
            return [(path, state, _unpacked(value)) for path, state, value in cache.execute(sql, (kind, *paths))]

        return self._with(work, [])

    def states(self, kind: str) -> dict[str, str]:
        """The state of each file that there is a row of this kind for."""
        sql = "select path, state from facts where kind = ?"
        return self._with(lambda cache: dict(cache.execute(sql, (kind,)).fetchall()), {})

    def read(self, kind: str, path: str, state: str) -> object:
        """The data kept for a file in this state; None where there is none."""
        sql = "select value from facts where kind = ? and path = ? and state = ?"

        def work(cache: sqlite3.Connection) -> object:
            row = cache.execute(sql, (kind, path, state)).fetchone()
            return _unpacked(row[0]) if row else None

        return self._with(work, None)

    def write(self, kind: str, rows: Iterable[Row], gone: Iterable[str] = ()) -> None:
        """Keep these rows; forget all that was kept of the files that are gone."""
        packed = [(kind, path, state, _packed(value)) for path, state, value in rows]
        forgotten = [(path,) for path in gone]

        def work(cache: sqlite3.Connection) -> None:
            cache.executemany("insert or replace into facts values (?, ?, ?, ?)", packed)
            cache.executemany("delete from facts where path = ?", forgotten)

        if packed or forgotten:
            self._with(work, None)

    def _with(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """The result of one transaction; `otherwise` where the cache cannot be used. A broken file is removed."""
        if self._file is None:
            return otherwise
        try:
            connection = _connected(self._file)
        except (sqlite3.Error, OSError):
            return otherwise
        try:
            connection.execute("pragma synchronous = off")  # a lost cache is no loss
            connection.execute(_TABLE)
            with connection:
                return work(connection)
        except sqlite3.OperationalError:  # locked, full, read-only
            return otherwise
        except (sqlite3.Error, ValueError, TypeError, RecursionError):
            self.discard()
            return otherwise
        finally:
            connection.close()

    def discard(self) -> int:
        """Remove all that is kept of this site; returns how many bytes that were."""
        try:
            if self._file is not None and self._file.exists():
                size = self._file.stat().st_size
                self._file.unlink(missing_ok=True)
                return size
        except OSError:
            self._file = None
        return 0


def _connected(file: Path) -> sqlite3.Connection:
    """Raises OSError where there is something else than a file: a pipe would be waited for."""
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "is no regular file", str(file))
    connection = sqlite3.connect(file, timeout=5)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
    end = time.monotonic() + _PATIENCE  # a view in place of the table may have rows without end
    connection.set_progress_handler(lambda: time.monotonic() > end, 1 << 20)
    return connection


def _packed(value: object) -> str:
    """As JSON, after a checksum: SQLite does not notice a wrong bit."""
    text = json.dumps(value)
    return f"{zlib.crc32(text.encode()):08x}{text}"


def _unpacked(text: str) -> object:
    """Raises ValueError, TypeError or RecursionError for what `_packed` did not make."""
    if zlib.crc32(text[8:].encode()) != int(text[:8], 16):
        raise ValueError("another checksum")
    return json.loads(text[8:])
