"""An Outcome goes in, its findings come out in the order in which a person best reads them on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from postlint.post.dates import post_date
from postlint.post.frontmatter import read_header

if TYPE_CHECKING:
    from postlint.model import Diagnostic
    from postlint.model.plan import Outcome


def newest_first(outcome: Outcome) -> Callable[[str], int]:
    """Sorts paths by the days of their posts, the newest first; what has no day comes last."""

    @cache
    def rank(path: str) -> int:
        date = post_date(read_header(outcome.sources.get(path, "")), path)
        return -date.day.toordinal() if date else 0

    return rank


def by_worth(outcome: Outcome) -> Outcome:
    """Posts with errors first, of these and of the others the newest; within a post the findings keep their order."""
    rank = newest_first(outcome)
    gravest: dict[str, int] = {}
    for one in outcome.diagnostics:
        gravest[one.path] = max(gravest.get(one.path, 0), one.severity)

    def worth(one: Diagnostic) -> tuple[int, int, str]:
        return -gravest[one.path], rank(one.path), one.path

    found: Sequence[Diagnostic] = sorted(outcome.diagnostics, key=worth)
    return replace(outcome, diagnostics=tuple(found))
