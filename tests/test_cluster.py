"""A real Dask scheduler with three workers says what this machine says, also when one of them is killed midway."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from postlint.engine import remote, sitewide
from postlint.engine.chunks import Parcel, cut_by_size
from postlint.engine.cluster import Cluster
from postlint.engine.executors import ExecutorError
from postlint.engine.run import check_jobs
from postlint.model.plan import Job
from postlint.site import checkout, sites
from tests.support import job, lay_out, settings_with

needs_dask = pytest.mark.skipif(
    not __import__("importlib.util").util.find_spec("distributed"), reason="the extra dask is not installed"
)

BODY = """
On [the pier](/posts/post-{next}.md#a-pier) we met on Tuesday 3 May 2023, and and [nowhere](/posts/post-99.md#b).

## A pier

Harbour Watch says it it is a long way to [the last post](post-0.md#c). {words}
"""


@dataclass
class Running:
    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("dask")
    contact = folder / "scheduler.json"
    python = [sys.executable, "-m"]
    options = ["--scheduler-file", str(contact), "--no-dashboard"]
    worker = ["--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--local-directory", str(folder)]
    commands = [["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]]
    commands += [["distributed.cli.dask_worker", *worker]] * 3
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [subprocess.Popen([*python, *one, *options], cwd=folder, **quiet) for one in commands]  # type: ignore[call-overload]
    try:
        until = time.monotonic() + 60
        while not contact.exists() or not contact.read_text():
            assert time.monotonic() < until, "the scheduler did not start"
            time.sleep(0.05)
        yield Running(json.loads(contact.read_text())["address"], running[1:])
    finally:
        for one in running:
            one.kill()
            one.wait()


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    monkeypatch.chdir(tmp_path)
    posts = {
        f"posts/post-{n}.md": f"---\ntitle: Post {n % 20}\n---\n{BODY.format(next=n + 1, words='Fine words. ' * n)}"
        for n in range(36)
    }
    root = lay_out({**posts, "_config.yml": "title: Tides\n"})
    subprocess.run(["git", "init", "-q"], check=False)
    settings = settings_with(root=root)
    return [job(root / path, path, settings) for path in sorted(posts)]


@needs_dask
@pytest.mark.parametrize("send", [None, True], ids=["a shared folder", "texts that are sent"])
def test_a_cluster_says_what_this_machine_says(dask: Running, jobs: list[Job], send: bool | None) -> None:
    local = check_jobs(jobs, processes=1)
    assert len({one.rule for one in local.diagnostics}) >= 3
    sites._sites.clear()
    seen: list[int] = []
    outcome = check_jobs(jobs, executor=Cluster(dask.address, send), watch=lambda done, total: seen.append(done))
    assert outcome == local
    assert seen == list(range(1, len(jobs) + 1)), "progress comes with every post"


@needs_dask
def test_workers_read_the_files_of_a_large_site(
    dask: Running, jobs: list[Job], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    local = check_jobs(jobs, processes=1)
    sites._sites.clear()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    monkeypatch.setattr(sitewide, "_PART", 10)
    monkeypatch.setattr(checkout, "_scanned", lambda root, path: pytest.fail("read here"))
    assert check_jobs(jobs, executor=Cluster(dask.address)) == local


@needs_dask
def test_the_command_line_leads_there(dask: Running, jobs: list[Job]) -> None:
    options = ("check", "--offline", "--no-cache", "--exit-zero", "--output-format", "json")
    reports = []
    for more in ((), ("--executor", "dask", "--scheduler", dask.address)):
        sites._sites.clear()
        reports.append(CliRunner().invoke(postlint, (*options, *more, ".")).stdout)
    assert reports[0] == reports[1] != "[]\n"


@needs_dask
def test_workers_with_another_version_are_refused(
    dask: Running, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "identity", lambda: "postlint 9")
    with pytest.raises(
        ExecutorError, match=r"the worker tcp://.* has postlint .*; here is postlint 9: install the same"
    ):
        check_jobs(jobs, executor=Cluster(dask.address))


@needs_dask
def test_what_a_lost_worker_had_is_run_again(dask: Running, jobs: list[Job]) -> None:
    """The last test with this cluster: afterwards it has one worker. What only a lost one had is put there anew."""
    local = check_jobs(jobs, processes=1)
    kills = {3: dask.workers[0], 12: dask.workers[1]}

    def watch(done: int, total: int) -> None:
        if done in kills:
            kills[done].send_signal(signal.SIGKILL)

    assert check_jobs(jobs, executor=Cluster(dask.address), watch=watch) == local
    assert [one.wait(10) for one in kills.values()] == [-signal.SIGKILL] * 2


@needs_dask
def test_a_scheduler_that_is_not_there_is_told(jobs: list[Job]) -> None:
    with pytest.raises(ExecutorError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        check_jobs(jobs, executor=Cluster("tcp://127.0.0.1:9", seconds=0.5))


def test_without_the_extra_it_says_what_to_install(jobs: list[Job], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    options = ("check", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9", ".")
    result = CliRunner().invoke(postlint, options)
    assert (result.exit_code, 'pip install "postlint[dask]"' in result.output) == (2, True)


def test_chunks_are_of_one_size_and_hold_every_post_once() -> None:
    parcels = [Parcel(None, f"{n}.md", 0, "x" * (n * 37 % 500), {}) for n in range(200)]
    chunks = list(cut_by_size(parcels, 4))
    assert [one for chunk in chunks for one in chunk] == parcels
    assert len(chunks) >= 16
    sizes = [sum(len(one.text or "") for one in chunk) for chunk in chunks]
    assert max(sizes) <= sum(sizes) / 16 + 500


def test_a_process_on_a_worker_tells_what_failed_and_goes_on() -> None:
    child = remote.Child("run")
    try:
        with pytest.raises(RuntimeError, match="ValueError"):  # it was told nothing yet
            child.check([], remote.packed("chunk", (Parcel(None, "a.md", 0, "", {}),)).data)
        assert child.serves
        os.kill(child._process.pid, signal.SIGKILL)
        with pytest.raises(RuntimeError, match="went away"):
            child.check([], b"")
        assert not child.serves
    finally:
        child.close()
