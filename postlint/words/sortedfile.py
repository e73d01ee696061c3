"""A file of sorted lines goes in, what it says of a word comes out: searched as it is, which is quicker than a set is made."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property
from pathlib import Path

_ENDS = ("\n", "\t")  # of a key; both come before all that words hold
_MANY = 500  # questions that are worth to cut the file into its lines

DATA = Path(__file__).parent / "data"


class SortedFile:
    """Lines of the form `key` or `key<TAB>value`, sorted by code point; the file is read at the first question."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._asked = 0
        self.find = cache(self._find)

    @cached_property
    def text(self) -> str:
        return (DATA / self._name).read_text(encoding="utf-8")

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.removesuffix("\n").split("\n")

    def __contains__(self, key: str) -> bool:
        """Is there such a key? Unlike with `find`, nothing is kept of the question."""
        return self._find(key) is not None

    def beginning(self, letter: str) -> list[str]:
        """The lines that begin with a letter."""
        text, start = self.text, self._start(letter)
        return text[start : self._start(chr(ord(letter) + 1))].splitlines()

    def _find(self, key: str) -> str | None:
        """The value of a key, "" for one without a value, None for a key that the file lacks."""
        self._asked += 1
        return self._in_text(key) if self._asked < _MANY else self._in_lines(key)

    def _in_lines(self, key: str) -> str | None:
        lines = self._lines
        at = bisect_left(lines, key)
        found, _, value = lines[at].partition("\t") if at < len(lines) else ("", "", "")
        return value if found == key else None

    def _start(self, letter: str) -> int:
        """Where the first line stands that begins with a letter, or with a later one."""
        text = self.text
        low, high = 0, len(text)
        while low < high:
            start = text.rfind("\n", low, (low + high) // 2) + 1 or low
            low, high = (text.find("\n", start) + 1, high) if text[start] < letter else (low, start)
        return low

    def _in_text(self, key: str) -> str | None:
        text, size = self.text, len(key)
        low, high = 0, len(text)
        while low < high:
            start = text.rfind("\n", low, (low + high) // 2) + 1 or low
            found = text[start : start + size]
            if found == key and text[start + size : start + size + 1] in _ENDS:
                return text[start + size + 1 : text.find("\n", start)]
            low, high = (text.find("\n", start) + 1, high) if found < key else (low, start)
        return None
