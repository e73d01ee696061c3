"""A post and a day of it go in; where the text gives itself that day, what does so comes out: "its signature", "its label".

A text has few ways of saying of which day it is: it *is* this day ("Good morning! It's 3 May"), a line of its own below or
above says so (a signature, "Given at Hull on 3 May"), a label ("Released | 3 May"), what is told of "this letter", or the
title of a log. Each can be meant otherwise, too. So all count only where the day is the post's own but for its month or its
year, as one is left from the last text of its kind; that the text *is* a day counts within two months.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from postlint.model import Flow, When, WhenKind
from postlint.post.fact import fact
from postlint.post.lists import is_item
from postlint.post.release import Release
from postlint.post.tables import tables_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LEAD, _TAIL = 4, 3  # texts of the body at its beginning, and at its end
_WEEK, _TWO_MONTHS = 7, 60  # days
_REACH = 120  # characters before a day
_FAR = 2000  # characters of a text; what stands farther in is not said of it
_HEADS = ("title", "description", "subtitle", "summary", "excerpt")
_LINE = 100  # characters of a line that is nothing but a signature or a note of the day
_MONTHS = 12
_WORDS = 4  # of the name of a periodical

_DEEDS = (
    r"(?:released?|published|issued|posted|printed|written|penned|typed|filed|sent|mailed|dated|given|done|signed|sealed|"
    r"resolved|adopted|agreed|decided|passed|approved|proclaimed|recorded|compiled|composed|drawn\sup|drafted|prepared|noted|"
    r"made\spublic|put\s(?:out|online|up)|tagged|uploaded|distributed|circulated)"
)
_TEXTS = (
    r"(?:release|version|issue|edition|letter|newsletter|bulletin|notice|statement|report|update|post|article|page|text|list|"
    r"note|message|circular|entry|memo|log|column|resolution|announcement|document|e-?mail|leaflet|build|patch|snapshot|"
    r"number|dispatch|instal?ment|changelog|digest|declaration|advisory|warning|appeal)"
)
_THE = r"(?:\son)?(?:,?\s(?:on\s)?this\s(?:very\s)?day)?,?\s(?:the\s)?\(?"
# "Dear readers, it is DAY, and …", "Today's DAY.", "Here we are, on DAY"
_IT_IS = lazy.compile(
    r"(?:\A\W*|\A[^.!?:;]{1,40}[,.!–—-]\W{1,3})(?:(?:(?:and|where)\s)?it['’]s|(?:(?:and|where)\s)?it\sis|now,?(?:\son)?|here\swe\sare,?(?:\son)?)"
    r"(?:\s(?:now|already|again|only|just|still|finally|suddenly))?(?:\s[A-Z][a-z]+day,?)?\s(?:the\s)?\Z|"
    r"(?:\A|[.!?:,–—-]\s|\n)\W*(?:today['’]s|the\sdate\s(?:today\s)?is|today['’]s\sdate\sis)\s(?:the\s)?\Z",
    re.I,
)
_AND = lazy.compile(r"\s*(?:[,.;:!)–—-]|\Z|(?:and|here|in|at|as)\b)")
# "As of DAY, 17:00:", "Status: DAY"
_AS_OF = lazy.compile(
    r"\W*(?:as\s(?:of|at|on)|(?:the\s)?(?:status|state|situation|position)(?:\s(?:of|on|at|as\sof|this))?):?\s(?:the\s)?\Z",
    re.I,
)
_HOUR = lazy.compile(
    r",?\s*(?:at\s)?(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|h|hrs|UTC|GMT|o['’]clock)?)?[\s)*_]*(?::|\n|\Z)"
)
# "This release, published DAY", "this letter of DAY", "resolved on this day, DAY"
_THIS = lazy.compile(
    rf"\bthis\s(?:[\w-]+\s){{0,2}}?{_TEXTS}(?:\s(?:of|from|for)|,?\s(?:(?:(?:which\s)?(?:was|is|has\sbeen)|dated)\s)?(?:{_DEEDS}(?:\s[a-z]+){{0,3}}|dated)|"
    rf"\s(?:goes|went|came|comes|is|appears|appeared)(?:\s(?:to\spress|to\sprint|out|online|live))?){_THE}\Z|"
    r"\b(?:on\s)?this\s(?:very\s)?day,?\s(?:the\s)?\(?\Z",
    re.I,
)
# A line that begins with what was done to a text, and has no other verb.
_DONE = lazy.compile(
    rf"\W*{_DEEDS}\b(?:\s(?!(?:first|for|until|before|is|was|has|meeting|session)\b)[\w’'-]+,?){{0,9}}{_THE}\Z", re.I
)
_ELSEWHERE = lazy.compile(r"\b(?:first|originally|meeting|session|assembly|reprint\w*|in\sthe)\b", re.I)
# "The churchwardens, Leeds, DAY": names, places and offices, parted by commas or lines.
_PIECES = lazy.compile(r"\s*(?:,|\n|\s[·|/–—-]|[(]|:)\s*")
_NAMED = lazy.compile(
    r"(?:[A-Z][\w.’'-]*|of|and|the|for|&|de|von|van|in|at)(?:\s(?:[A-Z][\w.’'-]*|of|and|the|for|&|de|von|van))*"
)
_BY_WHOM = lazy.compile(
    r"(?:the|your|our|for|on\sbehalf|signed|yours|with|kind|best|warm\w*|love|in|at|from|sincerely|secretary|chair\w*|treasurer|"
    r"editors?|president|clerk|director)\b(?:\s(?!(?:is|are|was|were|will|has|have|until|by|next|join|see|meet|open)\b)[\w.’'-]+){0,6}",
    re.I,
)
# Where an event to come is.
_VENUE = lazy.compile(
    r"\b(?:hall|house|theatre|theater|church|chapel|cathedral|school|college|library|museum|gallery|cent(?:er|re)|club|pub|caf[eé]|"
    r"bar|room|street|road|square|park|garden|stadium|arena|barn|hotel|pavilion|studio|online|zoom)\b",
    re.I,
)
# "Ida Holm, keeper of the lock"
_OFFICE = lazy.compile(
    r"(?!(?:is|are|was|were|will|has|have|until|by|from|next|join|see|meet|open)\b)[a-z]+(?:\s(?!(?:is|are|was|were|will|until)\b)[\w'’-]+){0,4}"
)
_LABEL = lazy.compile(
    r"\W*(?:(?:date|day)\sof\s(?:this\s)?(?:issue|release|publication|dispatch|printing|this\s\w+)|(?:release|publication|issue)\sdate|"
    rf"{_DEEDS}|as\sof|status(?:\sas)?\sof|date)(?:\s(?:on|at|in))?\W*",
    re.I,
)
_COLON = lazy.compile(r"[^\n:]{2,30}:[\s*_]*(?:[A-Z][a-z]+day,?\s)?(?:the\s)?")
# Where it is said when and where somebody is to come, a bare "Date" is that of the event.
_OF_EVENT = lazy.compile(
    r"\b(?:time|hour|where|place|venue|location|doors|speakers?|cost|price|tickets?|event|meeting|fee|rsvp)\b", re.I
)
_LOG = lazy.compile(
    r"\b(?:log|log-?book|diary|journal|newsletter|bulletin|digest|dispatch(?:es)?|letter|mail|chronicle|changelog|news|gazette|"
    r"briefing|entry|round-?up|notes|update|status|report|notice|released?|is\sout|out\snow|available|launched|observations|"
    r"press\srelease|statement|circular|magazine|weekly|daily|monthly)\b",
    re.I,
)
_SENTENCES = lazy.compile(r"[^\W\d]{3,}[.!?]\s")
_MEETING = lazy.compile(
    r"\b(?:meetings?|minutes|session|assembly|concert|workshop|webinar|call|trip|tour|visit|match|walk|incident|outage|storm|flood|"
    r"fire|election|hearing|of\sthe|from\sthe|on\sthe|since|until|before|after|ago|archives?|throwback|reprint\w*|old)\b",
    re.I,
)
_ISSUE = lazy.compile(
    r"\b(?:newsletter|bulletin|digest|gazette|journal|magazine|letter|circular|chronicle|news|log|diary|monthly|issue|"
    r"(?:number|no\.|vol\.|volume)\s\d+)\b(?:\s\d+)?",
    re.I,
)


def own_day(post: Post, when: When, release: Release | None) -> str:
    """What gives the text the day `when`, which is not the post's; "" for nothing that would be certain."""
    posted = post.date.day if post.date else None
    flow = post.flows[when.flow]
    if posted is None or flow.quoted or when.relative or when.at > _FAR:
        return ""
    first = len(post.header_flows)
    before, after = flow.text[: when.at], flow.text[when.end : when.end + _FAR]
    is_lead, is_tail = first <= when.flow < first + _LEAD, when.flow >= max(len(post.flows) - _TAIL, first)
    if when.kind is WhenKind.MONTH:
        is_line = flow.role == "paragraph" and len(flow.text) < _LINE and not is_item(post.blocks, flow)
        is_short = flow.role == "heading" or (is_line and not _SENTENCES.search(flow.text))
        is_head = flow.role in _HEADS or (is_short and is_lead)
        return _called(flow) if is_head and _is_of_issue(before, after, when, posted, release) else ""
    if when.kind is not WhenKind.DAY:
        return ""
    is_text = flow.role in ("paragraph", "html")
    if is_text and is_lead and _IT_IS.search(before[-_REACH:]) and _AND.match(after):
        gone = (posted - when.first_day).days
        if _WEEK < gone <= _TWO_MONTHS or is_left(when.first_day, posted):
            return "its text, where it says what day it is,"
    if not is_left(when.first_day, posted):
        return ""
    if flow.role in _HEADS or flow.role == "heading":
        return _called(flow) if (flow.role in _HEADS or is_lead) and _is_of_log(before, after) else ""
    if flow.role == "cell":
        return "its label" if _is_labelled_cell(post, when, release) else ""
    if not is_text or not (is_lead or is_tail):
        return ""
    if release and is_lead and when.first_day < posted and _is_of_release(before, release):
        return "its sentence on the release"
    if _THIS.search(before[-_REACH:]):
        return "what it says of itself"
    return _line(post, when, is_lead=is_lead, is_tail=is_tail)


def _called(flow: Flow) -> str:
    return (
        "its title"
        if flow.role in ("title", "heading")
        else f"its {flow.role}"
        if flow.role in _HEADS
        else "its first line"
    )


# What is told of a release besides the day on which it came out.
_EARLIER = lazy.compile(
    r"\b(?:beta|alpha|rc\d*|candidate|froze\w*|freeze|announced|started|began|begun|branch\w*|planned|since|until|not)\b|[.;:!?]\s",
    re.I,
)
_FEW = 60  # characters from the name of a release to its day


_OUT = lazy.compile(
    rf",?\s(?:which\s)?(?:(?:was|is|has\sbeen)\s)?(?:{_DEEDS}|out|of){_THE}(?:[A-Z][a-z]+day,?\s)?", re.I
)


def _is_of_release(before: str, release: Release) -> bool:
    """Whether the first sentence names the release, and then its day: "Tide 3.8, tagged on DAY", "Tide 3.8 of DAY"."""
    head, named, rest = before.partition(release.version)
    if named and _OUT.fullmatch(rest):
        return True
    is_first = bool(named) and len(head.split()) <= _WORDS and not head.rstrip().endswith((".", "!", "?"))
    return is_first and len(rest) < _FEW and not any(map(str.isdigit, rest)) and _EARLIER.search(rest) is None


def is_left(day: dt.date, posted: dt.date) -> bool:
    """Whether a day is that of the post in another month of the year or its neighbours, or a year before or after."""
    apart = (day.year - posted.year) * _MONTHS + day.month - posted.month
    return day.day == posted.day and (abs(apart) in (1, _MONTHS) or (day.year == posted.year and apart != 0))


def _line(post: Post, when: When, *, is_lead: bool, is_tail: bool) -> str:
    """What makes a line with a day one of the text's own."""
    text = post.flows[when.flow].text
    before, after = text[: when.at].rpartition("\n")[2], text[when.end :].partition("\n")[0]
    label = _COLON.fullmatch(before)
    if label and (not after.strip(" .*_") or _NEXT_LABEL.match(after)) and _LABEL.fullmatch(before.partition(":")[0]):
        return "" if "date" in before.lower() and _OF_EVENT.search(text) else "its label"
    if _AS_OF.match(before) and _HOUR.match(after) and len(before) < _LINE:
        return "its first line" if is_lead else ""
    if len(before) > _LINE:
        return ""
    if is_lead and _ENTRY.fullmatch(before) and _ENTRY_ENDS.match(after) and _is_only_day(post, when):
        return "its first line"
    if after.strip(" .)*_\N{EM DASH}") and not (is_lead and _MORE.match(after)):
        return ""
    if _DONE.fullmatch(before) and not _ELSEWHERE.search(before):
        return "its note of the day"
    if is_lead and "\n" not in text and not _ELSEWHERE.search(before) and _is_of_log(before, ""):
        return "its first line"
    is_venue = post.date is not None and when.first_day > post.date.day and _VENUE.search(text) is not None
    if is_tail and post.flows[when.flow].role == "paragraph" and not is_venue and _is_signature(text[: when.at]):
        return "its last line"
    return ""


# "Day 12 (DAY). The dome is closed", "DAY, evening. The wind has dropped"
_ENTRY = lazy.compile(r"\W*(?:(?:day|entry|part|no\.|week|log)\s#?\d+\W{1,3})?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?", re.I)
_ENTRY_ENDS = lazy.compile(r"\)?(?:,\s[a-z][\w ]{2,20})?[.:]?\W{0,3}\s[A-Z]|\)?(?:,\s[a-z][\w ]{2,20})[.:]\W{0,3}\s")
_NEXT_LABEL = lazy.compile(r"[.;,]\s+[A-Z][\w ]{2,20}:")
_MORE = lazy.compile(r"\W{0,3}\s[·•|–—]\s")  # "DAY · 3 minutes to read"


def _is_only_day(post: Post, when: When) -> bool:
    """Whether no other text begins with a day, as those of a diary of several days do."""
    return not any(one.flow != when.flow and one.at < _LINE // 4 and one.kind is WhenKind.DAY for one in post.whens)


def _is_signature(before: str) -> bool:
    """Whether nothing but names, places and offices stand before the day of a text's last line."""
    if len(before) > _LINE:
        return False
    pieces = [piece for piece in _PIECES.split(before.strip(" *_—–-©")) if piece]
    return all(
        _NAMED.fullmatch(piece) or _BY_WHOM.fullmatch(piece) or (at > 0 and _OFFICE.fullmatch(piece))
        for at, piece in enumerate(pieces)
    )


@fact
def _rows(post: Post) -> Mapping[int, tuple[tuple[int, ...], tuple[int, ...], bool]]:
    """The row of each cell, the head of its table, and whether the table says when and where somebody is to come."""
    found: dict[int, tuple[tuple[int, ...], tuple[int, ...], bool]] = {}
    for table in tables_of(post):
        texts = (post.flows[cell].text for row in table for cell in row)
        is_event = any(_OF_EVENT.search(text) for text in texts if len(text) < _LINE)
        found.update((cell, (row, table[0], is_event)) for row in table for cell in row)
    return found


def _is_labelled_cell(post: Post, when: When, release: Release | None) -> bool:
    """Whether the row or the column of a cell says that its day is the one on which the text, or its release, came out."""
    row, head, is_event = _rows(post).get(when.flow, ((), (), False))
    if not row:
        return False
    at = row.index(when.flow)
    if len(row) == 2 and at and _LABEL.fullmatch(label := post.flows[row[0]].text):
        return not (is_event and "date" in label.lower())
    name = post.flows[head[at]].text if len(head) == len(row) and row is not head else ""
    is_own = release is not None and any(_is_version(post.flows[cell].text, release) for cell in row)
    return bool(name) and is_own and _LABEL.fullmatch(name) is not None


def _is_version(text: str, release: Release) -> bool:
    return text.lower().replace(release.product.lower(), "").strip(" v*`") == release.version.lower()


def _is_of_log(before: str, after: str) -> bool:
    """Whether a day at the edge of a title is that of a log, a letter or a release, and not of what it tells of."""
    start, end = before.strip(" *_("), after.strip(" *_.)")
    if start and end:
        return False
    rest = start or end
    return _LOG.search(rest) is not None and _MEETING.search(rest) is None


def _is_of_issue(before: str, after: str, when: When, posted: dt.date, release: Release | None) -> bool:
    """Whether a month beside the name of a periodical or a release is a year off: near to the post in another year."""
    start, end = before.strip(" *_,:(–—-·|"), after.partition(":")[0].strip(" *_.,:)–—-·|")
    shift = (when.first_day.year - posted.year) * _MONTHS + when.first_day.month - posted.month
    if (start and end) or when.year_from != "phrase" or abs(abs(shift) - _MONTHS) > 1:
        return False
    text = re.sub(r"\s(?:for|of)(?:\sthe)?\Z", "", start or end)
    if release and start and text.endswith(release.version) and abs(shift) == _MONTHS:
        return True
    beside = [
        one.end() == len(text) if start else len(text[: one.start()].split()) < _WORDS for one in _ISSUE.finditer(text)
    ]
    return any(beside) and _MEETING.search(text) is None
