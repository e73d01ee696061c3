"""A post goes in; every link whose text does not say where it leads comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postlint.model import Finding, LinkKind
from postlint.post.document import Post
from postlint.text.messages import quoted


def check(post: Post, options: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    vague = {text.casefold() for text in options["texts"]}
    longest = max(map(len, vague), default=0) + 8
    for link in post.links:
        if link.image or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK) or len(link.text) > longest:
            continue
        text = " ".join(link.text.split()).strip(" .,:;!?…→»›>()[]").casefold()
        if text in vague:
            yield Finding(link.span, f"link text {quoted(link.text)} does not say where the link leads")
