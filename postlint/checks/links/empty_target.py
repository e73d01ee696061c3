"""A post goes in; every link and image without an address comes out, with the address where its text is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Link, LinkKind
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import is_email

_WEB = lazy.compile(r"https?://[^\s<>()]+\.[^\s<>()]+", re.IGNORECASE)


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.target.strip():
            continue
        # A reference without a target has a definition without one: reported once, where it is used.
        what = "image" if link.image else "link"
        named = f" {quoted(link.text)}" if link.text.strip() else ""
        yield Finding(link.span, f"the {what}{named} has no address", _fix(link))


def _fix(link: Link) -> Fix | None:
    text = link.text.strip()
    if link.target_span is None or link.kind is LinkKind.REFERENCE or link.image:
        return None
    if is_email(text):
        return Fix.replace(link.target_span, f"mailto:{text}")
    return Fix.replace(link.target_span, text) if _WEB.fullmatch(text) else None
