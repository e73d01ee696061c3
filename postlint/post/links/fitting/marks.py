"""A text or an address goes in, the marks of services, systems, languages, media and months that it says or bears come out.

A text says a mark by a word (or by two, written here as one), an address bears it in its host, in the ending of its file or in
a word of its path. Of one sort an address bears one mark, so that another one speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

from postlint.model.named import NamedTuple
from postlint.post.links.fitting.services import services
from postlint.post.numerals import IN_WORDS, ORDINALS
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy
from postlint.text.accents import plain
from postlint.text.urls import plain_host, registrable, split_url


class Mark(NamedTuple):
    """A name within a sort: the language `de`, the system `linux`."""

    sort: str
    name: str


SYSTEM, LANGUAGE, MEDIUM, MONTH = "system", "language", "medium", "month"

# Sort and name, what texts call it, then the hosts, the endings of files and the words of paths that are its own.
_TABLE = (
    (SYSTEM, "windows", "windows", "", "exe msi", "win windows win64"),
    (SYSTEM, "macos", "macos mac", "", "dmg pkg", "macos mac osx darwin"),
    (SYSTEM, "linux", "linux", "", "appimage deb rpm", "linux"),
    (SYSTEM, "android", "android googleplay playstore", "play.google.com f-droid.org", "apk", "android"),
    (SYSTEM, "ios", "ios iphone iphones ipad ipads appstore apple", "apps.apple.com itunes.apple.com", "ipa", "ios"),
    (MEDIUM, "slides", "slides", "", "pdf pptx odp", ""),
    (MEDIUM, "film", "recording video", "", "mp4 webm mov mkv", ""),
    (MEDIUM, "sound", "audio podcast", "", "mp3 ogg wav", ""),
    (LANGUAGE, "en", "english", "", "", "en"),
    (LANGUAGE, "de", "german deutsch", "", "", "de"),
    (LANGUAGE, "fr", "french francais", "", "", "fr"),
    (LANGUAGE, "es", "spanish espanol castellano", "", "", "es"),
    (LANGUAGE, "it", "italian italiano", "", "", "it"),
    (LANGUAGE, "nl", "dutch nederlands", "", "", "nl"),
    (LANGUAGE, "pl", "polish polski", "", "", "pl"),
    (LANGUAGE, "pt", "portuguese portugues", "", "", "pt"),
    (LANGUAGE, "ja", "japanese 日本語", "", "", "ja"),
    (LANGUAGE, "zh", "chinese 中文", "", "", "zh"),
    (LANGUAGE, "ko", "korean 한국어", "", "", "ko"),
    (LANGUAGE, "cy", "welsh cymraeg", "", "", "cy"),
    (LANGUAGE, "ga", "irish gaeilge", "", "", "ga"),
    (LANGUAGE, "sv", "swedish svenska", "", "", "sv"),
    (LANGUAGE, "da", "danish dansk", "", "", "da"),
    (LANGUAGE, "cs", "czech cestina cesky", "", "", "cs"),
    (LANGUAGE, "ru", "russian русскии", "", "", "ru"),
    (LANGUAGE, "tr", "turkish turkce", "", "", "tr"),
    (LANGUAGE, "ar", "arabic", "", "", "ar"),
    (LANGUAGE, "bn", "bengali", "", "", "bn"),
    (LANGUAGE, "fi", "finnish suomi suomeksi", "", "", "fi"),
    (LANGUAGE, "el", "greek ελληνικα", "", "", "el"),
    (LANGUAGE, "he", "hebrew", "", "", "he"),
    (LANGUAGE, "hi", "hindi", "", "", "hi"),
    (LANGUAGE, "hu", "hungarian magyar magyarul", "", "", "hu"),
    (LANGUAGE, "id", "indonesian", "", "", "id"),
    (LANGUAGE, "no", "norwegian norsk", "", "", "no"),
    (LANGUAGE, "fa", "persian", "", "", "fa"),
    (LANGUAGE, "ro", "romanian romana", "", "", "ro"),
    (LANGUAGE, "th", "thai", "", "", "th"),
    (LANGUAGE, "uk", "ukrainian украінська українська", "", "", "uk"),
    (LANGUAGE, "vi", "vietnamese", "", "", "vi"),
    *((MONTH, MONTHS[month], MONTHS[month].lower(), "", "", MONTHS[month].lower()) for month in range(1, 13)),
)
_SAID: dict[str, list[Mark]] = {}
_HOSTS: dict[str, list[Mark]] = {}  # a shop for programs is one of a system, too
for _sort, _name, _words, _own in (
    *services(),
    *((sort, name, tuple(words.split()), tuple(own.split())) for sort, name, words, own, *_ in _TABLE),
):
    for _marks, _called in ((_SAID, _words), (_HOSTS, _own)):
        for _one in _called:
            _marks.setdefault(_one, []).append(Mark(_sort, _name))
_ENDINGS = {ending: Mark(sort, name) for sort, name, _, _, endings, _ in _TABLE for ending in endings.split()}
_BORNE = {word: Mark(sort, name) for sort, name, *_, words in _TABLE for word in words.split()}
# "second" and "2nd" are 2.
FIGURES = {word: str(value) for value, word in enumerate(IN_WORDS) if value} | {
    word: str(value) for value, word in enumerate(ORDINALS, 1)
}
_LONGEST = 4  # words of a name
_WORD = lazy.compile(r"[^\W_]+")
_ORDINAL = lazy.compile(r"(\d+)(?:st|nd|rd|th)")
_YEAR_MONTH = lazy.compile(r"(?<!\d)(?:19|20)\d\d[-_/.]?(0[1-9]|1[0-2])(?!\d\d\d|\d(?!\d))")


def figure(word: str) -> str:
    """The number that a word says, in figures; "" for other words."""
    found = _ORDINAL.fullmatch(word) if word[0].isdigit() else None
    return found[1] if found else FIGURES.get(word, "")


def said_at(words: Sequence[str]) -> Iterator[tuple[Mark, range]]:
    """The marks that words say, with the places of the words; a name of several is found by all written as one."""
    for at in range(len(words)):
        for count in range(1, _LONGEST + 1):
            if at + count <= len(words) and (name := "".join(words[at : at + count])) in _SAID:
                yield from ((mark, range(at, at + count)) for mark in _SAID[name])


def languages() -> frozenset[str]:
    """The codes of the languages that texts name."""
    return frozenset(mark.name for marks in _SAID.values() for mark in marks if mark.sort == LANGUAGE)


def said(text: str) -> frozenset[Mark]:
    """The marks that a text says."""
    return frozenset(mark for mark, _ in said_at(_WORD.findall(plain(text))))


def host_marks(target: str) -> frozenset[Mark]:
    """The marks that the host of an address bears: what opens can be nothing else."""
    url = split_url(target)
    host = url.host
    house = f"{plain_host(host)}/{url.path.strip('/').partition('/')[0]}"
    if within := _HOSTS.get(house):
        return frozenset(within)
    # Whoever is met there may have a host of their own below it: "reed.substack.com".
    return frozenset(
        mark
        for one in {host, plain_host(host), registrable(host), host.partition(".")[2]}
        for mark in _HOSTS.get(one, ())
    )


def file_marks(target: str) -> frozenset[Mark]:
    """The marks that the name of a file to download bears: `tern-linux-amd64.tar.gz`."""
    name = unquote(split_url(target).path).lower().rpartition("/")[2]
    if not _PACKED.search(name):
        return frozenset()
    found = {_BORNE[word] for word in _WORD.findall(name) if word in _BORNE}
    return frozenset(found | {mark for mark in (_ENDINGS.get(name.rpartition(".")[2]),) if mark})


@lru_cache(maxsize=1024)
def borne(target: str) -> frozenset[Mark]:
    """All marks that an address bears."""
    path = unquote(split_url(target).path).lower()
    found = {_BORNE[word] for word in _WORD.findall(path) if word in _BORNE}
    found |= {Mark(MONTH, MONTHS[int(month)]) for month in _YEAR_MONTH.findall(path)}
    return host_marks(target) | found | {mark for mark in (_ENDINGS.get(path.rpartition(".")[2]),) if mark}


def against(text: str, target: str, sort: str) -> tuple[str, str] | None:
    """The one name of a sort that a text says, and the other one that the host of an address is of, or the file there."""
    (mine, *more), (its, *others) = (
        _names(marks, sort) for marks in (said(text), host_marks(target) | file_marks(target))
    )
    is_one_maker = {mine, its} == {"ios", "macos"}  # "for Apple silicon"
    return (mine, its) if mine and its and mine != its and not (more or others or is_one_maker) else None


_PACKED = lazy.compile(r"\.(?:t?gz|zip|xz|bz2|zst|7z|exe|msi|dmg|pkg|deb|rpm|apk|ipa|appimage)\Z")


def _names(marks: frozenset[Mark], sort: str) -> list[str]:
    return sorted(mark.name for mark in marks if mark.sort == sort) or [""]
