"""Sites go in, the words that most of them join by a hyphen before a noun come out as rows of grammar:
python tools/learn_hyphens.py FOLDER...

Each folder within a FOLDER is one site. Counted is, before a noun, how many sites write two or three words with hyphens
("a read-only file", "our day-to-day work") and how often they are written without: behind a word that begins a noun phrase for
each group, and for all groups with one last or first word ("genre-specific", "per-file") by the forms of the other word and of
what stands before. A site counts for five of each at most, so that no house decides alone. Read are the texts as they are,
without fences, code, tags and addresses. `data/grammar/hyphenated.txt` is written anew.

What is printed is measured on what the rows were not learnt from: six folds, each of whole sites, and for the groups with
one word each other word in turn.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from site_texts import NOBODY, Counts, measure, paragraphs, sites, times

from postlint.words.forms import forms
from postlint.words.grammar.patterns import word_test
from postlint.words.sortedfile import DATA

SITES, SHARE = 8, 0.8  # that write a group with hyphens, and of all that is written before a noun
MANY, LESS = 60, 0.7  # so many sites that join it are enough for less of a share: "human-readable"
OWN = 3  # sites that write a noun behind the last word alone: "the scale factor"
OFTEN = 40  # times that it is written without, from which on it is left alone: "third party"
CLASS_SITES, CLASS_WORDS, CLASS_SHARE = 12, 8, 0.85  # those of a class of groups, and the words that it has
CANDIDATE = 30  # sites that join a last or first word to others
STRICT = "a an the our your their its this these every any no some another".split()
OTHER = (
    "my those most many several all other each with for using by from via new own of in into through than as is "
    "are use uses provide provides offer offers support supports has have add adds include includes"
).split()
BEFORE = [*STRICT, *OTHER]
PREFIXES = frozenset("co cross inter mid multi non per post pre pseudo re self semi sub tri".split())
# Before which any word may be joined; of other first words a noun is one ("user", "one").
JOINING = PREFIXES | frozenset(("auto", "well"))
LITTLE = "to in of per the a than up on by and".split()
# What may be a word of the sentence before a noun.
PLACING = frozenset("in on out up over under off at by for to per no one two".split())
UNSURE = frozenset(("like", "only", "time"))  # "the boats like rafts": behind "a" alone it is none
THINGS = frozenset(("level", "side"))  # which the tables of forms have as adjectives as well
LATIN = frozenset(("ad hoc", "de facto", "a priori"))  # which style guides leave as it is
TOLD = frozenset(("long term", "real time"))  # by rows of `hyphens.txt`, which know their exceptions
NOUN = "~np&!~rx&!@follows&!@preposition&!@be&!@modal&!@article&!or|and|via|per|all|none|one|each|both|things|auto:ns"
PURE = f"~n&!~vzrx&{NOUN.removeprefix('~np&!~rx&')}"
# What may stand before a class of groups, and what the other word of a group is.
PLACES = {
    "^": "^",
    "ART": "a|an|the|our|your|their|its",
    "OTHER": "|".join(OTHER),
    "=a": "=a",
    "=np": "=np",
    "=vzdeg": "=vzdeg",
}
KINDS = ("=n&!a|us|via|per&!@headed", "=na&~a", "=nv&~v&!@headed", "=a", "=de", "=g", "#upper&!#figured", "#unknown")
JOINED = re.compile(
    rf"\b({'|'.join(BEFORE)})\s+([a-z]{{2,}}(?:-(?:{'|'.join(LITTLE)}))?-[a-z]{{2,}})\s+([a-z]+)(?![\w-])"
)
APART = re.compile(
    rf"\b({'|'.join(BEFORE)})\s+(?=([a-z]{{2,}}(?:\s(?:{'|'.join(LITTLE)}))?\s[a-z]{{2,}})\s([a-z]+)(?![\w-]))"
)
AFTER = ",.;:!?)*_\"”'"
AROUND = "(*_\"“'"
ENDS = (".", "!", "?", ":")


class Group(NamedTuple):
    """Groups with one word in common: where it stands (0 or 1), what stands before, what the other is: "=n [based]"."""

    at: int
    word: str
    place: str
    kind: str


Words = dict[str, tuple[Counter[str], Counter[str]]]  # for each other word how often sites join it, and how often not
Classes = Mapping[Group, Words]


def main(folders: Sequence[Path]) -> None:
    found = list(sites(folders))
    counts = counted(found)
    measure(counts, learnt)
    groups = learnt(counts)
    wanted = candidates(counts)
    classes, own = classed(found, wanted, wanted[1] | {group.rpartition(" ")[2] for group in groups})
    measure_classes(classes)
    lines = table(groups, usual_classes(classes), own)
    (DATA / "grammar" / "hyphenated.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def counted(found: Iterable[Path]) -> Counts:
    joined: dict[str, Counter[str]] = defaultdict(Counter)
    apart: dict[str, Counter[str]] = defaultdict(Counter)
    for site, text in paragraphs(found):
        for before, words, noun in JOINED.findall(text):
            count(joined, before, words.replace("-", " "), noun, site)
        for before, words, noun in APART.findall(text):
            count(apart, before, " ".join(words.split()), noun, site)
    return Counts(joined, {words: found for words, found in apart.items() if words in joined})


def count(counts: dict[str, Counter[str]], before: str, words: str, noun: str, site: str) -> None:
    """One place more, where words of the sentence cannot be taken for the first of the group."""
    if _is_noun(noun) and (before in STRICT or words.split()[0] not in PLACING):
        counts[words][site] += 1


@cache
def _is_noun(word: str) -> bool:
    return not {"n", "p"}.isdisjoint(forms(word)) and {"x", "r"}.isdisjoint(forms(word))


def learnt(counts: Counts, without: frozenset[str] = NOBODY) -> list[str]:
    """The groups that enough sites join, and nearly always; sites `without` are not counted."""
    groups = (
        words
        for words in counts.marked
        if counts.is_usual(words, SITES, SHARE, without) or counts.is_usual(words, MANY, LESS, without)
    )
    return sorted(
        words
        for words in groups
        if not (words in LATIN | TOLD or _may_be_apart(words) or _is_often_apart(counts, words))
    )


def _is_often_apart(counts: Counts, words: str) -> bool:
    return times(bare := counts.bare.get(words, Counter()), bare) > OFTEN


def _may_be_apart(words: str) -> bool:
    """ "A drop in pressure": a noun and what stands behind it."""
    return words.split()[-1] in PLACING and "n" in forms(words.split()[0])


def candidates(counts: Counts) -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words that many sites join to several others."""
    found: tuple[dict[str, set[str]], dict[str, set[str]]] = defaultdict(set), defaultdict(set)
    others: tuple[dict[str, set[str]], dict[str, set[str]]] = defaultdict(set), defaultdict(set)
    for words, by_site in counts.marked.items():
        pair = words.split()
        if len(pair) == 2 and PLACING.isdisjoint(pair[1:]):
            for at in (0, 1):
                found[at][pair[at]] |= by_site.keys()
                others[at][pair[at]].add(pair[1 - at])
    first, last = (
        frozenset(
            word for word, some in found[at].items() if len(some) >= CANDIDATE and len(others[at][word]) >= CLASS_WORDS
        )
        for at in (0, 1)
    )
    return first, last


def classed(
    found: Iterable[Path], wanted: tuple[frozenset[str], frozenset[str]], joined: frozenset[str]
) -> tuple[Classes, Mapping[str, frozenset[str]]]:
    """How groups with a word of `wanted` are written, and the nouns of each word that is `joined`: "the side effects"."""
    counts: dict[Group, Words] = defaultdict(dict)
    own: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for site, text in paragraphs(found):
        words = text.split()
        for at, word in enumerate(words):
            if word in joined and 0 < at < len(words) - 1 and words[at - 1] in STRICT:
                noun = words[at + 1].rstrip(AFTER)
                if _is_noun(noun):
                    own[word][noun].add(site)
            pair = _pair(words, at, wanted)
            if pair:
                _count_pair(counts, pair, places(words[at - 1] if at else "", word[:1] in AROUND), site, wanted)
    return counts, {
        word: frozenset(noun for noun, some in nouns.items() if len(some) >= OWN) for word, nouns in own.items()
    }


def _pair(words: Sequence[str], at: int, wanted: tuple[frozenset[str], frozenset[str]]) -> tuple[str, str, bool] | None:
    """The two words of a group that begins there before a noun, and whether they are joined."""
    firsts, lasts = wanted
    word, is_joined = words[at].lstrip(AROUND), "-" in words[at]
    first, _, last = word.partition("-") if is_joined else (word, "", words[at + 1] if at + 1 < len(words) else "")
    first = first.lower() if first.istitle() else first
    behind = at + (1 if is_joined else 2)
    if (first not in firsts and last not in lasts) or behind >= len(words):
        return None
    noun = words[behind].rstrip(AFTER)
    is_before_noun = noun.isalpha() and noun.islower() and word_test(NOUN.partition(":")[0])(noun)
    return (
        (first, last, is_joined) if is_before_noun and first.isalpha() and last.isalpha() and last.islower() else None
    )


def _count_pair(
    counts: dict[Group, Words],
    pair: tuple[str, str, bool],
    places: Iterable[str],
    site: str,
    wanted: tuple[frozenset[str], frozenset[str]],
) -> None:
    for place in places:
        for side in (0, 1):
            word, other = pair[side], pair[1 - side]
            for kind in kinds(other) if word in wanted[side] else ():
                each = counts[Group(side, word, place, kind)].setdefault(other, (Counter(), Counter()))
                each[not pair[2]][site] += 1


@cache
def places(before: str, is_apart: bool) -> tuple[str, ...]:
    """What stands before a group, as rows can ask for it, and "" for whatever it is."""
    if is_apart:
        return ("",)
    if not before or before.endswith(ENDS):
        return "", "^"
    return "", *(place for place, test in PLACES.items() if place != "^" and word_test(test)(before.lower()))


@cache
def kinds(word: str) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if word_test(kind)(word))


def is_usual_class(words: Words, without: frozenset[str] = NOBODY, other: str = "") -> bool:
    """Whether enough sites join enough words of a class, and nearly always, the most frequent one counted or not."""
    joined = {word: times(pair[0], pair[0].keys() - without) for word, pair in words.items() if word != other}
    apart = {word: times(pair[1], pair[1].keys() - without) for word, pair in words.items() if word != other}
    joining = {site for word, pair in words.items() if word != other for site in pair[0].keys() - without}
    if len(joining) < CLASS_SITES or sum(many > 0 for many in joined.values()) < CLASS_WORDS:
        return False
    most = max(joined, key=lambda word: joined[word] + apart[word])
    for left_out in ("", most):
        yes = sum(many for word, many in joined.items() if word != left_out)
        no = sum(many for word, many in apart.items() if word != left_out)
        if yes < CLASS_SHARE * (yes + no):
            return False
    return True


def usual_classes(classes: Classes, without: frozenset[str] = NOBODY) -> list[Group]:
    found = {group for group, words in classes.items() if _is_sure(group) and is_usual_class(words, without)}
    return sorted(group for group in found if not group.place or group._replace(place="") not in found)


def _is_sure(group: Group) -> bool:
    """Whether the words of a class are none of the sentence, as those may be that are no adjective: "auto add", "per file"."""
    if group.at == 0 and group.place == "^":
        return group.word in JOINING and group.kind in (KINDS[0], "=a", "=de")
    if group.at == 0:
        return group.word in JOINING and (group.place == "ART" or (group.word not in PLACING and group.place != ""))
    if not group.place:  # whatever stands there: no verb may, and no name of two words
        return group.kind in (KINDS[0], KINDS[2]) and "n" not in forms(group.word) and group.word not in UNSURE
    return group.place == "ART" or group.word not in UNSURE


def measure_classes(classes: Classes) -> None:
    """Print how the words of a class are written that were not counted for it."""
    yes = no = 0
    for group, words in classes.items():
        for word, (joined, apart) in words.items() if _is_sure(group) else ():
            if is_usual_class(words, other=word):
                yes += times(joined, joined)
                no += times(apart, apart)
    print(f"{len(usual_classes(classes))} classes; words never seen: {yes} with the mark, {no} without")


def table(groups: Sequence[str], classes: Sequence[Group], own: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The rows: those of two words by the second one, which most of them share with others.

    What could be words of the sentence must stand behind what begins a noun phrase: a verb, a preposition, a noun at the
    end of the group ("on the client side requests are kept").
    """
    yield "# Learnt by tools/learn_hyphens.py: what most sites join by a hyphen before a noun."
    yield f"ANY = {'|'.join(BEFORE)}"
    yield f"DET = {'|'.join(STRICT)}"
    yield f"ART = {PLACES['ART']}"
    yield f"OTHER = {'|'.join(OTHER)}"
    yield f"NOUN = {NOUN}"
    yield f"PURE = {PURE}"
    yield f"BARE = {NOUN.partition(':')[0]}"
    yield f"SOLE = {PURE.partition(':')[0]}"
    yield ""
    yield "“{0}” before a noun has a hyphen: “{right}”"

    by_place: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for group in groups:
        first, _, last = group.partition(" ")
        if " " not in last:
            by_place[_places(first, last), last].append(first)
    for (places, last), firsts in sorted(by_place.items()):
        for place in places:
            for noun in _behind(last, own):
                yield f"    {place}{'|'.join(firsts)} [{last}] > {noun} -> {{1}}-{{2}}"
    yield ""
    yield "“{0}” before a noun has hyphens: “{right}”"
    for group in groups:
        if group.count(" ") > 1:
            first, little, last = group.split()
            for noun in ("PURE", "NOUN END"):
                yield f"    DET < [{first}] {little} {last} > {noun} -> {{1}}-{{2}}-{{3}}"
    yield from _class_rows(classes, own)


def _class_rows(classes: Sequence[Group], own: Mapping[str, frozenset[str]]) -> Iterator[str]:
    yield ""
    yield "“{0}” before a noun has a hyphen: “{right}”"
    for group in classes:
        pair = f"[{group.word}] {group.kind}" if group.at == 0 else f"{group.kind} [{group.word}]"
        place = "a|an" if group.word in UNSURE else group.place
        for noun in _behind(group.word if group.at else "", own):
            yield f"    {place + ' < ' if place else ''}{pair} > {noun} -> {{1}}-{{2}}"


def _behind(last: str, own: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """What must follow a group; where the noun belongs to the last word alone, it is none: "a large scale factor"."""
    if not {"a", "d", "e"}.isdisjoint(forms(last)) and last not in UNSURE | THINGS:
        return ("NOUN",)  # an adjective or a participle is nothing else there
    nouns = "|".join(sorted(own.get(last, ()))) if _is_thing(last) else ""
    if not _is_thing(last):
        return "PURE", "NOUN END"
    but = f"&!{nouns}" if nouns else ""
    return f"SOLE{but}:ns", f"BARE{but}:ns END"


def _is_thing(word: str) -> bool:
    """Whether a last word may be what the noun behind it belongs to: "the side panel"."""
    return word in THINGS or ("n" in forms(word) and "a" not in forms(word))


def _places(first: str, last: str) -> tuple[str, ...]:
    """What may stand before a group of two words."""
    if not PLACING.isdisjoint((first, last)):
        return ("DET < ",)
    if "n" in forms(last) and first not in PREFIXES:
        return "!!on|at|from|in|to DET < ", "OTHER < "
    return ("ANY < ",) if "v" in forms(first) else ("",)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(folder) for folder in sys.argv[1:]])
