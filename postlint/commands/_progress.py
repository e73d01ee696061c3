"""How many are done goes in, a line about it comes out where somebody watches."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import click

from postlint.text.messages import count


def watched() -> bool:
    """Is there a terminal, and somebody before it?"""
    return sys.stderr.isatty() and not os.environ.get("CI")


@dataclass
class Progress:
    """How far a run has come: one line that is rewritten on a terminal, a new line now and then elsewhere."""

    terminal: bool
    quiet: bool = False
    clock: Callable[[], float] = time.monotonic
    write: Callable[[str], object] = field(default=lambda text: click.echo(text, nl=False, err=True))

    def __post_init__(self) -> None:
        self._next = self.clock() + (0.5 if self.terminal else 10.0)  # a run that is over at once needs none
        self._first: tuple[float, int] | None = (
            None  # when the first were done: what came before is no measure of the rest
        )
        self._shown = 0

    def links(self, done: int, total: int, hosts: int) -> None:
        """So many links are done, and some of so many hosts are left."""
        self._tell("links", done, total, f" {count(hosts, 'host')} left,")

    def posts(self, done: int, total: int) -> None:
        """So many posts are done; that is said on a terminal only."""
        if self.terminal:
            self._tell("posts", done, total)

    def _tell(self, what: str, done: int, total: int, left: str = "") -> None:
        now = self.clock()
        began, before = self._first = self._first or (now, done)
        if self.quiet or now < self._next or done == total:
            return
        self._next = now + (0.1 if self.terminal else 10.0)
        line = f"Checking {what}: {done:,} of {total:,}"
        if done > before and now > began:
            rate = (done - before) / (now - began)
            pace = f"{rate:.0f}" if rate >= 1 else f"{rate:.1f}"
            line += f",{left} {pace} a second, about {_time((total - done) / rate)} to go"
        self.write(self._over(line) if self.terminal else f"{line}\n")

    def finish(self) -> None:
        """Leave nothing on the terminal's line."""
        if self._shown:
            self.write(self._over("") + "\r")

    def _over(self, line: str) -> str:
        import shutil  # here, for hardly any run tells of itself

        line = line[: max(shutil.get_terminal_size().columns - 1, 20)]
        before, self._shown = self._shown, len(line)
        return f"\r{line}{' ' * (before - len(line))}"


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
