"""The parts of a glob go in, a regular expression without backtracking comes out: ten stars cost no more than one."""

from __future__ import annotations

from collections.abc import Sequence


def starred(parts: Sequence[str], star: str) -> str:
    """The parts, in each of which every match has one length, with `star` between them: `[^/]*` or `.*`.

    Where the next part matches first is as good a place as any later one, for all stars but the last
    (https://research.swtch.com/glob), so that their groups are atomic and the whole takes time linear in the text
    times the pattern.
    """
    first, *inner = parts
    if not inner:
        return first
    *inner, last = inner
    return first + "".join(f"(?>{star}?{part})" for part in inner) + star + last
