"""A post in, a finding for each date that it announces as still to come though it lies before the post's own date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, WhenKind
from postlint.model.when import Tense
from postlint.post.telling import is_near, is_of_another_day, reach, tense_of

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAYS = (WhenKind.DAY, WhenKind.DAYS)
_LONG_AGO = 400  # days: who writes history may write it in the present
_SLACK = 3  # days: posts are finished and published a little after they are written


def check(post: Post) -> Iterator[Finding]:
    if post.date is None:
        return
    posted = post.date.day
    dated = posted.isoformat()
    related = (Related(post.date.span, f"the post is dated {dated}"),) if post.date.source != "path" else ()
    behind = [when for when in post.whens if _SLACK < (posted - when.last_day).days < _LONG_AGO and when.kind in _DAYS]
    days = reach(post) if behind else 0
    for when in behind:
        if (
            is_near(when, posted, days)
            and not is_of_another_day(post, when.flow)
            and tense_of(post, when) is Tense.ANNOUNCED
        ):
            message = f"{when.text} is announced as still to come, but the post is dated {dated}"
            yield Finding(when.span, message, related=related)
