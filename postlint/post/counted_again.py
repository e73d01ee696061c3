"""A post goes in; numbers come out that speak of the things named right before them, and do not count these.

"One tent, one boot and one set of keys … If one of these five things is yours", "*Blue*, *White* and *Red* … for all four",
"Ada, Bo and Cy, but a team of four cannot", "That makes five of us", and the text below a list: "All six are free."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Related, Sentence
from postlint.post.announced import CLOSE, is_part
from postlint.post.by_flow import english_flows
from postlint.post.fact import fact
from postlint.post.lists import PostList
from postlint.post.numerals import NUMBER, UNIT, may_count, number_of
from postlint.post.people import HUMAN
from postlint.post.row import masked, rows_in
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.words.english import is_word, names

if TYPE_CHECKING:
    from postlint.post.document import Post

_I = re.IGNORECASE
_LONGEST, _MOST, _FEWEST = 600, 20, 3
_NOUN = (
    r"(?:\s(?!(?:of|and|or|in|to|for|are|were|is|have|has|can|will|more|new|other|others|hundred|thousand|million)\b|"
    rf"{UNIT}\b)[a-z][\w’'-]*){{0,2}}?"
)
# What speaks of all that was named, or of those just named.
_BACK = lazy.compile(
    rf"\b(?:(?P<these>(?:(?:any|each|one|all|none|either|some|most)\sof\s)?(?:these|those))|(?P<all>all(?:\sof\sthe)?|each\sof\sthe|any\sof\sthe|none\sof\sthe)|"
    rf"(?P<one>(?:any|each|one|all|none|either|some|most)\sof\s(?:the|our))|(?P<the>the)(?=\s\S+\sof\s(?:them|us|these)\b))\s(?P<n>{NUMBER})(?P<things>\sof\s(?:them|us|these|you)\b|{_NOUN}\s(?:[a-z-]+s(?<!ss)(?<!us)(?<!is)(?<!was)(?<!has)|people|children|women|men)\b|)"
    rf"(?!\s(?:of|hundred|thousand|million|or|and|to|more|other|others|days|weeks|months|years|hours|minutes|times)\b|[-\d%:.,/]\w)",
    _I,
)
_TEAM = lazy.compile(
    rf"(?<=[,–—]\s)(?:but|so|and|which\sis|that\sis|yet)\s(?P<body>an?\s(?:[a-z]+\s)?(?:team|crew|group|party|band|panel|board|committee|jury|staff|household|family)\sof\s)(?P<n>{NUMBER})\b(?!\s(?:[a-z]+\s)?(?:thousand|hundred|more))",
    _I,
)
# "Rex and Fido, our three dogs, …", "Ada, Bo and Cy – four people you should know – …"
_WHO_ARE = lazy.compile(
    rf"(?:,\s(?:our|the|his|her|my|their|its|these|all)|\s[–—](?:\s(?:our|the|his|her|my|their|its|these|all))?)\s(?P<n>{NUMBER})(?P<things>{_NOUN}\s(?:[a-z-]+s(?<!ss)(?<!us)(?<!is)(?<!was)(?<!has)|people|children|women|men))\b(?!\sof\b)",
    _I,
)
# "… were elected. The four take office in May."
_MAKES_SO_MANY = lazy.compile(
    rf"\b(?P<these>that|which|this)\s(?:makes?|made|gives\sus)\s(?P<n>{NUMBER})(?P<things>{_NOUN}\s(?:[a-z-]+s(?<!ss)(?<!us)(?<!is)|people|children|women|men)\b|\s(?:in\sall|altogether|in\stotal)|(?=[.,;!]))",
    _I,
)
_THE_ONES = lazy.compile(
    rf"\A(?P<these>The)\s(?P<n>(?i:{NUMBER}))(?P<who>\s(?:new\s|young\s|lucky\s)?{HUMAN})?(?=\s(?:are|were|have|had|will|would|can|could|all|also|now|each|both|must|should|may|make|take|took|met|meet|come|came|share|live|won|beat|play|sing|work|start|join|leave|left|travel)\b)"
)
_MAKES = lazy.compile(
    rf"\b(?:that|which|this|it)(?:\swould)?\s(?:makes?|made|brings\sus\sto)\s(?P<n>{NUMBER})\s(?P<things>of\s(?:us|them|you))\b",
    _I,
)
_NUMBER = lazy.compile(rf"(?<![\w.,-]){NUMBER}(?![\w.,:%-])", _I)
_VAGUE = lazy.compile(
    r"\b(?:etc|so\son|others?|more|else|rest|everything|including|such\sas|among|like|example)\b|…|\.\.\.", _I
)


@fact
def _firsts(post: Post) -> Mapping[int, tuple[int, int]]:
    """Where each number stands first: its flow and its place there."""
    found: dict[int, tuple[int, int]] = {}
    for index, flow in enumerate(post.flows):
        for one in _NUMBER.finditer(flow.text) if may_count(flow.text) else ():
            found.setdefault(number_of(one[0]), (index, one.start()))
    return found


def again(post: Post) -> Iterator[Finding]:
    """Each such number of running text, held against the row in its sentence or in the one before, or the list above it."""
    english = english_flows(post)
    above = {one.after: one for one in post.lists if one.after >= 0}
    for index, flow in enumerate(post.flows):
        if flow.role not in ("paragraph", "html") or flow.quoted or id(flow) not in english or not may_count(flow.text):
            continue
        told = post.sentences_of.get(index, ())
        if index in above and told:
            yield from _below(post, flow, index, told[0], above[index])
        text = ""
        for place, sentence in enumerate(told):
            if len(sentence.text) > _LONGEST or not may_count(sentence.text):
                continue
            forms = (_BACK, _TEAM, _WHO_ARE, _THE_ONES, _MAKES_SO_MANY)
            for found in (found for form in forms for found in form.finditer(sentence.text)):
                text = text or masked(post, index)
                yield from _held(post, index, text, place, found)
            if index in above and (of_these := _OF_THESE.search(sentence.text)) and not _OPENS.match(sentence.text):
                yield from _of_list(post, index, sentence, of_these, above[index])
            if place and (makes := _MAKES.search(sentence.text)):
                yield from _people(flow, told[place - 1], sentence, makes)


def _held(post: Post, index: int, text: str, place: int, found: re.Match[str]) -> Iterator[Finding]:
    flow, told = post.flows[index], post.sentences_of[index]
    sentence, value = told[place], number_of(found["n"])
    if not 2 <= value <= _MOST or not _is_first(post, index, sentence.at + found.start("n"), value):
        return  # what was counted before may be meant
    groups = found.groupdict()
    rows = list(rows_in(text, sentence.at, sentence.at + found.start())) if found.start() else []
    is_near = bool(rows)
    if "these" not in groups and "body" not in groups and found.start():
        rows = [row for row in rows if row.end == sentence.at + found.start()]  # right behind the row
    elif not rows and place and "body" not in groups:
        rows = list(rows_in(text, told[place - 1].at, told[place - 1].end))
    if len(rows) != 1:
        return
    (row,) = rows
    number = row.heads or len(row.items)
    listed = text[row.items[0][0] : row.end]
    if number < _FEWEST or row.may_be(value) or abs(value - number) > CLOSE or _VAGUE.search(listed):
        return
    if groups.get("who") and not all(" " in text[start:stop] for start, stop in row.items):
        return  # names of people have two words; others may be of anything
    if row.kind in ("word", "do", "doing") or (value < number and (value < _FEWEST or not is_near)):
        return  # the last two of them
    start, end = found.start("body") if groups.get("body") else found.start("n"), found.end("n")
    end = found.end("things") if groups.get("things") else end
    yield _finding(flow, sentence, start, end, value, f"named are {number}")


def _is_first(post: Post, index: int, at: int, value: int) -> bool:
    """Whether nothing before has the same number."""
    return _firsts(post).get(value) == (index, at)


def _finding(flow: Flow, sentence: Sentence, start: int, end: int, value: int, words: str) -> Finding:
    phrase = " ".join(sentence.text[start:end].split())
    return Finding(flow.span_of(sentence.at + start, sentence.at + end), f"{quoted(phrase)} counts {value}, {words}")


# --- below a list

_OPENS = lazy.compile(
    rf"\W*(?:(?P<all>all(?:\sof\sthe(?:se)?)?|each\sof\s(?:the|these)|none\sof\s(?:the|these))|(?P<these>these|those))\s(?P<n>{NUMBER})(?P<things>(?:\sof\s(?:them|these))?|\s(?:[a-z-]+\s)?[a-z]+s)\s(?!of\b|and\b|or\b|days|weeks|months|years|hours)",
    _I,
)


def _below(post: Post, flow: Flow, index: int, sentence: Sentence, listed: PostList) -> Iterator[Finding]:
    """ "All six are free." below a list of five."""
    found = _OPENS.match(sentence.text)
    value = number_of(found["n"]) if found else 0
    items = len(listed.items)
    nested = [number for item in listed.items for number in item.nested]
    if (
        found is None
        or not 2 <= value <= _MOST
        or items < 2
        or abs(value - items) > CLOSE
        or value in (items, sum(nested), items + sum(nested), *nested)
        or not _is_first(post, index, sentence.at + found.start("n"), value)
        or is_part(sentence.text[: found.start("n")])
    ):
        return
    if value < items and (found["these"] or items - value > 1):
        return
    finding = _finding(flow, sentence, found.start("n"), found.end("things"), value, f"the list has {items}")
    yield finding._replace(related=(Related(listed.span, "the list"),))


# "If you know somebody for one of these four jobs …" in the text below a list
_OF_THESE = lazy.compile(
    rf"\b(?:any|each|one|all|none|either|most|more)\sof\s(?:these|the|our)\s(?P<n>{NUMBER})(?P<things>\s(?:[a-z-]+\s)?[a-z]+s(?<!ss)(?<!us)|)(?!\w|\s(?:of|hundred|more|other)\b)",
    _I,
)


def _of_list(post: Post, index: int, sentence: Sentence, found: re.Match[str], listed: PostList) -> Iterator[Finding]:
    value, items = number_of(found["n"]), len(listed.items)
    is_plain = items >= _FEWEST and not any(item.nested for item in listed.items) and not listed.goes_on
    if (
        is_plain
        and abs(value - items) == 1
        and value > 2
        and _is_first(post, index, sentence.at + found.start("n"), value)
    ):
        finding = _finding(post.flows[index], sentence, found.start("n"), found.end(), value, f"the list has {items}")
        yield finding._replace(related=(Related(listed.span, "the list"),))


# --- people told one by one, and then counted

_NAME = lazy.compile(r"(?<![\w’'-])[A-Z][\w’'-]*\w(?:\s[A-Z][\w’'-]*\w)*")


def _people(flow: Flow, before: Sentence, sentence: Sentence, found: re.Match[str]) -> Iterator[Finding]:
    """ "Ada has the news and Bo the letters. With Cy that makes four of us": the names of both sentences."""
    named = {
        name
        for text in (before.text, sentence.text[: found.start()])
        for one in _NAME.finditer(text)
        if (name := _name_of(one[0]))
    }
    value = number_of(found["n"])
    words = f"{before.text} {sentence.text[: found.start()]}"
    if len(named) > 1 and abs(value - len(named)) == 1 and not _OF_SELF.search(words) and not _NUMBER.search(words):
        yield _finding(flow, sentence, found.start("n"), found.end("things"), value, f"named are {len(named)}")


_OF_SELF = lazy.compile(
    r"\b(?:i|me|my|myself|you|your|we|us|others?|more|new|another|couple|twins|family|brothers?|sisters?|sons?|daughters?|wife|husband|children|kids)\b",
    _I,
)


def _name_of(words: str) -> str:
    """A run of capitals without a word that only begins its sentence."""
    first, _, rest = words.partition(" ")
    return (
        (rest if is_word(first.lower()) and first not in names() else words)
        if rest or not is_word(first.lower()) or first in names()
        else ""
    )
