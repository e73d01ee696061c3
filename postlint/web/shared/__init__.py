"""A store that several runners share goes by its address, answers and turns come out: each page is asked once for all of them.

Beside the answers it holds claims (who asks about a page now) and, for each host, the places of requests under way and until
when it is shut. Claims and places are leases: they end by themselves unless their runner renews them. All times are the
server's own, so clocks of runners may differ. A server that goes away costs a notice; what is learnt from then on is held in
memory, and given to the server at the end if it is back.
"""

from __future__ import annotations

import asyncio
import json
import random
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from typing import Any, Protocol

from postlint.files.plain import read_json
from postlint.post.answers import Answer
from postlint.text.messages import install
from postlint.text.urls import split_url
from postlint.web.store import FORGET, LIFE, as_answer, as_plain, spread

LEASE = 30.0  # seconds; renewed three times in that
_POLL = 0.25  # seconds between two looks at what another runner does
_SCHEMES = {"redis": "redis", "rediss": "redis", "postgresql": "postgres", "postgres": "postgres"}

_LOST = object()


class MissingError(Exception):
    """A package that the store needs is not installed, in words for whoever named the store."""


class Backend(Protocol):
    """A server. Every call may wait for it and raises one of `errors` where it does not answer; seconds are the server's."""

    errors: tuple[type[Exception], ...]

    def find(self, urls: Sequence[str]) -> Mapping[str, tuple[str, bool]]:
        """What is kept of these pages, each with whether it still counts."""

    def save(self, url: str, value: str, seconds: float) -> None:
        """Keep this of a page; it counts for so long."""

    def claim(self, url: str, owner: str, seconds: float) -> bool:
        """Become the one that asks about a page; false where another is."""

    def release(self, url: str, owner: str) -> None:
        """Ask about the page no longer."""

    def enter(self, host: str, place: str, most: int, seconds: float) -> float:
        """Take a place among `most` requests to a host; returns 0, or the seconds to wait before another try."""

    def leave(self, host: str, place: str) -> None:
        """Give the place back."""

    def shut(self, host: str, seconds: float) -> None:
        """Let nobody in for so long; of two ends the later one counts."""

    def renew(self, owner: str, urls: Sequence[str], places: Mapping[str, str], seconds: float) -> None:
        """Hold claims, and places by host, for so long from now on."""

    def count(self) -> int:
        """How many answers are kept."""

    def forget(self, seconds: float) -> None:
        """Forget answers that nobody renewed for so long, and leases that ended."""

    def close(self) -> None:
        """Let the connection go."""


class SharedStore:
    """What one runner has of a shared store; `say` is told of a server that is not there or goes away."""

    def __init__(self, address: str, say: Callable[[str], object]) -> None:
        self._address = address
        self._say = say
        self._owner = secrets.token_hex(8)
        self._memory: dict[str, Answer] = {}
        self._read: dict[str, tuple[Answer, bool]] = {}
        self._claims: set[str] = set()
        self._places: dict[str, str] = {}  # place: host
        self._lost = False
        self._backend = self._connected()

    def _connected(self) -> Backend | None:
        name = _SCHEMES[split_url(self._address).scheme or self._address.partition(":")[0]]
        try:
            module = import_module(f"postlint.web.shared.{name}")
        except ImportError:
            raise MissingError(f"this link store needs a package: {install(name)}") from None
        try:
            backend: Backend = module.connect(self._address)
        except module.ERRORS as error:
            self._lose(error, "is not there")
            return None
        return backend

    def _lose(self, error: Exception, what: str = "went away") -> None:
        self._backend = None
        if not self._lost:
            self._lost = True
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            self._say(f"Warning: the link store {shown(self._address)} {what} ({reason}); this run goes on by itself")

    def _do(self, name: str, *values: Any, otherwise: Any = None) -> Any:
        """What the server says to this call; `otherwise` where there is none (any more)."""
        backend = self._backend
        if backend is None:
            return otherwise
        try:
            return getattr(backend, name)(*values)
        except backend.errors as error:
            self._lose(error)
            return otherwise

    async def _wait(self, name: str, *values: Any, otherwise: Any = None) -> Any:
        """The same, while others go on."""
        if self._backend is None:
            return otherwise
        return await asyncio.to_thread(partial(self._do, name, *values, otherwise=otherwise))

    # --- answers

    def expect(self, urls: Sequence[str]) -> None:
        """Read what is kept of these pages in one go."""
        for start in range(0, len(urls), 500):
            some = urls[start : start + 500]
            for url, (value, counts) in self._do("find", some, otherwise={}).items():
                if (answer := _as_answer(value)) is not None:
                    self._read[url] = (answer, counts)

    def find(self, url: str, now: float) -> tuple[Answer | None, bool]:
        """The answer that `expect` read, if there is one, and whether it still counts; `now` does not matter here."""
        if url in self._memory:
            return self._memory[url], True
        return self._read.get(url, (None, False))

    def save(self, answer: Answer) -> None:
        """Keep an answer; without a server, until there is one."""
        value = json.dumps(as_plain(answer), separators=(",", ":"))
        life = LIFE[answer.verdict] * spread()
        if self._do("save", answer.url, value, life, otherwise=_LOST) is _LOST:
            self._memory[answer.url] = answer

    def forget_old(self, now: float) -> None:
        self._do("forget", FORGET)

    def count(self) -> int:
        return int(self._do("count", otherwise=len(self._memory)))

    def close(self) -> None:
        """Give back what is claimed, and give the server what it missed."""
        if self._backend is None and self._memory:
            with suppress(MissingError):
                self._backend = self._connected()
        memory, self._memory = self._memory, {}
        for answer in memory.values():
            self.save(answer)
        for url in self._claims:
            self._do("release", url, self._owner)
        for place, host in self._places.items():
            self._do("leave", host, place)
        self._do("close")
        self._backend = None

    # --- turns

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Renew what this runner holds until the block ends."""
        task = asyncio.create_task(self._renew())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(LEASE / 3)
            claims, places = sorted(self._claims), dict(self._places)
            await self._wait("renew", self._owner, claims, places, LEASE)

    async def once(
        self, url: str, enough: Callable[[Answer], bool], ask: Callable[[Answer | None], Awaitable[Answer]]
    ) -> Answer:
        """The answer about a page: that of another runner who asks now, or has asked meanwhile, else `ask`'s."""
        while True:
            claimed = await self._wait("claim", url, self._owner, LEASE, otherwise=True)
            found = await self._wait("find", [url], otherwise={})
            value, counts = found.get(url, ("", False))
            known = _as_answer(value) if value else self.find(url, 0)[0]
            if counts and known is not None and enough(known):
                if claimed:
                    await self._wait("release", url, self._owner)
                return known
            if claimed:
                return await self._claimed(url, known, ask)
            await asyncio.sleep(_POLL * random.uniform(0.5, 1.5))

    async def _claimed(
        self, url: str, known: Answer | None, ask: Callable[[Answer | None], Awaitable[Answer]]
    ) -> Answer:
        self._claims.add(url)
        answer = await ask(known)  # where it is cancelled, `close` gives the claim back
        if answer.asked:
            await asyncio.to_thread(self.save, answer)
        await self._wait("release", url, self._owner)
        self._claims.discard(url)
        return answer

    @asynccontextmanager
    async def place(self, host: str, most: int) -> AsyncIterator[None]:
        """A place among the requests of all runners to a host; waits until there is one."""
        place = f"{self._owner}{secrets.token_hex(6)}"
        while wait := await self._wait("enter", host, place, most, LEASE, otherwise=0.0):
            await asyncio.sleep(min(wait, _POLL) * random.uniform(0.5, 1.5))
        self._places[place] = host
        try:
            yield
        finally:
            self._places.pop(place, None)
            await asyncio.shield(self._wait("leave", host, place))

    async def shut(self, host: str, seconds: float) -> None:
        """Keep all runners from a host for so long."""
        await self._wait("shut", host, seconds)


def shown(address: str) -> str:
    """The address of a store without the password in it."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"


def _as_answer(value: str) -> Answer | None:
    try:
        return as_answer(read_json(value))
    except (ValueError, TypeError, KeyError, AttributeError):  # another version's, or nobody's
        return None
