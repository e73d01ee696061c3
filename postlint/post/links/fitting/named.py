"""A post goes in; its links come out with what names each of them.

A link is named by its text. Where several links have one text (`slides`, `profile`, `here`) that fits none of their addresses,
each is named by what stands around it: the first cell of its row, the words before it in its item, the heading above it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.post.fact import fact
from postlint.post.links.fitting.fit import ENOUGH, fit
from postlint.post.links.fitting.keys import Address, Key, Text, address_keys, text_keys
from postlint.post.tables import tables_of
from postlint.text import lazy
from postlint.text.urls import has_template, without_tag

if TYPE_CHECKING:
    from postlint.post.document import Post

_LONGEST = 80  # characters of a text that may be a name
_MOST = 10  # words
_WIDEST = 300  # characters of an address
_MANY = 300  # links; lists of that length are made by programs

_TWO = 2  # paragraphs; of that few nobody makes a list
_MARKS = f" \n*_–—-•·{OBJECT}"
_OPENING = 20  # characters of an item before the link that it is about
# What parts the links of a row: "[a], [b] and [c]", "get [a], read [b], and run [c]".
_ROW = lazy.compile(r"\W*[,;/|]?\W*(?:(?:and|or|&|und|et|y)\s\W*)?(?:[a-z]{2,8}\s){0,2}\W*")
_HOST = lazy.compile(
    r"\w\.(?:com|org|net|io|gov|edu|dev)\b"
)  # an address in a text is held against its own by other rules


class Place(NamedTuple):
    """A column of a table, a list, or a row of links in a sentence; and where in it."""

    group: tuple[str, int, int]
    row: int


class Named(NamedTuple):
    """A link, what names it, and the place in a list or table where it stands, if it does."""

    link: Link
    name: str
    place: Place | None

    @property
    def is_proper(self) -> bool:
        """Whether this may be the name of one thing; a single small word is that of many."""
        return " " in self.name or not self.name.islower()

    @property
    def text(self) -> Text:
        return text_keys(self.name)

    @property
    def address(self) -> Address:
        return address_keys(self.link.target)


@fact
def named_links(post: Post) -> tuple[Named, ...]:
    """The links of a post whose texts may name what they open; none where there are more than anybody writes."""
    filled = (link._replace(target=without_tag(link.target)) for link in post.links)
    links = [link for link in filled if _may_name(link)]
    if not 1 < len(links) <= _MANY:
        return ()
    places = _places(post, links)
    same: dict[str, list[int]] = {}
    for at, link in enumerate(links):
        same.setdefault(link.text.lower(), []).append(at)
    names = [link.text for link in links]
    for several in same.values():
        targets = {links[at].target for at in several}
        if len(targets) > 1 and not _is_name(links[several[0]].text, targets):
            around = {at: _around(post, links[at], places[at]) for at in several}
            if len(set(around.values())) == len(several) and all(around.values()):
                names = [around.get(at, name) for at, name in enumerate(names)]
    return tuple(map(Named, links, names, places))


def _is_name(text: str, targets: Iterable[str]) -> bool:
    """Whether a text fits one of its addresses by what the others have not."""
    addresses = [address_keys(target) for target in targets]
    shared = frozenset[Key].intersection(*(address.keys for address in addresses))
    return any(fit(text_keys(text), address, shared).best >= ENOUGH for address in addresses)


def _may_name(link: Link) -> bool:
    return (
        not link.image
        and link.target_span is not None
        and link.kind not in (LinkKind.BARE, LinkKind.AUTOLINK)
        and len(link.text) <= _LONGEST
        and link.text.count(" ") < _MOST
        and bool(link.target.strip("# "))
        and len(link.target) <= _WIDEST
        and not has_template(link.target)
        and not _HOST.search(link.text)
    )


def _places(post: Post, links: Sequence[Link]) -> list[Place | None]:
    """Where each link stands: what opens the items of a list or is in one column of a table stands for the same."""
    items, cells = {**items_of(post), **_entries(post, links)}, _cells(post)
    places: list[Place | None] = []
    for at, link in enumerate(links):
        before = links[at - 1] if at and links[at - 1].flow == link.flow else None
        cell, item = cells.get(link.flow), items.get(link.flow)
        if link.flow < 0:
            places.append(None)
        elif cell and not before:
            places.append(Place(("table", cell.table, cell.column), cell.row))
        elif item and not before and link.at <= _OPENING:
            places.append(Place(("list", item[0], 0), item[1]))
        elif before and _ROW.fullmatch(post.flows[link.flow].text, before.end, link.at):
            first = places[-1] or Place(("row", link.flow, at - 1), 0)
            places[-1] = first
            places.append(Place(first.group, first.row + 1) if first.group[0] == "row" else None)
        else:
            places.append(None)
    return places


@fact
def items_of(post: Post) -> dict[int, tuple[int, int]]:
    """The list of each text that is an item, and its row there."""
    return {item.flow: (index, row) for index, one in enumerate(post.lists) for row, item in enumerate(one.items)}


def _entries(post: Post, links: Sequence[Link]) -> dict[int, tuple[int, int]]:
    """Paragraphs in a row that each begin with a link, and go on with what it is: a list without its marks."""
    opening = {
        link.flow for link in links if link.flow >= 0 and not post.flows[link.flow].text[: link.at].strip(_MARKS)
    }
    entries: dict[int, tuple[int, int]] = {}
    run: list[int] = []
    for at, flow in enumerate((*post.flows, None)):
        if flow is not None and flow.role == "alt":
            continue
        if flow is not None and at in opening and flow.role == "paragraph":
            run.append(at)
            continue
        if len(run) > _TWO:
            entries |= {paragraph: (-1 - run[0], row) for row, paragraph in enumerate(run)}
        run = []
    return entries


class _Cell(NamedTuple):
    table: int
    row: int
    column: int
    first: int  # the flow of the first cell of the row


@fact
def _cells(post: Post) -> dict[int, _Cell]:
    return {
        cell: _Cell(index, row, column, cells[0])
        for index, table in enumerate(tables_of(post))
        for row, cells in enumerate(table)
        for column, cell in enumerate(cells)
    }


@fact
def rows_of(post: Post) -> dict[int, int]:
    """The first cell of the row of each cell behind it."""
    return {flow: cell.first for flow, cell in _cells(post).items() if cell.column}


def _around(post: Post, link: Link, place: Place | None) -> str:
    """The words around a link that may tell it from others of its text."""
    if link.flow < 0:
        return ""
    flow = post.flows[link.flow]
    if cell := _cells(post).get(link.flow):
        around = post.flows[cell.first].text if cell.column else ""
    elif place is not None and place.group[0] != "list":
        around = ""
    elif link.flow in items_of(post):
        around = flow.text[: link.at].rpartition("\n")[2]
    elif " " in link.text and fit(text_keys(link.text), address_keys(link.target)).best >= ENOUGH:
        return ""  # the "callback version" of what the heading names is another thing
    else:
        above = bisect_right(post.headings, link.span.start, key=lambda heading: heading.span.start)
        around = post.headings[above - 1].text if above else ""
    return around.strip()[-_LONGEST:]
