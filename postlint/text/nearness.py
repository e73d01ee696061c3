"""Words go in, whether they are one slip of the finger apart, or which of them was meant, comes out."""

from __future__ import annotations

from collections.abc import Iterable


def one_edit_apart(a: str, b: str) -> bool:
    """True where one letter more, less or other, or two neighbours swapped, turns `a` into `b`; False for equal words.

    The restricted Damerau-Levenshtein distance (Damerau, 1964) held against one, in linear time.
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) != len(b):
        longer, shorter = (rest_a, rest_b) if len(a) > len(b) else (rest_b, rest_a)
        return longer[1:] == shorter
    swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return rest_a[1:] == rest_b[1:] or swapped


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "; did you mean `x`?" for the nearest known word, "" where none is near."""
    import difflib

    names = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), names, 1)
    return f"; did you mean `{names[near[0]]}`?" if near else ""
