"""A release post goes in; the places come out that say which version the post is about, right or wrong.

They are its opening, its headings, sentences about this release, what a reader is told to install and what readers should have
in the end. Other versions may be told of as much as one likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Flow, Sentence
from postlint.post.by_flow import english_flows
from postlint.post.releases.files import ELSEWHEN, NOT_IT, Claim, Product
from postlint.post.releases.presented import presented
from postlint.post.releases.release import Release, Version, agree, numbers_of, title_flow
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_PLACES = frozenset(("paragraph", "html", "heading", "description", "summary", "excerpt", "subtitle"))
_LEAD = 6  # texts before the first heading that may announce the release
# Shapes of sentences that say what the post is about; {0} is the product with a version.
_AT_LAST = r"\A\W*(?:after|with|following|for|over|in|at)\s[^,.:;!?]{{3,60}},\s"  # "After a year of work, …"
_ANNOUNCED = (
    r"\bannounc(?:e|es|ing)\s+(?:(?:the|our|a|first|general|immediate|official|new|latest|stable|major|minor|security|patch|final|"
    r"maintenance|availability|version|arrival|release|launch|of|today)\s+)*{0}",
    r"\bannounc(?:e|es|ing)\s+that\s+(?:the\s+)?{0}\s+(?:is\s+(?:now\s+|finally\s+)?(?:released|available|out|here|live|ready)|has\s+been\s+released|can\s+be)\b",
    r"(?:\A\W*|\A[^:.!?]{{3,40}}:\s)(?:today,?\s+)?(?:the\s+)?{0}\s+(?:has\s+(?:just\s+|now\s+|finally\s+)?(?:been\s+released|arrived|landed|shipped)|"
    r"is\s+(?:now\s+|finally\s+)?(?:released|available|out|here|live))\b",
    r"\A\W*{0}\s+can\s+(?:now\s+)?be\s+(?:downloaded|installed|fetched|had|found)\b",
    r"\bwe\s+(?:are\s+(?:releasing|publishing|shipping)|release|publish|present|ship|announce|bring\s+you)\s+(?:you\s+)?{0}",
    _AT_LAST + r"{0}\s+is\s+(?:now\s+|finally\s+)?(?:ready|released|available|out|here|live|done)\b",
    r"\A\W*with\s+{0},?\s+we\s+(?:bring|are|ship|release|introduce|add|present|give)\b",
)
_POST = r"(?:this|the\s+present)\s+(?:post|article|page|entry|note|letter|announcement)"
_TELLS = r"(?:announces|presents|introduces|describes|covers|is\s+(?:all\s+)?about|tells\s+(?:you\s+)?(?:of|about))"
# What says of itself which release it is about, and what says in the present what there is in one.
_ABOUT = (
    rf"{{0}},?\s+(?:(?:which|that)\s+)?{_POST}\s+{_TELLS}\b",
    rf"\b{_POST}\s+{_TELLS}\s+(?:the\s+release\s+of\s+)?{{0}}",
    rf"{{0}},?\s+(?:the\s+(?:release|version)\s+)?(?:announced|presented|introduced|described)\s+(?:here|(?:in|by|with)\s+{_POST})\b",
    r"\b(?:this|our|the)\s+(?:new|newest|latest)\s+(?:release|version),\s+{0},",
    r"(?:\A\W*|(?:\b(?:of|at|on|is|are|see)|[,:])\s)what\s+{0}\s+"
    r"(?:brings|adds|changes|contains|offers|fixes|improves|can\s+do|has\s+(?:to\s+offer|in\s+store))\b",
)
_OWN = (
    r"\A\W*(?:below|here)\s+(?:are|is)\b[^.!?]{{0,40}}?\b(?:changes|features|additions|improvements|deprecations|removals|fixes|"
    r"highlights|updates)\b[^.!?]{{0,30}}?\s(?:in|of|to|with)\s+{0}",
    r"\b(?:everything|all|what['’]s|what\s+is)\s+new\s+in\s+{0}",
    r"\b(?:headline|main|biggest|key|star|big)\s+(?:feature|change|news|addition|novelty)s?\s+(?:of|in)\s+{0}",
    r"\A\W*(?:checksums?|signatures?|packages|binaries|downloads|tarballs?|installers?|images)\s+(?:for|of)\s+{0}\s+(?:are|is|can)\b",
    r"\A\W*{0}\s+(?:upgrades|updates|bumps)\s[^!?]{{0,40}}?\bfrom\b[^!?]{{0,40}}?\bto\b",
)
# "Install Boat 1.2.3 from our page": what a post tells to install is what it announces.
_TO_INSTALL = (
    r"\b(?:install|you\s+can\s+(?:now\s+)?(?:try|test|get|use|run)|download|fetch|upgrade\s+to|update\s+to|switch\s+to)\s+(?:the\s+new\s+)?{0}",
)
# "Also new in 12.3 is …", of whatever product.
_NEW_IN = r"(?:\A\W*|\balso\s+)new\s+in\s+(?P<named>v?(?P<version>\d+\.\d+(?:\.\d+)*))(?![\w.]*\d)"
# What is told of releases that a post compares with its own.
_FARED = r"(?:un)?affected|free\sof|safe|vulnerable|fine|older|no\slonger|unsupported|deprecated"
# The release by its number alone: "the 2.5.0 release is available", "we are happy to release 2.5.0 today".
_BARE = r"(?P<named>v?(?P<version>\d+\.\d+(?:\.\d+)*))(?![\w.]*\d)"
_RELEASED = (
    rf"\A\W*{_BARE}\s+(?:brings|comes\s+with|adds|introduces|ships|is\s+(?:out|here|available))\b",
    rf"\A\W*(?:the\s+)?{_BARE}\s+release\s+(?:is|has|brings|comes|adds|fixes|contains|includes)\b",
    rf"\bwe\s+(?:are\s+releasing|release|publish|are\s+publishing|announce|ship)\s+(?:version\s+)?{_BARE}",
    rf"\A\W*with\s+(?:version\s+)?{_BARE},\s",
    rf"\A\W*(?:what\s+is|what['’]s)\s+new\s+in\s+{_BARE}",
    rf"\A\W*(?:here|below|what\s+follows|these|following)\s+(?:are|is)\s+(?:the\s+)?(?:full\s+)?(?:notes|changes|news|changelog|release\s+notes|highlights)\s+"
    rf"(?:for|of|in|to)\s+(?:version\s+)?{_BARE}",
    rf"\A\W*(?:this|here)\s+(?:is|comes)\s+(?:version\s+)?{_BARE}",
    rf"\A\W*version\s+{_BARE}\s+(?:can|is(?!\s+(?:planned|meant|intended|due|expected|scheduled|coming|next|not|being|in\s|{_FARED}))|may)\b",
    rf"\b(?:happy|pleased|proud|excited|glad|delighted)\s+to\s+(?:release|publish|present|announce|ship)\s+(?:version\s+)?{_BARE}",
)
# "All packages for 2.0.2 are signed": whatever is offered is that of the release.
_OFFERED = (
    r"\A\W*(?:all\s|the\s|our\s)?(?:new\s|official\s|signed\s)?(?:checksums?|signatures?|packages|binaries|downloads|tarballs?|installers?|images|wheels|"
    rf"builds|artifacts|archives|source\scode)\s(?:for|of)\s(?:version\s)?{_BARE}\s(?:is|are|can|have|has|come|comes|lie|lies)\b(?!\s(?:still|no\slonger|gone|kept)\b)",
)
# "From today, Boat 3.1 receives no more fixes": what a post on the end of a release says of it.
_ENDED_TITLE = lazy.compile(
    r"\b(?:end[- ]of[- ](?:life|support|maintenance)|eol|no longer|retire[sd]?|sunset\w*|unsupported|"
    r"the end|goodbye|farewell)\b",
    re.IGNORECASE,
)
_ENDED = (
    r"\A\W*(?:(?:from|as\s+of|since|starting|beginning)\s+(?:today|now|this\s+(?:week|month))(?:\s+on)?,?\s+)?(?:the\s+)?{0}\s+(?:series\s+|branch\s+|line\s+)?"
    r"(?:(?:receives|gets|has|sees|will\s+(?:receive|get|see))\s+no\b|is\s+(?:now\s+)?(?:no\s+longer|unsupported|out\s+of\s+support|end\s+of\s+life)|"
    r"(?:has\s+)?reache[sd]\s+(?:its|the)\s+end)",
)
_AS_WELL = lazy.compile(r"\b(?:either|neither|already|anyway|long|years?|months?|before|earlier)\b", re.IGNORECASE)
# Of another release it is told when it comes, or how it fared.
_TO_COME = (
    r"(?!\s+(?:far|still|years?|months?|weeks?|planned|meant|intended|foreseen|coming|due|scheduled|expected|next|not|"
    r"in\s+preparation|on\s+its\s+way|under\s+way|" + _FARED + r")\b)"
)
# Of its own series, with as many parts: "everybody should upgrade to 1.2.4", "`boat --version` prints 1.2.4".
_TO_HAVE = (
    rf"\A\W*(?:please\s+)?(?:upgrade|update|move|switch)\s+(?:now\s+)?to\s+(?:version\s+)?{_BARE}",
    rf"\b(?:should|must|please|everybody|everyone|all|you)\s+(?:now\s+)?(?:upgrade|update|move|switch)\s+to\s+(?:version\s+)?{_BARE}",
    rf"\A\W*(?:you\s+can\s+)?(?:get|download|grab|find)\s+(?:version\s+)?{_BARE}\s+(?:from|on|at|in)\b",
    rf"\s--?v(?:ersion)?`?\s+(?:now\s+)?(?:prints|shows|says|reports|gives|(?:should|will|must)\s+(?:print|say|show|report|give))\s+`?{_BARE}",
)
# A description opens with what the post is about.
_SUMS_UP = (
    r"\A\W*(?:the\s+)?{0}(?:\s+of\s+(?:the\s)?[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){{0,3}})?\s+(?:is"
    + _TO_COME
    + r"|has|brings|adds|fixes|introduces|makes|comes|reads|improves|supports|ships|"
    r"contains|includes|[a-z]{{3,}}s(?=\s(?:the|an?|our|your|its|all|some|two|three|four|five|what|how)\b))\b"
)
_MAIN_HEADING = (r"\A\W*{0}\W*\Z",)
_HEADINGS = (
    r"\A\W*(?:contributors\s+to|what['’]s\s+in)\s+(?:the\s+)?{0}(?:\s+(?:stable|release))?\W*\Z",
    r"\A\W*(?:(?:all\s+)?changes|highlights|changelog|fixes|features|what['’]s\s+new)\s+(?:in|of|for)\s+(?:the\s+)?{0}\W*\Z",
)
# Of a later release than the title's nobody speaks so: "Boat 1.2.4 is signed with …".
_LATER = r"\A\W*(?:the\s+)?{0}\s+(?:is" + _TO_COME + r"|has|brings|fixes|needs|runs|requires|works|comes|can\s+be)\b"
# Of an older one neither, where it is named just once and not as such: "Boat 1.2 requires a compiler".
_OF_NOW = r"\A\W*(?:the\s+)?{0}\s+(?:now\s+)?(?:requires|needs|runs\s+on|works\s+(?:with|on)|supports)\b"
_WORDS_OF_OWN = ("eature", "hange", "elow", "ere are", "ere is", "pgrades", "pdates", "umps", "ew in ")
_WORDS_OF_RELEASES = (
    "e publish",
    "ew in ",
    " notes ",
    " changes ",
    "ith ",
    "ublish",
    "ersion ",
    "his is",
    "ere is",
    " release",
    " brings",
    " adds",
    " comes with",
)
_OTHER_RELEASE = lazy.compile(
    r"\b(?:last|previous|next|earlier|first)\s+(?:release|version|one)\b|\b(?:as\s+well(?!\s+as)|too|likewise)\b|\bbefore\s+(?:it|this|that)\b",
    re.IGNORECASE,
)


def said(post: Post, release: Release, product: Product) -> Iterator[Claim]:
    """What the text says the post is about, right or wrong."""
    title, english = title_flow(post), english_flows(post)
    if title and _ENDED_TITLE.search(title.text):
        yield from _ended(post, release, product)
        return
    opening = 0
    for index, flow in enumerate(post.flows):
        if flow is title or flow.quoted or id(flow) not in english or flow.role not in _PLACES:
            continue
        if flow.role == "heading":
            opening = _LEAD if flow.level > 1 else opening
            yield from _headed(flow, release, product)
            continue
        in_opening = opening < _LEAD
        opening += flow.block >= 0
        if not _DIGIT.search(flow.text):
            continue
        told = post.sentences_of[index]
        yield from _announced(told, flow, release, product, in_opening=in_opening)
        yield from _presented(told, flow, release, in_opening=in_opening)
        yield from _to_install(told, flow, release, product)
        yield from _to_have(told, flow, release)
        yield from _offered(told, flow, release)
        yield from _contrasted(told, flow, release, product)
        yield from _later(told, flow, release, product)
        yield from _of_now(post, told, flow, release, product)


def _ended(post: Post, release: Release, product: Product) -> Iterator[Claim]:
    """What a post on the end of a release says of another one as if it were that."""
    shapes = [shape.format(product.named) for shape in _ENDED]
    english = english_flows(post)
    for index, flow in enumerate(post.flows):
        if flow.role not in ("paragraph", "description") or flow.quoted or id(flow) not in english:
            continue
        for sentence in post.sentences_of[index] if product.first in flow.text else ():
            if not _AS_WELL.search(sentence.text):
                yield from _claims(flow, sentence.at, sentence.text, shapes, release)


def _offered(told: Sequence[Sentence], flow: Flow, release: Release) -> Iterator[Claim]:
    """The packages or checksums of a version of as many parts as the release's, which no sentence calls another one's."""
    if len(release.numbers) < _WITH_PATCH or " are " not in flow.text:
        return
    for sentence in told:
        if not NOT_IT.search(sentence.text):
            claims = _claims(flow, sentence.at, sentence.text, _OFFERED, release)
            yield from (one for one in claims if len(one.numbers) == len(release.numbers))


# "Version 4.2 needed a reload; 4.4 does not": what a post on 4.3 sets the one before against is 4.3.
_CONTRASTED = lazy.compile(
    r"(?:\A\W*|(?<=\s))(?P<before>(?:[\w-]+\s)?)(?P<old>v?\d+\.\d+(?:\.\d+)*)(?![\w.]*\d)[^.!?\d]{0,120}?[;,]\s(?:(?:and|but|while|whereas)\s)?(?:(?:in|with)\s)?"
    r"(?P<named>(?:version\s|v)?(?P<version>\d+\.\d+(?:\.\d+)*))(?![\w.]*\d)\s(?:(?:it|they|you|we|that)\s)?(?:is|are|does|do|has|have|can|[a-z]{3,}s)\b",
    re.IGNORECASE,
)
_IS_TO_COME = lazy.compile(
    r"\b(?:will|would|planned|plans|due|expected|coming|soon|next|not\syet|yet|still|also|too|scheduled|beta|alpha|preview|candidate|main|nightly)\b",
    re.IGNORECASE,
)
_OLD = frozenset("in with unlike where while whereas version since although though than".split())


def _contrasted(told: Sequence[Sentence], flow: Flow, release: Release, product: Product) -> Iterator[Claim]:
    """A version that comes after the title's, set in the present against the one that comes before it."""
    if len(release.numbers) < _WITH_MINOR:
        return
    for sentence in told:
        found = _CONTRASTED.search(sentence.text) if release.version not in sentence.text else None
        if found is None or _IS_TO_COME.search(sentence.text, found.end("version")):
            continue
        word = found["before"].strip().lower()
        old, other, own = numbers_of(found["old"]), numbers_of(found["version"]), release.numbers
        is_own = word in _OLD or not word or word == product.first.lower()
        if is_own and len(old) == len(other) == len(own) and old[0] == own[0] == other[0] and old < own < other:
            start, end = found.span("named")
            yield Claim(found["named"], other, flow.span_of(sentence.at + start, sentence.at + end))


def _headed(flow: Flow, release: Release, product: Product) -> Iterator[Claim]:
    """ "## Contributors to Boat 1.2"."""
    shapes = [shape.format(product.headed) for shape in (_HEADINGS if flow.level > 1 else _MAIN_HEADING)]
    yield from _claims(flow, 0, flow.text, shapes, release)


def _announced(
    told: Sequence[Sentence], flow: Flow, release: Release, product: Product, *, in_opening: bool
) -> Iterator[Claim]:
    """Sentences that announce the release, those of the opening, or tell of what is new in it."""
    speaks = any(word in flow.text for word in (product.first, *_WORDS_OF_RELEASES))
    if not speaks or not (in_opening or any(word in flow.text for word in _WORDS_OF_OWN)):
        return
    shapes = [shape.format(product.named) for shape in (_ANNOUNCED + _ABOUT + _OWN if in_opening else _OWN)]
    shapes += [*_RELEASED, _SUMS_UP.format(product.named)] if in_opening else []
    for sentence in told:
        yield from _claims(flow, sentence.at, sentence.text, shapes, release)


def _presented(told: Sequence[Sentence], flow: Flow, release: Release, *, in_opening: bool) -> Iterator[Claim]:
    """Sentences that present a version as what is out or can be had today."""
    for sentence in told:
        for one in presented(sentence, release):
            is_other = not fits(one.numbers, release.numbers)
            if (in_opening or one.is_sure) and not (is_other and release.version in sentence.text):
                at, end = sentence.at + one.at, sentence.at + one.end
                yield Claim(flow.text[at:end], one.numbers, flow.span_of(at, end))


def _to_install(told: Sequence[Sentence], flow: Flow, release: Release, product: Product) -> Iterator[Claim]:
    """What a reader is told to install by its name and a version of as many parts."""
    if product.first not in flow.text or len(release.numbers) < _WITH_MINOR:
        return
    shapes = [shape.format(product.named) for shape in _TO_INSTALL]
    for sentence in told:
        if not NOT_IT.search(sentence.text):
            claims = _claims(flow, sentence.at, sentence.text, shapes, release)
            yield from (
                one
                for one in claims
                if len(one.numbers) == len(release.numbers) and product.first.lower() in one.words.lower()
            )


def _later(told: Sequence[Sentence], flow: Flow, release: Release, product: Product) -> Iterator[Claim]:
    """A later patch of which a sentence speaks; a later minor release may well be spoken of."""
    if product.first not in flow.text or len(release.numbers) < _WITH_PATCH:
        return
    for sentence in told:
        claims = _claims(flow, sentence.at, sentence.text, [_LATER.format(product.named)], release)
        own = release.numbers
        yield from (one for one in claims if one.numbers > own and one.numbers[:2] == own[:2])


def _of_now(post: Post, told: Sequence[Sentence], flow: Flow, release: Release, product: Product) -> Iterator[Claim]:
    """What the release needs or supports, told of an older one of as many parts."""
    if product.first not in flow.text or len(release.numbers) < _WITH_MINOR:
        return
    for sentence in told:
        for one in _claims(flow, sentence.at, sentence.text, [_OF_NOW.format(product.named)], release):
            is_older = one.numbers < release.numbers and len(one.numbers) == len(release.numbers)
            if is_older and post.text.count(".".join(map(str, one.numbers))) == 1:
                yield one


_WITH_MINOR, _WITH_PATCH = 2, 3  # parts of a version


def _to_have(told: Sequence[Sentence], flow: Flow, release: Release) -> Iterator[Claim]:
    """What readers should upgrade to, or see when they ask for the version, where it is of the same series."""
    is_named = any(word in flow.text for word in ("pgrade", "pdate", "version", "et ", "ownload "))
    if not is_named or len(release.numbers) < _WITH_PATCH:
        return
    for sentence in told:
        claims = _claims(flow, sentence.at, sentence.text, _TO_HAVE, release)
        yield from (one for one in claims if one.numbers[:-1] == release.numbers[:-1])


_DIGIT = lazy.compile(r"\d")
_BEFORE = 120  # characters of the sentence before
_OF_ANOTHER = lazy.compile(r"[A-Z][\w.+#-]*\s+v?\d+(?:\.\d+)*[^.!?\d]{0,60}[.!?]\s+\Z")


def _claims(flow: Flow, at: int, text: str, shapes: Sequence[str], release: Release) -> Iterator[Claim]:
    if not _DIGIT.search(text):
        return  # all shapes hold a version, and compiling them for a product costs more than all that is found by them
    for shape in (*shapes, _NEW_IN):
        found = re.search(shape, text, re.IGNORECASE)
        if found is None:
            continue
        numbers = numbers_of(found["version"])
        # What a sentence says of its subject behind the verb is of other things.
        is_plain = shape is _NEW_IN or _POST in shape or shape.startswith((r"\A", r"\bwe\s"))
        start = found.start("named") if shape.startswith(_AT_LAST.format()) else 0
        told = text[start : found.end()] if is_plain else text
        told = text[found.start() : found.end()] if shape in _TO_HAVE else told
        of_other = ELSEWHEN.search(told) or _OTHER_RELEASE.search(text) or release.version in text
        if not fits(numbers, release.numbers) and of_other:
            return
        start, end = found.span("named")
        if found["named"][:1] in "Vv0123456789" and _OF_ANOTHER.search(flow.text[:at][-_BEFORE:]):
            return  # "You need Python 3.11. Version 3.10 may work"
        yield Claim(found["named"], numbers, flow.span_of(at + start, at + end))
        return


def fits(one: Version, other: Version) -> bool:
    """Whether two versions may be one: cut short, or written without points, as in a file name (`django-42`)."""
    return agree(one, other) or _without_points(one, other) or _without_points(other, one)


def _without_points(one: Version, other: Version) -> bool:
    joined = ("".join(map(str, other[:end])).lstrip("0") for end in range(2, len(other) + 1))
    return len(one) == 1 and str(one[0]) in joined
