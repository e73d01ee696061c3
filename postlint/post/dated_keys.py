"""A key of a header goes in; what it dates comes out: the start or the end of something, and of what."""

from __future__ import annotations

import re
from enum import Enum

from postlint.model.named import NamedTuple
from postlint.text import lazy

_PIECES = lazy.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class Edge(Enum):
    START = "start"
    END = "end"
    DAY = "day"  # just the day: "event_date"


class DatedKey(NamedTuple):
    """`things` are the words that say what is dated; none where the key names nothing ("starts")."""

    edge: Edge
    things: frozenset[str]

    @property
    def is_of_event(self) -> bool:
        return self.things <= _EVENTS

    @property
    def is_of_entry(self) -> bool:
        return bool(self.things & _ENTRIES)


_START = frozenset(
    "start starts starting begin begins beginning first opening opens open from arrival launch kickoff commences".split()
)
_END = frozenset(
    "end ends ending finish finishes stop stops last final closing closes close until till to through thru departure "
    "concludes".split()
)
_DUE = frozenset("by deadline due".split())
_FILLERS = frozenset("date day on at time datetime the of is".split())
# What goes on from its first day to its last.
_EVENTS = frozenset(
    "event events course class classes session sessions lesson lessons lecture lectures term semester workshop festival "
    "exhibition exhibit show run season tour trip camp fair conference programme program series meeting concert concerts race "
    "residency tournament league training retreat summit market walk hike campaign performance play "
    "evening evenings night rehearsal rehearsals meetup convention symposium".split()
)
# By when one has to come forward for it.
_ENTRIES = frozenset(
    "registration register rsvp booking book signup enrolment enrollment entry entries ticket tickets reservation".split()
)


def dated_key(key: str) -> DatedKey | None:
    """None for a key that says nothing of the kind, or both."""
    words = [word.lower() for word in _PIECES.findall(re.sub(r"check_?in", "arrival", key))]
    words = ["signup" if word == "sign" else word for word in words if word != "up"]
    starts, ends = (any(word in some for word in words) for some in (_START, _END))
    things = frozenset(words) - _START - _END - _DUE - _FILLERS
    if starts and ends:
        return None
    if things & _ENTRIES and not starts and (things & {"rsvp"} or _DUE & set(words)):
        return DatedKey(Edge.END, things)
    if _DUE & set(words):
        return None
    if starts or ends:
        return DatedKey(Edge.START if starts else Edge.END, things)
    return DatedKey(Edge.DAY, things) if things and things <= _EVENTS and set(words) & _FILLERS else None
