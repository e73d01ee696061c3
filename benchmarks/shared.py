"""The web of links.py and an empty link store go in; how often two runners at once ask it, against one alone, comes out.

    python -m benchmarks.shared redis://127.0.0.1:6379/0

The store must hold nothing of that web; give it a server of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import time
from collections import Counter
from contextlib import closing
from typing import ClassVar

from benchmarks import links
from postlint.web.ask import Want
from postlint.web.queue import MOST
from postlint.web.run import Terms, ask_web
from postlint.web.shared import SharedStore


class Counting(links.Connection):
    """The web of links.py, which tells how often each page was asked for."""

    asked: ClassVar[Counter[str]] = Counter()

    def answer(self, path: str) -> None:
        self.asked[f"{self.host}{path}"] += path != "/peaks"
        super().answer(path)


def serve(ready: object, counts: multiprocessing.Queue[tuple[Counter[str], int]], stop: object) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        for host in links.HOSTS:
            await loop.create_server(Counting, host, links.PORT, backlog=512)
        ready.set()  # type: ignore[attr-defined]
        while not stop.is_set():  # type: ignore[attr-defined]
            await asyncio.sleep(0.1)
        counts.put((Counting.asked, max(Counting.peaks.values())))

    asyncio.run(main())


def runner(address: str, turned: bool) -> None:
    wants = [Want(url) for url, _ in links.pages(2000)]
    given = Terms(allow_private=True)
    if not address:
        ask_web(wants, given)
        return
    with closing(SharedStore(address, print)) as store:
        result = ask_web(wants[::-1] if turned else wants, given, store)
    assert len(result.answers) == len(wants)


def measured(*runners: tuple[str, bool]) -> tuple[Counter[str], int, float]:
    """How often each page was asked for, the most requests at a time at one host, and seconds."""
    ready, stop = multiprocessing.Event(), multiprocessing.Event()
    counts: multiprocessing.Queue[tuple[Counter[str], int]] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(ready, counts, stop))
    server.start()
    ready.wait()
    began = time.perf_counter()
    processes = [multiprocessing.Process(target=runner, args=one) for one in runners]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - began
    stop.set()
    asked, peak = counts.get()
    server.join()
    return asked, peak, seconds


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("address")
    address = arguments.parse_args().address
    rows = {"one alone": measured(("", False)), "two at once": measured((address, False), (address, True))}
    for name, (asked, peak, seconds) in rows.items():
        often = Counter(asked.values())
        times = ", ".join(f"{number} pages {count} times" for count, number in sorted(often.items()))
        print(
            f"{name}: {sum(asked.values())} requests ({times}), at most {peak} at a time at one host, {seconds:.1f} s"
        )
        assert peak <= MOST


if __name__ == "__main__":
    main()
