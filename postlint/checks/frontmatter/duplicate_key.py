"""A header in, a finding for each key that its mapping already holds with another value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from postlint.model import Finding, Header, HeaderProblem, Related, Span

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    values = {entry.key_span: entry.value for entry in post.header.entries}
    for problem in post.header.problems:
        if problem.kind == "duplicate-key" and not _says_the_same(post.header, values, problem):
            related = (Related(problem.related, "set here first"),) if problem.related else ()
            yield Finding(problem.span, problem.message, related=related)


def _says_the_same(header: Header, values: Mapping[Span, Any], problem: HeaderProblem) -> bool:
    """Both have one value, and the format lets the last one count; TOML refuses the page."""
    if header.format == "toml" or problem.related not in values or problem.span not in values:
        return False
    return values[problem.span] == values[problem.related]
