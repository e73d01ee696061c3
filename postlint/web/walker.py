"""An address goes in, the way that its requests took comes out: each request in its host's turn, redirects hop by hop."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Protocol

from postlint.post.answers import Hop
from postlint.text.urls import split_url
from postlint.web.address import next_address
from postlint.web.exchange import HEAD_ENOUGH, Ask, Exchange, Fault, retry_after
from postlint.web.hosts import Hosts, known_hosts
from postlint.web.queue import Host, Queues
from postlint.web.verdict import Walk, said

Fetch = Callable[[Ask], Awaitable[Exchange]]

_REDIRECTS = 10
_RECENT = 256  # answers kept in case more links lead there: log-in pages, home pages
_FAILURES = 3  # in a row without any answer, and the rest of the host is left in peace
_DOWN = (Fault.REFUSED, Fault.UNREACHABLE, Fault.TIMEOUT, Fault.TLS)
_NO_NETWORK = (Fault.NO_LOOKUP, Fault.UNREACHABLE)
# Large files that nobody reads for a title: HEAD saves sending them, and GET still decides where HEAD is refused.
_FILES = frozenset(
    """.pdf .zip .gz .tgz .bz2 .xz .zst .7z .rar .tar .whl .deb .rpm .dmg .exe .msi .iso .jar .apk .mp3 .mp4 .m4a .mov .webm
    .mkv .avi .ogg .ogv .wav .flac .png .jpg .jpeg .gif .webp .avif .svg .ico .tif .tiff .epub .ppt .pptx .doc .docx .xls
    .xlsx .odt .odp .ods .ttf .woff .woff2""".split()
)


class NoNetworkError(Exception):
    """There is no network to ask."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds to wait: before a second look at a dead page, before a first retry (then doubled), and at most when told to."""

    second_look: float = 1.0
    backoff: float = 0.5
    patience: float = 60.0
    tries: int = 4


async def _always() -> bool:
    return True


class Gates(Protocol):
    """The hosts as runners share them: so many requests of all to one at a time, and none while it is shut."""

    def place(self, host: str, most: int) -> AbstractAsyncContextManager[None]: ...
    async def shut(self, host: str, seconds: float) -> None: ...


@dataclass
class Walker:
    """What one run knows of the hosts it talks to. `works` tells whether a failed look-up of a name can be trusted."""

    fetch: Fetch
    works: Callable[[], Awaitable[bool]] = _always
    hosts: Hosts = field(default_factory=known_hosts)
    pace: Pace = field(default_factory=Pace)
    excluded: Callable[[str], bool] = lambda url: False
    gates: Gates | None = None
    requests: int = field(default=0, init=False)
    answered: int = field(default=0, init=False)
    faults: Counter[Fault] = field(default_factory=Counter, init=False)

    def __post_init__(self) -> None:
        self._queues = Queues()
        self._hosts: dict[str, Host] = {}
        self._failures: Counter[str] = Counter()
        self._given_up: dict[str, Exchange] = {}
        self._recent: OrderedDict[tuple[str, str, int], asyncio.Task[Exchange]] = OrderedDict()

    @property
    def offline(self) -> bool:
        """Did nothing but the lack of a network show itself?"""
        return not self.answered and bool(self.faults) and all(fault in _NO_NETWORK for fault in self.faults)

    def host(self, url: str) -> Host:
        name = split_url(url).host
        if name not in self._hosts:
            self._hosts[name] = Host(name, self.hosts.of(name).most)
        return self._hosts[name]

    async def walk(
        self, url: str, keep: int, trail: list[Hop], *, fresh: bool = False, headers: dict[str, str] | None = None
    ) -> Walk:
        """Ask for an address and follow where it leads; a host that keeps programs out ends the way."""
        hops: list[Exchange] = []
        fragment = ""
        while True:
            hop = await self._get(Ask(url, keep=keep, headers={} if hops else headers or {}), trail, fresh=fresh)
            hops.append(hop)
            if not hop.redirects:
                return Walk(tuple(hops), fragment=fragment)
            following, named = next_address(url, hop.headers["location"])
            fragment = named or fragment
            if stopped := self._obstacle(following, hop, hops):
                return Walk(tuple(hops), stopped)
            url = following or ""

    def _obstacle(self, following: str | None, hop: Exchange, hops: list[Exchange]) -> str:
        if following is None:
            return f"it redirects to {hop.headers['location'][:100]}, which is no address to ask"
        if any(following == one.url for one in hops):
            return "it redirects in a circle"
        if len(hops) > _REDIRECTS:
            return f"it redirects more than {_REDIRECTS} times"
        if self.excluded(following):
            return f"it redirects to {following}, which `exclude` keeps from being asked"
        host = split_url(following).host
        wall = self.hosts.of(host).wall
        return f"it redirects to {host}, which {wall}" if wall else ""

    async def _get(self, ask: Ask, trail: list[Hop], *, fresh: bool) -> Exchange:
        if PurePosixPath(split_url(ask.url).path).suffix.lower() in _FILES:
            head = await self.share(replace(ask, method="HEAD"), trail)
            if 200 <= head.status < 300 and not head.html:
                return head
        if fresh or ask.headers:
            return await self.request(ask, trail)
        return await self.share(ask, trail)

    async def share(self, ask: Ask, trail: list[Hop]) -> Exchange:
        """One request for all who want the same at about the same time."""
        key = (ask.method, ask.url, ask.keep)
        own: list[Hop] = []
        task = self._recent.get(key)
        if task is None:
            task = self._recent[key] = asyncio.create_task(self.request(ask, own))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())  # who asked may have gone
            if ask.keep > HEAD_ENOUGH:  # too large to keep once everybody who waits has it
                task.add_done_callback(lambda _: self._recent.pop(key, None))
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        exchange = await asyncio.shield(task)
        trail += own or [_hop(exchange)]
        return exchange

    async def request(self, ask: Ask, trail: list[Hop]) -> Exchange:
        """Ask in the host's turn, again where the failure may pass."""
        host = self.host(ask.url)
        origin = ask.url[: ask.url.index("/", 8)]
        for attempt in range(self.pace.tries):
            async with self._queues.turn(host), self._place(host):
                if given_up := self._given_up.get(host.name) or self._given_up.get(origin):
                    return replace(given_up, url=ask.url)
                self.requests += 1
                exchange = self._learn(host, origin, await self._trusted(await self.fetch(ask)))
            wait = await self._pause(host, exchange, attempt)
            trail.append(_hop(exchange, wait))
            if wait is None:
                break
            await asyncio.sleep(wait)
        return exchange

    async def _trusted(self, exchange: Exchange) -> Exchange:
        """An unknown name is one only where the name service answers at all. Raises NoNetworkError where nothing ever did."""
        if exchange.fault in (Fault.NO_SUCH_NAME, Fault.NO_LOOKUP) and not await self.works():
            if not self.answered:
                raise NoNetworkError
            exchange = replace(exchange, fault=Fault.NO_LOOKUP)
        return exchange

    def _learn(self, host: Host, origin: str, exchange: Exchange) -> Exchange:
        """Draw the conclusions for the host; returns the exchange, with what it means in words where that ends all asking."""
        if exchange.fault:
            self.faults[exchange.fault] += 1
            self._failures[origin] += exchange.fault in _DOWN
            if self._failures[origin] >= _FAILURES:
                self._given_up[origin] = exchange
            return exchange
        self.answered += 1
        self._failures[origin] = 0
        if not exchange.complains:
            host.welcome()
            return exchange
        host.slow_down()
        told = retry_after(exchange.headers, time.time())
        if told is not None and told > self.pace.patience:
            exchange = self._given_up[host.name] = replace(exchange, detail=f"asks to wait {told:.0f} s")
        return exchange

    def _place(self, host: Host) -> AbstractAsyncContextManager[None]:
        return self.gates.place(host.name, int(host.limit)) if self.gates else nullcontext()

    async def _pause(self, host: Host, exchange: Exchange, attempt: int) -> float | None:
        """Seconds to wait before trying again, None for not at all; what the host asks for itself shuts the whole host."""
        is_last = attempt + 1 >= self.pace.tries or exchange.method == "HEAD"  # after HEAD comes GET, and decides
        told = retry_after(exchange.headers, time.time())
        too_long = told is not None and told > self.pace.patience
        if not exchange.passing or is_last or too_long or host.name in self._given_up:
            return None
        backoff = self.pace.backoff * 2.0**attempt * random.uniform(1, 2)
        if told is None and exchange.status != 429:
            return backoff
        seconds = backoff if told is None else told + random.uniform(0, 0.1)
        self._queues.close(host, seconds)
        if self.gates:
            await self.gates.shut(host.name, seconds)
        return 0.0


def _hop(exchange: Exchange, wait: float | None = None) -> Hop:
    words = said(exchange).removeprefix("it answers ")
    if exchange.redirects:
        words += f", to {exchange.headers['location'][:500]}"
    if "retry-after" in exchange.headers:
        words += f", Retry-After: {exchange.headers['retry-after'][:40]}"
    if wait is not None:
        words += "; once more"
    return Hop(exchange.url, exchange.status, words, exchange.method)
