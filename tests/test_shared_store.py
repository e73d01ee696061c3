"""Link stores that runners share, on real servers: each page is asked once, gates hold, and what goes away costs a notice."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from postlint.post.answers import Answer, Verdict
from postlint.web.ask import Want
from postlint.web.run import Result, Terms, ask_web
from postlint.web.shared import MissingError, SharedStore, shown
from postlint.web.walker import Pace
from tests.webserver import Reply, Request, Server, web_server

QUICK = Pace(second_look=0.02, backoff=0.02)
PAGES = 30


@dataclass
class Running:
    """A server of a test: how to start it and to end it, by kill -9 if that is how."""

    address: str
    command: Sequence[str]
    ready: Callable[[], bool]
    user: int | None = None
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(self.command, user=self.user, group=self.user, cwd="/", **quiet)  # type: ignore[call-overload]
        until = time.monotonic() + 30
        while not self.ready():
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _redis(folder: Path) -> Running:
    program = shutil.which("redis-server")
    if not program or not importlib.util.find_spec("redis"):
        pytest.skip("needs redis-server and the extra redis")
    import redis

    port = _free_port()
    options = ["--save", "", "--appendonly", "yes", "--appendfsync", "always", "--dir", str(folder)]

    def ready() -> bool:
        try:
            return bool(redis.Redis(port=port).ping())
        except (redis.RedisError, OSError):
            return False

    return Running(f"redis://127.0.0.1:{port}/0", [program, "--port", str(port), *options], ready)


def _postgres(folder: Path) -> Running:
    found = [shutil.which("initdb"), *map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    initdb = next(filter(None, found), None)
    if not initdb or not importlib.util.find_spec("psycopg"):
        pytest.skip("needs PostgreSQL's server and the extra postgres")
    import psycopg

    user = None
    if os.getuid() == 0:  # the server does not run as root
        import pwd

        try:
            user = pwd.getpwnam("nobody").pw_uid
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no other user")
        os.chown(folder, user, user)
    bins, data, port = Path(os.path.realpath(initdb)).parent, folder / "data", _free_port()
    made = subprocess.run(
        [bins / "initdb", "-D", data, "-U", "postlint", "-A", "trust", "-N"],
        user=user, group=user, cwd="/", capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip(f"initdb does not work here: {made.stderr.decode(errors='replace')[-200:]}")
    address = f"postgresql://postlint@127.0.0.1:{port}/postgres"

    def ready() -> bool:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.Error:
            return False
        return True

    command = [str(bins / "postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(folder)]
    return Running(address, command, ready, user)


@pytest.fixture(scope="module", params=["redis", "postgres"])
def shared(request: pytest.FixtureRequest) -> Iterator[Running]:
    folder = Path(tempfile.mkdtemp(prefix="postlint-"))  # below /tmp, where other users may go
    folder.chmod(0o755)
    running = {"redis": _redis, "postgres": _postgres}[request.param](folder)
    try:
        running.start()
        yield running
    finally:
        running.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def web() -> Iterator[Server]:
    with web_server() as running:
        running.otherwise = Reply()
        yield running


def ask(web: Server, address: str, pages: Sequence[str], said: list[str] | None = None, **terms: object) -> Result:
    """What one runner learns of some pages."""
    store = SharedStore(address, (said if said is not None else []).append)
    given = {"allow_private": True, "timeout": 2.0, "pace": QUICK, **terms}
    try:
        return ask_web([Want(f"{web.root}/{page}") for page in pages], Terms(**given), store)  # type: ignore[arg-type]
    finally:
        store.close()


def at_once(*works: Callable[[], Result]) -> list[Result]:
    results: list[Result] = []
    threads = [threading.Thread(target=lambda work=work: results.append(work())) for work in works]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_two_runs_at_once_ask_each_page_once(shared: Running, web: Server) -> None:
    web.otherwise = Reply(wait=0.02)
    pages = [f"once-{n}" for n in range(PAGES)]
    results = at_once(lambda: ask(web, shared.address, pages), lambda: ask(web, shared.address, pages[::-1]))
    assert [len(one.answers) for one in results] == [PAGES, PAGES]
    assert sorted(request.target for request in web.requests) == sorted(f"/{page}" for page in pages)
    assert max(request.under_way for request in web.requests) <= 8, "the gate counts the requests of both"
    web.requests.clear()
    assert ask(web, shared.address, pages).kept == PAGES
    assert not web.requests


def test_retry_after_shuts_the_host_for_all(shared: Running, web: Server) -> None:
    until: list[float] = []

    def busy(request: Request) -> Reply:
        until[:] = until or [time.monotonic() + 1]
        return Reply() if time.monotonic() > until[0] else Reply(429, headers={"Retry-After": "1"})

    web.replies["/busy"] = busy

    def later() -> Result:
        while not until:
            time.sleep(0.01)
        time.sleep(0.2)
        return ask(web, shared.address, ["shut-1", "shut-2"])

    at_once(lambda: ask(web, shared.address, ["busy"]), later)
    came = [one.at for one in web.requests if one.target.startswith("/shut")]
    assert len(came) == 2
    assert min(came) >= until[0] - 0.3


def test_streaks_go_on_from_runner_to_runner(shared: Running, web: Server) -> None:
    web.replies["/gone"] = Reply(404)
    for streak in (1, 2, 3):
        (answer,) = ask(web, shared.address, ["gone"], refresh=True).answers.values()
        assert (answer.verdict, answer.streak) == (Verdict.DEAD, streak)


def test_a_claim_and_a_place_end_by_themselves(shared: Running) -> None:
    store = SharedStore(shared.address, lambda line: None)
    server = store._backend
    assert server
    assert server.claim("http://a.example/", "one", 0.3)
    assert not server.claim("http://a.example/", "two", 0.3)
    assert server.enter("a.example", "place", 1, 0.3) == 0
    assert server.enter("a.example", "other", 1, 0.3) > 0
    time.sleep(0.2)
    server.renew("one", ["http://a.example/"], {"place": "a.example"}, 0.3)
    time.sleep(0.2)
    assert not server.claim("http://a.example/", "two", 0.3)
    assert server.enter("a.example", "other", 1, 0.3) > 0
    time.sleep(0.3)
    assert server.claim("http://a.example/", "two", 0.3)
    assert server.enter("a.example", "other", 1, 0.3) == 0
    server.release("http://a.example/", "one")
    assert not server.claim("http://a.example/", "three", 0.3), "only who has it can give it back"
    server.shut("b.example", 0.3)
    server.shut("b.example", 0.1)
    assert 0.1 < server.enter("b.example", "place", 9, 1) <= 0.3
    store.close()


def test_clocks_of_runners_may_differ(shared: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    store = SharedStore(shared.address, lambda line: None)
    monkeypatch.setattr("time.time", lambda: real() - 400 * 86400)
    store.save(Answer("http://clock.example/", Verdict.FINE, "", asked=time.time()))
    monkeypatch.setattr("time.time", lambda: real() + 400 * 86400)
    store.expect(["http://clock.example/"])
    answer, counts = store.find("http://clock.example/", time.time())
    assert answer
    assert counts
    store.close()


def test_what_is_damaged_or_another_programs_is_nothing(shared: Running, web: Server) -> None:
    store = SharedStore(shared.address, lambda line: None)
    for n, value in enumerate(("nonsense", "[]", '{"verdict": "unheard-of"}', '{"url": 1, "trail": 3}')):
        assert store._backend
        store._backend.save(f"{web.root}/odd-{n}", value, 1000)
    store.close()
    assert len(ask(web, shared.address, [f"odd-{n}" for n in range(4)]).answers) == len(web.requests) == 4


def test_a_killed_runner_loses_no_verdict(shared: Running, web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [f"runner-{n}" for n in range(40)]
    web.otherwise = Reply(wait=0.05)
    monkeypatch.setattr("postlint.web.shared.LEASE", 0.6)
    child = os.fork()
    if not child:  # pragma: no cover
        try:
            ask(web, shared.address, pages)
        finally:
            os._exit(0)
    looking = SharedStore(shared.address, lambda line: None)
    while not looking._do("find", [f"{web.root}/{page}" for page in pages]):
        time.sleep(0.005)
    looking.close()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    time.sleep(0.1)
    begun = len(web.requests)
    result = ask(web, shared.address, pages)
    assert len(result.answers) == 40
    assert result.kept >= 1, "what it learnt is there"
    assert len(web.requests) - begun <= 40 - result.kept, "one more may have come from the server's last breath for it"


def test_a_killed_server_costs_a_notice_and_no_verdict(shared: Running, web: Server) -> None:
    """The last test with this server, for it is killed twice."""
    before = [f"before-{n}" for n in range(5)]
    ask(web, shared.address, before)
    web.otherwise = Reply(wait=0.05)
    pages, said = [f"during-{n}" for n in range(24)], list[str]()
    web.requests.clear()
    results: list[Result] = []
    runner = threading.Thread(target=lambda: results.append(ask(web, shared.address, pages, said)))
    runner.start()
    while len(web.requests) < 5:
        time.sleep(0.005)
    shared.kill()
    runner.join(60)
    assert len(results[0].answers) == 24, "the run goes on by itself"
    assert len(said) == 1
    assert "went away" in said[0]
    shared.start()
    web.requests.clear()
    assert ask(web, shared.address, before).kept == 5, "what was saved before is there"
    said.clear()
    shared.kill()
    assert len(ask(web, shared.address, ["alone"], said).answers) == 1
    assert "is not there" in said[0]


def test_what_the_server_missed_it_gets_at_the_end(shared: Running) -> None:
    if shared.process and shared.process.poll() is None:
        shared.kill()
    store = SharedStore(shared.address, lambda line: None)
    store.save(Answer("http://late.example/", Verdict.FINE, "fine"))
    shared.start()
    store.close()
    other = SharedStore(shared.address, lambda line: None)
    other.expect(["http://late.example/"])
    assert other.find("http://late.example/", 0)[1]
    other.close()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("redis://cache.example", "redis://cache.example"),
        ("postgresql://me:secret@db.example/x?password=other", "postgresql://db.example/x"),
    ],
)
def test_no_password_is_ever_shown(address: str, said: str) -> None:
    assert shown(address) == said


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "redis", None)
    monkeypatch.delitem(__import__("sys").modules, "postlint.web.shared.redis", raising=False)
    with pytest.raises(MissingError, match=r'pip install "postlint\[redis\]"'):
        SharedStore("redis://127.0.0.1:9/0", lambda line: None)


def test_of_one_runner_all_goes_on_without_a_server() -> None:
    class Nothing:
        errors = (OSError,)

        def __getattr__(self, name: str) -> Callable[..., object]:
            raise OSError("gone")

    store = SharedStore.__new__(SharedStore)
    said: list[str] = []
    store.__dict__.update(
        _address="redis://x", _say=said.append, _owner="o", _memory={}, _read={}, _claims=set(), _places={},
        _lost=False, _backend=Nothing(),
    )  # fmt: skip

    async def answer(known: Answer | None) -> Answer:
        return Answer("http://a.example/", Verdict.FINE, "", asked=1.0)

    async def main() -> Answer:
        async with store.running(), store.place("a.example", 1):
            return await store.once("http://a.example/", lambda found: True, answer)

    assert asyncio.run(main()).verdict is Verdict.FINE
    assert len(said) == 1
    assert store.find("http://a.example/", 0)[1]
