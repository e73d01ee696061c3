"""A paragraph goes in; announced numbers come out that the names and things behind them do not keep.

They stand behind a colon or a comma, in brackets or between dashes: "three things: a bucket and a rope", "the trio (Ada, Bea)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from postlint.model import Finding, Flow, Sentence
from postlint.post.counting.announced import THOUGHTS, announced, is_miscount
from postlint.post.counting.enumerations import BRACKETS, without_remarks
from postlint.post.numerals import NUMBER, may_count, number_of
from postlint.text import lazy
from postlint.text.messages import quoted

_I = re.IGNORECASE


def listed(flow: Flow, sentence: Sentence, *, certain: bool) -> Iterator[Finding]:
    """Numbers of a sentence that the things named in it do not keep; `certain` are names, and things with an article each."""
    if certain:
        yield from _things(flow, sentence)
        if "one " in flow.text:
            yield from _one_by_one(flow, sentence)
        yield from _named(flow, sentence)
    yield from _grouped(flow, sentence, certain=certain)


# "three things: a bucket, a rope and a lamp": each part begins alike, and none holds an "and".
_ARTICLE = (
    r"(?:an?|the|one|your|his|her|their|our|some|who|what|how|when|where|why|which|by|on|via|through|without|over|under|across|"
    r"along|around|to|at|with|from|for|it|they|we|you)"
)
_PART = rf"{_ARTICLE}(?:\s(?!and\b|or\b)[^\s,;:.!?()]{{1,40}}){{1,5}}?"
_PARTS = lazy.compile(
    rf"(?P<first>{_PART})(?:,\s(?:and\s|or\s)?{_PART}){{1,9}}(?:,?\s(?:and|or)\s(?:{_PART}|(?P<bare>[a-z]+)))?(?=[.;!?]|\s*\Z)",
    _I,
)
# Things behind a colon may be told of with more words: "the print room with its last fax machine".
_THING = r"(?:an?|the|one|your|his|her|their|our)(?:\s(?!and\b|or\b)[^\s,;:.!?()]{1,40}){1,9}?"
_LONG_PARTS = lazy.compile(rf"{_THING}(?:,\s{_THING}){{1,9}},\s(?:and|or)\s{_THING}(?=[.;!?]|\s*\Z)", _I)
_OPENING = lazy.compile(rf"\b{NUMBER}\s[^:,;.!?()]{{3,60}}(?P<mark>:|,)\s+(?={_ARTICLE}\s)", _I)
# Ways and clauses are listed among their like: "through the gate, which is locked, or over the wall" are two.
_WAYS = frozenset("by on via through without over under across along around".split())
_LIKE = frozenset("who which where when what how why it they we you to at with from for".split())


def _begin_alike(items: list[str]) -> bool:
    firsts = {item.split()[0].lower() for item in items}
    return len(firsts) == 1 or firsts <= _WAYS or not firsts & (_WAYS | _LIKE)


_OF_THOUGHTS = lazy.compile(rf"{THOUGHTS}\Z", _I)
_BOTH = lazy.compile(
    r"\b(?P<both>[Bb]oth)\s(?P<things>[a-z][^,;:.()]{2,30}s)(?P<mark>,\s|\s\()(?P<names>(?:the\s)?[A-Z][^,;:.!?()]{1,30}"
    r"(?:,\s(?:the\s)?[A-Z][^,;:.!?()]{1,30}){1,4},?\sand\s(?:the\s)?[A-Z][^,;:.!?()]{1,30})[,)]"
)
ITEM = lazy.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")


def _things(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    for found in _BOTH.finditer(flow.text, sentence.at, sentence.end):
        names = ITEM.split(found["names"])
        message = f"{quoted('both ' + found['things'])} are two, named are {len(names)}"
        yield Finding(flow.span_of(found.start("both"), found.end("things")), message)
    for opening in _OPENING.finditer(flow.text, sentence.at, sentence.end):
        parts = _PARTS.match(flow.text, opening.end(), sentence.end)
        if parts is None and opening["mark"] == ":":
            parts = _LONG_PARTS.match(flow.text, opening.end(), sentence.end)
        count = announced(flow.text[sentence.at : opening.start("mark")]) if parts else None
        if parts is None or count is None or sentence.at + count.end + 40 < opening.start("mark"):
            continue
        if opening["mark"] == "," and sentence.at + count.end != opening.start("mark"):
            continue
        if opening["mark"] == "," and parts[0].startswith(("a ", "an ")) and not _OF_THOUGHTS.search(count.phrase):
            continue  # "two jackets, a hat and a lamp": what is counted may be the first of them
        items = [item for item in ITEM.split(parts[0]) if item.strip()]
        if not _begin_alike(items) or re.search(r"\s[A-Z]", count.phrase):
            continue
        if items[0].startswith("one ") and not items[-1].startswith(("one ", "another ", "the ")):
            continue  # "two stages: one by the river, one in the barn, and a tent"
        if len(items) > 1 and is_miscount(len(items), count.value) and not _VAGUE.search(parts[0]):
            message = f"{quoted(count.phrase)} announces {count.value}, named are {len(items)}"
            yield Finding(flow.span_of(sentence.at + count.at, sentence.at + count.end), message)


# "two benches were set up, one at the pond, one at the mill and one by the church"
_ONE_BY_ONE = lazy.compile(
    rf"\b(?P<number>{NUMBER})\s(?P<things>(?:[a-z-]+\s){{0,2}}?[a-z]+s)\b(?P<told>(?:(?!\b(?:one|another|{NUMBER})\b)[^,;:.!?()]){{0,60}})(?:,|:|\s[–—])\s"
    r"(?P<list>one\s[^,;:.!?()]{2,50}(?:,\s(?:and\s)?(?:one|another)\s[^,;:.!?()]{2,50}){0,8},?\sand\s(?:one|another)\s[^,;:.!?()]{2,60})(?=[.;!?]|\s*\Z)",
    _I,
)
_EACH_ONE = lazy.compile(r"(?:\A|,\s(?:and\s)?|\sand\s)(?:one|another)\b", _I)
_OF_ONE = lazy.compile(r"\b(?:one of|one or|one more|no one|one another|the one|this one|that one|each|half|per)\b", _I)


def _one_by_one(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    for found in _ONE_BY_ONE.finditer(flow.text, sentence.at, sentence.end):
        value, named = number_of(found["number"]), len(_EACH_ONE.findall(found["list"]))
        if (
            _OF_ONE.search(found["list"])
            or _UNIT.search(found["things"])
            or _LESS.search(flow.text, sentence.at, found.start())
        ):
            continue
        if 1 < value < named and is_miscount(named, value):  # of four boats, two may be told of
            phrase = flow.text[found.start("number") : found.end("things")]
            message = f"{quoted(phrase)} announces {value}, named are {named}"
            yield Finding(flow.span_of(found.start("number"), found.end("things")), message)


_UNIT = lazy.compile(r"\b(?:days|weeks|months|years|hours|minutes|times|nights)\Z", _I)
_LESS = lazy.compile(
    r"\b(?:of|least|most|than|about|over|some|first|last|next|other|more|another|or|to|and)\s(?:the\s|our\s)?\Z", _I
)
_VAGUE = lazy.compile(
    r"\b(?:etc|others?|more|else|so on|each|rest|both|same|latter|former|two|three|four|pair|couple|example|e\.g|i\.e|"
    r"such|including|like)\b",
    _I,
)

# "half a dozen more have finished: Ada, Ben (yes, really) and Cy", "all three sisters, Ada and Bea, look"
_NAME = r"(?:the\s)?[A-Z][\w’'.-]*(?:\s(?:(?:of|the|de|van|von|da|di|del|la|al|bin)\s)?[A-Z][\w’'.-]*){0,3}"
_NAMES = rf"(?P<names>{_NAME}(?:,\s{_NAME}){{0,12}},?\s(?:and|&)\s(?:{_NAME}|(?:me|myself)\b))"
_ELLIPTIC = lazy.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER})(?P<things>\s(?:more|others|of\s(?:us|them)))\s[^:.;()]{{3,60}}:\s{_NAMES}(?=\s*[.;!]|\s*\Z)",
    _I,
)
_ALL_OF = lazy.compile(
    rf"\b(?i:all(?:\sof)?(?:\s(?:the|our|his|her|their))?|our|his|her|their|the|\A)\s?(?P<number>(?i:{NUMBER}))"
    rf"(?P<things>\s(?:of\s(?:our|the|my|their)\s)?(?:[a-z-]+\s){{0,2}}?(?:[a-z]+s|children|people|women|men)|\sof\s(?:them|us|you)),\s{_NAMES},"
)
# "Four of our libraries open on Sundays: Ada, Bea and Cy." begins with those named.
_SOME_OF = lazy.compile(
    rf"\A\W*(?:(?i:only|just|all)\s)?(?P<number>(?i:{NUMBER}))(?P<things>\sof\s(?:our|the|its|their|my)\s(?:[a-z-]+\s){{0,2}}[a-z]+s)\s(?!that\b|who\b|which\b)"
    rf"(?:(?!\b(?i:{NUMBER})\s)[^:;,.()]){{3,80}}:\s{_NAMES}\W*\Z"
)
# "the trio (Ada, Bea and Cy)", "each of the four teams – red, blue and green –"
_GROUP = lazy.compile(
    rf"\b(?P<group>duo|trio|quartet|quintet|sextet|(?:jury|team|board|crew|committee|panel|group|party|family|band|council)\sof\s(?P<of>(?i:{NUMBER}))|"
    rf"(?P<strong>(?i:{NUMBER}))-(?:member|person|strong|piece|man|woman)\s[a-z]+|(?:the|our|my|his|her|their|all|these)\s(?P<number>(?i:{NUMBER}))\s(?:[a-z-]+\s)?[a-z]+s)"
    r"(?:\s\((?P<a>[^()]{5,160})\)|\s[–—]\s(?P<b>[^–—.;:]{5,160})\s[–—]\s)"
)
_GROUPS = {"duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "sextet": 6}
_LISTED = lazy.compile(
    r"[\w’'.-]+(?:\s[\w’'.-]+){0,2}(?:,\s[\w’'.-]+(?:\s[\w’'.-]+){0,2})+(?:,?\s(?:and|or|&)\s[\w’'.-]+(?:\s[\w’'.-]+){0,4})?"
)
_SIMPLE = lazy.compile(
    rf"\b(?:of|for|have|has|had|with|need|needs|visited|are|were|in|on|bring|only|these|following|sells?|offers?|serves?|grows?|keeps?|makes?|uses?)\s(?:only\s|just\s|the\s|these\s)?(?P<number>{NUMBER})\s"
    r"(?P<things>(?:[a-z-]+\s)?(?!days|weeks|months|years|hours)[a-z]+s(?:\sof\s[a-z]+)?)(?:\s(?:for|in|at|to|from|on|about|with)\s[^:,;.()]{3,40})?(?::\s|\s\(|\s[–—]\s)(?P<list>[a-zA-Z](?:[^.;:!?()]|\.(?=\w)){3,120})(?=[;)!?]|\.(?!\w)|\s*\Z)"
)
# "three of our apprentices have passed, Ada, Ben, Cy and Di": names that end a sentence which names no other number.
_TRAILING = lazy.compile(
    rf"\A(?:(?!\b(?i:{NUMBER})\s)[^,])*?\b(?P<number>(?i:{NUMBER}))(?P<things>\s(?:of\s(?:our|the|my|their|us)\s)?(?:new\s|more\s)?[a-z]+s)"
    rf"\s(?:(?!\b(?i:{NUMBER})\s)(?!\bof\s|\bfrom\s)[^,.:;()A-Z]){{3,60}}?,\s{_NAMES}\W*\Z"
)
# "We are six on the board now: Ada, Ben …"
_WE_ARE = lazy.compile(
    rf"\b(?:[Ww]e|[Tt]hey)\s(?:are|were)\s(?:now\s)?(?P<number>(?i:{NUMBER}))(?P<things>)(?:\s(?!\b(?i:{NUMBER})\s)[^:.;()\d]{{2,40}})?:\s{_NAMES}(?=\s*[.;!]|\s*\Z)"
)
# "We thank the four bakers Ada, Ben and Cy."
_THE_SO_MANY = lazy.compile(
    rf"\b(?:[Tt]he|[Oo]ur|[Mm]y)\s(?P<number>(?i:{NUMBER}))(?P<things>\s(?:[a-z-]+\s)?(?:[a-z]+s|children|women|men))\s{_NAMES}(?=\s*[.;!,]|\s*\Z)"
)
_PLACE = lazy.compile(
    r"\b(?:cit(?:y|ies)|places?|locations?|countries|towns?|venues?|offices?|sites?|firms?|companies)\b", _I
)


def _named(flow: Flow, sentence: Sentence) -> Iterator[Finding]:
    text = BRACKETS.sub("", flow.text[sentence.at : sentence.end])
    if not (("and" in text or "&" in text) and (", " in text or ": " in text) and may_count(text)):
        return
    for form in (_ELLIPTIC, _ALL_OF, _TRAILING, _SOME_OF, _WE_ARE, _THE_SO_MANY):
        for found in form.finditer(text):
            names = [name for name in ITEM.split(found["names"]) if name]
            value, named = number_of(found["number"]), _in_all(names)
            if (form is _TRAILING and len(names) <= 2) or value == len(names):
                continue
            if value > 1 and is_miscount(named, value) and not _PLACE.search(found["things"]):
                phrase = found["number"] + found["things"]
                at = flow.text.find(phrase, sentence.at)
                if at >= 0:
                    message = f"{quoted(phrase)} announces {value}, named are {named}"
                    yield Finding(flow.span_of(at, at + len(phrase)), message)


def _grouped(flow: Flow, sentence: Sentence, *, certain: bool) -> Iterator[Finding]:
    """Short things in brackets, between dashes or behind a colon, each of three words at most.

    `certain` is only a row too short, or one whose last part can be none of the part before: "dermatology, audiology and the
    eye clinic", "steam, fan, and grill".
    """
    text = flow.text[sentence.at : sentence.end]
    for found in _GROUP.finditer(text) if "(" in text or "–" in text or "—" in text else ():
        number = found["number"] or found["of"] or found["strong"]
        value = number_of(number) if number else _GROUPS[found["group"].lower()]
        listed = found["a"] or found["b"]
        if certain is _are_apart(listed, value):
            yield from _held(flow, sentence.at + found.start("group"), found["group"], value, listed)
    for found in _SIMPLE.finditer(text) if ":" in text or "(" in text or " – " in text or " — " in text else ():
        phrase, value = text[found.start("number") : found.end("things")], number_of(found["number"])
        if certain is _are_apart(found["list"], value):
            yield from _held(flow, sentence.at + found.start("number"), phrase, value, found["list"])
    for found in _BEGINS.finditer(text) if ": " in text else ():
        phrase, value = text[found.start("number") : found.end("things")], number_of(found["number"])
        if certain is _are_apart(found["list"], value):
            yield from _held(flow, sentence.at + found.start("number"), phrase, value, found["list"])


# "Three clinics are moving in: dermatology, audiology and the eye clinic."
_BEGINS = lazy.compile(
    rf"\A\W*(?i:the\s|our\s|all\s)?(?P<number>(?i:{NUMBER}))(?P<things>(?:\s(?!of\b|and\b|or\b)[a-z][\w-]*){{0,2}}?\s(?!days|weeks|months|years|hours|times)[a-z]+s)"
    rf"\s(?!of\b)(?:(?!(?i:{NUMBER})\s)[^:;,.()]){{3,60}}:\s(?P<list>[a-zA-Z](?:[^.;:!?()]|\.(?=\w)){{3,120}})(?=[;!?]|\.(?!\w)|\s*\Z)",
)
_LAST_PART = lazy.compile(r"(?P<comma>,)?\s(?:and|or)\s(?P<article>(?:the|an?|our|your|his|her|my)\s)?[^,]*\Z")


def _are_apart(listed: str, value: int) -> bool:
    """Whether a row of things surely has as many as its commas and its "and" part."""
    last = _LAST_PART.search(listed)
    parts = len(ITEM.split(listed))
    if value > parts:
        return parts > 2 and " and " not in listed[: last.start()] if last else parts > 2
    if last is None:
        return parts > 2 and " and " not in listed and " or " not in listed
    return parts > 2 and bool(last["comma"] or last["article"])


# "Ada, the lead, Bo, her deputy, and Cy", "lamps, which nobody liked, and ropes": told of what stands before it.
_TOLD_OF = lazy.compile(r"(?:who|whose|whom|which|where|when)\b|(?:the|an?|our|his|her|their|my|its)\s")


def _tells_of_them(items: list[str]) -> bool:
    """Whether a part of a row may tell of the one before it, which is a name or a thing without an article."""
    return any(
        (_TOLD_OF.match(item) and not _TOLD_OF.match(before) and (before[:1].isupper() or item.startswith("wh")))
        or (before.startswith("the ") and item.startswith(("a ", "an ")))
        for before, item in pairwise(items)
    )


def _held(flow: Flow, at: int, phrase: str, value: int, listed: str) -> Iterator[Finding]:
    if _TIMES.search(phrase):
        return
    listed = without_remarks(listed)
    items = (
        [item for item in ITEM.split(listed) if item] if _LISTED.fullmatch(listed) and not _VAGUE.search(listed) else []
    )
    joint = re.search(r"(?:\sand|\sor|\s&)\s", listed)
    joints = len(re.findall(r"\s(?:and|or|&)\s", listed))
    is_pair = (joint is not None and "," not in listed) or joints > 1  # "black and white" may be one thing
    is_pair = is_pair or (joint is not None and "," in listed[joint.end() :])  # "Owl, and the oldest, Swift"
    is_pair = is_pair or (value < len(items) and _tells_of_them(items))
    digits = any(item[:1].isdigit() for item in items)
    named = _in_all(items)
    if (
        value > 1
        and len(items) > 1
        and value != len(items)
        and is_miscount(named, value)
        and not is_pair
        and not digits
        and not _PLACE.search(phrase)
    ):
        message = f"{quoted(phrase)} announces {value}, named are {named}"
        yield Finding(flow.span_of(at, at + len(phrase)), message)


_TIMES = lazy.compile(r"\s(?:hundred|thousand|million|billion|dozen)\b", _I)  # "four hundred" are not four
_SO_MANY = lazy.compile(rf"(?:(?:the|our|my|his|her|their)\s)?(?P<n>{NUMBER})\s", _I)
# Nobody knows how many these are.
_SOME = lazy.compile(
    r"(?:an?|the|my|our|his|her|their)\s(?:[a-z]+\s)?(?:couple|pair|duo|trio|quartet|quintet|family|group|band|team|crew|twins|handful|dozen|bunch)\b"
    r"|(?:some|several|many|few)\b",
    _I,
)


def _in_all(items: list[str]) -> int:
    """How many a row of people or things is: "two electricians, a baker and me" are four; 0 where it has "a couple"."""
    counts = [_heads(item) for item in items]
    return sum(counts) if all(counts) else 0


def _heads(item: str) -> int:
    found = _SO_MANY.match(item)
    return number_of(found["n"]) if found else int(_SOME.match(item) is None)
