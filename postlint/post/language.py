"""The visible texts of a post go in, the language of the post and the texts that are English come out.

A language is known by its commonest function words: any dozen words of running text hold several of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter

from postlint.model import Flow
from postlint.text import lazy

_FUNCTION_WORDS = {
    "en": "the and of to is that for it with as this are be by from at which have has was were will can not you your we "
    "our they their these an or if but its there when how been more than into some any other would should could i my a "
    "on in all also so do does did about what who out up no he she his her him them just then here now new us only may",
    "de": "der das und nicht ist ein eine einen einem einer dem den des mit für auf sich auch von zu wir werden sind wird "
    "bei aus nach oder wie wenn dass über zum zur haben noch ich sie es im nur aber kann durch vom unter dieser diese",
    "fr": "le la les des est et une dans pour que qui sur pas vous nous avec ce cette sont plus au aux du par ou mais être "
    "ces il elle en un ne ont leur ses son sa votre notre",
    "es": "el la los las de que y en un una por con para su es se del al como más pero sus este esta está son lo le ya "
    "nos muy también sin sobre entre cuando hay ser",
    "pt": "o os um uma de que e em não para com por mais se na da do dos das como mas ao você são está foi nos pela pelo "
    "também ser isso",
    "it": "il di che e la un una per non con sono del della delle dei le gli nel nella anche più si da al alla questo "
    "questa essere come",
    "nl": "de het een van en niet dat die op te zijn voor met aan er ook bij naar wordt worden deze dit je wij we uit "
    "maar om kan",
    "sv": "och att det som en på är av för med den till inte har jag ett om så vi kan men",
    "da": "og at det er en på til af med ikke har jeg et om som vi kan men den de",
    "pl": "i w na z do się nie jest to że o jak po co dla od są przez który która oraz tym ale",
    "cs": "a se na je v že s z do o jako za pro by jsou ale který která nebo tak jsem",
    "tr": "ve bir bu için ile de da olarak daha çok gibi olan ne var en ama",
    "id": "yang dan di untuk dengan dari ini itu pada tidak adalah dalam akan juga ke oleh kami anda",
    "fi": "ja on ei että se oli joka mutta hän ovat myös kun tai niin ole",
    "hu": "a az és hogy nem is egy meg ez de van csak már",
    "ro": "și în la cu pe de că nu este sunt un o din mai pentru care",
}
_SCRIPTS = {
    "zh": lazy.compile(r"[\u4e00-\u9fff]"),
    "ja": lazy.compile(r"[\u3040-\u30ff]"),
    "ko": lazy.compile(r"[\uac00-\ud7af]"),
    "ru": lazy.compile(r"[\u0400-\u04ff]"),
    "el": lazy.compile(r"[\u0370-\u03ff]"),
    "he": lazy.compile(r"[\u0590-\u05ff]"),
    "ar": lazy.compile(r"[\u0600-\u06ff]"),
    "hi": lazy.compile(r"[\u0900-\u097f]"),
    "th": lazy.compile(r"[\u0e00-\u0e7f]"),
}
_DENSE = ("zh", "ja", "ko")
_OTHER_SCRIPT = lazy.compile(r"[\u0370-\u0e7f\u3040-\ud7af]")  # all of them, and some that is none: quickly compiled
_LATIN = lazy.compile(r"[A-Za-z\u00c0-\u024f]")
# `[<hash>] - subsystem: what changed (author)` or `what changed <hash> @author #123`: the title of a commit, quoted as it is.
# What ends in a full stop was written for readers.
_HASH = r"(?<!\w)(?=[a-f]*\d)[0-9a-f]{7,40}(?!\w)"
_AFTER_HASH = lazy.compile(rf"\W*{_HASH}\W+\S")
_BEFORE_HASH = lazy.compile(rf"[^\s.!?\[(][\s\[(]+{_HASH}[\])]?(?:[\s,(\[]*[@#][\w-]+[)\]]*)*\s*\Z")
_DIGIT = lazy.compile(r"\d")
_TAIL = 100  # characters: a hash, an author and some numbers


def _words_of(code: str) -> frozenset[str]:
    """A language's function words; a single letter is as often the rest of a contraction or a name."""
    words = frozenset(_FUNCTION_WORDS[code].split())
    return words if code == "en" else frozenset(w for w in words - _words_of("en") if len(w) > 1)


_WORDS = {code: _words_of(code) for code in _FUNCTION_WORDS}
ENGLISH_FUNCTION_WORDS = _WORDS["en"]
_FOREIGN = frozenset().union(*(words for code, words in _WORDS.items() if code != "en"))


def language_of(flows: Iterable[Flow]) -> str:
    """The language that most of the text is in, as a code of ISO 639-1, or "" where there is too little to tell."""
    flows = tuple(flows)
    if script := _script_of("\n".join(flow.prose for flow in flows)):
        return script
    counts = Counter(map(str.lower, chain.from_iterable(flow.words for flow in flows)))
    there = counts.keys()
    found = ((code, sum(counts[word] for word in known & there)) for code, known in _WORDS.items())
    code, hits = max(found, key=itemgetter(1))
    return code if hits >= 3 and hits * 12 >= counts.total() else ""


def english_flows(flows: Sequence[Flow], language: str) -> tuple[Flow, ...]:
    """The flows that a rule about English words may judge: no passage in another language, no quoted commit title or post.

    `language` is the one that most of the text is in.
    """
    if language in ("en", ""):
        return tuple(flow for flow in flows if not _is_put_in(flow) and _is_english(flow) and not _is_commit(flow.text))
    own = _FUNCTION_WORDS.get(language, "").split()  # "do" and "no" are Portuguese, too
    plain = ENGLISH_FUNCTION_WORDS.difference(own)
    return tuple(flow for flow in flows if _is_island(flow, plain) and not _is_commit(flow.text))


def _is_put_in(flow: Flow) -> bool:
    """What a program put here as it found it: a quotation in HTML is a post of a social network."""
    return flow.quoted and flow.role == "html"


def _is_commit(text: str) -> bool:
    tail = max(len(text) - _TAIL, 0)
    return bool(_AFTER_HASH.match(text) or (_DIGIT.search(text, tail) and _BEFORE_HASH.search(text, tail)))


def languages_of(flows: Sequence[Flow], language: str, english: Sequence[Flow]) -> tuple[str, ...]:
    """The language of each flow: that of the whole text, or of a passage that is plainly in another, as `english` flows are."""
    known = set(map(id, english))
    if language in ("en", ""):
        return tuple("en" if id(flow) in known else language_of((flow,)) or "en" for flow in flows)
    return tuple("en" if id(flow) in known else language for flow in flows)


def _script_of(text: str) -> str:
    """The language whose own script most of the letters are in, "" for Latin; a sign of Chinese says as much as three."""
    if text.isascii() or not _OTHER_SCRIPT.search(text):
        return ""
    counts = {code: len(script.findall(text)) * (3 if code in _DENSE else 1) for code, script in _SCRIPTS.items()}
    signs = sum(counts.values())
    return max(counts, key=counts.__getitem__) if signs and signs > len(_LATIN.findall(text)) else ""


def _is_english(flow: Flow) -> bool:
    """True unless two function words or more, and more than the English ones, are another language's."""
    found = set(map(str.lower, flow.words))
    foreign = _FOREIGN & found
    if len(foreign) > 1 and max(len(known & foreign) for known in _WORDS.values()) > max(len(_WORDS["en"] & found), 1):
        return False
    return not _script_of(flow.prose)


def _is_island(flow: Flow, plain: frozenset[str]) -> bool:
    """True for an English passage of a post in another language, by function words that are `plain` English."""
    found = set(map(str.lower, flow.words))
    return len(plain & found) > 2 * max(len(known & found) for code, known in _WORDS.items() if code != "en") + 1
