"""A header in, a finding where a generator could not read it: its syntax is broken, or its fence is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    for problem in post.header.problems:
        if problem.kind in ("syntax", "unclosed"):
            yield Finding(problem.span, problem.message)
