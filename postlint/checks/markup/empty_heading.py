"""A post goes in, headings without any text come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Heading, Span
from postlint.site.asked.manuals import is_manual_source
from postlint.site.generators.conventions import PYTHON_MARKDOWN

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site


def check(post: Post, site: Site) -> Iterator[Finding]:
    if is_manual_source(post, site):
        return  # there it ends a list
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
            cuts = _cuts_sentence(post, start)
            if cuts and site.convention.name in PYTHON_MARKDOWN and post.text[start - 1] == " ":
                continue  # behind white space that is a word of the line above
            fix = None if cuts else Fix.replace(heading.span, "", safe=False)
            yield Finding(span, f"{source.strip()} is a heading without text", fix)


def _cuts_sentence(post: Post, start: int) -> bool:
    """Does it stand at once below a line that ends in no mark, and is the sign that this line tells of: "with + or / #"?"""
    line = post.text.rfind("\n", 0, start)
    above = post.text[post.text.rfind("\n", 0, max(line, 0)) + 1 : max(line, 0)].rstrip()
    return bool(above) and above[-1].isalpha() and start > post.header.body


def _begins_nothing(post: Post, heading: Heading) -> bool:
    """False for a lone `#` in a list of such lines, which is a comment of something pasted."""
    return heading.level > 1 or not post.text[heading.span.end :].lstrip().startswith("#")
