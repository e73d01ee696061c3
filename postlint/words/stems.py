"""A word and what it may have been meant for go in, whether both are made of one stem comes out: schedulers, schedules."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from postlint.text import lazy
from postlint.words.candidates import Candidate, Kind
from postlint.words.english import common, compound_of, is_derived, is_listed, is_word
from postlint.words.forms import forms

_DERIVED = frozenset("er ers ed es ing or ors ion ions able".split())
_VERB = 3  # letters
_STEM, _BACK = 4, 2  # letters of a stem, and how many of those that two words share may be of their endings
_FORMS = frozenset(
    ("", *"s es d ed r er rs ers or ors ing e ion ions able ee ees y ly al ize izes ized izing izer".split())
)
_DOUBLED = frozenset("bdfgmnrt")  # not l, p and s: travelling, worshipped, focussed
_DOUBLED_IF_COMMON = frozenset("lpsaeiou")  # a list has both spellings of a common word where there are two
_MADE = lazy.compile(
    r"([a-z]{3,}?)(?:(?P<verb>if(?:y|ies|ied|ying|iers?|ication))|(?:(?<=al)|(?<=ar)|(?<=ic))it(?:y|ies))"
)
_MAKING = ("ize", "ise", "able")


def is_of_one_stem(word: str, candidate: Candidate) -> bool:
    """Whether what was meant is itself no word of English, but derived from what is written (autoscale, autoscaler), or both
    are made of one stem: schedulers, schedules. A consonant that English doubles, or does not, is a slip: editting, plugable.
    """
    meant, kind = candidate
    if kind in (Kind.ONCE, Kind.TWICE) and _is_misdoubled(word, meant):
        return False
    if is_made_so(word, meant):
        return True
    stem = word.removesuffix("e")
    if not is_listed(meant) and meant.startswith(stem) and meant.removeprefix(stem) in _DERIVED:
        return True
    if not (is_word(word) or word.endswith(_MAKING)):
        return word == f"{meant}y" or (kind is Kind.OTHER_LAST and word.endswith("y"))  # researchy, compiley
    shared = next(
        (at for at, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant))
    )
    return any(_are_of(word[:at], word, meant) for at in range(shared, max(shared - _BACK, _STEM) - 1, -1))


def is_made_so(word: str, meant: str) -> bool:
    """Whether "-ify" or "-ity" makes the word of a known one that begins as what was meant does: proxify, proxy."""
    found = _MADE.fullmatch(word)
    if found is None or not meant.startswith(found[1]):
        return False
    return is_listed(found[1]) or (found["verb"] is not None and any(is_listed(f"{found[1]}{end}") for end in "ey"))


def may_share_stem(word: str, other: str) -> bool:
    """Whether two words may be forms of one, by their letters alone: setting, settings."""
    shared = len(posixpath.commonprefix((word, other)))
    ends = ((word[at:], other[at:]) for at in range(shared, max(shared - _BACK, _STEM) - 1, -1))
    return shared >= _STEM and any(_FORMS.issuperset(pair) for pair in ends)


def is_agent(word: str, candidate: Candidate) -> bool:
    """Whether a word names who or what does as a verb says, by the rules of spelling: querier, stopper, collator, purgers.

    A letter doubled or swapped is a slip all the same: formater, buidler; and so is one where English writes -or: creater.
    """
    one = word.removesuffix("s")
    if candidate.kind in (Kind.ONCE, Kind.TWICE, Kind.TRIPLED, Kind.SWAPPED) or is_listed(f"{one[:-2]}or"):
        return False
    return any("v" in forms(verb) for verb in _verbs_of(one))


def _verbs_of(agent: str) -> Iterator[str]:
    """The verbs that an agent noun may be made of."""
    stem = agent[:-2]
    if agent.endswith("ator"):
        yield f"{stem}e"
    elif agent.endswith("ier"):
        yield f"{agent[:-3]}y"
    elif agent.endswith("er") and len(stem) >= _VERB:
        if stem[-1] == stem[-2] and stem[-1] in _DOUBLED | {"p", "l"}:
            yield stem[:-1]
        if stem[-1] not in "ey":
            yield f"{stem}e"
            yield stem


def _is_misdoubled(word: str, meant: str) -> bool:
    """Whether two words of everyday endings differ in a letter that all who write English double alike."""
    at = next((at for at, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), 0)
    doubled = word[at - 1 : at]
    alike = doubled in _DOUBLED and is_listed(meant)
    return word[at:] != "" and (alike or (doubled in _DOUBLED_IF_COMMON and meant in common()))


def _are_of(stem: str, *words: str) -> bool:
    """Are the words made of the stem, whose last letter may be doubled?"""
    ends = (word.removeprefix(stem) for word in words)
    known = (
        is_listed(stem)
        or is_derived(stem)
        or is_listed(f"{stem}e")
        or compound_of(stem) >= _STEM
        or stem.endswith(_MAKING)
    )
    return known and all(end in _FORMS or end.removeprefix(stem[-1]) in _FORMS for end in ends)
