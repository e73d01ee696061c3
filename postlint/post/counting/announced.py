"""A sentence goes in, the number of things it announces comes out: "There are three ways to reach the harbour:" says 3."""

from __future__ import annotations

import re

from postlint.model.named import NamedTuple
from postlint.post.counting.asides import picked, without_asides
from postlint.post.numerals import NUMBER, number_of
from postlint.text import lazy
from postlint.words.forms import forms
from postlint.words.grammar.classes import CLASSES

_MOST = 20  # nobody counts a longer list by eye

CLOSE = 2
# What is counted in its list only.
THOUGHTS = (
    r"(?:things|reasons|rules|points|questions|steps|tips|lessons|ideas|conditions|options|ways|exceptions|problems|mistakes|goals|"
    r"requests|wishes|principles|answers|changes|advantages|drawbacks|facts|topics|subjects|themes|matters|areas|fields|aims|"
    r"priorities|tasks|jobs|duties|complaints|worries|concerns|fears|doubts|hopes|suggestions|findings|observations|surprises|arguments|"
    r"objections|risks|causes|decisions|demands|promises|regrets|myths|habits|tricks)"
)


class Announced(NamedTuple):
    """`value` things, named by the words `at`..`end` of the sentence ("two most important tips").

    `extra` is 1 where one more is told of that may be listed with them or not ("and adds one that nobody asked for").
    """

    value: int
    phrase: str
    at: int
    end: int
    extra: int = 0


_COUNT = lazy.compile(
    rf"(?<![\w.,/$#€£&+*:'’^-]){NUMBER}(?![\w.%/,:)-]|\s*(?:%|percent|or\b|to\b|–|—|-)|\s(?:hundred|thousand|million|billion)\b)",
    re.IGNORECASE,
)
_FIGURE = lazy.compile(r"\d")
# Some, at least, the first three of them: the list need not hold them all; "our three boats" were counted elsewhere.
_NOT_BEFORE = lazy.compile(
    r"\b(?:least|most|than|to|over|about|around|near(?:ly)?|almost|approximately|roughly|some|another|first|last|next|previous|past|"
    r"these|those|preceding|above|latter|former|our|your|their|its|his|her|my|both|any|every|each|or|and|plus|out\s+of|all|other|"
    r"versions?|levels?|parts?|phases?|steps?|chapters?|sections?|figures?|tables?|pages?|lines?|days?|weeks?|items?|rules?|"
    r"tier|stage|type|class|grade|group|option|appendix|issue|no)"
    r"\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_PARTS = lazy.compile(
    rf"(?:\b(?:least|most|than|up\s+to|{NUMBER}\s+to|over|about|around|near(?:ly)?|almost|roughly|some|another|first|last|next|previous|past|or|and|plus|"
    r"out\s+of|other|versions?|levels?|parts?|phases?|steps?|chapters?|sections?|pages?|lines?|days?|rules?|stage|class|grade|group|option|"
    r"issue|no|of\s+(?:the|our|these))\s+|[.,/-])\Z",
    re.IGNORECASE,
)
_TOP = lazy.compile(r"\btop\s+\Z", re.IGNORECASE)
# "The" counts what is listed only where the sentence presents it.
_PRESENTED = lazy.compile(
    r"\A(?:(?:here|these|those|below|(?:the\s+)?following)\s+(?:are|were)\s+|and\s+)?the\s+\Z", re.IGNORECASE
)
_THE = lazy.compile(r"\bthe\s+\Z", re.IGNORECASE)
# "Five people make up the committee, and here they are:"
_HERE_THEY_ARE = lazy.compile(
    r",?\s(?:and\s)?(?:here|these)\s(?:they\s|it\s)?(?:are|is)(?:\s(?:they|it))?\Z", re.IGNORECASE
)
# "… fixes seven things and adds one that nobody asked for:"
_ONE_MORE = lazy.compile(
    r",?\s(?:(?:and|plus|but\salso)\s(?:[a-z]{2,12}\s)?(?:one|another|an\sextra|a\sbonus|a\sfew\sextras?)|plus\san?)"
    r"(?:\s(?!(?:of)\b)[^,:;()]*)?\Z",
    re.IGNORECASE,
)
_AT_START = lazy.compile(r"\A\W*the\s+\Z", re.IGNORECASE)
# "My three lessons:" presents them; "we painted our three boats:" speaks of boats that were counted elsewhere.
_OWN = lazy.compile(
    r"(?:\A\W*|\b(?:share|present|list|show|give|offer|tell|are|is|were|about|learn\w*|note|thank|welcome|introduce|congratulate|meet)\s+(?:you\s+)?(?:with\s+you\s+)?)"
    r"(?:my|our)\s+(?:own\s+)?\Z",
    re.IGNORECASE,
)
_OWNED = lazy.compile(r"\b(?:its|their|our|my|his|her|the)\s+\Z", re.IGNORECASE)
_CAPITALISED = lazy.compile(r"[A-Z][\w.+#-]*\s+\Z")

_PLURAL = (
    r"(?:[a-z]+(?:-[a-z]+)*s\b(?<!ss)(?<!us)(?<!is)(?<!\bwas)(?<!\bhas)(?<!\bdoes)|"
    r"[a-z]+s-(?:up|by|on|in-law)|people|children|criteria|women|men|phenomena|series)"
)
_ADJECTIVES = (
    r"(?:(?!(?:of|and|or|in|on|for|to|is|are|was|the|as|with|at|by|from|has|that|ago|we|you|they|it|who|which|"
    r"weeks|days|months|years)\b)[\w'’./-]+\s+){0,4}?"
)
_TAIL = (
    r"(?:of|for|to|in|on|with|that|which|who|why|from|when|about|by|where|at|we|you|i|they|it|without|across|behind|this|under|"
    r"into|worth|available|below|here|today|now|so far|left|needed|required|within|between|during|"
    r"(?:are|were|is|has been|have been|had been|will be|can be|should be|must be|need to be|needed to be|"
    r"(?:that )?(?:matter|stand out|stood out|apply|remain|follow|exist)))\b"
)
_THINGS = lazy.compile(rf"\s+(?P<things>{_ADJECTIVES}{_PLURAL})(?P<tail>\s*\Z|\s+{_TAIL}[^\0]*)", re.IGNORECASE)
# "Six things are new", "Four things went wrong": the sentence is about the things, and about nothing else.
_SHORT_TAIL = (
    r"\s+(?:are|were|went|came|changed?|happen(?:ed)?|helped|help|hurt|broke|failed|stayed|stay|matter|remain|surprised)"
    r"(?:\s+[a-z]+){0,2}"
)
_SUBJECT = lazy.compile(rf"\s+(?P<things>{_ADJECTIVES}{_PLURAL})(?P<tail>{_SHORT_TAIL}\s*\Z)", re.IGNORECASE)
# "Three new sponsors joined us": fine before names, unless others are named: "three judges chose the winners".
_DEED = lazy.compile(
    rf"\s+(?P<things>{_ADJECTIVES}{_PLURAL})(?P<tail>\s+(?!(?:of|and|or)\b)[a-z]+"
    r"(?:(?!\s+[a-z]{2,}(?<!thi)s\b(?<!ss)(?<!us)(?<!\bhas)(?<!\bwas)|\s+(?:their|his|her|its)\b(?!\s(?:first|own|last)\s))\s+\S+){0,8}\s*\Z)",
    re.IGNORECASE,
)
# What is counted and never listed, at the end of the words that name the things.
_UNITS = lazy.compile(
    r"\b(?:(?:milli|micro|nano)?seconds|minutes|hours|days|nights|weeks|months|quarters|years|decades|times|percent|dollars|euros|"
    r"pounds|(?:kilo|mega|giga|tera)?(?:bytes|bits|metres|meters)|pixels|characters|words|miles|degrees|points\s+out|downloads|stars|"
    r"commits|votes|respondents|attendees|participants|(?:hundred|thousand|million|billion|dozen)s?|users|sessions|"
    r"colleagues|lots|its|others|ours|theirs|this|thus|plus|always|perhaps|less|across|besides|passes)\Z",
    re.IGNORECASE,
)
_DEED_OF = lazy.compile(r"\w{2,}(?<!s)s\s\w{2,}ed\s", re.IGNORECASE)
# A second quantity, or a hint that the list is something else or not all.
_DOUBT = lazy.compile(
    r"\b(?:several|few|many|various|multiple|numerous|a\s+number\s+of|couple|each|every|following|respectively|or|"
    r"include|including|such\s+as|for\s+(?:example|instance)|e\.g|among|especially|particularly|notably|mostly|mainly\s+the|"
    r"highlights?|some|more|not|n['’]t|per|either|neither|complement\w*|alongside|besides|in\s+addition|on\s+top|next\s+to|combinations?|both|these|those|and|results?|if|suppose|imagine|given|"
    r"ask(?:ed|ing)?|interview(?:ed|ing)|survey(?:ed|ing)|poll(?:ed|ing)|talk(?:ed|ing)|spoke|ran|run|tested|compared|tried)\b|"
    r"[,;/(]|—|–",
    re.IGNORECASE,
)
# "four things that the hut does not have": what is denied is said of the things.
_OF_THEM = lazy.compile(r"\s+(?:that|which|who|whom|we|you|they|i|it|nobody|everybody)\b", re.IGNORECASE)
_DENIED = lazy.compile(
    r"\b(?:not|cannot)\b|\b(?:do|does|did|has|have|had|is|are|was|were|ca|could|wo|would|should|must)n['’]t\b", re.I
)
# "After five releases we …": the number is that of a circumstance.
CIRCUMSTANCE = lazy.compile(
    r"(?:\A|,\s)(?:in|after|with|based\s+on|since|for|on|from|at|during|within|of|across|over|through|by|using|when|once|while|"
    r"despite|to|between|before|until|without)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_STATED = lazy.compile(
    r"\b(?:are|were|have been|had been|has been|will be|can be|should be|must be|need|needed|matter|stand out|stood out|apply|"
    r"remain|follow|exist|deserve|come to mind)\b",
    re.IGNORECASE,
)
# "These four went on to the final:"
_OF_US = lazy.compile(
    rf"\A\W*(?P<number>{NUMBER})\s(?P<things>of\s(?:us|them|you))(?:,(?:(?!\b(?:with|plus|and|without)\b)[^:;()]){{0,60}})?\Z",
    re.IGNORECASE,
)
_THESE = lazy.compile(
    rf"(?:\A|,\s(?:and|but|so)\s)\W*(?:these|the\sfollowing)\s(?P<number>{NUMBER})\s(?!(?:of|and|or|days|weeks|months|years|hours|minutes)\b)"
    r"[a-z][\w'’-]*(?:\s[^\s,;:]+){1,10}\Z",
    re.IGNORECASE,
)
_ALL = lazy.compile(rf"\W*all\s+(?:the\s+)?(?P<number>{NUMBER})\s+(?P<things>(?:[a-z-]+\s+)?{_PLURAL})", re.IGNORECASE)
_EACH = lazy.compile(r"\b(?:each|apiece)\b", re.IGNORECASE)
_SUPERLATIVE = lazy.compile(
    r"\s(?:most|least|(?!(?:\w*r?est|guest|forest|request|interest|protest)\b)\w{3,}est|best|worst|latest|newest|oldest)\s",
    re.IGNORECASE,
)
_AND = lazy.compile(r"\A\s*(?:and|but|so)\s", re.IGNORECASE)
_FOLLOWING = lazy.compile(r"\b(?:following|these|those)\s+\Z", re.IGNORECASE)
_LONGEST = 1000  # characters; what has more is no sentence


def announced(sentence: str, *, of_names: bool = False, is_owned: bool = False) -> Announced | None:
    """What `sentence`, without the colon at its end, says will be listed; None where there is any doubt.

    With `of_names`, names follow: then the sentence may also tell what those counted did. With `is_owned`, "its two authors"
    are those that follow, too.
    """
    if len(sentence) > _LONGEST:
        return None
    found = _announced(picked(sentence), of_names=of_names, is_owned=is_owned)
    at = sentence.find(found.phrase) if found else -1
    return found._replace(at=at, end=at + len(found.phrase)) if found and at >= 0 else found


def _announced(sentence: str, *, of_names: bool, is_owned: bool) -> Announced | None:
    """The same of a sentence that begins with what counts."""
    if here := _HERE_THEY_ARE.search(sentence):
        sentence, of_names = sentence[: here.start()], True  # whatever those counted do
    sentence = without_asides(sentence)
    if everything := _all(sentence):
        return everything
    more = _ONE_MORE.search(sentence)
    counted = _counted(sentence[: more.start()], of_names=of_names, is_owned=is_owned) if more else None
    if counted:
        return counted._replace(extra=1)
    return _counted(sentence, of_names=of_names, is_owned=is_owned)


def _counted(sentence: str, *, of_names: bool, is_owned: bool) -> Announced | None:
    if these := _these(sentence):
        return these
    counts = [found for found in _COUNT.finditer(sentence) if not _is_name(sentence, found)]
    if len(counts) != 1:
        return None
    (count,) = counts
    before = sentence[: count.start()]
    things, is_subject = _things(sentence, count, of_names=of_names)
    value = number_of(count[0])
    if (
        things is None
        or not 2 <= value <= _MOST
        or not (_begins(before, sentence[count.end() :]) or (is_owned and _OWNED.search(before)))
        or _UNITS.search(things["things"])
    ):
        return None
    if _DEED_OF.search(things["things"]):
        return None  # "four volunteers baked cakes": what they baked is listed
    around = "" if _is_presented(before) else _AND.sub("", _FOLLOWING.sub("", before).rpartition(",")[2])
    tail = _DENIED.sub(" ", things["tail"]) if _OF_THEM.match(things["tail"]) else things["tail"]
    if _DOUBT.search(things["things"] + tail) or _DOUBT.search(around):
        return None
    if _THE.search(before) and _AT_START.match(before) and things["tail"].strip() and not is_owned:
        return None
    if things["tail"].strip() and not is_subject and not _presents(before, things["tail"]):
        return None
    end = things.end("things")
    return Announced(value, sentence[count.start() : end], count.start(), end)


def _all(sentence: str) -> Announced | None:
    """ "All five wards sent two delegates each": all of them are listed, whatever is told of each."""
    found = _ALL.match(sentence)
    if found is None or _UNITS.search(found["things"]):
        return None
    value = number_of(found["number"])
    others = [one for one in _COUNT.finditer(sentence, found.end()) if not _is_name(sentence, one)]
    if not 2 <= value <= _MOST or (others and not _EACH.search(sentence, found.end())):
        return None
    at = found.start("number")
    return Announced(value, sentence[at : found.end("things")], at, found.end("things"))


def _these(sentence: str) -> Announced | None:
    found = _OF_US.match(sentence)
    if found:
        return Announced(
            number_of(found["number"]),
            found[0][: found.end("things")].strip(),
            found.start("number"),
            found.end("things"),
        )
    found = _THESE.search(sentence)
    behind = (
        sentence[found.end("number") :].replace(" and ", " ") if found else ""
    )  # "go into the bag and nowhere else"
    if found is None or _DOUBT.search(behind) or _COUNT.search(sentence, found.end("number")):
        return None
    value = number_of(found["number"])
    return Announced(value, found["number"], *found.span("number")) if 2 <= value <= _MOST else None


def _things(sentence: str, count: re.Match[str], *, of_names: bool) -> tuple[re.Match[str] | None, bool]:
    """The counted things, and whether the sentence begins with them and tells no more than what they are or did."""
    begins = not sentence[: count.start()].strip(' *_“"')
    for form in (_SUBJECT, _DEED) if of_names else (_SUBJECT,):
        if begins and (found := form.match(sentence, count.end())):
            return found, True
    return _THINGS.match(sentence, count.end()), False


def _is_name(sentence: str, count: re.Match[str]) -> bool:
    """True for a figure that belongs to the name before it: `Node 18`, `Phase 2`."""
    return _FIGURE.match(count[0]) is not None and _CAPITALISED.search(sentence[: count.start()]) is not None


def ends_in_name(before: str) -> bool:
    """Whether a figure behind this text belongs to a name, as in `Reed 3`; a verb or a little word may begin a sentence."""
    found = _LAST_WORD.search(before, max(len(before) - _NAME, 0))
    if found is None:
        return False
    word = found[1].lower()
    is_little = word in CLASSES["deter"] or word in CLASSES["preposition"] or word in CLASSES["joining"]
    is_first = not before[: found.start()].strip(' *_“"(')
    return not is_first or not (is_little or {"v", "r", "a"}.intersection(forms(word)))


_NAME = 40  # characters
_LAST_WORD = lazy.compile(r"(?<![\w.])([A-Z]\w+)\s+\Z")


def _presents(before: str, tail: str) -> bool:
    """Whether the counted things are what the sentence is about: its object, or the subject of "are", "need", "remain"."""
    if CIRCUMSTANCE.search(before):
        return False
    return bool(before.strip()) or _STATED.search(tail) is not None or _VERB.search(tail) is None


# "Three talks this time around:" is no sentence, and so about nothing else.
_VERB = lazy.compile(
    r"\b(?!(?:this|its|us|as|days|weeks|thus|plus|times|others)\b)(?:\w{2,}(?:ed|s)|is|are|be|were|have|had|will|can|do|did|made|gave|took|came|went|got|ran|won|led|let|met|know|need|make|"
    r"give|take|come|go|get|see|show|say|think|want|help|tell|find|turn|keep|lead|look|love|like|who|which|that|we|you|they|i|it)\b",
    re.IGNORECASE,
)


def _is_presented(before: str) -> bool:
    """Whether "here are the" stands before a number, at the start of its clause."""
    return _PRESENTED.match(_AND.sub("", before.rpartition(",")[2]).lstrip()) is not None


def _begins(before: str, after: str) -> bool:
    """Whether the words before a number leave it the number of what is listed."""
    if _FOLLOWING.search(before) or _TOP.search(before) or _OWN.search(before):
        return True
    if _THE.search(before):
        if _SUPERLATIVE.match(after):
            return True
        return _is_presented(before) or _AT_START.match(before) is not None
    return _NOT_BEFORE.search(before) is None


def is_part(before: str) -> bool:
    """Whether the words before a number make it a part, a bound or a name: "three of the", "up to", "version"."""
    return _PARTS.search(before) is not None


def is_miscount(said: int, counted: int) -> bool:
    """Whether two numbers differ by a slip, which is off by one or two; what differs more counted something else."""
    return 0 < abs(said - counted) <= CLOSE
