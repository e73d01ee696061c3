"""Two states of a site go in, the files come out of which the rules about a site may say something new.

Nothing else of the site needs to be looked at after a change: a link elsewhere goes wrong only where what it names was taken
away, where a page lost the place that it names, where the links of the site tell otherwise than before which folders are
known, or where another path is now the nearest to it; a header elsewhere only where one beside it has come to be like it.
The answer may hold too many files, never too few: each is checked in both states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from posixpath import basename
from typing import TYPE_CHECKING

from postlint.site.addresses.meant import first_reading
from postlint.site.names import collection_of, stem
from postlint.site.site import Site
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.site.model import PageSummary

_SHARED = 0.9  # of the values of a key: above, a rule may take each for a post's own
_DIGITS = lazy.compile(r"\d+")


def is_alike(now: Site, then: Site) -> bool:
    """Do both states follow the same conventions? Otherwise everything may be told anew."""
    if now.linking is then.linking:
        return True
    here, there = now.linking.lookup, then.linking.lookup
    return (
        now.convention == then.convention
        and now.address == then.address
        and now.mounts == then.mounts
        and here.static == there.static
        and here.table.patterns == there.table.patterns
        and here.table.dynamic == there.table.dynamic
        and here.table.opened == there.table.opened
        and here.redirects.listed == there.redirects.listed
    )


def reached(now: Site, then: Site, changed: Set[str]) -> frozenset[str]:
    """The Markdown files, without those `changed`, by path from the root."""
    gone = _gone(now, then)
    pages = {path for path in changed if _reshaped(path, now, then)}
    names = {name for path in gone for name in _names(path)}
    names |= {name for path in pages for way in _ways(path, now, then) for name in _names(way)}
    found = set(_naming(names, now))
    found |= _linking(now, then, {*pages, *(path for path in changed if _renewed(path, now, then))})
    found |= _lost_anew(now, then)
    found |= _beside(now, then, changed)
    return frozenset(found - changed)


# --- what is no longer there


def _gone(now: Site, then: Site) -> set[str]:
    """Addresses and files that links could lead to, and that are not there any more, or are another file's now."""
    here, there = now.linking.lookup, then.linking.lookup
    if here.table is there.table:
        return set()
    pages = {path for path, file in there.table.pages.items() if here.table.pages.get(path) != file}
    moved = {file for file, routes in there.table.exact.items() if here.table.exact.get(file) != routes}
    pages |= {path for file in moved for path in there.table.by_file.get(file, ())}
    terms = there.table.terms - here.table.terms
    files = there.tree.files.keys() - here.tree.files.keys()
    return pages | terms | files | (there.table.folders - here.table.folders) | (there.tree.folders - here.tree.folders)


def _names(path: str) -> Iterator[str]:
    """What a link to a path must hold, in lower case: its last name without an ending, or that of its folder."""
    plain = path.strip("/").lower()
    name = stem(basename(plain)) or basename(plain)
    yield name
    if name in ("index", "_index", "readme"):
        yield basename(plain.rpartition("/")[0])


def _naming(names: Set[str], site: Site) -> Iterator[str]:
    """The files whose text holds one of these names, as it is or with its special characters escaped."""
    wanted = sorted({form for name in names if name for form in _escaped(name)})
    if not wanted:
        return
    for path in site.files:
        text = site.text(path).lower()
        if any(name in text for name in wanted):
            yield path


def _escaped(name: str) -> Iterator[str]:
    from urllib.parse import quote

    yield name
    yield quote(name).lower()


# --- pages that lost a place


def _reshaped(path: str, now: Site, then: Site) -> bool:
    return path in now.tree.files and path in then.tree.files and now.anchors(path) != then.anchors(path)


def _renewed(path: str, now: Site, then: Site) -> bool:
    """Has the page another date or title?"""
    return _dated(now.summary(path)) != _dated(then.summary(path))


def _dated(page: PageSummary) -> tuple[object, ...]:
    return page.title, page.date, page.time


def _ways(path: str, now: Site, then: Site) -> frozenset[str]:
    return now.linking.addresses_of(path) | then.linking.addresses_of(path)


def _linking(now: Site, then: Site, files: Set[str]) -> set[str]:
    """The files with a link to one of these."""
    return {
        source
        for site in (now, then)
        for source, targets in (site.linking.targets.items() if files else ())
        if any(first_reading(site.linking.lookup, source, target).file in files for target in targets)
    }


# --- links that are judged otherwise


def _lost_anew(now: Site, then: Site) -> set[str]:
    """The files with a link that leads nowhere, and of which something else is said than was."""
    if now.linking is then.linking:
        return set()
    here, there = now.linking.lookup, then.linking.lookup
    same = here.tree.files.keys() == there.tree.files.keys() and here.table.pages == there.table.pages
    before = then.linking.missing(with_nearest=not same)
    after = now.linking.missing(with_nearest=not same)
    return {place[0] for place, said in after.items() if before.get(place) != said}


# --- headers


def _beside(now: Site, then: Site, changed: Set[str]) -> set[str]:
    """The posts of the folders of changed ones that share something with them, or that nobody else shares now."""
    found: set[str] = set()
    for path in changed:
        one, other = now.summary(path), then.summary(path)
        lost = set(then.targets(path)) - set(now.targets(path))
        if one == other and not lost:
            continue
        folder = [page for page in now.summaries.values() if collection_of(page.path) == collection_of(path)]
        keys = {key for key in one.values.keys() | other.values.keys() if one.values.get(key) != other.values.get(key)}
        for state in (one, other):
            found |= {page.path for page in folder if state.date and page.date == state.date}
            held = {key: state.values[key] for key in keys if key in state.values}
            found |= {page.path for page in folder if any(page.values.get(key) == value for key, value in held.items())}
        for key in keys:
            found |= _twins(key, folder)
        if _dated(one) != _dated(other):
            titles = {_DIGITS.sub("#", state.title) for state in (one, other)}
            found |= {page.path for page in folder if _DIGITS.sub("#", page.title) in titles and page.date}
        found |= {page.path for page in folder if lost & set(now.targets(page.path))}
    return found


def _twins(key: str, pages: Iterable[PageSummary]) -> set[str]:
    """The pages that share their value of a key of which nearly all have one of their own."""
    holders: dict[object, list[str]] = defaultdict(list)
    for page in pages:
        if isinstance(value := page.get(key), str | int):
            holders[value].append(page.path)
    total = sum(map(len, holders.values()))
    if len(holders) < _SHARED * total:
        return set()
    return {path for paths in holders.values() if len(paths) > 1 for path in paths}
