"""A post goes in, its unknown words come out where they stand, each with what its place says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from postlint.model import OBJECT, Flow, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.remarks import REMARK, remarks
from postlint.post.wording.change_titles import looks_like_change
from postlint.post.wording.othertitles import is_others_spelling
from postlint.post.wording.places import (
    TITLES,
    base,
    begins_sentence,
    has_name_beside,
    is_among_names,
    is_in_foreign_words,
    is_quoted,
    places,
)
from postlint.text import lazy
from postlint.words.english import (
    cased,
    common,
    doubtful,
    is_listed,
    is_plain,
    is_word,
    may_be_doubled,
    names,
    rarest,
    terms,
)
from postlint.words.typos import is_listed_typo

_SHORTEST = 3  # letters
_LONGEST = 30
_LARGE = 80  # the size of SCOWL's list from which on a word is too rare to be known to anybody
_FEW = 5  # words of a text that say nothing about its language
_ACCEPTED = 6  # uses on a site from which on no evidence is enough
_PART = lazy.compile(r"[^-]+")
_NTH = lazy.compile(r"[a-vx-z]th")  # the ith of many; a wth lacks a letter
_SHAPE = lazy.compile(r"[A-Z]?[a-z]+|[A-Z]{2}[a-z]{3,}")
_HYPHEN_BEFORE, _HYPHEN_AFTER = lazy.compile(r"\b([A-Za-z]{2,})-\Z"), lazy.compile(r"-([A-Za-z]{2,})(?![\w-])")
_PIPE = lazy.compile(r"(?:\||&&)[ \n]\Z")
_STRONG = ("**", "__")
_EXPLAINED = lazy.compile(r" \([a-z]{3,}\)")
_BEFORE = lazy.compile(r"([^\W\d_]+)[ \n]+[(\[“\"'‘]?\Z")
_AFTER = lazy.compile(r"[)\]”\"'’]?[ \n]+([^\W\d_]+)")
_SECOND = lazy.compile(r"[ \n]([^\W\d_]+)")
# Words of a pair: "pintle and gudgn", "gudgn or pintle".
_JOINED_BEFORE = lazy.compile(r"([^\W\d_]+),?[ \n](?:and|or|nor|vs\.?|versus|instead of|rather than|&|\+)[ \n]\Z")
_JOINED_AFTER = lazy.compile(r",?[ \n](?:and|or|nor|vs\.?|versus|instead of|rather than|&|\+)[ \n]([^\W\d_]+)")
_ADDRESSES = lazy.compile(r"\b(?:https?://|www\.)[^\s<>\"'`)\]]+", re.IGNORECASE)
_LETTERS = lazy.compile(r"[a-z]{3,}")
# What has a name of its own: behind that name, or before it.
_NAMED_THINGS = frozenset(
    "api apis app apps backend backends binding bindings bot cli client clients codec command commands compiler config "
    "configs crate crates daemon database dialect driver drivers engine extension extensions feature flag flags fork format "
    "framework frameworks function functions gem gems instruction instructions lib library libraries libs linter method "
    "module modules package packages parser parsers plugin plugins program programs project protocol register repo "
    "repository runtime script server shell syscall tool tools toolkit utility utilities wrapper".split()
)
_PARTS_OF_SOFTWARE = frozenset("feature features instruction instructions lib libs library module package".split())
# Behind these stand names, or words of the same language: "called gudgn", "summa cum laude".
_NAMING = frozenset(
    "aka alias called codenamed dubbed named unlike versus via vs cum ad et de la le les el los las du des von der".split()
)


class Place(NamedTuple):
    """Where a word stands: its neighbours in lower case ("" where there are none), and what is around it."""

    before: str = ""
    after: str = ""
    capital: bool = False  # has a capital that the place does not ask for
    titled: bool = False  # has such a capital before another word with one: "Atop Builder"
    named: bool = False  # has a capital beside what may be another part of a name
    begins: bool = False  # has a capital because a sentence begins or in a title
    alone: bool = False  # hardly any other word in its text
    joined: bool = False  # a hyphen or a slash beside it
    beside: bool = False  # in a comment or the header, so that the site holds it among its code for this very place
    unlisted: int = 0  # how many words of the text are unknown, itself included
    strange: float = 0.0  # the share of words around it that are unknown
    strangers: int = 0  # how many of its neighbours are unknown as well
    marked: bool = False  # emphasized alone
    quoted: bool = False  # in somebody else's words
    commit: bool = False  # in the title of a commit
    title: bool = False  # in a title or heading
    cell: bool = False  # in a table
    paired: bool = False  # joined by "and" to a word that no list has, or the name of a product
    thing: bool = False  # before or behind the noun of what has a name of its own: a module, a parser
    told: bool = False  # as names are: "unlike gudgn", "gudgn's sails"; or behind a little word of another language
    addressed: bool = False  # part of an address in the post
    company: Set[str] = frozenset()  # the words of the post in lower case


class Unknown(NamedTuple):
    """A word that no list has, `start`..`end` in the prose of the flow."""

    flow: Flow
    word: str
    start: int
    end: int
    place: Place


def unknown_words(post: Post, uses: Mapping[str, int], accepted: Set[str]) -> Iterator[Unknown]:
    """In the order of the text; what is mentioned, and what is part of a path or the like, is left out.

    `uses` says how often the site writes each word in lower case: what it writes again and again is known.
    """
    beside = remarks(post)
    written_words = post.uncommon_words.union(post.english_words & doubtful(), *(flow.words for flow in beside))
    words = {word for word in map(base, written_words) if is_unknown(word, accepted)}
    doubted = {word for word in words if uses.get(word.lower(), 0) < _ACCEPTED or word in doubtful()}
    for flow in (*post.english, *beside) if doubted else ():
        written = [*map(base, flow.words)]
        if here := doubted.intersection(written):
            strange = sum(word in words and word not in doubtful() for word in written)
            if _is_latin(written):
                continue
            for found in places(flow, here, slashed=True):
                start, end = found.span("word")
                if _is_ending(flow.prose, start, end) or is_others_spelling(post, flow, start, end):
                    continue
                if _is_joined_to_word(flow.prose, start, end) or _is_run(flow, start):
                    continue
                if is_among_names(flow, start, end) or is_in_foreign_words(flow.prose, start, end):
                    continue
                yield Unknown(flow, found["word"], start, end, _place(post, flow, start, end, strange))


def is_unknown(word: str, accepted: Set[str]) -> bool:
    """True for what no list has, and for a rare word that is more often a slip of a very common one."""
    if (
        not _SHORTEST <= len(word) <= _LONGEST
        or not word.isascii()
        or not _SHAPE.fullmatch(word)
        or _NTH.fullmatch(word)
    ):
        return False
    lower = word.lower()
    if lower in accepted or {lower, lower.removesuffix("s")} & terms() or is_listed_typo(lower) or lower in cased():
        return False
    if lower.endswith("js") and is_listed(lower[:-2]):
        return False  # a library for JavaScript: objectjs, quayjs
    known = lower in common() or is_listed(lower) or may_be_doubled(lower) or rarest(lower) == _LARGE
    return word in doubtful() or not known


def _is_latin(words: Sequence[str]) -> bool:
    """True where most words are no common English: a quotation in another language, text that fills a page, names."""
    return len(words) > _FEW and sum(word.lower() in common() for word in words) * 2 < len(words)


def _is_ending(text: str, start: int, end: int) -> bool:
    """True for what is no whole word, or a term.

    What may be added to a word (`entity(ies)`, `pointer-ful`), what is left behind a key in brackets (`(s)kip`) or a letter in
    marks (`"d"istributed`), what code stands right beside, what has lost a letter in speech (lookin' good), and what is
    explained in the word behind it: `compiland (module)`.
    """
    if text[end - 2 : end] == "in" and text[end : end + 1] in ("'", "’"):
        return True
    if _EXPLAINED.match(text, end) or OBJECT in (text[start - 1 : start], text[end : end + 1]):
        return True
    before = text[max(start - 2, 0) : start]
    return before[:1].isalpha() and (
        before[1:] in ("(", ")", "]", '"', "”") or (before[1:] == "-" and end - start < _SHORTEST + 1)
    )


def _is_joined_to_word(text: str, start: int, end: int) -> bool:
    """Whether it makes a word of English with what a hyphen joins to it: "pre-empted", "vice-versa"."""
    before, after = _HYPHEN_BEFORE.search(text, max(start - _LONGEST, 0), start), _HYPHEN_AFTER.match(text, end)
    word = text[start:end].lower()
    return (before is not None and is_word(before[1].lower() + word)) or (
        after is not None and is_word(word + after[1].lower())
    )


def _is_run(flow: Flow, start: int) -> bool:
    """Whether a command line says so, in a comment on one: "cat tides.csv | Rscript tides.R"."""
    return flow.role == REMARK and _PIPE.search(flow.prose, max(start - 4, 0), start) is not None


@fact
def _marked(post: Post) -> frozenset[Span]:
    """What is emphasized, and the parts of an emphasized word with hyphens; a strong word with a capital is a label, and no
    mention.
    """
    marks = (mark.inner for mark in post.emphases if mark.markup not in _STRONG or mark.inner.of(post.text).islower())
    return frozenset(part for mark in marks for part in (mark, *_parts(post.text, mark)))


def _parts(text: str, whole: Span) -> Iterator[Span]:
    written = whole.of(text)
    if "-" in written and not any(map(str.isspace, written)):
        yield from (Span(whole.start + part.start(), whole.start + part.end()) for part in _PART.finditer(written))


def _place(post: Post, flow: Flow, start: int, end: int, strange: int) -> Place:
    text = flow.prose
    before, after = _BEFORE.search(text, max(start - 40, 0), start), _AFTER.match(text, end)
    begins = flow.role in TITLES or begins_sentence(flow, start)
    second = _SECOND.match(text, after.end()) if after else None
    beside = {found[1].lower() for found in (before, after) if found}
    further = second is not None and second[1].lower() in _PARTS_OF_SOFTWARE
    span = flow.span_of(start, end)
    return Place(
        before[1].lower() if before else "",
        after[1].lower() if after else "",
        capital=text[start].isupper() and not begins,
        titled=text[start].isupper() and not begins and after is not None and after[1][0].isupper(),
        named=text[start].isupper() and has_name_beside(flow, start, end),
        begins=text[start].isupper() and begins,
        alone=len(flow.words) < 3,
        joined=text[start - 1 : start] in ("-", "/") or text[end : end + 1] in ("-", "/"),
        beside=flow.role == REMARK,
        unlisted=strange,
        strange=max(strange - 1, 0) / max(len(flow.words), 1),
        strangers=sum(found is not None and not is_listed(found[1].lower()) for found in (before, after)),
        marked=span in _marked(post),
        quoted=is_quoted(flow, start, end),
        commit=looks_like_change(flow),
        title=flow.role in TITLES,
        cell=flow.role == "cell",
        paired=_is_paired(text, start, end),
        thing=further or not beside.isdisjoint(_NAMED_THINGS),
        told=text.startswith(("'s", "’s"), end) or _is_told(before[1].lower() if before else "", after),
        addressed=text[start:end].lower() in _addresses(post),
        company=post.vocabulary,
    )


def _is_told(before: str, after: re.Match[str] | None) -> bool:
    """Behind a word that names are told with; of somebody in small letters: "fixed by sumit shah"."""
    if before == "by":
        return after is not None and (not is_listed(after[1].lower()) or after[1].capitalize() in names())
    return before in _NAMING


def _is_paired(text: str, start: int, end: int) -> bool:
    """Beside "and" with a word on its other side that no list has, or that is the name of a program."""
    found = _JOINED_BEFORE.search(text, max(start - 40, 0), start), _JOINED_AFTER.match(text, end)
    others = (one[1].lower() for one in found if one)
    return any(not (is_plain(one) or is_listed_typo(one) or (one not in common() and is_listed(one))) for one in others)


@fact
def _addresses(post: Post) -> frozenset[str]:
    """The words of all addresses, those in code as well."""
    return frozenset(word for one in _ADDRESSES.findall(post.text) for word in _LETTERS.findall(one.lower()))
