"""A sentence of a release post goes in; the version comes out that it presents as what is out, or can be had, today.

Each version of the product in a sentence is put down to one sign, so that the shapes of sentences know of no product: "Today
we put out ¤", "¤, which we publish today", "With ¤ out, we turn to …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple
from postlint.post.releases.release import Release, Version, numbers_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.model import Sentence


class Presented(NamedTuple):
    """A version with its place in the sentence; `is_sure` where it is said of today, wherever in the post that stands."""

    numbers: Version
    at: int
    end: int
    is_sure: bool


_SIGN = "¤"
_MOST = 6  # versions; a sentence of more is a list of them
_VERSION = lazy.compile(r"(?<![\w.¤@=/-])v?(?P<version>\d+(?:\.\d+){0,3})(?![\w=/]|\.\w|-\d|\s?[%°€$£])")
_TODAY = (
    r"(?:(?:(?:as\s(?:of|from)|from|since|starting)\s)?(?:today|tonight|this\s(?:morning|afternoon|evening|minute))|"
    r"as\sof\snow|from\snow\son)"
)
_NOW = rf"(?:{_TODAY}|now|finally|at\slast|officially|just|already)"
# What is done to a release, in its base form, and as done.
_DO = (
    r"(?:releas(?:e|es|ing)|publish(?:es|ing)?|ship(?:s|ping)?|announc(?:e|es|ing)|present(?:s|ing)?|launch(?:es|ing)?|"
    r"tag(?:s|ging)?|unveil(?:s|ing)?|introduc(?:e|es|ing)|deliver(?:s|ing)?|offer(?:s|ing)?|upload(?:s|ing)?|push(?:es|ing)?(?:\sout)?|"
    r"(?:put|bring|roll|send|give|hand|pass|show|get)(?:s|ting|ing)?\s(?:you|out|over|on|(?:every|all\sof\s)[a-z]+|the\sworld|our\susers)|mak(?:e|es|ing)\savailable)"
)
_DID = (
    r"(?:released|published|shipped|announced|presented|launched|tagged|unveiled|introduced|delivered|offered|uploaded|pushed(?:\sout)?|"
    r"handed\s(?:over|out)|put\sout|brought\sout|rolled\sout|sent\sout|finished|completed)"
)
_HAD = r"(?:downloaded|installed|fetched|had|found|used|ordered|bought|pulled|got)"
_READERS = r"(?:everybody|everyone|anybody|anyone|you|all|users|they)"
_GET = r"(?:download|install|get|fetch|grab|have|use|try|order|buy|pull|find)"
_CAN_HAVE = (
    rf"(?:{_READERS}\s(?:[\w'’-]+\s){{0,2}}?(?:can|may)\s(?:now\s)?{_GET}|"
    rf"(?:can|may)\s(?:now\s)?be\s(?:[\w'’-]+ly\s)?{_HAD})"
)
_IS_OUT = (
    r"(?:out(?!\sof\s(?:support|date|maintenance|service|stock))|available|here|live|ready|done|in\sthe\swild|(?:up\s)?on\s(?:[\w'’-]+\s){0,2}(?:mirrors?|servers?|shelves|"
    r"shelf|pypi|npm|store|site|page|github|hex|crates\.io|rubygems))\b"
)
_COMES = r"(?:lands|ships|arrives|appears|comes\sout|goes\s(?:out|live|public|online)|hits\sthe|sees\sthe\slight|leaves\sthe)\b"
_PARTS = (
    r"(?:(?:packages|binaries|images|archives|installers|tarballs|wheels|builds|sources|downloads|containers|release|version|launch|"
    r"arrival|availability|publication)\s(?:of|for)\s(?:the\s)?)"
)
# What may stand between the verb and the release: "a new stable compiler, ¤", "the third release of the year, ¤".
_OBJECT = (
    rf"(?:(?!(?:for|with|without|on|to|since|than|from|in|by|that|how|why|what|when|where|which|fix\w*|patch\w*|notes|plans?|"
    rf"support|end|of|your|their|his|her)\b)[a-z][\w'’-]*,?\s(?:of\sthe\syear,?\s)?){{0,7}}?{_PARTS}?(?:the\s)?"
)
_AFTER = (
    r"(?=\W*\Z|[,;:.!?)*_]|\s(?:is|are|has|can|may|in|on|for|from|to|with|at|as|and|of|today|tonight|this|now|here|out|under|just)\b|"
    r"\s[–—-])"
)
_ADVERB = rf"(?:(?:{_NOW}|happily|proudly|gladly)\s)?"
_LEAD = rf"(?:\A\W*|[;:–—]\s|,\s)(?:(?:so|and|that|hooray|yes),?\s)?(?:{_TODAY},?\s)?"
# Said of today.
_SURE = (
    # "¤, which we publish today", "¤, out since this morning"
    rf"¤,?\s(?:which|that)\s(?:we\s)?{_ADVERB}(?:(?:is|are|was|has\sbeen|have)\s)?{_ADVERB}(?:{_DO}|{_DID}|{_IS_OUT}|{_COMES})[^,;:.]{{0,30}}?(?<=\s){_TODAY}",
    rf"¤,?\s\(?(?:{_DID}|{_IS_OUT})\s{_TODAY}",
    # "¤, which you can download from today", "¤, which from today can be had everywhere"
    rf"¤,?\s(?:which|that)\s{_CAN_HAVE}\b[^,;:.]{{0,40}}?(?<=\s){_TODAY}",
    rf"¤,?\s(?:which|that),?\s{_TODAY},?\s{_CAN_HAVE}\b",
    # "Today we put out ¤", "We have just tagged ¤", "we ship ¤ today"
    rf"{_LEAD}{_TODAY},?\s(?:[\w'’-]+\s){{1,4}}?{_ADVERB}(?:{_DO}|{_DID})\s{_OBJECT}¤{_AFTER}",
    rf"\b(?:{_DO}|{_DID})\s{_OBJECT}¤{_AFTER}\s(?:[\w'’-]+\s){{0,4}}?{_TODAY}",
    rf"\b(?:{_TODAY}\s(?:sees|brings|marks)|here\s(?:is|comes)|this\sis)\sthe\s(?:long-awaited\s)?(?:release|launch|arrival|publication)\sof\s¤{_AFTER}",
    rf"\b(?:we|team|project)(?:\shave|\shas|['’]ve)\sjust\s{_DID}\s{_OBJECT}¤{_AFTER}",
    rf"{_LEAD}(?:{_TODAY},?\s)(?:everybody|everyone|anybody|anyone|you|all)\s(?:[\w'’-]+\s){{0,3}}?can\s(?:download|install|get|fetch|have|use)\s{_OBJECT}¤{_AFTER}",
    # "¤ can be downloaded today", "As of today, ¤ is on all mirrors"
    rf"{_LEAD}(?:the\s)?{_PARTS}?¤\s(?:(?:can|may)\s{_ADVERB}be|is|are|was|were|has\s{_ADVERB}been|have\s{_ADVERB}been)\s{_ADVERB}(?:{_DID}|{_HAD}|{_IS_OUT})"
    rf"(?:\s[\w'’-]+){{0,4}}?\s{_TODAY}",
    rf"\A\W*{_TODAY},?\s(?:the\s)?{_PARTS}?¤\s(?:(?:can|may)\s{_ADVERB}be|is|are|was|were|has\s{_ADVERB}been)\s{_ADVERB}(?:{_DID}|{_HAD}|{_IS_OUT})",
    rf"{_LEAD}(?:the\s)?¤\s{_COMES}(?:\s[\w'’-]+){{0,4}}?\s{_TODAY}",
    rf"{_TODAY}['’]s\s(?:new\s)?(?:release|version|edition)(?:,|\sis|\sof)\s(?:the\s)?¤{_AFTER}",
    rf"¤\sis\s{_TODAY}['’]s\s(?:release|version)",
)
# Of a release that is out by now, since the rest of the sentence is about what comes next.
_BEHIND = (
    rf"\A\W*with\s¤\s(?:now\s|finally\s|safely\s)?(?:{_IS_OUT}|{_DID}|behind\sus)\W{{0,3}},\s(?:we|it|the\s(?:team|work))\s(?:[\w'’-]+ly\s|can\s(?:now\s)?|now\s)?"
    rf"(?!(?:could|had|were|was|did|would|\w+ed|thought|began|made|went|came|gave|saw|took|felt|knew|got|left|kept|lost|won|found|spent|built|wrote|ran)\b)\w+",
    rf"\A\W*now\sthat\s¤\s(?:is|has\sbeen)\s{_ADVERB}(?:{_IS_OUT}|{_DID}),",
)
# In the opening of a post.
_FEELING = (
    r"\b(?:are|is|am|['’]re|['’]m|have|has|gives|fills)\s"
    r"(?:(?!(?:about|going|due|yet|not|set|ready|track|position|course|plan\w*|hop\w+|suppose\w|expect\w+|schedule\w|able|unable|want|"
    r"need|get|way|likely|meant)\b)[\w'’-]+\s){1,5}?to\s"
    rf"{_DO}\s{_OBJECT}¤{_AFTER}",
)
# A way to have it is named: "you can get ¤ with:", "Install ¤ through your package manager".
_WAYS = (
    r"(?:\A\W*|,\s)(?:(?:you|everybody|everyone|users|they)\s(?:\w+\s)?(?:can|may)\s(?:now\s)?|(?:now\s|just\s|simply\s|please\s)?)"
    r"(?:get|install|fetch|download|grab|upgrade\sto|update\sto|switch\sto|move\sto)\s(?:the\snew\s)?¤\s"
    r"(?:[\w'’-]+\s){0,2}?(?:with|through|via|using|by|from|like)\b",
    r"(?:\A\W*|,\s)to\s(?:get|install|fetch|download|upgrade\sto|update\sto)\s(?:the\snew\s)?¤,?\s(?:just\s|simply\s)?(?:run|use|type|pull|call)\b",
)
_NOT_NOW = lazy.compile(
    r"\b(?:will|would|previous(?:ly)?|earlier|last|next|upcoming|soon|plan(?:ned|s)?|since(?!\s(?:today|this))|before|when|recent(?:ly)?|ago|"
    r"still|older?|future|former(?:ly)?|also|too|likewise|as\swell|along(?:side|\swith)|previews?|compared|candidates?|beta|alpha|"
    r"rc|nightly|snapshots?|prereleases?|branch|series|line|back|downgrad\w*|instead|stay\w*|remain\w*|only|no\slonger|never|nobody|not|"
    r"cannot|trouble|problems?|fallback|archived?|bisect|reproduce|support(?:ed)?|end|stop\w*|expires?|withdr\w+|yanked|pulled\sback|"
    r"year|month|weeks?|backport\w*|those|second|another|both|two|three|docs|documentation|first|announced?\sthat)\b|n['’]t\b",
    re.IGNORECASE,
)
_ONE_OF_TWO = lazy.compile(r"¤(?:\s?[,/&–-]\s?|,?\s(?:and|or|to|through)\s)v?\d+(?:\.\d+)+")
_NAME_BEFORE = lazy.compile(r"(?:\A|\s)(?P<word>[^\s]+)\s\Z")
_MARKS = lazy.compile(
    rf"{_TODAY}|\bto\s\w|\bjust\b|\bWith\s|\bthat\s|\b(?:get|install|fetch|download|grab|upgrade|update|switch|move)\b",
    re.I,
)


def presented(sentence: Sentence, release: Release) -> Iterator[Presented]:
    """The version that the sentence presents, right or wrong; none where it tells of several, or of another time."""
    text = sentence.text
    if not _MARKS.search(text):
        return
    versions = list(islice(_VERSION.finditer(text), _MOST + 1))
    for found in versions if len(versions) <= _MOST else ():  # each is looked at with all of the sentence
        start = _named_from(text, found.start(), release)
        is_bare = start is None
        start = found.start() if start is None else start
        numbers = numbers_of(found["version"])
        if is_bare and not (_is_apart(text, start) and _is_neighbour(numbers, release.numbers)):
            continue
        told = f"{text[:start]}{_SIGN}{text[found.end() :]}"
        if _ONE_OF_TWO.search(told):
            return
        for shape, is_sure, is_way in _ALL:
            match = shape.search(told)
            if match and not _NOT_NOW.search(_around(told, match, is_way=is_way)):
                yield Presented(numbers, start, found.end(), is_sure)
                return


def _around(told: str, match: re.Match[str], *, is_way: bool) -> str:
    """What has to speak of no other time: the clause up to the end of the match; the whole sentence around a way to have it."""
    if is_way:
        return _ONE_HAS.sub("", told)
    start = max((one.end() for one in _CLAUSE.finditer(told, 0, match.start())), default=0)
    return told[start : match.end()]


_CLAUSE = lazy.compile(r"[;:–—,]\s|\sbut\s")
# "If you have a previous version of it, you can get ¤ with:"
_ONE_HAS = lazy.compile(
    r"\b(?:have|has|had|installed|from|with|on|run|running|using|use)\s(?:an?\s|the\s|any\s|your\s)?(?:previous|older|earlier|last)\s\w+",
    re.I,
)
_ALL = tuple(
    (lazy.compile(shape, re.IGNORECASE), is_sure, shapes is _WAYS)
    for shapes, is_sure in ((_SURE, True), (_BEHIND, True), (_WAYS, True), (_FEELING, False))
    for shape in shapes
)


def _named_from(text: str, at: int, release: Release) -> int | None:
    """Where the product's name before a version begins: "Boat 4.2", "Boat version 4.2"; None where there is none."""
    before = text[:at].rstrip()
    if before.lower().endswith(" version"):
        before = before[: -len(" version")].rstrip()
    before = before.rstrip(",")
    name = " ".join(before.split()[-len(release.product.split()) :])
    if name.lower().strip("*_(“\"'") != release.product.lower():
        return None
    return before.lower().rfind(release.product.lower().split()[0], max(len(before) - len(release.product) - 12, 0))


def _is_apart(text: str, at: int) -> bool:
    """Whether a bare version follows no name of another product: behind a verb, a comma, "version" or nothing."""
    found = _NAME_BEFORE.search(text, max(at - 40, 0), at)
    if found is None:
        return not text[:at].strip(" *_(“\"'")
    word = found["word"]
    return word[-1] in ",:" or (word.islower() and _OWN_WORD.fullmatch(word) is not None) or text[:at].split() == [word]


_OWN_WORD = lazy.compile(
    rf"(?:{_DO}|{_DID}|out|you|over|version|release|the|with|that|of|for|get|install|fetch|download|grab|to|new|stable|latest)"
)


def _is_neighbour(one: Version, other: Version) -> bool:
    """Whether a version without a name is as long as the release's, and one or two steps from it: the last one, or the next."""
    if one == other:
        return True
    if len(one) != len(other) or len(one) < _PARTED:
        return False
    at = next(at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1])
    return abs(one[at] - other[at]) <= _STEPS


_PARTED, _STEPS = 2, 2
