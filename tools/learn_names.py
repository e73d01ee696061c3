"""Sites go in, the names that nearly all of them write with capitals come out as a list of words:
python tools/learn_names.py FOLDER...

Each folder within a FOLDER is one site. Counted is, within sentences, how many sites write a word as "Linux" and how often it
stands as "linux"; a site counts for five of each at most, so that no house decides alone, and one that is itself called so not
at all, as there it may be the command. A word of English or a name that many write in small letters needs a word beside it:
"on Windows", "Python package". What stands in code as often as in sentences is a name of code.
`data/usual_names.txt` is written anew.

What is printed is measured on sites that the rows were not learnt from: six folds, each of whole sites.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from site_texts import NOBODY, Counts, measure, sites, texts

from postlint.post.wording.product_frames import LANGUAGES
from postlint.words.english import common, is_listed, is_plain
from postlint.words.grammar.classes import CLASSES
from postlint.words.sortedfile import DATA

SITES, SHARE = 10, 0.8  # that write it with its capital, and of all places within sentences
PAIR_SITES, PAIR_SHARE = 5, 0.82  # the same for two words
# Of all places of a word, and of one of English: what has its capital less often is mostly no name.
NAME, ENGLISH_NAME = 0.6, 0.75
# What the rule knows by another form: Node.js, Stack Overflow.
OTHERWISE = frozenset("huggingface nodejs stackoverflow travisci vscode".split())
PLACING = frozenset("on under via".split())  # little words that tell a name from a word of English
CODE = 0.5  # of the sites that write it may have it in code as well
# Behind these a word in small letters is a command or a package, and before those a thing called after the word.
TYPED = frozenset("install run running runs import using use uses used called named command type".split())
# Headings, rows of tables, quotations, what is indented, the targets of links.
NO_SENTENCE = re.compile(r"^(?:[ \t]*(?:#|\||>|:::|\[[^\]\n]*\]:)| {4}).*$|^.*\n[=-]{3,}$", re.MULTILINE)
# A word after one in small letters and before no capital, with the words in small letters right before and after it.
WORD = re.compile(
    r"(?<![\w'’.@/\0-])(?=([a-z][a-z-]*)(['’]s)?([,;)]*)[ \n]([A-Za-z][A-Za-z0-9]{2,})(?:['’]s)?"
    r"(?=[,;:)]?[ \n][a-z(]|[.!?]?\s*(?:\n\s*\n|\Z)|[.!?][ \n][A-Z]|[,;:.)])(?![.:]\w)(?:[ \n]([a-z][a-z-]*)(?![\w/@]))?)"
)
LITTLE = frozenset("or it you we they not also only".split()).union(
    *map(CLASSES.__getitem__, ("deter", "preposition", "joining", "finite", "modal", "be", "subordinating", "asking"))
)
# A name that begins in small letters, iOS and gRPC, and no variable.
SMALL_FIRST = re.compile(r"[a-z]{1,2}[A-Z]")
LICENCE = "hereby"  # whose words have capitals as terms
SPAN = re.compile(r"`([A-Za-z][A-Za-z0-9]{2,})`")


class Found(NamedTuple):
    """How often each site writes a word in each way, alone and with a word beside it, and which sites have it in code."""

    written: dict[str, dict[str, Counter[str]]]
    beside: dict[str, dict[str, Counter[str]]]
    code: dict[str, set[str]]


def main(folders: Sequence[Path]) -> None:
    found = counted(sites(folders))
    forms = usual_forms(found)
    measure(alone(found, forms), learnt_alone)
    measure(in_pairs(found, forms), learnt_pairs)
    words, pairs = rows(found, forms)
    (DATA / "usual_names.txt").write_text("\n".join([*words, *pairs]) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(words)} words, {len(pairs)} with another beside them")


def rows(found: Found, forms: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The words, and the pairs that need to be known beside them."""
    words = learnt_alone(alone(found, forms))
    known = frozenset(words)
    return words, [pair for pair in learnt_pairs(in_pairs(found, forms)) if known.isdisjoint(pair.split())]


def counted(found: Iterable[Path]) -> Found:
    written: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    beside: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    code: dict[str, set[str]] = defaultdict(set)
    for site in found:
        for text in texts(site):
            for form, before, after in running("" if LICENCE in text else NO_SENTENCE.sub("\n\n", text)):
                lower = form.lower()
                if before in TYPED or lower in site.name.lower():
                    continue
                written[lower][form][site.name] += 1
                for pair in (f"{before} {lower}" if before else "", f"{lower} {after}" if after else ""):
                    if pair:
                        beside[pair][form][site.name] += 1
        for word in spans(site):
            code[word].add(site.name)
    return Found(written, beside, code)


def running(text: str) -> Iterator[tuple[str, str, str]]:
    """Each word within a sentence, with the words in small letters right before and after it."""
    for found in WORD.finditer(text):
        before, possessive, mark, word, after = found.groups()
        yield word, "" if possessive or mark else before, after or ""


def spans(site: Path) -> set[str]:
    """The words that stand alone in code."""
    files = (file for file in site.rglob("*.md") if file.is_file())
    return {word for file in files for word in SPAN.findall(file.read_text(encoding="utf-8", errors="replace"))}


def usual_forms(found: Found) -> dict[str, str]:
    """By its lower-case form how a word is written with capitals, where it is a name and no initials, class or function."""
    forms: dict[str, str] = {}
    for lower, ways in found.written.items():
        capital = {form: len(by_site) for form, by_site in ways.items() if form != lower}
        form = max(capital, key=lambda form: (capital[form], form), default="")
        is_code = form and len(found.code[form]) >= CODE * capital[form]
        is_variable = form[:1].islower() and not SMALL_FIRST.match(form)
        is_other = form.isupper() or is_code or is_variable or lower in OTHERWISE
        if form and capital[form] >= PAIR_SITES and not is_other and _is_name(found, lower, form):
            forms[lower] = form
    return forms


def _is_name(found: Found, lower: str, form: str) -> bool:
    """Whether the word is mostly a name."""
    ways = {way: Counter(by_site) for way, by_site in found.written[lower].items()}
    return Counts({form: ways[form]}, {form: ways.get(lower, Counter())}).is_usual(
        form, PAIR_SITES, ENGLISH_NAME if _is_english(lower) else NAME
    )


def alone(found: Found, forms: Mapping[str, str]) -> Counts:
    """The words that are none of English besides."""
    words = {lower: form for lower, form in forms.items() if not _is_english(lower)}
    return Counts(
        {form: found.written[lower][form] for lower, form in words.items()},
        {form: found.written[lower].get(lower, Counter()) for lower, form in words.items()},
    )


def in_pairs(found: Found, forms: Mapping[str, str]) -> Counts:
    """All with a word before or behind, which for a word of English is no little one."""
    marked: dict[str, Counter[str]] = {}
    bare: dict[str, Counter[str]] = {}
    for pair, ways in found.beside.items():
        words = pair.split()
        for place, lower in enumerate(words):
            form = forms.get(lower, "")
            beside = words[1 - place]
            if form in ways and not (_is_english(lower) and beside in LITTLE and beside not in PLACING):
                words = [*words[:place], form, *words[place + 1 :]]
                marked[" ".join(words)] = ways[form]
                bare[" ".join(words)] = ways.get(lower, Counter())
                break
    return Counts(marked, bare)


def _is_english(lower: str) -> bool:
    return is_plain(lower) or lower in LANGUAGES or (is_listed(lower) and lower not in common())


def learnt_alone(counts: Counts, without: frozenset[str] = NOBODY) -> list[str]:
    """The words that enough sites write with capitals, and nearly always; sites `without` are not counted."""
    return sorted(word for word in counts.marked if counts.is_usual(word, SITES, SHARE, without))


def learnt_pairs(counts: Counts, without: frozenset[str] = NOBODY) -> list[str]:
    return sorted(pair for pair in counts.marked if counts.is_usual(pair, PAIR_SITES, PAIR_SHARE, without))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main([Path(folder) for folder in sys.argv[1:]])
