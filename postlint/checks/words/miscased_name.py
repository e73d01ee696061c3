"""A post and its site go in, names written with other capitals than their makers or nearly the whole site use come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.checks.words._places import begins_sentence, is_quoted, places
from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.site.site import Site
from postlint.site.vocabulary import Vocabulary
from postlint.words.english import cased, common, is_listed

_SEEN = 20  # times the site must write a name its way
_MAJORITY = 20  # times as often as the form found
_LOWER_MAJORITY = 60  # the same for a name all in lower case, which commands and packages are
# Names of two words, or with a full stop inside, as they are run together or miscased.
_PHRASES = re.compile(r"\b(?:(Stack[oO]verflow)|(Node(?:\.JS|\.Js|Js|JS))|(VSCode))\b(?![./@-]\w)")
_PHRASED = ("", "Stack Overflow", "Node.js", "VS Code")
_STEPS = re.compile(r"\W*[\w,-]{2,20}: [a-z]")  # `build: fix macos`: a commit title, quoted


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each; the fix is safe for names with capitals of their own."""
    wrong = {
        word: right
        for word in post.english_words - common()
        if (right := _right(word, site)) and word.lower() not in accepted
    }
    for flow in post.english:
        for found in _PHRASES.finditer(flow.prose):
            yield _finding(flow, *found.span(), _PHRASED[found.lastindex or 0], None)
        if wrong and not wrong.keys().isdisjoint(flow.words) and not _STEPS.match(flow.prose):
            for found in places(flow, wrong):
                if _is_in_place(flow, found, wrong[found["word"]]):
                    yield _finding(flow, *found.span("word"), wrong[found["word"]], site.vocabulary)


def _right(word: str, site: Site) -> str:
    """How the name should be written; "" where all is well or nothing is certain."""
    lower = word.lower()
    listed = cased().get(lower, "")
    if listed:
        return listed if word not in (listed, lower) and not word.isupper() else ""
    vocabulary = site.vocabulary
    best = vocabulary.forms.get(lower, word)
    if best == word or len(word) < 3 or is_listed(lower):
        return ""
    count, uses = vocabulary.prose.get(word, 0), vocabulary.prose.get(best, 0)
    if uses < _SEEN or count * _MAJORITY > uses or word.isupper():
        return ""
    own_capitals = best[1:] != best[1:].lower() and not best.isupper()
    if own_capitals and not word.islower():
        return best
    acronym = best.isupper() and len(best) < 6
    return best if (own_capitals or acronym) and count * _LOWER_MAJORITY <= uses else ""


def _is_in_place(flow: Flow, found: re.Match[str], right: str) -> bool:
    """False for part of a longer name, and for a first capital where the sentence begins."""
    start, end = found.span("word")
    if "-" in (flow.prose[start - 1 : start], flow.prose[end : end + 1]):
        return False
    return not (found["word"][1:] == right[1:] and begins_sentence(flow, start))


def _finding(flow: Flow, start: int, end: int, right: str, site: Vocabulary | None) -> Finding:
    written = flow.text[start:end]
    span = flow.span_of(start, end)
    listed = site is None or written.lower() in cased()
    uses = site.prose.get(right, 0) if site else 0
    message = f"“{written}” is written “{right}”" + ("" if listed else f", as {uses} times on this site")
    safe = not right.isupper() and not is_quoted(flow, start, end)
    fix = Fix.replace(span, right, safe=safe) if span.end - span.start == len(written) else None
    return Finding(span, message, fix)
