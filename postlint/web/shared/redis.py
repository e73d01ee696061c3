"""A shared link store in Redis (https://redis.io): every lease and every life is a key that Redis lets expire.

A server that keeps its data (`appendonly yes`) loses no answer when it is killed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from postlint.web.store import FORGET

ERRORS: tuple[type[Exception], ...] = (redis.RedisError, OSError)

_SECONDS = 5.0  # to wait for an answer of the server
_NAME = "postlint:1:"
_FULL = 0.1  # seconds to wait for a place

# Scripts run as a whole (https://redis.io/docs/latest/develop/interact/programmability/eval-intro/).
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
_RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0"
_SHUT = "if redis.call('pttl', KEYS[1]) < tonumber(ARGV[1]) then redis.call('set', KEYS[1], '1', 'px', ARGV[1]) end"
_ENTER = """
local shut = redis.call('pttl', KEYS[2])
if shut > 0 then return shut end
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
if redis.call('zcard', KEYS[1]) >= tonumber(ARGV[2]) then return -1 end
redis.call('zadd', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('pexpire', KEYS[1], ARGV[3] * 4)
return 0
"""
_HOLD = """
local time = redis.call('time')
return redis.call('zadd', KEYS[1], 'xx', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[1])
"""


def connect(address: str) -> Server:
    """The server at `redis://…` or `rediss://…`. Raises one of ERRORS where it does not answer."""
    client = redis.Redis.from_url(
        address,
        socket_timeout=_SECONDS,
        socket_connect_timeout=_SECONDS,
        retry=Retry(NoBackoff(), 1),
        decode_responses=True,
    )
    client.ping()
    return Server(client)


class Server:
    """One server, for several threads."""

    errors = ERRORS

    def __init__(self, client: Any) -> None:
        self._client = client

    def find(self, urls: Sequence[str]) -> Mapping[str, tuple[str, bool]]:
        values = self._client.mget([f"{_NAME}answer:{url}" for url in urls])
        fresh = self._client.mget([f"{_NAME}fresh:{url}" for url in urls])
        return {url: (value, bool(one)) for url, value, one in zip(urls, values, fresh, strict=True) if value}

    def save(self, url: str, value: str, seconds: float) -> None:
        with self._client.pipeline(transaction=True) as pipe:
            pipe.set(f"{_NAME}answer:{url}", value, ex=int(FORGET))
            pipe.set(f"{_NAME}fresh:{url}", "1", px=_ms(seconds))
            pipe.execute()

    def claim(self, url: str, owner: str, seconds: float) -> bool:
        return bool(self._client.set(f"{_NAME}claim:{url}", owner, nx=True, px=_ms(seconds)))

    def release(self, url: str, owner: str) -> None:
        self._client.eval(_RELEASE, 1, f"{_NAME}claim:{url}", owner)

    def enter(self, host: str, place: str, most: int, seconds: float) -> float:
        keys = (f"{_NAME}gate:{host}", f"{_NAME}shut:{host}")
        wait = int(self._client.eval(_ENTER, 2, *keys, place, most, _ms(seconds)))
        return _FULL if wait < 0 else wait / 1000

    def leave(self, host: str, place: str) -> None:
        self._client.zrem(f"{_NAME}gate:{host}", place)

    def shut(self, host: str, seconds: float) -> None:
        self._client.eval(_SHUT, 1, f"{_NAME}shut:{host}", _ms(seconds))

    def renew(self, owner: str, urls: Sequence[str], places: Mapping[str, str], seconds: float) -> None:
        with self._client.pipeline(transaction=False) as pipe:
            for url in urls:
                pipe.eval(_RENEW, 1, f"{_NAME}claim:{url}", owner, _ms(seconds))
            for place, host in places.items():
                pipe.eval(_HOLD, 1, f"{_NAME}gate:{host}", place, _ms(seconds))
            pipe.execute()

    def count(self) -> int:
        return sum(1 for _ in self._client.scan_iter(f"{_NAME}answer:*", count=1000))

    def forget(self, seconds: float) -> None:
        """Redis forgets by itself."""

    def close(self) -> None:
        self._client.close()


def _ms(seconds: float) -> int:
    return max(int(seconds * 1000), 1)
