"""Sites go in, weights that tell words apart which are taken for one another come out:
python tools/learn_mistaken.py LABELS FOLDER...

Each folder within a FOLDER is one site. For each pair of `PAIRS` a logistic regression learns from what these sites write
which of the two stands between which neighbours (`postlint/words/grammar/mistaken.py` has the facts). LABELS holds lines
`word>other<TAB>text<TAB>slip|right` of places that somebody read: a text of some words with the word in «…». How likely the
other word must be is learnt from these places, by weights that were not learnt from their site: from that sum on nineteen in
twenty are slips. A direction that no sum does that for is left out. Places that nobody has read are printed as lines for
LABELS, the likeliest first. `data/mistaken.txt` is written anew. Needs numpy.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from string import ascii_letters
from typing import NamedTuple

import numpy as np
from site_texts import FOLDS, paragraphs, sites

from postlint.words.grammar.mistaken import LIMITS, WEIGHTS, facts_of
from postlint.words.grammar.tokens import Tokens
from postlint.words.sortedfile import DATA

PAIRS = [tuple(pair.split("/")) for pair in "its/it's then/than where/were affect/effect lets/let's lead/led".split()]
SCALE = 10  # of a weight to a natural logarithm of the odds
MOST = 25_000  # places of a word that are learnt from
LEAST = 4  # times that a fact is met
LIGHT = 2  # weights below which nothing is written, in parts of `SCALE`
STEPS, BATCH, RATE, PENALTY = 4, 128, 0.25, 1e-5
LOWEST = 30  # sum that can be enough, however few places were read: odds of twenty to one
RIGHT, FEW = 0.95, 4  # share of slips among what is told, and how many slips must have been read
AROUND = 7  # words shown on either side
SHOWN, OF_SITE = 24, 4  # places of a direction that are printed, and of one site among them


class Place(NamedTuple):
    site: str
    word: str
    facts: tuple[str, ...]
    text: str
    meant: str


def main(labels: Path, folders: Sequence[Path]) -> None:
    read = dict(_labels(labels)) if labels.is_file() else {}
    places = _places(folders)
    limits, weights = [], defaultdict(list)
    for letter, pair in zip(ascii_letters, PAIRS, strict=False):
        known = [_put_right(place, pair, read) for word in pair for place in places[word]]
        found = _doubted(pair, known)
        least = [
            _limit([one for one in found if one[1].word == word], word, other, read)
            for word, other in (pair, pair[::-1])
        ]
        if any(least):
            limits.append("/".join((letter, *pair, *least)))
            for fact, weight in _learnt(pair, known):
                weights[fact].append(f"{letter}{weight}")
    rows = sorted({LIMITS: [" ".join(limits)], **weights}.items(), key=lambda row: row[0].encode())
    (DATA / WEIGHTS).write_text(
        "".join(f"{key}\t{''.join(found)}\n" for key, found in rows), encoding="utf-8", newline="\n"
    )


def _labels(file: Path) -> Iterator[tuple[tuple[str, str], bool]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        pair, text, verdict = line.split("\t")
        yield (pair, text), verdict == "slip"


def _places(folders: Sequence[Path]) -> Mapping[str, list[Place]]:
    """By each word of a pair where it stands."""
    wanted = {word for pair in PAIRS for word in pair}
    found: dict[str, list[Place]] = {word: [] for word in wanted}
    for site, text in paragraphs(sites(folders)):
        tokens = Tokens(text.replace("\0", " \ufffc "))
        for place, word in enumerate(tokens.words):
            if word in wanted:
                found[word].append(Place(site, word, facts_of(tokens, place), _shown(tokens, place), word))
    return found


def _put_right(place: Place, pair: Sequence[str], read: Mapping[tuple[str, str], bool]) -> Place:
    """The place with what was meant there, where somebody read that it was the other word."""
    other = pair[place.word == pair[0]]
    return place._replace(meant=other) if read.get((f"{place.word}>{other}", place.text)) else place


def _shown(tokens: Tokens, place: int) -> str:
    chunks = [tokens.chunk(at) for at in range(max(place - AROUND, 0), min(place + AROUND + 1, len(tokens.words)))]
    at = min(place, AROUND)
    return " ".join([*chunks[:at], f"«{chunks[at]}»", *chunks[at + 1 :]])


def _doubted(pair: Sequence[str], known: Sequence[Place]) -> list[tuple[int, Place]]:
    """The places where the other word is likelier, by weights that were not learnt from their site, the likeliest first."""
    names = sorted({place.site for place in known})
    random.Random(0).shuffle(names)
    found = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        weights = dict(_fitted(pair, [place for place in known if place.site not in held]))
        for place in known:
            if place.site in held:
                total = sum(weights.get(fact, 0) for fact in place.facts) * (1 if place.word == pair[0] else -1)
                if total > 0:
                    found.append((total, place))
    return sorted(found, key=lambda one: (-one[0], one[1].text))


def _limit(found: Sequence[tuple[int, Place]], word: str, other: str, read: Mapping[tuple[str, str], bool]) -> str:
    """The least sum from which on enough of what was read are slips, "" for none."""
    direction, slips, count, best = f"{word}>{other}", 0, 0, ""
    for total, same in groupby((one for one in found if (direction, one[1].text) in read), key=lambda one: one[0]):
        for _, place in same:
            count += 1
            slips += read[direction, place.text]
        if slips >= max(FEW, RIGHT * count):
            best = str(max(total, LOWEST))
    unread: Counter[str] = Counter()
    for total, place in found:
        if (direction, place.text) not in read and unread[place.site] < OF_SITE and unread.total() < SHOWN:
            unread[place.site] += 1
            print(direction, place.text, total, sep="\t")
    print(direction, f"{count} read, {slips} slips; from {best or 'no'} on", file=sys.stderr)
    return best


def _learnt(pair: Sequence[str], known: Sequence[Place]) -> list[tuple[str, int]]:
    return [(fact, weight) for fact, weight in _fitted(pair, known) if abs(weight) >= LIGHT]


def _fitted(pair: Sequence[str], known: Sequence[Place]) -> Iterator[tuple[str, int]]:
    """The weight of each fact for the second word of the pair; both words count for as much."""
    chance = random.Random(0)
    kept = []
    for word in pair:
        mine = [place for place in known if place.meant == word]
        kept += chance.sample(mine, MOST) if len(mine) > MOST else mine
    chance.shuffle(kept)
    often = Counter(fact for place in kept for fact in place.facts)
    number = {fact: at for at, fact in enumerate((fact for fact, times in often.items() if times >= LEAST), 1)}
    rows = np.array([[number.get(fact, 0) for fact in place.facts] for place in kept], dtype=np.int32)
    aims = np.array([place.meant == pair[1] for place in kept], dtype=float)
    share = aims.mean()
    base = np.log(share / (1 - share))
    weights, steps = np.zeros(len(number) + 1), np.full(len(number) + 1, 1e-3)
    for _ in range(STEPS):
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            missed = 1 / (1 + np.exp(-(weights[batch].sum(1) + base))) - aims[start : start + BATCH]
            met, where = np.unique(batch, return_inverse=True)
            slope = np.bincount(where.ravel(), weights=np.repeat(missed, batch.shape[1])) + PENALTY * weights[met]
            steps[met] += slope * slope
            weights[met] -= RATE * slope / np.sqrt(steps[met])
            weights[0] = 0
    return ((fact, round(float(weights[at]) * SCALE)) for fact, at in number.items())


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]])
