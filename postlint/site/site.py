"""The folder of a site goes in, what rules may ask of it comes out; everything is read on first use and kept by file state."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from postlint.files.limits import OutOfTime, at_most
from postlint.files.paths import shown_path
from postlint.files.reading import read_bytes
from postlint.model import Header, Link, Span
from postlint.site.address import Address, learn_address, read_address
from postlint.site.anchors import Anchors, anchors_of_html, anchors_of_post, computes_ids, ids_in
from postlint.site.configured import (
    certain_static,
    configured_mounts,
    configured_static,
    follows_files,
    language_folders,
)
from postlint.site.conventions import convention_of
from postlint.site.elsewhere import defines_labels, made_elsewhere
from postlint.site.kept import Kept
from postlint.site.linking import Linking
from postlint.site.lookup import Lookup
from postlint.site.model import Convention, PageSummary, Resolution, Status
from postlint.site.names import distinct, last_part, own_name
from postlint.site.patterns import read_patterns
from postlint.site.published import Publisher, publisher
from postlint.site.redirects import Redirects, read_redirects
from postlint.site.routes import Place
from postlint.site.shapes import Style, Styles
from postlint.site.slugs import certain_flavours, names_terms
from postlint.site.store import Store
from postlint.site.table import RouteTable, build_table, expanded
from postlint.site.texts import Texts
from postlint.site.tree import COMPONENTS, HEADED, POSTS, Tree, read_tree
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.model.plan import SiteTold
    from postlint.post.document import Post
    from postlint.site.facts import Facts
    from postlint.site.habits import Folders, Habits
    from postlint.site.index import Index
    from postlint.site.sayings import Saying, Sayings
    from postlint.site.states import States
    from postlint.site.vocabulary import Vocabulary

# Names of templates that are for all kinds of pages, and of folders of such.
_SHARED_LAYOUTS = frozenset(
    "_default default layouts partials _partials shortcodes base baseof single list index page post".split()
)
_LONG = 12  # letters of a page's name that no other site has by coincidence

T = TypeVar("T")
Links = tuple[tuple[Link, Resolution], ...]
Row = tuple[str, list[object], list[object] | None]  # a file, its facts, and its words if it is a post


_SECONDS = 10.0  # of work on one file that is read for others


class Site:
    """One site in one run. Paths are POSIX and relative to `root`; `top` is the folder where its configuration holds.

    `gone` holds addresses and paths that are known to have been there: a link to one is wrong, whatever else resolves.
    """

    def __init__(self, root: Path, top: Path, told: SiteTold) -> None:
        self.gone: frozenset[str] = frozenset()
        self.root = root
        self.top = top
        self.told = told
        self.linking = Linking(self)
        self._texts = Texts(lambda path: _read(self.root / path))
        self._last: tuple[Post, Links] | None = None
        self._sayings: dict[str, Sayings] = {}
        self._remembered: dict[Callable[[Site], Any], Any] = {}

    def prepare(self) -> None:
        """Read what is costly, so that processes that start from here need not."""
        _ = self.facts, self.vocabulary, self.linking.evidence
        self.index.keep()

    def learn(self, tree: Tree, facts: Mapping[str, Facts], vocabulary: Vocabulary) -> None:
        """Take over what another process has read of this site."""
        self.__dict__.update(tree=tree, facts=facts, vocabulary=vocabulary)

    # --- files

    @cached_property
    def convention(self) -> Convention:
        return convention_of(self.root)

    @cached_property
    def tree(self) -> Tree:
        from postlint.site.detect import outputs

        tree = read_tree(self.root, outputs(self.root))
        named = {path: state and self.index.name(path, state) for path, state in tree.files.items()}
        return replace(tree, files=named)

    @cached_property
    def index(self) -> Index:
        from postlint.site.index import Index

        return Index(self.root, Store(self.root))

    @property
    def files(self) -> tuple[str, ...]:
        """The Markdown files of the site, sorted."""
        return self.tree.posts

    def text(self, path: str) -> str:
        """The text of a file, "" where it cannot be read; those of a site of usual size are held."""
        return self._texts.of(path)

    def header(self, path: str) -> Header:
        """The header of a file with its spans."""
        from postlint.post.frontmatter import read_header

        return read_header(self.text(path))

    def place(self, path: str) -> str | None:
        """A post's path, which starts at the working directory, from the site's root; None where it lies outside."""
        try:
            return Path(os.path.abspath(path)).relative_to(self.root).as_posix()
        except ValueError:
            return None

    def shown(self, path: str) -> str:
        """A file of the site as reports show it."""
        return shown_path(self.root / path)

    @cached_property
    def store(self) -> Store:
        return Store(self.root)

    @cached_property
    def kept(self) -> Kept:
        return Kept(self.store, self.tree)

    @cached_property
    def states(self) -> States:
        """What the site is, in digests by which to tell whether it has changed."""
        from postlint.site.states import States

        return States(self)

    def remembered(self, read: Callable[[Site], T]) -> T:
        """What a function of a module makes of the site; called once."""
        if read not in self._remembered:
            self._remembered[read] = read(self)
        found: T = self._remembered[read]
        return found

    # --- what every page says

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """What each file with front matter says of itself and links to."""
        from postlint.site.facts import unpack

        scanned = partial(_scanned, self.root)
        return {path: unpack(path, values) for path, values in self.kept.each("facts", self._headed, scanned)}

    @property
    def _headed(self) -> list[str]:
        """The files that may have front matter."""
        return sorted(path for path, state in self.tree.files.items() if state)

    def unread(self) -> list[str]:
        """The files that have to be read before all is known of the site, by path; those of which enough is kept are not."""
        return sorted({*self.kept.stale("facts", self._headed), *self.kept.stale("words", self.files)})

    def keep(self, rows: Iterable[Row]) -> None:
        """Keep what `read_files` made of files of this site."""
        kinds: dict[str, list[tuple[str, str, object]]] = {"facts": [], "words": []}
        for path, facts, words in rows:
            state = self.tree.files.get(path, "")
            kinds["facts"].append((path, state, facts))
            kinds["words"] += [(path, state, words)] if words is not None else []
        for kind, own in kinds.items():
            self.store.write(kind, own)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all Markdown files; the sum is kept as well, for adding up takes longer than reading one file."""
        from postlint.site.vocabulary import Vocabulary

        return Vocabulary.unpacked(self.kept.sum_of("words", lambda path: _words(_read(self.root / path)), Vocabulary))

    def summary(self, path: str) -> PageSummary:
        """What the header of a page says; nothing for a file that has none."""
        facts = self.facts.get(path)
        return facts.summary if facts else PageSummary(path)

    def targets(self, path: str) -> tuple[str, ...]:
        """What a page links to and shows, each once, without fragments."""
        facts = self.facts.get(path)
        return facts.targets if facts else ()

    @cached_property
    def summaries(self) -> Mapping[str, PageSummary]:
        """The summaries of all Markdown files, by path."""
        return {path: self.summary(path) for path in self.files}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of one word that pages give themselves under `name` in their header, or data files to an entry, by their
        lower-case form."""
        given = (*(page.values.get("name") for page in self.summaries.values()), *self.listed)
        return {name.lower(): name for name in given if isinstance(name, str) and name.isalpha() and len(name) > 4}

    @cached_property
    def listed(self) -> frozenset[str]:
        """The names, mostly of people, in the site's data files: in full, as written."""
        from postlint.site.people import listed_names

        return frozenset(listed_names(self.tree))

    def siblings(self, post: Post) -> tuple[PageSummary, ...]:
        """The other posts of the post's folder, by path.

        Folders for a year, a month or a day, and the folder of an `index.md`, do not divide posts.
        """
        path = self.place(post.path)
        if path is None:
            return ()
        return tuple(page for page in self._collections.get(collection_of(path), ()) if page.path != path)

    def said(self, post: Post, key: str) -> Saying:
        """The dated posts of the post's folder by what they say under a key; the post, as it is on disk, may be among them."""
        folder = collection_of(self.place(post.path) or "")
        if folder not in self._sayings:
            from postlint.site.sayings import Sayings

            self._sayings[folder] = Sayings(self._collections.get(folder, ()))
        return self._sayings[folder].under(key)

    @cached_property
    def _collections(self) -> Mapping[str, tuple[PageSummary, ...]]:
        found: dict[str, list[PageSummary]] = {}
        for path, page in self.summaries.items():
            found.setdefault(collection_of(path), []).append(page)
        return {folder: tuple(pages) for folder, pages in found.items()}

    @cached_property
    def folders(self) -> Folders:
        """What the posts of each folder nearly all do."""
        from postlint.site.habits import Folders

        return Folders(self.summaries.values(), collection_of)

    def habits(self, post: Post) -> Habits | None:
        """What the other posts of the post's folder nearly all do; None for what lies outside, or is no post."""
        from postlint.site.habits import is_post, layout_of

        path = self.place(post.path)
        layout = layout_of({entry.key: entry.value for entry in post.header.top.values()})
        return self.folders.habits(path, layout) if path and is_post(path) else None

    def style(self, post: Post) -> Style:
        """What the other posts of the post's folder do with headings and fences; where they are few, those of the site."""
        return self.style_at(self.place(post.path) or "")

    def style_at(self, path: str) -> Style:
        """The style around a file of the site."""
        return self._styles.around(path)

    @cached_property
    def _styles(self) -> Styles:
        # Pages without front matter are no posts.
        return Styles({page.path: self.facts[page.path].shape for page in self.folders.headed}, collection_of)

    # --- addresses

    @cached_property
    def address(self) -> Address:
        """The site's own address: from the settings, its files, or the links that name its pages."""
        known = read_address(self.root, self.told.url, self.top)
        if known.host:
            return known
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
        return Lookup(self.tree, table, self._redirects(table), static, roots, name, copied, follows)

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

    def _redirects(self, table: RouteTable) -> Redirects:
        listed = {}
        for path, facts in self.facts.items():
            values = {key: value for key, value in facts.summary.values.items() if "redirect" in key.lower()}
            for base in table.by_file.get(path, ("",))[:2] if values else ():
                listed[base] = values
        return read_redirects(self.tree, listed)

    # --- links and anchors

    @cached_property
    def defines_labels(self) -> bool:
        """May a reference link of a post be defined outside of that post?"""
        return defines_labels(self.root, self.convention)

    def links(self, post: Post) -> Links:
        """Every link and image of a post with where it leads, a target that several share only once."""
        if self._last is None or self._last[0] is not post:
            places: set[Span] = set()
            found = []
            for link in post.links:
                if link.target_span is not None and link.target_span not in places:
                    places.add(link.target_span)
                    found.append((link, self.resolve(post, link.target)))
            self._last = (post, tuple(found))
        return self._last[1]

    def unjudged_in(self, post: Post) -> tuple[str, ...]:
        """Where the links of a post lead of which nobody could tell whether that exists, if a rule has asked for them."""
        if self._last is None or self._last[0] is not post:
            return ()
        unknown = (found.wanted for _, found in self._last[1] if found.status is Status.UNKNOWN and found.wanted)
        return tuple(path if path.count("/") < 2 else f"/{path.split('/')[1]}/" for path in unknown)

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
        """The fragments that layouts, what they include, and components put on pages."""
        paths = [path for path in self.tree.templates if path.lower().endswith(HEADED)]
        found = self.kept.of_each("ids", paths, lambda path: sorted(set(ids_in(_read(self.root / path)))))
        coded = (path for path in self.tree.templates if path.lower().endswith(COMPONENTS))
        written = (ids_in(_read(self.root / path)) for path in coded)
        return frozenset(name for names in (*found.values(), *written) for name in names)

    @cached_property
    def flavours(self) -> tuple[str, ...]:
        """How headings become anchors here: as the configuration says, or in every way that the generator's sites have."""
        return certain_flavours(self.root, self.convention.name) or self.convention.flavours

    @cached_property
    def _computing(self) -> frozenset[str]:
        """The names of the templates that compute ids."""
        paths = [path for path in self.tree.templates if path.lower().endswith(HEADED)]
        found = self.kept.of_each("computes ids", paths, lambda path: computes_ids(_read(self.root / path)))
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
        if path.lower().endswith(POSTS):
            match self.kept.of(f"anchors {' '.join(self.flavours)}", path, lambda: self._read_anchors(path)):
                case [bool(complete), list(names)]:
                    return Anchors(frozenset(names), complete)
        return anchors_of_html(self.text(path)) if path.lower().endswith(HEADED[:3]) else None

    def _read_anchors(self, path: str) -> list[object]:
        from postlint.post.document import read_post

        with suppress(OutOfTime, Exception), at_most(_SECONDS):
            anchors = self.anchors_of(read_post(self.text(path), path))
            return [anchors.complete, sorted(anchors.names)]
        return [False, []]  # nobody knows what it has


def collection_of(path: str) -> str:
    """The folder that a post belongs to: those for a year, a month, a day or an `index.md` do not count."""
    folder, _, name = path.rpartition("/")
    parts = folder.split("/")
    if name.startswith("index."):
        parts = parts[:-1]
    while parts and parts[-1].isdigit():
        parts = parts[:-1]
    return "/".join(parts)


def read_files(root: Path, paths: Sequence[str]) -> list[Row]:
    """What is to be known of some files of a site, as plain data; each is read once."""
    return [
        (path, _scanned(root, path), _words(_read(root / path)) if path.lower().endswith(POSTS) else None)
        for path in paths
    ]


def _scanned(root: Path, path: str) -> list[object]:
    from postlint.site.facts import pack

    return pack(_facts(_read(root / path), path))


def _facts(text: str, path: str) -> Facts:
    """What a file says of itself; nothing where reading it takes too long or fails: a check of that file will tell."""
    from postlint.site.facts import Facts
    from postlint.site.scan import scan

    with suppress(OutOfTime, Exception), at_most(_SECONDS):
        return scan(text, path)
    return Facts(PageSummary(path))


def _words(text: str) -> list[object]:
    from postlint.site.vocabulary import count_words

    with suppress(OutOfTime, Exception), at_most(_SECONDS):
        return list(count_words(text))
    return list(count_words(""))


def _read(file: Path) -> str:
    try:
        return decode(read_bytes(file)).text
    except (OSError, UnicodeDecodeError):
        return ""
