"""A post goes in, names of several words with too few capitals come out: Google docs, new york; and months: may 2031."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.model import Flow
from postlint.post.document import Post
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.othertitles import is_others_title
from postlint.post.wording.places import begins_sentence, is_quoted
from postlint.text import lazy
from postlint.words.english import capitals, cased
from postlint.words.phrases import Phrase, joined, phrases

_APART = lazy.compile(r"[^\w/.@#&-]?\0(?:['’]s?|[^\w/@.-].?|\.\W?)?", re.DOTALL)  # with two characters behind it
_ONE = lazy.compile(r"\ban? \Z")
_OWN = lazy.compile(r"\b(?:an?|our|my|your|their|his|her|this|the[ \n]new)[ \n](?:new[ \n]|shared[ \n])?\Z")
_SEVERAL = lazy.compile(r"(?:[)\]]|\b(?:these|those|several|two|three|both|all|many))[ \n]\Z")
_NO_NOUN = lazy.compile(
    r"\W*\Z|[,.;:!?)]|[ \n](?:that|which|where|for|of|to|with|and|or|so|is|was|has|in|on|at|by|we|you|if|when)\b"
)
_FIRST = 40  # characters that hold the first two words of a name
# Four months are words of English, too: what stands beside them tells.
_INSTITUTIONS = frozenset(("foundation", "university", "institute"))
_MONTHS = frozenset("march may june august".split())
_DATED = lazy.compile(
    r"\b(?:(?:in|of|on|since|until|by|from|early|late|mid)[ \n](?P<month>march|may|june|august)"
    r"(?=[ \n]\d{1,2}(?:st|nd|rd|th)?\b(?!\.\d)|,?[ \n](?:19|20)\d\d\b)"
    r"|\d{1,2}(?:st|nd|rd|th)?[ \n](?P<day>march|may|june|august)(?=,?[ \n](?:19|20)\d\d\b))"
)
# An institution with its own name before or behind it, and nothing behind it that makes it one of several.
_INSTITUTION = lazy.compile(
    r"\b(?:the|at|by|from|of|with|to|and)[ \n](?:[A-Z][A-Za-z]+[ \n]){1,3}(foundation|university|institute)"
    r"(?=[,.;:)!?]|['’]s\b|[ \n](?:is|has|was|and|announced|in|will|to|at|as|who|which|board)\b|\Z)"
    r"|\b(?:the|at|from|by)[ \n](university)(?= of [A-Z][a-z])"
)


def phrase_slips(post: Post) -> Iterator[tuple[Flow, int, int, str]]:
    """Each with its place in the flow and the name as it is written; what others gave as title or said is passed over."""
    pairs = phrases().keys() & post.vocabulary
    together = joined().keys() & post.uncommon_words
    months, institutions = _MONTHS & post.vocabulary, _INSTITUTIONS & post.vocabulary
    for flow in post.english if pairs or months or together or institutions else ():
        if flow.role == "alt" or is_change_title(post, flow):
            continue
        for pair in pairs & flow.terms:
            for start, end, name in _of_pair(flow, pair):
                if not (is_quoted(flow, start, end) or is_others_title(post, flow, start, end)):
                    yield flow, start, end, name
        for word in together.intersection(flow.words) if together else ():
            for start in _starts(flow, word):
                if not (
                    is_quoted(flow, start, start + len(word)) or is_others_title(post, flow, start, start + len(word))
                ):
                    yield flow, start, start + len(word), joined()[word]
        yield from _capitals(flow, _INSTITUTION) if institutions & flow.terms else ()
        yield from _capitals(flow, _DATED) if months & flow.terms else ()


def _capitals(flow: Flow, pattern: re.Pattern[str]) -> Iterator[tuple[Flow, int, int, str]]:
    """What the pattern finds, with its capital."""
    for found in pattern.finditer(flow.prose):
        start, end = found.span(found.lastindex or 0)
        if not (is_quoted(flow, start, end) or _is_of_phrase(flow, end)):
            yield flow, start, end, flow.prose[start:end].capitalize()


def _starts(flow: Flow, word: str) -> Iterator[int]:
    """Where a name is run together, and no part of a longer one."""
    for found in re.finditer(rf"\b{word}\b", flow.prose):
        if _is_apart(flow, *found.span()):
            yield found.start()


def whole_name(flow: Flow, start: int) -> tuple[int, str] | None:
    """Where the name of several words ends that begins at this place in small letters, and how it is written."""
    pair = " ".join(flow.prose[start : start + _FIRST].lower().split()[:2])
    phrase = _longest(flow, start, phrases().get(pair, ()))
    if phrase is None or not _is_apart(flow, start, start + len(phrase.name)):
        return None
    written = flow.prose[start : start + len(phrase.name)].split()
    if any(right.islower() and not one.islower() for one, right in zip(written, phrase.name.split(), strict=True)):
        return None  # Apache Http Server
    return start + len(phrase.name), phrase.name


def _of_pair(flow: Flow, pair: str) -> Iterator[tuple[int, int, str]]:
    """The slips in names that begin with these two words, of each place the longest name alone."""
    between = r"\b" + pair.replace(" ", r"[ \n]") + r"\b"
    for found in re.finditer(between, flow.prose, re.IGNORECASE):
        phrase = _longest(flow, found.start(), phrases()[pair])
        if phrase is None:
            continue
        start, end = found.start(), found.start() + len(phrase.name)
        written = flow.prose[start:end]
        if not phrase.is_slip(written) or not _is_apart(flow, start, end):
            continue
        is_makers = not phrase.always and _is_known(written.split()[0])
        if is_makers and _OWN.search(flow.prose, max(start - _FIRST, 0), start) and _NO_NOUN.match(flow.prose, end):
            continue  # one particular thing: "put it in our Google calendar"
        if (
            is_makers
            and written.split()[-1].endswith("s")
            and _SEVERAL.search(flow.text, max(start - _FIRST, 0), start)
        ):
            continue  # several things: "the pier releases and rope releases (for sails) GitHub pages"
        if phrase.name.endswith("Foundation") and _ONE.search(flow.prose, max(start - 4, 0), start):
            continue  # one that is to come
        if phrase.always or _is_known(written.split()[0]) or not begins_sentence(flow, start):
            yield start, end, phrase.name


def _longest(flow: Flow, start: int, names: Sequence[Phrase]) -> Phrase | None:
    for phrase in names:
        written = flow.prose[start : start + len(phrase.name)]
        if written.lower().replace("\n", " ") == phrase.name.lower():
            return phrase
    return None


def _is_of_phrase(flow: Flow, end: int) -> bool:
    """Whether the two words that end here belong to a name that everybody knows, and are told of as that."""
    return " ".join(flow.prose[max(end - _FIRST, 0) : end].lower().split()[-2:]) in phrases()


def _is_apart(flow: Flow, start: int, end: int) -> bool:
    """False for part of a path, of a handle, or of a longer word."""
    return bool(_APART.fullmatch(f"{flow.prose[max(start - 1, 0) : start]}\0{flow.prose[end : end + 2]}"))


def _is_known(word: str) -> bool:
    """True for a word that is a name by itself, and no word of English that begins a sentence."""
    return word.lower() in cased() or word.lower() in capitals()
