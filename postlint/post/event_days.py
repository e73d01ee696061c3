"""The page of an event and the days of it go in; days of its text come out that are plainly the event's, and are none of them.

A day of the text is the event's by what stands with it: the hour at which something begins, the name of the event ("the
supper on"), a label ("When?", "Doors"), a heading of its own, an invitation. What comes before or beside an event has an
hour, too; so deadlines, sales, rehearsals, what is next and what was are left out, and where several other days remain, or
the text names the right one as well, more is asked of each.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Span, When, WhenKind
from postlint.model.when import Tense
from postlint.post.by_flow import sentence_of, whens_of
from postlint.post.dates import is_slip_of_day
from postlint.post.near_events import EVENTS, is_kept_free
from postlint.post.tables import tables_of
from postlint.post.telling import tense_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_NEAR = 14  # days
_WEEK = 7
_REACH = 100  # characters before a day and behind it
_FEW = 40  # days of a page; who lists more has a calendar
_ROLES = ("paragraph", "html", "cell", "heading", "footnote", "term", "description", "summary", "excerpt", "title")
_TEXT = ("paragraph", "html")
_BODY = ("paragraph", "html", "cell", "footnote", "term")

_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HOURS = (
    rf"(?:(?:half\spast|(?:a\s)?quarter\s(?:past|to)|\d{{1,2}}\s(?:past|to))\s(?:{_NUMBER}|\d{{1,2}})|"
    r"\d{1,2}[:.]\d\d|\d{1,2}\s?(?:[ap]\.?m\b|h\b|hrs\b|hours\b|o['’]clock)|\d{1,2}(?:[:.]\d\d)?\s?(?:–|-|to|and|until)\s?\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|h\b|hrs\b|o['’]clock)|"
    r"noon|midday|midnight)"
)
# An hour right behind a day ("DAY, 5:30 p.m.", "DAY at eight"), before it ("8 pm on DAY"), or in what is said of the day.
_THEN_HOUR = lazy.compile(
    rf"[,)]?\s?\W{{0,3}}(?:(?:starting|beginning|doors)\s)?(?:(?:at|from|between)\s)?(?:about\s|around\s)?{_HOURS}|,?\s(?:at|from)\s{_NUMBER}\b(?!\s[a-z]+s\b)",
    re.I,
)
_HOUR_ON = lazy.compile(
    rf"(?:{_HOURS}|\b(?:at|until|to|from)\s{_NUMBER})(?:\s(?:sharp|UTC|GMT|[ECMP][SD]?T|in\sthe\s[a-z]+))?,?\s(?:on|of)\s(?:the\s)?(?:[A-Z][a-z]+day,?\s(?:the\s)?)?\Z",
    re.I,
)
_HOUR = lazy.compile(rf"(?<![\d:.])(?:{_HOURS}|\bat\s{_NUMBER}\b(?!\s[a-z]+s\b))", re.I)

# What is done or due before an event, what is beside it, and what is another one.
# "by DAY", "until noon on DAY", but "from two until six on DAY"
_BOUND = lazy.compile(
    rf"\b(?:until|till|before|after|by)(?:\s(?:the|end|evening|morning|night|of|on|and|including|{_HOURS}|{_NUMBER}))*\s\Z",
    re.I,
)
_FROM = lazy.compile(
    rf"\b(?:from|between)\s(?:{_HOURS}|{_NUMBER}|\d{{1,2}})\s(?:until|till|to|and)\s(?:{_HOURS}|{_NUMBER}|\d{{1,2}})\son\s(?:the\s)?\Z",
    re.I,
)
_OTHER = lazy.compile(
    r"\b(?:instead|moved|postponed|again|also|another|not|next|second|third|"
    r"rehears\w*|set-?\s?up|take-?\s?down|pack\w*|build|regist\w*|sign-?\s?ups?|signing\sup|submi\w*|appl(?:y|ies|ication\w*)|deadlines?|"
    r"cannot|unable|miss(?:ed)?|left-?overs?|rain\w*|back-?up|in\scase|eve|tickets?|sales?|box\soffice|boxes|book(?:s|ed|ing|ings)?|pre-?\w*|"
    r"early|advance|order\w*|pay\w*|due|rsvp|repl(?:y|ies)|answer\w*|closes|cut-?off|latest|no\slater|nominat\w*|entr(?:y|ies)|"
    r"deliver\w*|drop-?off|collect\w*|pick\s?up|hand\sin|send|sent|post|vot\w*|ballots?|proxies|last\s(?:year|time)|previous|ago|"
    r"alternativ\w*|or|other|further|follow\w*|later|since|repeat\w*|recap|recordings?|results?|committee|helpers?|volunteers?|press|returns?|"
    r"notif\w*|announce[sd]?|publish\w*|appears?|programme|then|support|holiday|birthday|anniversary|stream\w*|broadcast|"
    r"(?:com(?:e|es|ing)|go(?:es)?|is|are)\s(?:out|live)|release[ds]?|vernissage|warm-?up|exam\w*)\b|n['’]t\b",
    re.I,
)
_OTHER_BEHIND = lazy.compile(
    r"\b(?:deadlines?|registrations?|sign-?ups?|tickets?|on\ssale|rehears\w*|instead|latest|due|again|pre-?sale|early\sbird|entries|"
    r"submissions|applications|next|rain|set-?up|first\sof|of\sthe\snext|follow\w*)\b",
    re.I,
)
_LATER = lazy.compile(
    r"[\s,(]*(?:at\sthe\slatest|is\sthe\s(?:last|deadline)|if\b|should\b|instead|as\swell|too\b|again|\(?(?:rain|reserve|backup|alternative)|or\b|for\s(?:members|helpers|the\spress))",
    re.I,
)
_LABEL = lazy.compile(
    r"\W*(?:when(?:\sand\swhere|\s&\swhere)?|date(?:\sand\s(?:time|place))?|day|doors(?:\sopen)?|start(?:s|ing)?|begin(?:s|ning)?|opening|the\sday|time|held\son|"
    rf"(?:the\s)?{EVENTS}|talks?|admission|gates|show\s?time|curtain)\s*[:?.–—-]*\W*(?:on\s)?(?:the\s)?\Z",
    re.I,
)
_INVITES = lazy.compile(
    r"\b(?:join|see\syou|meet|come|invit(?:ed|es?|ing)|welcome|be\sthere|look\sforward|visit|hear|watch|listen|ask|bring|dial\sin|"
    r"drop\s(?:in|by)|tune\sin|celebrate|gather|dance|sing|play|perform|compete|speak|talk|read|sleep|walk|open(?:s|ed)?|begins?|starts?|takes?\splace|"
    r"(?:will|shall)\s(?:be\s)?\w+|held|happens)\b",
    re.I,
)
# "We begin on DAY and finish on DAY", "the festival ends on DAY": what it is that begins, the event or its camp site.
_SUBJECT = (
    rf"(?:\b(?:we|it|all|everything|that|this|{EVENTS}|programme)\b(?!\ssite)(?:\s[\w'’-]+){{0,3}}?|\b(?:and|then)|,)\s"
    r"(?:will\s|then\s)?"
)
_OF_DAY = r"(?:day|evening|night|concert|talk|session|dance),?\s(?:is\s)?(?:on\s)?(?:the\s)?\Z"
_LAST_DAY = lazy.compile(
    rf"{_SUBJECT}(?:finish|end|close|conclude|wind\sup|wrap\sup|stop)(?:e?s)?\b[^.;,]{{0,20}}\Z|\b(?:last|final|closing)\s{_OF_DAY}",
    re.I,
)
_FIRST_DAY = lazy.compile(
    rf"{_SUBJECT}(?:begin|start|open|kick)s?(?:\soff)?\b[^.;,]{{0,20}}\Z|\b(?:first|opening)\s{_OF_DAY}",
    re.I,
)
_CALLED = lazy.compile(r",?\W{0,2}(?:the|our)\s(?:last|final|closing|first|opening)\s(?:day|evening|night)\b", re.I)
_WORD = lazy.compile(r"[^\W\d_]{4,}")
_PLAIN = frozenset(
    "with from that this your their them they what when where which about into over under after before open next annual spring "
    "summer autumn winter fall monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december come join meet welcome more have will first second third village town city "
    "young small great grand".split()
)


def contradicting(post: Post, first: dt.date, last: dt.date, said: Span) -> Iterator[When]:
    """Each day of the text that is plainly the event's, of `first` to `last` as `said` names it, and lies beside it."""
    posted = post.date.day if post.date else None
    if posted is None or first <= posted:
        return
    days = [when for when in post.whens if when.kind in (WhenKind.DAY, WhenKind.DAYS) and not when.relative]
    days = [when for when in days if post.flows[when.flow].role in _ROLES and not post.flows[when.flow].quoted]
    if len(days) > _FEW:
        return
    days = [_of_year(post, when, first) for when in days]
    others = [when for when in days if when.first_day > posted and not when.span.overlaps(said)]
    others = [when for when in others if not _is_within(when, first, last) and not _holds(when, first, last)]
    if not others:
        return
    named = [when for when in days if when.first_day <= last and first <= when.last_day]
    is_named = any(
        _is_within(when, first, last) or _holds(when, first, last)
        for when in named
        if post.flows[when.flow].role in _BODY
    )
    words = _words_of(post)
    free = [when for when in others if _is_free(post, when, words)]
    others = [when for when in free if _is_slip(when, first, last)]
    found = [when for when in others if _is_of_event(post, when, first, last, words, is_named=is_named)]
    is_alone = len({when.first_day for when in free}) == 1 and not is_named and first == last
    if not found and is_alone:  # of all days to come the only one that is neither a deadline nor of something else
        near = [when for when in others if when.kind is WhenKind.DAY and when.distance(first) <= _NEAR]
        found = [when for when in near if _is_announced(post, when, words)]
    if len({(when.first_day, when.last_day) for when in found}) == 1:
        yield from found


_FRONTED = lazy.compile(r"\W*(?:on|in\sthe\snight\s(?:of|from)|from)?\s?(?:the\s)?", re.I)


def _is_announced(post: Post, when: When, words: frozenset[str]) -> bool:
    """Whether a sentence opens with a day to come, announces it, or names the event in a word of its title."""
    if post.flows[when.flow].role not in _TEXT or sentence_of(post, when) is None:
        return False
    before, after = _clause(post, when)
    is_told = _FRONTED.fullmatch(before) is not None or tense_of(post, when) is Tense.ANNOUNCED
    return is_told or not words.isdisjoint(word.lower() for word in _WORD.findall(before + after))


def _of_year(post: Post, when: When, first: dt.date) -> When:
    """A day that took its year from what was told before it; one that is announced is of the year of the event."""
    if when.year_from != "context" or when.first_day.year == first.year or tense_of(post, when) is not Tense.ANNOUNCED:
        return when
    try:
        moved = when.first_day.replace(year=first.year)
    except ValueError:
        return when
    return when._replace(first_day=moved, last_day=moved + (when.last_day - when.first_day))


def _is_within(when: When, first: dt.date, last: dt.date) -> bool:
    return first <= when.first_day and when.last_day <= last


def _holds(when: When, first: dt.date, last: dt.date) -> bool:
    """Whether several days begin or go on at the one of the event, as the evenings of a course do."""
    return first == last and when.first_day <= first <= when.last_day


def _is_slip(when: When, first: dt.date, last: dt.date) -> bool:
    """Whether a day lies near those of the event, or is one of them in another month or year."""
    near = min(when.distance(first), when.distance(last))
    return near <= _NEAR or any(is_slip_of_day(when.first_day, day) for day in (first, last))


def _is_free(post: Post, when: When, words: frozenset[str]) -> bool:
    """Whether nothing about a day makes it one of something else: a deadline, a rehearsal, the next event, or one that was."""
    before, after = _clause(post, when)
    text = post.flows[when.flow].text
    if (
        (_BOUND.search(before) and not _FROM.search(before))
        or _says(_OTHER, before, words)
        or _says(_OTHER_BEHIND, after, words)
        or _LATER.match(text, when.end)
    ):
        return False
    if post.flows[when.flow].role == "cell":
        rest = " ".join(post.flows[cell].text for cell in _row(post, when) if cell != when.flow)
        return not _says(_OTHER, rest, words)
    tense = tense_of(post, when)
    return tense not in (Tense.DONE, Tense.SCHEDULED, Tense.QUOTED) and not (
        tense is Tense.CONDITIONAL and _IF.search(before)
    )


_IF = lazy.compile(r"\b(?:if|unless|whether|would|could|might|should)\b", re.I)


def _says(words: re.Pattern[str], text: str, own: frozenset[str]) -> bool:
    """Whether a text has one of some words; "press" means nothing in the text on a "Small Press Fair"."""
    return any(own.isdisjoint(_WORD.findall(found[0].lower())) for found in words.finditer(text))


def _row(post: Post, when: When) -> Sequence[int]:
    return next((row for table in tables_of(post) for row in table if when.flow in row), ())


_ENDS = lazy.compile(r"[.;!?]\s")


def _clause(post: Post, when: When) -> tuple[str, str]:
    """What stands before a day in its sentence or line, and behind it up to the next mark."""
    text = post.flows[when.flow].text
    before = text[max(when.at - _REACH, 0) : when.at]
    after = text[when.end : when.end + _REACH // 2]
    return _ENDS.split(before)[-1], _ENDS.split(after.partition("\n")[0], maxsplit=1)[0].partition(";")[0]


def _words_of(post: Post) -> frozenset[str]:
    """The words that may name the event: those of the title, up to the day where it names one behind them."""
    words: set[str] = set()
    for index, flow in enumerate(post.header_flows):
        if flow.role != "title":
            continue
        day = next(iter(whens_of(post).get(index, ())), None)
        before = flow.text[: day.at] if day else ""
        words.update(word.lower() for word in _WORD.findall(before) or _WORD.findall(flow.text))
    return frozenset(words) - _PLAIN


def _is_of_event(
    post: Post, when: When, first: dt.date, last: dt.date, words: frozenset[str], *, is_named: bool
) -> bool:
    """Whether what stands with a day makes it one of the event."""
    flow = post.flows[when.flow]
    if flow.role in ("title", "description", "summary", "excerpt"):
        return True
    before, after = _clause(post, when)
    has_hour = bool(
        _THEN_HOUR.match(flow.text, when.end)
        or _HOUR_ON.search(before)
        or (flow.role == "cell" and _has_hour(post, when))
    )
    if first != last:
        if when.kind is WhenKind.DAYS and when.last_day - when.first_day == last - first:
            return not is_named
        is_hourly = has_hour or _HOUR.search(after) is not None
        return _is_of_programme(post, when, first, last, is_hourly=is_hourly)
    if _names_event(before, words):
        return True
    if is_named:
        return False
    if flow.role == "heading":
        return sum(bool(whens_of(post).get(heading.flow)) for heading in post.headings) == 1
    if flow.role == "cell":
        return has_hour or any(_LABEL.match(post.flows[cell].text) for cell in _row(post, when) if cell != when.flow)
    line = before.rpartition("\n")[2]
    return has_hour or is_kept_free(post, when) or _LABEL.match(line) is not None or _INVITES.search(before) is not None


def _has_hour(post: Post, when: When) -> bool:
    return any(_HOUR.search(post.flows[cell].text) for cell in _row(post, when))


def _names_event(before: str, words: frozenset[str]) -> bool:
    """Whether "the supper on" or "our concert in the hall on" stands before a day, in a word of the title."""
    found = _NAMED_ON.search(before)
    return found is not None and any(word.lower() in words for word in found["what"].split())


_NAMED_ON = lazy.compile(
    r"\b(?:the|our|this)\s(?P<what>(?:[\w'’-]+\s){1,4}?)(?:(?:in|at|of)\s(?:[\w'’-]+\s){1,4}?)?(?:(?:is|takes\splace|will\sbe(?:\sheld)?|starts|begins|opens)\s)?"
    r"on\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?\Z",
    re.I,
)


def _is_of_programme(post: Post, when: When, first: dt.date, last: dt.date, *, is_hourly: bool) -> bool:
    """Whether a day beside those of an event of several days is one of them: its weekday a week off, or called its last."""
    if when.kind is not WhenKind.DAY:
        return False
    before, after = _clause(post, when)
    span = (last - first).days
    ends = [(last, _LAST_DAY), (first, _FIRST_DAY)]
    for day, word in ends:
        off = abs((when.first_day - day).days)
        if off == 1 and word.search(before) and span < _WEEK:
            return True
    if when.weekday is None or span >= _WEEK - 1:
        return False
    sentence = sentence_of(post, when)
    is_weekday = any(
        (when.first_day - day).days % _WEEK == 0 for day in (first + dt.timedelta(at) for at in range(span + 1))
    )
    is_called = _CALLED.match(after) is not None
    return is_weekday and (is_hourly or is_called) and (sentence is not None or post.flows[when.flow].role == "cell")
