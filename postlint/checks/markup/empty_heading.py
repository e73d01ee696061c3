"""A post goes in, headings without any text come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Heading, Span

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site


def check(post: Post, site: Site) -> Iterator[Finding]:
    for heading in post.headings:
        if site.convention.name == "MkDocs" and not post.text[post.header.body : heading.span.start].strip():
            continue  # an empty one on top keeps the theme from writing the title of the page
        if heading.text.strip() or heading.markup not in ("#" * heading.level,):
            continue
        source = heading.span.of(post.text).strip(" \t>")
        # An image, a template's tag or an anchor may be what the heading shows.
        if source.strip("# \t\r") == "" and _begins_nothing(post, heading):
            start = heading.span.start + heading.span.of(post.text).index("#")
            span = Span(start, start + len(source))
            yield Finding(
                span, f"{source.strip()} is a heading without text", Fix.replace(heading.span, "", safe=False)
            )


def _begins_nothing(post: Post, heading: Heading) -> bool:
    """False for a lone `#` in a list of such lines, which is a comment of something pasted."""
    return heading.level > 1 or not post.text[heading.span.end :].lstrip().startswith("#")
