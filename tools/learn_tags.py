"""Posts go in, what `postlint/words/tagger.py` knows comes out: python tools/learn_tags.py tag FOLDER FILE, then learn FILE.

`tag` writes to FILE the sentences of the posts below FOLDER, each folder in it a site, with the tags that spaCy's model
`en_core_web_sm` (MIT) gives their words; needs spacy and a package of the model, whose name is a third argument. `learn` writes
`words/data/tags.txt`: weights and tags of words, no sentence. Every fifth site is held out, and what is printed is
how many of its words get the teacher's tag: 95.2 of a hundred, 95.8 of those that are told for certain.
"""

from __future__ import annotations

import importlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from postlint.post.document import read_post
from postlint.post.wording.grammar import texts_of
from postlint.text.lines import decode
from postlint.words.grammar.tokens import Tokens
from postlint.words.sortedfile import DATA
from postlint.words.tagger import CODE, facts_of, kind_of, open_tags

ROUNDS = 5
SEEN = 12  # times that a word is to be seen before its tags are believed
RARELY = 0.004  # share of a tag below which it is the teacher's mistake
LEAST = 8  # times that a fact is to be seen
SCALE = 10
SMALLEST = 16  # weights below it are left out
LONGEST = 2000  # characters of a text
OURS = {
    "d": "DT PDT", "o": "PRP$ POS WP$", "j": "JJ JJR JJS", "n": "NN", "s": "NNS", "N": "NNP", "S": "NNPS",
    "v": "VB", "p": "VBP", "z": "VBZ", "t": "VBD", "e": "VBN", "g": "VBG", "m": "MD", "i": "IN", "T": "TO",
    "c": "CC", "r": "RB RBR RBS", "w": "WDT WP WRB", "q": "PRP", "x": "EX", "k": "CD", "l": "RP",
}  # fmt: skip
BY_TAG = {tag: letter for letter, tags in OURS.items() for tag in tags.split()}


class Sentence(NamedTuple):
    site: str
    words: Sequence[str]
    apart: Sequence[bool]
    tags: str


def tag_all(folder: Path, target: Path, model: str) -> None:
    """Write a line of JSON for each text: its site, its words and their tags."""
    read = importlib.import_module(model).load(exclude=["ner", "parser", "lemmatizer"])
    texts = [*dict.fromkeys(texts_below(folder))]
    random.Random(1).shuffle(texts)
    with target.open("w", encoding="utf-8") as out:
        for doc, (site, text) in read.pipe(((plain(text), (site, text)) for site, text in texts), as_tuples=True):
            tags = defaultdict(list)
            for token in doc:
                if token.tag_ in BY_TAG:
                    tags[doc.text.count(" ", 0, token.idx)].append(token.tag_)
            found = ["+".join(tags[place]) for place in range(len(doc.text.split(" ")))]
            out.write(json.dumps([site, text, found]) + "\n")


def texts_below(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.md")):
        post = read_post(decode(path.read_bytes()))
        for number, tokens in texts_of(post):
            if post.english[number].role == "paragraph" and len(tokens.text) < LONGEST:
                yield path.relative_to(folder).parts[0], " ".join(tokens.text.split())


def plain(text: str) -> str:
    """The text as the teacher is to read it, with a letter where code stands."""
    return text.replace(CODE, "X").replace("’", "'")


def sentences_in(source: Path) -> Iterator[Sentence]:
    for line in source.open(encoding="utf-8"):
        site, text, found = json.loads(line)
        tokens = Tokens(text)
        if len(tokens.words) != len(found):
            continue
        words = tokens.told
        starts = [place for place, begins in enumerate(tokens.starts) if begins]
        for first, end in pairwise(starts):
            if end - first > 3:
                tags = "".join(ours(tag) for tag in found[first:end])
                yield Sentence(site, words[first:end], tokens.breaks[first:end], tags)


def ours(tag: str) -> str:
    """One letter for the teacher's tags of what stands between two white spaces."""
    first, _, rest = tag.partition("+")
    if rest in ("POS", "VBZ", "VBP", "MD", "VBD") and first in ("PRP", "EX", "WP", "DT", "WDT", "WRB"):
        return "Q"
    if rest == "POS":
        return "o"
    last = tag.rpartition("+")[2] if first not in ("VBZ", "VBP", "VBD", "MD", "VB") else first
    return BY_TAG.get(last, "u")


def learn(sentences: Sequence[Sentence]) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """The weights of each fact, and the tags of each word that was often seen."""
    seen = words_seen(sentences)
    counts = Counter(fact for facts, _, _ in cases(sentences, seen) for fact in facts)
    known = {fact for fact, count in counts.items() if count >= LEAST}
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    step = 0
    examples = [
        ([fact for fact in facts if fact in known], allowed, tag) for facts, allowed, tag in cases(sentences, seen)
    ]
    for round_ in range(ROUNDS):
        wrong = 0
        random.Random(round_).shuffle(examples)
        for facts, allowed, tag in examples:
            step += 1
            scores = dict.fromkeys(allowed, 0)
            for fact in facts:
                for one, weight in weights[fact].items():
                    if one in scores:
                        scores[one] += weight
            guess = max(scores, key=scores.__getitem__)
            if guess != tag:
                wrong += 1
                for fact in facts:
                    for one, change in ((tag, 1), (guess, -1)):
                        weights[fact][one] += change
                        totals[fact][one] += change * step
        print(f"round {round_}: {wrong / len(examples):.3f} wrong of {len(examples)}", flush=True)
    means = {
        fact: {tag: round(SCALE * (weight - totals[fact][tag] / step)) for tag, weight in some.items()}
        for fact, some in weights.items()
    }
    kept = {fact: {tag: mean for tag, mean in some.items() if abs(mean) >= SMALLEST} for fact, some in means.items()}
    return {fact: some for fact, some in kept.items() if some}, seen


def words_seen(sentences: Iterable[Sentence]) -> dict[str, str]:
    """The tags of each word often seen, the most frequent first, where they are not those that its forms tell."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            counts[word][tag] += 1
    found = {}
    for word, tags in counts.items():
        total = tags.total()
        if total >= SEEN and word not in ("", CODE):
            often = "".join(tag for tag, count in tags.most_common() if count >= max(RARELY * total, 2))
            if set(often) != set(open_tags(word)):
                found[word] = often
    return found


def cases(sentences: Iterable[Sentence], seen: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """What is known of each word, the tags it may have, and its tag; the tags before it are the teacher's."""
    for _, words, apart, tags in sentences:
        kinds = [kind_of(word) for word in words]
        last = before = "^"
        for place, word in enumerate(words):
            allowed = seen.get(word) or open_tags(word)
            if len(allowed) > 1 and tags[place] in allowed:
                border = "," if apart[place] else ""
                closed = place + 1 < len(words) and apart[place + 1]
                yield facts_of(words, kinds, place, border + last, before, closed), allowed, tags[place]
            tag = tags[place] if tags[place] in allowed else allowed[0]
            last, before = tag, last


def write(weights: Mapping[str, Mapping[str, int]], seen: Mapping[str, str]) -> None:
    facts = (
        f"{fact}\t{''.join(f'{tag}{weight}' for tag, weight in some.items())}" for fact, some in sorted(weights.items())
    )
    words = (f"{word}\t{tags}" for word, tags in sorted(seen.items()))
    (DATA / "tags.txt").write_text("\n".join([*facts, "", *words, ""]), encoding="utf-8", newline="\n")


def measure(sentences: Sequence[Sentence]) -> None:
    """Print how many words get the teacher's tag, and how many of those that are told for certain."""
    from postlint.words import tagger

    pairs = [
        (tag, *got)
        for sentence in sentences
        for tag, got in zip(sentence.tags, tagger.tagged(sentence.words, sentence.apart, tagger._table()), strict=True)
    ]
    right = sum(tag == got for tag, got, _ in pairs)
    print(f"{right / len(pairs):.4f} of {len(pairs)} words")
    for least in (1, 3, 6, 10, 20, 40):
        sure = [tag == got for tag, got, margin in pairs if margin >= least]
        print(f"margin {least}: {len(sure) / len(pairs):.3f} told, {sum(sure) / len(sure):.4f} of them right")
    mistaken = Counter((tag, got) for tag, got, margin in pairs if tag != got and margin >= tagger.CERTAIN)
    print(mistaken.most_common(30))


def main(what: str, source: Path, *rest: str) -> None:
    if what == "tag":
        tag_all(source, Path(rest[0]), rest[1])
        return
    sentences = [*sentences_in(source)]
    held = {*sorted({sentence.site for sentence in sentences})[::5]}
    write(*learn([sentence for sentence in sentences if sentence.site not in held]))
    measure([sentence for sentence in sentences if sentence.site in held])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
