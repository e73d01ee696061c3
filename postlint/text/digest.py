"""Plain values go in, a short name for each comes out: equal values have equal names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

try:
    from _blake2 import (
        blake2b,
    )  # where hashlib takes it from, which loads OpenSSL as well: a tenth of the start of a check
except ImportError:  # another Python
    from hashlib import blake2b


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
    known = blake2b(digest_size=12)
    for value in values:
        known.update(value if isinstance(value, bytes) else repr(value).encode(errors="surrogateescape"))
    return known.hexdigest()
