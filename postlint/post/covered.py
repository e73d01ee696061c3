"""A post goes in, what its code covers comes out, to be asked whether a place lies within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postlint.model import Cover
from postlint.post.fact import fact

if TYPE_CHECKING:
    from postlint.post.document import Post


@fact
def code_of(post: Post) -> Cover:
    """All code with its marks, blocks and pieces of a line."""
    return Cover(code.span for code in post.codes)


@fact
def code_blocks_of(post: Post) -> Cover:
    """Blocks of code, with the fences around them."""
    return Cover(code.span for code in post.codes if code.info is not None)
