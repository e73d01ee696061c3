"""The page of an event goes in, a finding where its text invites to another day than its header or title names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Related, Span, When, WhenKind
from postlint.post.by_flow import sentence_of
from postlint.post.dates import DATE_KEYS, UPDATE_KEYS, entry_date
from postlint.post.days.event_days import contradicting
from postlint.post.days.told_rows import told_otherwise
from postlint.post.periods.period import descriptions
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_KEY = lazy.compile(
    r"(?:(?:date|day)_?-?of_?-?(?:the_?-?)?)?(?:event|concert|talk|webinar|workshop|meeting|meetup|show|gig|party|start|starts|day|when|begins?|opens?|dtstart)"
    r"(?:_?-?(?:starts?|begins?|opens?|from))?(?:_?-?(?:date|day|on|at|time))?",
    re.I,
)
_END = lazy.compile(r"(?:event_?-?)?(?:end|ends|until)(?:_?-?(?:date|day|on|at|time))?", re.I)
# Words by which a post speaks of its own event, up to the day; another meeting or a deadline has others.
_OWN = lazy.compile(
    r"\b(?:join us|see you|look forward to (?:seeing|meeting|welcoming) (?:you|everyone|all of you)|meet us|be there|"
    r"(?:come|drop|stop|pop)\s(?:by|over|along|round)|come and (?:see|visit|join|hear|meet|try)|come(?= on\s)|visit us|"
    r"(?:put|pencil in|note|mark|save|keep)(?=\s\Z)|drop in|we (?:play|meet|open|start|begin|perform|gather)|doors open|"
    r"(?:the|our) (?:\w+ )?(?:event|concert|talk|webinar|workshop|meeting|meetup|show|gig|party|lecture|fair|market|"
    r"festival|sale|conference|congress|convention|symposium|summit|unconference|hackathon|jam|retreat|forum|gala|championship|"
    r"day|evening|night|weekend|camp|sprint|"
    r"walk|ceilidh|supper|quiz|raffle|assembly|open day|race|regatta|parade|dinner|lunch|exhibition|match|course|tour|"
    r"run|ride|hike|swim|hunt|tournament|clean-?up|potluck|picnic|barbecue|cookout|service|screening|"
    r"reading|signing|launch|opening|hearing|vote|election|class|clinic|training) "
    r"(?:is|takes place|will take place|will be held|starts|begins|opens|will open|runs))\b"
    r"(?:[^.;!?]{0,40}?|[^.,;:!?]{41,70}?)\s(?:on|"
    r"is)\s+(?:the\s+)?(?:[A-Z][a-z]+day,?\s\d{1,2}(?:st|nd|rd|th)?\sand\s)?\Z",
    re.I,
)
# "Come to Tannery Hall on DAY": to a place by its name, not to another event.
_TO_PLACE = lazy.compile(
    r"(?:\A|[.,!?:]\s|\b(?i:and|please|so|simply|just)\s)\W*(?:(?i:please|just|simply)\s)?"
    r"(?:[Cc]ome|[Hh]ead|[Mm]ake your way)\s(?:(?:over|down|up|along|round)\s)?to\s"
    r"(?:the\s|our\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}"
    r"(?<!Day)(?<!Fair)(?<!Night)(?<!Evening)(?<!Festival)(?<!Meeting)(?<!Meetup)(?<!Workshop)(?<!Conference)(?<!Party)\s"
    r"(?:in\s[A-Z][\w’'-]+\s)?on\s(?:the\s)?\Z"
)
# "Minutes of the meeting held on DAY"
_MINUTES = lazy.compile(
    r"(?:\A|[.!?]\s)\W*(?:the\s)?(?:minutes|notes|report|record|protocol)\s(?:of|from)\s(?:the|our)\s(?:[\w-]+\s){0,3}?(?:meeting|session|assembly|"
    r"call|sitting)\s(?:held\s)?(?:on|of)\s(?:the\s)?\Z",
    re.I,
)
_OTHER = lazy.compile(
    r"\b(?:until|(?<!come\s)(?<!drop\s)(?<!stop\s)(?<!pop\s)by|before|after|instead|moved|postponed|again|also|another|not\sobtain|does\snot|do\snot|did\snot|without|next|second|rehears\w*|set(?:-|\s)?up|cleans?|take\sdown|pack\w*|regist\w*|submi\w*|apply|deadline|cannot|unable|miss(?:ed)?|left-?overs?|if\sit\srains|in\scase|rain\w*|backup|night\sbefore|eve|results?|later|vernissage|comes?\sout|exam)\b|can['’]t\b",
    re.I,
)
_THE = lazy.compile(r"(?:\A|\s)(?:the|our)\s\Z", re.I)
_MEETING = lazy.compile(
    r"\s(?:meeting|call|session|workshop|webinar|assembly|concert)\s(?:was|were|closed|ended|opened|began|started|took)\b"
)
# What stands beside an event: its tour, its dinner.
_SIDE = lazy.compile(
    r"\b(?:the|our) (?:\w+ )?(?:tour|walk|dinner|lunch|supper|party|workshop|course|class|training|quiz|hike|ride|swim) "
    r"(?:is|starts|begins|takes place|will be)\b",
    re.I,
)
_NEAR = 14  # days; what is farther away is another event
_REACH = 80  # characters before a day


def check(post: Post) -> Iterator[Finding]:
    named = _named(post)
    if post.date is None:
        return
    yield from told_otherwise(post)
    if named is None:
        yield from _twice(post)
        return
    first, last, said = named
    is_right = any(
        first <= when.first_day <= last and post.flows[when.flow].role in _TEXT and not when.relative
        for when in post.whens
    )
    alone = _only_other_day(post, first, last, said)
    plain = contradicting(post, first, last, said)
    for when in post.whens:
        flow = post.flows[when.flow]
        if when is plain:
            yield _finding(when, first, said)
            continue
        if (
            when.kind not in (WhenKind.DAY, WhenKind.DAYS)
            or when.relative
            or flow.quoted
            or flow.role not in ("paragraph", "html")
        ):
            continue
        if (
            _is_within(when, first, last)
            or (when.first_day <= first <= when.last_day and when is not alone)
            or when.distance(first) > _NEAR
            or not (when is alone or _is_own(flow.text, when))
        ):
            continue
        before = re.split(r"[.;!?]\s", flow.text[max(when.at - _REACH, 0) : when.at])[-1]
        if _IF_YOU.match(flow.text, when.end):
            continue  # who helps comes on another day
        is_beside = _SIDE.search(before) or _FOR.match(flow.text, when.end) or _is_behind(post, when, first)
        if is_right and (is_beside or _is_window(post, when, first)):
            continue  # the text has the right day, and this is that of something beside it
        yield _finding(when, first, said)


def _finding(when: When, first: dt.date, said: Span) -> Finding:
    message = f"the text invites to {when.text}, the event is of {first.isoformat()}"
    return Finding(when.span, message, related=(Related(said, f"the event is of {first.isoformat()}"),))


_IF_YOU = lazy.compile(r",?\s(?:if|should)\s(?:you|anyone|anybody)\b", re.I)


def _is_behind(post: Post, when: When, first: dt.date) -> bool:
    """Whether the sentence names the day of the event before: "the fair is on 20 March, and the assembly is on 27 March"."""
    sentence = sentence_of(post, when)
    return sentence is not None and any(
        one.first_day == first and one.flow == when.flow and sentence.at <= one.at < when.at for one in post.whens
    )


def _is_window(post: Post, when: When, first: dt.date) -> bool:
    """Whether something beside the event is open in this sentence: "the advance vote opens on 6 June and closes on 12 June"."""
    sentence = sentence_of(post, when)
    if sentence is None:
        return False
    beside = {one.first_day for one in post.whens if one.flow == when.flow and sentence.at <= one.at < sentence.end}
    return (len(beside) > 1 and first not in beside) or _AHEAD.search(sentence.text) is not None


# What can be done before the event, and where nobody comes.
_AHEAD = lazy.compile(
    r"\b(?:advance|early\s(?:vot|book|bird|regist)\w*|online|postal|proxy|pre-?sale|beforehand|remote|absentee|closes?\son)\b",
    re.I,
)


def _twice(post: Post) -> Iterator[Finding]:
    """Two days of one event: "The fair is on 14 June. […] See you on 15 June!", where the text has no third."""
    days = [when for when in post.whens if when.kind is WhenKind.DAY and not when.relative]
    texts = [post.flows[when.flow] for when in days]
    if len({when.first_day for when in days}) != 2 or any(flow.role not in _TEXT or flow.quoted for flow in texts):
        return
    first, last = days[0], days[-1]
    is_closed = _CLOSES.search(texts[-1].text[: last.at]) is not None and _is_to_come(post, first)
    if any(_SEVERAL.search(flow.text) for flow in post.flows) or not (
        is_closed or all(_is_own(flow.text, when) for when, flow in zip(days, texts, strict=True))
    ):
        return
    is_for = any(_FOR.match(flow.text, when.end) for when, flow in zip(days, texts, strict=True))
    if (
        first.flow != last.flow
        and not is_for
        and first.first_day != last.first_day
        and last.distance(first.first_day) <= _NEAR
    ):
        related = (Related(first.span, f"the text says {first.text}"),)
        yield Finding(last.span, f"the text invites to {last.text}, and before to {first.text}", related=related)


# "See you on DAY!" at the end can be of nothing but the event.
_CLOSES = lazy.compile(
    r"\b(?:see\syou(?:\sall|\sthere|\sthen)?|look\sforward\sto\s(?:seeing|meeting|welcoming)\s(?:you|everyone|all\sof\syou)|be\sthere|don['’]t\smiss\s(?:it|us))"
    r"(?:\sin\sthe\s[a-z]+|\sat\sthe\s[a-z]+)?\son\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z",
    re.I,
)


def _is_to_come(post: Post, when: When) -> bool:
    """Whether a sentence tells of an event on a day to come, and not of a deadline or what goes before it."""
    sentence = sentence_of(post, when)
    posted = post.date.day if post.date else None
    if sentence is None or posted is None or when.first_day <= posted:
        return False
    return not (_OTHER.search(sentence.text) or _PAST.search(sentence.text))


_TEXT = ("paragraph", "html")
_FOR = lazy.compile(r",?\s+for\s", re.I)
_SEVERAL = lazy.compile(
    r"\b(?:two|three|four|both|days|evenings|weekend|again|each|every|moved|postponed|tour|dates|part\s(?:one|two)|first|second|also|then)\b",
    re.I,
)


def _only_other_day(post: Post, first: dt.date, last: dt.date, said: Span) -> When | None:
    """The one day that the text of a page names whose header has another day for the event, and which it never names."""
    if said.start > post.end:
        return None
    is_key = any(entry.text_span == said for entry in post.header.entries if entry.key not in ("title", "description"))
    if not is_key and (post.date is None or first <= post.date.day):
        return None  # a title may name the day of what was
    body = len(post.header_flows)
    days = [when for when in post.whens if when.flow >= body and when.kind in (WhenKind.DAY, WhenKind.DAYS)]
    days = [when for when in days if not when.relative and not post.flows[when.flow].quoted]
    if len({when.first_day for when in days}) != 1 or _is_within(days[0], first, last):
        return None
    if any(when.first_day < first <= when.last_day for when in days):
        return None  # "in the night from 12 to 13 August"
    sentence = sentence_of(post, days[0])
    before = post.flows[days[0].flow].text[sentence.at : days[0].at] if sentence else ""
    if days[0].first_day < first:
        before = _COMING.sub("our ", before)  # "the next meeting" is none later than that of the page
    is_of_event = sentence and not _OTHER.search(before) and not _PAST.search(sentence.text)
    is_ahead = post.date is not None and days[0].first_day >= post.date.day
    return days[0] if is_of_event and is_ahead else None


def _is_within(when: When, first: dt.date, last: dt.date) -> bool:
    """Whether a day is one of the event, or a row of days is not just as long as it and moved."""
    is_moved = when.first_day != first and when.last_day - when.first_day == last - first != dt.timedelta(0)
    return first <= when.first_day <= last and not is_moved


_COMING = lazy.compile(r"\b(?:our|the) next\s(?=(?:\w+\s){1,3}?(?:is|takes|starts|begins|will)\b)", re.I)
_PAST = lazy.compile(r"\b(?:was|were|had|last|previous|booking|tickets?|payment|pay)\b", re.I)


def _named(post: Post) -> tuple[dt.date, dt.date, Span] | None:
    """First and last day of the event, and where they are named: by a key of the header, else by the title or a description."""
    days: dict[bool, tuple[dt.date, Span]] = {}
    for entry in post.header.entries:
        key = entry.key
        is_top = len(entry.path) == 1 or (len(entry.path) == 2 and entry.path[0] == "event")
        key = "event_date" if len(entry.path) == 2 and key in ("date", "day", "start") else key
        written = entry_date(entry) if is_top and key not in (*DATE_KEYS, *UPDATE_KEYS) else None
        if written and written.value and (_KEY.fullmatch(key) or _END.fullmatch(key)):
            days.setdefault(_END.fullmatch(key) is not None, (written.value, entry.text_span))
    if False in days:
        return days[False][0], max(days[False][0], days.get(True, days[False])[0]), days[False][1]
    titles = [flow for flow in post.header_flows if flow.role == "title"]
    by_title = _only_day(post, titles)
    return by_title or _only_day(post, [*descriptions(post), *titles])


def _only_day(post: Post, flows: Sequence[Flow]) -> tuple[dt.date, dt.date, Span] | None:
    """The one day, or row of days, that some texts of the header name."""
    indices = {index for index, flow in enumerate(post.header_flows) if flow in flows}
    said = [when for when in post.whens if when.flow in indices and when.kind in (WhenKind.DAY, WhenKind.DAYS)]
    is_one = len({(when.first_day, when.last_day) for when in said}) == 1 and not any(when.relative for when in said)
    return (said[0].first_day, said[0].last_day, said[0].span) if is_one else None


def _is_own(text: str, when: When) -> bool:
    """Whether a text speaks of its own event on `when`: invites to it, or tells of "the DAY meeting"."""
    before = re.split(r"[.;!?]\s", text[max(when.at - _REACH, 0) : when.at])[-1]
    if _THE.search(before) and _MEETING.match(text, when.end):
        return True
    if _MINUTES.search(before):
        return True
    return (_OWN.search(before) or _TO_PLACE.search(before)) is not None and _OTHER.search(before) is None
