"""A post goes in; days of its text come out that a row of its table, or an entry of its list, gives another day.

"| Work party | 20 September |" and "The work party is on 27 September": whoever reads both cannot tell when to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, When, WhenKind
from postlint.post.by_flow import whens_of
from postlint.post.tables import tables_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LABEL = lazy.compile(r"\W*(?:the\s|our\s)?(?P<what>[A-Za-z][\w '’-]{2,40})\W*", re.I)
_ENTRY = lazy.compile(
    r"\W*(?:the\s|our\s)?(?P<what>[A-Za-z][\w '’-]{2,40}?)(?::|,|\s[–—-])\s(?:on\s)?(?:the\s)?\Z", re.I
)
# "The work party is on DAY"
_SUBJECT_ON = lazy.compile(
    r"\b(?:the|our)\s(?P<what>[A-Za-z][\w '’-]{2,40}?)\s(?:is|takes\splace|will\sbe(?:\sheld)?|is\sheld|starts"
    r"|begins|opens)\s(?:again\s)?(?:on\s)(?:the\s)?"
    r"(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z",
    re.I,
)
_REACH = 90  # characters before a day
_FAR = 40  # days; what lies farther apart is the next one


def told_otherwise(post: Post) -> Iterator[Finding]:
    """Each such day of the text."""
    rows = _rows(post)
    for when in post.whens if rows else ():
        flow = post.flows[when.flow]
        if when.kind is not WhenKind.DAY or when.relative or flow.quoted or flow.role not in ("paragraph", "html"):
            continue
        found = _SUBJECT_ON.search(flow.text, max(when.at - _REACH, 0), when.at)
        row = rows.get(found["what"].lower()) if found else None
        if row and 0 < when.distance(row.first_day) <= _FAR:
            message = f"the text says {when.text}, the row of it says {row.text}"
            yield Finding(when.span, message, related=(Related(row.span, f"here it is {row.text}"),))


def _rows(post: Post) -> dict[str, When]:
    """The one day of each row and entry by what it is the day of; what stands in several is left out."""
    found: dict[str, list[When]] = {}
    for row in (row for table in tables_of(post) for row in table[1:]):
        days = [one for cell in row for one in whens_of(post).get(cell, ())]
        label = next((post.flows[cell].text for cell in row if not whens_of(post).get(cell)), "")
        if len(days) == 1 and (said := _LABEL.fullmatch(label)):
            found.setdefault(said["what"].lower(), []).extend(days)
    for item in (item for one in post.lists for item in one.items if item.flow >= 0):
        days = list(whens_of(post).get(item.flow, ()))
        said = _ENTRY.match(post.flows[item.flow].text[: days[0].at]) if len(days) == 1 else None
        if said:
            found.setdefault(said["what"].lower(), []).extend(days)
    return {
        what: days[0]
        for what, days in found.items()
        if len(days) == 1 and days[0].kind is WhenKind.DAY and not days[0].relative
    }
