"""A post and its site go in, words with a space too many, too few, or one letter off come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.places import is_quoted, like, places
from postlint.site.site import Site
from postlint.site.vocabulary import Vocabulary
from postlint.words.english import common, is_word, names
from postlint.words.slips import one_slip_away
from postlint.words.typos import is_listed_typo

# Little words that run into their neighbour; others would make too many words that are right.
_BEFORE = frozenset("to of in for the and with from that this".split())
_AFTER = frozenset("the of and to for this that with".split())
_BEFORE_NOUN = re.compile(r"\b(?:on|in|is|as|of|with|for|to|by|from|using|has|have|be)\s\Z")

# Two pieces that are right in no sentence; of those with another space only the space is one letter off.
_PAIRS = {
    pair: pair.replace(" ", "")
    for pair in (
        "it self,him self,our selves,them selves,never theless,never the less,over view,some how,al ways,al ready,"
        "al so,be cause,un til,un der,th at,th is,th e,t he,t hat,t his,a nd,w ith,wit h,fo r,thi s,tha t,hav e,wil l,"
        "yo u,pro ject,pro gram,docu ment,soft ware,hard ware,thei r,whic h,what so ever"
    ).split(",")
} | {
    "where ever": "wherever",
    "when ever": "whenever",
    "int he": "in the",
    "int his": "in this",
    "int hat": "in that",
    "ont he": "on the",
    "tot he": "to the",
    "oft he": "of the",
    "andt he": "and the",
    "witht he": "with the",
    "fromt he": "from the",
    "thatt he": "that the",
}
_PAIR = re.compile(rf"(?<![\w'’./@#-])(?:{'|'.join(map(re.escape, _PAIRS))})(?![\w'’/@-]|\.\w)", re.IGNORECASE)
_PAIR_WORDS = frozenset(_PAIRS)
# "Go straight forward" is a way to go; after a verb of being it is one word.
_STRAIGHT = re.compile(
    r"\b(?:is|are|was|were|be|been|more|most|very|fairly|pretty|quite|relatively|rather|simple and|easy and|so|as|less)"
    r"\s(straight forward)\b(?!-)",
    re.IGNORECASE,
)


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each; the fix moves the space and is never safe."""
    joined = {word: split for word in post.uncommon_words if (split := _split(word, accepted))}
    joined = {word: split for word, split in joined.items() if _is_new(word, site.vocabulary)}
    pairs = not post.vocabulary.isdisjoint(_PAIR_WORDS)
    for flow in post.english:
        for found in _PAIR.finditer(flow.prose) if pairs else ():
            yield _finding(flow, *found.span(), _PAIRS[" ".join(found[0].lower().split())])
        for found in _STRAIGHT.finditer(flow.prose) if "straight forward" in post.vocabulary else ():
            yield _finding(flow, *found.span(1), "straightforward")
        for found in places(flow, joined) if any(word in flow.prose for word in joined) else ():
            if _is_one_piece(flow, found) and _fits(flow, found, joined[found["word"]]):
                yield _finding(flow, *found.span("word"), joined[found["word"]])


def _split(word: str, accepted: frozenset[str]) -> str:
    """The word as two common ones, one of them little; "" for words, names, and what another slip explains better."""
    if len(word) < 5 or not (word.isascii() and word.islower() and word.isalpha()) or word in accepted:
        return ""
    if is_listed_typo(word) or is_word(word) or word.capitalize() in names():
        return ""
    for at in range(1, len(word) - 1):
        left, right = word[:at], word[at:]
        little_first = left in _BEFORE and right in common() and len(right) > 2
        little_last = right in _AFTER and left in common() and len(left) > 2
        if little_first or little_last or (left == "a" and len(right) > 3 and right in common()):
            return f"{left} {right}"
    return ""


def _is_new(word: str, site: Vocabulary) -> bool:
    """True for a word that the site uses nowhere else, and that is no slip for one it uses often."""
    if word in site.code or site.lower.get(word, 0) > 1 or site.files.get(word, 0) > 1:
        return False
    return not any(site.lower.get(other, 0) > 20 and other in common() for other in one_slip_away(word))


def _is_one_piece(flow: Flow, found: re.Match[str]) -> bool:
    """False where markup parts the two: a missing space there is another rule's business."""
    span = flow.span_of(*found.span("word"))
    return span.end - span.start == len(found["word"])


def _fits(flow: Flow, found: re.Match[str], split: str) -> bool:
    """An article needs a place where a noun may stand: "relying on agene"."""
    return not split.startswith("a ") or bool(_BEFORE_NOUN.search(flow.prose, 0, found.start()))


def _finding(flow: Flow, start: int, end: int, right: str) -> Finding:
    written = " ".join(flow.text[start:end].split())
    span = flow.span_of(start, end)
    right = like(written, right)
    plain = span.end - span.start == len(written) and not is_quoted(flow, start, end)
    return Finding(span, f"“{written}” should be “{right}”", Fix.replace(span, right, safe=False) if plain else None)
