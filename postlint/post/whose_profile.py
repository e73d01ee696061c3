"""A post goes in; links to profiles come out that are said to be one person's and are called by the name of another one.

Whose profile a link is said to be, its text tells ("Ada's channel", "Ada on Facebook", "Ada Fern", "the potter's page"), or
what stands before it: the name in front of its brackets ("Ada Fern ([LinkedIn](…))"), the only name of its sentence so far, the
first cell of its row, the heading above. Whose it is, its address tells: only where it spells a name of two parts that the post
names, too, and no part of the other one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from postlint.model import Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.fitting.marks import host_marks, said
from postlint.post.fitting.named import rows_of
from postlint.post.fitting.services import SERVICES
from postlint.post.people import PERSON
from postlint.text import lazy
from postlint.text.accents import plain
from postlint.text.urls import split_url
from postlint.words.english import everyday, is_word, names

_FULL = lazy.compile(PERSON)
_NAME = r"[A-Z][\w’'-]*?\w(?:\s[A-Z][\w’'-]*?\w\.?){0,3}"
_OF_TEXT = lazy.compile(
    r"(?:(?:[Ff]rom|[Bb]y|[Vv]ia|[Oo]n|[Ff]ollow|[Ss]ee|[Vv]isit|[Ww]ith|[Aa]t)\s)?"
    rf"(?P<whose>{_NAME})(?:['’]s?\s.+|\s(?:on|at|over at)\s\S.*)?"
)
_ROLE = lazy.compile(r"(?:the|our)\s([a-z]{4,20})['’]s?\s.+")
_IN_FRONT = lazy.compile(
    rf"(?P<name>{_NAME})(?:,\s[^,.;:()]{{3,40}})?\W{{0,3}}(?:\(|['’]s?\s|\s[–—-]\s?|:\s?|\son\s|\sat\s|,\son\s)\W{{0,3}}\Z"
)
_ENDED = lazy.compile(r"(?<![A-Z])[.!?:]\s+(?=\W*[A-Z])|\n\n")
_PLACE = lazy.compile(
    r"/(?:(?:in|pub|company|school|c|user|users|u|profile|profiles|people|person|photos|author|authors|channel|team|staff|speakers|"
    r"members|by|artists?|athletes|shop|stores?|@|~)/)?[@~]?([\w.-]{3,60})/?",
    re.IGNORECASE,
)
_PAGES = lazy.compile(
    r"\b(?:profile|page|account|channel|website|homepage|blog|bio|portrait|feed|portfolio)\b", re.IGNORECASE
)
_PERSONAL = lazy.compile(
    r"/(?:in|people|persons?|authors?|team|staff|speakers?|members?|profiles?|users?|who)/[^/]+/?\Z|/[@~][^/]+/?\Z",
    re.IGNORECASE,
)
_HOUSE = lazy.compile(
    r"\b(?:University|Institute|College|Academy|Society|Foundation|Museum|Library|Council|Association|Club|Press|Group|Bank|Team|"
    r"Cent(?:er|re)|Project|School|Company|Committee|Party|Church|Street|Road|Hall|Theatre|Orchestra|Choir|Band|Festival|Labs?|Studios?|Software|"
    r"Systems|Media|Games|Records|Books|Consulting|Partners|Technologies)\b"
)
_NAMES = 2  # of most people
_MOST = 200  # people; posts with more are lists made by programs
_TEXT = 60  # characters of a text that says whose profile it opens
_FAR = 240  # characters of a sentence before a link
_SHORT = 3  # letters of a part of a name that an address may spell


class Strange(NamedTuple):
    """A link, whose it is said to be, and whose name its address spells."""

    link: Link
    said: str
    owner: str


def strange_profiles(post: Post) -> Iterator[Strange]:
    links = [link for link in post.links if _may_be_profile(link)]
    if not links or not 1 < len(_people(post)) <= _MOST:
        return
    for link in links:
        owner = _owner(post, link.target)
        mine = _subject(post, link, owner) if owner else ""
        if owner and mine and mine != owner and not _is_near(mine, owner, _handle(link.target)):
            yield Strange(link, mine, owner)


def _may_be_profile(link: Link) -> bool:
    return (
        not link.image
        and link.flow >= 0
        and link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK)
        and len(link.text) <= _TEXT
        and "#" not in link.target
        and "?" not in link.target
        and _handle(link.target) != ""
    )


def _handle(target: str) -> str:
    """The letters of the name in the address of a profile, "" where it is none."""
    url = split_url(target)
    found = _PLACE.fullmatch(url.path) if url.web else None
    is_profile = found and (_PERSONAL.search(url.path) or any(mark.sort in SERVICES for mark in host_marks(target)))
    return found[1].lower() if found and is_profile else ""


def _is_near(mine: str, owner: str, handle: str) -> bool:
    """Whether a handle has a part of the name that is not of both, or the two may be one person."""
    letters = re.sub(r"[\W_]", "", handle)
    shared = set(_parts(owner))
    own = [part for part in _parts(mine) if part not in shared]
    if _parts(mine)[0] in shared:
        return True  # under the name of before or after a wedding
    return not own or any(part[:_SHORT] in letters for part in own)


@fact
def _people(post: Post) -> Mapping[str, tuple[str, ...]]:
    """The full names in the text of a post, with their parts in small letters."""
    people: dict[str, tuple[str, ...]] = {}
    for flow in post.flows:
        for found in _FULL.finditer(flow.text):
            words = re.split(r"['’]s?(?=\s|\Z)", found[0])[0].split()
            while (
                len(words) > 1 and _is_plain_word(words[0]) and (len(words) > _NAMES or plain(words[0]) in everyday())
            ):
                words = words[1:]
            is_house = _HOUSE.search(" ".join(words)) or (_is_plain_word(words[-1]) and words[0] not in names())
            is_name = len(words) > 1 and not is_house and not all(map(_is_plain_word, words))
            if is_name and not said(" ".join(words)) and not _PAGES.search(" ".join(words)):
                people.setdefault(" ".join(words), tuple(_parts(" ".join(words))))
    return people


def _is_plain_word(word: str) -> bool:
    small = plain(word)
    return word.capitalize() not in names() and (small in everyday() or is_word(small))


def _parts(name: str) -> list[str]:
    return [part for part in re.findall(r"[^\W\d_]+", plain(name)) if len(part) >= 2]


def _owner(post: Post, target: str) -> str:
    """The one whose first and last name the address spells, be it in one word."""
    handle = re.sub(r"[\W_\d]", "", _handle(target).partition(".bsky.")[0])
    found = {
        name
        for name, parts in _people(post).items()
        if len(parts) > 1
        and min(len(parts[0]), len(parts[-1])) >= _SHORT
        and (f"{parts[0]}{parts[-1]}" in handle or f"{parts[-1]}{parts[0]}" in handle)
    }
    return found.pop() if len(found) == 1 else ""


def _known(post: Post, name: str) -> str:
    """The full name of whom a name means: itself, or the only one with that first name."""
    name = re.sub(r"['’]s?\Z", "", " ".join(name.split()))
    if name in _people(post):
        return name
    parts = _parts(name)
    found = {
        full
        for full, its in _people(post).items()
        if its[: len(parts)] == tuple(parts) or its[-len(parts) :] == tuple(parts)
    }
    return found.pop() if parts and len(found) == 1 else ""


def _subject(post: Post, link: Link, owner: str) -> str:
    text = " ".join(link.text.split()).strip("*_")
    if (whose := _OF_TEXT.fullmatch(text)) and (known := _known(post, whose["whose"])):
        return known
    if (role := _ROLE.fullmatch(text)) and (known := _called(post, role[1])):
        return known
    if not said(text) and not _PAGES.search(text):
        return ""
    flow = post.flows[link.flow]
    before = flow.text[max(link.at - _FAR, 0) : link.at]
    before = _ENDED.split(before)[-1]
    front = _IN_FRONT.search(before[-_TEXT:])
    words = front["name"].split() if front else []
    if known := next(filter(None, (_known(post, " ".join(words[at:])) for at in range(len(words)))), ""):
        return known
    return _only(post, link, flow.text, before, owner)


def _called(post: Post, role: str) -> str:
    """Who is called "the potter Ada Fern" or "Ada Fern, the potter"."""
    form = re.compile(rf"\b{role}\s({PERSON})|({PERSON}),\s(?:the|a|an|our)\s(?:[a-z]+\s)?{role}\b")
    found = {
        known for flow in post.flows for one in form.finditer(flow.text) if (known := _known(post, one[1] or one[2]))
    }
    return found.pop() if len(found) == 1 else ""


def _only(post: Post, link: Link, text: str, before: str, owner: str) -> str:
    """The only one who is named in the sentence before the link, in the first cell of its row, or in the heading above."""
    after = _ENDED.split(text[link.end : link.end + _FAR])[0]
    if any(re.search(rf"\b{re.escape(part)}\b", plain(after)) for part in _parts(owner)):
        return ""
    if row := rows_of(post).get(link.flow):
        return _known(post, post.flows[row].text.strip())
    if link.flow and post.flows[link.flow - 1].role == "term" and not _named_in(post, before):
        return _known(post, post.flows[link.flow - 1].text.strip())
    named = _named_in(post, before)
    if named:
        return named[0] if len(named) == 1 and _is_told_of(named[0], before) else ""
    above = bisect_right(post.headings, link.span.start, key=lambda heading: heading.span.start)
    between = _between(post, above - 1, link) if above else ""
    return _known(post, post.headings[above - 1].text.strip()) if above and owner not in between else ""


_SHE = lazy.compile(r"\b(?:she|he|they|we|I)\b")


def _is_told_of(name: str, before: str) -> bool:
    """Whether a sentence begins with somebody, or goes on without another subject: not "With Ada she runs a shop"."""
    small = plain(before).lstrip(" *_\n")
    at = max(small.find(part) for part in (_parts(name)[0], _parts(name)[-1]))
    return small.startswith(_parts(name)[0]) or not _SHE.search(small, max(at, 0))


def _named_in(post: Post, text: str) -> list[str]:
    """Those whose names, or first names, stand in a text."""
    words = set(_parts(text)) if text else set()
    return [
        name
        for name, parts in _people(post).items()
        if parts[0] in words or (parts[-1] in words and not is_word(parts[-1]))
    ]


def _between(post: Post, heading: int, link: Link) -> str:
    start = post.headings[heading].span.end
    return post.text[start : min(link.span.start, start + 2000)]
