"""A post in, a finding for each phrase in the form of a date that no calendar holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import BadDate, Finding, Flow, Sentence, WhenKind
from postlint.post.by_flow import english_flows, sentence_at
from postlint.post.fact import fact
from postlint.post.quotations import is_quoted
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# A post about calendars names such days on purpose.
_ON_PURPOSE = lazy.compile(
    r"\b(?:invalid|impossible (?:dates?|days?|times?|values?|inputs?)|"
    r"non-?existent|imaginary|illegal|bogus|overflow\w*|pars(?:e|es|ed|ing|er)|roll(?:s|ed)? over|"
    r"no such|test suite|validat\w*|leap (?:days?|years?)|(?<!your )(?<!the )calendars?(?! of\b)|"
    r"julian|gregorian|"
    r"old style|(?:a|the|our|your|any) (?:program|parser|software|library|function|compiler|database|form|"
    r"app)s?\b.{0,40}\b(?:do|does|did|"
    r"takes?|took|accept\w*|reject\w*|used to|would|crash\w*|throws?|raises?)|used to crash|no longer crash\w*|"
    r"dates are hard|(?:ledger|register|diary|chronicle|gravestone)|"
    r"(?:does|do|did)(?: not|n't|"
    r"n’t) exist|no calendar|"
    r"never (?:exist\w*|comes?|came|happen\w*)|joke|typo|should (?:be|read|have been))\b",
    re.I,
)
_IS_TRIED = lazy.compile(r"\b(?:exceptions?|tests?)\b", re.I)  # within its sentence: elsewhere a test kiln may be meant
# "It took 31 April", "handed a 30 February", "there is no 31 June": the day itself is what is spoken of.
_SPOKEN_OF = lazy.compile(
    r"\b(?:accept(?:s|ed|ing)?|reject(?:s|ed|ing)?|refus(?:es?|ed|ing)|forbids?|forbade|den(?:y|ies|ied)|catch(?:es)?|caught|flag(?:s|ged)?|"
    r"complain(?:s|ed)?\sabout|spot(?:s|ted)?|produc(?:es?|ed)|contain(?:s|ed)?|returns?|returned|shows?|showed|print(?:s|ed)?|handed|given|type(?:s|d)?|typing|enter(?:s|ed|ing)?|allow(?:s|ed)?|choose|chose|pick(?:s|ed)?|select(?:s|ed)?|"
    r"(?:is|was|has|had|be|are|were) (?:no|a)|no|an?|any|another|such as|like|e\.g\.|for (?:example|instance),?|"
    r"parse[sd]?|into|called) (?:the )?\Z",
    re.I,
)
_ABOUT_DATES = lazy.compile(
    r"\b(?:(?:pars|validat)\w+\b.*\b(?:dates?|calendars?)|(?:invalid|impossible) (?:dates?|days?)|leap (?:days?|years?)|"
    r"dates? (?:are hard|handling|bugs?|librar(?:y|ies))|calendar (?:code|bugs?))\b",
    re.I,
)
# Said anywhere in a post, it is why the post names such a day.
_IS_NONE = lazy.compile(
    r"\b(?:days?|dates?)\b[^.!?]{0,40}\b(?:do(?:es)?(?:\snot|n['’]t)|did(?:\snot|n['’]t)|cannot|can['’]t|never)\s(?:exist|be|arise|happen)\b|"
    r"\b(?:no\ssuch|impossible|imaginary)\s(?:days?|dates?)\b|"
    r"\b(?:days?|dates?)\s(?:that|which)\s(?:never|was\snever|were\snever|is\sno|are\sno)\b",
    re.I,
)
_OLD = lazy.compile(r"\b(?:1[0-7]|[1-9])\d\d\b")  # years in which calendars had other days
_LONG_AGO, _NEAR = lazy.compile(r"\b1[0-7]\d\d\b"), 60  # characters
_QUOTES = "\"'“‘«`"


_ZONE = r"(?:UTC|GMT|CES?T|BST|[ECMP][SD]?T|Z|h|hrs|Uhr)"
_TIME = lazy.compile(
    rf"(?<![\w:.])(?P<hour>2[5-9]|[3-9]\d):[0-5]\d(?=\s?{_ZONE}\b)"
    r"|\b(?:from|until|till|doors|curtain|starts?|opens?|closes?|ends?)\s(?:at\s(?=24:))?(?P<beyond>2[5-9]:[0-5]\d|24:(?!00)[0-5]\d)(?![\d:%]|\.\d|\s?min)"
    r"|(?<![\w:.])(?<!\d )(?P<late>1[3-9]|2[0-4])(?::[0-5]\d)?[ ]?[ap]\.?m\b"
    r"|\b(?:at|from|until|till|by|doors|curtain|around|starts?|begins?|opens?|closes?)\s(?P<minutes>(?:[01]?\d|2[0-3]):[6-9]\d)(?![\d:%]|\.\d)",
    re.I,
)


# "10am–9am", "from 14:30 to 13:30": ends with their half of the day, or both as a 24-hour clock writes them.
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-4])(?:[:.](?P<{0}m>[0-5]\d))?\s?(?P<{0}half>[ap](?:m\b|\.m\.))?"
_HOURS = lazy.compile(
    rf"(?<![\w:./-]){_CLOCK.format('a')}\s?(?:-|–|—|(?<=\s)(?:to|until|till)(?=\s)|"
    rf"(?:(?<=\s)and|,|;)\s(?:ends?|closes?|stops?|finish(?:es)?)(?:\s(?:at|by))?:?(?=\s))\s?{_CLOCK.format('b')}(?![\w/%-]|\.\d|:\d)",
    re.I,
)
_LONG_DAY, _OPENING = (
    300,
    lazy.compile(
        r"\b(?:open(?:ing|s)?|business|office) (?:daily|hours|from|every|on)\b|\bopen\b[^.]*\bweekdays\b", re.I
    ),
)
_LONG_NIGHT = 120  # minutes; an evening may end the next morning, but hardly at the hour it began


_BACKWARDS = "the range ends before"
# A day that becomes another one may become an earlier one.
_MOVED = lazy.compile(
    r"\b(?:moved?|moves|moving|postpon\w+|brought\sforward|chang\w+|shift\w*|reschedul\w+|advanc\w+|pulled|pushed|delay\w*|corrected|"
    r"deadlines?)\b[^,;]{0,60}\Z",
    re.I,
)


@lru_cache(maxsize=64)  # texts: all days of one are asked about one after the other
def _is_on_purpose(text: str) -> bool:
    """Whether it tells of days that no calendar has, or of what reads them."""
    return _ON_PURPOSE.search(text) is not None


def check(post: Post) -> Iterator[Finding]:
    yield from _times(post)
    yield from _hours(post)
    yield from _days(post)
    yield from _rows(post)
    for bad in post.bad_dates:
        if not _OLD.search(bad.text) and not _is_meant(post, bad):
            yield Finding(bad.span, f"{bad.text} is no date: {bad.reason}")


def _times(post: Post) -> Iterator[Finding]:
    """ "25:00 UTC" and "13:30 pm": hours that no clock has."""
    english = english_flows(post)
    for flow in post.flows:
        for found in _TIME.finditer(flow.prose) if ":" in flow.prose or _HALF.search(flow.prose) else ():
            if found["late"] and found[0].endswith("am") and id(flow) not in english:
                continue  # "15 am einen Ort"
            if not _is_on_purpose(flow.text):
                group = "minutes" if found["minutes"] else "beyond" if found["beyond"] else 0
                at = found.start(group)
                yield Finding(
                    flow.span_of(at, found.end()), f"{flow.prose[at : found.end()]} is no time of day: {_reason(found)}"
                )


def _reason(found: re.Match[str]) -> str:
    if found["minutes"]:
        return "an hour has 60 minutes"
    return "a day has 24 hours" if found["hour"] or found["beyond"] else f"12-hour clocks do not go to {found['late']}"


def _hours(post: Post) -> Iterator[Finding]:
    """Hours from one to an earlier one of the same part of the day."""
    for flow in post.flows:
        turned = [
            (found, start - end)
            for found in (_HOURS.finditer(flow.prose) if ":" in flow.prose or _HALF.search(flow.prose) else ())
            if 0 < (start := _minutes(found, "a")) - (end := _minutes(found, "b")) <= _LONG_DAY
        ]
        if not turned or _is_on_purpose(flow.text):
            continue
        longest = _LONG_DAY if _OPENING.search(flow.text) else _LONG_NIGHT
        for found, back in turned:
            if back <= longest and not is_quoted(flow.text, found.start()):
                yield Finding(flow.span_of(*found.span()), f"{found[0]} is no time of day: it ends before it starts")


_BEGINS = lazy.compile(r"\b(?:from|between)\s+(?:\d[\w:.]*\s+(?:[ap]m\s+)?(?:on\s+)?)?(?:the\s+)?\Z", re.I)
_GOES_ON = lazy.compile(
    r",?\s*(?:at\s+\d\S*\s*)?(?:and|to|until|till|through|–|-)\s+(?:\d[\w:.]*\s+(?:[ap]m\s+)?(?:on\s+)?)?(?:the\s+)?",
    re.I,
)
_TURN_OF_YEAR = 180  # days


def _days(post: Post) -> Iterator[Finding]:
    """ "between 18:00 on June 9 and 02:00 on June 8": two days that times stand between."""
    for one, other in pairwise(post.whens):
        flow = post.flows[one.flow]
        if other.flow != one.flow or not one.kind is other.kind is WhenKind.DAY or one.relative or other.relative:
            continue
        is_range = _GOES_ON.fullmatch(flow.text, one.end, other.at) and _BEGINS.search(
            flow.text, max(one.at - 30, 0), one.at
        )
        if is_range and 0 < (one.first_day - other.first_day).days < _TURN_OF_YEAR and not _is_on_purpose(flow.text):
            words = " ".join(flow.text[one.at : other.end].split())
            yield Finding(flow.span_of(one.at, other.end), f"{words} is no date: the range ends before it starts")


_FROM = lazy.compile(r"\W*(?:from|starts?|begins?|opens?|arrival|first day|out)\W*", re.I)
_UNTIL = lazy.compile(r"\W*(?:to|until|till|ends?|closes?|departure|last day|back|return)\W*", re.I)


def _rows(post: Post) -> Iterator[Finding]:
    """Rows of a table that end before they start, under columns "From" and "To"."""
    heads = [index for index, flow in enumerate(post.flows) if flow.role == "cell" and _FROM.fullmatch(flow.text)]
    heads = [head for head in heads if head + 1 < len(post.flows) and _UNTIL.fullmatch(post.flows[head + 1].text)]
    if heads:
        for one, other in pairwise(post.whens):
            is_pair = other.flow == one.flow + 1 and one.flow > heads[0] and one.kind is other.kind is WhenKind.DAY
            if (
                is_pair
                and post.flows[one.flow].role == "cell"
                and 0 < (one.first_day - other.first_day).days < _TURN_OF_YEAR
            ):
                message = f"{one.text} to {other.text} is no range: it ends before it starts"
                yield Finding(post.flows[other.flow].span_of(other.at, other.end), message)


_HALF = lazy.compile(r"\d\s?[AaPp]\.?[Mm]\b")


def _minutes(found: re.Match[str], side: str) -> int:
    """Minutes since midnight of one end; 0 where it is not plainly an hour of the clock."""
    hour, minute, half = int(found[f"{side}h"]), found[f"{side}m"], found[f"{side}half"]
    if bool(found["ahalf"]) != bool(found["bhalf"]) or not (half or (found["am"] and found["bm"] and ":" in found[0])):
        return 0
    afternoon = 12 if half and half[0] in "pP" else 0
    return ((hour % 12 if half else hour) + afternoon) * 60 + int(minute or 0)


_IN_OLD_YEAR = lazy.compile(r",?\s(?:in|of)\s1[0-7]\d\d\b")
_LEAP = lazy.compile(r"\b29\b|\b(?:02|2)[-/.]29\b")
_ABOUT_LEAP = lazy.compile(r"\bleap[ -](?:days?|years?)\b|\bleap-day\b", re.I)


@fact
def _flows_spoken_of(post: Post) -> frozenset[int]:
    """The flows, by index, that show one of their bad dates as an example: the others of the flow are examples, too."""
    return frozenset(bad.flow for bad in post.bad_dates if _is_spoken_of(post.flows[bad.flow], bad))


@fact
def _days_spoken_of(post: Post) -> frozenset[tuple[str, str]]:
    """The same of days: what one text shows between quotation marks, the title may name without them."""
    return frozenset(_day_of(bad) for bad in post.bad_dates if _is_spoken_of(post.flows[bad.flow], bad))


def _day_of(bad: BadDate) -> tuple[str, str]:
    """A day by its number and its month; the year may be written in one place only."""
    number = _DAY.search(bad.text)
    return (number[0] if number else bad.text, bad.reason.partition(" ")[0] if " has " in bad.reason else bad.reason)


_DAY = lazy.compile(r"(?<!\d)\d{1,2}(?!\d)")


def _is_meant(post: Post, bad: BadDate) -> bool:
    """Whether the text around it, or another of the post, shows that the day is named on purpose."""
    if bad.flow in _flows_spoken_of(post) or _day_of(bad) in _days_spoken_of(post):
        return True
    # What a title says may be explained by the text below it.
    near = post.flows[bad.flow : bad.flow + (3 if post.flows[bad.flow].role == "title" else 1)]
    if _LEAP.search(bad.text) and _is_about_leap_days(post):
        return True
    if _is_about_dates(post):
        return True
    sentence = sentence_at(post, bad.flow, bad.at)
    if sentence and _IS_TRIED.search(sentence.text):
        return True
    if sentence and not bad.reason.startswith(_BACKWARDS) and _is_said_in_jest(post, bad, sentence):
        return True
    if sentence and bad.reason.startswith(_BACKWARDS):
        # That "March" has no 32nd is what a text on parsers may tell; that an audit ended before it began is not.
        return _MOVED.search(sentence.text, 0, bad.at - sentence.at) is not None or _is_on_purpose(sentence.text)
    return any(_is_on_purpose(one.text) for one in near)


# Who names such a day as a joke says so, means "never", or tells of a calendar that has it.
_IN_JEST = lazy.compile(
    r"\b(?:never|no\sother\sday|wink\w*|grin\w*|smil\w+|laugh\w*|jok\w+|jest\w*|pigs|promised?\s(?:it|that|this|every\syear)|"
    r"rains\supwards|ask\s(?:me|us)\sagain|(?:old|favourite)\s(?:excuse|promise)|"
    r"(?:issues?|bugs?|tickets?|reports?|questions?|jokes?)\s(?:about|with|around)|what\shappens)\b",
    re.I,
)
_OTHER_CALENDAR = lazy.compile(
    r"\b(?:360[- ]days?|(?:years?|calendars?)\s(?:of|with)\s36[0-6]|months\sof\s(?:30|31|thirty)|valid\s(?:date|day)|"
    r"(?:date|day)\s(?:is\snot\sthere|that\sis\snot)|pigs\s(?:can\s)?fly)\b",
    re.I,
)


def _is_said_in_jest(post: Post, bad: BadDate, sentence: Sentence) -> bool:
    """Whether a sentence names its day as one that never comes, or the text around it tells of a calendar that has it."""
    return _IN_JEST.search(sentence.text) is not None or _OTHER_CALENDAR.search(post.flows[bad.flow].text) is not None


@fact
def _is_about_dates(post: Post) -> bool:
    """Whether the title tells of how dates are read, or some text that there is no such day."""
    return _ABOUT_DATES.search(post.title) is not None or any(_IS_NONE.search(one.text) for one in post.flows)


@fact
def _is_about_leap_days(post: Post) -> bool:
    return any(_ABOUT_LEAP.search(one.text) for one in post.flows)


def _is_spoken_of(flow: Flow, bad: BadDate) -> bool:
    """Whether the words beside a day show it as an example: quotation marks, an article, a year of long ago."""
    end = bad.at + len(bad.text)
    before, behind = flow.text[max(bad.at - _NEAR, 0) : bad.at].rstrip("*_"), flow.text[end : end + _NEAR]
    if _LONG_AGO.search(before) or _IN_OLD_YEAR.match(behind):
        return True
    return before[-1:] in tuple(_QUOTES) or _SPOKEN_OF.search(before) is not None
