"""Slips that authors put right go in, the weights of `postlint/site/words/weighing.py` come out: tools/learn_words.py FOLDER.

FOLDER holds `fixes/items.jsonl`, one object a line with `id`, `site` and `path` of a post, `fixes/before/ID.md` and
`fixes/after/ID.md`, the whole post before and after a correction, and `corpus/SITE`, the site; one without corrections
teaches what is no slip. A second argument names a file of `word<TAB>meant` lines: slips that nobody has put right yet, found by
reading what the first round reports; `-` for what is meant leaves a word out. A third names the weights of another run: what is
written is the mean of both. Those in use are the mean of a run over the posts of nineteen sites and the documents and
docstrings of programs, and of one over these sites, what 122 projects put right between releases of their documents, and the
documents of 360 others. Needs numpy.

What is printed is measured on sites whose posts were not learnt from: six folds, each of whole sites. The weights that are
written are learnt from all.
"""

from __future__ import annotations

import difflib
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

import postlint.post.wording.unknown as unknown
from postlint.config.values import build
from postlint.plan.plan import plan_for
from postlint.post.document import read_post
from postlint.site.site import Site
from postlint.site.sites import site_for
from postlint.site.words.weighing import facts, near, place_facts, word_facts
from postlint.text.lines import decode
from postlint.words.candidates import CLEAR, Kind, candidates
from postlint.words.english import doubtful, everyday
from postlint.words.frequency import frequency
from postlint.words.sortedfile import DATA
from postlint.words.typos import is_listed_typo

FOLDS, STEPS, PENALTY, RATE = 6, 400, 1.0, 0.1
SAME = 3  # times that one word of one site is learnt from
LEAST = 3  # letters
OTHERS = 100  # posts of each site that nobody corrected
INVENTED, MISTAKEN = (
    12,
    15,
)  # slips of each site that nobody made: words run together, and words that are others by a slip
TRIES, OFTEN = 30, 10  # texts looked at for one of the latter; the octave of what was meant
LIKELY = CLEAR | {Kind.EXTRA_BESIDE, Kind.OTHER_BESIDE, Kind.OTHER_VOWEL, Kind.LOST_LAST, Kind.LOST_FIRST}
LONGEST = 200_000  # characters of such a post
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Example(NamedTuple):
    """A word that no list has: `meant` is "" where it is right as it is; `right` is the number of that candidate or -1."""

    site: str
    word: str
    meant: str
    right: int
    candidates: tuple[str, ...]
    rows: tuple[dict[str, float], ...]
    made: bool = False  # by us, to learn from; nothing is measured on it


def main(folder: Path, found: Mapping[str, str], other: Mapping[str, float]) -> None:
    unknown.is_listed_typo = lambda word: False  # what a list knows is the best to learn from
    items = [json.loads(line) for line in (folder / "fixes" / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    by_site: dict[str, list[dict[str, str]]] = defaultdict(list)
    for item in items:
        by_site[item["site"]].append(item)
    for site in sorted((folder / "corpus").iterdir()):
        by_site.setdefault(site.name, [])
    examples = [one for name, mine in by_site.items() for one in examples_of(folder.resolve(), name, mine, found)]
    names = sorted({fact for example in examples for row in example.rows for fact in row})
    print("all words")
    measure(examples, names)
    print("words that no list of slips has")
    measure(examples, names, lambda one: not is_listed_typo(one.word))
    weights = dict(zip(names, learn(examples, names), strict=True))
    if other:
        both = weights.keys() | other.keys()
        weights = {name: (weights.get(name, 0.0) + other.get(name, 0.0)) / 2 for name in sorted(both)}
    lines = (f"{name}\t{weight:.2f}\n" for name, weight in weights.items())
    (DATA / "weights.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


# --- examples


def examples_of(
    folder: Path, name: str, items: Sequence[Mapping[str, str]], found: Mapping[str, str]
) -> Iterator[Example]:
    """Every unknown word of the posts before and after, and of other posts of the site; slips only from before."""
    os.chdir(folder / "corpus" / name)
    plan = plan_for(build({}, folder / "corpus" / name, None))
    first = items[0]["path"] if items else next(iter(sorted(Path().rglob("*.md"))), Path()).as_posix()
    site = site_for(plan, first)
    slips: dict[str, str] = dict(found)
    counts: Counter[str] = Counter()
    texts = [[read(folder / "fixes" / side / f"{item['id']}.md") for side in ("before", "after")] for item in items]
    corrected = [
        dict(corrections(*pair)) if item["category"] in ("typo", "name-or-term") else {}
        for item, pair in zip(items, texts, strict=True)
    ]
    for item, pair, right in zip(items, texts, corrected, strict=True):
        yield from _examples(name, pair[0], item["path"], site, right, counts, only=right.keys())
    yield from invented(name, (pair[1] for pair in texts), site)
    yield from mistaken(name, (pair[1] for pair in texts), site)
    for right in corrected:
        slips |= {word: slips.get(word, "-") for word in right}
    others = [path for path in site.files if path not in {item["path"] for item in items}][:OTHERS]
    rest = [(pair[1], item["path"]) for item, pair in zip(items, texts, strict=True)]
    rest += [(text, path) for path in others if len(text := read(site.root / path)) < LONGEST]
    for text, path in rest:
        yield from _examples(name, text, path, site, slips, counts)


def invented(name: str, texts: Iterable[str], site: Site) -> Iterator[Example]:
    """Words run together and first letters lost, of which authors put right too few to learn from."""
    chance = random.Random(name)
    flows = [flow.words for text in texts for flow in read_post(text).english if len(flow.words) > 9]
    for number in range(INVENTED if flows else 0):
        words = [word.lower() for word in chance.choice(flows)]
        at = chance.randrange(1, len(words) - 3)
        first, second = words[at : at + 2]
        joined, meant, after = (
            (first + second, f"{first} {second}", at + 2) if number % 3 else (first[1:], first, at + 1)
        )
        if len(joined) > LEAST and unknown.is_unknown(joined, frozenset()):
            yield example(name, joined, meant, unknown.Place(words[at - 1], words[after]), site)._replace(made=True)


def mistaken(name: str, texts: Iterable[str], site: Site) -> Iterator[Example]:
    """Words that a slip makes another word of English, hardly ever written: of these, too, few were put right."""
    chance = random.Random(f"{name}, mistaken")
    flows = [flow.words for text in texts for flow in read_post(text).english if len(flow.words) > 9]
    number = 0
    for words in chance.choices(flows, k=MISTAKEN * TRIES) if flows else ():
        lower = [word.lower() for word in words]
        at = chance.randrange(1, len(lower) - 1)
        if number < MISTAKEN and (others := made_by_slips().get(lower[at])):
            number += 1
            place = unknown.Place(lower[at - 1], lower[at + 1], company=set(lower))
            yield example(name, chance.choice(others), lower[at], place, site)._replace(made=True)


@cache
def made_by_slips() -> Mapping[str, Sequence[str]]:
    """What a common slip makes of words that are written all the time, as far as it is a word that hardly is."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(doubtful()):
        for one in candidates(word, frozenset()):
            if one.kind in LIKELY and one.word in everyday() and frequency(one.word) >= OFTEN:
                found[one.word].append(word)
    return found


def read(file: Path) -> str:
    return decode(file.read_bytes()).text


def corrections(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Each word, in lower case, that another or two took the place of."""
    lines = before.splitlines(), after.splitlines()
    for tag, *at in difflib.SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        if tag == "replace":
            words = WORD.findall("\n".join(lines[0][at[0] : at[1]])), WORD.findall("\n".join(lines[1][at[2] : at[3]]))
            yield from _replaced(*words)


def _replaced(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for tag, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        wrong, right = [word.lower() for word in before[start:end]], [word.lower() for word in after[first:last]]
        if tag == "replace" and len(wrong) == len(right):
            yield from zip(wrong, right, strict=True)
        elif tag == "replace" and wrong == ["".join(right)]:
            yield wrong[0], " ".join(right)


def _examples(
    name: str,
    text: str,
    path: str,
    site: Site,
    slips: Mapping[str, str],
    counts: Counter[str],
    only: Iterable[str] | None = None,
) -> Iterator[Example]:
    for one in unknown.unknown_words(read_post(text, path), site.vocabulary.lower, frozenset()):
        word = one.word.lower()
        meant = slips.get(word, "")
        if meant in ("-", word) or len(word) < LEAST or (only is not None and word not in only) or counts[word] == SAME:
            continue
        counts[word] += 1
        yield example(name, word, meant, one.place, site)


def example(name: str, word: str, meant: str, place: unknown.Place, site: Site) -> Example:
    own = dict((*word_facts(word, place, site.vocabulary), *place_facts(word, place)))
    known = near(word, site.vocabulary)
    rows = tuple(own | dict(facts(word, one, place, site.vocabulary)) for one in known)
    others = tuple(one.word for one in known)
    return Example(name, word, meant, others.index(meant) if meant in others else -1, others, rows)


# --- learning


class Table(NamedTuple):
    """The facts of all candidates, one row each: `row`, `fact` and `value` of what is not 0; `example` of each row."""

    row: np.ndarray
    fact: np.ndarray
    value: np.ndarray
    example: np.ndarray
    right: np.ndarray


def table(examples: Sequence[Example], names: Sequence[str]) -> Table:
    number = {name: at for at, name in enumerate(names)}
    entries, owners, right = [], [], []
    for at, one in enumerate(examples):
        for k, row in enumerate(one.rows):
            entries += [(len(owners), number[fact], value) for fact, value in row.items() if value]
            owners.append(at)
            right.append(k == one.right)
    row, fact, value = map(np.array, zip(*entries, strict=True))
    return Table(row, fact, value, np.array(owners), np.array(right, float))


def chances(weights: np.ndarray, data: Table) -> np.ndarray:
    """For each candidate that it was meant, beside the others of its word and none of them."""
    odds = np.exp(np.clip(np.bincount(data.row, weights[data.fact] * data.value, len(data.example)), -30, 30))
    return odds / (1 + np.bincount(data.example, odds))[data.example]


def learn(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    """The weights that make the examples likeliest, small ones preferred (Adam: Kingma and Ba, 2015)."""
    data = table([one for one in examples if one.rows and (one.right >= 0 or not one.meant)], names)
    weights, mean, square = np.zeros((3, len(names)))
    for step in range(1, STEPS + 1):
        off = chances(weights, data) - data.right
        slope = np.bincount(data.fact, off[data.row] * data.value, len(names)) + PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = RATE * (1 - 0.9 * step / STEPS)
        weights = weights - rate * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


# --- measuring


def measure(
    examples: Sequence[Example], names: Sequence[str], counts: Callable[[Example], bool] = lambda one: True
) -> None:
    """Print, for each chance from which on a word would be reported, how many slips are and how many reports are right.

    Learnt from are all examples of the other sites, measured are those that count.
    """
    sites = sorted({one.site for one in examples})
    judged = []
    for fold in range(FOLDS):
        held = set(sites[fold::FOLDS])
        weights = learn([one for one in examples if one.site not in held], names)
        mine = [one for one in examples if one.site in held and one.rows and not one.made and counts(one)]
        judged += list(_best(mine, weights, names))
    found = [one for one in examples if not one.made and counts(one)]
    slips = sum(bool(one.meant) for one in found)
    print(f"{len(found)} words, {slips} slips\nchance  found  reports right  first correction right")
    for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9):
        hits = [(one, word) for one, word, chance in judged if chance >= least]
        right = [(one, word) for one, word in hits if one.meant]
        first = sum(one.meant == word for one, word in right)
        print(f"{least:6.2f}{len(right) / slips:7.1%}{len(right) / len(hits):15.1%}{first / len(right):24.1%}")


def _best(
    examples: Sequence[Example], weights: np.ndarray, names: Sequence[str]
) -> Iterator[tuple[Example, str, float]]:
    chance = chances(weights, table(examples, names))
    at = 0
    for one in examples:
        mine = chance[at : at + len(one.rows)]
        at += len(one.rows)
        best = int(mine.argmax())
        yield one, one.candidates[best], float(mine[best])


def _rows(file: Path) -> Iterator[list[str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    given = [dict(_rows(Path(file))) for file in sys.argv[2:]]
    more = given[0] if given else {}
    weights = {name: float(weight) for name, weight in given[1].items()} if len(given) > 1 else {}
    main(Path(sys.argv[1]), more, weights)
