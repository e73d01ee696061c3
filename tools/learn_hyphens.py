"""Sites go in, the words that most of them join by a hyphen before a noun come out as rows of grammar:
python tools/learn_hyphens.py FOLDER...

Each folder within a FOLDER is one site. Counted is, behind a word that begins a noun phrase and before a noun, how many sites
write two or three words with hyphens ("a read-only file", "our day-to-day work") and how often they are written without; a site
counts for five of each at most, so that no house decides alone. Read are the texts as they are, without fences, code, tags and
addresses. `data/grammar/hyphenated.txt` is written anew.

What is printed is measured on sites that the rows were not learnt from: six folds, each of whole sites.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from site_texts import NOBODY, Counts, measure, sites, texts

from postlint.words.forms import forms
from postlint.words.sortedfile import DATA

SITES, SHARE = 4, 0.85  # that write it with hyphens, and of all that is written before a noun
STRICT = "a an the our your their its this these every any no some another".split()
BEFORE = [
    *STRICT,
    *"my those most many several all other each with for using by from via new own of in into through than as is "
    "are use uses provide provides offer offers support supports has have add adds include includes".split(),
]
LITTLE = "to in of per the a than up on by and".split()
# What may be a word of the sentence before a noun.
PLACING = frozenset("in on out up over under off at by for to per no one two".split())
LATIN = frozenset(("ad hoc", "de facto", "a priori"))  # which style guides leave as it is
PREFIXES = frozenset("co cross inter mid multi non per post pre pseudo re self semi sub tri".split())
NOUN = "~np&!~rx&!@follows&!@preposition&!@be&!@modal&!or|and|via|per|all|none|one|each|both|things:ns"
JOINED = re.compile(
    rf"\b({'|'.join(BEFORE)})\s+([a-z]{{2,}}(?:-(?:{'|'.join(LITTLE)}))?-[a-z]{{2,}})\s+([a-z]+)(?![\w-])"
)
APART = re.compile(
    rf"\b({'|'.join(BEFORE)})\s+(?=([a-z]{{2,}}(?:\s(?:{'|'.join(LITTLE)}))?\s[a-z]{{2,}})\s([a-z]+)(?![\w-]))"
)


def main(folders: Sequence[Path]) -> None:
    counts = counted(sites(folders))
    measure(counts, learnt)
    (DATA / "grammar" / "hyphenated.txt").write_text(
        "\n".join(table(learnt(counts))) + "\n", encoding="utf-8", newline="\n"
    )


def counted(found: Iterable[Path]) -> Counts:
    joined: dict[str, Counter[str]] = defaultdict(Counter)
    apart: dict[str, Counter[str]] = defaultdict(Counter)
    for site in found:
        for text in texts(site):
            for before, words, noun in JOINED.findall(text):
                count(joined, before, words.replace("-", " "), noun, site.name)
            for before, words, noun in APART.findall(text):
                count(apart, before, " ".join(words.split()), noun, site.name)
    return Counts(joined, {words: found for words, found in apart.items() if words in joined})


def count(counts: dict[str, Counter[str]], before: str, words: str, noun: str, site: str) -> None:
    """One place more, where words of the sentence cannot be taken for the first of the group."""
    is_noun = not {"n", "p"}.isdisjoint(forms(noun)) and {"x", "r"}.isdisjoint(forms(noun))
    if is_noun and (before in STRICT or words.split()[0] not in PLACING):
        counts[words][site] += 1


def learnt(counts: Counts, without: frozenset[str] = NOBODY) -> list[str]:
    """The groups that enough sites join, and nearly always; sites `without` are not counted."""
    groups = (words for words in counts.marked if counts.is_usual(words, SITES, SHARE, without))
    return sorted(words for words in groups if not (words in LATIN or _may_be_apart(words)))


def _may_be_apart(words: str) -> bool:
    """ "A drop in pressure": a noun and what stands behind it."""
    return words.split()[-1] in PLACING and "n" in forms(words.split()[0])


def table(groups: Sequence[str]) -> Iterator[str]:
    """The rows: those of two words by the second one, which most of them share with others.

    What could be words of the sentence must stand behind what begins a noun phrase: a verb, a preposition, a noun at the
    end of the group ("on the client side requests are kept").
    """
    yield "# Learnt by tools/learn_hyphens.py: what most sites join by a hyphen before a noun."
    yield f"ANY = {'|'.join(BEFORE)}"
    yield f"DET = {'|'.join(STRICT)}"
    yield f"OTHER = {'|'.join(word for word in BEFORE if word not in STRICT)}"
    yield f"NOUN = {NOUN}"
    yield f"PURE = ~n&!~vzrx&{NOUN.removeprefix('~np&!~rx&')}"
    yield ""
    yield "“{0}” before a noun has a hyphen: “{right}”"
    by_place: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for group in groups:
        first, _, last = group.partition(" ")
        if " " not in last:
            by_place[_places(first, last), last].append(first)
    for (places, last), firsts in sorted(by_place.items()):
        for place in places:
            for behind in ("PURE", "NOUN END"):
                yield f"    {place}{'|'.join(firsts)} [{last}] > {behind} -> {{1}}-{{2}}"
    yield ""
    yield "“{0}” before a noun has hyphens: “{right}”"
    for group in groups:
        if group.count(" ") > 1:
            first, little, last = group.split()
            for behind in ("PURE", "NOUN END"):
                yield f"    DET < [{first}] {little} {last} > {behind} -> {{1}}-{{2}}-{{3}}"


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
