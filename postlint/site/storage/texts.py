"""Files of a site go in, their texts come out; those asked for first are held, within a limit that most sites stay below."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 16_000_000  # characters that are held: of a larger site, the rest is read each time


class Texts:
    """The texts of the files of one site, as `read` gives them."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._held: dict[str, str] = {}
        self._size = 0

    def of(self, path: str) -> str:
        """The text of a file."""
        if path in self._held:
            return self._held[path]
        text = self._read(path)
        if self._size + len(text) <= _MOST:
            self._held[path] = text
            self._size += len(text)
        return text
