"""A word with capitals that are no word's goes in, the well-known name comes out of which a slip made it: gPRC, NGNIX, OBDC."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain

from postlint.site.words.vocabulary import Vocabulary
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart
from postlint.words.english import capitals, cased, compound_of, is_derived, is_listed, is_word, names
from postlint.words.slips import Slip, is_clear_slip, slip_of

_ACRONYMS = frozenset(
    "AJAX ANSI ASCII BIOS CORBA CORS CRUD CSRF CUDA DHCP DKIM ECMA FIPS FOSS GDPR GNOME HIPAA HTML HTTP HTTPS IANA ICANN IEEE "
    "IETF IMAP JDBC JPEG JSON LDAP LGPL LLVM MQTT NASA NATO NGINX NIST OASIS ODBC OIDC OSCON OWASP POSIX RBAC REST SAML SBOM "
    "SIMD SMTP SOAP SPDX UEFI UNIX USAID UUID VLAN WCAG WSGI XHTML XMPP YAML".split()
)
_MIXED = lazy.compile(r"(?=.*[A-Z])(?=.*[a-z])(?!(?:[A-Z][a-z]*|[A-Z]+s)\Z)[A-Za-z]+")
_SHORT, _LONG = 6, 8  # letters; in short names only a swap is a slip, in long ones any
_FINGERS = (Slip.SWAPPED, Slip.DOUBLED, Slip.TRIPLED)  # what makes a slip of a plain name that is not long
_RARE = 1  # times at most that the site writes the form found
_USUAL = 10  # times at least that the site writes an acronym that is in no list
_CVE = lazy.compile(r"(?!CVE)(?=[CVE]{3}-)(\w)(?!\1)(\w)(?!\1|\2)\w(?=-(?:19|20)\d\d-\d{4})")


def known_name(word: str, site: Vocabulary) -> str:
    """The name, "" for what may well be another: a word that the site writes again, or that its code holds."""
    if word.isupper():
        name = _acronym(word, site)
    elif word[1:].islower():
        # An accent is no slip of a finger: Montréal.
        is_known = word in names() or word.lower() in cased() or word.lower() in capitals()
        is_near = len(word) >= _SHORT and word.isascii() and not is_known
        name = _near(word.lower(), _place_names()) if is_near else ""
        if name and is_middling(word) and not _is_of_fingers(word.lower(), name.lower()):
            name = ""
    else:
        name = _near(word.lower(), _products()) if _MIXED.fullmatch(word) and word.lower() not in cased() else ""
    # The site is asked last: what others write of a word concerns every post that has it.
    if not name or _is_english(word.lower(), name) or site.prose.get(word, 0) > _RARE or word.lower() in site.code:
        return ""
    return name


def _is_english(word: str, name: str) -> bool:
    """True for a word; near a long name no two words make one by chance: Cloudfare."""
    return is_word(word) and not (len(name) > _LONG and compound_of(word) and not (is_listed(word) or is_derived(word)))


def _is_of_fingers(word: str, name: str) -> bool:
    """True for two letters swapped, one doubled, or one lost from a long name: Belguim, Seatle, Facbook."""
    return slip_of(word, name) in _FINGERS or (len(name) > len(word) and len(name) >= _LONG)


def is_middling(word: str) -> bool:
    """True for a plain name so short that beside another it may be somebody's: Mr Bostom."""
    return word.istitle() and len(word) < _LONG


def mistyped_cve(text: str) -> re.Match[str] | None:
    """The first three letters of an entry of the list of vulnerabilities in another order: CEV-2020-1234."""
    return _CVE.search(text)


def _acronym(word: str, site: Vocabulary) -> str:
    """A swap of two neighbours; what the site writes often counts as known."""
    if len(word) < 4 or word in _ACRONYMS:
        return ""
    swaps = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    known = (other for other in swaps if other != word and (other in _ACRONYMS or site.prose.get(other, 0) >= _USUAL))
    # A letter too many of one and too few of another: HTPP.
    beside = (other for other in sorted(_ACRONYMS) if set(other) == set(word) and one_edit_apart(word, other))
    return next(chain(known, beside), "")


def _near(word: str, known: Mapping[str, Sequence[str]]) -> str:
    """The first name that begins and ends as the lower-case word does, and is one slip away."""
    for name in known.get(word[0] + word[-1], ()):
        lower = name.lower()
        if abs(len(lower) - len(word)) < 2 and one_edit_apart(word, lower) and _is_slip(word, lower):
            return name
    return ""


@cache
def _products() -> Mapping[str, Sequence[str]]:
    return _by_ends(cased().values())


@cache
def _place_names() -> Mapping[str, Sequence[str]]:
    return _by_ends((*cased().values(), *capitals().values()))


def _by_ends(known: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(known):
        found.setdefault((name[0] + name[-1]).lower(), []).append(name)
    return found


def _is_slip(word: str, name: str) -> bool:
    if min(len(word), len(name)) < _SHORT:
        return slip_of(word, name) is Slip.SWAPPED
    return len(name) >= _LONG or is_clear_slip(word, name)
