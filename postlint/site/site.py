"""The folder of a site goes in, what rules may ask of it comes out: besides what its files say, what it publishes and where."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from postlint.files.kinds import COMPONENTS, FILLED_IN, HEADED, POSTS
from postlint.files.limits import OutOfTime, aside, at_most
from postlint.model import Link, Span
from postlint.post.links.placeholders import placeholder_in
from postlint.site.addresses.address import Address, learn_address, read_address
from postlint.site.addresses.beside import Beside
from postlint.site.addresses.exdoc import NONE, ExDoc, read_exdoc
from postlint.site.addresses.lookup import Lookup
from postlint.site.addresses.redirects import Redirects, read_redirects
from postlint.site.addresses.table import RouteTable, addresses, build_table, expanded, places_of
from postlint.site.anchors.fragments import Anchors, anchors_of_html, anchors_of_post, computes_ids, ids_in
from postlint.site.checkout import SECONDS, Checkout, read_file
from postlint.site.generators.configured import (
    certain_static,
    configured_mounts,
    configured_static,
    falls_back,
    follows_files,
    language_folders,
)
from postlint.site.generators.elsewhere import defines_labels, made_elsewhere
from postlint.site.generators.embedded import embedded
from postlint.site.generators.patterns import read_patterns
from postlint.site.generators.published import Publisher, publisher
from postlint.site.generators.routes import Place
from postlint.site.generators.settled import names_terms, settled
from postlint.site.model import Resolution, Status
from postlint.site.names import distinct, last_part, own_name
from postlint.text.digest import digest

if TYPE_CHECKING:
    from postlint.model.plan import SiteTold
    from postlint.post.document import Post
    from postlint.site.addresses.linking import Linking
    from postlint.site.states import States

# Names of templates that are for all kinds of pages, and of folders of such.
_SHARED_LAYOUTS = frozenset(
    "_default default layouts partials _partials shortcodes base baseof single list index page post".split()
)
_LAYOUTS = frozenset("_includes _layouts includes layouts partials templates".split())
_MANY = 1000  # pages whose anchors are held
_LONG = 12  # letters of a page's name that no other site has by coincidence

# Seconds of this process's time for a site, and for each of its files: ten times an honest one's.
_SITE, _EACH = 60.0, 0.01

T = TypeVar("T")
Links = tuple[tuple[Link, Resolution], ...]


class Site(Checkout):
    """One site in one run: its addresses, where links lead, and the places on its pages."""

    def __init__(self, root: Path, top: Path, told: SiteTold) -> None:
        super().__init__(root, top, told)
        self._last: tuple[Post, Links] | None = None
        self._anchors: dict[str, Anchors | None] = {}
        self._remembered: dict[Callable[[Site], Any], Any] = {}
        self._digests: dict[Callable[[Site], Any], str] = {}
        self.exhausted = False

    def prepare(self, *, wholly: bool = False) -> None:
        """Read what nearly every post asks for; `wholly`, so that processes that start from here need not. Raises OutOfTime."""
        with self.in_time():
            _ = self.facts, self.vocabulary, self.linking.lookup.table.by_file
            if wholly:
                _ = self.linking.evidence, self.linking.ways
            self.index.keep()

    @contextmanager
    def in_time(self) -> Iterator[None]:
        """Raise OutOfTime where work on the site as a whole takes longer than on any honest one.

        The site is `exhausted` then: nobody is to ask it anything, for that would take as long again. The time counts for
        no post that happens to be under way.
        """
        if self.exhausted:
            raise OutOfTime
        try:
            with aside(), at_most(_SITE + _EACH * len(self.tree.files)):
                yield
        except OutOfTime:
            self.exhausted = True
            raise

    @cached_property
    def linking(self) -> Linking:
        """Where links lead."""
        from postlint.site.addresses.linking import Linking  # here, for where all is known nobody asks

        return Linking(self)

    def remembered(self, read: Callable[[Site], T]) -> T:
        """What a function of a module makes of the site; called once."""
        if read not in self._remembered:
            self._remembered[read] = read(self)
        found: T = self._remembered[read]
        return found

    def digest_of(self, read: Callable[[Site], Any]) -> str:
        """A digest of what is `remembered`."""
        if read not in self._digests:
            self._digests[read] = digest(self.remembered(read))
        return self._digests[read]

    @cached_property
    def states(self) -> States:
        """What the site is, in digests by which to tell whether it has changed."""
        from postlint.site.states import States

        return States(self)

    def of_files(self, kind: str, work: Callable[[], object]) -> object:
        """What `work` makes of all files of the site as they are: plain data, kept between runs."""
        return self.kept.of_all(kind, self.states.everything, work) if self.store.keeps else work()

    def of_pages(self, kind: str, work: Callable[[], object]) -> object:
        """What `work` makes of where pages are, what their headers say and what they link to: plain data, kept between runs."""
        return self.kept.of_all(kind, self.states.pages, work) if self.store.keeps else work()

    # --- addresses

    @cached_property
    def address(self) -> Address:
        """The site's own address: from the settings, its files, or the links that name its pages."""
        known = read_address(self.root, self.told.url, self.top)
        if known.host:
            return known
        match self.of_pages("host", lambda: self._linked_address().host):
            case str(host) if host:
                return Address(host, "", f"https://{host}")
        return Address()

    def _linked_address(self) -> Address:
        targets = distinct(target for facts in self.facts.values() for target in facts.targets)
        names = {name for place in self.written.table.places for name in place.slugs if len(name) > _LONG}
        return learn_address(targets, lambda path: self.written.at(path) is not None or last_part(path) in names)

    @cached_property
    def mounts(self) -> tuple[tuple[str, str], ...]:
        """The folders whose pages are published by their path, each with the beginning of the address."""
        given = ((folder, "") for folder in self._given(self.told.content))
        named = configured_mounts(self.root, self.convention.name)
        return distinct((*given, *expanded(self.tree, (*named, *self.convention.mounts))))

    @cached_property
    def written(self) -> Lookup:
        """What the site publishes by its files and configuration alone."""
        name = self.convention.name
        given = [(folder, "") for folder in self._given(self.told.static)]
        named = tuple(configured_static(self.root, name))
        static = distinct((*given, *expanded(self.tree, (*named, *self.convention.static))))
        elsewhere = made_elsewhere(self.tree, self.convention, self.mounts)
        patterns = read_patterns(self.tree, name)
        table = build_table(self.tree, self.convention, self.mounts, self.summary, patterns, elsewhere, self.publisher)
        languages = (folder for folder, _ in language_folders(self.root)) if name == "Hugo" else ()
        roots = distinct(("", *(folder for folder, _ in self.mounts), *languages))
        certain = certain_static(self.root, name, named)
        copied = frozenset((*given, *certain)) if certain is not None and table.exact else None
        follows = follows_files(self.tree, name) or not table.exact
        published = {folder for folder, _ in (*static, *self.mounts)}
        redirects, falls = self._redirects(table, published), falls_back(self.root, name)
        hooks = embedded(self.tree, name)
        return Lookup(self.tree, table, redirects, static, roots, name, copied, follows, falls, self.exdoc, hooks)

    @cached_property
    def exdoc(self) -> ExDoc:
        """What ExDoc documents of a tree that no other generator builds."""
        return NONE if self.convention.name else read_exdoc(self.tree)

    @cached_property
    def publisher(self) -> Publisher | None:
        """What the site's generator makes of a page, where its files tell that for certain."""
        return publisher(self.tree, self.convention.name, self.summary)

    def places(self) -> Iterator[Place]:
        """Every Markdown page once, at the mount that lies nearest to it."""
        nearest: dict[str, Place] = {}
        for place in self.written.table.places:
            known = nearest.get(place.page.path)
            if place.page.path in self.summaries and (known is None or len(place.rel) < len(known.rel)):
                nearest[place.page.path] = place
        yield from nearest.values()

    def address_of(self, path: str) -> str:
        """The address of a page as a link should have it, "" where it has none."""
        return self.written.table.shown(path)

    def publishes(self, path: str) -> bool:
        """False for a file that no page is made of, so that only those who work on the site read it: notes for its makers."""
        if not self.convention.name:
            return True
        table = self.written.table
        routes = table.exact.get(path)
        if routes is not None:
            return bool(routes)
        mine = places_of(self.summary(path), self.mounts, self.convention)
        return any(True for place in mine for _ in addresses(place, table.patterns, table.dynamic))

    def dates_address(self, place: Place) -> bool:
        """May the address of a post hold its date, so that two posts of one name differ?"""
        if self.convention.name == "Docusaurus" and place.page.get("slug"):
            return False
        patterns = (*self.convention.patterns, *(pattern.pattern for pattern in self.written.table.patterns))
        return any(":year" in pattern or ":day" in pattern for pattern in patterns)

    def _given(self, folders: tuple[str, ...]) -> Iterator[str]:
        """Folders of the settings, which are written from where those hold, from the site's root."""
        for folder in folders:
            path = os.path.relpath(self.top / folder, self.root).replace(os.sep, "/")
            if not path.startswith(".."):
                yield "" if path == "." else path

    def _redirects(self, table: RouteTable, published: Collection[str]) -> Redirects:
        listed = {}
        for path, facts in self.facts.items():
            values = {key: value for key, value in facts.summary.values.items() if "redirect" in key.lower()}
            for base in table.by_file.get(path, ("",))[:2] if values else ():
                listed[base] = values
        return read_redirects(self.tree, listed, published)

    @cached_property
    def escapes_titles(self) -> bool:
        """Do templates show the entities of a title as they are written? Liquid and Jinja put a title into a page as it is."""
        if self.convention.name != "Eleventy":
            return self.convention.name not in ("Jekyll", "MkDocs", "Pelican")
        layouts = (path for path in self.tree.templates if not _LAYOUTS.isdisjoint(path.split("/")[:-1]))
        return not any(path.endswith((".html", ".liquid")) for path in layouts)

    # --- links and anchors

    @cached_property
    def beside(self) -> Beside:
        """The pages here and elsewhere that the site publishes or links to, by what lies beside what."""
        targets = (target for facts in self.facts.values() for target in facts.targets)
        return Beside(self.written.table, targets)

    @cached_property
    def defines_labels(self) -> bool:
        """May a reference link of a post be defined outside of that post?"""
        return defines_labels(self.root, self.convention)

    def links(self, post: Post) -> Links:
        """Every link and image of a post with where it leads, a target that several share only once; no placeholders."""
        if self._last is None or self._last[0] is not post:
            places: set[Span] = set()
            found = []
            for link in post.links:
                if link.target_span is not None and link.target_span not in places and not placeholder_in(link):
                    places.add(link.target_span)
                    found.append((link, self.resolve(post, link.target)))
            self._last = (post, tuple(found))
        return self._last[1]

    def unjudged_in(self, post: Post) -> tuple[str, ...]:
        """Where the links of a post lead of which nobody could tell whether that exists, if a rule has asked for them."""
        if self._last is None or self._last[0] is not post:
            return ()
        return tuple(found.wanted for _, found in self._last[1] if found.status is Status.UNKNOWN and found.wanted)

    def resolve(self, post: Post, written: str) -> Resolution:
        """Where a link of a post leads; `written` is its target as the author wrote it."""
        return self.linking.resolve(post, written)

    def anchors_of(self, post: Post) -> Anchors:
        """The fragments of a post as it is now, which need not be the text on disk."""
        if self._names_terms and "\n: " in post.text:
            return Anchors(frozenset(), complete=False)
        return anchors_of_post(post, self.flavours)

    @cached_property
    def _names_terms(self) -> bool:
        return names_terms(self.root, self.convention.name)

    @cached_property
    def frame(self) -> frozenset[str]:
        """The fragments that layouts, what they include, components, and sources that a build fills in put on pages."""
        paths = [path for path in self.tree.templates if path.lower().endswith(HEADED)]
        found = self.kept.of_each("ids", paths, lambda path: sorted(set(ids_in(read_file(self.root / path)))))
        coded = (path for path in self.tree.templates if path.lower().endswith(COMPONENTS))
        filled = (
            path for path in self.tree.files if path.endswith(FILLED_IN) and path.rpartition(".")[0].endswith(POSTS)
        )
        written = (ids_in(read_file(self.root / path)) for path in (*coded, *filled))
        return frozenset(name for names in (*found.values(), *written) for name in names)

    @cached_property
    def flavours(self) -> tuple[str, ...]:
        """How headings become anchors here: as the configuration says, or in every way that the generator's sites have."""
        found = settled(self.root, self.convention.name) or self.convention.flavours
        return (*found, "exdoc") if self.exdoc.named else found

    @cached_property
    def _computing(self) -> frozenset[str]:
        """The names of the templates that compute ids."""
        paths = [path for path in self.tree.templates if path.lower().endswith(HEADED)]
        found = self.kept.of_each("computes ids", paths, lambda path: computes_ids(read_file(self.root / path)))
        names = (
            name for path, computes in found.items() if computes for name in (own_name(path), *path.split("/")[1:-1])
        )
        return frozenset(map(str.lower, names)) - _SHARED_LAYOUTS

    def fills(self, path: str) -> bool:
        """Does the layout of a page, named by it or bearing its name, compute ids of data that the page does not show?"""
        page = self.summary(path)
        named = [str(page.get(key)) for key in ("layout", "type") if page.get(key)]
        return any(own_name(name).lower() in self._computing for name in (*named, path))

    def anchors(self, path: str) -> Anchors | None:
        """The fragments of a page of the site; None for what is no page that can be read."""
        if path not in self._anchors:
            if len(self._anchors) >= _MANY:
                self._anchors.clear()
            self._anchors[path] = self._kept_anchors(path)
        return self._anchors[path]

    def _kept_anchors(self, path: str) -> Anchors | None:
        if path.lower().endswith(POSTS):
            match self.kept.of(f"anchors {' '.join(self.flavours)}", path, lambda: self._read_anchors(path)):
                case [bool(complete), list(names), list(unlikely)]:
                    return Anchors(frozenset(names), complete, frozenset(unlikely))
        return anchors_of_html(self.text(path)) if path.lower().endswith(HEADED[:3]) else None

    def _read_anchors(self, path: str) -> list[object]:
        from postlint.post.document import read_outline

        with suppress(OutOfTime, Exception), at_most(SECONDS):
            anchors = self.anchors_of(read_outline(self.text(path), path))
            return [anchors.complete, sorted(anchors.names), sorted(anchors.unlikely)]
        return [False, [], []]  # nobody knows what it has
