"""A header in, a finding for each date in it that lies on the wrong side of another: an end before its start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Related
from postlint.post.dates import Written, entry_date
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_START = lazy.compile(
    r"start|begins?|opening|opens?|first|arrival|doors|check_?in|(?:(?<![a-z])|(?<=valid))from(?![a-z])", re.I
)
_ENDS = {
    "start": ("end", "finish", "stop"),
    "begin": ("end", "finish"),
    "begins": ("ends", "finishes"),
    "first": ("last",),
    "arrival": ("departure",),
    "open": ("close", "end"),
    "opens": ("closes", "ends"),
    "from": ("to", "until", "till", "through", "thru"),
    "opening": ("closing",),
    "doors": ("start", "starts", "begin", "begins"),
    "check_in": ("check_out",),
    "checkin": ("checkout",),
}
_EXPIRY = frozenset(
    "expires expire expiry expiry_date expirydate expiration expiration_date expirationdate expires_at unpublish_date "
    "unpublish "
    "unpublishdate valid_until validuntil archive_on archive_date hide_after show_until remove_on".split()
)
_CLOCK = lazy.compile(r"(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(.*)")


def check(post: Post) -> Iterator[Finding]:
    groups: dict[tuple[str | int, ...], dict[str, Entry]] = {}
    for entry in post.header.entries:
        groups.setdefault(entry.path[:-1], {})[entry.key.lower()] = entry
    for keys in groups.values():
        for key, first in keys.items():
            last = next((keys[end] for end in _ends(key) if end in keys), None)
            if last is not None and (message := _wrong(first, last)):
                yield Finding(last.text_span, message, related=(_said(first),))
        yield from _due_too_late(keys)
    yield from _expired(post)


def _ends(key: str) -> Iterator[str]:
    """What the end of `start_date` may be called: `end_date`, `finish_date`, …"""
    found = _START.search(key)
    if found:
        yield from (key[: found.start()] + end + key[found.end() :] for end in _ENDS[found[0].lower()])


def _wrong(first: Entry, last: Entry) -> str:
    """What to say where `last` lies before `first`, else ""."""
    if hours := _hours(first, last):
        return hours
    start, end = entry_date(first), entry_date(last)
    if not (start and end and start.value and end.value):
        return ""
    if end.value > start.value or (end.value == start.value and not _is_earlier(start.time, end.time)):
        return ""
    return f"{last.key} says {_shown(end)}, before {first.key}, {_shown(start)}"


_HOUR = lazy.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s?(?:h|hrs|Uhr))?")
_LONG = 300  # minutes by which the end may lie before the start; what is farther may be of the next morning


def _hours(first: Entry, last: Entry) -> str:
    """The same of two hours of the clock: "start: 19:30", "end: 18:00"."""
    start, end = (_HOUR.fullmatch(str(entry.value).strip()) for entry in (first, last))
    if start is None or end is None:
        return ""
    back = 60 * (int(start[1]) - int(end[1])) + int(start[2]) - int(end[2])
    return f"{last.key} says {end[0]}, before {first.key}, {start[0]}" if 0 < back <= _LONG else ""


# Until when one may come forward for an event.
_DUE = lazy.compile(
    r"(?:(?:registration|sign-?_?up|entry|entries|rsvp|booking|application|cfp|submission)_?)?(?:deadline|due|closes|closing)(?:_?date)?|(?:rsvp|register|book|apply)_?by",
    re.I,
)
_EVENT = lazy.compile(
    r"(?:event|concert|race|fair|conference|workshop|walk|meeting)_?(?:date|day|start|starts|on)", re.I
)


def _due_too_late(keys: dict[str, Entry]) -> Iterator[Finding]:
    """A deadline behind the day for which it is."""
    due = [entry for key, entry in keys.items() if _DUE.fullmatch(key.replace("-", "_"))]
    events = [entry for key, entry in keys.items() if _EVENT.fullmatch(key.replace("-", "_"))]
    if len(due) != 1 or len(events) != 1:
        return
    by, on = entry_date(due[0]), entry_date(events[0])
    if by and on and by.value and on.value and by.value > on.value:
        message = f"{due[0].key} says {_shown(by)}, after {events[0].key}, {_shown(on)}"
        yield Finding(due[0].text_span, message, related=(_said(events[0]),))


def _is_earlier(start: str, end: str) -> bool:
    """Whether of two times of one zone the second is the earlier one."""
    one, other = _CLOCK.fullmatch(start), _CLOCK.fullmatch(end)
    return one is not None and other is not None and one[3] == other[3] and other.groups() < one.groups()


def _shown(date: Written) -> str:
    return f"{date.text} {date.time}".strip()


def _expired(post: Post) -> Iterator[Finding]:
    """A post that was never to be seen: it expires before it is published."""
    date = post.date
    for key, entry in post.header.top.items():
        written = entry_date(entry) if date and key in _EXPIRY else None
        if date and written and written.value and written.value < date.day:
            message = f"{entry.key} says {written.text}, before the post's date {date.day.isoformat()}"
            yield Finding(entry.text_span, message)


def _said(entry: Entry) -> Related:
    return Related(entry.text_span, f"{entry.key} says {entry.value}")
