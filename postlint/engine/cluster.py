"""Chunks go in and are checked by the workers of a Dask cluster; their results come out as they are done.

Everything about the cluster is distributed's own (https://distributed.dask.org): it gives tasks to workers, moves what they
need to each once, and runs those of a lost worker again. A chunk that ends its process three times ends the run.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.engine import remote
from postlint.engine.chunks import Briefing, Chunk, Files, Parcel, cut_by_size
from postlint.engine.executors import ExecutorError
from postlint.engine.post import Checked, arrival, inputs_of, site_of
from postlint.engine.remote import Orders, Pack, packed
from postlint.text.messages import install

if TYPE_CHECKING:
    from postlint.model.plan import Plan
    from postlint.site.checkout import Row
    from postlint.site.site import Site

_ALIKE = 16  # workers that a chunk's size is made for
_AHEAD = 3  # chunks for each thread of a worker that are under way
_AGAIN = 2  # times that a chunk which failed is run again
_LOST = ("cancelled", "lost")  # of a task whose worker is gone with something that only it had


class Cluster:
    """The workers of one scheduler (`tcp://host:port`); `send` sends them the files, None where they do not see them."""

    elsewhere = True

    def __init__(self, scheduler: str, send: bool | None = None, seconds: float = 30.0) -> None:
        self._scheduler = scheduler
        self._send = send
        self._seconds = seconds

    def cut(self, parcels: Sequence[Parcel]) -> Iterable[Chunk]:
        for _, some in groupby(parcels, key=lambda parcel: parcel.plan):  # a chunk needs one site
            yield from cut_by_size(list(some), _ALIKE)

    def read(self, parts: Sequence[Files]) -> Iterator[tuple[Files, list[Row]]]:
        with self._client() as client:
            if self._sends(client, [root / path for root, paths in parts for path in paths[:1]]):
                return  # the files are here only, and sending them takes longer than reading them
            _agree(client)
            numbers = {client.submit(remote.read, part, pure=False): part for part in parts}
            from distributed import as_completed

            for future in as_completed(list(numbers), loop=client.loop):
                yield numbers[future], _result(future)

    def results(self, chunks: Sequence[Chunk], briefing: Briefing) -> Iterator[tuple[int, list[Checked]]]:
        if chunks:
            with self._client() as client:
                yield from self._run(client, chunks, briefing)

    @contextmanager
    def _client(self) -> Iterator[Any]:
        try:
            from distributed import Client
        except ImportError:
            raise ExecutorError(f"--executor dask needs distributed: {install('dask')}") from None
        try:
            client = Client(self._scheduler, timeout=self._seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ExecutorError(f"there is no Dask scheduler at {self._scheduler}: {error}") from None
        try:
            yield client
        finally:
            with suppress(Exception):  # a cluster that went away has nothing to close
                client.close(timeout=5)

    def _run(self, client: Any, chunks: Sequence[Chunk], briefing: Briefing) -> Iterator[tuple[int, list[Checked]]]:
        firsts = {one.plan: one.file for chunk in reversed(chunks) for one in reversed(chunk) if one.file}
        sends = self._sends(client, list(firsts.values()))
        _agree(client)
        orders = Orders(briefing, Path.cwd(), _arrivals(chunks, briefing.plans), sends)
        packs = _Packs(client, packed("orders", orders), briefing.plans, files=sends)
        try:
            yield from _streamed(client, chunks, packs)
        finally:
            with suppress(Exception):
                client.run(remote.finish, packs.run)

    def _sends(self, client: Any, files: Sequence[Path]) -> bool:
        """Must the files be sent? Not so where every worker sees them; that is tried with these."""
        return _unseen(client, self._seconds, files) if self._send is None else self._send


class _Packs:
    """What each chunk needs, put into the cluster once; it goes from worker to worker as chunks ask for it."""

    def __init__(self, client: Any, orders: Pack, plans: Sequence[Plan], *, files: bool) -> None:
        self.run = orders.name
        self._client = client
        self._plans = plans
        self._files = files
        self._orders = orders
        self._put: dict[int, Any] = {}

    def renew(self) -> None:
        """Put all into the cluster anew: the worker that had it is lost."""
        self._put.clear()

    def of(self, chunk: Chunk) -> Sequence[Any]:
        needed = dict.fromkeys(filter(None, map(self._site, chunk)))
        return [
            self._future(0, lambda: self._orders),
            *(self._future(id(one), partial(self._sent, one)) for one in needed),
        ]

    def _site(self, parcel: Parcel) -> Site | None:
        plan = self._plans[parcel.plan]
        return site_of(plan, parcel.shown) if "site" in inputs_of(plan) or self._files else None

    def _sent(self, site: Site) -> Pack:
        from postlint.engine.mirror import sent

        return packed("site", sent(site, files=self._files))

    def _future(self, name: int, pack: Callable[[], Pack]) -> Any:
        if name not in self._put:
            self._put[name] = self._client.scatter(pack(), hash=False)
        return self._put[name]


def _streamed(client: Any, chunks: Sequence[Chunk], packs: _Packs) -> Iterator[tuple[int, list[Checked]]]:
    """A few chunks for each thread are under way: a large site is not sent to the scheduler at once."""
    from distributed import as_completed

    waiting = iter(range(len(chunks)))
    numbers: dict[Any, int] = {}
    tries = Counter[int]()

    def start(some: Iterable[int]) -> list[Any]:
        begun = []
        for number in some:
            tries[number] += 1
            asked = (remote.identity(), packs.of(chunks[number]), pickle.dumps(chunks[number]))
            future = client.submit(remote.check, *asked, pure=False, retries=_AGAIN)
            numbers[future] = number
            begun.append(future)
        return begun

    ahead = max(_AHEAD * sum(client.nthreads().values()), 1)
    running = as_completed(start(islice(waiting, ahead)), loop=client.loop)
    for future in running:
        number = numbers.pop(future)
        if future.status in _LOST and tries[number] <= _AGAIN:
            packs.renew()
            more = start([number])
        else:
            yield number, _result(future)
            more = start(islice(waiting, 1))
        for one in more:
            running.add(one)


def _result(future: Any) -> Any:
    try:
        return pickle.loads(future.result())
    except Exception as error:
        raise ExecutorError(f"a worker of the cluster failed: {error}") from None


# --- who is there


def _agree(client: Any) -> None:
    """Raise ExecutorError where a worker would not find what we find, or there is none."""

    def ask() -> str:  # by value: where postlint is not installed, this function can still be called
        try:
            from postlint.engine.remote import identity
        except ImportError:
            return "no postlint that can do this"
        return identity()

    mine = remote.identity()
    others: Mapping[str, str] = client.run(ask)
    different = {worker: what for worker, what in others.items() if what != mine}
    if different:
        worker, what = min(different.items())
        rest = f", and {len(different) - 1} more differ" if len(different) > 1 else ""
        raise ExecutorError(f"the worker {worker} has {what}{rest}; here is {mine}: install the same on both")


def _unseen(client: Any, seconds: float, some: Sequence[Path]) -> bool:
    """Is there a worker that does not see one of these files as it is here?"""
    try:
        client.wait_for_workers(1, timeout=seconds)
    except Exception:
        raise ExecutorError("the Dask scheduler has no worker") from None
    files = []
    for file in some:
        with suppress(OSError):
            files.append((str(file), hashlib.sha256(file.read_bytes()).hexdigest()))

    def look() -> bool:
        try:
            from postlint.engine.remote import sees
        except ImportError:
            return True
        return sees(files)

    return not all(client.run(look).values())


def _arrivals(chunks: Sequence[Chunk], plans: Sequence[Plan]) -> Mapping[str, Any]:
    found = {}
    for parcel in (parcel for chunk in chunks for parcel in chunk):
        if "arrival" in inputs_of(plans[parcel.plan]) and (came := arrival(parcel.shown)):
            found[str(Path(parcel.shown).absolute())] = came
    return found
