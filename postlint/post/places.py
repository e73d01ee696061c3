"""A flow and words go in, the places where they stand as words of running text come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from postlint.model import Flow
from postlint.words.english import is_listed, is_plain, names

# No part of a path, an address, a handle, a flag, a file name, an identifier or a call.
_RIGHT = r"(?![\w@/\\=(\[]|['’]\w|[.:]\w|-\d)"
# A word with its hyphenated neighbours is judged like the word alone: `denail-of-service`.
_HYPHEN_LEFT = r"(?<![\w@/\\.#$&=:+])(?<![^\w]-)(?<!\w['’])"
# The same, also as one of two words with a slash between them.
_SLASH_LEFT, _SLASH_RIGHT = _HYPHEN_LEFT.replace("/", ""), _RIGHT.replace("/", "")
_WORD_BEFORE = re.compile(r"(?<![^\s(])([A-Za-z]{2,})/\Z")
_WORD_AFTER = re.compile(r"/([A-Za-z]{2,})(?![^\s),.;:!?]|[.:]\S)")
_SIC = re.compile(r"['’\"”)\]]*\s*[\[(]sic\b", re.IGNORECASE)
_CORRECTED = re.compile(r"['’\"”)]*\s*(?:[-=]+>|→|⇒)")
# "a typo in", "misspelt as", "typo:" right before a word, "was a typo" right after it: the word is told of.
_TOLD = r"(?:typos?|misspel\w+|misspelt|spell(?:ed|ing|s)?|spelt)"
_TELLING = re.compile(
    rf"\b{_TOLD}(?: (?:in|of|as|for|from|by|on|the|a|word|writing))*[\s:(\[\"'“‘*_]*\Z", re.IGNORECASE
)
_TOLD_OF = re.compile(
    rf"[\"'”’)*_]*[\s,]*(?:\((?:a )?{_TOLD}|(?:is|was) (?:an? )?(?:\w+ )?{_TOLD}|instead of\b|should (?:be|read)\b)",
    re.IGNORECASE,
)
_NEAR = 60  # characters looked at before a word
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
_BEGINS = re.compile(r"(?:^|(?<![A-Z])[.!?:]['\"”’)\]]*\s|\n\s*\n|[•·|–—-]\s)['\"“‘(\[]*\Z")
_BEFORE = re.compile(r"([^\W\d_]+)[’'.]?[ \n]+\Z")
_AFTER = re.compile(r"(?:[’']s)?[ \n]+([^\W\d_]+)")
# `build: fix macos`, "Exit gracefully on linux. #12139", "fix windows build (Jo Doe)": titles of commits, quoted.
_COMMIT = re.compile(
    r"\W*Revert\W|\W*[\w,/-]{2,20}: [a-z]|.*(?:#\d{2,}[)\]]?|\([A-Z][\w., -]{2,60}\))\.?\s*\Z|\W*\[?#\d{2,}", re.DOTALL
)
_LONGEST_TITLE = 200  # characters, with author and number
TITLES = frozenset(("heading", "title", "headline", "subtitle", "linktitle"))


def base(word: str) -> str:
    """A word as written without a possessive ending."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


def places(flow: Flow, words: Iterable[str], *, slashed: bool = False) -> Iterator[re.Match[str]]:
    """Each occurrence of these words, given as they are written; group `word` leaves out a possessive ending.

    What is quoted as a word, marked `[sic]`, told of as a typo, or cut off by an ellipsis is passed over. With `slashed` a
    word counts also where a slash parts it from a word of English: `rights/permissions`.
    """
    choice = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    left, right = (_SLASH_LEFT, _SLASH_RIGHT) if slashed and "/" in flow.prose else (_HYPHEN_LEFT, _RIGHT)
    for found in re.finditer(rf"{left}(?P<word>{choice})(?:['’]s)?{right}", flow.prose):
        if not (is_mentioned(flow.prose, found) or _is_in_path(flow.prose, *found.span())):
            yield found


def _is_in_path(text: str, start: int, end: int) -> bool:
    """True beside a slash, unless that parts it from one word of English."""
    before, after = text[max(start - 1, 0) : start] == "/", text[end : end + 1] == "/"
    if not (before or after):
        return False
    other = _WORD_BEFORE.search(text, max(start - 30, 0), start) if before else _WORD_AFTER.match(text, end)
    return (
        before == after or not other or not is_plain(other[1].lower()) or (after and text[max(start - 1, 0)].isalnum())
    )


def is_mentioned(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    if text[end : end + 2] == ".." or text[end : end + 1] == "…" or text[max(start - 1, 0) : start] == "…":
        return True
    closing = _QUOTES.get(text[start - 1 : start])
    if closing is not None and text[end : end + 1] == closing:
        return True
    if _TELLING.search(text, max(start - _NEAR, 0), start) or _TOLD_OF.match(text, end):
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
    text = flow.prose
    if flow.quoted:
        return True
    for opening, closing in (("“", "”"), ("«", "»")):
        if text.rfind(opening, 0, start) > text.rfind(closing, 0, start) and text.find(closing, end) >= 0:
            return True
    return text.count('"', 0, start) % 2 == 1 and '"' in text[end:]


def is_commit_title(flow: Flow) -> bool:
    """True for what looks like the title of a commit, as release notes quote it."""
    return len(flow.prose) < _LONGEST_TITLE and bool(_COMMIT.match(flow.prose))


def like(found: str, right: str) -> str:
    """The right word with the capitals of the one found."""
    if found.isupper() and len(found) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if found[:1].isupper() else right
