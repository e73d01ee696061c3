"""A shared link store in PostgreSQL (https://www.postgresql.org): two tables, made on first use.

An answer is on the server's disk before anybody goes on, so it is there after any crash; leases may get lost then, and end
early. Who takes a place at a host holds an advisory lock on it for that moment.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

ERRORS: tuple[type[Exception], ...] = (psycopg.Error, OSError)

_FULL = 0.1  # seconds to wait for a place
_LOCK = 0x706F7374  # of whoever makes the tables
_TABLES = """
create table if not exists postlint_answers (
  url text primary key, value text not null, saved timestamptz not null, expires timestamptz not null);
create table if not exists postlint_leases (
  kind text, name text, owner text, expires timestamptz not null, primary key (kind, name, owner));
create unique index if not exists postlint_claims on postlint_leases (name) where kind = 'claim';
"""
_NOW = "clock_timestamp()"
_LATER = f"{_NOW} + %s * interval '1 second'"


def connect(address: str) -> Server:
    """The server at `postgresql://…`. Raises one of ERRORS where it does not answer."""
    settings = "-c statement_timeout=10000 -c lock_timeout=5000 -c synchronous_commit=off"
    connection = psycopg.connect(
        address, autocommit=True, connect_timeout=5, options=settings, keepalives_idle=5, tcp_user_timeout=5000
    )
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
    return Server(connection)


class Server:
    """One connection, which threads use in turn."""

    errors = ERRORS

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._turn = threading.RLock()  # a transaction is the connection's, not the thread's

    def _rows(self, statement: str, *values: object) -> list[Any]:
        with self._turn:
            cursor = self._connection.execute(statement, values)
            rows: list[Any] = cursor.fetchall() if cursor.description else []
        return rows

    def find(self, urls: Sequence[str]) -> Mapping[str, tuple[str, bool]]:
        sql = f"select url, value, expires > {_NOW} from postlint_answers where url = any(%s)"
        return {url: (value, counts) for url, value, counts in self._rows(sql, list(urls))}

    def save(self, url: str, value: str, seconds: float) -> None:
        sql = f"""insert into postlint_answers values (%s, %s, {_NOW}, {_LATER})
            on conflict (url) do update set value = excluded.value, saved = excluded.saved, expires = excluded.expires"""
        with self._turn, self._connection.transaction():
            self._rows("set local synchronous_commit = on")
            self._rows(sql, url, value.replace("\0", ""), seconds)

    def claim(self, url: str, owner: str, seconds: float) -> bool:
        sql = f"""insert into postlint_leases values ('claim', %s, %s, {_LATER})
            on conflict (name) where kind = 'claim' do update set owner = excluded.owner, expires = excluded.expires
            where postlint_leases.expires < {_NOW} returning 1"""
        return bool(self._rows(sql, url, owner, seconds))

    def release(self, url: str, owner: str) -> None:
        self._rows("delete from postlint_leases where kind = 'claim' and name = %s and owner = %s", url, owner)

    def enter(self, host: str, place: str, most: int, seconds: float) -> float:
        with self._turn, self._connection.transaction():
            self._rows("select pg_advisory_xact_lock(hashtextextended(%s, 0))", host)
            self._rows(f"delete from postlint_leases where name = %s and kind <> 'claim' and expires < {_NOW}", host)
            sql = f"select kind, extract(epoch from expires - {_NOW}) from postlint_leases where name = %s and kind <> 'claim'"
            held = self._rows(sql, host)
            shut = max((float(left) for kind, left in held if kind == "shut"), default=0.0)
            if shut > 0:
                return shut
            if sum(kind == "gate" for kind, _ in held) >= most:
                return _FULL
            self._rows(f"insert into postlint_leases values ('gate', %s, %s, {_LATER})", host, place, seconds)
        return 0.0

    def leave(self, host: str, place: str) -> None:
        self._rows("delete from postlint_leases where kind = 'gate' and name = %s and owner = %s", host, place)

    def shut(self, host: str, seconds: float) -> None:
        sql = f"""insert into postlint_leases values ('shut', %s, '', {_LATER}) on conflict (kind, name, owner)
            do update set expires = greatest(postlint_leases.expires, excluded.expires)"""
        self._rows(sql, host, seconds)

    def renew(self, owner: str, urls: Sequence[str], places: Mapping[str, str], seconds: float) -> None:
        sql = f"update postlint_leases set expires = {_LATER} where kind = %s and owner = any(%s) and name = any(%s)"
        self._rows(sql, seconds, "claim", [owner], list(urls))
        self._rows(sql, seconds, "gate", list(places), list(places.values()))

    def count(self) -> int:
        return int(self._rows("select count(*) from postlint_answers")[0][0])

    def forget(self, seconds: float) -> None:
        self._rows(f"delete from postlint_answers where saved < {_NOW} - %s * interval '1 second'", seconds)
        self._rows(f"delete from postlint_leases where expires < {_NOW} - interval '1 hour'")

    def close(self) -> None:
        self._connection.close()
