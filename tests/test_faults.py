"""Odd files, full disks and killed processes: what is there is whole, and all is said."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import postlint
from postlint.files.writing import replace_file
from tools import faults

WRONG = "We met at the the old pier.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    (folder / "good.md").write_text(WRONG)
    (tmp_path / "outside.md").write_text(WRONG)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(postlint, ["check", "--offline", "--output-format", "concise", *arguments])


ODD = [
    ("a pipe", lambda path: os.mkfifo(path), "no regular file"),
    ("a link to itself", lambda path: path.symlink_to(path), "no regular file"),
    ("a link to nothing", lambda path: path.symlink_to("gone"), "no regular file"),
    ("a link out of the repository", lambda path: path.symlink_to(path.parent.parent / "outside.md"), "leads out"),
    ("a link to a device", lambda path: path.symlink_to("/dev/zero"), "leads out"),
]


@pytest.mark.parametrize(("make", "reason"), [case[1:] for case in ODD], ids=[case[0] for case in ODD])
def test_what_is_no_post_is_told_and_hides_no_post(site: Path, make: Callable[[Path], object], reason: str) -> None:
    make(site / "odd.md")
    result = run("--isolated", ".")
    assert result.exit_code == 2
    assert "odd.md" in result.stderr
    assert reason in result.stderr
    assert result.stdout.startswith("good.md:1:11: repeated-word")
    assert "outside" not in result.stdout


def test_a_link_to_a_folder_above_is_not_followed(site: Path) -> None:
    (site / "loop").symlink_to(site)
    result = run("--isolated", ".")
    assert (result.exit_code, result.stdout.count("repeated-word")) == (1, 1)


OUTSIDE = [
    'rules = ["../rules"]',
    'extend = "../other.toml"',
    'baseline = "/etc/passwd"',
    '[words]\nfiles = ["/etc/passwd"]',
    '[frontmatter]\nschema = "link.json"',
]


@pytest.mark.parametrize("setting", OUTSIDE)
def test_settings_read_nothing_outside_of_the_repository(site: Path, setting: str) -> None:
    (site / "postlint.toml").write_text(setting)
    (site / "link.json").symlink_to("/etc/passwd")
    result = run(".")
    assert result.exit_code == 2
    assert "outside of the repository" in result.stderr
    assert "root:" not in result.output


def test_a_full_disk_leaves_the_file_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = sorted(os.listdir(site))
    result = run("--isolated", "--fix", ".")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert (site / "good.md").read_text() == WRONG
    assert run("--isolated", ".", "-o", "report.txt").exit_code == 2
    assert sorted(os.listdir(site)) == before


def test_a_file_that_is_interrupted_while_it_is_written_is_as_it_was(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(source: object, target: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(site / "good.md", b"new", 0o644)
    assert sorted(os.listdir(site)) == [".git", "good.md"]
    assert (site / "good.md").read_text() == WRONG


def test_what_killed_processes_left_is_taken_away_by_the_next(site: Path) -> None:
    (site / ".good.md.4194999.postlint.tmp").write_text("half")  # no process has so high a number
    (site / f".good.md.{os.getppid()}.postlint.tmp").write_text("another run's")
    replace_file(site / "good.md", b"new", 0o640)
    assert sorted(os.listdir(site)) == [".git", f".good.md.{os.getppid()}.postlint.tmp", "good.md"]
    assert ((site / "good.md").read_bytes(), (site / "good.md").stat().st_mode & 0o777) == (b"new", 0o640)


@pytest.mark.parametrize("scene", [*faults.SCENES, "stores", "links"])
def test_no_kill_tears_a_file(tmp_path: Path, scene: str) -> None:
    assert faults.campaign(tmp_path, scene, kills=4, posts=4, seed=3).wrong == []


@pytest.mark.parametrize("scene", faults.SCENES)
def test_no_interrupt_tears_a_file_or_leaves_one(tmp_path: Path, scene: str) -> None:
    assert faults.campaign(tmp_path, scene, kills=4, posts=4, seed=3, by=signal.SIGINT).wrong == []


WORK = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from postlint.files.workers import follow_parent

def work(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)

if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=follow_parent) as pool:
        list(pool.map(work, range(2)))
"""


def test_workers_end_with_whoever_started_them(tmp_path: Path) -> None:
    (tmp_path / "work.py").write_text(WORK)
    with subprocess.Popen([sys.executable, "work.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        workers = [int(first.stdout.readline()) for _ in range(2)]
        first.kill()
    end = time.monotonic() + 20
    while (alive := [worker for worker in workers if runs(worker)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert alive == []


def runs(process: int) -> bool:
    try:
        return b") Z " not in Path(f"/proc/{process}/stat").read_bytes()
    except OSError:
        return False
