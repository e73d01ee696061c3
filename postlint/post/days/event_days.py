"""The page of an event and the day of it go in; the day of its text comes out that is plainly the event's, and is another.

It is the event's by what stands with it: the hour at which something begins, a label ("When?", "Doors"), a heading of its own,
an invitation. What comes before or beside an event has an hour, too; so deadlines, sales, rehearsals, what is next and what was
are left out, and all of it where the text names the right day as well.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from postlint.model import Span, When, WhenKind
from postlint.model.when import Tense
from postlint.post.dates import is_slip_of_day
from postlint.post.days.near_events import EVENTS
from postlint.post.tables import tables_of
from postlint.post.tenses.telling import tense_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_NEAR = 14  # days
_BEFORE, _BEHIND = 100, 30  # characters
_FEW = 40  # days of a page; who lists more has a calendar
_BODY = ("paragraph", "html", "cell", "footnote", "heading")
_HEAD = ("title", "description", "summary", "excerpt")

_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HOUR = (
    r"(?:\d{1,2}[:.]\d\d|\d{1,2}\s?(?:[ap]\.?m\b|h\b|hrs\b|o['’]clock)|noon|midday|midnight|"
    rf"(?:at|from|between)\s(?:about\s)?(?:{_NUMBER}|\d{{1,2}})\b)"
)
# "DAY, 5:30 p.m.", "DAY, from eight", "at 8 pm on DAY"
_THEN_HOUR = lazy.compile(
    rf"[,)]?\W{{0,3}}\s(?:(?:begins|starts|opens|starting|doors|at|from|between)\s)*{_HOUR}", re.I
)
_HOUR_ON = lazy.compile(
    rf"{_HOUR}(?:\s(?:sharp|UTC|GMT|in\sthe\s[a-z]+))?,?\son\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?\Z", re.I
)
# What is done or due before an event, what is beside it, and what is another one.
_BOUND = lazy.compile(r"\b(?:until|till|before|after|by)\b[^,]{0,20}\Z", re.I)
_OTHER = lazy.compile(
    r"\b(?:instead|moved|postponed|again|also|another|not|next|second|third|rehears\w*|set-?\s?up|take-?\s?down|pack\w*|"
    r"regist\w*|sign-?\s?ups?|signing\sup|submi\w*|submissions|appl(?:y|ies|ication\w*)|deadlines?|cannot|unable|miss(?:ed)?|rain\w*|back-?up|"
    r"in\scase|eve|tickets?|sales?|box\soffice|book(?:s|ed|ing|ings)?|pre-?\w*|early|advance|order\w*|pay\w*|due|rsvp|repl(?:y|ies)|answer\w*|"
    r"closes|cut-?off|latest|no\slater|nominat\w*|entr(?:y|ies)|deliver\w*|drop-?off|collect\w*|pick\s?up|send|sent|post|vot\w*|ballots?|"
    r"too|as\swell|open\sday|last\s(?:year|time)|previous|ago|alternativ\w*|or|other|further|follow\w*|later|since|repeat\w*|recap|recordings?|results?|committee|"
    r"helpers?|volunteers?|press|returns?|notif\w*|announce[sd]?|publish\w*|appears?|then|holiday|birthday|anniversary|stream\w*|"
    r"broadcast|(?:com(?:e|es|ing)|go(?:es)?|is|are)\s(?:out|live)|release[ds]?|vernissage|exam\w*|if|should)\b|n['’]t\b",
    re.I,
)
_LABEL = lazy.compile(
    rf"\W*(?:when(?:\sand\swhere|\s&\swhere)?|date(?:\sand\s(?:time|place))?|day|doors(?:\sopen)?|starts?|begins?|opening|{EVENTS})\s*[:?.–—-]*\W*(?:on\s)?(?:the\s)?\Z",
    re.I,
)
_INVITES = lazy.compile(
    r"\b(?:join|see\syou|meet|come|invit(?:ed|es?|ing)|welcome|be\sthere|visit|hear|dial\sin|drop\s(?:in|by)|tune\sin|celebrate|"
    r"perform|compete|open(?:s|ed)?|begins?|starts?|takes?\splace|will\s(?:be\s)?\w+)\b",
    re.I,
)
_ENDS, _NEXT = lazy.compile(r"[.;!?]\s"), lazy.compile(r"[.;!?]\s|\n")


def contradicting(post: Post, first: dt.date, last: dt.date, said: Span) -> When | None:
    """The one day of the text that is plainly the event's, of `first` to `last` as `said` names it, and lies beside it."""
    posted = post.date.day if post.date else None
    days = [when for when in post.whens if when.kind in (WhenKind.DAY, WhenKind.DAYS) and not when.relative]
    if posted is None or first <= posted or len(days) > _FEW:
        return None
    days = [when for when in days if not post.flows[when.flow].quoted and not when.span.overlaps(said)]
    others = [when for when in days if when.last_day < first or last < when.first_day]
    if any(post.flows[when.flow].role in _BODY for when in days if when not in others):
        return None
    others = [when for when in others if when.first_day > posted and _is_slip(when, first, last)]
    found = [when for when in others if _is_free(post, when) and _is_of_event(post, when)]
    return found[0] if len({(when.first_day, when.last_day) for when in found}) == 1 else None


def _is_slip(when: When, first: dt.date, last: dt.date) -> bool:
    """Whether a day lies near those of the event, or is one of them in another month or year."""
    near = min(when.distance(first), when.distance(last))
    return near <= _NEAR or any(is_slip_of_day(when.first_day, day) for day in (first, last))


def _is_free(post: Post, when: When) -> bool:
    """Whether nothing about a day makes it one of something else: a deadline, a rehearsal, the next event, or one that was."""
    before, after = _clause(post, when)
    if _BOUND.search(before) or _OTHER.search(f"{before} {after} {_row(post, when)}"):
        return False
    return tense_of(post, when) not in (Tense.DONE, Tense.SCHEDULED, Tense.QUOTED)


def _is_of_event(post: Post, when: When) -> bool:
    """Whether what stands with a day makes it the one of the event."""
    flow = post.flows[when.flow]
    if flow.role not in _BODY:
        return flow.role in _HEAD
    before, _ = _clause(post, when)
    line = flow.text[: when.at].rpartition("\n")[2]
    if _THEN_HOUR.match(flow.text, when.end) or _HOUR_ON.search(before) or _LABEL.match(line):
        return True
    if flow.role == "cell":
        return _LABEL.match(_row(post, when)) is not None
    return flow.role == "heading" or _INVITES.search(before) is not None


def _row(post: Post, when: When) -> str:
    """The other cells of a row."""
    if post.flows[when.flow].role != "cell":
        return ""
    row = next((row for table in tables_of(post) for row in table if when.flow in row), ())
    return " ".join(post.flows[cell].text for cell in row if cell != when.flow)


def _clause(post: Post, when: When) -> tuple[str, str]:
    """What stands before a day in its sentence or line, and behind it up to the next mark."""
    text = post.flows[when.flow].text
    before, after = text[max(when.at - _BEFORE, 0) : when.at], text[when.end : when.end + _BEHIND]
    return _ENDS.split(before)[-1], _NEXT.split(after, maxsplit=1)[0]
