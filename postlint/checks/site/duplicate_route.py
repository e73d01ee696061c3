"""A site goes in; every post that is published at the address of another one comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from postlint.model import Entry, Finding, Related, Span
from postlint.site.generators.routes import ADDRESS_KEYS, Place
from postlint.site.model import PageSummary
from postlint.site.names import is_language
from postlint.site.site import Site
from postlint.text.messages import quoted

_NAMING = (*ADDRESS_KEYS, "slug")
_OFF = ("draft", "unlisted", "headless")


def check(site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    if not site.convention.name:
        return  # who publishes it decides which addresses it has
    always = bool(options["always"])
    rows = site.of_pages(f"claimed twice{', always' if always else ''}", lambda: list(_claimed_twice(site, always)))
    for path, other, address in _known(rows, site):
        message = f"{other} is published at {address}, too"
        related = Related(_where(site, other), "the same address", site.shown(other))
        yield Finding(_where(site, path), message, related=(related,), path=path)


def _claimed_twice(site: Site, always: bool) -> Iterator[list[str]]:
    """A file, another one that is published at the same address, and that address."""
    claims: dict[tuple[object, ...], list[Place]] = defaultdict(list)
    known: dict[str, dict[str, Place]] = defaultdict(dict)
    exact = site.linking.lookup.table.exact
    for place in site.places():
        if not _hidden(place.page):
            claims[_claim(place, site)].append(place)
            if routes := exact.get(place.page.path):
                known[routes[0].path][place.page.path] = place
    told = set()
    for address, pages in known.items():
        for path in pages if len(pages) > 1 and _are_posts(pages.values()) else ():
            told.add(path)
            yield [path, next(one for one in pages if one != path), _shown(address)]
    for places in claims.values():
        files = {place.page.path: place for place in places}
        for path, place in files.items() if len(files) > 1 and (always or _is_copy(files.values())) else ():
            if path in told:
                continue
            other = next(one for one in files if one != path)
            yield [path, other, _shown(place.certain)]


def _shown(address: str) -> str:
    return quoted(address) if address.strip("/") else "the root of the site"


def _known(rows: object, site: Site) -> Iterator[tuple[str, str, str]]:
    """The rows that are of files of this site: they may come from a cache."""
    for row in rows if isinstance(rows, list) else ():
        match row:
            case [str(path), str(other), str(address)] if {path, other} <= site.summaries.keys():
                yield path, other, address


def _is_copy(places: Collection[Place]) -> bool:
    """Dated posts of one folder, of which one names its address itself: the other's, left when it was copied."""
    return _are_posts(places) and any(isinstance(place.page.get(*_NAMING), str) for place in places)


def _are_posts(places: Collection[Place]) -> bool:
    """Dated posts of one folder."""
    pages = [place.page for place in places]
    beside = len({page.path.rpartition("/")[0] for page in pages}) == 1
    return beside and all(page.date and page.get("version") is None for page in pages)


def _hidden(page: PageSummary) -> bool:
    return (
        page.get("published") is False or page.get("permalink") is False or any(page.get(key) is True for key in _OFF)
    )


def _claim(place: Place, site: Site) -> tuple[object, ...]:
    """What no two posts may share: the address, and what tells apart translations and posts under dated addresses."""
    from postlint.post.document import LANGUAGE_KEYS  # here, so that a run in which all is known costs little

    page = place.page
    languages = tuple(part for part in page.path.replace(".", "/").split("/") if is_language(part))
    dated = page.date if site.dates_address(place) else None
    return (place.certain.lower(), languages, str(page.get(*LANGUAGE_KEYS)), dated)


def _where(site: Site, path: str) -> Span:
    """The key that makes the address, else that of the date, which is a part of it, else the beginning of the file."""
    header = site.header(path)
    entry: Entry | None = header.get(*_NAMING) or header.get("date")
    return entry.text_span if entry else Span(0, 0)
