"""A link of a post goes in, where it leads comes out: to a file, to nothing (and what was likely meant), or nobody can tell."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from postlint.files.kinds import HTML, POSTS, SEEN_ONLY
from postlint.site.addresses.lookup import without_ending
from postlint.site.addresses.meant import Ground, first_reading, is_part
from postlint.site.addresses.reading import Reading, bases_of, has_ending, is_hosted
from postlint.site.addresses.table import addresses, made_by_generator, places_of
from postlint.site.addresses.targets import Target, read_target
from postlint.site.addresses.taught import Taught, kind_of
from postlint.site.datafiles import mkdocs_text
from postlint.site.generators.published import Route
from postlint.site.model import PageSummary, Resolution, Status
from postlint.site.names import address, distinct, last_part
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_OBJECT = lazy.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){2,}|[a-z_]\w*\.[a-z_]{5,}")
_ABOVE = 3  # folders of an address that no page's path has
_SEVERAL, _MANY = 4, 8  # pages that link into a folder which is nowhere, and targets in it
_NUMBER = lazy.compile(r"(?<![^/])\d{1,3}[-_.](?=[^/\d])")  # before a name that is sorted by it
_GENERATES = lazy.compile(r"\b(?:gen-files|(?:api-)?auto(?:api|nav|doc)|apidocs?|mkdoxy|mkdocs-click|click-docs)\b")
# What lies at the root of a repository by custom.
_REPOSITORY = lazy.compile(
    r"(?:README|CHANGELOG|CHANGES|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|LICEN[CS]E|NOTICE)(?:\.\w+)?"
)

Places: TypeAlias = (
    "tuple[tuple[Route, ...] | None, tuple[str, ...]]"  # the certain addresses of a page, and all usual ones
)


class Linking(Taught):
    """The links of one site, one by one: what each leads to."""

    def __init__(self, site: Ground) -> None:
        super().__init__(site)
        self.weighed = False  # did a link since need what the links of all pages say, and not only what is published?
        self._last: tuple[Post, Places] | None = None
        self._placed: dict[str, bool] = {}

    # --- one link

    def resolve(self, post: Post, written: str) -> Resolution:
        """Where a link leads; `written` is its target as the author wrote it."""
        target = read_target(written, self.site.address)
        source = self.site.place(post.path)
        match target.kind:
            case "foreign":
                return Resolution(Status.FOREIGN)
            case "unknown":
                return Resolution(Status.UNKNOWN)
            case "extra":
                return self._other(target)
            case "file" | "post" if not self._speaks(written):
                return Resolution(Status.UNKNOWN)  # another generator's word, which this one shows
            case "file" if target.path.startswith("@") and not self._knows_alias(target.path):
                return Resolution(Status.UNKNOWN)
            case "self" | "relative" if source is None or is_part(source):
                return Resolution(Status.UNKNOWN)
            case "self":
                return Resolution(Status.FOUND, source or "", fragment=target.fragment, own=True)
        if source is None:
            return Resolution(Status.UNKNOWN)
        if self._last is None or self._last[0] is not post:
            self._last = (post, self._addresses(post, source))
        return self._resolved(source, self._last[1], target)

    def _other(self, target: Target) -> Resolution:
        """Where a link leads that ExDoc takes to another application."""
        found = self.lookup.exdoc.other(target.path)
        if found is None:
            return Resolution(Status.UNKNOWN)
        wanted, file = found
        return Resolution(
            Status.MISSING if file is None else Status.FOUND, file or "", wanted, fragment=target.fragment
        )

    def _speaks(self, written: str) -> bool:
        """Does the generator know the notation of a target: Hugo `{{< ref >}}`, Liquid `{% link %}`?"""
        spoken = {"{{": ("Hugo", ""), "{%": ("Jekyll", "Eleventy", "")}.get(written[:2])
        return spoken is None or self.site.convention.name in spoken

    def _knows_alias(self, path: str) -> bool:
        """`@/` is the content folder for Zola, `@site/` the root for Docusaurus; what others mean a bundler knows."""
        return path.startswith("@site/") or (path.startswith("@/") and self.site.convention.name == "Zola")

    def missing(self, *, with_nearest: bool) -> Mapping[tuple[str, Target], tuple[str, str]]:
        """Of each link that is called wrong, by its page: what is looked for, and what is near."""
        found = {}
        for source, targets in self.targets.items():
            table = self.lookup.table
            places = table.exact.get(source), table.by_file.get(source, ())
            for target in targets:
                first = first_reading(self.lookup, source, target)
                if first.file is None or first.doubt:
                    judged = self._resolved(source, places, target, with_nearest=with_nearest)
                    if judged.status is Status.MISSING:
                        found[(source, target)] = (judged.wanted, judged.nearest)
        return found

    def _resolved(self, source: str, places: Places, target: Target, *, with_nearest: bool = True) -> Resolution:
        """Where a target leads from the page `source`, which is published at these places."""
        routes, own = places
        certain = own if routes is None else tuple(one.path for one in routes)
        missed: list[Reading] = []
        doubtful: Reading | None = None
        for reading in self.lookup.readings(source, bases_of(routes, own), target):
            if reading.file == source or (reading.file is None and reading.rooted and address(reading.path) in own):
                sure = not reading.rooted or address(reading.path) in certain
                reading = reading._replace(file=source, doubt=reading.doubt if sure else reading.doubt or "place")
            if reading.file is None:
                missed.append(reading)
            elif not reading.doubt or self.lookup.allows(reading.doubt) or self._trusts(reading, source):
                own_link = reading.file == source
                return Resolution(Status.FOUND, reading.file, reading.path, fragment=target.fragment, own=own_link)
            else:
                doubtful = doubtful or reading
        self.weighed = True
        if target.kind == "relative" and self._is_above(source, target.path):
            return Resolution(Status.UNKNOWN)
        if doubtful is not None and target.absolute and not self.site.convention.name:
            return Resolution(Status.UNKNOWN)  # what lies where on the host, no generator tells
        if doubtful is not None:
            return self._doubted(source, doubtful, target, missed)
        if not self.site.convention.name and self._is_of_others(target):
            return Resolution(Status.UNKNOWN)
        # A relative target may be meant from the file or from the address: neither may lie where others are lost, too.
        # One to the file of a page is meant from the file, for no page's address ends so.
        by_file = target.kind == "relative" and target.path.lower().endswith(POSTS)
        likeliest = {one.rooted: one for one in reversed(missed) if not (by_file and one.rooted)}.values()
        known = [self._would_know(reading, source) for reading in likeliest]
        if (False in known or True not in known) and not any(map(self._is_gone, missed)):
            return _slipped(self.meant.slip(source, target, missed), missed[0], target)
        hooked = self.lookup.is_hooked and target.kind == "relative" and not has_ending(target.path)
        placed = target.kind == "relative" and self._is_placed_by_build(target)
        if (hooked or placed or any(map(self._may_be_computed, missed))) and not any(map(self._is_gone, missed)):
            return _slipped(self.meant.with_slash(target) if hooked else "", missed[0], target)
        if moved := self._moved(source, missed):
            return Resolution(Status.MISSING, "", missed[0].path, moved, target.fragment, moved=True)
        near = self._near(source, target, missed[0]) if with_nearest else ""
        return Resolution(Status.MISSING, "", missed[0].path, near, target.fragment)

    def _is_placed_by_build(self, target: Target) -> bool:
        """Do relative links of several pages begin with the same folder, and none of them leads anywhere?

        Then a build puts that folder beside the pages, or the pages elsewhere: `assets/pier.png` in every manual.
        """
        folder, inside, _ = target.path.partition("/")
        if not inside or folder not in self._by_folder:
            return False
        if folder not in self._placed:
            self._placed[folder] = self._is_nowhere(self._by_folder[folder])
        return self._placed[folder]

    def _is_nowhere(self, links: Sequence[tuple[str, Target]]) -> bool:
        is_common = len({source for source, _ in links}) >= _SEVERAL and len({one.path for _, one in links}) >= _MANY
        return is_common and all(first_reading(self.lookup, source, one).file is None for source, one in links)

    @cached_property
    def _by_folder(self) -> Mapping[str, list[tuple[str, Target]]]:
        """The relative links of all pages, each with its page, by the folder that they begin with."""
        found: dict[str, list[tuple[str, Target]]] = {}
        for source, targets in self.targets.items():
            for target in targets:
                folder, inside, _ = target.path.partition("/")
                if target.kind == "relative" and inside and folder not in (".", ".."):
                    found.setdefault(folder, []).append((source, target))
        return found

    def _is_numbered(self, path: str) -> bool:
        """Is there such a page in folders whose numbers say the order, and which a build leaves out: `02-guides/`?"""
        names = _unnumbered(path) if path.startswith("/") else ()
        return any(names[at:] in self._ordered for at in range(min(len(names) - 1, _ABOVE)))

    @cached_property
    def _ordered(self) -> frozenset[tuple[str, ...]]:
        """The paths of pages in numbered folders or files, by their names alone."""
        files = (file for file in self.site.tree.files if file.endswith(POSTS) and _NUMBER.search(file))
        return frozenset(_unnumbered(file.rpartition(".")[0]) for file in files)

    def _is_of_others(self, target: Target) -> bool:
        """Without a generator: may a build, or a generator elsewhere, have the page at that address?"""
        named = target.kind == "rooted" and last_part(target.path) in self._identified
        return named or _is_built(target) or self._is_numbered(target.path)

    @cached_property
    def _identified(self) -> frozenset[str]:
        """What headers give pages as their id or slug, of which some generator makes the last part of an address."""
        given = (facts.summary.get(key) for facts in self.site.facts.values() for key in ("id", "slug"))
        return frozenset(last_part(name) for name in given if isinstance(name, str) and name.strip("/"))

    def _is_above(self, source: str, path: str) -> bool:
        """Is that what repositories have above their documents, which were copied here without it? A build mends such links."""
        folder, _, name = posixpath.normpath(posixpath.join(posixpath.dirname(source), path)).rpartition("/")
        if not _REPOSITORY.fullmatch(name) or not source.startswith(f"{folder}/"):
            return False
        return not any(file.rpartition("/")[0] == folder for file in self.site.tree.files)

    def _trusts(self, reading: Reading, source: str) -> bool:
        """Do other pages link so, too, and often enough that it must work?"""
        self.weighed = True
        return self.ways.trusts(reading, source)

    def _doubted(self, source: str, reading: Reading, target: Target, missed: Sequence[Reading]) -> Resolution:
        """A link to something that is here, but not there: told with where it is."""
        if reading.doubt == "variant" or (not reading.file and not self._would_know(reading, "")):
            return Resolution(Status.UNKNOWN)
        first = next((one.path for one in missed if one.rooted and not one.doubt), target.path)
        wanted = reading.path if reading.rooted and reading.doubt not in ("file", "base") else first
        right = self.meant.right(reading, reading.file or "")
        is_itself = reading.file == source  # nobody links a page from itself by another address
        if is_itself or (
            right.startswith("/")
            and (
                address(right) in map(address, self.addresses_of(source)) or self._is_others(right, reading.file or "")
            )
        ):
            right = ""
        return Resolution(
            Status.MISSING,
            "",
            wanted,
            right,
            target.fragment,
            instead=reading.file or "",
        )

    def _is_others(self, way: str, file: str) -> bool:
        """Is another page than this one's at the address?"""
        return self.lookup.table.pages.get(address(way), file) != file

    def _addresses(self, post: Post, source: str) -> Places:
        """The addresses of the post as it is now, which need not be the text on disk: the certain ones, and all."""
        values = {entry.key: entry.value for entry in post.header.entries if len(entry.path) == 1}
        date = post.date
        page = PageSummary(source, post.title, date.day if date else None, date.time if date else "", values)
        table = self.lookup.table
        places = places_of(page, self.site.mounts, self.site.convention)
        usual = distinct(path for place in places for path in addresses(place, table.patterns, table.dynamic))
        routes = self.site.publisher(page) if self.site.publisher else None
        return routes, usual if routes is None else distinct((*(one.path for one in routes), *usual))

    def _would_know(self, reading: Reading, source: str) -> bool | None:
        """Would the checkout hold what this reading names, if it existed? None where too little tells."""
        if kind_of(reading) == "page" and (self._has_notebooks or self._may_be_generated(reading.path)):
            return False  # they make pages, and say nothing of their addresses here
        if '">' in reading.path:
            return True  # the rest of an element; no file is named so
        if not self.site.tree.complete or reading.path.startswith("..") or made_by_generator(reading.path):
            return False
        if self._is_hidden(reading.path):
            return False
        if not reading.rooted and source.startswith(".") and is_hosted(source):
            return "TEMPLATE" not in source  # what a host shows file by file, but templates on another page
        if any(map(self.lookup.table.is_open, self._addresses_named(reading))):
            return False
        evidence, path = self.evidence[kind_of(reading)], reading.path.rstrip("/")
        if reading.rooted and self.lookup.table.is_filled(address(path)) and not evidence.mostly_found(path):
            return False
        return evidence.knows(path, source)

    def _is_hidden(self, path: str) -> bool:
        """Does a path begin with a hidden folder that is not here? What copies or packs a tree mostly leaves those out."""
        first, slash, _ = path.lstrip("/").partition("/")
        return bool(slash) and first.startswith(".") and not os.path.isdir(self.site.tree.root / first)

    def _may_be_generated(self, path: str) -> bool:
        """Is a page in a folder that is not here, of a site for which a plugin of MkDocs writes pages?"""
        folder = posixpath.dirname(path.strip("/"))
        return self._generates and not any(f"/{place}/".endswith(f"/{folder}/") for place in self.site.tree.folders)

    @cached_property
    def _generates(self) -> bool:
        return self.lookup.generator == "MkDocs" and _GENERATES.search(mkdocs_text(self.site.tree.root)) is not None

    @cached_property
    def _has_notebooks(self) -> bool:
        return self.lookup.generator == "Nikola" and any(path.endswith(".ipynb") for path in self.site.tree.files)

    def _addresses_named(self, reading: Reading) -> Iterator[str]:
        """What a reading names as an address; a file's path is one below each folder of pages."""
        if reading.rooted:
            yield address(reading.path)
        for root in self.lookup.roots if not reading.rooted else ():
            if root and reading.path.startswith(f"{root}/"):
                yield address(without_ending(reading.path[len(root) :]))

    def _may_be_computed(self, reading: Reading) -> bool:
        """Is that the name of a page whose address a program makes?"""
        if not self.lookup.table.exact or not reading.rooted:
            return False
        return address(reading.path).rpartition("/")[2].lower() in self.computed

    # --- what a change did

    def _is_gone(self, reading: Reading) -> bool:
        return _plain(reading) in self.site.change.gone

    def _moved(self, source: str, missed: Sequence[Reading]) -> str:
        """How a link of the page `source` should be written to what a change has moved, "" where it moved nothing."""
        for reading in missed:
            file = self.site.change.gone.get(_plain(reading), "")
            if not file:
                continue
            if not reading.rooted and (self.lookup.names_files or not self.lookup.table.exact.get(file)):
                return posixpath.relpath(file, posixpath.dirname(source) or ".")
            way = self.lookup.table.shown(file) or next(self._static_ways(file), "")
            closed = way and reading.path.endswith("/") and not has_ending(way) and not way.endswith("/")
            return f"{way}/" if closed else way
        return ""

    def _near(self, source: str, target: Target, reading: Reading) -> str:
        """What is near; in no other folder where the change that took a page away has put a new one beside it."""
        near = self.meant.nearest(source, target, reading)
        if not near or address(near) in map(address, self.addresses_of(source)):
            return ""  # nobody links a page from itself by another address
        if not self._is_gone(reading):
            return near
        folder = posixpath.dirname(_plain(reading))
        known = {posixpath.dirname(way) for file in self.site.change.new for way in self.addresses_of(file)}
        there = address(near) if near.startswith("/") else posixpath.normpath(f"{posixpath.dirname(source)}/{near}")
        return "" if folder in known and posixpath.dirname(there.lstrip("/")) != folder.lstrip("/") else near

    def addresses_of(self, file: str) -> frozenset[str]:
        """Everything that links may write to lead to a file of the site: its addresses and its path."""
        ways = self.lookup.table.by_file.get(file, ())
        return frozenset((file, *map(address, ways), *map(address, self._static_ways(file))))

    def _static_ways(self, file: str) -> Iterator[str]:
        """The addresses of a file in a folder that is published as it is."""
        for folder, prefix in self.lookup.static:
            if file.startswith(f"{folder}/") or not folder:
                yield f"{prefix}/{file[len(folder) + bool(folder) :]}"


def _unnumbered(path: str) -> tuple[str, ...]:
    """The names in a path, without the numbers before them and the name of what shows its folder."""
    names = [name for name in _NUMBER.sub("", path).strip("/").split("/") if name]
    return tuple(names[:-1] if names and names[-1] in ("index", "README") else names)


def _is_built(target: Target) -> bool:
    """Without a generator: is a build behind a link?

    Nobody knows what a bare name stands for (a label of Sphinx's, a page of a wiki), nor where a page will lie that calls
    others by their addresses (`../reference/pier.html`).
    """
    if target.kind != "relative":
        return False
    return not has_ending(target.path) or target.path.lower().endswith(".html") or _is_object(target.path)


def _is_object(path: str) -> bool:
    """Does a bare name name something in a program, as Sphinx links it: `tide.gauges.Gauge.level`?"""
    return _OBJECT.fullmatch(path) is not None and not path.lower().endswith((*POSTS, *HTML, *SEEN_ONLY))


def _plain(reading: Reading) -> str:
    return address(reading.path) if reading.rooted else reading.path


def _slipped(meant: str, reading: Reading, target: Target) -> Resolution:
    """A link that may lead to what is made elsewhere, but for what a slip explains better."""
    if not meant:
        return Resolution(Status.UNKNOWN, wanted=reading.path)
    return Resolution(Status.MISSING, "", reading.path, meant, target.fragment)
