"""Tables of forms go in, the forms that a word can be come out: python tools/make_forms.py LEMMINFLECT WORDNET.

LEMMINFLECT is `lemminflect/resources` of LemmInflect 0.2.3 (the package folder of its wheel,
https://pypi.org/project/lemminflect/), which B. Jascob made of the SPECIALIST Lexicon of the U.S. National Library of Medicine.
WORDNET is the `dict` folder of WordNet 3.0, which the Debian package `wordnet-base` installs as /usr/share/wordnet: it adds the
nouns, verbs, adjectives and adverbs that its tagged texts hold. Written is, into `postlint/words/data`,

    forms.txt  `word<TAB>FORMS`, sorted by code point, for the words of `common()` in lower case. Each letter is a form:
               n singular noun, p plural noun, v base verb, z its third person, d its past, e its participle, g its -ing form,
               a adjective, r adverb, x anything else

The licences stand in COPYRIGHT-FORMS.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from postlint.words.english import common
from postlint.words.frequency import together

DATA = Path(__file__).resolve().parent.parent / "postlint" / "words" / "data"
OFTEN = 3  # octaves from which on a verb that follows an article is a noun, too
UNCHANGED = "run rerun outrun come become overcome".split()  # participles like the base, which the table lacks
SAME = "broadcast forecast overcast sublet".split()  # whose past is the base, too, where the table has -ed only
NO_NOUNS = (  # of which the tables make singular nouns, too
    "works needs details years hours movies things leaders teens instructions circumstances dimensions principles expectations "
    "feelings authorities viewers operations relations lodgings losses acres depths descendants heavens representations "
    "writings"
).split()
PLURALS = "templates commits edits overrides".split()  # which the tables know as verbs only
MODALS = "can could may might must shall should will would ought need dare".split()
# Commands and what they make are nouns in our trade.
TRADE = frozenset(
    "commit include rework override unpack install define require create fetch render deploy extend import yield await throw "
    "compute delete insert select reload refactor rewrite rollout unzip zoom explain describe merge invoke submit".split()
)
# Nouns of our trade that the tables lack; each has a plural with -s.
NOUNS = (
    "accessor addon allocator app autocompletion backend bitfield bitmap blocklist blogger callee changelog codebase coroutine "
    "dataframe dataset datastore devcontainer docstring doctest entrypoint filename filesystem frontend fuzzer "
    "hackathon hostname inode "
    "keypair leaderboard lexer linter lockfile microservice monorepo namespace nameserver optimizer param passphrase "
    "playbook playlist plugin preprint quickstart recommender refactoring renderer repo roadmap rollout runtime shader "
    "smartphone struct stylesheet subcommand subdomain subgraph submodule superset timeout todo toolchain tradeoff transpiler "
    "uploader username webhook webinar webserver website webservice wiki workspace"
).split()
KINDS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
INFLECTED = {"noun": "pp", "verb": "degz", "adj": "aa", "adv": "rr"}  # as the columns of the table follow each other


def main(lemminflect: Path, wordnet: Path) -> None:
    """Write the file; raises FileNotFoundError where a folder lacks a table."""
    forms = told(lemminflect, wordnet)
    for word, found in forms.items():
        if found == {"v"} and (word in TRADE or max(together(det, word) for det in ("the", "a", "this")) >= OFTEN):
            found.add("n")
    for word in UNCHANGED:
        forms[word].add("e")
    for word in SAME:
        forms[word] |= {"d", "e"}
    for word in NO_NOUNS:
        forms[word].discard("n")
    for word in MODALS:
        forms[word] = {"x"}
    for word in (word for word in NOUNS if word not in forms):
        forms[word], forms[f"{word}s"] = {"n"}, {"p"}
    for word in PLURALS:
        forms[word].add("p")
    lines = sorted(
        f"{word}\t{''.join(sorted(forms[word]))}\n"
        for word in common() | {*NOUNS, *(f"{word}s" for word in NOUNS)}
        if word in forms
    )
    (DATA / "forms.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"forms.txt: {len(lines)} words")


def told(lemminflect: Path, wordnet: Path) -> dict[str, set[str]]:
    """The forms of every word, as the tables have them."""
    forms: dict[str, set[str]] = defaultdict(set)
    for lemma, kind, *inflected in rows(lemminflect / "infl_lu.csv.gz"):
        forms[lemma].add(KINDS.get(kind, "x"))
        for choices, letter in zip(inflected, INFLECTED.get(kind, ""), strict=False):
            for word in filter(None, choices.split("/")):
                forms[word].add(letter)
    for word, kind, lemmas in rows(lemminflect / "lemma_lu.csv.gz"):
        if word in lemmas.split("/"):
            forms[word].add(KINDS.get(kind, "x"))
    for kind, letter in KINDS.items():
        for word in tagged(wordnet / f"index.{kind}"):
            forms[word].add(letter)
            if letter == "n" and f"{word}s" in forms:
                forms[f"{word}s"].add("p")
    return forms


def rows(file: Path) -> Iterator[Sequence[str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        yield from csv.reader(text)


def tagged(file: Path) -> Iterator[str]:
    """The words that WordNet's tagged texts hold; a line is: lemma, pos, senses, pointers, …, senses, tagged, offsets."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            word, _, senses, pointers, *rest = line.split()
            if int(rest[int(pointers) + 1]) and senses != "0":
                yield word


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
