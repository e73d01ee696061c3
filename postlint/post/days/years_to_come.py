"""A post of January or February goes in; the number of last year comes out where the text speaks of what is to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.post.dates import is_draft
from postlint.post.tenses.tense import is_outlook
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post


def years_to_come(post: Post) -> Iterator[Finding]:
    """ "The first call of 2023 takes place on January 16", in January 2024: what is to come has the year of last time."""
    date = post.date
    if date is None or date.day.month > 2 or is_draft(post.header, post.path):
        return
    last = str(date.day.year - 1)
    for index, flow in enumerate(post.flows):
        if (
            last not in flow.text
            or flow.quoted
            or flow.role not in ("paragraph", "html", "description", "heading", "title")
        ):
            continue
        for sentence in post.sentences_of[index]:
            found = _YEAR_NAMED.search(sentence.text) if sentence.text.count("20") == 1 else None
            if started := _STARTS.search(sentence.text):
                year = started["a"] or started["b"]
                if year == last and not _WISHED.search(sentence.text):
                    at = sentence.at + started.start("a" if started["a"] else "b")
                    yield Finding(
                        flow.span_of(at, at + 4),
                        f"{last} is spoken of as to come, but the post is dated {date.day.isoformat()}",
                    )
                    continue
            if (season := _SEASON_OUT.search(sentence.text)) and season["year"] == last:
                message = f"{last} is spoken of as to come, but the post is dated {date.day.isoformat()}"
                yield Finding(
                    flow.span_of(sentence.at + season.start("year"), sentence.at + season.end("year")), message
                )
                continue
            greets = found and found["greeting"] and not any(_YEARS.search(one.text) for one in post.flows)
            if flow.role == "title" and not (found and (greets or _TO_DO.search(sentence.text))):
                continue
            is_plan = (
                found
                and not (found["greeting"] and _WISHED.search(sentence.text))
                and (
                    found["greeting"]
                    or is_outlook(sentence.text)
                    or _WISHES.search(sentence.text)
                    or _PLANS.search(sentence.text)
                )
            )
            if found and found["year"] == last and is_plan:
                at = sentence.at + found.start("year")
                message = f"{last} is spoken of as to come, but the post is dated {date.day.isoformat()}"
                yield Finding(flow.span_of(at, at + 4), message)


_YEAR_NAMED = lazy.compile(
    r"(?:(?P<greeting>\b(?:happy(?: new year)?|welcome to|(?:here['’]s to|cheers to|all the best for|best wishes for|"
    r"good luck (?:in|for))(?: an?| the)?(?: \w+)?|(?:peaceful|healthy|prosperous|good|better|dry)|hello"
    r"|start(?:ing)? (?:in)?to|(?:a )?(?:great|fresh|new) start (?:in)?to|off (?:in)?to|goodbye \d+, hello))|"
    r"\A\W*(?:in|during|throughout)|"
    r"\b(?:book(?:ing)?s?|registrations?|enrolments?|applications?|tickets?|dates|sign-?up|places|fees?|programmes?|programs?|calendars?|timetables?|dues|subscriptions?)\s+(?:for|to)(?:\s+[a-z]+){0,3}|"
    r"\b(?:want|like|hope|intend|mean|plan)\s+to(?:\s+\w+){1,4}\s+in|\b(?:first|next|coming|upcoming)\s+(?:[\w-]+\s+){1,3}(?:of|in)|\b(?:plans|goals|hopes|resolutions|roadmap|dates|wishes)\s+for(?:\s+the\s+(?:new|coming)\s+year)?)"
    r"\s+(?P<year>20\d\d)(?!\d|[-–/.]\d)",
    re.I,
)


_WISHES = lazy.compile(
    r"\b(?:we|i|they) (?:want|would like|aim|intend|mean|plan|hope) to\b|\bplease (?:pay|book|register|send|return)\b|"
    r"\bremains? unchanged\b|"
    r"\b(?:is|are) (?:now |still )?(?:on sale|available from|open for)\b|\bcan be (?:bought|booked|ordered)\b",
    re.I,
)
# "The 2024 lecture series starts on …", "nominations for the 2024 board are open": it is of this year, whatever its number.
_STARTS = lazy.compile(
    r"(?:\A\W*(?:the|our)\s(?P<a>20\d\d)\s(?:[\w-]+\s){1,3}(?:starts?|begins?|opens?|kicks?\soff|takes?\splace|runs?\sfrom|will\s(?:start|begin|open|take\splace|run|be\sheld)|is\sdue|is\scoming)|"
    r"\b(?:nominations|registration|registrations|bookings?|enrolment|sign-?up)\sfor\s(?:the|our)\s(?P<b>20\d\d)\s(?!awards?\b|prizes?\b|report\b|accounts\b|tax\b)(?:[\w-]+\s){1,3}(?:is|are)\s(?:now\s|still\s)?open)\b",
    re.I,
)
_PLANS = lazy.compile(
    r"\A(?!.*\b(?:was|were|had|did|\w{3,}ed|went|came|became)\b)\W*(?:our|my|the|some|what\sour|here\sare\s(?:our|my|the|some)|these\sare\s(?:our|my|the))\s(?:\w+\s)?(?:plans|goals|hopes|resolutions|roadmap)\sfor\b",
    re.I | re.S,
)
# "The programme for spring 2025 is out", in January 2026.
_SEASON_OUT = lazy.compile(
    r"\b(?:programmes?|programs?|timetables?|schedules?|calendars?|courses?|rotas?|plans?|lists?|dates|brochures?|leaflets?|season)\b[^.;!?]{0,30}\s(?:for|of|in)\s(?:the\s)?"
    r"(?:spring|summer|winter|autumn|(?:first|second)\s(?:quarter|half|term)\sof)\s(?:of\s)?(?P<year>20\d\d)\s(?:(?:hangs?|lies?|stands?|starts?|begins?)\b|(?:is|are)\s(?:now\s|finally\s|at\slast\s)?(?:out|here|online|ready|there|open|available|complete|fixed|done)\b)",
    re.I,
)
_TO_DO = lazy.compile(r"\b(?:what|things|where) (?:we|i) (?:want|would like|hope|intend|mean|plan) to\b", re.I)
_WISHED = lazy.compile(r"\b(?:wished|said|wrote|called|was|were|had|did)\b", re.I)
_YEARS = lazy.compile(r"\b(?:years?|anniversary|ago)\b", re.I)
