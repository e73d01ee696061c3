"""Texts go in by name and come out again: held compressed, so that a run can hold those of a very large site."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping, MutableMapping
from itertools import chain

_OPEN = 32  # texts that are held as they are: those in use
_ROOM = 1 << 22  # characters of texts that are not worth to be packed


class PackedTexts(MutableMapping[str, str]):
    """A mapping of names to texts that takes about a third of their size."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._open: OrderedDict[str, str] = OrderedDict()
        self._plain: dict[str, str] = {}
        self._room = _ROOM

    @classmethod
    def of(cls, texts: Mapping[str, str], changed: Mapping[str, str]) -> PackedTexts:
        """The same texts but for those that have changed; what is packed stays so."""
        copy = cls()
        if isinstance(texts, PackedTexts):
            copy._packed.update(texts._packed)
            copy._plain.update(texts._plain)
            copy._room = texts._room
        else:
            copy.update(texts)
        copy.update(changed)
        return copy

    def __setitem__(self, name: str, text: str) -> None:
        if name in self:
            del self[name]
        if len(text) <= self._room:
            self._room -= len(text)
            self._plain[name] = text
            return
        self._packed[name] = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)

    def __getitem__(self, name: str) -> str:
        if name in self._plain:
            return self._plain[name]
        if name in self._open:
            self._open.move_to_end(name)
            return self._open[name]
        text = zlib.decompress(self._packed[name]).decode("utf-8", "surrogatepass")
        self._open[name] = text
        if len(self._open) > _OPEN:
            self._open.popitem(last=False)
        return text

    def __delitem__(self, name: str) -> None:
        if name in self._plain:
            self._room += len(self._plain.pop(name))
            return
        del self._packed[name]
        self._open.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._plain or name in self._packed

    def __iter__(self) -> Iterator[str]:
        return chain(self._plain, self._packed)

    def __len__(self) -> int:
        return len(self._plain) + len(self._packed)
