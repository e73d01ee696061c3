"""A header in, a finding for each key that its mapping already holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    for problem in post.header.problems:
        if problem.kind == "duplicate-key":
            related = (Related(problem.related, "set here first"),) if problem.related else ()
            yield Finding(problem.span, problem.message, related=related)
