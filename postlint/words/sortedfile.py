"""A file of sorted lines goes in, what it says of a word comes out: searched as it is, which is quicker than a set is made."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

DATA = Path(__file__).parent / "data"


class SortedFile:
    """Lines of the form `key` or `key<TAB>value`, sorted by code point; the file is read at the first question."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.find = cache(self._find)

    @cached_property
    def text(self) -> str:
        return (DATA / self._name).read_text(encoding="utf-8")

    def _find(self, key: str) -> str | None:
        """The value of a key, "" for one without a value, None for a key that the file lacks."""
        text = self.text
        low, high = 0, len(text)
        while low < high:
            start = text.rfind("\n", 0, (low + high) // 2) + 1
            end = text.find("\n", start)
            found, _, value = text[start:end].partition("\t")
            if found == key:
                return value
            low, high = (end + 1, high) if found < key else (low, start)
        return None
