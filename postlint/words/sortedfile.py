"""A file of sorted lines goes in, what it says of a word comes out: searched as it is, which is quicker than a set is made."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from postlint.text import lazy

_ENDS = ("\n", "\t")  # of a key; both come before all that words hold
_BEHIND = "\v"  # what comes between the ends of a key and all that words hold
_BLOCK = 1 << 12  # characters of lines among which a key is looked for as text
_KEY = lazy.compile(r"[^\n\t]*[\n\t]")

DATA = Path(__file__).parent / "data"


def pairs(lines: str) -> dict[str, str]:
    """What stands behind the tab of each line, by what stands before it: cut all at once, for there are ten thousands."""
    pieces = iter(lines.removesuffix("\n").replace("\n", "\t").split("\t"))
    return dict(zip(pieces, pieces, strict=True))


class SortedFile:
    """Lines of the form `key` or `key<TAB>value`, sorted by code point; the file is read at the first question."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.find = cache(self._find)

    @cached_property
    def text(self) -> str:
        return (DATA / self._name).read_text(encoding="utf-8")

    @cached_property
    def _blocks(self) -> tuple[list[str], list[tuple[int, int]]]:
        """The first key of each block, with the sign that ends it, and where the block lies."""
        text = self.text
        begins = dict.fromkeys(text.find("\n", at) + 1 for at in range(_BLOCK, len(text), _BLOCK))
        places = list(pairwise((0, *(at for at in begins if 0 < at < len(text)), len(text))))
        return [found[0] for start, _ in places if (found := _KEY.match(text, start))], places

    def __contains__(self, key: str) -> bool:
        """Is there such a key? Unlike with `find`, nothing is kept of the question."""
        return self._find(key) is not None

    def beginning(self, letter: str) -> list[str]:
        """The lines that begin with a letter."""
        text, start = self.text, self._start(letter)
        return text[start : self._start(chr(ord(letter) + 1))].splitlines()

    def _start(self, letter: str) -> int:
        """Where the first line stands that begins with a letter, or with a later one."""
        text = self.text
        low, high = 0, len(text)
        while low < high:
            start = text.rfind("\n", low, (low + high) // 2) + 1 or low
            low, high = (text.find("\n", start) + 1, high) if text[start] < letter else (low, start)
        return low

    def _find(self, key: str) -> str | None:
        """The value of a key, "" for one without a value, None for a key that the file lacks."""
        text, (keys, places) = self.text, self._blocks
        start, end = places[max(bisect_right(keys, key + _BEHIND) - 1, 0)]
        if not text.startswith(key, start):
            start = text.find(f"\n{key}", start, end) + 1
        stop = start + len(key)
        if not text.startswith(key, start) or text[stop : stop + 1] not in _ENDS:
            return None  # of lines that begin with a key its own is the first
        return text[stop + 1 : text.find("\n", stop)]
