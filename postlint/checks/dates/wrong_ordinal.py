"""A post in, a finding for each number whose ending does not fit it ("22th"), with the ending that does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix
from postlint.post.wording.places import is_quoted
from postlint.text import lazy
from postlint.text.figures import figure

if TYPE_CHECKING:
    from postlint.post.document import Post

_ORDINAL = lazy.compile(
    r"(?P<number>\d(?<![\w.,$=+#/\\-]\d)\d{0,2}(?:,?\d{3})*)(?P<ending>st|nd|rd|th|ST|ND|RD|TH)\b(?!-?\w|\s*\[sic)"
)
_STONES = lazy.compile(r"\b\d{1,2}\s?st\s\d{1,2}\s?lbs?\b")  # a crew, weighed in stones
_CORRECTED = lazy.compile(r"\bshould (?:have )?(?:be|been|read)\b|\bmisprint|\btypo\b|\berrat")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def check(post: Post) -> Iterator[Finding]:
    weighed = any(_STONES.search(flow.prose) for flow in post.flows)
    for flow in post.flows:
        for found in _ORDINAL.finditer(flow.prose):
            if found["ending"] == "st" and weighed:
                continue
            number = figure(found["number"].replace(",", ""))
            ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
            if found["ending"].lower() == ending or _CORRECTED.search(flow.text) or _is_shown(flow.text, *found.span()):
                continue
            if f"{found['number']}{ending}" in flow.text and is_quoted(flow, *found.span()):
                continue  # "a bot wrote of “the 111st pier”, which is the 111th": both are spoken of
            ending = ending.upper() if found["ending"].isupper() else ending
            fix = Fix.replace(flow.span_of(*found.span("ending")), ending)
            yield Finding(flow.span_of(*found.span()), f"{found[0]} is written {found['number']}{ending}", fix)


def _is_shown(text: str, at: int, end: int) -> bool:
    """Whether an ordinal stands in quotation marks by itself."""
    return text[at - 1 : at] in tuple("\"'“„‘«") and text[end : end + 1] in tuple("\"'”“’»")
