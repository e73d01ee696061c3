"""A word goes in, whether English has it comes out: SCOWL's lists, the jargon of our trade, and what is derived from either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from postlint.text import lazy
from postlint.words.sortedfile import DATA, SortedFile

_RARE = SortedFile("rare.txt")
_RAREST = SortedFile("rarest.txt")
_SURNAMES = SortedFile("surnames.txt")
_EVERYDAY = SortedFile("everyday.txt")
_COMMON = (_EVERYDAY, SortedFile("common.txt"), SortedFile("jargon.txt"), SortedFile("wide.txt"))

# What is put before and after a word to make another; those that also turn one slip into a word are left out.
_PREFIX = lazy.compile(
    r"(?:un|re|pre|non|multi|sub|super|inter|intra|over|under|micro|macro|auto|de|dis|mis|co|anti|hyper|meta|cross|out|up|down|"
    r"mini|pseudo|semi|ultra|cyber|bio|geo|neuro|photo|electro|thermo|hydro|mono|poly|tele|trans|post|fore|self|mid|back)-?"
)
_ISE = lazy.compile(r"is(?=(?:e|ed|er|ers|es|ing|ation|ations|able)$)")
# Verbs of Latin with the ending that they have there, and places: includible, deducible, extendible; cornermost.
_IBLE = lazy.compile(r"(?:(?<=ud|uc|ct|ss|rt|ns|nd|st|rs)ib(?:le|ly|ility)|(?<=er|rn)most)$")
# What takes "-es" or "-ies" makes no form with a mere "s": boxs, entitys.
_NO_PLURAL = lazy.compile(r"(?:x|z|sh|[tn]ch|[^aeiou]y)s$")
_WHOLE = 6  # letters
_SHORTEST_PLURAL = 5  # letters; shorter ones are names: maxs
_SHORTEST_VERBS = frozenset(("do", "go"))  # which take an ending as longer ones do: doable
# A last consonant is doubled after one vowel: infer, inferrer.
_UNDOUBLED = lazy.compile(r"(?<=[^aeiou])([aeiou]([bdfglmnprt]))\2(?:ed|er|ers|ing|able|ability)$")
_ENDINGS = tuple(
    (ending, instead)
    for instead, endings in {
        "": "s es ed ing er ers able ability ness iness less ly like wise ish ism ist ists ify ize "
        "ized izes izing izer ization ise ised ises ising isation izable ification",
        "e": "ed ing er ers or ors able ability ify ifies ified ifying ize ized izes izing izer ization",
        "y": "ies ied iness ily",
        "able": "ably",
        "ible": "ibly",
        "ify": "ification",
    }.items()
    for ending in endings.split()
)


@cache
def common() -> frozenset[str]:
    """Words that every educated reader knows, in lower case: what a slip of the finger was meant to be."""
    return frozenset("".join(file.text for file in _COMMON).split())


@cache
def common_beginning(letter: str) -> tuple[str, ...]:
    """Those of the same words that begin with a letter, sorted."""
    return tuple(dict.fromkeys(sorted(word for file in _COMMON for word in file.beginning(letter))))


@cache
def everyday() -> frozenset[str]:
    """The words among them that nearly everybody writes."""
    return frozenset(_EVERYDAY.text.split())


@cache
def rare() -> frozenset[str]:
    """What dictionaries have besides; to look up one word, `is_listed` is quicker than this set is made."""
    return frozenset(_RARE.text.split("\n"))


def rare_among(words: Iterable[str], letter: str) -> set[str]:
    """Which of some words dictionaries have besides, where most begin with one letter: then few lines need to be read."""
    known = _rare_beginning(letter)
    return {word for word in words if word in (known if word[:1] == letter else _RARE)}


@cache
def _rare_beginning(letter: str) -> frozenset[str]:
    return frozenset(_RARE.beginning(letter))


def rarest(word: str) -> int:
    """The size of the SCOWL list, 80 or 95, that alone holds a word which is near a common one; 0 for all others."""
    return int(_RAREST.find(word) or 0)


@cache
def doubtful() -> frozenset[str]:
    """Words that English has and hardly writes, one slip from what it writes all the time."""
    return _lines("doubtful.txt")


@cache
def trade() -> frozenset[str]:
    """Words that programmers use and dictionaries lack: what is near another of them may be right as it is."""
    return _lines("trade.txt")


@cache
def terms() -> frozenset[str]:
    """Words of software that no dictionary has and that are near others: mtime, scrypt, umount. Nobody means them by a slip."""
    return _lines("terms.txt")


@cache
def emoji() -> frozenset[str]:
    """The names of signs that are written between colons: `tada`, `bell`."""
    return _lines("emoji.txt")


@cache
def names() -> frozenset[str]:
    """Proper names and what else dictionaries write with a capital."""
    return _lines("names.txt")


def is_surname(word: str) -> bool:
    """True for a name of people, in lower case, that no other list has and that is near a common word: auther, brower."""
    return word in _SURNAMES


@cache
def cased() -> Mapping[str, str]:
    """Names of products as their makers write them, by their lower-case form, which may also be a command or a package."""
    return {name.lower(): name for name in _lines("cased.txt")}


@cache
def capitals() -> Mapping[str, str]:
    """What is never written without its capital in running text, by its lower-case form: Monday, English, Fourier."""
    return {name.lower(): name for name in _lines("capitals.txt")}


def is_whole(first: str, second: str) -> bool:
    """True for two pieces that together are a longer word of everyday English: "coll ections"."""
    whole = first + second
    return bool(first and second) and len(whole) >= _WHOLE and whole in everyday()


# Their last consonant is doubled in some dictionaries and not in others, though no stress is on it: benefitted, focussed.
_DOUBLING = frozenset("benefit bias combat focus gossip kidnap leaflet rivet worship".split())
_EITHER_WAY = lazy.compile(r"([a-z]+([pst]))\2(?:ed|ing|er|ers)")


def may_be_doubled(word: str) -> bool:
    """True for such a form with both consonants."""
    found = _EITHER_WAY.fullmatch(word)
    return found is not None and found[1] in _DOUBLING


def is_plain(word: str) -> bool:
    """True for a word of everyday English, so that a name made of it is not always that name."""
    return word in common() and word not in _jargon()


def is_word(word: str) -> bool:
    """True for a word of English or of our trade, in lower case; a spelling with -ise counts like the one with -ize."""
    if word in common() or _is_listed(word) or is_derived(word) or compound_of(word) > 0:
        return True
    respelt = _ISE.sub("iz", word)
    return respelt != word and (is_listed(respelt) or is_derived(respelt))


def is_listed(word: str) -> bool:
    """True for a word that stands in a list as it is."""
    return word in common() or _is_listed(word)


@cache
def _jargon() -> frozenset[str]:
    return _lines("jargon.txt")


def _lines(file: str) -> frozenset[str]:
    return frozenset((DATA / file).read_text(encoding="utf-8").split())


def _is_listed(word: str) -> bool:
    return _RARE.find(word) is not None


@lru_cache(maxsize=1 << 15)
def is_derived(word: str) -> bool:
    """True for a known word with a prefix, an ending or both: unpatched, subcommands, parallelizable."""
    found = _PREFIX.match(word)
    stems = [word, word[found.end() :]] if found else [word]
    for stem in stems:
        if stem.endswith("ss") and not stem.endswith(("less", "ness")):
            continue
        if len(stem) > 3 and stem != word and is_listed(stem):
            return True
        if (latin := _IBLE.sub("", stem)) != stem and (is_listed(latin) or is_listed(f"{latin}e")):
            return True
        if _is_doubled(stem) or _is_one_to_whom(stem) or stem.removesuffix("able") in _SHORTEST_VERBS:
            return True
        if _NO_PLURAL.search(stem):
            continue
        for ending, instead in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) > 2 and is_listed(stem[: -len(ending)] + instead):
                return True
    return False


def _is_one_to_whom(word: str) -> bool:
    """True for what a verb is done to, pointee; false where English doubles the letter before: commitee."""
    stem = word.removesuffix("s").removesuffix("ee")
    return word.endswith(("ee", "ees")) and is_listed(stem) and not is_listed(f"{stem}{stem[-1:]}ee")


def _is_doubled(word: str) -> bool:
    """True for a known word whose last letter is doubled before an ending: inferrer; false where English does not: limitted."""
    found = _UNDOUBLED.search(word)
    if not found:
        return False
    stem, ending = word[: found.end(2)], word[found.end(2) + 1 :]
    return is_listed(stem) and not is_listed(stem + ending)


def plural_meant(word: str) -> str:
    """What an "s" alone was put behind instead of "es" or "ies", as it is right: boxes for boxs, "" where that is no word."""
    if not _NO_PLURAL.search(word):
        return ""
    right = f"{word[:-2]}ies" if word[-2] == "y" else f"{word[:-1]}es"
    return right if right in everyday() or (len(word) > _SHORTEST_PLURAL and right in common()) else ""


@lru_cache(maxsize=1 << 15)
def compound_of(word: str) -> int:
    """The letters of the shorter of the two common words that are written as one, codebase, toolchain; 0 for no compound.

    Little words make no compounds: `forthe`.
    """
    return max(
        (min(at, len(word) - at) for at in range(3, len(word) - 2) if _is_compound(word[:at], word[at:])), default=0
    )


def _is_compound(first: str, last: str) -> bool:
    return first in common() and last in common() and not {first, last} & _LITTLE


_LITTLE = frozenset(
    "the and for are was were with from this that these those has had have not but our your his her its you they who how why "
    "what when where which would could should will can may must been being than then them their there here very into onto "
    "about also any all some such more most just only one two per via let lets ing ion ent ant ate ted ers "
    "ess ness able".split()
)
