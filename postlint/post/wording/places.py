"""A flow and words go in, the places where they stand as words of running text come out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from postlint.model import Flow
from postlint.text import lazy
from postlint.words.english import common, is_listed, names
from postlint.words.typos import is_listed_typo

# No part of a path, an address, a handle, a flag, a file name, an identifier or a call.
_RIGHT = r"(?![\w@/\\=(\[]|['’]\w|[.:]\w|-\d)"
# A word with its hyphenated neighbours is judged like the word alone: `denail-of-service`.
_HYPHEN_LEFT = r"(?<![\w@/\\.#$&=:+])(?<![^\w]-)(?<!\w['’])"
# The same, also as one of two words with a slash between them.
_SLASH_LEFT, _SLASH_RIGHT = _HYPHEN_LEFT.replace("/", ""), _RIGHT.replace("/", "")
_WORD_BEFORE = lazy.compile(r"(?<![^\s(])([A-Za-z]{2,})/\Z")
_WORD_AFTER = lazy.compile(r"/([A-Za-z]{2,})(?![^\s),.;:!?]|[.:]\S)")
_ADDRESS = lazy.compile(r"(?:://|\b[\w-]+\.[a-z]{2,6}/)\S*\Z")
_ADDRESS_LENGTH = 200  # characters looked at
_RAISED = "<sup>"
_SIC = lazy.compile(r"['’\"”)\]]*\s*[\[(]sic\b", re.IGNORECASE)
_CORRECTED = lazy.compile(r"['’\"”)]*\s*(?:[-=]+>|→|⇒)")
# "a typo in", "misspelt as", "typo:" right before a word, "was a typo" right after it: the word is told of.
_TOLD = r"(?:typos?|misspel\w+|misspelt|spell(?:ed|ing|s)?|spelt)"
_TELLING = lazy.compile(
    rf"\b{_TOLD}(?: (?:in|of|as|for|from|by|on|the|a|word|writing))*[\s:(\[\"'“‘*_`]*\Z", re.IGNORECASE
)
_TOLD_OF = lazy.compile(
    rf"[\"'”’)*_`]*[\s,]*(?:\((?:a )?{_TOLD}|(?:is|was) (?:an? )?(?:\w+ )?{_TOLD}|"
    r"(?:instead of|should (?:be|read)) [\"“‘'*_`])",
    re.IGNORECASE,
)
# A list of other ways to write a word: "aliases: u, up, upgrde", "common typos: teh, adn".
_LISTED = lazy.compile(
    rf"\b(?:alias(?:es)?|synonyms?|{_TOLD})\b[^:.;!?\n]{{0,30}}"
    r"(?::|\b(?:include|including|are|were|like|such as)\b)[^.;!?\n]*\Z",
    re.IGNORECASE,
)
_NEAR = 60  # characters looked at before a word
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
_BEGINS = lazy.compile(r"(?:^|(?<![A-Z])[.!?:]['\"”’)\]]*\s|\n\s*\n|[•·|–—-]\s)['\"“‘(\[]*\Z")
_BEFORE = lazy.compile(r"([^\W\d_]+)[’'.]?[ \n]+\Z")
_AFTER = lazy.compile(r"(?:[’']s)?[ \n]+([^\W\d_]+)")
_ROW_BEFORE = lazy.compile(r"([A-Za-z][\w-]*),[ \n](?:and |or )?\Z")
_ROW_AFTER = lazy.compile(r",[ \n](?:and |or )?([A-Za-z][\w-]*)(?=,|\.?\Z|[ \n](?:and|or)[ \n])")
_ROW_ENDS = lazy.compile(r"(?:['’]s)?(?:[,.;:)]|\Z|[ \n](?:and|or)\b)")
_AROUND = 4  # words looked at on either side
_SENTENCE = lazy.compile(r"[.!?:;]\s")
_SMALL = lazy.compile(r"(?<![\w/.@'’-])[a-z]+(?![\w/@-])")
TITLES = frozenset(("heading", "title", "headline", "subtitle", "linktitle"))


def base(word: str) -> str:
    """A word as written without a possessive ending."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


def places(flow: Flow, words: Iterable[str], *, slashed: bool = False) -> Iterator[re.Match[str]]:
    """Each occurrence of these words, given as they are written; group `word` leaves out a possessive ending.

    What is quoted as a word, marked `[sic]`, told of as a typo, or cut off by an ellipsis is passed over. With `slashed` a
    word counts also where a slash parts it from a word of English: `rights/permissions`.
    """
    wanted = frozenset(words)
    slash = slashed and "/" in flow.prose
    for found in _pattern(wanted, slash).finditer(flow.prose):
        if found["word"] not in wanted:
            continue
        if not (is_mentioned(flow.prose, found) or _is_in_path(flow.prose, *found.span())):
            yield found


def _pattern(wanted: frozenset[str], slash: bool) -> re.Pattern[str]:
    """What finds these words: for words of letters alone one that finds any, as making one for each text takes longer."""
    if all(map(str.isalpha, wanted)):
        return _SLASHED if slash else _WORDS
    choice = "|".join(sorted(map(re.escape, wanted), key=len, reverse=True))
    return lazy.compile(_around(choice, slash))


def _around(choice: str, slash: bool) -> str:
    left, right = (_SLASH_LEFT, _SLASH_RIGHT) if slash else (_HYPHEN_LEFT, _RIGHT)
    return rf"{left}(?P<word>{choice})(?:['’]s)?{right}"


_WORDS, _SLASHED = (lazy.compile(_around(r"[^\W\d_]++", slash)) for slash in (False, True))


def _is_in_path(text: str, start: int, end: int) -> bool:
    """True within an address that is shown, and beside a slash, unless that parts it from one word of English."""
    if _ADDRESS.search(text, max(text.rfind(" ", 0, start), start - _ADDRESS_LENGTH, 0), start):
        return True
    before, after = text[max(start - 1, 0) : start] == "/", text[end : end + 1] == "/"
    if not (before or after):
        return False
    other = _WORD_BEFORE.search(text, max(start - 30, 0), start) if before else _WORD_AFTER.match(text, end)
    return (
        before == after
        or not other
        or other[1].lower() not in common()
        or (after and text[start - 1 : start].isalnum())
    )


def is_mentioned(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    if text[end : end + 2] == ".." or text[end : end + 1] == "…" or text[max(start - 1, 0) : start] == "…":
        return True
    closing = _QUOTES.get(text[start - 1 : start])
    if closing is not None and text[end : end + 1] == closing:
        return True
    before = max(start - _NEAR, 0), start
    if _TELLING.search(text, *before) or _LISTED.search(text, *before) or _TOLD_OF.match(text, end):
        return True
    return bool(_SIC.match(text, end) or _CORRECTED.match(text, end))


def begins_sentence(flow: Flow, at: int) -> bool:
    """True at the start of the flow, of a sentence or of a quotation."""
    return at == 0 or bool(_BEGINS.search(flow.prose, max(at - 12, 0), at))


def looks_like_name(flow: Flow, start: int, end: int) -> bool:
    """True for a capitalised word that is no first word of a sentence, or one beside another capitalised word."""
    text = flow.prose
    if not text[start].isupper():
        return False
    following = re.match(r"[ \n]+[A-Z]\w", text[end : end + 6])
    if flow.role in TITLES:
        return False
    return not begins_sentence(flow, start) or bool(following)


def is_spelt_by_initials(flow: Flow, start: int, end: int) -> bool:
    """Whether two capitals of a word are letters of a short form in the text, or emphasized: "NAR (Nix ARchive)", *AR*chive."""
    word, span = flow.prose[start:end], flow.span_of(start, end)
    if not (word[:2].isupper() and word[2:].islower()):
        return False
    return span.end - span.start > len(word) or any(other.isupper() and word[:2] in other for other in flow.words)


def may_be_name(flow: Flow, start: int, end: int) -> bool:
    """True for a word that is no word of English where its capital is a name's: beside another name, or alone in a sentence.

    Where a title, a heading or a product's name asks for capitals, common words beside it have them, too.
    """
    if not flow.prose[start].isupper():
        return False
    beside = _capitals_beside(flow, start, end)
    if any(map(_is_name, beside)):
        return True
    return not (beside or begins_sentence(flow, start) or flow.role in TITLES)


def has_name_beside(flow: Flow, start: int, end: int) -> bool:
    """True where a word before or after has a capital and is a name or no word of English."""
    return any(map(_is_name, _capitals_beside(flow, start, end)))


def _capitals_beside(flow: Flow, start: int, end: int) -> list[str]:
    before, after = _BEFORE.search(flow.prose, max(start - 30, 0), start), _AFTER.match(flow.prose, end)
    return [other[1] for other in (before, after) if other and other[1][0].isupper()]


def _is_name(word: str) -> bool:
    return word.capitalize() in names() or not is_listed(word.lower())


def is_quoted(flow: Flow, start: int, end: int) -> bool:
    """True inside a quotation of several words or a block quote: what others wrote is not ours to put right."""
    return flow.quoted or within_quotes(flow.prose, start, end)


def is_raised(source: str, at: int) -> bool:
    """Whether the raised mark of a note stands there, which is no number of the sentence: `<sup>1</sup> For days`."""
    return source[max(at - len(_RAISED), 0) : at].lower() == _RAISED


def within_quotes(prose: str, start: int, end: int) -> bool:
    """Whether a quotation mark opens before `start`, and one closes behind `end`."""
    marks = _quotation_marks(prose)
    for opening, closing in (("“", "”"), ("«", "»")):
        if _last(marks[opening], start) > _last(marks[closing], start) and marks[closing][-1:] >= (end,):
            return True
    straight = marks['"']
    return bisect_left(straight, start) % 2 == 1 and straight[-1:] >= (end,)


@lru_cache(maxsize=4)
def _quotation_marks(prose: str) -> Mapping[str, tuple[int, ...]]:
    """Where each of them stands."""
    return {mark: tuple(found.start() for found in re.finditer(mark, prose)) for mark in '“”«»"'}


def _last(places: Sequence[int], before: int) -> int:
    at = bisect_left(places, before)
    return places[at - 1] if at else -1


def is_among_names(flow: Flow, start: int, end: int) -> bool:
    """True for one of several words in a row with commas between, of which another is no word of English either."""
    text = flow.prose
    after = _ROW_AFTER.match(text, end)
    before = _ROW_BEFORE.search(text, max(start - _NEAR, 0), start) if after or _ROW_ENDS.match(text, end) else None
    beside = [found[1] for found in (before, after) if found]
    return any(not (is_listed(word) or is_listed_typo(word)) for word in map(str.lower, beside))


_FULL_NAME = lazy.compile(r"\W*(?:[A-Z][\w’'.-]*\s){1,3}[A-Z][\w’'.-]*\W*")
_BETWEEN_NAMES = lazy.compile(r",|\s(?:and|&)\s")
_ROLL = 4  # names


def is_in_roll(flow: Flow, start: int, end: int) -> bool:
    """True for a capitalised word in one of several full names with commas between: "Ana Silva, Piero Arrayo, Tom Hall"."""
    text = flow.prose[max(start - _LONG_ROLL, 0) : end + _LONG_ROLL]
    if not flow.prose[start].isupper() or text.count(",") < _ROLL:
        return False
    names = [part for part in _BETWEEN_NAMES.split(text) if _FULL_NAME.fullmatch(part)]
    return len(names) >= _ROLL and any(flow.prose[start:end] in part for part in names)


_LONG_ROLL = 160  # characters


def is_in_foreign_words(text: str, start: int, end: int) -> bool:
    """True where most words of the same sentence that stand near are no common English, names apart: words of Latin."""
    before = _SENTENCE.split(text[max(start - _NEAR, 0) : start])[-1]
    after = _SENTENCE.split(text[end : end + _NEAR])[0]
    words = _SMALL.findall(before)[-_AROUND:] + _SMALL.findall(after)[:_AROUND]
    return len(words) >= _AROUND and sum(word in common() for word in words) * 2 < len(words)


def like(found: str, right: str) -> str:
    """The right word with the capitals of the one found."""
    if found.isupper() and len(found) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if found[:1].isupper() else right
