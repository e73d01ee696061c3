"""The links of a post go in; those come out whose address belongs to another link of the post, with that other link.

No text proves alone that its address is wrong: people call pages as they like. So links are weighed against one another. Where
each of two texts fits the other's address and not its own, the two changed places; so they did where three or more did in turn.
Where two entries of a list have one address, one of them spells it, the other one has nothing of it, and those around them fit
their own, the address was left from copying.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple
from postlint.post.fact import fact
from postlint.post.links.fitting.fit import ENOUGH, PLAINLY, Fit, common, common_words, fit, is_shared, may_fit
from postlint.post.links.fitting.keys import EMPTY, WORD, Address, Key, stem
from postlint.post.links.fitting.marks import Mark
from postlint.post.links.fitting.named import Named, named_links
from postlint.text import lazy
from postlint.text.accents import plain
from postlint.text.urls import place, registrable, segments, split_url
from postlint.words.english import is_word

if TYPE_CHECKING:
    from postlint.post.document import Post

_TELLING = 4  # letters of a word that is in one address and one text alone, and so places the link
_NEAR = 20  # links that one word may lead to, or that have one address
_BESIDE = 4  # texts
# What every place on the web has, so that its address need not say it.
_ANYWHERE = frozenset(
    "about archive article authors book chat code concepts contact details documentation download downloads forum full "
    "guide here home homepage install installation intro introduction issues link manual more online overview paper project "
    "read reference register registration repo repository see slides source support team tickets tutorial video view website "
    "wiki api".split()
)
_PART = lazy.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")  # of a name in code
_COUNTED = lazy.compile(r"/milestones?/\d")  # whose number is no version
_ROUND = 12  # links that change their addresses in turn
_BOTH = 2  # names with one address: of more, it is the page of them all
_FAR = 12  # entries, between which nobody copies an address
_TOLD = 3  # words, by which a text tells what it opens
_HABIT = 3  # entries that fit their own address


class Misplaced(NamedTuple):
    """A link, and the one that its address belongs to."""

    named: Named
    holder: Named


@fact
def misplaced(post: Post) -> tuple[Misplaced, ...]:
    links = named_links(post)
    strangers = list(_strangers(links))
    turned = list(_turned(strangers))
    known = {found.named.link for found in turned}
    copied = [found for found in _copied(strangers, links) if found.named.link not in known]
    return (*turned, *copied)


def _strangers(links: Sequence[Named]) -> Iterator[Named]:
    """Links that no word of their own holds where they are; what is linked so twice is meant so."""
    times = Counter((named.name, named.link.target) for named in links)
    texts = {named.name: frozenset(WORD.findall(named.name.lower())) for named in links}
    targets = {named.link.target: frozenset(WORD.findall(named.link.target.lower())) for named in links}
    said = Counter(word for words in texts.values() for word in words)
    borne = Counter(word for words in targets.values() for word in words)
    for named in links:
        both = texts[named.name] & targets[named.link.target]
        is_held = any(len(word) >= _TELLING and said[word] == borne[word] == 1 for word in both)
        if not is_held and times[named.name, named.link.target] == 1 and not _COUNTED.search(named.link.target):
            yield named


def _turned(links: Sequence[Named]) -> Iterator[Misplaced]:
    """Links whose addresses went round: two that changed places, or more."""
    leads = _leads(links)
    done: set[int] = set()
    for one, others in leads.items():
        for other, there in others.items():
            back = leads.get(other, {}).get(one)
            if (
                back
                and one < other
                and not done & {one, other}
                and _is_proof([links[one], links[other]], [there, back])
            ):
                done |= {one, other}
                yield Misplaced(links[one], links[other])
                yield Misplaced(links[other], links[one])
    best = {one: max(others, key=lambda other: max(others[other])) for one, others in leads.items()}
    for way in sorted((_way(start, best) for start in best), key=len, reverse=True):
        fits = [leads[at][best[at]] for at in way if at in best]
        is_round = len(way) > 2 and best.get(way[-1]) == way[0]
        if done & set(way) or not (is_round or _is_slide([links[at] for at in way])):
            continue
        if _is_proof([links[at] for at in way], fits):
            done |= set(way)
            # Each text fits the next one's address, so that each address belongs to the one before.
            yield from (Misplaced(links[way[turn]], links[way[turn - 1]]) for turn in range(not is_round, len(way)))


def _way(start: int, best: Mapping[int, int]) -> list[int]:
    """The links that one comes by, from each to the one whose address its text fits."""
    way = [start]
    while len(way) < _ROUND and (after := best.get(way[-1])) is not None and after not in way:
        way.append(after)
    return way


def _is_slide(links: Sequence[Named]) -> bool:
    """Whether the addresses of three entries in a row or more each stand one further on."""
    places = [named.place for named in links if named.place]
    if len(places) < len(links) or len(links) <= 2 or len({place.group for place in places}) > 1:
        return False
    return {after.row - before.row for before, after in pairwise(places)} in ({1}, {-1})


def _is_proof(links: Sequence[Named], fits: Sequence[Fit]) -> bool:
    """Each text says what another's address names; or they are names that stand near each other, and are in the addresses."""
    if not _is_one_house(links) and not all(map(_is_name, links)):
        return False  # other words for one thing: "replays", /backfill of another site
    if min(found.named for found in fits) >= PLAINLY:
        return True
    if all(_is_house_of(one, other) for one, other in zip(links, (*links[1:], links[0]), strict=True)):
        return True
    flows = [named.link.flow for named in links]
    is_near = max(flows) - min(flows) <= _BESIDE
    return is_near and min(found.best for found in fits) >= PLAINLY and all(named.is_proper for named in links)


def _is_one_house(links: Sequence[Named]) -> bool:
    """Whether all addresses are places of one page, or pages of one house."""
    urls = [split_url(named.link.target) for named in links]
    anchors = {not url.host and not url.path for url in urls}
    return len({registrable(url.host) for url in urls}) == 1 and len(anchors) == 1


def _is_name(named: Named) -> bool:
    """Whether a text is the name of one thing, or tells of it in several words."""
    words = [word for word in named.link.text.split() if word[0].isalpha() and word.lower() not in EMPTY]
    is_told = len(named.text.words) >= _TOLD  # "the chapter on security in the documentation"
    return is_told or named.link.has_code or all(word[0].isupper() for word in words)


def _is_house_of(one: Named, other: Named) -> bool:
    """Whether a text says the name of the host that another's address is: "list archive", `lists-archive.reed.example`."""
    url, own = split_url(other.link.target), split_url(one.link.target)
    house = registrable(url.host)
    if url.path.strip("/") or url.host == house or house != registrable(own.host):
        return False
    label = url.host.removesuffix(house).rstrip(".")
    return [stem(plain(word)) for word in one.text.words.values()] == [
        stem(word) for word in WORD.findall(plain(label))
    ]


def _leads(links: Sequence[Named]) -> dict[int, dict[int, Fit]]:
    """For each link those whose addresses its text fits, where it does not fit its own."""
    bearing: dict[Key, list[int]] = {}
    for at, named in enumerate(links):
        for key in named.address.keys:
            bearing.setdefault(key, []).append(at)
    leads: dict[int, dict[int, Fit]] = {}
    for at, named in enumerate(links):
        own = named.address
        telling = (bearing.get(key, ()) for key in named.text.keys if not is_shared(key, own.keys))
        near = {other for several in telling if len(several) <= _NEAR for other in several}
        for other in sorted(near - {at})[: 2 * _NEAR]:
            its = links[other]
            alike = frozenset(named.text.words.values()) & frozenset(its.text.words.values())
            found = fit(named.text, its.address, own.keys, alike)
            if (
                found.best >= ENOUGH
                and (alike or _is_told(named, its, own))
                and not may_fit(named.text, own, its.address, alike)
            ):
                leads.setdefault(at, {})[other] = found
    return leads


def _is_told(named: Named, other: Named, own: Address) -> bool:
    """Whether more than a number of the text is in the other address, and not in its own."""
    told = (key for key in named.text.keys if key in other.address.keys and not is_shared(key, own.keys))
    return any(isinstance(key, Mark) or (len(key) > 2 and not key.isdigit()) for key in told)


def _copied(strangers: Sequence[Named], links: Sequence[Named]) -> Iterator[Misplaced]:
    """Links that have the address of another one, which spells it, where all others of their list or row have their own."""
    holders: dict[object, list[Named]] = {}
    for named in links:
        holders.setdefault(_place(named), []).append(named)
    groups = _groups(links)
    for one in strangers:
        group = groups.get(one.place.group) if one.place else None
        sharing = {named.name.lower() for named in holders[_place(one)][:_NEAR]}
        if len(sharing) > _BOTH:
            continue  # one page for several
        for other in holders[_place(one)][:_NEAR]:
            if _is_other(one, other) and (
                (group is not None and _is_entry(one, other, group))
                or _is_person(one, other)
                or _is_alike(one, other)
                or _is_code(one, other)
            ):
                yield Misplaced(one, other)
                break


class _Group(NamedTuple):
    """A list, column or row in which an address stands twice: what its entries share, and which of its addresses are fitted."""

    shared: Address
    alike: frozenset[str]
    fitted: Mapping[object, bool]


def _groups(links: Sequence[Named]) -> dict[object, _Group]:
    entries: dict[object, list[Named]] = {}
    for named in links:
        if named.place:
            entries.setdefault(named.place.group, []).append(named)
    groups: dict[object, _Group] = {}
    for group, members in entries.items():
        by_place = {_place(named): named for named in members}
        if 1 < len(by_place) < len(members):
            shared = common([named.address for named in by_place.values()])
            alike = common_words([named.text for named in members])
            fits = {at: fit(named.text, named.address, shared.keys, alike) for at, named in by_place.items()}
            groups[group] = _Group(shared, alike, {at: found.best >= ENOUGH for at, found in fits.items()})
    return groups


def _is_other(one: Named, other: Named) -> bool:
    """Whether two names, written twice, have one address."""
    a, b = one.link, other.link
    is_one_definition = a.target_span == b.target_span or (bool(a.label) and a.label == b.label)
    return not is_one_definition and one.name.lower() != other.name.lower()


def _place(named: Named) -> tuple[object, str]:
    return place(named.link.target), split_url(named.link.target).fragment


def _is_entry(one: Named, other: Named, group: _Group) -> bool:
    """Whether two entries of one list have an address that only the other one fits, while those around them fit their own."""
    if not one.place or not other.place or one.place.group != other.place.group or one.place.row == other.place.row:
        return False
    if abs(one.place.row - other.place.row) > _FAR:
        return False
    if one.place.group[0] == "table" and one.place.row == other.place.row + 1 and "#" in one.link.target:
        return False  # a row below the heading of its group, in whose section it is told of
    around = len(group.fitted) - 1
    fitting = sum(group.fitted.values()) - group.fitted[_place(one)]
    if _ANYWHERE.issuperset(one.text.words.values()):
        return False
    is_habit = fitting * 4 >= around * 3 and (fitting >= _HABIT or abs(one.place.row - other.place.row) == 1)
    return is_habit and _is_only_of(other, one, group.shared, group.alike)


def _is_only_of(other: Named, one: Named, shared: Address, alike: frozenset[str]) -> bool:
    """Whether what tells the other text from this one is in their address, and nothing of this one."""
    mine, its = (frozenset(named.text.words.values()) - alike for named in (one, other))
    both = mine & its
    if not mine - both or may_fit(one.text, one.address, shared, alike | both):
        return False
    found = fit(other.text, other.address, shared.keys, alike | both)
    return found.named >= PLAINLY or (bool(both | alike) and found.said == 1)


def _is_person(one: Named, other: Named) -> bool:
    """Whether two people have an address that spells one of them."""
    a, b = one.link.text.split(), other.link.text.split()
    # "Jon Fern" and "Jonathan Fern" are one person.
    if not (_are_names(a) and _are_names(b)) or plain(a[-1]) == plain(b[-1]) or all(map(is_word, map(plain, a))):
        return False
    found = fit(other.text, other.address)
    return min(found) >= PLAINLY and not may_fit(one.text, one.address)


def _are_names(words: Sequence[str]) -> bool:
    return 1 < len(words) < 5 and all(word[0].isupper() and word[1:].islower() for word in words)


def _is_alike(one: Named, other: Named) -> bool:
    """Whether texts that end in one word (`Core team`, `Release team`) have an address that spells the rest of one of them."""
    mine, its = list(one.text.words.values()), list(other.text.words.values())
    if mine[-1:] != its[-1:] or not 1 < len(mine) < 5 or not (one.name[0].isupper() and other.name[0].isupper()):
        return False
    alike = frozenset(mine) & frozenset(its)
    if (
        _are_names(one.link.text.split())
        or not _is_in_folder(one.link.target)
        or may_fit(one.text, one.address, None, alike)
    ):
        return False
    rest = [stem(word) for word in its if word not in alike]
    is_part = alike == frozenset(mine)
    return bool(rest) and not is_part and rest == [stem(word) for word in one.address.name if word not in alike]


def _is_in_folder(target: str) -> bool:
    url = split_url(target)
    return len(segments(url.path)) > 1 and not url.fragment


def _is_code(one: Named, other: Named) -> bool:
    """Whether two names in code of which each is the other but for a part have an address that is called after one of them."""
    if not (one.link.has_code and other.link.has_code) or " " in one.name or " " in other.name:
        return False
    if _method(one.name) == _method(other.name):
        return False  # of an object by whatever name: `stream.cork()` is told of where `writable.cork()` is
    mine, its = (frozenset(_PART.findall(named.name.strip("()"))) for named in (one, other))
    alike = frozenset(map(plain, mine & its))
    if not alike or mine <= its or its <= mine:
        return False
    return _spelt(other.name) == _spelt("".join(other.address.name)) and not may_fit(one.text, one.address, None, alike)


def _method(name: str) -> str:
    return name.partition("(")[0].rpartition(".")[2]


def _spelt(name: str) -> str:
    return "".join(WORD.findall(plain(name)))
