"""Requests that wait for their host go in, turns come out: few at a time for each host, sixty-four in all.

A host begins with four at a time. Good answers widen that, a "too many requests" halves it, and from then on it widens slowly
(slow start, then additive increase and multiplicative decrease, as TCP shares a line: RFC 5681, section 3.1). `close` shuts
a host for some seconds, as its Retry-After asks; nothing but time opens it again. Of the hosts that could start a request,
the one with the most pages left goes first, because its own limit decides how long a run takes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

OVERALL = 64
FIRST = 4
MOST = 8


@dataclass(slots=True, eq=False)
class Host:
    """One host's queue. `limit` is how many requests may be under way (its whole part counts), at most `most`.

    `left` counts the pages that are not settled yet; `shut_until` is in the event loop's time.
    """

    name: str
    most: int = MOST
    left: int = 0
    limit: float = field(init=False)
    complained: bool = field(default=False, init=False)
    active: int = field(default=0, init=False)
    shut_until: float = field(default=0.0, init=False)
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque, init=False)
    in_line: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.limit = min(FIRST, self.most)

    def welcome(self) -> None:
        """A good answer: one more at a time; where the host once complained, only after `limit` good answers."""
        self.limit = min(self.limit + (1 / self.limit if self.complained else 1), self.most)

    def slow_down(self) -> None:
        """The host complained of too many requests: half as many from now on."""
        self.complained = True
        self.limit = max(self.limit / 2, 1)


class Queues:
    """Everybody who waits, by host. `turn` is the only way to a request."""

    def __init__(self, overall: int = OVERALL) -> None:
        self._free = overall
        self._line: list[tuple[int, int, Host]] = []  # a heap of the hosts that could start a request now
        self._tickets = count()

    @asynccontextmanager
    async def turn(self, host: Host) -> AsyncIterator[None]:
        """Wait until the host, and the total, have a place; hold it until the block ends."""
        await self._enter(host)
        try:
            yield
        finally:
            self._leave(host)

    def close(self, host: Host, seconds: float) -> None:
        """Start no request to this host for so long; of two ends the later one counts."""
        host.shut_until = max(host.shut_until, asyncio.get_running_loop().time() + seconds)

    async def _enter(self, host: Host) -> None:
        place = asyncio.get_running_loop().create_future()
        host.waiting.append(place)
        self._line_up(host)
        self._admit()
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave(host)
            raise

    def _leave(self, host: Host) -> None:
        host.active -= 1
        self._free += 1
        self._line_up(host)
        self._admit()

    def _line_up(self, host: Host) -> None:
        """Put the host in the line if it could start a request; if only time keeps it from that, come back then."""
        if host.in_line or not host.waiting or host.active >= int(host.limit):
            return
        host.in_line = True
        loop = asyncio.get_running_loop()
        if host.shut_until > loop.time():
            loop.call_at(host.shut_until, self._reopen, host)
        else:
            heappush(self._line, (-host.left, next(self._tickets), host))

    def _reopen(self, host: Host) -> None:
        host.in_line = False
        self._line_up(host)
        self._admit()

    def _admit(self) -> None:
        now = asyncio.get_running_loop().time()
        while self._free and self._line:
            *_, host = heappop(self._line)
            host.in_line = False
            if host.active < int(host.limit) and host.shut_until <= now and (place := _next(host.waiting)):
                host.active += 1
                self._free -= 1
                place.set_result(None)
            self._line_up(host)


def _next(waiting: deque[asyncio.Future[None]]) -> asyncio.Future[None] | None:
    """The first that still waits: a cancelled one has gone."""
    while waiting:
        if not (place := waiting.popleft()).done():
            return place
    return None
