"""A Post goes in, its links to the web come out: those of the body, and the addresses its front matter gives.

Left out is what no answer of the web could judge: targets that a template completes, and front matter that names the post's
own future address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Link, LinkKind
from postlint.text import lazy
from postlint.text.urls import has_template, split_url

if TYPE_CHECKING:
    from postlint.model import Entry
    from postlint.post.document import Post

# Keys whose value is where this post will stand, or stood.
_OWN = frozenset("canonical canonical_url canonicalurl permalink url slug aliases alias redirect_from redirect".split())
_PLAIN = lazy.compile(r"https?://[^\s<>\"'{}]+", re.IGNORECASE)


def web_links(post: Post) -> Iterator[Link]:
    """The links whose target is an http(s) address, those of the front matter first; `//host/x` counts."""
    for entry in post.header.entries:
        if link := _header_link(entry):
            yield link
    for link in post.links:
        url = split_url(link.target)
        if url.web and not has_template(link.target):
            yield link


def _header_link(entry: Entry) -> Link | None:
    value = entry.value
    if not isinstance(value, str) or not entry.literal or not _PLAIN.fullmatch(value):
        return None
    if any(str(key).lower().replace("-", "_") in _OWN for key in entry.path):
        return None
    span = entry.text_span
    return Link(LinkKind.HEADER, False, span, "", span, value, span)
