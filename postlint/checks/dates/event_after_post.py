"""A post in, a finding for each date that it tells of as past though it lies after the post's own date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.checks.dates._telling import is_later_note, is_near, last_edit, tense_of
from postlint.model import Finding, Related, WhenKind
from postlint.post.tense import Tense

if TYPE_CHECKING:
    from postlint.post.document import Post


def check(post: Post) -> Iterator[Finding]:
    edited = last_edit(post)
    if post.date is None or edited is None:
        return
    for when in post.whens:
        ahead = (when.first_day - edited).days
        # One day is a time zone. A month without a year may be last year's.
        if ahead < 2 or when.kind not in (WhenKind.DAY, WhenKind.DAYS, WhenKind.MONTH) or not is_near(when, edited):
            continue
        if when.kind is WhenKind.MONTH and when.year_from != "phrase":
            continue
        if is_later_note(post.flows[when.flow]) or tense_of(post, when) is not Tense.DONE:
            continue
        dated = post.date.day.isoformat()
        related = (Related(post.date.span, f"the post is dated {dated}"),) if post.date.source != "path" else ()
        yield Finding(when.span, f"{when.text} is told as past, but the post is dated {dated}", related=related)
