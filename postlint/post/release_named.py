"""A release post goes in; the versions of its product come out that it names as if they were its own.

On the day of a release there is no later version yet: who names one looks ahead, or has mistyped. And what an older one does is
told in the past, or as what is compared; in the plain present only the new one does anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Flow
from postlint.model.named import NamedTuple
from postlint.post.by_flow import english_flows
from postlint.post.prose import sentences
from postlint.post.release import Release, Version, numbers_of, title_flow
from postlint.post.release_files import ELSEWHEN, NOT_IT, Claim, Product
from postlint.text import lazy
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.model import Sentence
    from postlint.post.document import Post

_I = re.IGNORECASE
_PLACES = frozenset(("paragraph", "heading", "description", "summary", "excerpt", "subtitle"))
_DESCRIPTIONS = frozenset(("description", "summary", "excerpt", "subtitle"))
_MANY = 40  # places that name the product with a version; a post with more is a history of it
_STEPS = 2  # by which a later version may be off


class _Place(NamedTuple):
    flow: Flow
    sentence: Sentence
    at: int
    end: int
    numbers: Version


def named_as_own(post: Post, release: Release, product: Product) -> Iterator[Claim]:
    """The places that name another version as the post's own, right or wrong."""
    places = list(_places(post, product, release))
    if not places or len(places) > _MANY:
        return
    own = [place for place in places if _fits(place.numbers, release.numbers)]
    others = [place for place in places if not _fits(place.numbers, release.numbers)]
    for place in others:
        is_described = place.flow.role in _DESCRIPTIONS and _is_summed_up(place, others + own)
        is_told = _is_later(place, others, release) or _is_of_now(place, others, post, release)
        if is_described or is_told or (not own and _is_released(place)):
            words = place.flow.text[place.at : place.end]
            yield Claim(words, place.numbers, place.flow.span_of(place.at, place.end))


def _places(post: Post, product: Product, release: Release) -> Iterator[_Place]:
    """Where a text names the product with a version; the bare number of a version that no other number looks like, too."""
    named = re.compile(product.named, _I)
    bare = _BARE if _is_plain(release) else None
    title, english = title_flow(post), english_flows(post)
    for index, flow in enumerate(post.flows):
        if (
            flow is title
            or flow.quoted
            or flow.role not in _PLACES
            or id(flow) not in english
            or not _DIGIT.search(flow.text)
        ):
            continue
        for sentence in sentences(index, flow):
            found = {one.start("version"): one for one in named.finditer(sentence.text) if _is_named(one, product)}
            found.update(
                {one.start("version"): one for one in bare.finditer(sentence.text) if one.start("version") not in found}
                if bare
                else {}
            )
            for one in found.values():
                start, end = one.span("named")
                yield _Place(flow, sentence, sentence.at + start, sentence.at + end, numbers_of(one["version"]))


_DIGIT = lazy.compile(r"\d")
_BARE = lazy.compile(
    r"(?<![\w.$€£/-])(?<![A-Z]\w\s)(?<!\w\w[A-Z]\s)(?P<named>v?(?P<version>(?:\d+\.\d+\.\d+|20\d\d\.\d{1,2})))(?![\w%/]|\.\w|-\d)"
)


def _is_plain(release: Release) -> bool:
    """Whether its number can be nothing but a version: 4.2.1, 2021.2."""
    return len(release.numbers) > 2 or (len(release.numbers) > 1 and release.numbers[0] > _YEARS)


_YEARS = 1999


def _is_named(found: re.Match[str], product: Product) -> bool:
    return product.first.lower() in found["named"].lower()


def _fits(one: Version, other: Version) -> bool:
    return all(a == b for a, b in zip(one, other, strict=False))


# --- what a description says


_FROM_TO = lazy.compile(
    r"\b(?:from|since|after|than|before|until|till|replac\w+|succe\w+|follow\w*|upgrad\w+|updat\w+|migrat\w+|mov\w+|compar\w+|old\w*|success\w+\s(?:of|to)|(?:end|users?|fans)\sof|previous|last|"
    r"next|end|support|compatib\w*|and|or|to|with|without|for|on)\s(?:the\s)?\Z",
    _I,
)


_A_NAME, _AS_WELL = lazy.compile(r"[^\W\d]{2}"), lazy.compile(r"\b(?:also|too|as\swell|both|backport\w*)\b", _I)


def _is_summed_up(place: _Place, places: list[_Place]) -> bool:
    """Whether a description names the product with this version alone, and not as another's."""
    alike = [one for one in places if one.flow is place.flow]
    before = place.flow.text[: place.at]
    is_named = _A_NAME.match(place.flow.text, place.at) is not None
    return (
        len(alike) == 1
        and is_named
        and not _AS_WELL.search(place.flow.text)
        and not (_FROM_TO.search(before) or ELSEWHEN.search(place.flow.text) or NOT_IT.search(place.flow.text))
    )


# "Our tool has been released in its eleventh edition, Boat 11", where the post never names another as its own.
_IS_RELEASED = lazy.compile(
    r"\b(?:been|is|was|are)\s(?:(?:now|just|finally|officially|[a-z]+ly)\s)?(?:released|published|launched|shipped|issued|put\sout|finished|completed|made\savailable|out|here|available)\b[^.!?;:\d]{0,60}\Z",
    _I,
)


def _is_released(place: _Place) -> bool:
    before = place.sentence.text[: place.at - place.sentence.at]
    found = _IS_RELEASED.search(before[-_NEAR:])
    return found is not None and not (ELSEWHEN.search(before) or NOT_IT.search(before) or _FROM_TO.search(before))


_NEAR = 160  # characters


# --- what there cannot be yet


_OUTLOOK = lazy.compile(
    r"\b(?:will|would|won['’]t|shall|may|might|could|should|going\sto|to\s(?:be|come|follow)|plan\w*|due|expect\w*|com(?:es?|ing)\b|soon|next|later|future|"
    r"upcoming|forthcoming|schedul\w*|candidate|beta|alpha|preview|main|nightly|trunk|master|branch|roadmap|goal|target\w*|aim\w*|intend\w*|hope\w*|"
    r"towards?|already|also|too|both|either|as\swell|again|started|begun|work(?:ing)?\son|prepar\w+|ready\sfor|remov\w+|"
    r"deprecat\w+|drop\w*|not\syet|yet|someday|eventually|follow\w*|year|autumn|spring|summer|winter|month|week|"
    r"backport\w*|cherry|tracked|milestone|postpon\w*|delay\w*|skip\w*|instead|or\slater|or\snewer|onwards?|and\s(?:up|above|later|newer)|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b|\+(?=\s|\Z)|20\d\d(?!\.\d)",
    _I,
)
# "You will know that you have got 4.3": it is the reader who will.
_READER = lazy.compile(
    r"\b(?:you|they|everyone|everybody|users?|all)(?:['’]ll|\s(?:will|may|might|can|should|could))\s(?=\w)|\bwhat(?:['’]s|\sis)\s(?:new|coming|next)\b(?=\sin\b)|"
    r"\b(?:if|when|once)\syou\b|\b(?:do|run|click|choose|select|pick)\sthis\s(?:before|after)\b|\bat\sonce\b",
    _I,
)
# "Moves to a plug-in in Boat 4.4", "ends with Boat 5": when, and not what.
_AS_OF = lazy.compile(
    r"(?<!new)(?<!news)(?<!changed)(?<!different)(?:\A|\s)(?:in|with|from|by|for|into|to|on|as\sof|"
    r"after|before|until|till|since|when|once|if|than|like|as|and|or)\s(?:the\s)?\Z",
    _I,
)


def _is_later(place: _Place, others: list[_Place], release: Release) -> bool:
    """Whether this is a step later than the release, and no place of the post that names it looks ahead."""
    if not _is_step(release.numbers, place.numbers):
        return False
    later = [one for one in others if one.numbers > release.numbers]
    return all(one.numbers == place.numbers and not _looks_ahead(one, release) for one in later)


def _is_step(one: Version, other: Version) -> bool:
    """Whether the second is one or two steps after the first, in the last of their parts that is not 0."""
    if len(one) != len(other):
        return False
    at = next((at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]), -1)
    return at >= 0 and 0 < other[at] - one[at] <= _STEPS and not any(one[at + 1 :]) and not any(other[at + 1 :])


def _looks_ahead(place: _Place, release: Release) -> bool:
    text = place.sentence.text
    at = place.at - place.sentence.at
    if _AS_OF.search(text, 0, at) and not _OF_GETTING.search(text, 0, at):
        return True
    told = _READER.sub("", f"{text[:at]}{text[at + place.end - place.at :]}")
    return release.version in told or _OUTLOOK.search(told) is not None


# --- what is told in the present


_PART = r"(?:\s(?:now|also|still|always|never|only|just|again|no\slonger)\b)?"
_SAYS = lazy.compile(rf"{_PART}\s(?P<verb>[a-z]{{3,}})\s(?P<next>[\w“\"‘'-]+)")
# What is said of an older one in the present.
_OF_OLD = frozenset(
    "stays remains keeps continues receives gets reaches ends loses goes has was does had leaves dies retires "
    "lives misses lacks knows fails breaks crashes shows hangs belongs lasts contains suffers users packages".split()
)
_DETERMINERS = frozenset(
    "the a an all your our its every some more two three four five no nothing from with on to what how it them you".split()
)


# What leads to a release that readers have or are to have, and to what there is in it.
_USE = (
    r"(?:use|get|have|install|try|test|download|fetch|run|buy|order|choose|start|"
    r"(?:upgrade|update|move|switch|change|migrate)\sto)"
)
_USING = (
    r"(?:using|getting|having|installing|trying|downloading|running|buying|ordering|choosing|starting|"
    r"(?:upgrading|updating|moving|switching|changing|migrating)\sto|getting\sstarted\swith|first\ssteps\s(?:with|in))"
)
_WHAT = (
    r"(?:highlights?|changes?|news|novelties|features?|fixes|improvements?|additions?|changelog|star|hero|idea|heart)"
)
_OF_GETTING = lazy.compile(
    rf"\b(?:upgrade|update|move|switch|change|migrate|upgrading|updating|moving|switching|migrating)\sto\s\Z|"
    rf"\b{_WHAT}\s(?:in|for|with)\s\Z",
    _I,
)
_LEADS = lazy.compile(
    rf"(?:\A\W*(?:to|if\syou\s(?:want|wish|would\slike)\sto)\s{_USE}|\bthank(?:s|\syou)\s(?:all\s|everybody\s|everyone\s)?for\s{_USING}|"
    rf"\A\W*(?:the\s|all\s|our\s)?(?:main\s|new\s|biggest\s|full\s|complete\s)?{_WHAT}\s(?:of|in|for)|"
    r"\b(?:best|nicest|biggest|greatest|finest)\s(?:thing|part|feature|news|change|bit|improvement)s?\s(?:about|in|of|with)|"
    r"\A\W*what\s(?:has|have|is|['’]s)\s(?:changed|new|different|better)\s(?:in|with))\s(?:the\s(?:all-)?(?:new\s)?)?\Z",
    _I,
)
_HEADS = lazy.compile(rf"\A\W*(?:{_USING}|{_USE}|how\sto\s{_USE})\s(?:the\s(?:all-)?(?:new\s)?)?\Z", _I)
# "With Boat 4.2 you can finally print", "In Boat 4.2 we have rebuilt the search"
_WITHIN = lazy.compile(r"\A\W*(?:with|in|thanks\sto|since)\s\Z", _I)
_IS_SO_NOW = lazy.compile(
    r",?\s(?:(?:we|you|they|users|everybody|everyone)\s(?:can|may|get|have|see|find)\s(?:now|finally|at\slast|for\sthe\sfirst\stime)\b|"
    r"(?:we|the\steam)\s(?:have|has)\s(?!had\b)[a-z]+(?:ed|t|en|n|de)\b|you\s(?:no\slonger|need\snot|need\snever)\b)",
    _I,
)


def _is_of_now(place: _Place, others: list[_Place], post: Post, release: Release) -> bool:
    """Whether a sentence begins with an older version that does something now, and nothing else of the post names it."""
    numbers, own = place.numbers, release.numbers
    if len(numbers) != len(own) or not _is_step(numbers, own) or place.flow.role not in ("paragraph", "heading"):
        return False
    text = place.sentence.text
    at, end = place.at - place.sentence.at, place.end - place.sentence.at
    is_alone = post.text.count(".".join(map(str, numbers))) == 1 or len(numbers) == 1
    is_alone = is_alone and sum(one.numbers <= numbers for one in others) == 1
    if not is_alone or ELSEWHEN.search(text) or NOT_IT.search(text) or release.version in text:
        return False
    before = text[:at]
    if place.flow.role == "heading":
        return not text[end:].strip(" .!:") and (_HEADS.search(before) or _LEADS.search(before)) is not None
    is_so = _WITHIN.match(before) is not None and _IS_SO_NOW.match(text, end) is not None
    if is_so or _LEADS.search(before) is not None:
        return True
    found = _SAYS.match(text, end)
    if before.strip(' *_“"') or found is None or found["verb"] in _OF_OLD or len(own) == 1:
        return False
    kinds = forms(found["verb"])
    return "z" in kinds and ("p" not in kinds or _is_object(found["next"].lower()))


def _is_object(word: str) -> bool:
    """Whether a word begins what a verb is about: "draws the sea", "draws maps"."""
    return word in _DETERMINERS or "p" in forms(word)
