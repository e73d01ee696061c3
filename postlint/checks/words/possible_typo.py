"""A post and its site go in, words come out that no dictionary has and that are a slip away from one that was likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.places import base, may_be_name, places
from postlint.site.site import Site
from postlint.site.vocabulary import Vocabulary
from postlint.words.english import common, common_by_letter, everyday, is_listed, is_word, names, rare
from postlint.words.slips import Slip, one_slip_away, slip_of, within_two_slips
from postlint.words.typos import is_listed_typo

_ENOUGH = 5  # points of evidence; one less where the site writes the word that was meant, or the word is long
_CERTAIN = 6  # points for a word that stands alone, as handles do
_SHORTEST = 4  # letters
_LONGEST = (
    45  # letters, of the longest word in dictionaries; each letter more makes more strings that are one slip away
)
_LONG = 8  # letters; so long a word is near no other by chance
_SEEN = ((200, 4), (50, 3), (10, 2), (3, 1))  # points for a word that the site uses so often
_BEGINNING = re.compile(r"(?:py|lib|js|my|is|get|set)(?=.{4})")
_TWICE_SEEN = 10  # uses that make a word two slips away a likely one
_NAMED = frozenset("id fd db ip os js io fs vm ui ns api".split())
_PREFIX = re.compile(r"\b(?:pre|re|de|un|non|co|in|mis|sub)-\Z", re.IGNORECASE)


class _Meant(NamedTuple):
    word: str
    slip: Slip
    points: int
    away: str = "one letter"


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each with its evidence; never a safe fix."""
    candidates = {word for word in map(base, post.uncommon_words) if _is_candidate(word, accepted)}
    judged = {word: _meant(word, site.vocabulary) for word in candidates}
    slips = {word: found for word, found in judged.items() if found}
    strange = candidates - slips.keys()
    for flow in post.english if slips else ():
        if any(word in flow.prose for word in slips):
            for found in places(flow, slips):
                meant = slips[found["word"]]
                if _is_in_place(flow, found, meant, site.vocabulary) and not _is_foreign(flow, strange):
                    yield _finding(flow, *found.span("word"), meant, site.vocabulary)


# --- which words


def _is_candidate(word: str, accepted: frozenset[str]) -> bool:
    lower = word.lower()
    shortest = _SHORTEST + word[0].isupper()
    if not shortest <= len(word) <= _LONGEST or not (word.isascii() and word.isalpha()) or word[1:] != lower[1:]:
        return False
    if lower in common() or lower in accepted or is_listed_typo(lower):
        return False
    return not is_listed(lower) and word.capitalize() not in names()


def _is_in_place(flow: Flow, found: re.Match[str], meant: _Meant, site: Vocabulary) -> bool:
    """False for a name, a handle in brackets or on its own, and a letter left out in speech: lookin' good."""
    start, end = found.span("word")
    around = flow.prose[max(start - 1, 0) : start] + flow.prose[end : end + 1]
    if around == "()" or (found["word"].endswith("in") and around[-1:] in ("'", "’")):
        return False
    if _PREFIX.search(flow.prose, max(start - 6, 0), start):
        return False
    if len(flow.words) == 1:
        return meant.points >= _CERTAIN
    # The site writes what was meant with a capital, too.
    if meant.slip >= Slip.DOUBLED and site.prose.get(meant.word.capitalize(), 0) >= _SEEN[-1][0]:
        return True
    return not may_be_name(flow, start, end)


def _is_foreign(flow: Flow, strange: set[str]) -> bool:
    """True where one word in six is near no other: another language, or a list of names."""
    count = sum(word in strange for word in flow.words)
    return count > 1 and count * 6 > len(flow.words)


# --- what was meant


def _meant(written: str, site: Vocabulary) -> _Meant | None:
    """The word that was meant; None where the site's own use says that this is a word, or nothing near is certain."""
    word, uses = written.lower(), max(site.lower.get(written.lower(), 0), 1)
    if word in site.code or uses > 3 or site.files.get(word, 0) > 2:
        return None
    away = one_slip_away(word)
    near = away & common() | away & site.frequent
    against = 3 * written[0].isupper() + 4 * is_word(word) + uses - 1
    best = max((_judged(word, other, against, site) for other in near), key=lambda one: one.points, default=None)
    if best is None and against == 0 and len(word) > _LONG:
        best = _rare(word, away) or _two_slips(word, site)
    if best is None or best.points < _ENOUGH - (len(word) >= _LONG or _points(best.word, site) > 0):
        return None
    return best if _is_alone(word, best, near, site) and not _is_coined(word, best) else None


def _judged(word: str, meant: str, against: int, site: Vocabulary) -> _Meant:
    slip = slip_of(word, meant)
    known = 2 if meant in everyday() else 1 if meant in common() else 0
    return _Meant(meant, slip, min(len(word), 10) - 5 + slip + known + _points(meant, site) - against)


def _points(meant: str, site: Vocabulary) -> int:
    uses = site.lower.get(meant, 0)
    return next((points for least, points in _SEEN if uses >= least), 0)


def _rare(word: str, away: set[str]) -> _Meant | None:
    """A rare word that is a clear slip away."""
    found = max(((slip_of(word, other), other) for other in away & rare()), default=None)
    return _Meant(found[1], found[0], _ENOUGH) if found and found[0].clear else None


def _two_slips(word: str, site: Vocabulary) -> _Meant | None:
    """A word two slips away, if it is the only one near, and everybody writes it or this site does."""
    found = [other for other in common_by_letter()[word[0]] if within_two_slips(word, other)]
    known = len(found) == 1 and (found[0] in everyday() or site.lower.get(found[0], 0) >= _TWICE_SEEN)
    return _Meant(found[0], Slip.OTHER, _ENOUGH, "two letters") if known else None


def _is_alone(word: str, best: _Meant, near: set[str], site: Vocabulary) -> bool:
    """A short word must be a clear slip for one that the site uses far more than any other near it."""
    if len(word) > 6:
        return True
    uses = site.lower.get(best.word, 0)
    rivals = sum(site.lower.get(other, 0) * 5 > uses for other in near)
    return best.slip.clear and rivals <= 1


def _is_coined(word: str, best: _Meant) -> bool:
    """True for an ending nobody has used before, or a name made of a word: "it compiles very compiley", `pyparsing`."""
    if word[:-1] in common() and word[-1] != word[-2] and len(word) >= len(best.word):
        return True
    if word[:-2] in common() and word[-2:] in _NAMED:
        return True
    beginning = _BEGINNING.match(word)
    return beginning is not None and word[beginning.end() :] in common()


def _finding(flow: Flow, start: int, end: int, meant: _Meant, site: Vocabulary) -> Finding:
    written = flow.text[start:end]
    span = flow.span_of(start, end)
    right = meant.word.capitalize() if written[0].isupper() else meant.word
    uses = site.lower.get(meant.word, 0)
    evidence = f"“{right}” {_times(uses)} on this site" if uses else f"“{right}” is {meant.away} away"
    own = _times(max(site.lower.get(written.lower(), 0), 1))
    message = f"“{written}” {own}, {evidence}" if uses else f"“{written}” is in no dictionary, {evidence}"
    fix = Fix.replace(span, right, safe=False) if span.end - span.start == len(written) else None
    return Finding(span, message, fix)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
