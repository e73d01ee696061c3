"""A post goes in; links come out that say one of two opposites and open the other, which another link of the post says.

"[morning session](/afternoon)", "[auf Deutsch](/leaflet-en.pdf)", "in the south ([map](/north.png))": words of a small set of
which a thing is one only. What the text of a link does not say, because several are called alike, its clause does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postlint.model import Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.post.fitting.marks import LANGUAGE, borne, said_at
from postlint.text import lazy
from postlint.text.accents import plain
from postlint.text.urls import has_template, same_place, split_url

if TYPE_CHECKING:
    from postlint.post.document import Post

# Words of one line are the same, those of another line of the same set are not.
_SETS = tuple(
    {word: at for at, words in enumerate(text.split(",")) for word in words.split()}
    for text in (
        "north northern,south southern,east eastern,west western",
        "morning,afternoon,evening,night",
        "monday,tuesday,wednesday,thursday,friday,saturday,sunday",
        "january,february,march,april,june,july,august,september,october,november,december",
        "spring,summer,autumn fall,winter",
        "before,after",
        "old,new",
        "men mens,women womens,juniors junior youth,mixed",
        "boys,girls",
        "adult adults,child children childrens kids,senior seniors,student students",
        "beginner beginners,intermediate,advanced",
        "upper,lower",
        "left,right",
        "indoor,outdoor",
        "inbound,outbound",
        "arrival arrivals,departure departures",
        "paperback,hardback hardcover,ebook,audiobook",
        "small,medium,large",
        "short,long",
        "first,second,third,fourth",
        "outward,return",
        "hot,cold",
        "red,blue,green,yellow,white,black",
        "soprano,alto,tenor,bass",
        "breakfast,lunch,dinner supper",
        "source,binary",
        "light,dark",
        "landscape,portrait",
    )
)
_WORD = lazy.compile(r"[^\W\d_]+")
# What parts the clauses of a sentence, each of which has a link of its own.
_CLAUSE = lazy.compile(r"[.;:!?]\s|\n\n")
_LONGEST = 60  # characters of a text
_BEFORE = 160  # characters of a clause
_MANY = 200  # links


class Crossed(NamedTuple):
    """A link, what it says of a set, and the other link whose address it has."""

    link: Link
    name: str
    holder: Link
    its: str


class _Told(NamedTuple):
    link: Link
    name: str
    says: frozenset[tuple[int, int]]  # the sets and the words of them that the text, or its clause, says
    bears: frozenset[tuple[int, int]]


def crossed_contrasts(post: Post) -> Iterator[Crossed]:
    links = [link for link in post.links if _may_say(link)]
    if not 1 < len(links) <= _MANY:
        return
    alike = Counter(link.text.casefold() for link in links)
    told = [_told(post, link, is_label=alike[link.text.casefold()] > 1) for link in links]
    for one in told:
        if other := next((other for other in told if other.link is not one.link and _has_its(one, other)), None):
            yield Crossed(one.link, one.name, other.link, other.name)


def _has_its(one: _Told, other: _Told) -> bool:
    """Whether a link says one thing and opens the other, which another one says that has the same address or its own."""
    for kind, word in one.says:
        borne = {its for its_kind, its in one.bears if its_kind == kind}
        said = {its for its_kind, its in other.says if its_kind == kind}
        if len(borne) != 1 or borne != said or word in borne:
            continue
        theirs = {its for its_kind, its in other.bears if its_kind == kind}
        if same_place(one.link.target, other.link.target) or theirs == {word}:
            return True
    return False


def _told(post: Post, link: Link, *, is_label: bool) -> _Told:
    name = link.text
    says = _single(_words(name), languages=True)
    if not says and is_label and link.flow >= 0:
        before = _CLAUSE.split(post.flows[link.flow].text[max(link.at - _BEFORE, 0) : link.at])[-1]
        name = before.rpartition(")")[2].strip(" (,–—-") or name
        says = _single(_words(name), languages=False)
    path = unquote(split_url(link.target).path)
    bears = _single(_words(path), languages=False)
    languages = {mark.name for mark in borne(link.target) if mark.sort == LANGUAGE}
    if len(languages) == 1:
        bears |= {(-1, hash(languages.pop()))}
    return _Told(link, name, frozenset(says), frozenset(bears))


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(plain(text))


def _single(words: Sequence[str], *, languages: bool) -> set[tuple[int, int]]:
    """The sets of which the words have one, and which one."""
    found = set[tuple[int, int]]()
    for kind, names in enumerate(_SETS):
        if len(said := {names[word] for word in words if word in names}) == 1:
            found.add((kind, said.pop()))
    tongues = {mark.name for mark, _ in said_at(words) if mark.sort == LANGUAGE} if languages else set[str]()
    if len(tongues) == 1:
        found.add((-1, hash(tongues.pop())))
    return found


def _may_say(link: Link) -> bool:
    return (
        not link.image
        and link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK)
        and 0 < len(link.text) <= _LONGEST
        and not has_template(link.target)
        and not link.target.startswith("#")
    )
