"""A web of 2,000 pages on 20 loopback hosts; the time postlint needs to judge them, relative to bare sockets, comes out.

Both keep the same limits with the same queues (64 requests in all, at most 8 a host, Retry-After for the whole host), take the
same redirects and second looks, and run in turn; what remains is the cost of HTTP and of the verdicts. Needs 127.0.0.2 to
127.0.0.21, which Linux has and macOS does not.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection as Pipe
from random import Random
from typing import ClassVar, cast

from postlint.post.answers import Verdict
from postlint.web.ask import Want
from postlint.web.queue import MOST, Host, Queues
from postlint.web.run import Terms, ask_web

HOSTS = [f"127.0.0.{number}" for number in range(2, 22)]
PORT, CLOSED = 18080, 18081
LATENCY, SLOW, RETRY_AFTER = 0.05, 2.0, 1
SHARES = {"gone": 100, "moved": 100, "slow": 40, "busy": 20, "refused": 10}
EXPECTED = {"gone": Verdict.DEAD, "moved": Verdict.MOVED, "refused": Verdict.UNSURE}
BODY = (
    b"<!doctype html><title>A page</title><h1 id=top>A page</h1>" + b"<p>Some words of a page, as pages have.</p>" * 300
)


def pages(total: int) -> list[tuple[str, str]]:
    """The address and kind of every page, the same in each run."""
    kinds = [kind for kind, number in SHARES.items() for _ in range(number)]
    kinds += ["fine"] * (total - len(kinds))
    Random(1).shuffle(kinds)
    ports = {"refused": CLOSED}
    return [
        (f"http://{HOSTS[number % len(HOSTS)]}:{ports.get(kind, PORT)}/{kind}/{number}", kind)
        for number, kind in enumerate(kinds)
    ]


# --- the web


class Connection(asyncio.Protocol):
    """One connection of the synthetic web; requests have no bodies, so each ends with an empty line."""

    busy: ClassVar[dict[str, float]] = {}
    peaks: ClassVar[Counter[str]] = Counter()
    under_way: ClassVar[Counter[str]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.host = transport.get_extra_info("sockname")[0]
        self.received = b""

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            self.answer(head.split(b" ", 2)[1].decode())

    def answer(self, path: str) -> None:
        kind = path.split("/")[1]
        status, extra, body = {"gone": (404, "", b"none"), "moved": (301, f"Location: /new{path}\r\n", b"")}.get(
            kind, (200, "", BODY)
        )
        if kind == "busy" and time.monotonic() < self.busy.setdefault(path, time.monotonic() + RETRY_AFTER):
            status, extra, body = 429, f"Retry-After: {RETRY_AFTER}\r\n", b"later"
        if kind == "peaks":
            body = str(max(self.peaks.values(), default=0)).encode()
        self.under_way[self.host] += 1
        self.peaks[self.host] = max(self.peaks[self.host], self.under_way[self.host])
        head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
        asyncio.get_running_loop().call_later(SLOW if kind == "slow" else LATENCY, self.send, head.encode() + body)

    def send(self, data: bytes) -> None:
        self.under_way[self.host] -= 1
        self.transport.write(data)


def serve(ready: Callable[[], None]) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        for host in HOSTS:
            await loop.create_server(Connection, host, PORT, backlog=512)
        ready()
        await asyncio.sleep(3600)

    asyncio.run(main())


# --- bare sockets


class Bare:
    """The same work with nothing between it and the sockets."""

    def __init__(self) -> None:
        self.queues = Queues()
        self.hosts = {name: Host(name) for name in HOSTS}
        self.idle: dict[tuple[str, int], list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]] = {}

    async def get(self, host: str, port: int, path: str) -> tuple[int, dict[str, str]]:
        idle = self.idle.setdefault((host, port), [])
        reader, writer = idle.pop() if idle else await asyncio.open_connection(host, port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/html\r\n\r\n".encode())
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
        await reader.readexactly(int(headers["content-length"]))
        idle.append((reader, writer))
        return int(first.split()[1]), headers

    async def settled(self, url: str) -> tuple[int, dict[str, str]]:
        authority, _, path = url.removeprefix("http://").partition("/")
        name, _, port = authority.partition(":")
        host = self.hosts[name]
        while True:
            async with self.queues.turn(host):
                try:
                    status, headers = await self.get(name, int(port), f"/{path}")
                except ConnectionRefusedError:
                    return 0, {}
                if status != 429:
                    host.welcome()
                    return status, headers
                host.slow_down()
                self.queues.close(host, float(headers["retry-after"]))

    async def judge(self, url: str) -> int:
        status, headers = await self.settled(url)
        if status == 404:
            await asyncio.sleep(1)
            return (await self.settled(url))[0]
        if status == 301:
            await self.settled(url[: url.index("/", 8)] + headers["location"])
        return status

    async def run(self, urls: list[str]) -> None:
        async def worker(host: Host, shared: Iterator[str]) -> None:
            for url in shared:
                await self.judge(url)
                host.left -= 1

        work = []
        for name, host in self.hosts.items():
            own = [url for url in urls if url.startswith(f"http://{name}:")]
            host.left, shared = len(own), iter(own)
            work += [worker(host, shared) for _ in range(MOST + 4)]
        await asyncio.gather(*work)


# --- the comparison


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Wall and CPU seconds, in a process of its own, from its first line to its last."""
    receive, send = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_timed, args=(work, send))
    process.start()
    wall, cpu = receive.recv()
    process.join()
    return float(wall), float(cpu)


def _timed(work: Callable[[], None], send: Pipe) -> None:
    began, before = time.perf_counter(), time.process_time()
    work()
    send.send((time.perf_counter() - began, time.process_time() - before))


def with_sockets() -> None:
    asyncio.run(Bare().run([url for url, _ in pages(2000)]))


def with_postlint() -> None:
    given = pages(2000)
    result = ask_web([Want(url) for url, _ in given], Terms(allow_private=True))
    wrong = [
        f"{url}: {result.answers[url].verdict}"
        for url, kind in given
        if result.answers[url].verdict is not EXPECTED.get(kind, Verdict.FINE)
    ]
    assert not wrong, wrong[:5]


async def peak() -> int:
    reader, writer = await asyncio.open_connection(HOSTS[0], PORT)
    writer.write(b"GET /peaks HTTP/1.1\r\n\r\n")
    head = await reader.readuntil(b"\r\n\r\n")
    body = await reader.readexactly(int(head.decode().rpartition("Length: ")[2]))
    writer.close()
    return int(body)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("-n", "--runs", type=int, default=3)
    given = arguments.parse_args()
    contenders = {"bare sockets": with_sockets, "postlint": with_postlint}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for _ in range(given.runs):
        for name, work in contenders.items():
            ready = multiprocessing.Event()
            server = multiprocessing.Process(target=serve, args=(ready.set,), daemon=True)
            server.start()
            ready.wait()
            times[name].append(timed(work))
            most = asyncio.run(peak())
            assert most <= MOST, f"{name}: {most} requests at a time at one host"
            server.terminate()
            server.join()
    medians = {name: tuple(map(statistics.median, zip(*rows, strict=True))) for name, rows in times.items()}
    base = medians["bare sockets"]
    print(f"{'':14}{'wall s':>8}{'CPU s':>8}{'wall ratio':>12}   ({os.cpu_count()} cores, {given.runs} runs in turn)")
    for name, (wall, cpu) in medians.items():
        print(f"{name:14}{wall:>8.2f}{cpu:>8.2f}{wall / base[0]:>12.2f}")


if __name__ == "__main__":
    main()
