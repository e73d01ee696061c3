"""Tokens go in, places come out where the comma is missing behind what opens a sentence: a word, a phrase, another clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from postlint.words.forms import forms, only
from postlint.words.grammar.classes import CLASSES
from postlint.words.grammar.clauses import (
    FINITE,
    LEAST,
    MOST,
    NOMINATIVE,
    NOMINATIVE_OR_IT,
    UNFINISHED,
    has_clause,
    sentences,
)
from postlint.words.grammar.tokens import Tokens
from postlint.words.sortedfile import DATA
from postlint.words.tagger import CODE

_LONGEST = 4  # words that open a sentence
_YES_OR_NO = ("yes", "no")
_SIGNS = frozenset(",.;:!?)]}-–—…")


def is_adverb(tokens: Tokens, place: int) -> bool:
    """Whether this token ends what opens a sentence and is no clause: however, unfortunately, for example."""
    first = next((at for at in range(place, max(place - _LONGEST, -1), -1) if tokens.starts[at]), -1)
    words = tuple(tokens.words[first : place + 1]) if first >= 0 else ()
    return words == ("however",) or (len(words) > 0 and words in _openings().get(words[0], ()))


def parted(tokens: Tokens) -> bool:
    """Whether one of those has its comma."""
    return any(token.after == "," and is_adverb(tokens, place) for place, token in enumerate(tokens.tokens))


def commaless(tokens: Tokens) -> Iterator[int]:
    """The number of each token that lacks its comma: "However it is late", "If you know please tell us"."""
    for first, end in sentences(tokens):
        words = tokens.words[first:end]
        if (
            words[0] == "however"
            and not tokens.closes[first + 1]
            and (_goes_on(tokens, first + 1, end) or _is_told_of(tokens, first + 1, end))
        ):
            if not any(_leads_on(tokens, place) for place in range(first, end - 1)):
                yield first
        elif words[0] in CLASSES["conditional"] and "please" in words:
            place = first + words.index("please")
            if _is_request(tokens, first, place, end):
                yield place - 1
        elif (
            last := max(read(tokens, first, end) for read in (_introduced, _before_main, _before_aim, _behind_code))
        ) >= 0:
            yield last


# What grammar parts from its sentence, beside what most sites do by `openings.txt`.
_ALSO = (
    *"fortunately additionally nevertheless nonetheless consequently alternatively".split(),
    "on the other hand",
    "as a result",
    "to do that",
    "as you may know",
    "as you know",
)


@cache
def _openings() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The words that open a sentence and are no part of its clause, by the first of them, the longest first."""
    learnt = (DATA / "grammar" / "openings.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted({tuple(opening.split()) for opening in (*learnt, *_ALSO)}, key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return found


def _introduced(tokens: Tokens, first: int, end: int) -> int:
    """The last word of what opens a sentence and is no part of its clause, -1 for none: "Unfortunately the boat was …"."""
    words = tokens.words[first : first + 5]
    size = next(
        (len(opening) for opening in _openings().get(words[0], ()) if tuple(words[: len(opening)]) == opening), 0
    )
    if words[0] in _YES_OR_NO:
        size = int(words[1] in NOMINATIVE)
    at = first + size
    if not size or at >= end or any(tokens.breaks[first + 1 : at + 1]) or tokens.words[at] == "that":
        return -1
    begins = at + 1 if size > 1 and tokens.words[at] in ("if", "when") else at  # "For example if it rains, …"
    return at - 1 if _goes_on(tokens, begins, end) else -1


def _before_main(tokens: Tokens, first: int, end: int) -> int:
    """The last word of a clause that "because" or the like begins, where a pronoun begins the main one; -1 for none.

    Both have a finite verb, and no sign, no other clause and no "and" stands between.
    """
    words = tokens.words
    if words[first] not in _OPENING or end - first > MOST or any(tokens.breaks[first + 1 : end]):
        return -1
    if only(words[first + 1], "de") and words[first + 2] in NOMINATIVE_OR_IT:
        return first + 1  # "When moored it lies": the clause has neither a subject nor a verb of its own
    inside = False
    for place in range(first + 1, end - 2):
        word = words[place]
        if word in _DIVIDING or (word == "it" and place > first + 1 and words[place + 1] in FINITE):
            return -1
        if place - first > LEAST - (words[place] == "you") and _begins_main(tokens, first, place, inside):
            if words[place - 1] == "then":
                return -1  # which parts the two by itself: "If it rains then we stay"
            last = place - 2 if words[place - 1] in CLASSES["linking"] else place - 1  # "If it rains therefore we stay"
            return last if words[last] not in UNFINISHED else -1
        inside = inside or word in FINITE
    return -1


def _before_aim(tokens: Tokens, first: int, end: int) -> int:
    """The last word of an aim or of what was done, before what is done for it; -1 for none.

    "To see the log simply run …". No sign stands before it, and no comma behind it, which could end there what the aim is.
    """
    words = tokens.words
    begins = first + 2 * (words[first : first + 3] == ["in", "order", "to"])
    if words[begins] not in _AIMING or (words[begins] == "to" and not _is_aim(tokens, begins)):
        return -1
    for place in range(begins + 1, min(end - 2, begins + _FAR)):
        if tokens.tokens[place - 1].after or tokens.tokens[place].before or words[place] in _DIVIDING:
            return -1
        if place - begins > 2 and _is_done(tokens, place):
            near = range(place, min(place + _FAR, end - 1))
            is_open = any(tokens.tokens[at].after for at in near)
            is_whole = words[place - 1] not in UNFINISHED | CLASSES["joining"] and words[place - 2] != "to"
            return place - 1 if is_whole and not is_open else -1
    return -1


def _is_aim(tokens: Tokens, at: int) -> bool:
    """Whether "to" stands there with its verb."""
    verb = tokens.words[at + 1]
    return verb == "do" or ("v" in forms(verb) and {"x", "r"}.isdisjoint(forms(verb)))


def _is_done(tokens: Tokens, place: int) -> bool:
    """Whether a request begins there: many leave the comma out before "you can"."""
    word, after = tokens.words[place : place + 2]
    is_verb = "v" in forms(after) and not tokens.breaks[place + 1] and not tokens.breaks[place + 2]
    return word in ("simply", "please") and is_verb and not {"c", "T", "r", "m"} & {tokens.tag(place - 1)}


_AIMING = ("to", "after", "depending")
_FAR = 16  # words of an aim


def _behind_code(tokens: Tokens, first: int, end: int) -> int:
    """The code that is a condition by itself, where a clause follows: "If `true` the boat will sail"; -1 for none."""
    at = first + 1
    if tokens.words[first] not in ("if", "when") or end - at < LEAST or tokens.told[at] != CODE:
        return -1
    if tokens.chunk(at).strip(CODE) or any(tokens.tokens[place].after for place in range(at, min(at + _FAR, end - 1))):
        return -1
    follows = tokens.words[at + 1] in ("the", "this", *NOMINATIVE_OR_IT, "you")
    return at if follows and has_clause(tokens, at + 1, end) else -1


def _begins_main(tokens: Tokens, first: int, place: int, inside: bool) -> bool:
    """Whether a pronoun and its verb begin the main clause there; `inside`: the clause before has a verb of a closed list.

    Any verb does where what follows may, can or must be: "If you prefer tar you can take it".
    """
    word, after = tokens.words[place : place + 2]
    if word in NOMINATIVE and inside and after in FINITE:
        return True
    # "If there is a boat you can take …": what may be done with what there is.
    is_modal = word in (*NOMINATIVE, "you") and after in CLASSES["modal"] and tokens.words[first + 1] != "there"
    return is_modal and any(tokens.tag(at) in _FINITE_TAGS for at in range(first + 1, place - 1))


_FINITE_TAGS = frozenset("zptQ")  # tags of a finite verb that is no modal
_TELLING = ("who", "that", "which")
_OPENING = ("because", "although", "since", "when", "if", "once", "unless", "as", "while", "after", "before")
_DIVIDING = (
    CLASSES["joining"]
    | CLASSES["clause"]
    | CLASSES["saying"]
    | frozenset("that which who whose what how why than where".split())
)


def _leads_on(tokens: Tokens, place: int) -> bool:
    """Whether a comma ends there and the main clause may follow: "However it is done, …"."""
    after = tokens.words[place + 1]
    return tokens.tokens[place].after == "," and after not in CLASSES["joining"] | CLASSES["subordinating"]


def _goes_on(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a clause begins there, or an article with its noun and a verb that is nothing else behind it."""
    if has_clause(tokens, at, end):
        return True
    near = range(at + 2, min(at + 5, end - 1))
    told = any(only(tokens.words[place], "d") and "n" in forms(tokens.words[place - 1]) for place in near)
    return tokens.words[at] in CLASSES["article"] and told


def _is_told_of(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a noun stands there with its article, a clause that tells of it, and behind that its verb, with no sign between.

    "The person who holds the ladder must be an adult": the verb behind "who" is that of its clause, the next its own.
    """
    words = tokens.words
    if words[at] not in CLASSES["beginning"] or end - at > MOST or any(tokens.breaks[at + 1 : end]):
        return False
    told = next((place for place in range(at + 2, min(at + 5, end)) if words[place] in _TELLING), -1)
    if told < 0 or set("np").isdisjoint(forms(words[told - 1])):
        return False
    main = next((place for place in range(told + 3, end - 1) if words[place] in FINITE), -1)
    return main > 0 and _DIVIDING.isdisjoint(words[told + 1 : main]) and words[main - 1] not in FINITE | UNFINISHED


def _is_request(tokens: Tokens, first: int, place: int, end: int) -> bool:
    """Whether "please" begins the main clause behind a condition, with no sign but those of a row between them."""
    if tokens.tokens[place].before:
        return False
    signs = [at + 1 for at in range(first, place) if tokens.chunk(at)[-1] in _SIGNS]
    if (
        place + 1 >= end
        or any(tokens.closes[place : place + 2])
        or any("," in tokens.chunk(at)[:-1] for at in range(first, place))
    ):
        return False
    start = signs[-1] if signs else first
    if place - start < (3 if signs else LEAST) or any(tokens.tokens[at - 1].after != "," for at in signs):
        return False
    if signs and not (FINITE | CLASSES["subject"]).isdisjoint(tokens.words[start:place]):
        return False
    before, after = tokens.words[place - 1], tokens.words[place + 1]
    if before in UNFINISHED or before in CLASSES["joining"] or before in CLASSES["subject"] - CLASSES["object"]:
        return False
    return "v" in forms(after) and before not in ("then", "not", "to")
