"""The links of a post go in; those come out whose address belongs to another link of the post, with that other link.

No text proves alone that its address is wrong: people call pages as they like. So links are weighed against one another. Where
each of two texts fits the other's address and not its own, the two changed places; so they did where three or more did in turn.
Where two entries of a list have one address, one of them spells it, the other one has nothing of it, and those around them fit
their own, the address was left from copying.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from postlint.post.fact import fact
from postlint.post.fitting.fit import ENOUGH, PLAINLY, Fit, common, fit, may_fit
from postlint.post.fitting.keys import WORD, Key, plain, stem
from postlint.post.fitting.named import Named, named_links
from postlint.text.urls import place, same_place, segments, split_url
from postlint.words.english import is_word

if TYPE_CHECKING:
    from postlint.post.document import Post

_TELLING = 4  # letters of a word that is in one address and one text alone, and so places the link
_NEAR = 20  # links that one word may lead to
_BESIDE = 4  # texts
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
    """Links that no word of their own holds where they are; each text and address once."""
    texts = {named.name: frozenset(WORD.findall(named.name.lower())) for named in links}
    targets = {named.link.target: frozenset(WORD.findall(named.link.target.lower())) for named in links}
    said = Counter(word for words in texts.values() for word in words)
    borne = Counter(word for words in targets.values() for word in words)
    for (name, target), named in {(named.name, named.link.target): named for named in links}.items():
        both = texts[name] & targets[target]
        if not any(len(word) >= _TELLING and said[word] == borne[word] == 1 for word in both):
            yield named


def _turned(links: Sequence[Named]) -> Iterator[Misplaced]:
    """Links whose addresses went round: two that changed places, or more."""
    leads = _leads(links)
    done: set[int] = set()
    for one, others in leads.items():
        for other, there in others.items():
            back = leads.get(other, {}).get(one)
            if back and one < other and not done & {one, other} and _is_proof(links[one], links[other], there, back):
                done |= {one, other}
                yield Misplaced(links[one], links[other])
                yield Misplaced(links[other], links[one])


def _is_proof(one: Named, other: Named, there: Fit, back: Fit) -> bool:
    """Each text says what the other's address names; or they are names that stand near each other, and are in the addresses."""
    if min(there.named, back.named) >= PLAINLY:
        return True
    is_near = abs(one.link.flow - other.link.flow) <= _BESIDE
    return is_near and min(there.best, back.best) >= PLAINLY and one.is_proper and other.is_proper


def _leads(links: Sequence[Named]) -> dict[int, dict[int, Fit]]:
    """For each link those whose addresses its text fits, where it does not fit its own."""
    bearing: dict[Key, list[int]] = {}
    for at, named in enumerate(links):
        for key in named.address.keys:
            bearing.setdefault(key, []).append(at)
    leads: dict[int, dict[int, Fit]] = {}
    for at, named in enumerate(links):
        own = named.address
        near = {other for key in named.text.keys if key not in own.keys for other in bearing.get(key, ())[:_NEAR]}
        for other in sorted(near - {at}):
            its = links[other]
            alike = frozenset(named.text.words.values()) & frozenset(its.text.words.values())
            found = fit(named.text, its.address, own.keys, alike)
            if found.best >= ENOUGH and (alike or named.has_words) and not may_fit(named.text, own, its.address, alike):
                leads.setdefault(at, {})[other] = found
    return leads


def _copied(strangers: Sequence[Named], links: Sequence[Named]) -> Iterator[Misplaced]:
    """Links that have the address of another one, which spells it, where all others of their list or row have their own."""
    groups: dict[object, list[Named]] = {}
    holders: dict[object, list[Named]] = {}
    for named in links:
        holders.setdefault(place(named.link.target), []).append(named)
        if named.place:
            groups.setdefault(named.place.group, []).append(named)
    for one in strangers:
        for other in holders[place(one.link.target)]:
            if _is_other(one, other) and (
                _is_entry(one, other, groups) or _is_person(one, other) or _is_alike(one, other)
            ):
                yield Misplaced(one, other)
                break


def _is_other(one: Named, other: Named) -> bool:
    """Whether two names, written twice, have an address of which one has nothing."""
    a, b = one.link, other.link
    if a.target_span == b.target_span or (a.label and a.label == b.label) or one.name.lower() == other.name.lower():
        return False
    return (
        split_url(a.target).fragment == split_url(b.target).fragment and fit(other.text, other.address).named >= PLAINLY
    )


def _is_entry(one: Named, other: Named, groups: Mapping[object, Sequence[Named]]) -> bool:
    """Whether two entries of one list have an address that only the other one fits, while those around them fit their own."""
    if not one.place or not other.place or one.place.group != other.place.group or one.place.row == other.place.row:
        return False
    group = groups[one.place.group]
    around = {named.link.target: named for named in group if not same_place(named.link.target, one.link.target)}
    if not around:
        return False
    shared = common([one.address, *(named.address for named in around.values())])
    if may_fit(one.text, one.address, shared) or fit(other.text, other.address, shared.keys).named < PLAINLY:
        return False
    fitting = sum(fit(named.text, named.address, shared.keys).best >= ENOUGH for named in around.values())
    is_beside = abs(one.place.row - other.place.row) == 1
    return fitting * 4 >= len(around) * 3 and (fitting >= _HABIT or is_beside)


def _is_person(one: Named, other: Named) -> bool:
    """Whether two people have an address that spells one of them."""
    a, b = one.link.text.split(), other.link.text.split()
    # "Jon Fern" and "Jonathan Fern" are one person.
    if not (_are_names(a) and _are_names(b)) or plain(a[-1]) == plain(b[-1]) or all(map(is_word, map(plain, a))):
        return False
    return fit(other.text, other.address).said >= PLAINLY and not may_fit(one.text, one.address)


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
