"""Answers are kept between runs: an SQLite file that several runs may use at once, and that a killed run leaves whole.

Each answer is one transaction of a write-ahead log, so it is either there or not. How long an answer counts depends on its
verdict; after that it still serves to ask with its ETag and to tell since when a link is bad.
"""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from postlint.files.plain import read_json
from postlint.post.answers import Answer, Hop, Verdict

FILE = "links.sqlite3"
VERSION = 1
HOUR = 3600.0
DAY = 24 * HOUR
LIFE = {
    Verdict.FINE: 7 * DAY,
    Verdict.MOVED: 7 * DAY,
    Verdict.DEAD: HOUR,
    Verdict.SOFT: DAY,
    Verdict.UNSURE: DAY,
}
FORGET = 180 * DAY  # an address that nobody asked about for so long is no longer linked
_JITTER = 0.1  # so that what was asked in one run does not all become due in one run
_BUSY = 10.0  # seconds to wait for another run's write

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  url TEXT PRIMARY KEY, verdict TEXT NOT NULL, asked REAL NOT NULL, expires REAL NOT NULL, value TEXT NOT NULL
) WITHOUT ROWID
"""


def spread() -> float:
    """A factor for the life of an answer."""
    return random.uniform(1 - _JITTER, 1 + _JITTER)


class Store:
    """The kept answers. A file that is no store (any more) is put aside, one that cannot be written is left alone."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._connection = _open(self.file)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def expect(self, urls: Sequence[str]) -> None:
        """These pages will be looked for; here each look costs next to nothing."""

    def find(self, url: str, now: float) -> tuple[Answer | None, bool]:
        """The kept answer, if there is one, and whether it still counts at `now` (POSIX time)."""
        rows = self._do("SELECT value, expires FROM answers WHERE url = ?", (url,))
        for value, expires in rows:
            with suppress(ValueError, TypeError, KeyError):
                return as_answer(read_json(value)), expires > now
        return None, False

    def save(self, answer: Answer) -> None:
        """Keep an answer from now on; where that fails, the run goes on without."""
        expires = answer.asked + LIFE[answer.verdict] * spread()
        row = (answer.url, answer.verdict, answer.asked, expires, json.dumps(as_plain(answer), separators=(",", ":")))
        self._do("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)

    async def once(
        self, url: str, enough: Callable[[Answer], bool], ask: Callable[[Answer | None], Awaitable[Answer]]
    ) -> Answer:
        """The answer about a page, kept: nobody but this run asks."""
        answer = await ask(None)
        if answer.asked:
            self.save(answer)
        return answer

    def running(self) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    def place(self, host: str, most: int) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    async def shut(self, host: str, seconds: float) -> None:
        """The run shuts the host for itself."""

    def forget_old(self, now: float) -> None:
        self._do("DELETE FROM answers WHERE asked < ?", (now - FORGET,))

    def count(self) -> int:
        """How many answers are kept, whether they still count or not."""
        return sum(number for (number,) in self._do("SELECT count(*) FROM answers", ()))

    def _do(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error:  # locked for too long, a full disk, a folder that may only be read
            return []


def _open(file: Path) -> sqlite3.Connection | None:
    try:
        return _connect_in_turn(file)
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError:
        with suppress(OSError, sqlite3.Error):
            file.replace(file.with_suffix(".broken"))
            return _connect(file)
        return None


def _connect_in_turn(file: Path) -> sqlite3.Connection:
    """Connect, again while another run sets the file up: SQLite does not wait for that change of its journal by itself."""
    end = time.monotonic() + _BUSY
    while True:
        try:
            return _connect(file)
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() > end:
                raise
        time.sleep(random.uniform(0.005, 0.05))


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_BUSY, isolation_level=None)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):
            connection.execute("DROP TABLE IF EXISTS answers")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("SELECT 1 FROM answers LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def remove_store(folder: Path) -> int:
    """Remove the store's files from a folder; returns how many bytes they had. Raises OSError where one cannot be removed."""
    size = 0
    for file in _files(folder):
        size += file.stat().st_size
        file.unlink()
    return size


def _files(folder: Path) -> Iterator[Path]:
    names = (FILE, f"{FILE}-wal", f"{FILE}-shm", Path(FILE).with_suffix(".broken").name)
    return (folder / name for name in names if (folder / name).is_file())


# --- answers as JSON

_KEYS: Iterable[str] = tuple(one.name for one in fields(Answer))


def as_plain(answer: Answer) -> dict[str, object]:
    """Everything that is not at its default."""
    blank = Answer("", Verdict.FINE, "")
    plain = {key: getattr(answer, key) for key in _KEYS if getattr(answer, key) != getattr(blank, key)}
    for key in ("present", "missing"):
        if key in plain:
            plain[key] = sorted(plain[key])
    if answer.trail:
        plain["trail"] = [(hop.url, hop.status, hop.note, hop.method) for hop in answer.trail]
    return plain


_TEXTS = ("url", "reason", "moved_to", "title", "etag")
_NUMBERS = ("status", "lines", "streak")
_MOMENTS = ("asked", "first_bad")
_LATEST = 253402300800.0  # POSIX time of the year 10000, of which no date can be made


def as_answer(plain: dict[str, Any]) -> Answer:
    """Raises TypeError, ValueError or KeyError for what `as_plain` did not make."""
    values = {"url": "", "verdict": Verdict.FINE, "reason": "", **plain}
    values["verdict"] = Verdict(values["verdict"])
    for key in ("present", "missing"):
        if values.get(key) is not None:
            values[key] = frozenset(values[key])
    values["trail"] = tuple(Hop(*hop) for hop in values.get("trail", ()))
    values["archived"] = tuple((day, url) for day, url in values.get("archived", ()))
    answer = Answer(**values)
    if not _is_sound(answer):
        raise ValueError("no answer of ours")
    return answer


def _is_sound(answer: Answer) -> bool:
    texts = [getattr(answer, key) for key in _TEXTS]
    texts += [part for hop in answer.trail for part in (hop.url, hop.note, hop.method)]
    texts += [part for pair in answer.archived for part in pair]
    numbers = [getattr(answer, key) for key in _NUMBERS if getattr(answer, key) is not None]
    numbers += [hop.status for hop in answer.trail]
    numbers += [*(answer.present or ()), *answer.missing]
    moments = [getattr(answer, key) for key in _MOMENTS]
    return (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(number, int) for number in numbers)
        and all(isinstance(moment, int | float) and 0 <= moment < _LATEST for moment in moments)
    )
