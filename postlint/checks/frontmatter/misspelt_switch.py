"""A header in; switches like `draft` whose value is a misspelt `true` or `false` come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.post.document import Post

# Keys that every generator, or a theme that many use, reads as a switch.
_SWITCHES = frozenset(
    "draft published featured pinned sticky toc comments hidden unlisted math katex sitemap noindex".split()
)


def check(post: Post) -> Iterator[Finding]:
    for entry in post.header.top.values():
        if entry.key.lower() not in _SWITCHES or not isinstance(entry.value, str):
            continue
        word = entry.value.strip().lower()
        meant = next((right for right in ("true", "false") if word != right and one_edit_apart(word, right)), "")
        if meant:
            yield Finding(entry.text_span, f"{entry.key} is {quoted(entry.value)}, expected {meant}")
