"""A post and words to put into it go in, the words with the apostrophes that the post writes come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postlint.post.fact import fact
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_APOSTROPHE = lazy.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")


def as_written(post: Post, words: str) -> str:
    """The words with curly apostrophes where the post writes more of these, with straight ones elsewhere."""
    if "'" not in words and "’" not in words:
        return words
    return _APOSTROPHE.sub("’" if _is_curly(post) else "'", words)


@fact
def _is_curly(post: Post) -> bool:
    found = [mark for flow in post.flows for mark in _APOSTROPHE.findall(flow.prose)]
    return 2 * found.count("’") > len(found)
