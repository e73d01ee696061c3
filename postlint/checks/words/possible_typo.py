"""A post and its site go in, words come out that no dictionary has and that are one slip away from one that the site uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.checks.words._places import TITLES, base, begins_sentence, places
from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.site.site import Site
from postlint.site.vocabulary import Vocabulary
from postlint.words.english import common, is_word, names
from postlint.words.slips import is_clear_slip, one_slip_away
from postlint.words.typos import misspellings

_NAMED = frozenset("id fd db ip os js io fs vm ui ns api".split())
_SHORTEST = 5  # letters; of shorter words, most that no dictionary has are names and abbreviations
_LONG = 8  # letters; so long a word is one slip away from no other by chance
_SEEN = 3  # times the site must hold the word that was meant, unless it is long
_SHORT_SEEN = 10  # the same for words of five or six letters


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each with its evidence; never a safe fix."""
    candidates = {word for word in map(base, post.english_words - common()) if _is_candidate(word, accepted)}
    meant = {word: _meant(word.lower(), site.vocabulary, capital=word[0].isupper()) for word in candidates}
    slips = {word: right for word, right in meant.items() if right}
    for flow in post.english if slips else ():
        if len(flow.words) > 1 and any(word in flow.prose for word in slips):
            for found in places(flow, slips):
                if _is_in_place(flow, found):
                    yield _finding(flow, *found.span("word"), slips[found["word"]], site.vocabulary)


def _is_in_place(flow: Flow, found: re.Match[str]) -> bool:
    """False for a capital within a sentence, which a name has, and for a letter left out in speech: lookin' good."""
    start, end = found.span("word")
    if found["word"].endswith("in") and flow.prose[end : end + 1] in tuple("'’"):
        return False
    return found["word"].islower() or begins_sentence(flow, start) or flow.role in TITLES


def _is_candidate(word: str, accepted: frozenset[str]) -> bool:
    lower = word.lower()
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()) or word[1:] != lower[1:]:
        return False
    if lower in common() or lower in accepted or lower in misspellings():
        return False
    return word.capitalize() not in names() and not is_word(lower)


def _meant(word: str, site: Vocabulary, *, capital: bool) -> str:
    """The word that was meant, "" where the site's own use says that this is a word, or nothing near is certain."""
    if word in site.code or site.lower.get(word, 0) > 2 or site.files.get(word, 0) > 1:
        return ""
    near = [other for other in one_slip_away(word) if other in common() or _is_used(other, site)]
    if not near:
        return ""
    best = max(near, key=lambda other: (site.lower.get(other, 0), is_clear_slip(word, other)))
    # A capital may be a name's or a pun's: then only the site's own use is evidence.
    if capital and site.lower.get(best, 0) < _SEEN:
        return ""
    return best if _is_evident(word, best, near, site) else ""


def _is_used(word: str, site: Vocabulary) -> bool:
    """True for a word of the site's own, which it writes in lower case: names are not what fingers aim at."""
    return site.files.get(word, 0) > 4 and site.prose.get(word, 0) > 4


def _is_evident(word: str, best: str, near: list[str], site: Vocabulary) -> bool:
    uses = site.lower.get(best, 0)
    if _is_coined(word, best) or (site.lower.get(word, 0) > 1 and not is_clear_slip(word, best)):
        return False
    if len(word) < 7:
        rivals = sum(site.lower.get(other, 0) * 5 > uses for other in near)
        return uses >= _SHORT_SEEN and is_clear_slip(word, best) and rivals == 1
    return uses >= _SEEN or (len(word) >= _LONG and best in common())


def _is_coined(word: str, best: str) -> bool:
    """True for an ending nobody has used before, and for a name made of a word: "it compiles very compiley", `scopeid`."""
    stem_and_letter = word[:-1] in common() and word[-1] != word[-2] and len(word) >= len(best)
    return stem_and_letter or (word[:-2] in common() and word[-2:] in _NAMED)


def _finding(flow: Flow, start: int, end: int, meant: str, site: Vocabulary) -> Finding:
    written = flow.text[start:end]
    span = flow.span_of(start, end)
    right = meant.capitalize() if written[0].isupper() else meant
    uses = site.lower.get(meant, 0)
    evidence = f"“{right}” {_times(uses)} on this site" if uses else f"“{right}” is one letter away"
    own = _times(max(site.lower.get(written.lower(), 0), 1))
    message = f"“{written}” {own}, {evidence}" if uses else f"“{written}” is in no dictionary, {evidence}"
    fix = Fix.replace(span, right, safe=False) if span.end - span.start == len(written) else None
    return Finding(span, message, fix)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
