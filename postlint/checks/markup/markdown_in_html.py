"""A post goes in, Markdown that stands in a block of HTML, and is therefore shown with its marks, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Block, Finding, Flow
from postlint.post.document import Post
from postlint.site.site import Site
from postlint.text import lazy

_BOLD = lazy.compile(r"(?<![\w*\\])\*\*(?=[^\W\d_])[^*\n]*[\w.!?:)]\*\*(?![\w*])")
_LINK = lazy.compile(r"(?<![\w!\\\]])\[[^\]\n\[]*\w[^\]\n\[]*\]\((?:https?://|/|#|\.{1,2}/)[^\s()]*\)")
# Python-Markdown and kramdown read it where an attribute asks for it, or an option that a site may have set.
_ASKED = lazy.compile(r"\bmarkdown(?:=|\b)", re.IGNORECASE)
# MDX reads Markdown between tags on lines of their own; these generators read `.md` as MDX, or may.
_READ_ANYWAY = frozenset(("Pelican", "MkDocs", "Nikola", "Franklin", "Jekyll", "Docusaurus", "Next.js"))


def check(post: Post, site: Site) -> Iterator[Finding]:
    if post.mdx:
        return
    for flow in post.flows:
        if flow.role != "html" or flow.block < 0 or not ("**" in flow.prose or "](" in flow.prose):
            continue
        if _may_be_read(post, post.blocks[flow.block], site):
            return
        yield from _shown(post, flow)


def _may_be_read(post: Post, block: Block, site: Site) -> bool:
    """True where a generator, a template tag or an attribute may turn it into HTML after all."""
    if site.convention.name in _READ_ANYWAY or _ASKED.search(block.span.of(post.text)):
        return True
    return any(mask.span.start >= block.span.start and mask.span.end <= block.span.end for mask in post.masks)


def _shown(post: Post, flow: Flow) -> Iterator[Finding]:
    for pattern, what in ((_BOLD, "bold text"), (_LINK, "a link")):
        for found in pattern.finditer(flow.prose):
            span = flow.span_of(*found.span())
            if span.of(post.text) == found[0]:
                yield Finding(
                    span, f"in a block of HTML this is not {what} but shown as it is; a blank line must stand before"
                )
                return
