"""The pages of a site go in, the table of its addresses comes out: which file is published where, and what templates make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from postlint.site.generators.patterns import Pattern, fixed_part, translate
from postlint.site.generators.published import Publisher, Route
from postlint.site.generators.routes import Place, further_addresses, own_address
from postlint.site.model import Convention, PageSummary
from postlint.site.names import NUMBERED, address, distinct, slugify
from postlint.site.tree import Tree
from postlint.text import lazy

# Astro's, Next's and Remix's files that stand for many pages: `[slug].astro`, `[...way]/page.tsx`, `$name.tsx`.
_DYNAMIC = lazy.compile(r"(?:^|/)(?:\[[^/]*\]|\$[a-z]\w*)(?:/|\.|$)")
_TAXONOMY = ("tags", "tag", "categories", "category", "topics", "series", "authors", "author", "labels", "keywords")
_TAXONOMY_FOLDERS = lazy.compile(r"(?:/\w+)?/(?:tags?|categor(?:y|ies)|topics?|series|authors?|labels?|keywords?)/(.+)")
# What generators and their plugins make of a site as a whole.
_MADE = lazy.compile(
    r"(?:.*/)?(?:page[/-]?\d+|(?:feed|rss|atom|index|sitemap[\w-]*|robots|humans|llms[\w-]*|search[\w-]*|manifest|404|ads)"
    r"(?:\.\w+)?|_readthedocs|archives?(?:\.html)?|favicon\.\w+|apple-touch-icon[\w-]*\.png|.*\.(?:xml|json|ics|webmanifest|atom|rss))(?:/.*)?",
    re.IGNORECASE,
)
_LISTS = lazy.compile(r"(?:.*/)?(?:tags|categories|authors)(?:\.html)?", re.IGNORECASE)


def made_by_generator(path: str) -> bool:
    """True for what no file of the checkout need stand for: feeds, site maps, search, numbered list pages."""
    return _MADE.fullmatch(path.strip("/")) is not None or _LISTS.fullmatch(path.strip("/")) is not None


@dataclass(frozen=True, slots=True)
class Places:
    """The pages of a site, each at every mount that it lies in, made anew whenever they are walked.

    Each knows all forms of its address: held, those of thirty thousand pages would take a hundred megabytes.
    """

    paths: Sequence[str]
    summary: Callable[[str], PageSummary]
    mounts: Sequence[tuple[str, str]]
    convention: Convention

    def __iter__(self) -> Iterator[Place]:
        for path in self.paths:
            yield from places_of(self.summary(path), self.mounts, self.convention)


@dataclass(frozen=True, eq=False)
class RouteTable:
    """The addresses of a site's pages.

    `dynamic` are addresses below which one file stands for many pages, `opened` those below which pages are made that the
    checkout does not hold. `exact` holds, for each file whose addresses are known for certain, just those; for any other
    every form counts that its address may have.
    """

    all_places: Places
    patterns: tuple[Pattern, ...]
    dynamic: tuple[str, ...]
    opened: frozenset[str]
    exact: Mapping[str, tuple[Route, ...]] = field(default_factory=dict)

    @property
    def places(self) -> Iterator[Place]:
        """The pages at each mount, but for files that stand for many pages."""
        return (place for place in self.all_places if _dynamic(place) is None)

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The file behind each address; one that two files claim belongs to the first, a certain one before a usual one."""
        found: dict[str, str] = {}
        for file, routes in self.exact.items():
            for one in routes:
                found.setdefault(one.path, file)
        for place in self.places:
            for path in addresses(place, self.patterns, self.dynamic):
                found.setdefault(path, place.page.path)
        return found

    def recall(self, pages: object, files: Collection[str]) -> None:
        """Take over what `pages` was in an earlier run, where it is of these files."""
        if isinstance(pages, dict) and all(isinstance(file, str) and file in files for file in pages.values()):
            self.__dict__["pages"] = pages

    @cached_property
    def by_file(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses of each file, the likeliest first."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, file in self.pages.items():
            found[file].append(path)
        return {file: tuple(paths) for file, paths in found.items()}

    def is_certain(self, path: str) -> bool:
        """False where a page is known to be published elsewhere, or with another ending, than this path says."""
        plain = address(path)
        routes = self.exact.get(self.pages.get(plain, ""))
        return routes is None or any(one.path == plain and one.answers(path) for one in routes)

    def shown(self, file: str) -> str:
        """The address of a page as a link should have it, "" for what has none."""
        if (routes := self.exact.get(file)) is not None:
            path = routes[0].path if routes else ""
            return path + routes[0].ending if path else "/" if routes else ""
        return next(iter(self.by_file.get(file, ())), "")

    @cached_property
    def lower(self) -> Mapping[str, str]:
        return {path.lower(): path for path in self.pages}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every address that has a page below it: most generators list such a folder."""
        found: set[str] = set()
        for path, file in self.pages.items():
            if file in self.exact and all(one.path != path for one in self.exact[file]):
                continue
            while (path := path.rpartition("/")[0]) and path not in found:
                found.add(path)
        return frozenset(found)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The tags, categories and authors that pages name, in the forms that addresses give them."""
        values = {value for place in self.places for value in _terms(place.page)}
        values |= {
            place.rel.rpartition("/")[0].rpartition("/")[2]
            for place in self.places
            if place.convention.name == "Pelican"
        }
        return frozenset(
            form for value in values for form in (value.lower(), value.lower().replace(" ", "-"), slugify(value))
        )

    def lists_term(self, path: str) -> bool:
        """True for the page of a tag, a category or an author that some page names."""
        found = _TAXONOMY_FOLDERS.fullmatch(path)
        if found is None:
            return False
        generator = self.all_places.convention.name
        named = found[1].lower().removeprefix("cat_" if generator == "Nikola" else "")
        nested = generator == "Hexo"  # where one category of a page is the folder of the next
        return named in self.terms or (nested and self.terms.issuperset(named.split("/")))

    def is_open(self, path: str) -> bool:
        """True below an address where pages are made that the checkout does not hold."""
        return path in self.opened or any(path.startswith(f"{prefix}/") for prefix in self.opened)

    def is_filled(self, path: str) -> bool:
        """True below an address where one file stands for many pages, which data or a program may name."""
        return any(prefix and path.startswith(f"{prefix}/") for prefix in self.dynamic)


def build_table(
    tree: Tree,
    convention: Convention,
    mounts: Iterable[tuple[str, str]],
    summary: Callable[[str], PageSummary],
    patterns: Iterable[Pattern],
    elsewhere: Iterable[str] = (),
    published: Publisher | None = None,
) -> RouteTable:
    """The table of all pages; `elsewhere` are addresses whose pages come from outside the checkout."""
    folders = tuple(mounts)
    paths = (*tree.posts, *tree.templates)
    places = Places(paths, summary, folders, convention)
    dynamic = distinct(address(prefix) for place in places if (prefix := _dynamic(place)) is not None)
    opened = frozenset(path for path in (*_templated(places), *elsewhere) if path)
    known = ((path, published(summary(path))) for path in paths) if published else ()
    exact = {path: routes for path, routes in known if routes is not None}
    return RouteTable(places, tuple(patterns), dynamic, opened, exact)


def expanded(tree: Tree, mounts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Mounts with the folders that a `*` stands for; those that do not exist are left out.

    Two in one name are nobody's, and would have a long name matched in more ways than there is time for.
    """
    found: list[tuple[str, str]] = []
    for folder, prefix in mounts:
        if any(name.count("*") > 1 for name in folder.split("/")):
            continue
        if "*" in folder:
            shape = re.compile(re.escape(folder).replace(r"\*", "([^/]+)"))
            matches = (shape.fullmatch(one) for one in sorted(tree.folders))
            found += [(match[0], prefix.format(match[1])) for match in matches if match]
        elif not folder or folder in tree.folders:
            found.append((folder, prefix))
    return tuple(found)


def places_of(page: PageSummary, mounts: Iterable[tuple[str, str]], convention: Convention) -> Iterator[Place]:
    """The page at each mount that it lies in."""
    for folder, prefix in mounts:
        if not folder or page.path.startswith(f"{folder}/"):
            yield Place(page, page.path[len(folder) :].lstrip("/"), prefix, convention)


def addresses(place: Place, patterns: Iterable[Pattern] = (), dynamic: Iterable[str] = ()) -> Iterator[str]:
    """Every address under which a page may be published, the likeliest first."""
    page = place.page
    if own := translate(own_address(page)):
        yield from place.by_pattern(own) if ":" in own else [address(own)]
    if page.get("permalink") is not False:
        yield from place.by_path()
        for pattern in (*patterns, *(Pattern("", one) for one in place.convention.patterns)):
            if pattern.holds_for(place):
                yield from place.by_pattern(pattern.pattern)
        names = distinct((*place.slugs, *(NUMBERED.sub("", name, 1) for name in place.slugs)))
        yield from (address(f"{prefix}/{name}") for prefix in dynamic for name in names)
    for other in further_addresses(page):
        yield address(other)  # Zola's start at the root, with or without a slash
        if not other.startswith("/"):
            yield from (address(f"{place.prefix}/{folder}/{other}") for folder in place.folders)


def _dynamic(place: Place) -> str | None:
    """What stands before the part of a file's path that is filled in for each page; None for other files."""
    found = _DYNAMIC.search(place.rel) if "[" in place.rel or "$" in place.rel else None
    return f"{place.prefix}/{place.rel[: found.start()]}" if found else None


def _templated(places: Iterable[Place]) -> set[str]:
    """Beginnings of addresses that a header leaves to a template: `/tags/{{ tag }}/`."""
    written = distinct(own_address(place.page) for place in places)
    return {fixed_part(own) for own in written if own and not translate(own)}


def _terms(page: PageSummary) -> Iterator[str]:
    nested = page.get("taxonomies")
    for source in (page.values, nested if isinstance(nested, dict) else {}):
        for key, given in source.items():
            if str(key).lower() in _TAXONOMY:
                names = given if isinstance(given, list) else re.split(r",\s*", str(given))
                yield from (str(name.get("name", "")) if isinstance(name, dict) else str(name) for name in names)
