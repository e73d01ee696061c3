"""A post and its site go in, words with a space too many, too few, or one letter off come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.wording.places import is_quoted, like
from postlint.site.asked.verdicts import Slip, finding, is_one_piece, likely_slips
from postlint.site.site import Site
from postlint.text import lazy
from postlint.words.candidates import Kind
from postlint.words.english import common, everyday, is_whole, is_word, trade
from postlint.words.forms import forms
from postlint.words.frequency import frequency, together
from postlint.words.grammar.classes import CLASSES

# Two pieces that are right in no sentence; of those with another space only the space is one letter off.
_PAIRS = {
    pair: pair.replace(" ", "")
    for pair in (
        "it self,him self,our selves,them selves,never theless,never the less,over view,some how,al ways,al ready,"
        "al so,be cause,un til,un der,th at,th is,th e,t he,t hat,t his,a nd,w ith,wit h,fo r,thi s,tha t,hav e,wil l,"
        "yo u,pro ject,pro gram,docu ment,soft ware,hard ware,thei r,whic h,what so ever,"
        "news letter,news letters,data base,data bases,pass word,pass words,to morrow"
    ).split(",")
} | {
    "in the mean time": "in the meantime",
    "where ever": "wherever",
    "when ever": "whenever",
    "some one else": "someone else",
    "some one who": "someone who",
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
_PAIR = lazy.compile(rf"(?<![\w'’./@#-])(?:{'|'.join(map(re.escape, _PAIRS))})(?![\w'’/@-]|\.\w)", re.IGNORECASE)
_PAIR_WORDS = frozenset(" ".join(pair.split()[-2:]) for pair in _PAIRS)
# "Go straight forward" is a way to go; after a verb of being it is one word.
_STRAIGHT = lazy.compile(
    r"\b(?:is|are|was|were|be|been|more|most|very|fairly|pretty|quite|relatively|rather|simple and|easy and|so|as|less)"
    r"\s(straight forward)\b(?!-)",
    re.IGNORECASE,
)
# A night is long, but nothing goes over it: "left to stand over night".
_OVERNIGHT = lazy.compile(
    r"\b(over night)(?=[.,;:!?)]|\Z|\s+(?:and|or|to|in|on|at|by|before|while|with|without|the|an?|so|as|it|we|they|I)\b)",
    re.IGNORECASE,
)
# A verb with its particle where a noun stands: "our meet up on Monday", "a great turn out".
_NOUNS = lazy.compile(
    r"\b(?:an?|our|your|their|the|every|each|this)[ \n]"
    r"(?:(?:great|good|huge|big|small|first|second|third|next|last|monthly|weekly|annual|local|upcoming|virtual|online|informal|"
    r"regular|recent|low|high|known|temporary|simple|easy|quick|important|main|key)[ \n])?"
    r"((?:meet|work|take)[ ](?:up|around|away)s?|turn out)"
    r"(?=[.,;:!?)]|\Z|[ \n](?:in|at|on|for|with|to|was|were|is|are|will|and|especially)\b)",
    re.IGNORECASE,
)
# What stands in a line is inline; what agrees with something is in line with it.
_IN_LINE = lazy.compile(r"\b(inline with)(?=[ \n](?:how|what|expectations|industry|best)\b)", re.IGNORECASE)
# Behind a preposition the time is meant, and no "for a time" is in it: "for awhile".
_AWHILE = lazy.compile(r"\b(?:for|in|after|quite)[ \n](awhile)\b", re.IGNORECASE)
# "You can not only row but sail" parts the two on purpose.
_CANNOT = lazy.compile(r"\b(can not)\b(?![ \n]+(?:only|just|merely|simply|but|even)\b)", re.IGNORECASE)
_RIGHT = {"inline with": "in line with", "awhile": "a while", "can not": "cannot"}
# Each with the words without which it finds nothing.
_PLACED = (
    (_STRAIGHT, frozenset(("straight forward",))),
    (_OVERNIGHT, frozenset(("over night",))),
    (_NOUNS, frozenset(("meet up", "meet ups", "work around", "work arounds", "take away", "take aways", "turn out"))),
    (_IN_LINE, frozenset(("inline with",))),
    (_AWHILE, frozenset(("awhile",))),
    (_CANNOT, frozenset(("can not",))),
)

# Two words that English writes as one so much oftener: "a frame work".
_FAR_OFTENER, _KNOWN = 4, 5  # octaves
_NEAR = 40  # characters in which a neighbour stands
_TERM = 3  # files in which a site that writes it in two means it; times that it writes a piece alone where it is none
_APART = lazy.compile(r"(?<![\w'’./@#-])([a-z]{3,})(?=[ \n]([a-z]{3,})(?![\w'’/@-]|\.\w))")

# Two words of which one may be strange because the space between them is a letter off: "mentiont hat", "mos tof".
_TWO = lazy.compile(r"(?<![\w'’./@#-])([a-z]{2,20})[ \n](?=([a-z]{2,20})(?![\w'’/@-]|\.\w))")
_STRANGE = 4  # letters of the strange one
_FOLLOWS = 3  # the octave from which on two words do follow each other
# The space came a letter early: "th eserver", "wit hthe".
_EARLY = frozenset("th wit fro fo yo wil thi whe tha hav ou".split())
_LATE = lazy.compile(rf"(?<![\w'’./@#-])({'|'.join(sorted(_EARLY))})[ \n]([a-z])([a-z]{{2,20}})(?![\w'’/@-])")


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each; the fix moves the space and is never safe."""
    for slip in likely_slips(post, site, accepted):
        if (
            slip.kind is Kind.SPLIT and is_one_piece(slip) and not _is_behind_article(slip)
        ):  # where markup parts the two, rules about spaces say so
            right = _as_it_stands(slip)
            yield finding(slip, f"“{slip.unknown.word}” should be “{right}”", right)
    for flow in post.english:
        yield from _in_known_words(post, flow)
        for found, right in _moved(post, flow, site.vocabulary.lower):
            yield _finding(flow, found.start(1), found.end(2), right)
        for found in _cut_in_two(flow):
            if site.phrases.files_with(f"{found[1]} {found[2]}") < _TERM:
                yield _finding(flow, found.start(1), found.end(2), found[1] + found[2])


_PARTICLES = frozenset("up down in out off on over back away through around".split())
_WORD_BEFORE, _WORD_BEHIND = lazy.compile(r"([^\W\d_]+)[ \n]\Z"), lazy.compile(r"[ \n]([^\W\d_]+)")


def _as_it_stands(slip: Slip) -> str:
    """What was meant; two words that are one thing where they stand have a hyphen: "an in-depth report", "a minor touch-up"."""
    first, _, second = slip.right.lower().partition(" ")
    flow, start, end = slip.unknown.flow, slip.unknown.start, slip.unknown.end
    before, behind = _WORD_BEFORE.search(flow.prose, max(start - _NEAR, 0), start), _WORD_BEHIND.match(flow.prose, end)
    left, right = (forms(found[1].lower()) if found else "" for found in (before, behind))
    is_led = "a" in left or (before is not None and before[1].lower() in CLASSES["deter"] | {"more", "most"})
    is_quality = first in _PARTICLES and "n" in right and not set("rx") & set(right)
    is_thing = second in _PARTICLES and "v" in forms(first)
    return slip.right.replace(" ", "-") if is_led and (is_quality or is_thing) else slip.right


_ARTICLE = lazy.compile(r"\b(?:an?|the|our|your|their|his|its|these|those)\s\Z", re.IGNORECASE)


def _is_behind_article(slip: Slip) -> bool:
    """Whether no sentence can hold the two pieces: behind "the", "in countable" and "so berth" are none."""
    flow, start = slip.unknown.flow, slip.unknown.start
    is_led = slip.right.partition(" ")[0].lower() in CLASSES["preposition"] | CLASSES["joining"]
    return is_led and _ARTICLE.search(flow.prose, max(start - len("these "), 0), start) is not None


def _in_known_words(post: Post, flow: Flow) -> Iterator[Finding]:
    """Pieces that are right nowhere, a space that came a letter early, and words that are one piece where they stand."""
    for found in _PAIR.finditer(flow.prose) if not post.vocabulary.isdisjoint(_PAIR_WORDS) else ():
        yield _finding(flow, *found.span(), _PAIRS[" ".join(found[0].lower().split())])
    for found in _LATE.finditer(flow.prose) if not post.vocabulary.isdisjoint(_EARLY) else ():
        first, second = found[1] + found[2], found[3]
        if first in everyday() and second in common() and not is_word(found[2] + second):
            yield _finding(flow, *found.span(), f"{first} {second}")
    for pattern, pieces in _PLACED:
        for found in () if post.vocabulary.isdisjoint(pieces) else pattern.finditer(flow.prose):
            written = " ".join(found[1].lower().split())
            if written in pieces and not _is_parted(post, flow, *found.span(1)):
                yield _finding(flow, *found.span(1), _RIGHT.get(written) or written.replace(" ", ""))


def _moved(post: Post, flow: Flow, uses: Mapping[str, int]) -> Iterator[tuple[re.Match[str], str]]:
    """Two words with a space that stands a letter too far to the right or to the left, or within a word, as they were meant.

    What the site has again and again is no piece: "dexing", of which "in" makes another word.
    """
    strange = post.uncommon_words & frozenset(flow.words)
    for found in _TWO.finditer(flow.prose) if strange else ():
        first, second = found.groups()
        if any(len(word) >= _STRANGE and word in strange and word not in trade() for word in (first, second)):
            shifts = ((first[:-1], first[-1] + second), (first + second[0], second[1:]))
            if any(uses.get(word, 0) >= _TERM for word in (first, second) if word in strange):
                continue
            right = next((" ".join(shift) for shift in shifts if _do_follow(*shift)), "")
            if not right and is_whole(first, second) and frequency(first + second) >= _KNOWN:
                right = first + second
            if right:
                yield found, right


def _cut_in_two(flow: Flow) -> Iterator[re.Match[str]]:
    """Nouns in two pieces: "a frame work", "the text book". In "the house holds a key" the second is a verb."""
    if not any(first + second in everyday() for first, second in pairwise(flow.words)):
        return
    for found in _APART.finditer(flow.prose):
        whole = found[1] + found[2]
        if whole in everyday() and frequency(whole) >= max(_KNOWN, together(found[1], found[2]) + _FAR_OFTENER):
            pieces = set(forms(found[1]) + forms(found[2]))
            if not pieces & set("rx") and "z" not in forms(found[2]) and "n" in forms(whole):
                yield found


def _do_follow(first: str, second: str) -> bool:
    return first in everyday() and second in everyday() and together(first, second) >= _FOLLOWS


def _is_parted(post: Post, flow: Flow, start: int, end: int) -> bool:
    """Whether one of two words is emphasized: "you can *not* row there" says both on purpose."""
    return not set(flow.span_of(start, end).of(post.text)).isdisjoint("*_")


def _finding(flow: Flow, start: int, end: int, right: str) -> Finding:
    written = " ".join(flow.text[start:end].split())
    span = flow.span_of(start, end)
    right = like(written, right)
    plain = span.end - span.start == len(written) and not is_quoted(flow, start, end)
    return Finding(span, f"“{written}” should be “{right}”", Fix.replace(span, right, safe=False) if plain else None)
