"""A post goes in; the dates that each of its flows names come out, by the index of the flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.model import When
from postlint.post.fact import fact

if TYPE_CHECKING:
    from postlint.post.document import Post


@fact
def whens_of(post: Post) -> Mapping[int, Sequence[When]]:
    """The dates of each flow in order; a flow without any is left out."""
    found: dict[int, list[When]] = {}
    for when in post.whens:
        found.setdefault(when.flow, []).append(when)
    return found
