"""A post in, a finding for each date that it announces as still to come though it lies before the post's own date."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, When, WhenKind
from postlint.model.when import Tense
from postlint.post.by_flow import sentence_of, whens_of
from postlint.post.days.given_year import is_near, is_of_other_year, reach
from postlint.post.days.written_on import is_written_on
from postlint.post.tenses.telling import counts_from_told_day, is_of_another_day, likely_tense_of, tense_of
from postlint.post.tenses.tense import is_outlook
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAYS = (WhenKind.DAY, WhenKind.DAYS)
_LONG_AGO = 400  # days: who writes history may write it in the present
_BESIDE = 40  # characters between "next week" and the day that it means
_SLACK = 2  # days: posts are finished and published a little after they are written


_EVERY_YEAR = lazy.compile(
    r"\b(?:(?:each|every) (?:year|autumn|spring|summer|winter)|annually|yearly|year after year|"
    r"(?:financial|fiscal|business|academic|school|club|membership) year)\b",
    re.I,
)
# "The second closure, originally to take place on DAY, has become unnecessary": what was planned, and is not any more.
_GIVEN_UP = lazy.compile(
    r"\b(?:originally|unnecessary|cancelled|canceled|called off|no longer|will not take place)\b", re.I
)


@lru_cache(maxsize=16)  # sentences: all dates of one are asked about one after the other
def _names_no_day_to_come(sentence: str) -> bool:
    """Whether it tells of what is so every year, or of what was planned and is not any more."""
    return _EVERY_YEAR.search(sentence) is not None or _GIVEN_UP.search(sentence) is not None


def check(post: Post) -> Iterator[Finding]:
    if post.date is None:
        return
    posted = post.date.day
    dated = posted.isoformat()
    related = (Related(post.date.span, f"the post is dated {dated}"),) if post.date.source != "path" else ()
    behind = [when for when in post.whens if _SLACK < (posted - when.last_day).days < _LONG_AGO and when.kind in _DAYS]
    days = reach(post) if behind else 0
    listed = _upcoming(post, posted) if behind else frozenset()
    found = [
        when for when in behind if is_near(when, posted, days) and (when.flow in listed or _is_announced(post, when))
    ]
    if found and _is_day_of_event(post, posted):
        return
    for when in found:
        message = f"{when.text} is announced as still to come, but the post is dated {dated}"
        yield Finding(when.span, message, related=related)


_UPCOMING = lazy.compile(
    r"\W*(?:(?:our|the|all|and|so|here\sare|these\sare)\s){0,2}(?:upcoming|coming\s(?:up|soon|dates|events)|what['’]?s\s(?:on|coming)(?:\snext)?|"
    r"what comes (?:next|now)|forthcoming|next (?:up|[a-z]+s)|on our calendar|"
    r"where (?:to|you can|you will|we can) (?:meet|find|see|catch|hear)\b|"
    r"(?:dates|days|evenings)\s(?:for|to\s(?:put|note|write|mark|enter|pencil)(?:\sdown)?\s(?:in|into|on))\s(?:your|the)\s(?:diary|diaries|calendars?)|"
    r"(?:dates|events|plans|programme|agenda|calendar) (?:for|of|in) (?:the )?(?:coming|next)|"
    r"(?:please )?(?:note|mark|keep|save) (?:these|the following|the) (?:dates|days|evenings)|"
    r"save the dates?|mark your calendars?|still to come)\b(?!.*\b(?:19|20)\d\d\b)",
    re.I,
)
# "These evenings are still ahead of us, all in the lecture room:"
_AHEAD = lazy.compile(
    r"\b(?:(?:is|are|lie|lies|remain)\s(?:all\s)?(?:still\s|yet\s)?(?:ahead|to\scome|before\sus|to\sbe\slooked\sforward\sto)|still\s(?:ahead|to\scome|to\slook\sforward\sto)|"
    r"(?:you|we) can (?:still\s)?(?:look forward to|meet|catch|see|hear) (?:us|these|them)|look(?:ing)? forward to)\b",
    re.I,
)
_AND_PAST = lazy.compile(r"\b(?:past|previous|recent|earlier|so far)\b", re.I)
_SENTENCES = lazy.compile(r"(?<=[.!?])\s+")


def _is_of_what_comes(lead: str) -> bool:
    """Whether the last sentence before a list says that what it lists is still to come."""
    last = _SENTENCES.split(lead.rstrip())[-1]
    is_ahead = (
        last.endswith(":")
        and (_AHEAD.search(last) is not None or (_TOGETHER.search(last) is not None and is_outlook(last)))
        and _SO_FAR.search(last) is None
    )
    return is_ahead or _is_heading_ahead(last)


def _is_heading_ahead(text: str) -> bool:
    return _UPCOMING.match(text) is not None and _AND_PAST.search(text) is None


# "We hope to see you at one of these:", while the plan of a release may begin before it is told.
_TOGETHER = lazy.compile(r"\b(?:you|your|us|we|our|join|come)\b", re.I)
# "The whole series, half of which is still to come:"
_SO_FAR = lazy.compile(r"\b(?:so far|half|part|some|most|were|was|whole|past|done|already|all the)\b", re.I)


def _upcoming(post: Post, posted: dt.date) -> frozenset[int]:
    """The entries of lists under "Upcoming events" of which another is indeed still to come."""
    found: set[int] = set()
    starts = [heading.span.start for heading in post.headings]
    for one in post.lists:
        at = bisect_left(starts, one.span.start)
        above = [post.headings[at - 1].text] if at else []
        lead = post.flows[one.lead].text if one.lead >= 0 else ""
        if not (_is_of_what_comes(lead) or any(map(_is_heading_ahead, (lead, *above)))):
            continue
        flows = [item.flow for item in one.items]
        firsts = [whens[0] for flow in flows if (whens := whens_of(post).get(flow, ()))]
        if len(firsts) == len(flows) and any(when.last_day >= posted for when in firsts):
            found.update(flow for flow in flows)
    return frozenset(found)


def _is_announced(post: Post, when: When) -> bool:
    if is_of_another_day(post, when.flow) or is_of_other_year(post, when):
        return False
    sentence = sentence_of(post, when)
    if sentence and _WAS_LAST.search(sentence.text, 0, max(when.at - sentence.at, 0)):
        return False
    if sentence and (_names_no_day_to_come(sentence.text) or is_written_on(sentence.text, when.at - sentence.at)):
        return False
    tense = tense_of(post, when)
    if tense is Tense.ANNOUNCED and any(
        one.relative and abs(one.at - when.at) < _BESIDE and counts_from_told_day(post, one, when)
        for one in whens_of(post).get(when.flow, ())
    ):
        return False
    if tense is Tense.CONDITIONAL and sentence and _asks(sentence.text, when.at - sentence.at):
        return likely_tense_of(post, when) is Tense.ANNOUNCED
    if tense is Tense.UNKNOWN and sentence and _lasts_until(sentence.text, when.at - sentence.at):
        return True
    is_whole = when.year_from == "phrase" and when.kind is WhenKind.DAY
    if tense is Tense.UNKNOWN and sentence and is_whole and _IS_ON.search(sentence.text[: when.at - sentence.at]):
        return True
    return (likely_tense_of(post, when) if tense is Tense.UNKNOWN else tense) is Tense.ANNOUNCED


# "Many of you asked for the papers from last Tuesday's hearing, on DAY."
_WAS_LAST = lazy.compile(
    r"\b(?:(?:last|this\spast)\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|weekend|night|month|autumn|spring|summer|winter)|yesterday)"
    r"(?:['’]s)?(?:\s[\w-]+){0,3},?\s(?:\(|on\s)?(?:the\s)?\Z",
    re.I,
)
# "The first evening of the year is on 21 January 2025": whatever has a day with its year, and is, is to come.
_IS_ON = lazy.compile(
    r"(?<!birthday)(?<!anniversary)(?<!holiday)\s(?:is|are)\son\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z", re.I
)
# "The museum is closed until DAY", "there are still places on the course of DAY", "Next up: quiz night, DAY", "this coming DAY"
_LASTS = lazy.compile(
    r"\b(?:is|are|remains?|stays?)\s(?:still\s|now\s|all\s)?(?:closed|shut|open|away|on\sholiday|out\sof\s(?:order|service|action|use)|unavailable|blocked|diverted)\b"
    r"[^.;!?]{0,40}\b(?:until|till)\s(?:and\sincluding\s)?(?:the\s)?\Z|"
    r"\b(?:can|may)\s(?:still\s)?be\s(?:booked|reserved|ordered|bought|returned|handed\sin|sent(?:\sin)?|made|submitted|had|entered|collected|picked\sup)\b"
    r"[^.;!?]{0,40}\b(?:until|till|up\sto|by)\s(?:the\s)?\Z|"
    r"\bstill\s(?:a\sfew\s|some\s|plenty\sof\s|free\s)?(?:places|room|tickets|seats|spaces)\b[^.;!?]{0,50}\b(?:on|for|of|at)\s(?:the\s)?\Z|"
    r"\b(?:is|are|['’]re)\s(?:still\s)?(?:short\sof|looking\sfor|in\sneed\sof|seeking)\b[^.;!?]{0,60}\bfor\s(?:the\s)?(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z|"
    r"\A\W*(?:next|coming)\sup\b:?[^.;!?]{0,60},?\s\Z|"
    r"\bthis\s(?:coming|forthcoming)\s(?:[A-Z][a-z]+day,?\s)?(?:the\s)?\Z",
    re.I,
)


def _lasts_until(sentence: str, at: int) -> bool:
    return _LASTS.search(sentence[max(at - _LONG_BEFORE, 0) : at]) is not None


_LONG_BEFORE = 160  # characters


_IF_YOU = lazy.compile(r"\b[Ii]f you\b")
_OPEN = lazy.compile(r"\b(?:unless|whether|would|could|might|should|in case)\b", re.I)


def _asks(sentence: str, at: int) -> bool:
    """Whether a condition is put to the reader alone, and the day stands outside of it: "drop us a line by DAY if you come"."""
    found = _IF_YOU.search(sentence)
    if found is None or _OPEN.search(sentence) or len(_IF_YOU.findall(sentence)) > 1:
        return False
    return at < found.start() or "," in sentence[found.end() : at]


def _is_day_of_event(post: Post, posted: dt.date) -> bool:
    """Whether the page of an event has that event's day for its date: its deadlines lie before."""
    days = (when for when in post.whens if when.kind in _DAYS and not when.relative)
    return any(when.first_day <= posted <= when.last_day and _is_coming(post, when) for when in days)


def _is_coming(post: Post, when: When) -> bool:
    tense = tense_of(post, when)
    is_ahead = (
        tense is Tense.UNKNOWN and when.weekday is not None
    )  # "On Sunday, September 7, we'll meet": the event's page
    return post.flows[when.flow].role in ("heading", "title") or tense is Tense.ANNOUNCED or is_ahead
