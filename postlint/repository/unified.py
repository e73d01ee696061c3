"""A unified diff goes in, what it does to each file comes out: the lines it writes, the old name, and the old bytes.

What Git prints is understood (renames, quoted names, binary files), and what `diff -u` does. Lines end at LF, as both of
them count, and are 1-based. Sources: "Generating patch text with -p" in git-diff(1); "Unified Format" in GNU diffutils.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from postlint.text import lazy

_HUNK = lazy.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_LINE = lazy.compile(rb"[^\n]*\n|[^\n]+")
_PREFIX = lazy.compile(r"[abciow]/")  # a/ and b/, or those of diff.mnemonicPrefix
_NOTHING = "/dev/null"
_ESCAPE = lazy.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))
_QUOTED = rb'"((?:[^"\\]|\\.)*)"'


class PatchError(ValueError):
    """A patch that cannot be used: the reason, and where it shows."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From line `start` of the new file on, the lines `old` became `new` (endings included); equal ones are context."""

    start: int
    old: tuple[bytes, ...]
    new: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """What became of one file. `path` is empty for a file that was deleted, `old` for one that is new.

    `opaque` is true where the patch does not say which lines changed.
    """

    path: str
    old: str
    stretches: tuple[Stretch, ...] = ()
    opaque: bool = False

    def touches(self, first: int, last: int) -> bool:
        """Did the change write one of the lines `first` to `last` (inclusive), or remove what stood between two of them?"""
        return self.opaque or any(
            one.start <= last and first < one.start + len(one.new) if one.new else first < one.start <= last
            for one in self.stretches
            if one.old != one.new
        )

    def before(self, now: bytes) -> bytes:
        """The file before the change, from what it is now. Raises PatchError where the patch was made from another file."""
        lines, old, done = _LINE.findall(now), list[bytes](), 0
        for one in self.stretches:
            for number, line in enumerate(one.new, one.start):
                if number > len(lines) or lines[number - 1].rstrip(b"\r\n") != line.rstrip(b"\r\n"):
                    reason = f"line {number} of {self.path} is not as the patch says"
                    raise PatchError(f"{reason}: the patch must have been applied, and nothing else since")
            old += (*lines[done : one.start - 1], *one.old)
            done = one.start - 1 + len(one.new)
        return b"".join((*old, *lines[done:]))


def parse_patch(patch: bytes) -> tuple[FileChange, ...]:
    """Every file of a patch, in order. Raises PatchError for what is no patch, or several patches in a row."""
    changes = tuple(_Reader(_LINE.findall(patch)).changes())
    if not changes and patch.strip() and b"diff --git " not in patch:
        raise PatchError("nothing in it looks like a change: expected what `git diff` or `diff -u` prints")
    seen: set[str] = set()
    for change in changes:
        if again := seen & {change.path, change.old} - {""}:
            raise PatchError(f"{again.pop()} is changed twice: expected one diff over all commits, not one for each")
        if outside := next((name for name in (change.path, change.old) if _leaves(name)), ""):
            raise PatchError(f"{outside} lies outside the folder that it is for")
        seen |= {change.path, change.old} - {""}
    return changes


class _Reader:
    """The lines of a patch, read from the top."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self.lines = lines
        self.at = 0

    def changes(self) -> Iterator[FileChange]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.startswith(b"diff --git "):
                change = self._of_git()
                if change.stretches or change.opaque or change.path != change.old:  # else only its mode changed
                    yield change
            elif self._names_follow():
                yield self._plain()
            elif line.startswith((b"diff --cc ", b"diff --combined ", b"@@")):
                raise self._error(
                    "expected the names of one file before and after the change, not a merge or a fragment"
                )
            else:
                self.at += 1

    def _of_git(self) -> FileChange:
        old, new = _both(self.lines[self.at])
        opaque = False
        self.at += 1
        while self.at < len(self.lines) and not self._names_follow():
            line = self.lines[self.at]
            if line.startswith((b"diff --git ", b"@@")):
                break
            if line.startswith(b"rename from "):
                old = _name(line[12:])
            elif line.startswith((b"rename to ", b"copy to ")):
                new = _name(line.partition(b" to ")[2])
            elif line.startswith((b"new file mode ", b"copy from ")):
                old = ""
            elif line.startswith(b"deleted file mode "):
                new = ""
            opaque |= line.startswith((b"Binary files ", b"GIT binary patch"))
            self.at += 1
        if not self._names_follow():
            return FileChange(new, old, (), opaque)
        before, after = self._names()
        return FileChange(after, old and before, tuple(self._stretches()))

    def _names_follow(self) -> bool:
        here = self.lines[self.at : self.at + 2]
        return len(here) == 2 and here[0].startswith(b"--- ") and here[1].startswith(b"+++ ")

    def _names(self) -> tuple[str, str]:
        self.at += 2
        old, new = self.lines[self.at - 2 : self.at]
        return _without_prefixes(_name(old[4:]), _name(new[4:]))

    def _plain(self) -> FileChange:
        old, new = self._names()
        head = _HUNK.match(self._line())  # `diff -N` names a file that is not there, and counts no lines in it
        gone = head is not None and (head[3], head[4]) == (b"0", b"0")
        added = head is not None and (head[1], head[2]) == (b"0", b"0")
        return FileChange("" if gone else new, "" if added else old, tuple(self._stretches()))

    def _stretches(self) -> Iterator[Stretch]:
        while self.at < len(self.lines) and (head := _HUNK.match(self.lines[self.at])):
            self.at += 1
            old, new = (int(head[group] or 1) if head[group] != b"0" else 0 for group in (2, 4))
            start = int(head[3]) + (new == 0)  # without new lines, the header names the line before
            for _, run in groupby(self._body(old, new), key=lambda one: one[0] == b" "):
                lines = list(run)
                before = tuple(line for mark, line in lines if mark != b"+")
                after = tuple(line for mark, line in lines if mark != b"-")
                yield Stretch(start, before, after)
                start += len(after)

    def _body(self, old: int, new: int) -> list[tuple[bytes, bytes]]:
        """The lines of a hunk, each after its mark."""
        body: list[tuple[bytes, bytes]] = []
        while old > 0 or new > 0 or self._line()[:1] == b"\\":
            line = self._line()
            mark = b" " if line in (b"\n", b"\r\n") else line[:1]  # mail programs strip blanks at the end of a line
            if mark == b"\\" and body:  # "\ No newline at end of file"
                body[-1] = (body[-1][0], body[-1][1].removesuffix(b"\n"))
            elif mark in (b" ", b"-", b"+") and mark:
                body.append((mark, line if line[:1] != mark else line[1:]))
                old -= mark != b"+"
                new -= mark != b"-"
            else:
                raise self._error("expected a line that begins with a space, - or +")
            self.at += 1
        return body

    def _line(self) -> bytes:
        return self.lines[self.at] if self.at < len(self.lines) else b""

    def _error(self, reason: str) -> PatchError:
        return PatchError(f"line {self.at + 1} of the patch: {reason}")


def _both(line: bytes) -> tuple[str, str]:
    """The names in `diff --git a/x b/x`: where they are not quoted nothing divides them, but then they are equal."""
    names = line[11:].rstrip(b"\r\n")
    quoted = re.fullmatch(_QUOTED + b" " + _QUOTED, names)
    if quoted:
        return _without_prefixes(_unescaped(quoted[1]), _unescaped(quoted[2]))
    middle = len(names) // 2
    return _without_prefixes(os.fsdecode(names[:middle]), os.fsdecode(names[middle + 1 :]))


def _name(written: bytes) -> str:
    """A file's name as a patch writes it: quoted, or up to a tab, after which `diff` puts the time."""
    plain = written.rstrip(b"\r\n")
    quoted = re.match(_QUOTED, plain)
    return _unescaped(quoted[1]) if quoted else os.fsdecode(plain.partition(b"\t")[0])


def _unescaped(quoted: bytes) -> str:
    def char(found: re.Match[bytes]) -> bytes:
        return bytes([int(found[1], 8) if len(found[1]) == 3 else _ESCAPED.get(found[1][0], found[1][0])])

    return os.fsdecode(_ESCAPE.sub(char, quoted))


def _leaves(name: str) -> bool:
    return os.path.isabs(name) or ".." in name.replace(os.sep, "/").split("/")


def _without_prefixes(old: str, new: str) -> tuple[str, str]:
    """The names without Git's prefixes, which are two different ones; "" for the file that is not there."""
    there = [name for name in (old, new) if name != _NOTHING]
    apart = len({name[:2] for name in there}) == len(there)
    prefixed = apart and all(_PREFIX.match(name) for name in there)
    before, after = ("" if name == _NOTHING else name[2:] if prefixed else name for name in (old, new))
    return before, after
