"""A post goes in; days of a year ago come out of which it speaks as if they were about to come, or just past.

In January last year's number still comes easily: "please register by 31 January 2025", in January 2026.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Related, Sentence, When, WhenKind
from postlint.post.by_flow import sentence_of
from postlint.post.dates import is_draft
from postlint.post.numerals import NUMBER, number_of
from postlint.post.tenses.tense import is_outlook
from postlint.text import lazy
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.post.document import Post

YEARS_APART = lazy.compile(
    r"\b(?:years?|birthday|jubilee|anniversary|annual\w*|since|again|ago|later|earlier|last|previous)\b", re.I
)
APART = lazy.compile(r"\b(?:years?|anniversary|annual\w*|again|ago|earlier|last|previous)\b", re.I)


def days_a_year_off(post: Post) -> Iterator[Finding]:
    """All of them."""
    yield from _a_year_ago(post)
    yield from _last_week(post)
    yield from _counted(post)
    yield from _out_of_turn(post)
    yield from _asked(post)
    yield from _labelled(post)
    yield from _since(post)
    yield from _this_year(post)
    yield from _done_now(post)
    yield from _minuted(post)


_STARTING = lazy.compile(r"\b(?:starting|beginning|effective|from|as of|new this year)\W+(?:on\s+)?(?:the\s+)?\Z", re.I)
_BACK = lazy.compile(r"\b(?:anniversary|annual\w*|since|ago|last|previous|already|was|were)\b", re.I)
_AGAIN = lazy.compile(r"\bagain\b", re.I)  # what can be done again may have been so for a year, what will be may not
_AHEAD = 60  # days
_LASTING = 120  # days, for what can be had until then
_TEXT = ("paragraph", "html")


def _a_year_ago(post: Post) -> Iterator[Finding]:
    """ "Starting December 1, 2024, you can …" in November 2025: what is to come, a few weeks ahead but for its year."""
    for when, flow, posted in whole_days(post):
        if not 365 - _AHEAD < (posted - when.first_day).days < 365:
            continue
        sentence = sentence_of(post, when)
        started = _STARTING.search(flow.text, max(when.at - 40, 0), when.at)
        if sentence and started and not _BACK.search(sentence.text) and _opens(sentence.text):
            yield Finding(when.span, f"{when.text} is spoken of as to come, but the post is dated {posted.isoformat()}")


_TIME = lazy.compile(rf"\bin\s(?P<number>an?|{NUMBER})\s(?P<unit>week|month)s?['’]?(?:\stime)?,?\s", re.I)
_UNITS = {"week": 7, "month": 30.5}
_COUNTED_OFF = 21  # days


def _counted(post: Post) -> Iterator[Finding]:
    """ "In eight months' time we meet in Linz from 4 to 6 July 2024", where that is the July after: twenty months ahead."""
    for when, flow, posted in whole_days(post):
        sentence = sentence_of(post, when)
        found = _TIME.search(flow.text, sentence.at, when.at) if sentence else None
        if found is None or sentence is None or is_one_of_several(post, when, sentence):
            continue
        number = 1 if found["number"].lower() in ("a", "an") else number_of(found["number"])
        off = (when.first_day - posted).days - number * _UNITS[found["unit"].lower()]
        if abs(abs(off) - 365) <= _COUNTED_OFF and not YEARS_APART.search(sentence.text):
            words = found[0].rstrip(" ,")
            yield Finding(
                when.span, f"{when.text} is a year from what {words.lower()} is, counted from {posted.isoformat()}"
            )


def _out_of_turn(post: Post) -> Iterator[Finding]:
    """ "We stopped on 20 December 2025 … On 3 January 2025 we went on", in January 2026: told behind a day of last month."""
    december: When | None = None
    for when, flow, posted in whole_days(post):
        if posted.month > 1:
            return
        if (when.first_day.year, when.first_day.month) == (posted.year - 1, 12):
            december = when
        is_year_ago = 365 <= (posted - when.last_day).days <= 365 + _DAYS_AGO and when.first_day.month == 1
        if december and is_year_ago and december.flow == when.flow and not _is_far_apart(flow.text):
            related = (Related(december.span, december.text),)
            yield Finding(when.span, f"{when.text} is told after {december.text}, which is later", related=related)


_DAYS_AGO = 21
_JUST = lazy.compile(
    r"\b(?:this (?:winter|week|month|year|season)|last (?:week|night|weekend)|yesterday|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


def _last_week(post: Post) -> Iterator[Finding]:
    """ "On January 8, 2025, … the coldest night so far this winter" in January 2026: a few days ago, but for its year."""
    for when, flow, posted in whole_days(post):
        days = (posted - when.last_day).days
        if posted.month > 2 or not 365 <= days <= 365 + _DAYS_AGO or _is_far_apart(flow.text):
            continue
        sentence = sentence_of(post, when)
        own = sentence.text if sentence else ""
        near = post.flows[max(when.flow - 1, 0) : when.flow + 2]
        if not YEARS_APART.search(own[:_LONG].replace("this year", "")) and any(
            _is_of_now(one.text) for one in near if one.role in _TEXT
        ):
            yield Finding(when.span, f"{when.text} is told as just past, but the post is dated {posted.isoformat()}")


@lru_cache(maxsize=16)  # texts: all dates of one are asked about one after the other
def _is_far_apart(text: str) -> bool:
    return _FAR_APART.search(text) is not None


@lru_cache(maxsize=16)
def _is_of_now(text: str) -> bool:
    """Whether a text speaks of this week, winter or year, and not of what it is unlike."""
    found = _JUST.search(text)
    if found is None or _UNLIKE.search(text, max(found.start() - _BESIDE, 0), found.end()):
        return False
    return not _DENIED.search(text, found.end(), found.end() + _BESIDE)


_LONG = 400  # characters; what is longer is no sentence
_BESIDE = 30  # characters
_DENIED = lazy.compile(r"\b(?:not|never|unlike)\b|n['’]t\b", re.I)
_FAR_APART = lazy.compile(r"\b(?:years?(?! season)|birthday|jubilee|anniversary|annual\w*|ago|later|earlier)\b", re.I)
_UNLIKE = lazy.compile(r"\b(?:not|no|never|unlike|but|only)\b|n['’]t\b", re.I)
# "Please register for 24 January 2025", in January 2026: nobody is asked to a day of last year.
_ASKED = lazy.compile(
    r"\b(?:(?:please|do|to|and|now|can|(?:un)?til)\s|\A\W*)(?:register|sign up|book|apply|join us|save the date|come|"
    r"rsvp|submit|send|vote|reply|"
    r"hurry)\b(?:[^.!?;:]{0,40}\s)?(?:for|on|by|until|before|to)\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z",
    re.I,
)
# "Tickets can be had until 31 March 2025", in January 2026: what is so now has not ended last year.
_UNTIL_THEN = lazy.compile(
    r"\b(?:is|are|can|may)\s(?:still\s|now\s|only\s|all\s)?(?:(?:to\s)?be\s)?(?:[a-z]{2,}ed|[a-z]+en|had|sold|on\ssale|open|available|valid|bought|sent|made|found)"
    r"(?:\s[^.!?;:,]{0,30})?\s(?:until|till|through|up\sto)\s(?:the\s)?(?:end\sof\s)?\Z",
    re.I,
)
_INVITES = lazy.compile(
    r"\b(?:invit(?:es?|ing)|welcomes?|calls?|summons?)\s(?:you|all|everyone|everybody|members|its\smembers|our\smembers|the\smembers)\b[^.!?;:]{0,100}?\s(?:on|for|from)\s"
    r"(?:the\s)?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z|"
    r"\b(?:in\sthe\s)?(?:coming|next)\s(?:few\s)?(?:days|weeks|months)\b[^.!?;:]{0,60}\Z",
    re.I,
)
_TOLD = lazy.compile(r"\b(?:was|were|had|did|used to|last|asked|invited|told|sent|wrote|year)\b", re.I)


def _is_last_years(when: When, posted: dt.date, ahead: int = _AHEAD) -> bool:
    """Is the day a year ago, but for its year some weeks ahead, while the old year still comes easily?"""
    return posted.month <= 2 and 365 - ahead < (posted - when.first_day).days <= 365


def _asked(post: Post) -> Iterator[Finding]:
    """What readers are asked to do for a day a year ago, but for its year some weeks ahead."""
    for when, flow, posted in whole_days(post):
        if not _is_last_years(when, posted, _LASTING):
            continue
        sentence = sentence_of(post, when)
        before = flow.text[sentence.at : when.at] if sentence else ""
        lasts = _UNTIL_THEN.search(before[-_LONG:]) is not None
        if not (lasts or _is_last_years(when, posted)):
            continue
        is_asked = lasts or _ASKED.search(before[-_LONG:]) or _INVITES.search(before[-_LONG:])
        told = before[-_LONG:].replace(" be had ", " ") if lasts else sentence.text[:_LONG] if sentence else ""
        if sentence and is_asked and not _TOLD.search(told):
            yield Finding(when.span, f"{when.text} is spoken of as to come, but the post is dated {posted.isoformat()}")


# "**When:** 24 January 2025, 7 pm", "Deadline for entries: 15 February 2025"
_LABEL = lazy.compile(
    r"\W*(?:when|date|day|deadline|closing date|starts?|begins?|time|next (?:meeting|date|talk|walk"
    r"|event))\b[^:.!?]{0,30}:\W*(?:on\s)?(?:the\s)?",
    re.I,
)
_PAST_TITLE = lazy.compile(r"\b(?:report|recap|minutes|review|looking back|archive|history|last year|20\d\d)\b", re.I)


def _labelled(post: Post) -> Iterator[Finding]:
    """The day of what is announced, in a line of its own: "When: 24 January 2025", in January 2026."""
    for when, flow, posted in whole_days(post):
        is_label = when.at <= _LONG and _LABEL.fullmatch(flow.text, 0, when.at) is not None
        if not (is_label and _is_last_years(when, posted)):
            continue
        if not _PAST_TITLE.search(post.title) and not any(_TOLD.search(one.text) for one in _before(post, when.flow)):
            yield Finding(when.span, f"{when.text} is spoken of as to come, but the post is dated {posted.isoformat()}")


def _before(post: Post, index: int) -> Sequence[Flow]:
    """The paragraph before a text."""
    return [flow for flow in post.flows[max(index - 1, 0) : index] if flow.role in _TEXT]


# "This year's fair is on 14 June 2026", in a post of 2025.
_OF_THIS_YEAR = lazy.compile(
    r"\b(?:this\syear['’]s\s(?!end\b)|of\sthis\syear\s)[^.;:,]{0,60}?\b(?:is|are|will\sbe|takes?\splace|starts?|begins?|opens?|falls?|runs?)\b"
    r"[^.;:,]{0,40}\s(?:on|from|is|are)\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z",
    re.I,
)


def _this_year(post: Post) -> Iterator[Finding]:
    for when, flow, posted in whole_days(post):
        if when.first_day.year == posted.year or abs(when.first_day.year - posted.year) > 1:
            continue
        turn = posted.month == _DECEMBER or (posted.month == 1 and when.first_day.year < posted.year)
        if not turn and _OF_THIS_YEAR.search(flow.text, max(when.at - _LONG, 0), when.at):
            yield Finding(when.span, f"{when.text} is not of this year: the post is dated {posted.isoformat()}")


# "We begin on 16 January 2025", "On 25 January 2024 the museum opens its cellar": what is done on a day, in the present.
_WHO = r"(?:we|you|(?:the|our|this)\s(?:[\w’'-]+\s){1,3}?)"
_SAID_FIRST = lazy.compile(
    rf"(?:\A|[,;:]|\band)\W*(?P<who>{_WHO})\s?(?P<verb>[a-z]+)\b(?P<rest>[^.!?;:]{{0,50}}?)\s(?:on|from)\s(?:the\s)?\Z",
    re.I,
)
_DAY_FIRST = lazy.compile(r"(?:\A|[,;:])\W*(?:on|from)\s(?:the\s)?\Z", re.I)
_THEN = lazy.compile(rf",?\s(?:(?:at|from)\s[^.,;:]{{1,30}},?\s)?(?P<who>{_WHO})\s?(?P<verb>[a-z]+)\b", re.I)
_PAST = lazy.compile(
    r"\b(?:was|were|had|did|\w{3,}ed|made|went|came|gave|saw|took|sold|held|won|lost|sent|built|ran|met|began|sang|became|then)\b",
    re.I,
)
_LASTS = lazy.compile(r"\b(?:in force|in effect|valid|effective|dated|true|law|rules?|so far|prices?|fees?)\b", re.I)
_SAME_YEAR = lazy.compile(r"(?<!\d)20\d\d(?!\d)")


def _done_now(post: Post) -> Iterator[Finding]:
    """What is done in the present on a day a year ago, where the post names that year nowhere else."""
    for when, flow, posted in whole_days(post):
        if not _is_last_years(when, posted) or _PAST_TITLE.search(post.title):
            continue
        sentence = sentence_of(post, when)
        year = str(when.first_day.year)
        if sentence is None or sum(_SAME_YEAR.findall(one.text).count(year) for one in post.flows) > 1:
            continue
        own = sentence.text[:_LONG]
        if (
            _PAST.search(own)
            or _LASTS.search(own)
            or YEARS_APART.search(own)
            or is_one_of_several(post, when, sentence)
        ):
            continue
        before = flow.text[sentence.at : when.at][-_LONG:]
        found = _SAID_FIRST.search(before)
        if found is None and _DAY_FIRST.search(before):
            found = _THEN.match(flow.text, when.end, min(sentence.end, when.end + _LONG))
        if found and _is_present(found["who"], found["verb"]):
            yield Finding(when.span, f"{when.text} is spoken of as to come, but the post is dated {posted.isoformat()}")


def _is_present(who: str, verb: str) -> bool:
    """Whether a word tells of the present alone: "begin", "opens", and neither "put" nor "wind"."""
    wanted = "v" if who.split()[0].lower() in ("we", "you") else "z"
    found = forms(verb.lower())
    return (verb in ("is", "are") or wanted in found) and "d" not in found


_DECEMBER = 12
_SINCE = lazy.compile(r"\b(?:since|as of|from|starting|effective)\s+(?:on\s+)?(?:the\s+)?\Z", re.I)
_NEW = lazy.compile(
    r"\b(?:new|now|no longer|increase[sd]?|changes?|changed|from now on|(?:will|may) have noticed|this year|happy new year)\b",
    re.I,
)
_ABOUT_A_YEAR = range(365, 400)


_NEW_ONE = lazy.compile(r"\b(?:new|no longer|from now on|changes?)\b", re.I)


def _since(post: Post) -> Iterator[Finding]:
    """ "Since 1 January 2025 a ticket has cost …" on a post of January 2026 that says what is new."""
    for when, flow, posted in whole_days(post):
        if posted.month > 2 or when.first_day.day > 1 or (posted - when.first_day).days not in _ABOUT_A_YEAR:
            continue
        sentence = sentence_of(post, when)
        if sentence is None or not _SINCE.search(flow.text, sentence.at, when.at) or APART.search(sentence.text):
            continue
        near = " ".join(one.text for one in post.flows[max(when.flow - 2, 0) : when.flow + 1])
        own = sentence.text
        is_new = _NEW.search(post.title) or (_NEW_ONE.search(own) and not _TOLD.search(own) and posted.month == 1)
        if is_new and _NEW.search(near):
            yield Finding(when.span, f"{when.text} is told as new, but the post is dated {posted.isoformat()}")


_MET = lazy.compile(
    r"\b(?:met|gathered|convened|assembled|sat\sdown|came\stogether|got\stogether|(?:was|were)\sheld|took\splace|talked|discussed|spoke)\b",
    re.I,
)
_OF_MINUTES = lazy.compile(
    r"\b(?:minutes|notes|meetings?|council|board|committee|reports?|recap|assembly|log|call|session)\b", re.I
)
_SOON_AFTER = 14  # days


def _minuted(post: Post) -> Iterator[Finding]:
    """ "The council met on 4 January 2025", in minutes of 9 January 2026: the meeting of last week, in the first text."""
    if not _OF_MINUTES.search(post.title):
        return
    first = next((index for index, flow in enumerate(post.flows) if flow.role in _TEXT), -1)
    for when, flow, posted in whole_days(post):
        days = (posted - when.last_day).days
        if when.flow != first or posted.month > 2 or not 365 <= days <= 365 + _SOON_AFTER or _is_far_apart(flow.text):
            continue
        sentence = sentence_of(post, when)
        told = sentence.text[:_LONG] if sentence else ""
        is_alone = sentence is not None and not is_one_of_several(post, when, sentence)
        if is_alone and _MET.search(told) and not YEARS_APART.search(told):
            yield Finding(when.span, f"{when.text} is told as just past, but the post is dated {posted.isoformat()}")


def whole_days(post: Post) -> Iterator[tuple[When, Flow, dt.date]]:
    """The days that the text of a published post names with their year, where each stands, and the day of the post."""
    date = post.date
    for when in post.whens if date and not is_draft(post.header, post.path) else ():
        flow = post.flows[when.flow]
        is_day = when.year_from == "phrase" and when.kind in (WhenKind.DAY, WhenKind.DAYS)
        if date and is_day and flow.role in _TEXT and not flow.quoted:
            yield when, flow, date.day


def _opens(sentence: str) -> bool:
    """Whether a sentence is about what can be done from a day on."""
    return is_outlook(sentence) or (_CAN.search(sentence) is not None and not _AGAIN.search(sentence))


_CAN = lazy.compile(r"\b(?:you|we|they|everyone|everybody) can\b", re.I)


def is_one_of_several(post: Post, when: When, sentence: Sentence) -> bool:
    return any(
        other is not when and other.flow == when.flow and sentence.at <= other.at < sentence.end for other in post.whens
    )
