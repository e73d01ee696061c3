"""Texts go in by name and come out again: held compressed, so that a run can hold those of a very large site."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping, MutableMapping

_OPEN = 32  # texts that are held as they are: those in use


class PackedTexts(MutableMapping[str, str]):
    """A mapping of names to texts that takes about a third of their size."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._open: OrderedDict[str, str] = OrderedDict()

    @classmethod
    def of(cls, texts: Mapping[str, str], changed: Mapping[str, str]) -> PackedTexts:
        """The same texts but for those that have changed; what is packed stays so."""
        copy = cls()
        if isinstance(texts, PackedTexts):
            copy._packed.update(texts._packed)
        else:
            copy.update(texts)
        copy.update(changed)
        return copy

    def __setitem__(self, name: str, text: str) -> None:
        self._packed[name] = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        self._open.pop(name, None)

    def __getitem__(self, name: str) -> str:
        if name in self._open:
            self._open.move_to_end(name)
            return self._open[name]
        text = zlib.decompress(self._packed[name]).decode("utf-8", "surrogatepass")
        self._open[name] = text
        if len(self._open) > _OPEN:
            self._open.popitem(last=False)
        return text

    def __delitem__(self, name: str) -> None:
        del self._packed[name]
        self._open.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
