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


_ZONE = r"(?:UTC|GMT|CES?T|BST|[ECMP][SD]?T|Z|h|hrs|Uhr)"
_TIME = re.compile(
    rf"(?<![\w:.])(?P<hour>2[5-9]|[3-9]\d):[0-5]\d(?=\s?{_ZONE}\b)"
    r"|(?<![\w:.])(?P<late>1[3-9]|2[0-4]):[0-5]\d\s?[ap]\.?m\b",
    re.I,
)


def check(post: Post) -> Iterator[Finding]:
    yield from _times(post)
    for bad in post.bad_dates:
        if not _is_meant(post, bad):
            yield Finding(bad.span, f"{bad.text} is no date: {bad.reason}")


def _times(post: Post) -> Iterator[Finding]:
    """ "25:00 UTC" and "13:30 pm": hours that no clock has."""
    for flow in post.flows:
        for found in _TIME.finditer(flow.prose) if ":" in flow.prose else ():
            if not _ON_PURPOSE.search(flow.text):
                reason = "a day has 24 hours" if found["hour"] else f"12-hour clocks do not go to {found['late']}"
                yield Finding(flow.span_of(*found.span()), f"{found[0]} is no time of day: {reason}")


def _is_meant(post: Post, bad: BadDate) -> bool:
    flow = next((flow for flow in post.flows if flow.span.contains(bad.span)), None)
    if flow is None:
        return False
    before = flow.text[: flow.find(bad.span.start) or 0].rstrip("*_")
    return before[-1:] in tuple(_QUOTES) or _ON_PURPOSE.search(flow.text) is not None
