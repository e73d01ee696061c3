"""Pages to ask about go in, answers come out: from the store where they still count, from the web otherwise, within a time.

A run that is stopped, by its time or by Ctrl-C, gives what it knows so far.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from postlint.post.answers import Answer, Verdict
from postlint.text.urls import split_url
from postlint.web.ask import Asker, Want
from postlint.web.connect import Lookup, Resolver, look_up
from postlint.web.fetch import Fetcher
from postlint.web.hosts import excluder
from postlint.web.queue import MOST, Host
from postlint.web.walker import Gates, NoNetworkError, Pace, Walker

_WORKERS = MOST + 4  # pages of one host under way: those that ask, and some that wait for a second look


@dataclass(frozen=True, slots=True)
class Terms:
    """How to ask: `headers` by host, `timeout` of one answer and `max_time` of all in seconds (0: no limit).

    `refresh` asks again even where the store still knows, `offline` asks nobody.
    """

    allow_private: bool = False
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    timeout: float = 20.0
    max_time: float = 0.0
    archive: bool = False
    exclude: tuple[str, ...] = ()
    refresh: bool = False
    offline: bool = False
    pace: Pace = field(default_factory=Pace)


class AnyStore(Gates, Protocol):
    """Where answers are kept between runs: for this machine (`Store`), or for several (`SharedStore`)."""

    def expect(self, urls: Sequence[str]) -> None: ...
    def find(self, url: str, now: float) -> tuple[Answer | None, bool]: ...
    def save(self, answer: Answer) -> None: ...
    async def once(
        self, url: str, enough: Callable[[Answer], bool], ask: Callable[[Answer | None], Awaitable[Answer]]
    ) -> Answer: ...
    def running(self) -> AbstractAsyncContextManager[None]: ...
    def forget_old(self, now: float) -> None: ...
    def close(self) -> None: ...


Due = tuple[Want, Answer | None]  # a page to ask about, with what an earlier run learnt of it
Progress = Callable[[int, int, int], None]  # told after each page: how many are done, of how many, and hosts left


def _silent(done: int, total: int, hosts: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answers by page, what was left unasked, how the run ended, and how many requests it took."""

    answers: Mapping[str, Answer]
    left: tuple[str, ...] = ()
    no_network: bool = False
    interrupted: bool = False
    requests: int = 0
    kept: int = 0


def ask_web(
    wants: Sequence[Want],
    terms: Terms,
    store: AnyStore | None = None,
    progress: Progress = _silent,
    lookup: Lookup = look_up,
) -> Result:
    """Ask about every page, each once; a second Ctrl-C raises KeyboardInterrupt."""
    kept, due = _from_store(wants, terms, store)
    if terms.offline or not due:
        return Result(kept, tuple(want.url for want, _ in due), kept=len(kept))
    asked = asyncio.run(_ask(due, terms, store, progress, lookup))
    # Without a network, what was kept from before would be half a truth.
    return asked if asked.no_network else replace(asked, answers={**kept, **asked.answers}, kept=len(kept))


def _from_store(wants: Sequence[Want], terms: Terms, store: AnyStore | None) -> tuple[dict[str, Answer], list[Due]]:
    """What the store still knows, and what must be asked."""
    now = time.time()
    kept: dict[str, Answer] = {}
    due: list[Due] = []
    if store is not None:
        store.expect([want.url for want in wants])
    for want in wants:
        known, counts = store.find(want.url, now) if store is not None else (None, False)
        if known and (terms.offline or (counts and not terms.refresh and _enough(want, known, terms))):
            kept[want.url] = known
        else:
            due.append((want, known))
    return kept, due


def _enough(want: Want, known: Answer, terms: Terms) -> bool:
    """Does a kept answer tell all that is wanted now?"""
    if known.verdict is Verdict.DEAD and terms.archive:
        return want.days <= {day for day, _ in known.archived}
    return known.bad or all(map(known.knows, want.fragments))


async def _ask(due: Sequence[Due], terms: Terms, store: AnyStore | None, progress: Progress, lookup: Lookup) -> Result:
    resolver = Resolver(lookup)
    async with Fetcher(
        resolver, allow_private=terms.allow_private, headers=terms.headers, timeout=terms.timeout
    ) as fetcher:
        walker = Walker(fetcher, resolver.works, pace=terms.pace, excluded=excluder(terms.exclude), gates=store)
        async with store.running() if store is not None else nullcontext():
            return await settle(Asker(walker, terms.archive), due, store, progress, terms)


async def settle(
    asker: Asker,
    due: Sequence[Due],
    store: AnyStore | None = None,
    progress: Progress = _silent,
    terms: Terms | None = None,
) -> Result:
    """Ask until all is answered, the time is over, somebody interrupts, or there turns out to be no network."""
    answers: dict[str, Answer] = {}
    queues, terms = _by_host(due), terms or Terms()

    async def serve(host: Host, pages: Iterator[Due]) -> None:
        for want, known in pages:
            answers[want.url] = await _settled(asker, want, known, store, terms)
            host.left -= 1
            open_hosts.discard(host.name if not host.left else "")
            progress(len(answers), len(due), len(open_hosts))

    open_hosts = set(queues)
    tasks = []
    for pages in queues.values():
        host = asker.walker.host(pages[0][0].url)
        host.left = len(pages)
        shared = iter(pages)
        tasks += [asyncio.create_task(serve(host, shared)) for _ in range(min(_WORKERS, len(pages)))]
    ended = await _until_done(tasks, terms.max_time)
    left = tuple(want.url for want, _ in due if want.url not in answers)
    if ended is NoNetworkError or asker.walker.offline:
        return Result({}, left, no_network=True, requests=asker.walker.requests)
    return Result(answers, left, interrupted=ended is asyncio.CancelledError, requests=asker.walker.requests)


async def _until_done(tasks: Sequence[asyncio.Task[None]], max_time: float) -> type[BaseException] | None:
    """Wait for all; returns what ended the waiting before its time."""
    try:
        async with asyncio.timeout(max_time or None):
            await asyncio.gather(*tasks)
    except (TimeoutError, asyncio.CancelledError, NoNetworkError) as error:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return type(error)
    return None


async def _settled(asker: Asker, want: Want, known: Answer | None, store: AnyStore | None, terms: Terms) -> Answer:
    """The answer about a page, kept; of runners that share a store, one asks."""
    if store is not None and not terms.refresh:
        enough = partial(_enough, want, terms=terms)
        return await store.once(want.url, enough, lambda found: _answer(asker, want, found or known))
    answer = await _answer(asker, want, known)
    if store is not None and answer.asked:
        store.save(answer)
    return answer


async def _answer(asker: Asker, want: Want, known: Answer | None) -> Answer:
    """An answer in any case: a fault of ours in one page must not lose the others."""
    try:
        return await asker.answer(want, known)
    except NoNetworkError:
        raise
    except Exception as error:
        return Answer(want.url, Verdict.UNSURE, f"postlint failed on its answer: {type(error).__name__}: {error}")


def _by_host(due: Sequence[Due]) -> dict[str, list[Due]]:
    queues: dict[str, list[Due]] = {}
    for one in due:
        queues.setdefault(split_url(one[0].url).host, []).append(one)
    return queues
