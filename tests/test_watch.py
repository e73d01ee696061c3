"""`postlint check --watch`, as somebody at a terminal sees it."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint

WAIT = 30.0


class Watched:
    """A watch that runs in a folder, and the lines that it prints."""

    def __init__(self, folder: Path, *options: str) -> None:
        command = [sys.executable, "-m", "postlint", "check", "--watch", "--output-format", "concise", *options]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=subprocess.STDOUT, text=True)
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def round(self) -> list[str]:
        """The lines up to the one that closes a round, without it."""
        lines = list(iter(lambda: self._lines.get(timeout=WAIT), "Watching 3 files; Ctrl-C ends this"))
        return [line[9:] if line[2:3] == ":" and line[5:6] == ":" else line for line in lines]

    def until(self, holds: Callable[[str], bool]) -> str:
        while not holds(line := self._lines.get(timeout=WAIT)):
            pass
        return line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pytest.importorskip("watchfiles", reason="watching is an extra: pip install 'postlint[watch]'")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}.cache"))
    (tmp_path / "one.md").write_text("# The sea\n\nWe saw teh sea.\n")
    (tmp_path / "two.md").write_text("See [one](one.md#the-sea).\n")
    (tmp_path / "three.md").write_text("All is well.\n")
    return tmp_path


@pytest.fixture
def watched(folder: Path) -> Iterator[Watched]:
    running = Watched(folder)
    yield running
    running.process.kill()
    running.process.wait()


def test_what_changed_and_what_that_touches_is_printed(folder: Path, watched: Watched) -> None:
    typo = "one.md:3:8: known-typo [*] “teh” is misspelt: “the”"
    assert watched.round() == [typo, "Found 1 finding (1 warning) in 1 of 3 files; 1 fixable with --fix"]
    (folder / "three.md").write_text("It recieve rain.\n")
    assert watched.round() == [
        "three.md",
        "three.md:1:4: known-typo [*] “recieve” is misspelt: “receive”",
        "Found 2 findings (2 warnings) in 2 of 3 files; 2 fixable with --fix",
    ]
    (folder / "one.md").write_text("# The see\n\nWe saw teh sea.\n")
    assert watched.round()[:3] == [
        "one.md",
        typo,
        "two.md:1:11: missing-anchor “one.md” has no place named “#the-sea”",
    ]
    (folder / "postlint.toml").write_text('ignore = ["tpyo"]\n')
    assert "unknown rule or family `tpyo`" in watched.until(lambda line: line.startswith("Error"))
    (folder / "postlint.toml").write_text('select = ["known-typo"]\n')
    assert watched.round()[-1] == "Found 2 findings (2 warnings) in 2 of 3 files; 2 fixable with --fix"
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(WAIT) == 0


def test_without_the_extra_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    said = CliRunner().invoke(postlint, ["check", "--watch"])
    assert (said.exit_code, said.stderr) == (2, 'Error: --watch needs watchfiles: pip install "postlint[watch]"\n')


@pytest.mark.parametrize(
    "other", ["--fix", "--diff", "--online", "--write-baseline", "--add-ignore", "--output-file=x"]
)
def test_what_writes_or_waits_cannot_be_watched(other: str) -> None:
    said = CliRunner().invoke(postlint, ["check", "--watch", other])
    assert said.exit_code == 2
    assert f"--watch only reports, {other.split('=')[0]} " in said.stderr
