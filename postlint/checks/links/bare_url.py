"""A post goes in; every web address in its text that Markdown by itself does not turn into a link comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Fix, LinkKind
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import split_url

# Hosts set aside for examples (RFC 2606, RFC 6761): they are shown, not opened.
_EXAMPLE = lazy.compile(r"(?:.*\.)?(?:example(?:\.(?:com|org|net))?|test|invalid)")


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.kind is not LinkKind.BARE or "://" not in link.target or link.flow < len(post.header_flows):
            continue
        if _EXAMPLE.fullmatch(split_url(link.target).host) or post.flows[link.flow].role == "html":
            continue
        # MDX reads `<` as the start of a tag.
        better = f"[{link.text}]({link.target})" if post.mdx else f"<{link.target}>"
        yield Finding(
            link.span,
            f"{quoted(link.target)} is plain text where addresses are not linked",
            Fix.replace(link.span, better),
        )
