"""A word goes in, what kind of word it is comes out, by its ending and by the tables of forms and pairs together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from postlint.words.forms import forms, only
from postlint.words.frequency import together

_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_TEENS = frozenset("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())
_PEOPLES = ("ans", "ese", "ish")  # endings: Germans, Japanese
_OFTEN = 2  # octaves of "a <noun>" from which on it is counted


def is_countable(word: str) -> bool:
    """True for a singular noun that has a plural and often stands behind "a": it cannot stand bare."""
    return is_singular(word) and _plural_of(word) and max(together("a", word), together("an", word)) >= _OFTEN


def is_singular(word: str) -> bool:
    """True for a noun that has a plural of its own."""
    found = forms(word)
    return len(word) > 1 and "n" in found and only(word, "nvp" if "p" in forms(f"{word}s") else "nv")


def is_verbal(word: str) -> bool:
    """True for a verb that is a noun as well, but stands behind "to" more often than behind an article."""
    return "v" in forms(word) and together("to", word) > max(together("the", word), together("a", word))


def is_comparative(word: str) -> bool:
    return word in ("better", "worse") or (word.endswith("er") and _is_degree(word, word[:-2]))


def is_superlative(word: str) -> bool:
    return word.endswith("est") and _is_degree(word, word[:-3])


def adverb(word: str) -> str:
    """The adverb in -ly of a word that is only an adjective, "" for any other."""
    if not only(word, "a"):
        return ""
    made = f"{word[:-1]}y" if word.endswith("le") else f"{word}ally" if word.endswith("ic") else f"{word}ly"
    return made if "r" in forms(made) else ""


def is_adverb(word: str) -> bool:
    """True for an adverb that is an adjective with -ly."""
    return (
        word.endswith("ly") and only(word, "r") and "a" in forms(word[:-2]) + forms(f"{word[:-1]}e") + forms(word[:-4])
    )


def ing(verb: str) -> str:
    """The form with -ing of a base verb, "" for what has none."""
    for made in (f"{verb}ing", f"{verb[:-1]}ing", f"{verb}{verb[-1:]}ing"):
        if "g" in forms(made):
            return made
    return ""


def singular(word: str) -> str:
    """The singular of a plural, "" for what is none."""
    made = (word[:-1], word[:-2], f"{word[:-3]}y")
    return next((one for one in made if "n" in forms(one)), "") if word.endswith("s") else ""


def is_rare(first: str, second: str) -> bool:
    """Whether English hardly ever writes the two in a row."""
    return not together(first, second)


def is_rare_in_plural(first: str, second: str) -> bool:
    """Whether it does so behind the singular of the first only."""
    return not together(first, second) and together(singular(first), second) > 0


def is_one_noun(first: str, second: str) -> bool:
    """True for a verb and its particle that are a noun together: turn out, set up."""
    return "v" in forms(first) and "n" in forms(first + second)


def _plural_of(word: str) -> bool:
    return any("p" in forms(made) for made in (f"{word}s", f"{word}es", f"{word[:-1]}ies"))


def _is_degree(word: str, stem: str) -> bool:
    """Whether a word in -er or -est is the degree of an adjective, and no verb."""
    if "a" not in forms(word) or not only(word, "anr"):
        return False
    stems = (
        stem,
        f"{stem}e",
        f"{stem[:-1]}y" if stem.endswith("i") else "",
        stem[:-1] if stem[-1:] == stem[-2:-1] else "",
    )
    return any("a" in forms(one) for one in stems if one)


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "countable": is_countable,
    "singular": is_singular,
    "verbal": is_verbal,
    "comparative": is_comparative,
    "superlative": is_superlative,
    "adjective": lambda word: bool(adverb(word)),
    "adverb": is_adverb,
    "letters": lambda word: word[1:] == "'s",  # several of one: mind your p's
    "owner": lambda word: word.endswith("'s"),
    "number": str.isdigit,
    "numeral": lambda word: word.partition("-")[0] in _TENS or word in _TEENS,
    "year": lambda word: word.isdigit() and len(word) == 4,
    "day": lambda word: word.isdigit() and len(word) < 3 and word[0] != "0",
    "hyphened": lambda word: "-" in word and word.replace("-", "").isalpha() and word.partition("-")[0] not in _TENS,
    "any": bool,
    "figured": lambda word: "-" in word and not word.replace("-", "").isalpha(),  # UTF-8
    "many": lambda word: word.isdigit() and len(word) < 4 and word.lstrip("0") not in ("", "1"),
    "agent": lambda word: word.endswith(("er", "or")) and is_countable(word),
    "unknown": lambda word: word.isalpha() and not forms(word.lower()),
    "proper": lambda word: word.isalnum() and not word.islower() and not word.isdigit(),
    "acronyms": lambda word: word[:-1].isupper() and word.endswith("s"),
    "upper": lambda word: len(word) > 1 and word.isupper() and word[0].isalpha(),
    "name": lambda word: (
        word.istitle() and word.isalpha() and len(word) > 2 and not word.endswith(_PEOPLES) and not forms(word.lower())
    ),
}

# What two words in a row are, by the sign that asks for it.
PAIRS: Mapping[str, Callable[[str, str], bool]] = {"%": is_rare, "+": is_rare_in_plural, "=": is_one_noun}
