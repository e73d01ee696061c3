"""A post goes in; every link that is named after one service, or one system's store, and opens another comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.links.fitting.marks import SYSTEM, Mark, against, host_marks, said_at
from postlint.post.links.fitting.misplaced import misplaced
from postlint.post.links.fitting.services import (
    CHAT,
    FILM,
    GIFTS,
    PHOTOS,
    SERVICES,
    SOCIAL,
    SOUND,
    TRACKS,
    WIKIS,
    WITHIN,
    WRITING,
)
from postlint.text import lazy
from postlint.text.urls import split_url

_WORD = lazy.compile(r"[^\W_]+")
_NOUNS = frozenset(
    "channel page profile account repository repo project organisation organization space workspace mirror group server store "
    "list playlist watchlist shelf room rooms chat feed stream board community".split()
)
_OWN = frozenset("our my their its his her".split())
_PAGES = frozenset("channel page profile account".split())
# Where people show what they do: "our Instagram page" lies on no other one of these, whatever its sort.
_OF_PEOPLE = frozenset((SOCIAL, FILM, PHOTOS, GIFTS, SOUND, CHAT, TRACKS))
_WHERE = frozenset("on via at from through over".split())
_WHOSE = frozenset("our the my their its his her a an this".split())
_HANDLE = lazy.compile(r"/@[\w.-]{2,60}/?")
_PROFILE = lazy.compile(r"/(?:(?:company|in|c|channel|user|groups|pages)/)?@?[\w.-]{2,60}/?")
_NEAR = 60  # characters before a link
_NAME = 4  # words
# Where any company may be told of, also one that runs a service of the sort.
_TELLS = frozenset((SOCIAL, FILM, SOUND, WRITING, WIKIS))
# "Follow us on", "we post small news on": somebody who is there, and no film about the service.
_MET_THERE = lazy.compile(
    r"\b(?:(?:find|follow|join|reach|meet|contact|catch|message|ping|tag|watch)\s(?:us|me|him|her|them)|"
    r"(?:we|i|they)(?:\s(?:also|still|now|only|mostly))?(?:['’](?:re|m)|\s(?:are|am|post|publish|share|stream|announce|toot|chat|hang)))\b"
    r"(?![^.;:!?]{0,40}\b(?:films?|videos?|talks?|episodes?|recordings?|articles?|stor(?:y|ies)|series|guides?|tutorials?|interviews?|"
    r"podcasts?|courses?|clips?)\b)[^.;:!?]{0,40}?\s(?:on|via|at|over)(?:\sour|\smy)?\s\Z"
)


class _Service(NamedTuple):
    """The service that a text ends in; whether it is all of the text, and whether the thing is said to be there.

    `is_page` tells that it is a page of somebody's own, `is_met` that somebody is met there.
    """

    mark: Mark
    is_all: bool
    is_place: bool
    is_page: bool = False
    is_met: bool = False


def check(post: Post) -> Iterator[Finding]:
    links = [link for link in post.links if not link.image and link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK)]
    named = {link: service for link in links if (service := _service(post, link))}
    names = {service.mark for service in named.values() if service.is_all}
    right = {
        service.mark.sort
        for link, service in named.items()
        if service.is_all and service.mark in host_marks(link.target)
    }
    for link in links:
        service = named.get(link)
        is_other = service is not None and (
            _is_other(service, host_marks(link.target), names, right) or _is_profile(service, link.target)
        )
        is_service = service and is_other and service.mark.name not in link.target.lower()
        # Two that changed places are told of together, with what belongs to which.
        if is_service or (against(link.text, link.target, SYSTEM) and not _is_misplaced(post, link)):
            yield Finding(link.span, f"text says {' '.join(link.text.split())}, link opens {link.target}")


def _is_misplaced(post: Post, link: Link) -> bool:
    return any(found.named.link == link for found in misplaced(post))


def _is_other(service: _Service, opened: frozenset[Mark], names: set[Mark], right: set[str]) -> bool:
    """Whether another service of the kind is opened than the one where a thing is said to be.

    Alone the name may be that of a company, of which a film tells: then the other service must be named by a link, too, or
    another of the sort by one that opens it (`right`), as in a row of places to listen, where any service is another; or
    the sort is one that holds things and tells nothing: a store of packages, of papers, of maps.
    """
    if service.mark in opened or WITHIN.get(service.mark.name) in {mark.name for mark in opened}:
        return False
    is_in_row = service.is_all and service.mark.sort in right
    is_like = any(mark.sort == service.mark.sort for mark in opened)
    is_any = any(mark.sort in SERVICES for mark in opened)
    is_of_people = service.mark.sort in _OF_PEOPLE and any(mark.sort in _OF_PEOPLE for mark in opened)
    is_there = service.is_place and (is_like or (service.is_met and is_any))
    is_rival = service.is_all and is_like and service.mark.sort not in _TELLS
    return (
        is_rival
        or (service.is_all and not names.isdisjoint(opened))
        or is_there
        or (service.is_page and is_of_people)
        or (is_in_row and is_any)
    )


def _is_profile(service: _Service, target: str) -> bool:
    """Whether a service's bare name opens somebody's own page on another one: no film or article about the service."""
    opened, url = host_marks(target), split_url(target)
    if not service.is_all or service.mark.sort not in _OF_PEOPLE or service.mark in opened or url.query:
        return False
    is_of_people = any(mark.sort in _OF_PEOPLE - {FILM, SOUND} for mark in opened)
    return (is_of_people and _PROFILE.fullmatch(url.path) is not None) or bool(opened and _HANDLE.fullmatch(url.path))


def _service(post: Post, link: Link) -> _Service | None:
    words = said = _WORD.findall(link.text.lower())
    while words and words[-1] in _NOUNS:
        words = words[:-1]
    last = words[-_NAME:]
    marks = [(mark, at) for mark, at in said_at(last) if mark.sort in SERVICES and at.stop == len(last)]
    if not marks:
        return None
    mark, places = max(marks, key=lambda one: len(one[1]))
    rest = words[: len(words) - len(places)]
    is_bare = _WHOSE.issuperset(rest)
    if len(words) < len(said) and is_bare:  # "our Discord server"; Discord alone may be the company
        return _Service(mark, True, True, is_page=not _OWN.isdisjoint(rest) and said[-1] in _PAGES)
    before = post.flows[link.flow].text[max(link.at - _NEAR, 0) : link.at].lower() if link.flow >= 0 and is_bare else ""
    is_met = _MET_THERE.search(before) is not None
    ahead = [word for word in _WORD.findall(before) or rest if word not in _WHOSE]
    is_place = bool(ahead) and ahead[-1] in _WHERE and not before.rstrip().endswith((",", ".", ":", ";", ")"))
    return _Service(mark, all(word in _WHERE | _WHOSE for word in rest), is_place, is_met=is_met)
