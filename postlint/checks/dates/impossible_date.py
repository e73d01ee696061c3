"""A post in, a finding for each phrase in the form of a date that no calendar holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import BadDate, Finding

if TYPE_CHECKING:
    from postlint.post.document import Post

# A post about calendars names such days on purpose.
_ON_PURPOSE = re.compile(
    r"\b(?:invalid|impossible|non-?existent|imaginary|illegal|bogus|overflow\w*|pars(?:e|es|ed|ing|er)|roll(?:s|ed)? over|"
    r"no such|(?:does|do|did)(?: not|n't|n’t) exist|no calendar|never|joke|typo|should (?:be|read|have been))\b",
    re.I,
)
_QUOTES = "\"'“‘«`"


def check(post: Post) -> Iterator[Finding]:
    for bad in post.bad_dates:
        if not _is_meant(post, bad):
            yield Finding(bad.span, f"{bad.text} is no date: {bad.reason}")


def _is_meant(post: Post, bad: BadDate) -> bool:
    flow = next((flow for flow in post.flows if flow.span.contains(bad.span)), None)
    if flow is None:
        return False
    before = flow.text[: flow.find(bad.span.start) or 0].rstrip("*_")
    return before[-1:] in tuple(_QUOTES) or _ON_PURPOSE.search(flow.text) is not None
