"""A post with headings goes in, the bold line that stands in a paragraph of its own as a heading would comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Block, Finding
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_HEADINGS = 3  # of one level, which show how the post marks its sections
_WORDS = 9  # of a heading
_ALIKE = 1  # more bold lines are a level of headings that the author has chosen


def check(post: Post) -> Iterator[Finding]:
    levels = Counter(heading.level for heading in post.headings if heading.level > 1)
    level, count = max(levels.items(), key=lambda item: item[1], default=(0, 0))
    if count < _HEADINGS:
        return
    blocks = [block for block in post.blocks if block.parent < 0]
    bold = [(before, block) for before, block in pairwise(blocks) if _is_bold(post, block)]
    if len(bold) > _ALIKE:
        return
    last = max(heading.span.end for heading in post.headings if heading.level == level)
    for before, block in bold:
        text = block.span.of(post.text).strip()[2:-2]
        follows = next((one for one in blocks if one.span.start >= block.span.end), None)
        # Below the last heading it may be a closing call; right below a heading it opens that section.
        if before.kind == "heading" or follows is None or follows.kind != "paragraph" or block.span.start > last:
            continue
        marks = "#" * level
        yield Finding(block.span, f"{quoted(text)} is bold, the {count} other sections have a heading: {marks} {text}")


def _is_bold(post: Post, block: Block) -> bool:
    """True for a paragraph of one short line, bold from its first to its last word, that is no sentence."""
    if block.kind != "paragraph":
        return False
    source = block.span.of(post.text).strip()
    inner = source[2:-2]
    if source[:2] not in ("**", "__") or source[-2:] != source[:2] or source[:2] in inner or "\n" in inner:
        return False
    return (
        len(inner.split()) <= _WORDS and inner[:1].isalnum() and inner[-1:] not in tuple(".:!,;)") and "](" not in inner
    )
