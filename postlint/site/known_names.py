"""A word with capitals that are no word's goes in, the well-known name comes out of which a slip made it: gPRC, NGNIX, OBDC."""

from __future__ import annotations

import re

from postlint.site.vocabulary import Vocabulary
from postlint.text import lazy
from postlint.words.english import cased, is_word
from postlint.words.slips import Slip, is_clear_slip, one_slip_away, slip_of

_ACRONYMS = frozenset(
    "AJAX ANSI ASCII BIOS CORBA CORS CRUD CSRF CUDA DHCP DKIM ECMA FIPS FOSS GDPR GNOME HIPAA HTML HTTP HTTPS IANA ICANN IEEE "
    "IETF IMAP JDBC JPEG JSON LDAP LGPL LLVM MQTT NASA NATO NGINX NIST OASIS ODBC OIDC OSCON OWASP POSIX RBAC REST SAML SBOM "
    "SIMD SMTP SOAP SPDX UEFI UNIX USAID UUID VLAN WCAG WSGI XHTML XMPP YAML".split()
)
_MIXED = lazy.compile(r"(?=.*[A-Z])(?=.*[a-z])(?!(?:[A-Z][a-z]*|[A-Z]+s)\Z)[A-Za-z]+")
_SHORT, _LONG = 6, 8  # letters; in short names only a swap is a slip, in long ones any
_RARE = 1  # times at most that the site writes the form found
_USUAL = 10  # times at least that the site writes an acronym that is in no list
_CVE = lazy.compile(r"(?!CVE)(?=[CVE]{3}-)(\w)(?!\1)(\w)(?!\1|\2)\w(?=-(?:19|20)\d\d-\d{4})")


def known_name(word: str, site: Vocabulary) -> str:
    """The name, "" for what may well be another: a word that the site writes again, or that its code holds."""
    if site.prose.get(word, 0) > _RARE or word.lower() in site.code or is_word(word.lower()):
        return ""
    if word.isupper():
        return _acronym(word, site)
    if not _MIXED.fullmatch(word) or word.lower() in cased():
        return ""
    near = one_slip_away(word.lower()) & cased().keys()
    return next((cased()[name] for name in sorted(near) if _is_slip(word.lower(), name)), "")


def mistyped_cve(text: str) -> re.Match[str] | None:
    """The first three letters of an entry of the list of vulnerabilities in another order: CEV-2020-1234."""
    return _CVE.search(text)


def _acronym(word: str, site: Vocabulary) -> str:
    """A swap of two neighbours; what the site writes often counts as known."""
    if len(word) < 4 or word in _ACRONYMS:
        return ""
    swaps = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return next(
        (other for other in swaps if other != word and (other in _ACRONYMS or site.prose.get(other, 0) >= _USUAL)), ""
    )


def _is_slip(word: str, name: str) -> bool:
    if min(len(word), len(name)) < _SHORT:
        return slip_of(word, name) is Slip.SWAPPED
    return len(name) >= _LONG or is_clear_slip(word, name)
