"""A post goes in, the HTML that Franklin takes as it is comes out: what stands between two lines of `~~~`."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Span
from postlint.post.document import Post


def raw_html(post: Post) -> Iterator[Span]:
    """The blocks that Markdown takes for code in a `~~~` fence without a language, and that begin with a tag."""
    for block in post.blocks:
        if block.kind == "fence" and block.markup == "~~~" and not block.info:
            content = block.span.of(post.text)[3:]
            if content.lstrip().startswith("<"):
                yield block.span
