"""Plain values go in, a short name for each comes out: equal values have equal names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from importlib import import_module
from typing import Any


def _built_in(name: str, *modules: str) -> Any:
    """A hash from where hashlib takes it, which loads OpenSSL as well: a tenth of the start of a check."""
    for module in modules:
        with suppress(ImportError):  # another Python
            return getattr(import_module(module), name)
    return getattr(import_module("hashlib"), name)


_blake2b = _built_in("blake2b", "_blake2")
sha256 = _built_in("sha256", "_sha2", "_sha256")


def digest(value: object) -> str:
    """24 hexadecimal digits for what `repr` tells apart; the order of sets and mappings does not matter, however deep."""
    return digest_of([_ordered(value)])


def _ordered(value: object) -> object:
    """The value with what has no order of its own in one: that of a set of strings is another in each process."""
    if isinstance(value, Mapping):
        return sorted((key, _ordered(held)) for key, held in value.items())
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_ordered(held) for held in value]
    return value


def digest_of(values: Iterable[object]) -> str:
    """24 hexadecimal digits for what `repr` tells apart of many values in their order, of which only one is held at a time.

    Bytes count as they are.
    """
    known = _blake2b(digest_size=12)
    for value in values:
        known.update(value if isinstance(value, bytes) else repr(value).encode(errors="surrogateescape"))
    name: str = known.hexdigest()
    return name
