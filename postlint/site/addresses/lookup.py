"""What a site publishes, and a target go in; every way to read the target comes out, with what is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from postlint.files.kinds import FILLED_IN, IMAGES, POSTS, ending
from postlint.site.addresses.paths import Paths
from postlint.site.addresses.reading import Base, Reading, has_ending, is_file, is_hosted
from postlint.site.addresses.targets import Target
from postlint.site.datafiles import is_zensical, mkdocs_text, read_text, snippets_of
from postlint.site.generators.embedded import IMAGE, LINK, TOLD, asset, page_named
from postlint.site.names import FOLDER_PAGE, address, is_language, stem
from postlint.text import lazy

_ROOTED = ("Docusaurus", "Eleventy", "Hugo", "VitePress")  # a link to a page's file may start at the folder of pages
_BUNDLED = ("Docusaurus", "MkDocs", "VitePress")  # an image by its path beside the page is taken along
_ASSETS = ("assets", "static", "public")  # folders that are copied as they are
_TAKEN_IN = lazy.compile(r"""^[ \t]*(?:[@#!%$<\\]{1,2}|\{\{#|\{%-?[ \t]*|m4_)\w+[ \t("'<]+([\w./-]*\w)""", re.MULTILINE)
_ENDING = lazy.compile(ending(POSTS), re.IGNORECASE)
_TRANSLATED = lazy.compile(r"\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?\.md\Z")


class Lookup(Paths):
    """The ways a target may be read in what a site publishes."""

    def allows(self, doubt: str) -> bool:
        """Is a reading that is doubtful for this reason none the less right? A hook for links in Hugo may know a page by its
        file, by the name of that, and in any case."""
        return self.is_hooked and doubt in ("file", "base", "place", "case")

    @property
    def names_files(self) -> bool:
        """Are links to pages usually written by their files?"""
        return self.generator in _BUNDLED

    def is_hosted(self, source: str) -> bool:
        """Is a file read where the source is hosted, by custom or since it is published nowhere? There, links lead to files."""
        return is_hosted(source) or (bool(self.table.exact) and source not in self.table.by_file)

    @cached_property
    def is_hooked(self) -> bool:
        """Has a Hugo site a hook of its own for links? What that makes of a link without an ending nobody can tell."""
        return self.generator == "Hugo" and self.tree.hooks_links

    def readings(self, source: str, bases: Sequence[Base], target: Target) -> Iterator[Reading]:
        """Every reading of a target on the page `source`, below whose `bases` a relative one may lie; the likeliest first."""
        path = target.path
        if self.generator == "MkDocs" and path.rstrip("/").lower().endswith(POSTS):
            path = path.rstrip("/")  # it takes `page.md/` for `page.md` (mkdocs/structure/pages.py)
        hooks = tuple(self._as_hooks_do(source, path)) if self.embedded and not target.absolute else ()
        match target.kind:
            case "rooted":
                yield from hooks if TOLD in self.embedded else ()
                yield from self._from_root(source, path)
                yield from hooks
                yield from self._copied_along(source, path)
                yield from self._from_above(source, path)
                yield from self._mirrored(path)
                if not target.absolute:
                    doubt = "" if not self.table.exact or self.is_hosted(source) else "file"
                    doubt = "folder" if self.is_emptied(path) else doubt
                    yield self._by_file(path, ("", source), path.strip("/"), doubt, rooted=True)
                    yield from self._below_roots(source, path, rooted=True)
            case "relative":
                yield from hooks
                folder = posixpath.dirname(source)
                bundled = self.generator == "Hugo" and FOLDER_PAGE.fullmatch(stem(posixpath.basename(source)))
                beside = bundled and is_file(path)  # whatever the folder is called in the address
                doubt = "" if self.is_hosted(source) or beside else self._doubt_of_file(path)
                by_file = self._by_file(posixpath.normpath(posixpath.join(folder, path)), (folder, source), path, doubt)
                if source.startswith("."):  # no page, but read where the source is hosted
                    yield by_file
                    return
                yield from self._side_by_side(source, path)
                by_address = [self._below(base, path) for base in self._starts(source, bases)]
                yield from (by_file, *by_address) if has_ending(path) else (*by_address, by_file)
                yield from self._below_roots(source, path, rooted=False)
                yield from self._copied_along(source, path)
                yield from self._where_shown(source, path)
            case "file":
                yield from (Reading(path, False, file, self._doubt_of(file)) for file in self._named(source, path))
            case "post":
                yield Reading(path, False, self._post(path))

    def _as_hooks_do(self, source: str, path: str) -> Iterator[Reading]:
        """What Hugo's own hooks find: a page by its file, for links, and what lies in the folder of assets, else."""
        kind = IMAGE if path.lower().endswith(IMAGES) else LINK
        above = [one for one in self.roots if one and source.startswith(f"{one}/")]
        root = max(
            (one for one in above if one == min(above, key=len) or is_language(posixpath.basename(one))),
            key=len,
            default="",
        )
        if kind not in self.embedded or not root:
            return
        page = page_named(self.tree, source, root, path) if kind == LINK else None
        if (file := page or asset(self.tree, path)) and self.table.exact.get(file) != ():
            yield Reading(path, False, file)

    def _side_by_side(self, source: str, path: str) -> Iterator[Reading]:
        """Among the pages of an application of ExDoc's, which lie in one folder, and what is copied there."""
        page = self.exdoc.page(source, path) if path.lower().endswith(POSTS) or not has_ending(path) else None
        if page is not None:
            yield Reading(page, False, page)
        elif copied := self.exdoc.copied(source, path):
            yield Reading(copied, False, copied if self.tree.has(copied) else None)

    def _starts(self, source: str, bases: Sequence[Base]) -> Sequence[Base]:
        """Where relative addresses start: Zensical reads them as paths from the page's file."""
        if not self._reads_as_paths or not bases or stem(posixpath.basename(source)) in ("index", "README"):
            return bases
        start = posixpath.dirname(bases[0][0]) or "/"
        return [(start, ""), *((folder, "base") for folder, _ in bases if folder != start)]

    @cached_property
    def _reads_as_paths(self) -> bool:
        return self.generator == "MkDocs" and is_zensical(self.tree.root)

    def _from_root(self, source: str, path: str) -> Iterator[Reading]:
        """Where a path from the root leads: on a translated page it starts below its language, and to no other."""
        home = next((one.home for one in self.table.exact.get(source, ()) if one.home), "")
        way = f"{home}{path}"
        file = self.table.pages.get(address(way)) if home else None
        if file is not None and self.table.is_certain(way):
            yield Reading(way, True, file)
        strange = home and self.is_home(path) and not f"{path}/".startswith(f"{home}/")
        yield Reading(way, True, None) if strange else Reading(path, True, *self.find(path))

    def _copied_along(self, source: str, path: str) -> Iterator[Reading]:
        """An image or the like by its very path below a folder of assets beside the page's, which a program copies."""
        if self.generator or not is_file(path) or path.startswith("."):
            return
        for folder in (*_folders_above(source), ""):
            for name in _ASSETS:
                file = posixpath.join(folder, name, path.lstrip("/"))
                if file in self.tree.files:
                    yield Reading(path, path.startswith("/"), file)

    def _from_above(self, source: str, path: str) -> Iterator[Reading]:
        """Without a known generator, a path from the root of a site that lies in a folder: `docs/` of a repository."""
        for folder in () if self.generator else _folders_above(source):
            file = self.find(f"/{folder}{path}")[0]
            file = self.file(folder, path.lstrip("/")) if file is None else file
            if file is not None:
                yield Reading(path, True, file)

    def _mirrored(self, path: str) -> Iterator[Reading]:
        """Where nobody knows the addresses: a page whose file, below some folder of pages, has the very path that is linked."""
        plain = path.strip("/")
        if self.table.exact or "/" not in plain:
            return
        for end in POSTS[:3]:
            for file in self.tree.by_name.get(f"{posixpath.basename(plain)}{end}".lower(), ()):
                if file.endswith(f"/{plain}{end}"):
                    yield Reading(path, True, file)

    def _where_shown(self, source: str, path: str) -> Iterator[Reading]:
        """From the page of the same name that takes a file in which is no page itself: `docs/changelog.md`, of CHANGELOG.md."""
        for folder in self._pasted.get(without_ending(posixpath.basename(source)), ()):
            if source.startswith(f"{folder}/"):
                yield self._by_file(path, (folder, source), path, "")
        if source in self.table.by_file or self.generator != "MkDocs":
            return
        name = posixpath.basename(source)
        for page in self.tree.by_name.get(name.lower(), ()):
            if page in self.table.by_file and name in snippets_of(self.tree.root / page):
                yield self._by_file(path, (posixpath.dirname(page), source), path, "")

    @cached_property
    def _pasted(self) -> Mapping[str, frozenset[str]]:
        """The names of files that sources which a build fills in name for taking them in, with the folders of those."""
        found: dict[str, set[str]] = {}
        for file in self.tree.files:
            if not file.endswith(FILLED_IN) or not file.rpartition(".")[0].endswith(POSTS):
                continue
            for path in _TAKEN_IN.findall(read_text(self.tree.root / file)):
                found.setdefault(without_ending(posixpath.basename(path)), set()).add(posixpath.dirname(file))
        return {name: frozenset(folders) for name, folders in found.items()}

    def _below_roots(self, source: str, path: str, *, rooted: bool) -> Iterator[Reading]:
        """A link to the file of a page that starts at a folder of pages: any above the page for Docusaurus, in translations
        of documents also those of the version."""
        if not path.lower().endswith(POSTS):
            return
        if rooted and self.table.exact and not self.joins_rooted and self.generator != "MkDocs":
            return
        if not rooted and self.generator not in ("Docusaurus", "") and self.table.exact:
            return
        if self.generator == "Docusaurus" and path.startswith("."):
            return  # what starts at the page is looked for nowhere else
        roots = [root for root in self.roots if root or self.generator != "Eleventy"]
        if self.generator == "Docusaurus":
            parts = source.split("/")[:-1]
            roots = ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]
            roots += [f"versioned_docs/{part}" for part in parts if part.startswith("version-")] + list(self.roots)
        doubt = "" if not self.table.exact or (self.joins_rooted and self.follows_files) else "file"
        yield from (self._by_file(path, (root, source), path.strip("/"), doubt, rooted=rooted) for root in roots)

    @cached_property
    def joins_rooted(self) -> bool:
        """Does a link to the file of a page lead there that starts at the folder of pages? In MkDocs where it is told to."""
        told = self.generator == "MkDocs" and "relative_to_docs" in mkdocs_text(self.tree.root)
        return told or self._is_told_to_follow or self.generator in _ROOTED

    @cached_property
    def _is_told_to_follow(self) -> bool:
        """Names a Jekyll site the plugin that makes each path of a file, whatever its ending, an address?"""
        from postlint.site.generators.published.jekyll import is_told

        return self.generator == "Jekyll" and is_told(self.tree.root, "relative-links")

    def _doubt_of_file(self, path: str) -> str:
        """Is it doubtful that a link to a file by its path is made one to its address?

        Where links to pages are, those to files beside them are, too, but not what is written without an ending.
        """
        if not self.table.exact:
            return ""
        page = path.lower().endswith(POSTS)
        if has_ending(path) and not page and self.certain is None:
            return ""
        taken = self.follows_files if page else self._is_told_to_follow or self.generator in (*_BUNDLED, "Astro")
        return "" if has_ending(path) and taken else "file"

    def _by_file(self, shown: str, start: Base, path: str, doubt: str, *, rooted: bool = False) -> Reading:
        """A path from a folder, as a link to a file by the page `start[1]`."""
        folder, source = start
        file = self._in_language(source, self.file(folder, path))
        if self.is_hosted(source):
            return Reading(shown, rooted, file)
        return Reading(shown, rooted, file, "file" if self._is_apart(source, file) else doubt or self._doubt_of(file))

    def _in_language(self, source: str, file: str | None) -> str | None:
        """From a page in another language, `about.de.md`, Hugo opens `visit.de.md` where `visit.md` is asked for."""
        found = _TRANSLATED.search(source) if self.generator == "Hugo" and file and file.endswith(".md") else None
        translated = f"{file[:-3]}{found[0]}" if file and found else ""
        return translated if translated in self.tree.files else file

    def _is_apart(self, source: str, file: str | None) -> bool:
        """Docusaurus joins no page of its blog to one of its documents by their files."""
        if self.generator != "Docusaurus" or not file or not file.lower().endswith(POSTS) or self.is_hosted(source):
            return False
        one, other = source.partition("/")[0], file.partition("/")[0]
        return one != other and not {"i18n", "versioned_docs"} & {one, other}

    def _doubt_of(self, file: str | None) -> str:
        """A file that is here, but that the generator makes nothing of."""
        if file is None or self.table.exact.get(file) != ():
            return ""
        copied = self.generator == "Jekyll" and not self.table.all_places.summary(file).values
        return "" if copied else "unpublished"

    def _below(self, base: Base, path: str) -> Reading:
        """The path from a folder as a browser joins them."""
        folder, doubt = base
        joined = posixpath.normpath(posixpath.join(folder, path)).rstrip("/")
        joined = f"{joined}/" if path.endswith("/") or not joined else joined
        file, other = self.find(joined)
        return Reading(joined, True, file, doubt or other)

    def _named(self, source: str, path: str) -> Iterator[str | None]:
        """A path in a generator's own syntax: from the page's folder, from a content folder, or Hugo's bare name."""
        plain = path.removeprefix("@site/").removeprefix("@").lstrip("/")
        yield from (self.file(folder, plain) for folder in (posixpath.dirname(source), *self.roots))
        yield self.at(f"/{plain}")
        if "/" not in plain:
            yield from (self.tree.by_name.get(name.lower(), (None,))[0] for name in (plain, f"{plain}.md"))
            yield from (file for file in self.tree.files if f"/{plain}/" in f"/{file}")

    def _post(self, name: str) -> str | None:
        """Jekyll's `post_url`: a file's name without its ending, perhaps below a category's folder."""
        last = name.rpartition("/")[2].lower()
        found = (self.tree.by_name.get(f"{last}{ending}") for ending in POSTS)
        return next((paths[0] for paths in found if paths), None)


def without_ending(path: str) -> str:
    """A path to the file of a page, without its ending."""
    return _ENDING.sub("", path)


def _folders_above(source: str) -> Iterator[str]:
    """The folders that a file lies in, the nearest first, without the root."""
    while source := posixpath.dirname(source):
        yield source
