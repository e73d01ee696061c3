"""A post goes in, listed misspellings come out, each with what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.remarks import REMARK, remarks
from postlint.post.wording.apostrophes import as_written
from postlint.post.wording.corrected import is_put_right
from postlint.post.wording.othertitles import is_others_spelling
from postlint.post.wording.places import (
    TITLES,
    base,
    begins_sentence,
    is_among_names,
    is_in_roll,
    is_quoted,
    is_spelt_by_initials,
    like,
    may_be_name,
    places,
)
from postlint.post.wording.unknown import Place
from postlint.site.site import Site
from postlint.site.words.weighing import ranked
from postlint.text import lazy
from postlint.words.english import cased, everyday, is_listed, is_surname
from postlint.words.typos import Typo, listed_typos

# Two capitals at the start of a word that everybody knows: the shift key was held too long.
_HELD_SHIFT = lazy.compile(r"[A-Z]{2}[a-z]+")
_SHORT = frozenset(
    "the this that these those there they then with when what where which why from for and you your are have has was were will "
    "can our since some more new now not but all how also thanks please".split()
)
_MEANT = 2  # times that a site writes a word so before it is meant
# Misspellings that are names where they have a capital: Collison, Wil.
_NAMES = frozenset("analise collison emmit frist grammer pavillion tobe wil".split())
_USUAL = 10  # times that a site writes a word with its capital, so that it is a part of names there
_SHORTEST_NAME = 5  # letters; shorter slips are names as well: Teh
_LONGEST_NAME = 6  # letters; a longer slip of an everyday word is nobody's name: Univeristy, Foundaton
_AGAIN = 3  # times that a post writes what it is about
_SIC = lazy.compile(r"\b([^\W\d_]{2,40})\W{1,8}sic\b")  # "teh [*sic*]": told of wherever it stands
_PARTED = lazy.compile(r"-\w+-")  # of an id that a comment names
_TRAILING = lazy.compile(r"['’](?![\w'’])")
_WORD_BEFORE = lazy.compile(r"([^\W\d_]+)[ \n]\Z")
_WORD_AFTER = lazy.compile(r"[ \n]([^\W\d_]+)")
_NEAR = 40  # characters
_OPENING = lazy.compile(r"(?<!\w)['‘]")
_CAPITAL_AFTER = lazy.compile(r" [A-Z][a-z]")
_COLLECTED = 3  # slips in quotations, or words of one that are no English
_ACRONYM = 6  # letters; so long a word in capitals may be an acronym


def check(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each; the fix is safe where one correction is possible and the words are the author's own.

    A post that quotes several collects what others have written.
    """
    found = list(_slips(post, site, accepted))
    quoted = {index for index, (flow, place, _) in enumerate(found) if is_quoted(flow, *place.span("word"))}
    for index, one in enumerate(found):
        if index not in quoted or not (len(quoted) >= _COLLECTED or _collects(post)):
            yield _finding(post, site, *one)


def _collects(post: Post) -> bool:
    """True where several texts are quotations, as in a list of signs that were seen."""
    return sum(flow.prose[:1] in ("“", '"') for flow in post.english) >= _COLLECTED


def _slips(post: Post, site: Site, accepted: frozenset[str]) -> Iterator[tuple[Flow, re.Match[str], Typo]]:
    beside = remarks(post)
    vocabulary = post.vocabulary.union(_bare(word) for flow in beside for word in flow.words)
    listed = _without_doubt(listed_typos(vocabulary - accepted), site)
    listed = {word: typo for word, typo in listed.items() if not _is_subject(post, word)}
    if listed and (marked := {found[1].lower() for found in _SIC.finditer(post.text)}):
        listed = {word: typo for word, typo in listed.items() if word not in marked}
    capitals = (word for word in post.uncommon_words if _HELD_SHIFT.fullmatch(word) and word.lower() not in accepted)
    held = {word: meant for word in capitals if (meant := _held(word, site))}
    for flow in (*post.english, *beside):
        if held and not held.keys().isdisjoint(flow.words):
            for found in places(flow, held):
                if not is_spelt_by_initials(flow, *found.span("word")):
                    yield flow, found, Typo((held[found["word"]],))
        if listed and (written := {base(word) for word in flow.words if _bare(word) in listed}):
            for found in places(flow, written, slashed=True):
                if flow.role == REMARK and _PARTED.fullmatch(
                    flow.prose, found.start("word") - 1, found.end("word") + 1
                ):
                    continue
                typo = listed[_bare(found["word"])]
                is_name = _is_name(flow, found, typo) and not _is_usual(found["word"], typo, site)
                if is_put_right(post, flow, *found.span("word"), typo.corrections):
                    continue
                if not (_is_theirs(post, flow, found) or is_name):
                    yield flow, found, typo


def _is_theirs(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """True where code of the post or the address of a link spells it so, and for one of several programs in a row."""
    if flow.role != REMARK and _is_code_word(post, found["word"]):
        return True
    if flow.quoted and sum(not is_listed(word.lower()) for word in flow.words) >= _COLLECTED:
        return True  # older English, or another language
    start, end = found.span("word")
    return (
        is_others_spelling(post, flow, start, end) or is_among_names(flow, start, end) or is_in_roll(flow, start, end)
    )


def _held(word: str, site: Site) -> str:
    """What two capitals that no name has were meant for: THis, BUilding, TThe; "" for what may be a name."""
    lower = word.lower()
    if lower in cased() or site.vocabulary.prose.get(word, 0) > _MEANT:
        return ""
    if word[0] == word[1] and lower[1:] in _SHORT:
        return lower[1:]
    return lower if lower in everyday() and (len(word) > 4 or lower in _SHORT) else ""


def _without_doubt(listed: dict[str, Typo], site: Site) -> dict[str, Typo]:
    """Without what only another list calls a misspelling and the site uses: its words are names and jargon elsewhere."""
    return {word: typo for word, typo in listed.items() if not typo.source or not _is_used(word, site)}


def _is_subject(post: Post, word: str) -> bool:
    """True for a few letters that the post writes again and again: what it tells of is called so, the program tset."""
    if len(word) > _SHORTEST_NAME:
        return _is_somebody(post, word)
    return sum(one.lower() == word for flow in post.english for one in flow.words) >= _AGAIN


def _is_somebody(post: Post, word: str) -> bool:
    """True for what the post writes again and again, and always with its capital, within sentences as well: John Freind."""
    name = word.capitalize()
    running = [flow for flow in post.english if flow.role not in TITLES]
    written = [one for flow in running for one in map(base, flow.words) if one.lower() == word]
    if len(written) < _AGAIN or set(written) != {name}:
        return False
    return any(not begins_sentence(flow, found.start("word")) for flow in running for found in places(flow, {name}))


def _is_used(word: str, site: Site) -> bool:
    return word in site.vocabulary.code or site.vocabulary.files.get(word, 0) > 2


def _is_name(flow: Flow, found: re.Match[str], typo: Typo) -> bool:
    """True for a name, an acronym, and capitals within a word; what should be a name is none: Ukranian."""
    written, right = found["word"], typo.corrections[0]
    if written.islower():
        return False
    if not written.istitle():
        return not written.isupper() or len(written) <= _ACRONYM
    if right != right.lower():
        return False
    if (
        len(written) < _SHORTEST_NAME
        and flow.role not in TITLES
        and _CAPITAL_AFTER.match(flow.prose, found.end("word"))
    ):
        return True
    if typo.source or written.lower() in _NAMES or (is_surname(written.lower()) and _is_within(flow, found)):
        return True
    return not (len(written) > _LONGEST_NAME and right in everyday()) and may_be_name(flow, *found.span("word"))


def _is_within(flow: Flow, found: re.Match[str]) -> bool:
    """Whether no sentence begins with the word, and no other with a capital follows: the Auther family."""
    follows = _CAPITAL_AFTER.match(flow.prose, found.end("word"))
    return not (follows or flow.role in TITLES or begins_sentence(flow, found.start("word")))


def _is_usual(word: str, typo: Typo, site: Site) -> bool:
    """Does the site write what was meant with its capital again and again, and the other once: GitHub Relases?"""
    right, prose = like(word, typo.corrections[0]), site.vocabulary.prose
    once = word.istitle() and word.lower() not in _NAMES and prose.get(word, 0) < _MEANT
    return once and len(word) >= _SHORTEST_NAME and not typo.source and prose.get(right, 0) >= _USUAL


def _bare(word: str) -> str:
    return base(word).lower().replace("’", "'")


def _is_code_word(post: Post, word: str) -> bool:
    """True where the post's code spells it so: then the prose must, too."""
    return word.lower() in _code(post)


@fact
def _code(post: Post) -> str:
    return "\n".join(code.inner.of(post.text) for code in post.codes).lower()


def _by_likelihood(post: Post, site: Site, flow: Flow, found: re.Match[str], typo: Typo) -> Sequence[str]:
    """What may have been meant, what is likeliest between the two words beside it first."""
    if len(typo.corrections) == 1:
        return typo.corrections
    start, end = found.span("word")
    before, after = _WORD_BEFORE.search(flow.prose, max(start - _NEAR, 0), start), _WORD_AFTER.match(flow.prose, end)
    beside = (before[1].lower() if before else "", after[1].lower() if after else "")
    place = Place(*beside, company=post.vocabulary)
    return ranked(_bare(found["word"]), typo.corrections, place, site.vocabulary)


def _finding(post: Post, site: Site, flow: Flow, found: re.Match[str], typo: Typo) -> Finding:
    start, end = found.span("word")
    if "'" in typo.corrections[0] and _TRAILING.match(flow.prose, end) and not _OPENING.search(flow.prose, 0, start):
        end += 1  # the apostrophe is there, behind the letter: thats'
    written = flow.prose[start:end]
    span = flow.span_of(start, end)
    likely = _by_likelihood(post, site, flow, found, typo)
    right = [written[0] + word[1:] if word == written.lower() else like(found["word"], word) for word in likely]
    right = [as_written(post, word) for word in right]
    certain = len(right) == 1 and not is_quoted(flow, start, end)
    fix = Fix.replace(span, right[0], safe=certain) if span.end - span.start == len(written) else None
    said = f"misspelt by {typo.source}’s list" if typo.source else "misspelt"
    return Finding(span, f"“{written}” is {said}: {' or '.join(f'“{word}”' for word in right)}", fix)
