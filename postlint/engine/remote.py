"""On a worker of a cluster: chunks go in, results come out, from a process of its own for each thread of the worker.

There limits of time hold (they need a main thread), the working directory can be the client's, and whatever goes wrong with
a post ends that process and not the worker. What a chunk needs comes in packs, each sent to a process once. Everything
travels as pickles, as all that Dask sends does: whoever can talk to a scheduler can run code on its workers.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from postlint.model.named import NamedTuple

if TYPE_CHECKING:
    from postlint.engine.chunks import Briefing, Files
    from postlint.repository.history import Arrival

_HEAD = struct.Struct(">cQ")  # of a message: what it is, and how many bytes follow
PACK, CHUNK, DONE, FAILED = b"p", b"c", b"d", b"f"
_FULL = 200_000_000  # bytes of packs that one process is told
_PARTS = ("markdown-it-py", "mdit-py-plugins", "PyYAML", "python-frontmatter")  # what decides how a post is read


class Pack(NamedTuple):
    """Something that a process must be told before it can check a chunk: a name, and a pickle for it."""

    name: str
    data: bytes


class Orders(NamedTuple):
    """What the client tells first: its briefing, its working directory, and when files came into their repositories.

    `written` is true where its files are sent, and not in a shared folder.
    """

    briefing: Briefing
    folder: Path
    arrivals: Mapping[str, Arrival]
    written: bool


@cache
def identity() -> str:
    """What must be the same for results to be the same: versions, and a digest of postlint's code and rules."""
    import platform
    from importlib.metadata import version

    from postlint import __version__
    from postlint.rulebook.shipped import rules_folder

    code = hashlib.sha256()
    for folder, ending in ((Path(__file__).parents[1], "*.py"), (rules_folder(), "*.md")):
        for file in sorted(folder.rglob(ending)):
            code.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    python = ".".join(platform.python_version_tuple()[:2])
    parts = ", ".join(f"{name} {version(name)}" for name in _PARTS)
    return f"postlint {__version__} ({code.hexdigest()[:8]}), Python {python}, {parts}"


def sees(files: Sequence[tuple[str, str]]) -> bool:
    """Are these files here, each with the content of this SHA-256?"""
    try:
        return all(hashlib.sha256(Path(file).read_bytes()).hexdigest() == digest for file, digest in files)
    except OSError:
        return False


# --- in the worker


class Child:
    """A process that checks chunks for one run (named by the first pack of every chunk)."""

    def __init__(self, run: str) -> None:
        self.run = run
        self._known: set[str] = set()
        self._told = 0
        command = [sys.executable, "-m", "postlint.engine.remote_process"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def check(self, packs: Sequence[Pack], chunk: bytes) -> bytes:
        """The pickled results of a pickled chunk. Raises RuntimeError where the process failed or went away."""
        into, out = self._process.stdin, self._process.stdout
        assert into
        assert out
        try:
            for pack in packs:
                if pack.name not in self._known:
                    send(into, PACK, pack.data)
                    self._known.add(pack.name)
                    self._told += len(pack.data)
            send(into, CHUNK, chunk)
            kind, data = receive(out)
        except (OSError, EOFError):
            self.close()
            raise RuntimeError("the process that checks posts went away") from None
        if kind != DONE:
            raise RuntimeError(data.decode("utf-8", "replace"))
        return data

    def close(self) -> None:
        with suppress(OSError):
            self._process.kill()
        self._process.wait()

    @property
    def serves(self) -> bool:
        """Is it there, and does it not know so many sites yet that a new one would take less memory?"""
        return self._process.poll() is None and self._told < _FULL


_children: dict[int, Child] = {}  # by thread
_changing = threading.Lock()


def check(mine: str, packs: Sequence[Pack], chunk: bytes) -> bytes:
    """Check a chunk in the process of this thread; refuses to where this worker is not what the client is (`mine`)."""
    if identity() != mine:
        raise RuntimeError(f"this worker has {identity()}, the client has {mine}")
    with _changing:
        child = _children.get(threading.get_ident())
        if child is None or child.run != packs[0].name or not child.serves:
            if child:
                child.close()
            child = _children[threading.get_ident()] = Child(packs[0].name)
    return child.check(packs, chunk)


def read(part: Files) -> bytes:
    """What must be known of some files of a site, pickled."""
    from postlint.site.checkout import read_files

    return pickle.dumps(read_files(*part))


def finish(run: str) -> None:
    """End the processes of a run."""
    with _changing:
        for thread, child in list(_children.items()):
            if child.run == run:
                child.close()
                del _children[thread]


# --- messages


def send(into: IO[bytes], kind: bytes, data: bytes) -> None:
    into.write(_HEAD.pack(kind, len(data)))
    into.write(data)
    into.flush()


def receive(out: IO[bytes]) -> tuple[bytes, bytes]:
    """The next message. Raises EOFError where there is none."""
    head = out.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    kind, size = _HEAD.unpack(head)
    data = out.read(size)
    if len(data) < size:
        raise EOFError
    return kind, data


def packed(name: str, value: object) -> Pack:
    """A value as a pack; the name tells packs with other values apart."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return Pack(f"{name} {hashlib.sha256(data).hexdigest()} {os.getpid()}", data)
