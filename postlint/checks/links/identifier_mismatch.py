"""A post goes in; every link whose text names one thing by its number, but whose target names another one, comes out.

Numbers are compared only with their like: an issue with an issue, a commit with a commit, a version with a version, and what
follows a word (`RustConf 2024`, `part 2`) with what follows the same word in the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from postlint.model import Finding, Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.links.editions import names_edition, other_edition
from postlint.post.links.numbers import other_number
from postlint.post.numerals import IN_WORDS, ORDINALS
from postlint.post.releases.linked import PREVIEW, RANGE, other_release, other_series, other_version
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart
from postlint.text.urls import has_template, split_url


class _Kind(NamedTuple):
    """How an identifier is written in a text (all of it, or within) and in an address; group 1 is what counts."""

    text: re.Pattern[str]
    target: re.Pattern[str]
    whole: bool


def _kind(text: str, target: str, *, whole: bool) -> _Kind:
    return _Kind(lazy.compile(text, re.IGNORECASE), lazy.compile(target, re.IGNORECASE), whole)


_KINDS = (
    _kind(
        r"\W*(?:(?:[\w.-]+/)?[\w.-]+|[\w.-]+/[\w.-]+ |"
        r"(?:pr|mr|(?:pull|merge) request|issue|bug|discussion) (?=[#!]?\d)|"
        r"(?:\w+ ){0,3}(?:in|see|via|as|by|under) (?=[#!]\d))?(?:[#!]|(?<= ))(\d+)\W*",
        r"(?:/(?:issues?|pulls?|discussions|merge_requests|ticket|bugs?|\+bug)/|"
        r"/(?:show_bug\.cgi|view\.php)\?id=|/bugreport\.cgi\?bug=)(\d+)(?!\w)",
        whole=True,
    ),
    _kind(
        r"\W*(?:(?:commit|revision|changeset|rev|in|see|via|by) \W*)*(?=[0-9]*[a-f])(?=[a-f]*[0-9])([0-9a-f]{7,40})\W*",
        r"/(?:commits?|rev|changeset)/(?:\?id=)?([0-9a-f]{7,40})\b",
        whole=True,
    ),
    _kind(r"(?<![\w/.])(10\.\d{4,9}/[^\s\]()]*[\w])", r"(?<![\w.])(10\.\d{4,9}/[^\s?#]*[\w])", whole=False),
    _kind(r"\b(CVE-\d{4}-\d{4,})\b", r"\b(CVE-\d{4}-\d{4,})\b", whole=False),
    _kind(r"\b(GHSA(?:-[a-z0-9]{4}){3})\b", r"\b(GHSA(?:-[a-z0-9]{4}){3})\b", whole=False),
)
_SEARCHED = lazy.compile(
    r"(?<=#!)searchin/[^/]+/[^/]*/(?=.)"
)  # what was looked for when the thread behind it was found
_ISSUE, _REQUEST = lazy.compile(r"\W*(?:issue|bug)\b", re.IGNORECASE), lazy.compile(r"/(?:pull|merge_requests)/")
_BARE, _HABIT = lazy.compile(r"[#!]\d+"), 3
_NAMED = lazy.compile(r"(?<!\w)([^\W\d_]{2,}|q)(?:\.js)?[\s_-]*v?(\d+(?:\.\d+)*)(?![\w%])", re.IGNORECASE)
_NAMED_IN_URL = lazy.compile(r"(?<![a-z0-9])([a-z]{2,}|q)[-_]?v?(\d+(?:[.-]\d+)*)(?![a-z0-9])", re.IGNORECASE)
# Four digits and more that a point may part; a date has two.
_LONG = lazy.compile(r"(?<![\w.-])(?:[a-z]+[:.-]?)?(\d{4,}(?:\.\d{3,})?|\d{2,3}\.\d{4,})(?![\w-]|\.\d)", re.IGNORECASE)
_YEAR = lazy.compile(r"(?:19|20)\d\d")
# One thing under two numbers.
_SYNONYMS = {"es": {"2015": "6", "2016": "7", "2017": "8"}}


def check(post: Post) -> Iterator[Finding]:
    found = tuple(_mismatches(post))
    of_issues = [(said, opened) for link, said, opened in found if _is_request(link, said)]
    # A list of changes names issues, and opens the requests that mend them.
    apart = [len(set(each)) for each in zip(*of_issues, strict=True)]
    habit = len(of_issues) >= _HABIT and apart == [len(of_issues)] * 2
    for link, said, opened in found:
        if not (habit and _is_request(link, said)):
            yield Finding(link.span, f"text says {said}, link opens {opened}")


def _is_request(link: Link, said: str) -> bool:
    """Does a bare number open a request?"""
    return _BARE.fullmatch(said) is not None and _REQUEST.search(link.target) is not None


def _mismatches(post: Post) -> Iterator[tuple[Link, str, str]]:
    for link in post.links:
        if link.image or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK) or len(link.text) > 120:
            continue
        # Most numbers stand in the address as they stand in the text: no need to ask what they count.
        if not names_edition(link.text) or (
            link.text.strip("#()[] ") in link.target and not PREVIEW.search(link.target)
        ):
            continue
        if found := _mismatch(link, post.title):
            yield link, *found


def _mismatch(link: Link, title: str) -> tuple[str, str] | None:
    """The identifier of the text and the other one of the target."""
    if has_template(link.target):
        return None
    target = _SEARCHED.sub("/", unquote(link.target))
    for kind in _KINDS:
        said = kind.text.fullmatch(link.text) if kind.whole else kind.text.search(link.text)
        if said is None:
            continue
        if _ISSUE.match(link.text) and _REQUEST.search(target):
            return None  # a request is often titled with the issue that it mends
        if kind is _KINDS[0] and len(said[1]) == 1 and not set("#!") & set(link.text):
            return None  # "Pull request 1", "Pull request 2": the links are counted
        opened = kind.target.findall(target)
        if not opened and kind is _KINDS[0]:
            continue  # `show_bug.cgi?id=12`
        if not opened or any(_same(said[1].lower(), other.lower()) for other in opened):
            return None
        return said[0].strip("()[] "), opened[0]
    url = split_url(target)
    return (
        other_version(link.text, url.path, title)
        or _named(link.text, target, url.path)
        or other_release(link.text, url.path)
        or _drafted(link.text, url.path)
        or other_series(link.text, url.path)
        or _proposed(link.text, url.path)
        or _tagged(link.text, url.path)
        or _noticed(link.text, url.path)
        or _mistyped(link.text, f"{url.path}?{url.query}")
        or _numbered(link.text, url.path)
        or other_number(link.text, unquote(url.path))
        or other_edition(link.text, url, url.path + url.fragment, title)
    )


def _same(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a) if len(a) >= 7 and len(b) >= 7 else a == b


def _named(text: str, target: str, path: str) -> tuple[str, str] | None:
    """A number after the same word in both, where no number of the text is anywhere in the address."""
    numbers = re.findall(r"\d[\d.]*", text)
    if RANGE.search(text) or any(_digits(number) in _digits(target) for number in numbers):
        return None
    opened = [(found[1].lower(), found[2], found[0]) for found in _NAMED_IN_URL.finditer(path)]
    for said in _NAMED.finditer(text):
        others = [(number, source) for word, number, source in opened if word == said[1].lower()]
        if len(others) == 1 and _are_alike(said[1].lower(), said[2], others[0][0]):
            return said[0], others[0][1]
    return None


# "version 3 of the draft", /draft-v2.pdf; "the second draft", /draft-1.pdf
_DRAFTS = {
    "version": "v|ver|version|rev|r",
    "revision": "v|rev|revision|r|version",
    "draft": "draft|v|d",
    "edition": "edition|ed|e",
}
_SAID_DRAFT = lazy.compile(
    rf"\b(?:(?P<thing>{'|'.join(_DRAFTS)})\s(?P<number>\d{{1,2}}|{'|'.join(IN_WORDS[1:13])})(?![\w.]*\d)|"
    rf"(?P<ordinal>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s(?P<what>{'|'.join(_DRAFTS)}))\b",
    re.IGNORECASE,
)


def _drafted(text: str, path: str) -> tuple[str, str] | None:
    """The version of a document that a text names, and the one that the name of the file ends in."""
    said = list(_SAID_DRAFT.finditer(text))
    if len(said) != 1 or RANGE.search(text):
        return None
    thing = (said[0]["thing"] or said[0]["what"]).lower()
    last = path.rstrip("/").rpartition("/")[2]
    opened = re.search(
        rf"(?<![a-z])(?:{_DRAFTS[thing]})[-_.]?0?(\d{{1,2}})(?=(?:\.[a-z]{{2,4}})?\Z)", last, re.IGNORECASE
    )
    word = said[0]["number"] or said[0]["ordinal"].lower()
    number = _figure(word) if said[0]["number"] else str(ORDINALS.index(word) + 1) if word in ORDINALS else word[:-2]
    return (said[0][0], opened[0]) if opened and opened[1] != number else None


# "RFC 0187", /rfcs/…/0178-records.md: proposals are counted in the folder or repository of their kind.
_PROPOSAL = lazy.compile(r"\b([A-Z]{2,6})[ -]#?(\d{2,5})\b")
_OF_CHANGES = lazy.compile(r"/(?:pulls?|issues|merge_requests|commits?|discussions)/")  # which are counted on their own
_PROPOSED = lazy.compile(r"/(?:[a-z]{2,6}-?)?(\d{2,5})(?=[-_.][^/]*\Z|/?\Z)", re.IGNORECASE)


def _proposed(text: str, path: str) -> tuple[str, str] | None:
    """The number behind the capitals that a folder is called by, and the other one that begins the name of the page."""
    said, opened = _PROPOSAL.findall(text), _PROPOSED.search(path)
    if len(said) != 1 or opened is None or _OF_CHANGES.search(path):
        return None
    kind, number = said[0]
    folders = path.lower().split("/")[:-1]
    if int(number) == int(opened[1]) or not {kind.lower(), f"{kind.lower()}s"} & set(folders):
        return None
    return f"{kind} {number}", opened[1]


# "OSP-2024-011", /advisories/OSP-2024-010: notices are counted by the year under the letters of who gives them out.
_NOTICE = lazy.compile(r"(?<![\w-])([A-Z][A-Z0-9]{1,9})-((?:19|20)\d\d)-(\d{2,6})(?![\w-])")


def _noticed(text: str, path: str) -> tuple[str, str] | None:
    said, opened = _NOTICE.findall(text), _NOTICE.findall(path.upper())
    if len(said) != 1 or len(opened) != 1 or said[0][0] != opened[0][0]:
        return None
    is_one = said[0][1] == opened[0][1] and int(said[0][2]) == int(opened[0][2])
    return None if is_one else ("-".join(said[0]), "-".join(opened[0]))


_TAG = lazy.compile(r"/(?:tags?|tree|blob|src/tag|branches|branch)/(?P<tag>[^/?#]+)/?", re.IGNORECASE)
_NAME_OF_TAG = lazy.compile(r"[A-Za-z]+(?:[-_.]?[A-Za-z]+)*[-_.]?\d+(?:\.\d+)*")


def _tagged(text: str, path: str) -> tuple[str, str] | None:
    """ "rev-D2", /releases/tag/rev-D1: the name of a tag or branch, but for its number."""
    said, opened = text.strip("`() "), _TAG.search(path)
    if opened is None or not _NAME_OF_TAG.fullmatch(said) or opened["tag"] == said:
        return None
    skeletons = {re.sub(r"\d+", "0", one).lower() for one in (said, opened["tag"])}
    return (said, opened["tag"]) if len(skeletons) == 1 else None


# "episode 14", /episodes/41
_THINGS = (
    r"episode|issue|part|chapter|lesson|volume|session|newsletter|bulletin|edition|lecture|number|season|track|"
    r"sheet|map|walk"
)
_IN_WORDS = IN_WORDS[1:13]
_SAID = lazy.compile(
    rf"\b([a-z]{{3,12}})\s+(?:no\.?\s*|#)?(\d{{1,4}}|{'|'.join(_IN_WORDS)})\b(?![\d.]*\d)", re.IGNORECASE
)
_OPENED = lazy.compile(r"(?<![a-z])([a-z]{2,13})[-_/](\d{1,4})(?=[-_/.?#&]|\Z)", re.IGNORECASE)
_SHORT = {
    "ch": "chapter",
    "ep": "episode",
    "vol": "volume",
    "pt": "part",
    "no": "number",
    "iss": "issue",
    "sec": "section",
    "fig": "figure",
}
_LETTERED, _LETTERS = (
    lazy.compile(r"(?<![a-z\d])([se])(\d{1,3})(?![a-z\d])", re.IGNORECASE),
    {"s": "season", "e": "episode"},
)
_LARGEST = 200  # of what is counted; larger numbers in a folder are keys of a database
_NO_THINGS = frozenset("for and the top our all are with than page pages over from just only about under".split())


def _numbered(text: str, path: str) -> tuple[str, str] | None:
    """A number behind a word, and another one in the folder of that name; years are those of publication."""
    said = {(found[1].lower(), _figure(found[2])) for found in _SAID.finditer(text)}
    said = {(word, number) for word, number in said if word not in _NO_THINGS}
    opened = {(_SHORT.get(word.lower(), word.lower()), number.lstrip("0")) for word, number in _OPENED.findall(path)}
    opened |= {(_LETTERS[letter.lower()], number.lstrip("0")) for letter, number in _LETTERED.findall(path)}
    both = [(mine, other) for word, mine in said for thing, other in opened if thing in (word, word + "s", word + "es")]
    both = [(mine, other) for mine, other in both if mine != other] if len(both) == len(said) else both
    if (
        len(both) != 1
        or len({word for word, _ in said}) != len(said)
        or len(text.split()) > _WORDS
        or re.search(r"\d[-–]\d", text)
    ):
        return None
    mine, other = both[0]
    is_small = (
        mine.isdigit()
        and other.isdigit()
        and (max(int(mine), int(other)) <= _LARGEST or (len(mine) == len(other) and sorted(mine) == sorted(other)))
    )
    is_named = re.search(rf"(?<!\d)0*{mine}(?!\d)", path) is not None
    counts = text.lower().startswith(tuple(f"{thing} " for thing in _THINGS.split("|"))) or is_small
    is_year = _YEAR.fullmatch(mine) or _YEAR.fullmatch(other)
    return (mine, other) if mine != other and counts and not is_year and not is_named else None


_WORDS = 8  # of a link text that still names one thing


def _figure(number: str) -> str:
    """A number in figures, without zeros in front."""
    return str(_IN_WORDS.index(number.lower()) + 1) if number.lower() in _IN_WORDS else number.lstrip("0")


def _mistyped(text: str, path: str) -> tuple[str, str] | None:
    """The one long number of each, where they differ by a digit or by two that changed places: "arXiv:2403.01877"."""
    if "ISBN" in text or "ISSN" in text:
        text, path = (re.sub(r"(?<=\d)-(?=[\dX])", "", one) for one in (text, path))
    said, opened = _LONG.findall(text), _LONG.findall(path)
    if len(said) != 1 or len(opened) != 1 or len(said[0]) != len(opened[0]) or _YEAR.match(said[0]):
        return None
    mine, other = said[0], opened[0]
    return (mine, other) if mine != other and one_edit_apart(mine, other) else None


def _are_alike(word: str, a: str, b: str) -> bool:
    """True where two numbers count the same: two years, or two that are none, of which neither shortens the other.

    A whole number beside a version may belong to the name (`query-3` at version 4.2), and two of very different size count
    different things.
    """
    if _SYNONYMS.get(word, {}).get(a) == b or bool(_YEAR.fullmatch(a)) != bool(_YEAR.fullmatch(b)):
        return False
    if ("." in a) != ("." in b or "-" in b) or abs(len(_digits(a)) - len(_digits(b))) > 1:
        return False
    short, long = sorted((_digits(a), _digits(b)), key=len)
    return len(_digits(b)) <= 6 and not long.startswith(short) and not long.endswith(short)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
