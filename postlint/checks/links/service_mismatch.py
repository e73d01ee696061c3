"""A post goes in; every link that is named after one service, or one system's store, and opens another comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Link, LinkKind
from postlint.post.document import Post
from postlint.post.fitting.marks import SERVICE, SYSTEM, against, said
from postlint.text import lazy

_NAMED = lazy.compile(
    r"(?:(?:on|via|our|the)\s+)?(\w+)(?:\s+(?:channel|page|profile|account|repository|repo|group))?", re.I
)


def check(post: Post) -> Iterator[Finding]:
    links = [link for link in post.links if not link.image and link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK)]
    named = {link: name for link in links if (name := _service(link))}
    for link in links:
        # Alone the name may be that of a company, of which a film tells: the other service must be named by a link, too.
        other = against(named.get(link, ""), link.target, SERVICE)
        is_named = other is not None and other[1] in named.values() and other[0] not in link.target.lower()
        if is_named or against(link.text, link.target, SYSTEM):
            yield Finding(link.span, f"text says {' '.join(link.text.split())}, link opens {link.target}")


def _service(link: Link) -> str:
    """The service whose name is all that a text says, in small letters, or ""."""
    found = _NAMED.fullmatch(link.text.strip())
    return found[1].lower() if found and any(mark.sort == SERVICE for mark in said(found[1])) else ""
