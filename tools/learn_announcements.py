"""Sites go in, the weights of `announcing` in `postlint/post/counting` come out: tools/learn_announcements.py FOLDER-OF-SITES.

Learnt from are sentences above lists that name a number: those whose list has so many items, against those whose list has
not. A few of the latter are slips, too few to matter. What is printed is measured on sites that were not learnt from; the
weights that are written are learnt from all. Needs numpy.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from postlint.files.kinds import POSTS
from postlint.post.by_flow import english_flows
from postlint.post.counting.announcing import counts
from postlint.post.document import read_post
from postlint.post.prose import sentences
from postlint.words.sortedfile import DATA

PENALTY, STEPS = 1.0, 50
LONGEST = 120_000  # characters of a post
CLOSE = 2  # what is off by more counts something else
SENTENCES = 3  # above a list


class Example(NamedTuple):
    """The facts of one number, whether the list has so many items, and whether it has nearly so many."""

    site: str
    facts: frozenset[str]
    right: bool
    near: bool


def main(folder: Path) -> None:
    sites = sorted(path for path in folder.iterdir() if path.is_dir())
    examples = [one for site in sites for one in examples_of(site)]
    names = ["always", *sorted({fact for one in examples for fact in one.facts})]
    chances = np.zeros(len(examples))
    for site in {one.site for one in examples}:
        rest = [one for one in examples if one.site != site]
        own = [at for at, one in enumerate(examples) if one.site == site]
        chances[own] = judge(learn(rest, names), [examples[at] for at in own], names)
    right = sum(one.right for one in examples)
    print(f"{len(examples)} numbers, {right} of them the number of items\nchance  items  others that are near")
    for least in (0.8, 0.85, 0.9, 0.93, 0.95, 0.97):
        sure = [one for one, chance in zip(examples, chances, strict=True) if chance >= least]
        print(f"{least:6.2f}{sum(one.right for one in sure) / right:7.1%}{sum(one.near for one in sure):6}")
    lines = (f"{name}\t{weight:.2f}" for name, weight in zip(names, learn(examples, names), strict=True))
    (DATA / "announcements.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def examples_of(site: Path) -> Iterator[Example]:
    for path in sorted(site.rglob("*")):
        if path.suffix not in POSTS or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        post = read_post(text, path.relative_to(site).as_posix()) if len(text) <= LONGEST else None
        for one in post.lists if post else ():
            lead = post.flows[one.lead] if post and one.lead >= 0 else None
            if post is None or lead is None or lead.quoted or id(lead) not in english_flows(post) or len(one.items) < 2:
                continue
            for sentence in sentences(one.lead, lead)[-SENTENCES:]:
                for count, facts in counts(sentence.text, ordered=one.ordered):
                    off = abs(count.value - len(one.items))
                    yield Example(site.name, facts, off == 0, 0 < off <= CLOSE)


def learn(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    """The weights that make the examples likeliest, small ones preferred (Newton's method)."""
    table, right = rows(examples, names), np.array([one.right for one in examples], float)
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - right) + PENALTY * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + PENALTY * np.eye(len(names))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def judge(weights: np.ndarray, examples: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    chance: np.ndarray = 1 / (1 + np.exp(-rows(examples, names) @ weights))
    return chance


def rows(examples: Sequence[Example], names: Sequence[str]) -> np.ndarray:
    return np.array([[name == "always" or name in one.facts for name in names] for one in examples], float)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
