"""A header in, a finding where a generator could not read it: its syntax is broken, or its fence is missing or misplaced."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Span
from postlint.post.document import Post
from postlint.site.site import Site
from postlint.text import lazy

# They look for the fence in the very first line of the file: Jekyll by its own pattern, the others with gray-matter.
_AT_ONCE = frozenset(("Jekyll", "Eleventy", "Docusaurus", "Gatsby", "Next.js", "VitePress"))
_FENCED = _AT_ONCE | {"Hugo", "Zola", "Astro"}


# A record of YAML has nothing but keys, list marks, comments and what is indented below them.
_RECORD = lazy.compile(r"(?:(?:---|[\w\"'][^\n:]*:(?:[ \t][^\n]*)?|-[ \t][^\n]*|#[^\n]*|[ \t][^\n]*|)(?:\r?\n|\Z))+")
_DATA = frozenset(("data", "_data"))


def check(post: Post, site: Site) -> Iterator[Finding]:
    is_record = _is_record(post, site)
    for problem in post.header.problems:
        if problem.kind == "syntax" or (problem.kind == "unclosed" and not is_record):
            yield Finding(problem.span, problem.message, hides=post.header.span)
    if not is_record:
        yield from _unseen(post, site)


def _is_record(post: Post, site: Site) -> bool:
    """Whether a file is a record of data, all YAML and no page, which needs no fences whatever its name ends in."""
    place = site.place(post.path)
    if place is None or not (_DATA.intersection(place.split("/")[:-1]) or not site.publishes(place)):
        return False
    return _RECORD.fullmatch(post.text) is not None


def _unseen(post: Post, site: Site) -> Iterator[Finding]:
    """A sound header that this generator takes for text."""
    header = post.header
    if header.format == "pelican" and (name := site.convention.name) in _FENCED:
        key = header.entries[0].key_span
        yield Finding(key, f"no --- opens this front matter, so {name} shows it as text", hides=header.span)
    elif header.format and not post.text[: header.span.start].strip() and header.span.start:
        name = site.convention.name
        if name in _AT_ONCE and not header.problems:
            fence = Span(header.span.start, header.span.start + 3)
            yield Finding(
                fence, f"the front matter begins below the first line, so {name} shows it as text", hides=header.span
            )
