"""A post goes in; months come out that are not those which the words beside them reach from its day: "next month, in May"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.post.numerals import NUMBER, number_of
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_NAMES = "|".join(MONTHS[1:])
_IN = rf"(?:,\s|\s\()(?:that\sis,?\s)?in\s(?P<month>(?-i:{_NAMES}))\b(?!\s\d)"
_MONTH = lazy.compile(rf"\b(?P<words>(?P<which>next|last|this)\smonth){_IN}", re.I)
_AWAY = lazy.compile(
    rf"\b(?P<words>in\s(?P<number>{NUMBER})\smonths(?:['’]?\stime)?|(?P<past>{NUMBER})\smonths\sago){_IN}", re.I
)
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_EARLY, _LATE = 6, 24  # days of a month on which its neighbour may be meant
_MOST = 12
_TOLD_THEN = lazy.compile(r"\b(?:wrote|said|year|years|quoted|announced|then)\b", re.I)


def relative_months(post: Post) -> Iterator[Finding]:
    """Each such month of the text."""
    posted = post.date.day if post.date else None
    for flow in post.english if posted else ():
        if (
            posted is None
            or flow.quoted
            or flow.role not in ("paragraph", "html", "description")
            or "month" not in flow.text
        ):
            continue
        for found in (*_MONTH.finditer(flow.text), *_AWAY.finditer(flow.text)):
            groups = found.groupdict()
            if groups.get("which"):
                shift, slack = _SHIFTS[found["which"].lower()], 0
            else:
                shift, slack = number_of(found["number"]) if groups["number"] else -number_of(found["past"]), 1
            off = (list(MONTHS).index(found["month"]) - posted.month - shift) % _MOST
            around = {0, *range(1, slack + 1), *(-one % _MOST for one in range(1, slack + 1))}
            # Written at the end of one month, a post may come out at the beginning of the next.
            around |= ({1} if posted.day >= _LATE else set()) | ({_MOST - 1} if posted.day <= _EARLY else set())
            if (
                off not in around
                and abs(shift) < _MOST
                and not _TOLD_THEN.search(flow.text, max(found.start() - 80, 0), found.start())
            ):
                words = " ".join(found["words"].split())
                message = f"“{words}” from {posted.isoformat()}, the day of the post, is not {found['month']}"
                yield Finding(flow.span_of(found.start("month"), found.end("month")), message)
