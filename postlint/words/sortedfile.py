"""A file of sorted lines goes in, what it says of a word comes out: searched as it is, which is quicker than a set is made."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path

from postlint.text import lazy

_ENDS = (b"\n", b"\t")  # of a key; both come before all that words hold
_BEHIND = b"\v"  # what comes between the ends of a key and all that words hold
_BLOCK = 1 << 12  # bytes of lines among which a key is looked for as text
_KEY = lazy.compile(rb"[^\n\t]*[\n\t]")

DATA = Path(__file__).parent / "data"


def pairs(lines: str) -> dict[str, str]:
    """What stands behind the tab of each line, by what stands before it: cut all at once, for there are ten thousands."""
    pieces = iter(lines.removesuffix("\n").replace("\n", "\t").split("\t"))
    return dict(zip(pieces, pieces, strict=True))


class SortedFile:
    """Lines of the form `key` or `key<TAB>value`, sorted by code point, as their UTF-8 is, too.

    Of a file of two megabytes one post needs a few lines: it is not read, only those parts of it come into memory that are
    looked at.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self.find = cache(self._find)

    @cached_property
    def _lines(self) -> mmap:
        with (DATA / self._name).open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)

    @property
    def text(self) -> str:
        """All of it."""
        return self._lines[:].decode()

    @cached_property
    def _blocks(self) -> tuple[list[bytes], list[tuple[int, int]]]:
        """The first key of each block, with the sign that ends it, and where the block lies."""
        lines, size = self._lines, len(self._lines)
        begins = dict.fromkeys(lines.find(b"\n", at) + 1 for at in range(_BLOCK, size, _BLOCK))
        places = list(pairwise((0, *(at for at in begins if 0 < at < size), size)))
        return [found[0] for start, _ in places if (found := _KEY.match(lines, start))], places

    def __contains__(self, key: str) -> bool:
        """Is there such a key? Unlike with `find`, nothing is kept of the question."""
        return self._find(key) is not None

    def beginning(self, letter: str) -> list[str]:
        """The lines that begin with a letter."""
        return self._lines[self._start(letter) : self._start(chr(ord(letter) + 1))].decode().splitlines()

    def _start(self, letter: str) -> int:
        """Where the first line stands that begins with a letter, or with a later one."""
        lines, first = self._lines, letter.encode()
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            is_before = lines[start : start + len(first)] < first
            low, high = (lines.find(b"\n", start) + 1, high) if is_before else (low, start)
        return low

    def _find(self, key: str) -> str | None:
        """The value of a key, "" for one without a value, None for a key that the file lacks."""
        lines, (keys, places) = self._lines, self._blocks
        wanted = key.encode()
        start, end = places[max(bisect_right(keys, wanted + _BEHIND) - 1, 0)]
        if lines[start : start + len(wanted)] != wanted:
            start = lines.find(b"\n" + wanted, start, end) + 1
        stop = start + len(wanted)
        if lines[start:stop] != wanted or lines[stop : stop + 1] not in _ENDS:
            return None  # of lines that begin with a key its own is the first
        return lines[stop + 1 : lines.find(b"\n", stop)].decode()
