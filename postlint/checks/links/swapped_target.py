"""A post goes in; every link whose target belongs to the text of another link of the post comes out.

Four shapes are certain enough. Two links hold each other's targets. Or links are named alike (`Core team`, `Release team`) and
lead into one folder, and one of them, which does not fit its target at all, has the target that another one's text spells out.
Or two names have one target, which one of them spells out.
Or the items of a list are named after the hosts they link, and one has the host of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import unquote

from postlint.model import Finding, Link, Related
from postlint.post import link_marks
from postlint.post.document import Post
from postlint.post.linkwords import EMPTY, WORD, NamedLink, named_link, stems
from postlint.text.messages import quoted
from postlint.text.urls import registrable, same_place, split_url
from postlint.words.english import is_word

_FILE_TYPES = frozenset("pdf mp4 mp3 ogg png jpg jpeg csv zip odt odp docx pptx xlsx txt".split())
# A text with these describes its target instead of naming it.
_TELLING = frozenset("about all check here how it learn more read see their this what which".split())
_TELLS = 2  # words of addresses on different hosts that can be no chance
_TELLING_HOST = 6  # letters of a host's name that are no chance in a text
_BESIDE = 3  # texts: cells of two rows of a table lie so far apart
_FEW = 40  # links that are held against one another
_MANY = 200  # links; lists of that length are made by programs


def check(post: Post) -> Iterator[Finding]:
    yield from _listed(post)
    for link, holder in link_marks.exchanged(post):
        yield _finding(link, holder)
    links = [found for link in post.links if (found := named_link(link))]
    if len(links) > _MANY:
        return
    items = {item.flow for listed in post.lists for item in listed.items}
    starting = frozenset(named.link for named in links if named.link.at == 0 and named.link.flow in items)
    strange = [named for named in links if not named.marks & named.stems]
    for one, other in dict.fromkeys((*_folders(links), *_hosted(links), *_neighbours(links), *_paths(strange))):
        yield _finding(one.link, other.link)
        yield _finding(other.link, one.link)
    for one in strange:
        crossed = next((other for other in strange if other is not one and _exchanged(one, other)), None)
        if found := crossed or (None if _fits(one) else _holder(one, links, starting)):
            yield _finding(one.link, found.link)


def _folders(links: Sequence[NamedLink]) -> Iterator[tuple[NamedLink, NamedLink]]:
    """Two links to files of one name in two folders, each of which is called what the other's text says."""
    parts = [(named, split_url(named.link.target)) for named in links[:_FEW]]
    split = [(named, [url.host, *url.path.strip("/").split("/")]) for named, url in parts]
    for index, (one, mine) in enumerate(split):
        for other, theirs in split[index + 1 :]:
            differing = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
            if len(mine) != len(theirs) or len(differing) != 1 or mine[-1] != theirs[-1] or mine[0] != theirs[0]:
                continue
            marks, others = (stems(WORD.findall(unquote(part).lower())) for part in differing[0])
            marks, others = marks - others, others - marks
            if (
                one.stems >= others > frozenset()
                and other.stems >= marks > frozenset()
                and not marks & one.stems
                and not others & other.stems
            ):
                yield one, other


def _paths(links: Sequence[NamedLink]) -> Iterator[tuple[NamedLink, NamedLink]]:
    """Two links of one host, of which each path has all words of the other's text, and none of its own."""
    parts = [(named, split_url(named.link.target)) for named in links[:_FEW]]
    words = [(named, url.host, stems(WORD.findall(unquote(url.path).lower()))) for named, url in parts]
    for index, (one, host, mine) in enumerate(words):
        for other, its_host, theirs in words[index + 1 :]:
            if host == its_host and _tells(one.stems, theirs - mine) and _tells(other.stems, mine - theirs):
                yield one, other


def _tells(said: frozenset[str], words: frozenset[str]) -> bool:
    return said <= words and any(len(stem) > 3 for stem in said)


def _hosted(links: Sequence[NamedLink]) -> Iterator[tuple[NamedLink, NamedLink]]:
    """Two links in a row to mere hosts, each of which is called what the other's text says, written as one word."""
    hosts = [
        (named, split_url(named.link.target).host.removeprefix("www.").partition(".")[0])
        for named in links
        if named.folder.endswith("/")
    ]
    for (one, mine), (other, theirs) in pairwise(hosts):
        if min(len(mine), len(theirs)) < _TELLING_HOST or mine == theirs:
            continue
        said, told = _plain(one.link.text.lower()), _plain(other.link.text.lower())
        if _plain(mine) in told and _plain(theirs) in said and _plain(mine) not in said and _plain(theirs) not in told:
            yield one, other


def _neighbours(links: Sequence[NamedLink]) -> Iterator[tuple[NamedLink, NamedLink]]:
    """Two links to files of one folder, side by side, whose names differ by what only the other's text says."""
    bare = (named._replace(marks=named.marks - _FILE_TYPES) for named in links)
    for one, other in pairwise(bare):
        is_beside = one.folder == other.folder and 0 <= other.link.flow - one.link.flow <= _BESIDE
        if is_beside and one.marks & other.marks and _exchanged(one, other):
            yield one, other


def _holder(one: NamedLink, links: Sequence[NamedLink], starting: frozenset[Link]) -> NamedLink | None:
    """The link that the target of `one` was copied from, if the two are named alike."""
    return next(
        (other for other in links if other is not one and (_misplaced(one, other) or _shared(one, other, starting))),
        None,
    )


def _finding(link: Link, other: Link) -> Finding:
    related = [Related(other.span, f"{quoted(other.text)}, whose words are those of the address")]
    if link.label and link.target_span:
        related.append(Related(link.target_span, "the address"))
    message = f"text says {' '.join(link.text.split())}, link opens {link.target}, which fits {quoted(other.text)}"
    return Finding(link.span, message, None, tuple(related))


def _listed(post: Post) -> Iterator[Finding]:
    """Items whose host belongs to another item, in a list of which three in four are named after their hosts."""
    opening = {link.flow: link for link in post.links if link.at == 0 and not link.image and split_url(link.target).web}
    for listed in post.lists if len(opening) > 3 else ():
        links = [opening[item.flow] for item in listed.items if item.flow in opening]
        named = {split_url(link.target).host: link for link in links if _is_host_name(link)}
        if len(links) < 4 or len(named) * 4 < len(links) * 3:
            continue
        for link in links:
            other = named.get(split_url(link.target).host)
            if other in (None, link) or other.target_span == link.target_span:
                continue
            if not _is_host_name(link) and same_place(link.target, other.target):
                yield _finding(link, other)


def _is_host_name(link: Link) -> bool:
    """True where the text and the registered name of the host agree from their first letters on, or in their initials."""
    name = _plain(registrable(split_url(link.target).host).partition(".")[0])
    words = WORD.findall(link.text.lower())
    text, initials = "".join(words), "".join(word[0] for word in words)
    return bool(text) and (text.startswith(name) or name.startswith(text[:4]) or initials == name)


def _plain(text: str) -> str:
    return "".join(WORD.findall(text))


def _fits(named: NamedLink) -> bool:
    """True where any word of the text, or its initials, may be meant by the address: in doubt it fits."""
    place = "".join(WORD.findall(f"{named.folder}{named.link.target}".lower()))
    initials = "".join(word[0] for word in named.text)
    words = named.own or frozenset(named.text) - EMPTY
    return initials[:3] in named.slug or any(word[:4] in place for word in words) or not any(map(str.isascii, words))


def _exchanged(one: NamedLink, other: NamedLink) -> bool:
    """True where what tells each target from the other stands in the other's text, and not in its own."""
    mine, theirs = one.marks - other.marks, other.marks - one.marks
    is_near = one.folder.partition("/")[0] == other.folder.partition("/")[0] or not (one.slug or other.slug)
    is_exact = one.marks == other.stems and other.marks == one.stems
    if not (is_near or is_exact) and min(len(mine), len(theirs)) < _TELLS:
        return False
    told = (mine & other.stems) | (theirs & one.stems)
    is_told = any(len(stem) > 3 for stem in told)
    return is_told and _is_of(mine, other.stems, one.stems) and _is_of(theirs, one.stems, other.stems)


def _is_of(marks: frozenset[str], right: frozenset[str], wrong: frozenset[str]) -> bool:
    """Whether most words of an address are of the `right` text, and none of the `wrong`."""
    shared = marks & right
    marks = frozenset(mark for mark in marks if len(mark) > 2) or marks  # endings of files say little
    return not marks & wrong and len(shared) * 2 > len(marks) and any(len(stem) > 2 for stem in shared)


def _shared(one: NamedLink, other: NamedLink, starting: frozenset[Link]) -> bool:
    """True where both have one target, the other's text spells it, and both are names (`Ada Fern`) or start items."""
    if one.link.label and one.link.label == other.link.label:
        return False  # one definition under several names
    if not same_place(one.link.target, other.link.target) or one.link.target_span == other.link.target_span:
        return False
    spelt = len(one.slug) > 1 and one.slug <= set(other.text) and len(one.slug) * 2 >= len(other.text)
    items = starting >= {one.link, other.link} and not split_url(one.link.target).fragment
    # "Jon Fern" and "Jonathan Fern" are one person.
    named = _is_name(one.link) and _is_name(other.link) and one.text[-1] != other.text[-1]
    named = named and not all(map(is_word, one.text))
    return spelt and (items or named)


def _is_name(link: Link) -> bool:
    words = link.text.split()
    return 1 < len(words) < 5 and all(word[0].isupper() and word[1:].islower() for word in words)


def _misplaced(one: NamedLink, other: NamedLink) -> bool:
    if not 1 < len(one.text) < 5 or _TELLING & set(one.text):
        return False
    if (
        one.folder.endswith("/")
        or one.text[-1] != other.text[-1]
        or one.folder != other.folder
        or not one.slug <= set(other.text)
    ):
        return False
    return any(len(word) > 3 for word in one.slug) and len(one.slug & other.own) * 2 > len(other.own)
