"""A header in; slugs and addresses in it that end like a source file, hold spaces or an entity, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_KEYS = ("slug", "permalink", "path", "url")
_SOURCE = lazy.compile(r"\.(?:md|mdx|markdown)/?\Z", re.IGNORECASE)
_ENTITY = lazy.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d+);")


def check(post: Post) -> Iterator[Finding]:
    for key in _KEYS:
        entry = post.header.get(key)
        if entry is None or not isinstance(entry.value, str) or "{" in entry.value or "://" in entry.value:
            continue
        if fault := _fault(entry, entry.value.strip()):
            yield Finding(entry.text_span, f"{entry.key} {quoted(entry.value)} {fault}")


def _fault(entry: Entry, value: str) -> str:
    if ending := _SOURCE.search(value):
        return f"ends with {ending[0]}, as a source file does, not a page"
    if " " in value:
        return "holds a space, which an address cannot"
    if _ENTITY.search(value):
        return "holds an entity, which an address shows as it is"
    return ""
