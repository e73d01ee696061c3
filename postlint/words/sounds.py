"""A word as written goes in, the kind of sound it begins with when read aloud comes out: what stands behind a and an."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from postlint.text import lazy
from postlint.words.english import is_derived, is_listed


class Sound(Enum):
    """What the first sound of a word is; UNSURE where people differ or nothing is known."""

    VOWEL = "vowel"
    CONSONANT = "consonant"
    UNSURE = "unsure"


def _beginnings(words: str) -> re.Pattern[str]:
    """Matches lower-case words that begin like one of these; after a `.` the word must end."""
    return lazy.compile("|".join(word.replace(".", "(?![a-z])") for word in words.split()))


# A vowel for the one, none for the other: an herb or a herb, an historic, SQL as letters or as "sequel"; oneway and onerror.
_DISPUTED = _beginnings(
    "one(?=[a-z])(?!rous|ir|ga|ida|s.|self|ness|sie|time) herb homage histori hotel habitual hereditary heroic hypoth "
    "hysteri hallucin horrific humble hilarious hermi hawai uh um. uno. ulimit umask uname umount uprobe uret uops. "
    "uwsgi ublock umd. ubi. uart swf. yt yg ylang yv xen xan xer xeo xy xi sql nginx ngrok ouag oaxac ioan eoin iul "
    "sha1 sha2 sha3 sha5"
)
# Written with a vowel, spoken like "you" or "one".
_LIKE_CONSONANT = _beginnings(
    "eu(?!ler) ewe. ewer one(?!rous|ir|ga|ida) once. ouija unanim unary unicast unicef unicod unicorn unicycl "
    "unidirection unif(?!org) unigram unikernel unilater unilev unio unip uniq unisex unison unit univ unix ubiquit ugand "
    "ukrain ukulele uran urea. urin urolog uruguay usab usag use. used. user users useful useless uses. using usual usur utah "
    "utensil uter util utop uuid uri. uris. url ui. uis. ux. uefi ufo uid. ulid. usb. utc. utf udp. uk. us. usa. uhd."
)
# What words begin with that have nothing in common with "one" or "good": unimproved, eukaryotic.
_SHARED = lazy.compile(r"eu(?!ro)|uni(?!cod|cor|fi|form|que|vers|x)")
# Written with a consonant that is silent, or as a letter that is read by its name.
_LIKE_VOWEL = _beginnings(
    "hour honest honor honour heir. heirs heiress heirloom "
    "x-ray x-axis x86 xbox xterm mp3 mp4 nth. npm. html. https?. xml. rss. ssh. svg. sdk. rpm."
)
_U_AS_IN_UP = lazy.compile(r"u(?:[bgklmprx]|n(?!i)|ni(?:[mnd]|ll)|s(?:h|c)|t(?:t|m)|dd)")
# Clusters that begin English words; others are spelt out or foreign, as in mDNS or rsync.
_SPEAKABLE = lazy.compile(
    r"[bcdgjkpqtvwz]|(?:[fhlmnrsy]|f[lr]|rh|s(?:c[hlr]?|h[lmnrtw]?|kr?|[lmnvw]|p[hlr]?|qu|tr?))[aeiouy]"
)

_ACRONYM = lazy.compile(r"([A-Z]{2,})(?:e?s|['’]s)?(?![a-z])")
_BEFORE_WORD = lazy.compile(r"([A-Z]{2,})(?=[A-Z][a-z])")  # the HTML of HTMLElement
VOWEL_NAMES = frozenset("AEFHILMNORSX")  # letters whose names begin with a vowel sound
# Acronyms that hold a vowel and are spelt out all the same.
_SPELT = frozenset(
    "LED LCD HMAC LOE MOU MRI RNA NDA NYC SEO SLA SLO SLI SME RPA RSA FBI MSI ROI RFID SSID HOV MIT NIH".split()
)
_SPELT_U = frozenset("URL URI UUID UI USB UTC UTF UX UDP US USA UK UPS UEFI URN UID ULID UHD UML UV UAT UFO".split())
# Of two consonants the two may be read in full, "a Monte Carlo sample" for MC; these nobody does.
_SPELT_PAIRS = frozenset("FM HD HR LP MD ML MP NS RV SD".split())
_LONGEST_INITIALS = 4  # letters of an acronym written small: a upi, a umd
_SHORTEST = 4  # letters of what may be a word behind a letter of its own
_LIKE_WORDS = frozenset("EULA EUR EURO EWMA ONE ONCE".split())


@lru_cache(maxsize=1 << 15)
def sound_of(word: str) -> Sound:
    """The first sound of a word, number, acronym or identifier."""
    lower = word.lower()
    if word[0].isdigit():
        return _number(word)
    if not word.isascii() or _DISPUTED.match(lower):
        return Sound.UNSURE
    if found := _ACRONYM.match(word) or _BEFORE_WORD.match(word):
        return _acronym(found[1])
    if _LIKE_CONSONANT.match(lower):
        return Sound.UNSURE if _is_unheard(lower) else Sound.CONSONANT
    if _LIKE_VOWEL.match(lower):
        return Sound.VOWEL
    if len(word) == 1 or not word[1].isalpha():
        return _letter(word[0])
    return _word(word, lower)


def _is_unheard(lower: str) -> bool:
    """True for a word that no list has and that begins as others do: only who wrote "unitended" knows what it is."""
    return _SHARED.match(lower) is not None and lower.isalpha() and not (is_listed(lower) or is_derived(lower))


def _number(word: str) -> Sound:
    """Eight, eleven, eighteen and what begins with them; 1100 and 1800 are read in two ways, 0 is zero or oh."""
    head = re.split(r"\D", word, maxsplit=1)[0]
    if head[0] == "0" or (head[:2] in ("11", "18") and len(head) == 4):
        return Sound.UNSURE
    if head[0] == "8" or (head[:2] in ("11", "18") and len(head) % 3 == 2):
        return Sound.VOWEL
    return Sound.CONSONANT


def _acronym(letters: str) -> Sound:
    """Without a vowel nobody reads it as a word; with one, only a first letter that sounds alike both ways is certain."""
    if letters in _LIKE_WORDS:
        return Sound.CONSONANT
    if letters[0] == "U":
        return Sound.CONSONANT if letters in _SPELT_U or letters.removesuffix("S") in _SPELT_U else Sound.UNSURE
    if letters[0] in "AEIO":
        return Sound.VOWEL
    if letters[0] not in VOWEL_NAMES:
        return Sound.CONSONANT
    read = len(letters) == 2 and letters not in _SPELT_PAIRS
    spelt = letters in _SPELT or not (read or re.search("[AEIOUY]", letters))
    return Sound.VOWEL if spelt else Sound.UNSURE


def _letter(letter: str) -> Sound:
    """A lone letter, as in `S3`, `X.509`, `N-API`; a lower-case one may stand for anything."""
    if letter.islower() or letter in "AIHU":
        return Sound.UNSURE
    return Sound.VOWEL if letter in VOWEL_NAMES else Sound.CONSONANT


def _word(word: str, lower: str) -> Sound:
    if lower[0] == "u":
        spoken = word.islower() and (len(lower) > _LONGEST_INITIALS or is_listed(lower))
        return Sound.VOWEL if spoken and _U_AS_IN_UP.match(lower) else Sound.UNSURE
    if lower[0] in "aeio":
        return Sound.VOWEL
    spelt = word[0].islower() and (word[1].isupper() or _is_prefixed(lower))  # mTLS, gRPC, himport
    return Sound.CONSONANT if re.search("[aeiouy]", lower) and not spelt and _SPEAKABLE.match(lower) else Sound.UNSURE


def _is_prefixed(lower: str) -> bool:
    """True for a letter or two before a word, which together are none and may be read by name: `himport`, `fanotify`."""
    first = re.split(r"[^a-z]", lower, maxsplit=1)[0]
    if lower[0].upper() not in VOWEL_NAMES or is_listed(first) or is_derived(first):
        return False
    return any(len(first) >= _SHORTEST + letters and is_listed(first[letters:]) for letters in (1, 2))
