"""A sentence goes in; numbers come out that the clauses in a row behind them, or the names with what each is, do not keep.

"Two things are new: the red boat needs a key, the blue one leaks, and nobody rows alone", "Three acts: the singer Ada Fern, the
duo Bo & Cy, and Di Reed with a harp", "six colleagues: Ada and Bo from the mill, Cy for the town, and Di for the school".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from postlint.model import Finding, Flow, Sentence
from postlint.post.counting.announced import THOUGHTS, is_miscount, is_part
from postlint.post.counting.people import DESCENT, HUMAN, HUMANS, STOP
from postlint.post.numerals import COUNTED, NUMBER, number_of
from postlint.text import lazy
from postlint.text.messages import quoted

_LONGEST = 600  # characters; what has more is no sentence
_NUMBER = lazy.compile(rf"\b{NUMBER}\b", re.I)
_CLAUSES = lazy.compile(
    rf"\b{COUNTED}(?P<told>[^:;.!?()\d]{{0,80}}):\s(?P<row>[^:;.!?()]{{20,400}})(?P<mark>\.(?!\w)|\?|\s*\Z)"
)
_NAMES = lazy.compile(
    rf"\b{COUNTED}(?P<told>[^:;.!?()\d]{{0,100}}):\s(?P<row>(?:[^:;.!?()]|{STOP}){{10,400}})(?=[.!](?!\w)|\s*\Z)"
)
_OF_THOUGHTS = lazy.compile(rf"{THOUGHTS}\Z", re.I)
_IS_NOT_ALL = lazy.compile(
    r"\b(?:among|including|such\sas|some|especially|example|instance|other|others|more|of)\b", re.I
)


def in_rows(flow: Flow, sentence: Sentence, text: str) -> Iterator[Finding]:
    """Each such number; `text` is that of the sentence, on one line."""
    if text.count(", ") < 2 and not (", " in text and " and " in text):
        return
    if ": " not in text or len(text) > _LONGEST:
        return
    for form, counted in ((_CLAUSES, _clauses), (_NAMES, _names)):
        for found in form.finditer(text):
            value = number_of(found["n"])
            is_plain = not (
                _NUMBER.search(found["told"]) or _IS_NOT_ALL.search(found["told"]) or is_part(text[: found.start("n")])
            )
            items = counted(found, value) if is_plain and value > 1 else 0
            if items and is_miscount(items, value):
                phrase = " ".join((found["n"] + found["things"]).split())
                span = flow.span_of(sentence.at + found.start("n"), sentence.at + found.end("things"))
                yield Finding(span, f"{quoted(phrase)} announces {value}, named are {items}")


# --- clauses

_SERIAL = lazy.compile(r",\s(?:and|or|but)\s")
_COMMA = lazy.compile(r",\s(?:(?:and|or|but)\s)?")
# What begins so goes on with the clause before it.
_GOES_ON = lazy.compile(
    r"(?:who|whose|whom|which|that|when|where|because|since|as|so|if|while|then|though|although|even|not|with|without|unless|until|"
    r"after|before|to|for|too|again|either|also|it|they|he|she|this|these|those|its|their)\b",
    re.I,
)


def _clauses(found: re.Match[str], value: int) -> int:
    """How many clauses a row has, each with a subject and a verb of its own; 0 where it may be read in another way."""
    row = found["row"].strip()
    is_of_thoughts = _OF_THOUGHTS.search(found["things"]) is not None
    is_said = row.startswith("that ") and not HUMANS.search(found["things"])  # excuses, news: whatever says something
    if not (is_of_thoughts or is_said) or "," in found["told"]:
        return 0
    led = _led_alike(row)
    if led or not is_of_thoughts:
        return led
    serial = list(_SERIAL.finditer(row))
    if len(serial) != 1 or "," in row[serial[0].end() :]:
        return 0
    items = _COMMA.split(row)
    if len(items) < 3 or not _are_alike(items, is_asked=found["mark"] == "?"):
        return 0
    if value > len(items) and any(" and " in item for item in items):
        return 0
    return len(items)


# "how to heat the hall, what it costs and whether anybody comes", "that it rained, that it was cold, and that nobody came"
_LEADERS = (
    r"(?:who|whom|whose|what|when|where|why|how|which|whether)",
    "that",
    r"to(?=\s(?!the\b|an?\b|our\b|my\b|all\b)[a-z]+)",
)
_BY_LEADERS = tuple(lazy.compile(rf",\s(?:(?:and|or)\s)?|\s(?:and|or)\s(?={leader}\s)", re.I) for leader in _LEADERS)
_LED = tuple(lazy.compile(rf"(?:and\s|or\s)?{leader}\s\S", re.I) for leader in _LEADERS)
_ENDS_ROW = lazy.compile(r"(?:,|\s(?:and|or))\s(?:(?:and|or)\s)?[^,]*\Z")


def _led_alike(row: str) -> int:
    """How many clauses a row has of which each begins with a question word, with "that" or with "to"; 0 where one does not."""
    for split, led in zip(_BY_LEADERS, _LED, strict=True):
        items = split.split(row)
        last = _ENDS_ROW.search(row)
        if len(items) > 2 and last and " " in last[0].strip() and all(led.match(item) for item in items):
            if led is _LED[-1] and not all(_is_verb(item) for item in items):
                continue  # "to whatever shore"
            is_closed = _SERIAL.search(row) is not None or split.sub("", row).count(" and ") == 0
            return len(items) if is_closed else 0
    return 0


def _is_verb(item: str) -> bool:
    """Whether a word that may be a verb stands behind "to"."""
    from postlint.words.forms import forms  # few texts come to need it

    return "v" in forms(item.removeprefix("and ").removeprefix("or ").split()[1].lower())


# "who pays, when does it open, and where do they go?"
_ASKS = lazy.compile(
    r"(?:who|whose|what|when|where|why|how|which|is|are|do|does|did|can|could|will|would|should|may|has|have)\s", re.I
)


def _are_alike(items: list[str], *, is_asked: bool) -> bool:
    """Whether all parts of a row are clauses, or questions, or say what to do, and none goes on with the one before it."""
    if is_asked:
        return all(_ASKS.match(item) for item in items)
    if any(_GOES_ON.match(item) for item in items):
        return False
    tags = [_tags(item) for item in items]
    return all(map(_is_clause, tags)) or all(one[:1] == "v" and len(one) >= _ORDER for one in tags)


_ORDER = 3  # words: "take the tram"


def _tags(item: str) -> str:
    from postlint.words.grammar.tokens import Tokens  # few texts come to need it

    tokens = Tokens(item)
    return "".join(tokens.tag(index) for index in range(len(tokens.words)))


def _is_clause(tags: str) -> bool:
    """Whether words are a clause: a finite verb stands in them, and a subject before it."""
    from postlint.words.tagger import FINITE

    verb = next((at for at, tag in enumerate(tags) if tag in FINITE), 0)
    return tags[:1] == "Q" or any(tag in "nsNSqQ?" for tag in tags[:verb])


# --- names

_NAME = (
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Cllr|Rev|Sir|Dame|Sister|Father)\.?\s)?"
    rf"[A-Z][\w’'-]*(?:\s(?:(?:{DESCENT}|of|the)\s){{0,2}}[A-Z][\w’'-]*\.?){{0,3}}"
)
_ITEM = lazy.compile(
    rf"(?P<role>(?:the|our|an?|his|her)\s(?:[a-z][\w’'-]*\s){{1,4}})?{_NAME}(?P<pair>\s&\s{_NAME})?(?P<tail>\s(?:from|for|of|at|in|on|with|by|to|as)\s[^,]+)?"
)
_PART = lazy.compile(r",\s(?:and\s)?|\sand\s(?=(?:the|our|an?|his|her)\s|[A-Z])")
_GROUP = lazy.compile(
    r"\b(?:duo|pair|couple|trio|quartet|quintet|brothers|sisters|twins|family|team|band|group|crew|choir)\b"
)
_PLAYERS = lazy.compile(rf"\b(?:acts|bands|choirs|groups|ensembles|soloists|colleagues|{HUMAN})\Z")
_TO_CAPITAL = lazy.compile(r"\s[A-Z][\w’'-]*\Z")


def _names(found: re.Match[str], value: int) -> int:
    """How many a row names, of whom it tells who they are or where they come from; 0 where any of it may be something else."""
    row = found["row"].strip()
    if not _PLAYERS.search(found["things"]) or HUMANS.search(found["told"]):
        return 0
    parts = [_ITEM.fullmatch(part) for part in _PART.split(row)]
    items = [part for part in parts if part]
    if len(items) < len(parts) or not any(item["role"] or item["tail"] for item in items):
        return 0
    # "Ada from Hull, York": the second may be another place.
    if any(
        before["tail"] and _TO_CAPITAL.search(before["tail"]) and not (item["role"] or item["tail"])
        for before, item in pairwise(items)
    ):
        return 0
    groups = [item for item in items if item["pair"] or _GROUP.search(item["role"] or "")]
    if value > len(items):
        return 0 if groups else len(items)
    open_groups = any(_GROUP.search(item["role"] or "") and not item["pair"] for item in items)
    is_parted = _SERIAL.search(row) is not None or HUMANS.search(found["things"]) is not None
    return len(items) if is_parted and not open_groups else 0
