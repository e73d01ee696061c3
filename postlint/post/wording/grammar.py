"""A post goes in, the slips of grammar in its running text, headings and titles come out, read once for all rules."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, takewhile
from operator import attrgetter
from pathlib import PurePosixPath

from postlint.model import Emphasis, Finding, Fix, Flow, Span
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.wording.apostrophes import as_written
from postlint.post.wording.brief import is_among_notes, is_summary
from postlint.post.wording.change_lists import lists_changes
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.othertitles import links_of
from postlint.post.wording.places import TITLES, is_quoted, is_raised
from postlint.text import lazy
from postlint.text.wrapping import rewrapped
from postlint.words.forms import forms
from postlint.words.grammar import Slip, Tokens, slips
from postlint.words.grammar.classes import CLASSES
from postlint.words.tagger import FINITE

_ROW = 12  # characters before a slip
_NOUN = 40  # characters behind it
_LETTERS = lazy.compile(r"\b(?:[A-Za-z],[ \n]|[A-Za-z],?[ \n](?:and|or)[ \n])\Z")
_ARTICLE = ("“the” is missing", "an article is missing")
_CODED = "an article is missing before the code"
_DETERMINERS = frozenset(("this", "self", "each", "all"))
_CLOSING = 4  # characters between code and the word behind it
_VERB = "the plural “"
_PLURAL = (_VERB, "before a noun “")
_FEW = 3  # times
_NUMBERED = (_VERB, "the singular “")
_TOO_MANY = "an article is one too many"
_VERSIONED = lazy.compile(r"\b[A-Z][\w+#]*(?:\.[\w+#]+)+\s\Z")  # "Next.js 9 page routes"
_RELATIVE = (
    "the plural before “"  # in a note of a change what is told of may stand before it: "a list of boats that is short"
)
_RELATING = ("the singular before “that”", "the singular before “which”")
_MEASURE = lazy.compile(r"(?:\d|\b(?:one|two|three|four|five|six|eight|ten|twelve))[ \n](?:to|or|and)[ \n]\Z")
_HEADLINES = frozenset(("heading", "title"))
_LEADING = CLASSES["preposition"] | {"to"}
_JOINED = _LEADING | {"and"}
_WHOSE = lazy.compile(
    r"(?<!\b[Ll]et)(?<!\b[Ii]t)(?<!\bthat)(?<!\b[Tt]here)(?<=[a-z])['’]s\s([a-z-]+)\s(?:[a-z-]+\s)?\Z"
)
_NO_SENTENCE = frozenset(("alt", "cell", "term"))


def findings_of(post: Post, rule: str) -> Iterator[Finding]:
    """What one rule says of them; only where one repair is certain it is offered."""
    for number, slip in _slips(post):
        if slip.rule == rule:
            span = post.english[number].span_of(slip.start, slip.end)
            yield Finding(span, as_written(post, slip.message), _fix(post, number, span, slip))


def _fix(post: Post, number: int, span: Span, slip: Slip) -> Fix | None:
    """None where markup begins or ends within, which the author must move."""
    found = span.of(post.text)
    plain = found.split() == post.english[number].text[slip.start : slip.end].split()
    return (
        Fix.replace(span, rewrapped(found, as_written(post, slip.right)), safe=False) if slip.right and plain else None
    )


@fact
def texts_of(post: Post) -> tuple[tuple[int, Tokens], ...]:
    """The tokens of each English text that may hold sentences, with its number among the English ones."""
    return tuple(
        (number, Tokens(flow.prose))
        for number, flow in enumerate(post.english)
        if flow.role not in _NO_SENTENCE and not is_change_title(post, flow)
    )


@fact
def _slips(post: Post) -> tuple[tuple[int, Slip], ...]:
    """Each with the number of its flow among the English ones."""
    texts = dict(texts_of(post))
    found = [(number, slip) for number, tokens in texts.items() for slip in slips(tokens)]
    terms = _terms(post, found)
    return tuple(
        (number, slip)
        for number, slip in found
        if not (
            is_quoted(flow := post.english[number], slip.start, slip.end)
            or _is_parted(post, flow, slip)
            or _is_told_of(post, flow, slip)
            or _is_letter(flow, slip)
            or is_raised(post.text, flow.span_of(slip.start, slip.end).start)
            or (
                slip.message.startswith(_ARTICLE)
                and (
                    _is_headline(post, flow, slip)
                    or lists_changes(post, flow)
                    or is_among_notes(post, flow)
                    or is_summary(post, flow, slip.end)
                )
            )
            or (slip.message.startswith(_RELATIVE) and lists_changes(post, flow))
            or (slip.message.startswith(_PLURAL[1]) and _is_usual_pair(post, texts[number], slip))
            or (slip.message.startswith(_RELATING) and _is_of_several(texts[number], slip))
            or (slip.message.startswith(_VERB) and _is_called_so(post, flow, slip))
            or (slip.message.startswith(_CODED) and _is_determined(post, flow, slip))
            or (slip.message.startswith(_PLURAL) and _is_about_name(post, flow, slip))
            or (slip.rule == "missing-hyphen" and (slip.right.lower() in terms or _is_joint_term(post, flow, slip)))
            or (slip.rule == "missing-hyphen" and (_is_stressed(flow, slip) or _is_versioned(flow, slip)))
            or (slip.message.startswith(_TOO_MANY) and _is_before_link(post, flow, slip))
        )
    )


def _terms(post: Post, found: Iterable[tuple[int, Slip]]) -> frozenset[str]:
    """What a title and another text have without its hyphen, in a post that never sets it: the name of something."""
    lacking = [
        (post.english[number].role in TITLES, slip.right.lower())
        for number, slip in found
        if slip.rule == "missing-hyphen"
    ]
    titled = {right for in_title, right in lacking if in_title}
    again = titled.intersection(right for in_title, right in lacking if not in_title)
    text = post.text.lower() if again else ""
    return frozenset(right for right in again if right not in text)


def _is_parted(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether a link says more than a word of it for itself.

    It may be one word, somebody's handle, which may be spelt as any word is, or a phrase that ends within the slip.
    """
    links = links_of(post, flow)
    if not links:
        return False
    first = bisect_left(links, slip.start, key=attrgetter("at"))
    near = takewhile(lambda link: link.at < slip.end, islice(links, first, None))
    ends_within = first > 0 and slip.start < links[first - 1].end < slip.end
    return ends_within or any(link.end <= slip.end and " " not in link.text for link in near)


def _is_told_of(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether its last word alone is emphasized, its first in small letters, or a letter is: what is talked about."""
    span = flow.span_of(slip.start, slip.end)
    return any(
        (span.start < mark.inner.start and mark.inner.end == span.end)
        or (span.contains(mark.inner) and mark.inner.end - mark.inner.start == 1)
        or (slip.message.startswith(_NUMBERED) and _is_named(post, mark, span))
        for mark in post.emphases
    )


def _is_named(post: Post, mark: Emphasis, span: Span) -> bool:
    """Whether a word in small letters before the last is emphasized: "**platforms** specifies …" tells of an option."""
    return span.contains(mark.inner) and mark.inner.end < span.end and mark.inner.of(post.text).islower()


def _is_determined(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether the code says itself which one is meant, "a member of `this` boat", or whose: "the pier's old `lamp` file"."""
    at = flow.span_of(slip.start, slip.end).start
    before = bisect_left(post.codes, at, key=lambda code: code.span.start) - 1
    code = post.codes[before] if before >= 0 else None
    if code is None or at - code.span.end >= _CLOSING:
        return False
    whose = _WHOSE.search(flow.prose, max(code.at - _NOUN, 0), code.at)
    is_owned = whose is not None and not {"a", "d", "e"}.isdisjoint(forms(whose[1])) and "v" not in forms(whose[1])
    return is_owned or code.inner.of(post.text).strip() in _DETERMINERS


def _is_headline(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether it stands in a title, which may do without articles: a heading, or the text of a link."""
    return flow.role in _HEADLINES or any(
        link.at <= slip.start and slip.end <= link.end for link in links_of(post, flow)
    )


def _is_about_name(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether the plural is the name of what the page is about: "Snippets provides", "the bindings methods" in bindings/."""
    first, *others = flow.prose[slip.start : slip.end].lower().split()
    path = PurePosixPath(post.path)
    names = {path.stem.lower(), path.parent.name.lower()}
    is_short = len(others) == 1 or (len(others) == 2 and others[0] in CLASSES["be"])
    return is_short and (first in names or (slip.message.startswith(_VERB) and first in _titles(post)))


def _is_usual_pair(post: Post, tokens: Tokens, slip: Slip) -> bool:
    """Whether the post has the plural before that noun again and again, as a name: "a tools version", "the tools versions"."""
    at = tokens.index(slip.start)
    pair = tuple(tokens.words[at : at + 2])
    return len(pair) > 1 and _pairs(post)[pair[0], pair[1].removesuffix("s")] >= _FEW


@fact
def _pairs(post: Post) -> Counter[tuple[str, str]]:
    """How often two words stand behind each other, the second without the ending of a plural."""
    return Counter(
        (first, second.removesuffix("s")) for _, tokens in texts_of(post) for first, second in pairwise(tokens.words)
    )


def _is_called_so(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether the plural is a name that the post has within its sentences, and only with a capital: "Harbours adds a pier"."""
    first = flow.prose[slip.start : slip.end].split()[0]
    return first.istitle() and first in _capitals(post)


@fact
def _capitals(post: Post) -> frozenset[str]:
    """The words that begin with a capital where no sentence does, and nowhere without."""
    flows = (tokens for number, tokens in texts_of(post) if post.english[number].role not in TITLES)
    written = {
        word for tokens in flows for word, starts in zip(tokens.words, tokens.starts, strict=False) if not starts
    }
    return frozenset(word for word in written if word.istitle() and word.lower() not in written)


def _is_of_several(tokens: Tokens, slip: Slip) -> bool:
    """Whether the clause may belong to a plural before it, with no verb between: "ways of crossing the bay that differ",
    "boats and a crew which sail"."""
    last = tokens.index(slip.start)
    start, _ = tokens.sentence(last)
    for place in range(last - 1, start - 1, -1):
        if tokens.tag(place) in FINITE:
            return False
        if tokens.tag(place) in "sS" and tokens.words[place + 1] in _JOINED:
            return True
    return False


def _is_stressed(flow: Flow, slip: Slip) -> bool:
    """Whether a quality stands in capitals, which belongs to all that follows: "the REAL compatible oar"."""
    first, *_ = flow.prose[slip.start : slip.end].split()
    return len(first) > 1 and first.isupper() and "a" in forms(first.lower())


def _is_versioned(flow: Flow, slip: Slip) -> bool:
    """Whether the number is the version of what a name with a point stands for."""
    return _VERSIONED.search(flow.prose, max(slip.start - _NOUN, 0), slip.start) is not None


def _is_before_link(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether the noun of the article may stand behind a link that begins there: "the [Step 2: Row](…) page"."""
    return any(slip.start < link.at < slip.end < link.end for link in links_of(post, flow))


def _is_joint_term(post: Post, flow: Flow, slip: Slip) -> bool:
    """Whether the measure is the second of two, which both want a hyphen, or its unit belongs to a noun that a title has:
    "two to three week cruises", "ten page resources" under "Page resources".
    """
    if _MEASURE.search(flow.prose, max(slip.start - _ROW, 0), slip.start):
        return True
    unit = flow.prose[slip.start : slip.end].split()[-1]
    noun = flow.prose[slip.end : slip.end + _NOUN].split()[:1]
    return " ".join([unit, *noun]).lower().rstrip(".,;:") in _titles(post)


@fact
def _titles(post: Post) -> frozenset[str]:
    """The titles and headings in small letters."""
    return frozenset(flow.prose.strip().lower() for flow in post.flows if flow.role in TITLES)


def _is_letter(flow: Flow, slip: Slip) -> bool:
    """Whether its first word is an option or one of several letters: "-a the name of the boat", "types x, r and a lines"."""
    before = flow.prose[max(slip.start - _ROW, 0) : slip.start]
    if before.endswith("-"):
        return True
    return not flow.prose[slip.start + 1 : slip.start + 2].isalpha() and _LETTERS.search(before) is not None
