"""A site goes in, names for what it is come out: equal names mean that nothing a rule may ask of it has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from postlint.files.kinds import POSTS, SEEN_ONLY
from postlint.files.reading import state_of
from postlint.site.habits.folders import EVERYWHERE
from postlint.site.names import collection_of
from postlint.text.digest import digest, digest_of

if TYPE_CHECKING:
    from postlint.model.plan import SiteTold
    from postlint.site.addresses.address import Address
    from postlint.site.addresses.linking import Linking
    from postlint.site.facts import Facts
    from postlint.site.habits.folders import Folders
    from postlint.site.model import Change
    from postlint.site.storage.index import Index
    from postlint.site.storage.kept import Kept
    from postlint.site.tree import Tree
    from postlint.site.words.vocabulary import Vocabulary


class Ground(Protocol):
    """What must be known of a site before it can be told whether it has changed; a Site knows it."""

    change: Change
    root: Path
    top: Path
    told: SiteTold

    @property
    def tree(self) -> Tree: ...
    @property
    def facts(self) -> Mapping[str, Facts]: ...
    @property
    def index(self) -> Index: ...
    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def kept(self) -> Kept: ...
    @property
    def address(self) -> Address: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def folders(self) -> Folders: ...
    @property
    def linking(self) -> Linking: ...
    def of_files(self, kind: str, work: Callable[[], object]) -> object: ...
    def of_pages(self, kind: str, work: Callable[[], object]) -> object: ...


class States:
    """What one site was at one moment, in digests that are made on demand."""

    def __init__(self, site: Ground) -> None:
        self._site = site
        self._headers: dict[str, str] = {}

    @cached_property
    def everything(self) -> str:
        """Every file of the site as it is, and all that is known of the site from elsewhere."""
        return digest_of((self._ground, *sorted(self._site.tree.files.items())))

    @cached_property
    def pages(self) -> str:
        """Where pages are, what their headers say, and what they link to; no file is read where none has changed."""
        return str(self._site.of_files("state of pages", self._pages))

    def _pages(self) -> str:
        facts = self._site.facts
        said = ((path, one.head, one.summary.title, one.targets) for path, one in sorted(facts.items(), key=_path))
        return digest_of(chain([self._ground], sorted(self._site.tree.files), said))

    # --- the same in parts, of which most edits change few

    @cached_property
    def ground(self) -> str:
        """Which files there are, and what configures the site."""
        return digest_of(chain([self._ground], sorted(self._site.tree.files)))

    @cached_property
    def address(self) -> str:
        """The site's own address."""
        return digest(self._site.address)

    @cached_property
    def names(self) -> str:
        """Names of one word that pages or data files give."""
        return digest(self._site.names)

    @cached_property
    def routes(self) -> str:
        """Where pages are published, and lists of those with one term."""
        return str(self._site.of_pages("state of routes", lambda: digest_of(self._published())))

    @cached_property
    def links(self) -> str:
        """What the links of all pages say of the site."""
        return str(self._site.of_pages("state of links", lambda: digest_of(self._linked())))

    def _published(self) -> Iterator[object]:
        """All that decides what a link finds, but for what links teach, each in an order that does not vary."""
        lookup = self._site.linking.lookup
        table = lookup.table
        yield from (self.ground, self.address, tuple(table.pages.items()), tuple(table.exact.items()), table.patterns)
        yield from (table.dynamic, sorted(table.opened), sorted(table.terms), lookup.redirects.listed, lookup.static)
        yield from (lookup.roots, lookup.generator, lookup.certain is None, sorted(lookup.certain or ()))
        yield from (lookup.follows_files, lookup.falls_back, sorted(lookup.embedded))

    def _linked(self) -> Iterator[object]:
        """All that decides what is said of a link that finds nothing for certain, besides what is published."""
        linking = self._site.linking
        yield from sorted(linking.targets.items())
        yield sorted(linking.computed) if linking.lookup.table.exact else ()

    @cached_property
    def terms(self) -> str:
        """How many posts have which tag, category or the like."""
        return digest(self._site.folders.terms)

    @cached_property
    def authors(self) -> str:
        """How many posts are whose."""
        return digest(self._site.folders.authors)

    def header(self, path: str) -> str:
        """What the header of a page says."""
        facts = self._site.facts.get(path)
        return digest_of((facts.head, facts.summary.title)) if facts else ""

    def headers(self, folder: str) -> str:
        """What the headers of the posts of a folder say, or those of all posts (`EVERYWHERE`)."""
        if folder not in self._headers:
            self._headers[folder] = digest_of(chain([folder], *self._by_folder.get(folder, ())))
        return self._headers[folder]

    @cached_property
    def _by_folder(self) -> Mapping[str, list[tuple[str, str, str]]]:
        found: dict[str, list[tuple[str, str, str]]] = {}
        for path, facts in sorted(self._site.facts.items(), key=_path):
            for folder in (collection_of(path), EVERYWHERE):
                found.setdefault(folder, []).append((path, facts.head, facts.summary.title))
        return found

    # --- words

    @cached_property
    def words(self) -> str:
        """What the posts of the site write."""
        return self._site.kept.posts

    @cached_property
    def frequent(self) -> str:
        """The words that the site writes again and again."""
        return digest(sorted(self._site.vocabulary.frequent))

    @cached_property
    def _ground(self) -> tuple[object, ...]:
        """Folders, settings, and the states of files that configure or list something."""
        site = self._site
        told = (str(site.root), str(site.top), site.told, site.change.plain(), sorted(site.tree.folders))
        return (*told, *self._configuring())

    def _configuring(self) -> Iterator[tuple[str, str]]:
        site = self._site
        for path, state in sorted(site.tree.files.items()):
            if state and not path.lower().endswith(POSTS):
                yield path, state
            elif not state and not path.lower().endswith(SEEN_ONLY):
                yield path, self._named(site.root / path, path)
        for folder in sorted({site.root, site.top}):
            for name in sorted(_names(folder)):  # hidden ones are not in the tree
                if name.startswith(".") or folder != site.root:
                    yield name, self._named(folder / name, os.path.relpath(folder / name, site.root))
        site.index.keep()

    def _named(self, file: Path, path: str) -> str:
        state = state_of(file)
        return self._site.index.name(path, state) if state else ""


def _path(item: tuple[str, Facts]) -> str:
    return item[0]


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
