"""Turns: each host's limit is kept, complaints halve it, a shut host stays shut, and the longest queue goes first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from postlint.web.queue import FIRST, MOST, OVERALL, Host, Queues


def run(work: Callable[[Queues], Awaitable[None]], overall: int = OVERALL) -> None:
    async def main() -> None:
        await asyncio.wait_for(work(Queues(overall)), 5)

    asyncio.run(main())


async def take(queues: Queues, host: Host, log: list[str], seconds: float = 0.002) -> None:
    async with queues.turn(host):
        log.append(host.name)
        await asyncio.sleep(seconds)


def test_a_host_begins_with_four_at_a_time_and_is_widened_up_to_its_most() -> None:
    async def work(queues: Queues) -> None:
        host, peaks = Host("a"), list[int]()

        async def one() -> None:
            async with queues.turn(host):
                peaks.append(host.active)
                await asyncio.sleep(0.001)
                host.welcome()

        await asyncio.gather(*(one() for _ in range(60)))
        assert max(peaks[:FIRST]) == FIRST
        assert max(peaks) == MOST
        assert host.active == 0

    run(work)


def test_a_complaint_halves_and_good_answers_then_widen_slowly() -> None:
    host = Host("a")
    for _ in range(10):
        host.welcome()
    host.slow_down()
    assert host.limit == MOST / 2
    host.welcome()
    assert int(host.limit) == MOST // 2
    for _ in range(9):
        host.slow_down()
    assert host.limit == 1


@pytest.mark.parametrize(("most", "expected"), [(1, 1), (2, 2), (4, 4)])
def test_a_peculiar_hosts_own_limit_is_never_passed(most: int, expected: int) -> None:
    host = Host("a", most)
    for _ in range(10):
        host.welcome()
    assert int(host.limit) == expected


def test_all_hosts_together_keep_the_overall_limit() -> None:
    async def work(queues: Queues) -> None:
        hosts, under_way, peak = [Host(str(number)) for number in range(20)], 0, 0

        async def one(host: Host) -> None:
            nonlocal under_way, peak
            async with queues.turn(host):
                under_way += 1
                peak = max(peak, under_way)
                await asyncio.sleep(0.001)
                under_way -= 1

        await asyncio.gather(*(one(host) for host in hosts for _ in range(6)))
        assert peak == 10

    run(work, overall=10)


def test_the_host_with_the_most_pages_left_goes_first() -> None:
    async def work(queues: Queues) -> None:
        few, many, log = Host("few", left=1), Host("many", left=100), list[str]()
        first = asyncio.create_task(take(queues, Host("first"), log))
        await asyncio.sleep(0)
        await asyncio.gather(first, take(queues, few, log), take(queues, many, log))
        assert log == ["first", "many", "few"]

    run(work, overall=1)


def test_only_time_opens_a_shut_host_and_others_go_on_meanwhile() -> None:
    async def work(queues: Queues) -> None:
        shut, other = Host("shut"), Host("other")
        loop = asyncio.get_running_loop()
        began, log = loop.time(), list[str]()
        queues.close(shut, 0.1)
        queues.close(shut, 0.01)  # a shorter wait takes nothing back
        shut.welcome()
        waiting = [take(queues, shut, log) for _ in range(2)]
        await asyncio.gather(*waiting, *(take(queues, other, log) for _ in range(8)))
        assert log == ["other"] * 8 + ["shut"] * 2
        assert loop.time() - began >= 0.1

    run(work)


def test_a_host_that_is_shut_while_its_requests_wait_starts_none() -> None:
    async def work(queues: Queues) -> None:
        host, log = Host("a", 1), list[str]()
        loop = asyncio.get_running_loop()
        tasks = [asyncio.create_task(take(queues, host, log, 0.01)) for _ in range(3)]
        await asyncio.sleep(0.005)
        queues.close(host, 0.1)
        began = loop.time()
        await tasks[1]
        assert loop.time() - began >= 0.1
        await asyncio.gather(*tasks)

    run(work)


def test_who_gives_up_waiting_takes_no_turn_and_keeps_none() -> None:
    async def work(queues: Queues) -> None:
        host, log = Host("a", 1), list[str]()
        holder = asyncio.create_task(take(queues, host, log, 0.02))
        await asyncio.sleep(0)
        waiting = [asyncio.create_task(take(queues, host, log)) for _ in range(5)]
        await asyncio.sleep(0)
        for task in waiting[:4]:
            task.cancel()
        await asyncio.gather(holder, *waiting, return_exceptions=True)
        assert (len(log), host.active) == (2, 0)
        await take(queues, host, log)

    run(work, overall=1)
