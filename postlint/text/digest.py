"""Plain values go in, a short name for each comes out: equal values have equal names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set


def digest(value: object) -> str:
    """24 hexadecimal digits for what `repr` tells apart; the order of a set or a mapping does not matter."""
    if isinstance(value, Mapping):
        value = sorted(value.items())
    elif isinstance(value, Set):
        value = sorted(value)
    return digest_of([value])


def digest_of(values: Iterable[object]) -> str:
    """24 hexadecimal digits for what `repr` tells apart of many values in their order, of which only one is held at a time."""
    known = hashlib.blake2b(digest_size=12)
    for value in values:
        known.update(repr(value).encode(errors="surrogateescape"))
    return known.hexdigest()
