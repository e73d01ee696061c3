"""Plain values go in, a short name for each comes out: equal values have equal names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set


def digest(value: object) -> str:
    """24 hexadecimal digits for what `repr` tells apart; the order of a set or a mapping does not matter."""
    if isinstance(value, Mapping):
        value = sorted(value.items())
    elif isinstance(value, Set):
        value = sorted(value)
    return hashlib.blake2b(repr(value).encode(errors="surrogateescape"), digest_size=12).hexdigest()
