"""The sentence above a list goes in, the one number that is likely that of the list's items comes out, with how likely.

What stands around a number in such a sentence is noted as facts ("no plural behind it", "at its end"). Each has a weight in
`words/data/announcements.txt`, which `tools/learn_announcements.py` learns from lists that hold as many items as the sentence
above them says, and from those that do not (logistic regression).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache

from postlint.post.counting.announced import Announced
from postlint.post.numerals import NUMBER, number_of
from postlint.text import lazy
from postlint.words.sortedfile import DATA

_MOST = 20  # nobody counts a longer list by eye
_LONGEST = 600  # characters; what has more is no sentence
_NUMBER = lazy.compile(rf"(?<![\w.,/$#€£&+*:'’^-]){NUMBER}(?![\w.%/,:)-])", re.IGNORECASE)
_ANY_NUMBER = lazy.compile(rf"(?<![\w.-])(?:{NUMBER}|one|dozen)(?![\w-])", re.IGNORECASE)
_IN_FIGURES = lazy.compile(r"(?<=\w )\(\d+\)")  # "six (6) sections"
_TOKEN = lazy.compile(r"[\w'’-]+|[^\w\s]")
# Behind a number: the words up to the plural that it counts.
_WORDS = lazy.compile(r"(?:\s+[A-Za-z(][\w'’./()-]*){0,5}")
_PLURAL = lazy.compile(
    r"\(?(?:[a-z][\w-]*s(?<!ss)(?<!us)(?<!is)|people|criteria|children|women|men|series)\)?", re.IGNORECASE
)
_UNIT = lazy.compile(
    r"[-\s]?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|percent|times|million|thousand|bytes?|bits?|words?|"
    r"characters?|people|users)\b",
    re.IGNORECASE,
)
_END = lazy.compile(r"[\s:.!*_]*\Z")
_DOUBT = lazy.compile(r"\b(?:not|or|either|several|each|every|if|per)\b|n['’]t\b")
_FOLLOWING = lazy.compile(r"\bfollowing\b", re.IGNORECASE)
_CLASSES = {
    "in": "in into",
    "of": "of",
    "for": "for",
    "preposition": "between across with on at from by to within after before during through among using via without per since "
    "until upon",
    "bound": "about around least most over under than up nearly almost roughly some",
    "owner": "these those our their his her its my both any every each such",
    "order": "last first next other previous past final remaining another further more preceding above latter former same",
    "be": "are were is was be",
    "have": "has have had need needs needed require requires contain contains include includes support supports",
    "and": "and or nor plus",
    "article": "a an",
}
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
_BEHIND = {
    "who": "that which who whom we you i they it",
    "to": "to",
    "of": "of",
    "and": "and or",
    "be": "are were is was be",
    "where": "where when why how",
    "preposition": f"{_CLASSES['preposition'].replace(' to ', ' ')} in into for as",
}
_BEHIND_OF = {word: name for name, words in _BEHIND.items() for word in words.split()}
_BESIDE = lazy.compile(r"\b(?:complement\w*|alongside|besides|in addition to|on top of|next to|not counting)\b")
_ASKED = lazy.compile(r"\b(?:ask|interview|survey|poll|question)(?:ed|ing|s)?\s(?:these\s|the\s)?\Z", re.IGNORECASE)
_ABOVE = lazy.compile(r"\s\w+(?:ed|n|t|own)\s(?:above|earlier|before)\b")  # "six boats named above"
_FAR = (3, 7, 13)  # words behind what is counted


# Of what was told before, or is one number among several, nothing is announced, however likely the rest makes it.
_ELSEWHERE = frozenset(
    """before: order
    before: bound
    before: owner after preposition
    another number
    a measure
    behind: and
    people asked
    told above
    beside others""".replace("    ", "").split("\n")
)
_ANOTHER = "another number"
_JOINED = lazy.compile(rf"{NUMBER}(?:\s[\w-]+){{1,4}},?\s(?:and|or|plus|&)\s\Z", re.IGNORECASE)  # "two boats and …"
_NEAR = 80  # characters before a number
_LIKELY = 0.9  # by cross-validation three in four lists that hold what was announced are known from here on, of the others few


def likely_announced(sentence: str, *, ordered: bool) -> Announced | None:
    """The number of a sentence that is likely that of the items of the list below; None where there is doubt."""
    for count, facts in counts(sentence, ordered=ordered):
        # "43 boats came, and we chose five crews:" ends in what is listed, whatever was counted before.
        ends = _END.match(sentence, count.end) and not _JOINED.search(sentence, max(count.at - _NEAR, 0), count.at)
        elsewhere = _ELSEWHERE - {_ANOTHER} if ends else _ELSEWHERE
        if facts.isdisjoint(elsewhere) and chance(facts) >= _LIKELY:
            return count
    return None


def counts(sentence: str, *, ordered: bool) -> Iterator[tuple[Announced, frozenset[str]]]:
    """Every number of a sentence that may be one of things, with the facts of its place."""
    for found in _NUMBER.finditer(sentence) if len(sentence) <= _LONGEST else ():
        value = number_of(found[0])
        if 2 <= value <= _MOST:
            words = _WORDS.match(sentence, found.end())
            behind = list(re.finditer(r"\S+", words[0])) if words else []
            plural = next((at for at, word in enumerate(behind) if _PLURAL.fullmatch(word[0])), None)
            end = found.end() + (behind[plural].end() if plural is not None else 0)
            count = Announced(int(value), sentence[found.start() : end], found.start(), end)
            yield count, frozenset((*_facts(sentence, found, plural, end), *(("ordered list",) if ordered else ())))


def chance(facts: frozenset[str]) -> float:
    """How likely a number with these facts is that of a list's items."""
    weights = _weights()
    return 1 / (1 + math.exp(-weights["always"] - sum(weights.get(fact, 0.0) for fact in facts)))


@cache
def _weights() -> Mapping[str, float]:
    lines = (DATA / "announcements.txt").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines)}


def _facts(sentence: str, found: re.Match[str], plural: int | None, end: int) -> Iterator[str]:
    yield f"before: {_before(sentence[: found.start()])}"
    yield "no plural" if plural is None else f"plural {min(plural, 3)} words away"
    if sentence[: found.start()].endswith("("):
        yield "in brackets"
    if found[0].isdigit():
        yield "in figures"
    if _UNIT.match(sentence, found.end()):
        yield "a measure"
    yield from _behind(sentence, end)
    if sentence.rstrip("*_ \n").endswith(":"):
        yield "colon"
    if _ABOVE.match(sentence, end):
        yield "told above"
    if len({one[0].lower() for one in _ANY_NUMBER.finditer(_IN_FIGURES.sub("", sentence))}) > 1:
        yield "another number"
    if _FOLLOWING.search(sentence):
        yield "following"
    if _DOUBT.search(sentence, found.end()):
        yield "doubt"
    if _ASKED.search(sentence, 0, found.start()):
        yield "people asked"
    if _BESIDE.search(sentence, found.end()):
        yield "beside others"
    if "," in sentence[: found.start()]:
        yield "comma before"


def _before(text: str) -> str:
    """The class of the word before a number; of an article or an owner with that of the word before it."""
    words = _TOKEN.findall(text)
    if not any(word[0].isalnum() for word in words):
        return "nothing"
    last = words[-1].lower()
    if last in ("the", *_CLASSES["owner"].split()):
        kind = "the" if last == "the" else "owner"
        return f"{kind} after {_class(words[-2]) if len(words) > 1 else 'nothing'}"
    if words[-1][0].isupper() and sum(word[0].isalnum() for word in words) > 1:
        return "a name"
    return _class(words[-1])


def _class(word: str) -> str:
    if not word[0].isalnum():
        return "a sign"
    return _CLASS_OF.get(word.lower(), "a word")


def _behind(sentence: str, end: int) -> Iterator[str]:
    """What stands behind the things that are counted."""
    if _END.match(sentence, end):
        yield "at the end"
        return
    words = _TOKEN.findall(sentence[end:])
    yield f"behind: {_BEHIND_OF.get(words[0].lower(), 'a word') if words[0][0].isalnum() else 'a sign'}"
    far = sum(word[0].isalnum() for word in words)
    yield f"end is {sum(far >= least for least in _FAR)} away"
