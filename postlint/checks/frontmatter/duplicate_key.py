"""A header in, a finding for each key that its mapping already holds with another value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Finding, Header, HeaderProblem, Related, Span

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    values = {entry.key_span: entry.value for entry in post.header.entries}
    for problem in post.header.problems:
        if problem.kind == "duplicate-key" and not _says_the_same(post.header, values, problem):
            related = (Related(problem.related, "set here first"),) if problem.related else ()
            yield Finding(problem.span, problem.message, related=related)


def _says_the_same(header: Header, values: Mapping[Span, object], problem: HeaderProblem) -> bool:
    """Both have one value, and the format lets the last one count; TOML refuses the page."""
    first, again = problem.related, problem.span
    if header.format == "toml" or first is None or first not in values or again not in values:
        return False
    return values[again] == values[first]
