"""A post goes in; every tag or category that is no word, and one letter from one that other posts have, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.model import Finding, Fix
from postlint.post.document import Post
from postlint.site.habits.terms import is_term
from postlint.site.site import Site
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart
from postlint.words.english import is_word

_LONG_ENOUGH = 6  # letters; shorter terms are one edit from each other by nature
_WORD, _NAME = 2, 4  # posts that have the other one, where that is a word, and where it is a name


def check(post: Post, site: Site) -> Iterator[Finding]:
    for entry in post.header.entries:
        if not is_term(entry):
            continue
        term, counts = str(entry.value), site.folders.terms
        meant = _meant(term, counts)
        if meant:
            message = (
                f"{quoted(term)} is one letter from {quoted(meant)}, which {counts[meant]} posts of this site have"
            )
            fix = Fix.replace(entry.text_span, meant, safe=False) if entry.literal else None
            yield Finding(entry.span, message, fix)


def _meant(term: str, counts: Mapping[str, int]) -> str:
    """The tag that was meant, "" where this one may be."""
    plain = _letters(term)
    if len(plain) < _LONG_ENOUGH or not plain.isalpha() or counts.get(term, 0) > 1 or _is_known(term):
        return ""
    near = [other for other in counts if abs(len(other) - len(term)) < 2 and _is_slip(plain, _letters(other))]
    best = max(near, key=lambda other: counts[other], default="")
    return best if best and counts[best] >= (_WORD if _is_known(best) else _NAME) else ""


def _is_slip(one: str, other: str) -> bool:
    """A singular beside a plural may be a tag of its own."""
    return one[:1] == other[:1] and one.rstrip("s") != other.rstrip("s") and one_edit_apart(one, other)


def _is_known(term: str) -> bool:
    return all(map(is_word, term.lower().replace("-", " ").split()))


def _letters(term: str) -> str:
    return term.lower().replace("-", "").replace(" ", "")
