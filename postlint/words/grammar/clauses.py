"""Tokens go in, places come out where a comma parts two whole sentences.

A clause is told by its closed words alone: a subject that begins it and its verb, and nothing that makes it depend on another.
What people write so on purpose is left out: series, contrasts, sayings, and what somebody is said to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from postlint.words.forms import forms, only
from postlint.words.frequency import together
from postlint.words.grammar.classes import CLASSES
from postlint.words.grammar.shapes import SHAPES, is_comparative
from postlint.words.grammar.tokens import Tokens

FINITE = CLASSES["finite"] | {"shall", "shan't"}
_INDEFINITE = frozenset("nobody everybody everyone somebody someone anyone others most some many none".split())
LEAST = 4  # words on either side
_SHORT = 7  # words of a clause that may be one of several of one form
MOST = 45  # words of both, beyond which nobody can say what belongs to what
_LEAD = 4  # words before a clause: "At the moment, …"
_CONTRACTED = ("'s", "'re", "'ve", "'ll", "'d", "'m")
_APART = frozenset('()[]{}"“”‘«»;:—–…*')
_OBJECT = "\ufffc"
_YES_OR_NO = ("yes", "no")
NOMINATIVE = ("I", "he", "she", "we", "they")
NOMINATIVE_OR_IT = (*NOMINATIVE, "it")
_POINTING = ("there", "this", "that", "these", "those")


def splices(tokens: Tokens) -> Iterator[tuple[int, str]]:
    """The number of each token that ends in a comma where a sentence ends, with the adverb that begins the next, or ""."""
    if not any(token.after == "," for token in tokens.tokens):
        return
    for first, end in sentences(tokens):
        commas = [place for place in range(first, end - 1) if tokens.tokens[place].after == ","]
        for comma in commas:
            if tokens.words[comma + 1] in CLASSES["linking"] and _is_linked(tokens, first, comma, end):
                yield comma, tokens.words[comma + 1]
        if (
            0 < len(commas) < 3
            and end - first <= MOST
            and tokens.words[commas[0]] not in CLASSES["linking"]  # "and therefore, …": the comma is its own
            and tokens.tokens[end - 1].after[:1] != "?"
            and (comma := _splice(tokens, first, end, commas)) >= 0
        ):
            yield comma, ""


def sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    first = 0
    for place in range(1, len(tokens.words) + 1):
        if place == len(tokens.words) or tokens.starts[place] or tokens.tokens[place - 1].after == ";":
            if place - first > LEAST:
                yield first, place
            first = place


def _is_linked(tokens: Tokens, first: int, comma: int, end: int) -> bool:
    """Whether a sentence stands before the comma, and one that "however" or the like begins behind it."""
    left, link = tokens.words[first : comma + 1], tokens.words[comma + 1]
    if len(left) < LEAST or left[0] in CLASSES["subordinating"] or left[-1] in UNFINISHED:
        return False
    if link == "instead" and not any(word in CLASSES["negating"] or word.endswith("n't") for word in left):
        return False
    if (
        tokens.tokens[comma + 1].after == ","
    ):  # as it has where it stands within its sentence: "In May, however, we sail"
        start = next((place + 1 for place in range(comma - 1, first, -1) if tokens.tokens[place].after == ","), first)
        if not _is_main(tokens.words[start : comma + 1]):
            return False
    return has_clause(tokens, comma + 2, end)


def has_clause(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a clause of some words begins there: a pronoun and its verb, or an article with a verb behind its noun."""
    if end - at < LEAST:
        return False
    if _begins_clause(tokens, at, end):
        near = tokens.words[at + 1 : at + 3]
        if tokens.words[at] == "you":  # "however you like"
            return not FINITE.isdisjoint(near)
        return not {"may", "might"}.intersection(near)
    near = tokens.words[at + 2 : at + 5]
    if tokens.words[at] == "that":
        return tokens.words[at + 1] in FINITE or only(tokens.words[at + 1], "z")
    begins = tokens.words[at] in CLASSES["beginning"] or (
        _is_number(tokens.words[at]) and "p" in forms(tokens.words[at + 1])
    )
    return begins and not FINITE.isdisjoint(near)


def _is_number(word: str) -> bool:
    return word in CLASSES["counting"] or word.isdigit() or SHAPES["numeral"](word)


def _splice(tokens: Tokens, first: int, end: int, commas: Sequence[int]) -> int:
    """The comma between two sentences, -1 for none and where there is doubt."""
    comma = commas[-1]
    if not _begins_clause(tokens, comma + 1, end) or _is_apart(tokens, first, end):
        return -1
    start = first
    if commas[0] < comma:
        if not _is_lead(tokens.words[first : commas[0] + 1]):
            return -1
        start = commas[0] + 1
    left, right = tokens.words[start : comma + 1], tokens.words[comma + 1 : end]
    least = LEAST - (len(left) >= _SHORT and right[0] in NOMINATIVE_OR_IT)
    if len(left) < LEAST or len(right) < least or not _is_main(left) or _is_meant(left, right):
        return -1
    return comma


def _is_apart(tokens: Tokens, first: int, end: int) -> bool:
    """Whether more signs than commas and the last mark stand in it, or what is neither a word nor code."""
    for place in range(first, end):
        token = tokens.tokens[place]
        after = token.after.rstrip(".!?:") if place == end - 1 else token.after
        if not _APART.isdisjoint(token.before + after) or not (
            token.word or tokens.chunk(place).strip(f"{_OBJECT}.,:!?") == ""
        ):
            return True
    return False


def _begins_clause(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a subject and its verb stand there that begin a sentence, and it is no saying: "it seems"."""
    words = tokens.words[at:end]
    subject, _, _ = words[0].partition("'")
    is_pronoun = subject in CLASSES["subject"]
    if words[0] in _INDEFINITE and len(words) > 1 and (words[1] in FINITE or only(words[1], "d")):
        return not tokens.breaks[at + 1]
    if words[0] in CLASSES["beginning"]:
        return _has_noun_and_verb(tokens, at, end)
    if (not is_pronoun and subject not in _POINTING) or not CLASSES["saying"].isdisjoint(words[1:4]):
        return False
    if words[0].endswith(_CONTRACTED):
        return bool(subject != "that")
    verbs = [word for word in words[1:4] if word not in CLASSES["adverb"]]
    if not verbs or any(tokens.breaks[at + 1 : at + 1 + words[1:4].index(verbs[0])]):
        return False
    return subject != "that" and (verbs[0] in FINITE or (is_pronoun and _is_verb_of(subject, verbs[0])))


def _has_noun_and_verb(tokens: Tokens, at: int, end: int) -> bool:
    """Whether an article or the like stands there with its noun, and a finite verb right behind that."""
    words = tokens.words
    for place in range(at + 1, min(at + 5, end)):
        if tokens.breaks[place]:
            return False
        if words[place] in FINITE or (place > at + 1 and _is_past(words[place])):
            return place > at + 1 and not set("np").isdisjoint(forms(words[place - 1]))
        if (
            place > at + 1
            and words[place] in CLASSES["preposition"]
            and not set("np").isdisjoint(forms(words[place - 1]))
        ):
            return _is_followed_by_verb(tokens, place + 1, end)
        if not set("anp") & set(forms(words[place])) or set("x") & set(forms(words[place])):
            return False
    return False


def _is_past(word: str) -> bool:
    """Whether it is the past of a strong verb and no noun: "came", "sat". That of a weak one may be a participle.

    Nor is it a noun where no article ever stands before it, and no participle where the verb has another one: "fell", "drove".
    """
    if word.endswith("ed"):
        return False
    if only(word, "de"):
        return True
    found = forms(word)
    return "d" in found and "e" not in found and not any(together(article, word) for article in ("the", "a"))


def _is_followed_by_verb(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a finite verb follows the few words that a preposition is with: "the gutters behind them have …"."""
    words = tokens.words
    for place in range(at, min(at + 4, end)):
        if tokens.breaks[place] or words[place] in CLASSES["subordinating"]:
            return False
        if words[place] in FINITE:
            return place > at
    return False


def _is_verb_of(subject: str, word: str) -> bool:
    if subject in NOMINATIVE:
        found = set(forms(word))
        # Behind such a subject a form in -ed is its verb, whatever it is elsewhere: "we turned", "they locked".
        return bool(found & set("vzd")) and (word.endswith("ed") or not found & set("ar"))
    return ("z" if subject == "it" else "v") in forms(word) and word not in CLASSES["company"]


def _is_lead(words: Sequence[str]) -> bool:
    """Whether a few words before a comma are no clause: "As always", "At the moment"."""
    return len(words) <= _LEAD and not any(
        word in FINITE or word in CLASSES["subject"] or word in CLASSES["clause"] or set(forms(word)) & set("zg")
        for word in words
    )


def _is_main(words: Sequence[str]) -> bool:
    """Whether they are a clause with its subject and its verb, which no word makes depend on another."""
    if _is_order(words):
        return True
    told = words[2:] if words[0] in CLASSES["subject"] and words[1] == "like" else words
    if (
        not _DEPENDING.isdisjoint(map(str.lower, told))
        or any(_is_compared(*pair) for pair in pairwise(words))
        or not CLASSES["saying"].isdisjoint(words[1:4])
    ):
        return False
    if words[-1] in UNFINISHED or any(_is_turned(*pair) for pair in pairwise(words)) or _ends_in_lead(words):
        return False
    subject, _, _ = words[0].partition("'")
    if subject in CLASSES["subject"] or subject in _POINTING:
        if words[0].endswith(_CONTRACTED):
            return True
        verb = next((word for word in words[1:3] if word not in CLASSES["adverb"]), "")
        if verb in FINITE or (subject in CLASSES["subject"] and set(forms(verb)) & set("vzd")):
            return True
    if words[0] not in CLASSES["beginning"] and not ("p" in forms(words[0]) or words[0][:1].isupper()):
        return False
    if words[1] in CLASSES["timing"]:
        return False
    return not FINITE.isdisjoint(words[1:-1]) or _has_present(words)


def _is_order(words: Sequence[str]) -> bool:
    """Whether they ask for something, which nothing depends on: "Please bring a mug", "Do not park here"."""
    first, rest = words[0], words[1:]
    if words[:2] == ["do", "not"] or first == "don't":
        first, rest = "please", words[2:] if first == "do" else rest
    if first == "please" and rest and "v" in forms(rest[0]):
        first, rest = rest[0], rest[1:]
    elif not ("v" in forms(first) and rest and rest[0] in CLASSES["acted"]) or set("xr") & set(forms(first)):
        return False
    if first in CLASSES["preposition"] | CLASSES["subordinating"] | {"over", "while"}:
        return False
    if first in CLASSES["saying"] or not CLASSES["saying"].isdisjoint(rest[:3]):
        return False
    return _DEPENDING.isdisjoint(rest) and FINITE.isdisjoint(rest) and words[-1] not in UNFINISHED


def _has_present(words: Sequence[str]) -> bool:
    """Whether a noun stands behind the article with its verb in the present: "The belt runs cooler"."""
    for place in range(2, min(5, len(words) - 1)) if words[0] in _SINGULAR else ():
        if "z" in forms(words[place]) and "n" in forms(words[place - 1]):
            after = words[place + 1]
            return after in CLASSES["acted"] | CLASSES["preposition"] or only(after, "r") or is_comparative(after)
        if not set("an") & set(forms(words[place])):
            return False
    return False


def _is_compared(first: str, second: str) -> bool:
    """Whether "than" leads to a clause, and not to a noun alone: "than we thought", "than the old one"."""
    return first == "than" and second in CLASSES["subject"] | CLASSES["clause"] | FINITE


def _is_turned(first: str, second: str) -> bool:
    """Whether another thought begins: "and in the end", "the closer"."""
    return (first in CLASSES["joining"] and (second in CLASSES["preposition"] or second in ("a", "then", "now"))) or (
        first == "the" and is_comparative(second)
    )


def _ends_in_lead(words: Sequence[str]) -> bool:
    """Whether the next sentence has begun before the comma: "They are cheap and indeed, several …", "but sure enough, …"."""
    first = max(len(words) - _LEAD, 1)
    at = max((place for place in range(first, len(words) - 1) if words[place] in CLASSES["joining"]), default=0)
    return at > 0 and all("r" in forms(word) or word in _YES_OR_NO for word in words[at + 1 :])


def _is_meant(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the two are of one form, or the one is what the other is not: "It is no boat, it is a raft"."""
    if any(word in CLASSES["negating"] or word.endswith("n't") for word in left) and not _is_order(left):
        return True
    if right[0] in _INDEFINITE and left[0] in _INDEFINITE:
        return True  # some do this, others that
    heads = [words[0].lower().partition("'")[0] for words in (left, right)]
    if any(word in CLASSES["joining"] and after == right[0] for word, after in pairwise(right)):
        return True  # "They row, they sail and they sing"
    # "The bell rings, the doors close."
    is_short = min(len(left), len(right)) < _SHORT and heads[0] not in NOMINATIVE_OR_IT
    return heads[0] == heads[1] and (left[1] == right[1] or heads[0] == "you" or is_short)


_DEPENDING = CLASSES["subordinating"] - {"than"}
_SINGULAR = ("the", "a", "an", "our", "your", "my", "his", "her", "its", "their", "this", "each", "every")
UNFINISHED = FINITE | CLASSES["preposition"] | CLASSES["saying"] | CLASSES["article"]
