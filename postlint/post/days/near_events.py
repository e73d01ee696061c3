"""A post and a day far ahead go in; whether the post means a day of these weeks, and the year is a slip, comes out.

So it is where places are running out, where the hour is named, where "this spring" or "next month" is spoken of, or where
something is due a few weeks before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING

from postlint.model import When, WhenKind
from postlint.post.fact import fact
from postlint.post.tenses.words import KEEPS_FREE, KEPT_FREE
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post


def is_meant_near(post: Post, when: When, posted: dt.date) -> bool:
    """Whether `when` would lie near `posted` but for its year."""
    return _is_called_for(post, when) or _is_of_season(post, when, posted) or _is_behind_deadline(post, when, posted)


_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
_THIS = lazy.compile(
    rf"\b(?:this|coming)\s(?:year['’]s\s)?(?P<name>{'|'.join((*_SEASONS, *MONTHS[1:]))})\b|\bnext\smonth\b", re.I
)


def _is_of_season(post: Post, when: When, posted: dt.date) -> bool:
    """Whether the post speaks of "this spring" or "next month", in which `when` would lie but for its year."""
    first = _in_year_of(post, when, posted)
    return first is not None and posted < first and first.month in _near_months(post)


@fact
def _near_months(post: Post) -> frozenset[int]:
    """The months of the seasons that the text calls this or the coming one, and of the next month."""
    posted = post.date.day.month if post.date else 0
    months: set[int] = set()
    for found in (one for flow in post.flows if not flow.quoted for one in _THIS.finditer(flow.text)):
        name = (found["name"] or "").lower()
        if name in _SEASONS:
            months.update(range(_SEASONS[name][0], _SEASONS[name][1] + 1))
        else:
            months.add(list(MONTHS).index(name.capitalize()) if name else posted % 12 + 1)
    return frozenset(months)


# "The sale is on DAY", "the race is rowed on DAY": an event in the present, and not what a contract or a law says.
EVENTS = (
    r"(?:sale|race|fair|market|festival|concert|show|walk|meeting|party|match|games?|regatta|parade|dinner|lunch|talk|lecture|"
    r"weekend|conference|workshop|course|class|tour|trip|camp|run|ride|exhibition|open day|ceilidh|supper|quiz|raffle|"
    r"assembly|congress|retreat)"
)
# "Only ninety places are left", "entries close on Sunday": so much is not said years ahead.
_LAST_CALL = lazy.compile(
    r"\b(?:only\s(?:a\sfew|[a-z-]+|\d+)\s(?:places|tickets|seats|spots)|last\s(?:call|places|tickets|seats|chance)|(?:entries|entry|registration|booking|sign-?up)\s(?:is\s|still\s)?"
    r"clos(?:es?|ing)\s(?:this\s|next\s|on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:a|one|two|three)\sweeks?\s(?:from\s(?:now|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|"
    r"to\sgo)|(?:places|tickets|seats)\s(?:are\s)?(?:still\s)?(?:left|available)|(?:entries|bookings?|registrations?|sign-?ups?)\sare\s(?:taken|accepted|open|possible|welcome)\s(?:only\s)?(?:until|till|by)\s(?:this\s|next\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|still\s(?:a\sfew|some|room|places|tickets)|so\shurry|hurry\sup)\b",
    re.I,
)
_AT_HOUR = lazy.compile(
    r"\bat\s(?:half\spast\s|a\squarter\s(?:past|to)\s)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2}(?:[:.]\d\d)?)\b"
    r"(?!\s(?:years|per|percent|%|euros|pounds|dollars|million|places|locations|cities))",
    re.I,
)


def _is_called_for(post: Post, when: When) -> bool:
    """Whether places are running out, or the sentence names the hour: nobody plans years ahead to the hour."""
    if _years(post)[when.first_day.year] > 1:
        return False
    text = post.flows[when.flow].text
    before = _STOP.split(text[max(when.at - _BESIDE, 0) : when.at])[-1]
    clause = before + _STOP.split(text[when.at : when.end + _BESIDE], maxsplit=1)[0]
    return _is_last_call(post) or (_AT_HOUR.search(clause) is not None and _EVENT_NAMED.search(clause) is not None)


# "The form is open as of this evening", "Sign up for the Midnight Jam"
_OPEN_NOW = lazy.compile(
    r"\b(?:form|list|sign-?ups?|registrations?|bookings?|entries|enrol\w+|ticket\s(?:sales?|shop|office))\s"
    r"(?:(?:is|are|has|have)\s(?:now\s|finally\s|already\s|been\s)*open|opens\s(?:today|now|this))\b|"
    r"\b(?:sign\sup|register|book|enrol|apply)\s(?:now|today|this\sweek)\b|\A\W*(?:sign\sup|register|book)\s(?:for|your)\b",
    re.I,
)


@fact
def is_open_now(post: Post) -> bool:
    """Whether the post says that one can sign up now, as nobody can years ahead."""
    return any(_OPEN_NOW.search(flow.text) for flow in post.flows if not flow.quoted)


_WEEKDAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SALE = (
    r"(?:registrations?|tickets?|bookings?|sign-?ups?|entries|entry\sforms?|enrol\w+|applications?|submissions?|proposals|papers|talks|"
    r"(?:the|our|a|its)\s(?:call|cfp|form|list|programme|ballot)(?:\sfor\s[a-z]+)?|invitations?|nominations?|abstracts)"
)
_SOON = (
    r"(?:today|tonight|tomorrow|now\son|now|(?:this|next)\s(?:week|month|weekend|"
    rf"{_WEEKDAYS})|{_WEEKDAYS}|(?:a|one|two|three|four|a\sfew|some)\s(?:days|weeks?|fortnight)|the\send\sof\s(?:the|this)\smonth|"
    rf"(?:(?:early|late|mid)[\s-]|the\s(?:end|middle|start|beginning)\sof\s|\d{{1,2}}\s)?(?:{'|'.join(MONTHS[1:])})(?:\s\d{{1,2}})?)\b(?!,?\s20\d\d)"
)
# "The call opens at the end of this month", "tickets go on sale in April", "you can register from next week on"
_OPENS_SOON = lazy.compile(
    rf"\b{_SALE}\b[^.!?]{{0,40}}?\s(?:opens?|starts?|begins?|goes?\s(?:on|out|live|up)|come\sout|comes\sout|appears?|follows?|(?:is|are|can|may|will)\s[^.!?]{{2,40}}?)"
    rf"[^.!?,;]{{0,30}}?\s(?:(?:from|as\sof|on|in|at|by|until|till|within|since)\s)?(?P<a>{_SOON})|"
    rf"\b(?:register|sign\sup|apply|book|enrol|submit|buy)\b[^.!?,;]{{0,40}}?\s(?:(?:from|as\sof|starting|on|in|at|by|until|till|within)\s)?(?P<b>{_SOON})|"
    rf"\b(?:get|receive|have)\s[^.!?,;]{{0,20}}(?:papers|tickets?|invitations?|forms?|programme)\b[^.!?,;]{{0,20}}\s(?:in|by|on|next|until)\s(?P<c>{_SOON})",
    re.I,
)
_SOON_MONTHS = 5


@fact
def opens_soon(post: Post) -> bool:
    """Whether one can sign up, or have tickets, from a day of the coming months on, which nobody offers years ahead."""
    posted = post.date.day if post.date else None
    for found in (one for flow in post.flows if not flow.quoted for one in _OPENS_SOON.finditer(flow.text)):
        said = found["a"] or found["b"] or found["c"]
        month = next((number for number, name in enumerate(MONTHS) if name and name.lower() in said.lower()), 0)
        if month == 0 or (posted and (month - posted.month) % 12 <= _SOON_MONTHS):
            return True
    return is_open_now(post)


def is_kept_free(post: Post, when: When) -> bool:
    """Whether readers are asked to keep the day free, or to note it."""
    text = post.flows[when.flow].text
    before, after = text[max(when.at - _BESIDE, 0) : when.at], text[when.end : when.end + _BESIDE]
    return KEPT_FREE.search(before) is not None and KEEPS_FREE.match(after) is not None


def is_year_of_title(post: Post, when: When) -> bool:
    """Whether the title, or what sums the post up, names the year of `when` by itself: it is meant."""
    texts = (flow.text for flow in (*post.header_flows, *post.flows[:1]) if flow.role != "paragraph")
    return any(str(when.first_day.year) in _YEAR.findall(text) for text in texts) and (
        when.flow >= len(post.header_flows)
    )


_STOP, _BESIDE = lazy.compile(r"[.!?]\s"), 120  # characters


@fact
def _is_last_call(post: Post) -> bool:
    return any(_LAST_CALL.search(flow.text) for flow in post.flows if not flow.quoted)


_EVENT_NAMED = lazy.compile(rf"\b(?:{EVENTS}|bus|train|we(?:\sall)?\s(?!have\b|had\b)[a-z]{{3,}}|doors)\b", re.I)
_WITHIN = 45  # days from a deadline to what it is for
_DUE = lazy.compile(
    r"\b(?:by|until|till|before|closes?|clos(?:ing|ed)|deadline|due|latest|than|open|ends?)\b[^.!?;]{0,30}\Z", re.I
)


def _is_behind_deadline(post: Post, when: When, posted: dt.date) -> bool:
    """Whether something is due by a day of the coming weeks, a few weeks before `when` would lie but for its year."""
    first = _in_year_of(post, when, posted)
    return first is not None and any(day <= first and (first - day).days <= _WITHIN for day in _due(post))


@fact
def _due(post: Post) -> tuple[dt.date, ...]:
    """The days to come, without their year, by which something is to be done."""
    posted = post.date.day if post.date else None
    due: set[dt.date] = set()
    for one in post.whens if posted else ():
        is_due = one.year_from != "phrase" and one.kind is WhenKind.DAY and not one.relative
        if is_due and posted and _DUE.search(post.flows[one.flow].text, max(one.at - 60, 0), one.at):
            day = _in_year(one.first_day, posted)
            due.update((day,) if day else ())
    return tuple(sorted(due))


def _in_year_of(post: Post, when: When, posted: dt.date) -> dt.date | None:
    """The first day of `when` in the year of the post, or the one after where that is past.

    None for 29 February, and where the post names the year a second time: then it is meant.
    """
    if _years(post)[when.first_day.year] > 1:
        return None
    return _in_year(when.first_day, posted)


def _in_year(day: dt.date, posted: dt.date) -> dt.date | None:
    try:
        first = day.replace(year=posted.year)
        return first if first >= posted else first.replace(year=posted.year + 1)
    except ValueError:
        return None


@fact
def _years(post: Post) -> Counter[int]:
    """How often the texts of the post name each year."""
    return Counter(int(year) for flow in post.flows for year in _YEAR.findall(flow.text))


_YEAR = lazy.compile(r"(?<!\d)20\d\d(?!\d)")
