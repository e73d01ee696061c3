"""A post goes in; senseless pieces that it shares with many posts of its site, as a bulk replacement leaves them, come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.marks import is_wordy
from postlint.site.site import Site
from postlint.site.words.vocabulary import Vocabulary
from postlint.text import lazy
from postlint.text.messages import quoted

_MANY = 4  # files: what stands in fewer is a slip, and some other rule's
_SHORTEST = 4  # letters
_WORDS = (
    2  # that lost the same letter: a replacement by nothing meets more than one, and one alone may be a technical term
)
_WORD = lazy.compile(r"(?<![\w'’@/.\\-])[a-z]{4,}(?![\w'’@/\\])")
_FENCED = lazy.compile(r"^[ >]*(`{3,}|~{3,})(?s:.*?)(?:^[ >]*\1|\Z)|`[^`\n]+`", re.MULTILINE)
# An opening bracket with a slash or bracket behind it, and then nothing that it could open.
_DEBRIS = lazy.compile(r"[(\[{][/\\|](?=[\s(\[{]|\Z)")
_SAME_DEBRIS = lazy.compile(r"([(\[{][/\\|])\1*")


def check(post: Post, site: Site) -> Iterator[Finding]:
    flows = [flow for flow in post.flows if flow.text]
    yield from _clipped_words(post, flows, site)
    yield from _debris(flows, site)
    yield from _unfilled(flows)


# "perch$1" and "Perch$1", but neither US$1 or Can$1 nor a formula; "perch${1}" and "perch\1" in the ways of other editors.
_UNFILLED = lazy.compile(
    r"(?<![\w$\\])(?:[a-z][a-z'’-]{1,60}|[A-Za-z][A-Za-z'’-]{3,60}[a-z])"
    r"(?:\$[1-9](?!\s(?:[mb]illion|thousand)\b)|\$\{[1-9]\}|\\[1-9])(?![\w$\\]|[.,]\d)"
)


def _unfilled(flows: list[Flow]) -> Iterator[Finding]:
    """A word with what a replacement was to fill in."""
    for flow in flows:
        for found in _UNFILLED.finditer(flow.prose) if "$" in flow.prose or "\\" in flow.prose else ():
            message = f"{quoted(found[0])} ends in what a replacement was to fill in"
            yield Finding(flow.span_of(*found.span()), message)


# --- words that lost their first letter


def _clipped_words(post: Post, flows: list[Flow], site: Site) -> Iterator[Finding]:
    """`ersion` in many posts of a site whose word is `version`: "v" was replaced by nothing, in all of them at once."""
    meant = site.remembered(_clipped)
    if post.vocabulary.isdisjoint(meant):
        return
    for flow in flows:
        for found in _WORD.finditer(flow.prose):
            if full := meant.get(found[0]):
                count = site.vocabulary.files[found[0]]
                message = (
                    f"{quoted(found[0])} stands in {count} posts of this site and is no word, expected {quoted(full)}"
                )
                span = flow.span_of(*found.span())
                yield Finding(span, message, Fix.replace(span, full, safe=False))


def _clipped(site: Site) -> Mapping[str, str]:
    """The clipped words of a site, each with its whole."""
    known = site.vocabulary
    many = (word for word, count in known.files.items() if count >= _MANY and len(word) >= _SHORTEST)
    clipped = {word: whole for word in many if (whole := _clipped_from(word, known))}
    letters = Counter(whole[0] for whole in clipped.values())
    return {word: whole for word, whole in clipped.items() if letters[whole[0]] >= _WORDS}


def _clipped_from(word: str, known: Vocabulary) -> str:
    """The word that lost its first letter, "" where this one may be a word, a name, a term, or code."""
    from postlint.words.english import common, is_word

    count = known.files[word]
    if word in common() or word in known.code or not (word.isascii() and word.isalpha()):
        return ""
    if known.prose.get(word) != known.lower.get(word):
        return ""
    whole = [letter + word for letter in ascii_lowercase if letter + word in common()]
    best = max(whole, key=lambda one: known.files.get(one, 0), default="")
    return best if known.files.get(best, 0) >= count and not is_word(word) else ""


# --- brackets that open nothing


def _debris(flows: list[Flow], site: Site) -> Iterator[Finding]:
    files: Mapping[str, int] | None = None
    for flow in flows:
        if not _DEBRIS.search(flow.prose):
            continue
        files = files or _files_with_debris(site)
        for found in _SAME_DEBRIS.finditer(flow.prose):
            if files.get(found[1], 0) >= _MANY and _opens_nothing(flow, found):
                message = (
                    f"{quoted(found[1])} opens nothing here, and stands so in {files[found[1]]} posts of this site"
                )
                yield Finding(flow.span_of(*found.span()), message)


def _opens_nothing(flow: Flow, found: re.Match[str]) -> bool:
    """True where no closing bracket follows before the next opening one, or a word stands before it at once."""
    rest = flow.prose[found.end() :]
    following = re.search(r"[()\[\]{}]", rest)
    return following is None or following[0] in "([{" or is_wordy(flow.prose[found.start() - 1 : found.start()] or " ")


def _files_with_debris(site: Site) -> Mapping[str, int]:
    """In how many files of the site each piece stands outside code."""
    pieces = site.kept.of_each("debris", site.files, lambda path: sorted(set(_DEBRIS.findall(_prose(site.text(path))))))
    counts: dict[str, int] = {}
    for found in pieces.values():
        for piece in found:
            counts[piece] = counts.get(piece, 0) + 1
    return counts


def _prose(text: str) -> str:
    return _FENCED.sub("", text)
