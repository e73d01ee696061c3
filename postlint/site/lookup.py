"""What a site publishes, and a target go in; every way to read the target comes out, with what is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from postlint.site.names import address, is_language, is_version
from postlint.site.redirects import Redirects
from postlint.site.table import RouteTable
from postlint.site.targets import Target
from postlint.site.tree import POSTS, Tree

_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,9}$")
_PAGE_ENDINGS = (".html", ".htm", ".php", ".xhtml", *POSTS)
_FOLDER_PAGES = ("index.md", "_index.md", "README.md", "index.mdx", "index.markdown")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a target: `path` is what was looked for, an address where `rooted`, else a file's path.

    `file` is what was found: a file, "" for what a redirect, a listing or a template makes, None for nothing.
    """

    path: str
    rooted: bool
    file: str | None


def has_ending(path: str) -> bool:
    """True for a path whose last name has an ending as files have."""
    return _ENDING.search(path) is not None


def is_file(path: str) -> bool:
    """True for an address that names a file rather than a page: an image, a document, a download."""
    return has_ending(path) and not path.lower().endswith(_PAGE_ENDINGS)


@dataclass(frozen=True)
class Lookup:
    """What a site publishes, and the ways a target may be read in it. `roots` are folders that file paths may start from."""

    tree: Tree
    table: RouteTable
    redirects: Redirects
    static: Sequence[tuple[str, str]]
    roots: Sequence[str]

    # --- one path

    def at(self, path: str, hops: int = 5) -> str | None:
        """The file behind a path from the site's root; "" for what is there without a file, None where nothing is.

        Redirects are followed, up to `hops` of them.
        """
        plain = address(path)
        if not plain:
            return self.table.pages.get("", "")
        if plain in self.table.pages:
            return self.table.pages[plain]
        file = self._published(path.strip("/"))
        if file is not None:
            return file
        if plain in self.table.folders or self.table.lists_term(plain):
            return ""
        if sent := self.redirects.follow(plain) if hops else None:
            target, given_up = sent
            inside = target.startswith("/") and not target.startswith("//")
            file = self.at(target, hops - 1) if inside else ""
            return "" if file is None and given_up else file
        lower = self.table.lower.get(plain.lower())
        if lower is not None and not is_file(path):
            return self.table.pages[lower]
        first, _, rest = plain[1:].partition("/")
        # A page that is not translated is often shown in the default language, and documents lie below their version.
        variant = is_language(first) or is_version(first)
        return "" if variant and rest and self.at(f"/{rest}", 0) is not None else None

    def _published(self, path: str) -> str | None:
        """The file of a static folder."""
        wanted = posixpath.normpath(path)
        for folder, prefix in self.static:
            below = prefix.strip("/")
            if below and not wanted.startswith(f"{below}/"):
                continue
            file = f"{folder}/{wanted[len(below) :].lstrip('/')}".lstrip("/")
            if file in self.tree.files:
                return file
        return None

    def file(self, folder: str, path: str) -> str | None:
        """The file that a path names from a folder, with or without its ending, or as the page of a folder."""
        plain = posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
        plain = "" if plain == "." else plain
        if plain in self.tree.files:
            return plain
        names = [f"{plain}{ending}" for ending in POSTS[:3]] + [f"{plain}/{name}".lstrip("/") for name in _FOLDER_PAGES]
        named = next((name for name in names if name in self.tree.files), None)
        if named is not None:
            return named
        return "" if not plain or plain in self.tree.folders else None

    # --- one target

    def readings(self, source: str, addresses: Sequence[str], target: Target) -> Iterator[Reading]:
        """Every reading of a target on the page `source`, which is published at `addresses`; the likeliest first."""
        path = target.path
        match target.kind:
            case "rooted":
                yield Reading(path, True, self.at(path))
                if not target.absolute:
                    yield Reading(path, True, self.file("", path.strip("/")))
            case "relative":
                folder = posixpath.dirname(source)
                by_file = Reading(posixpath.normpath(posixpath.join(folder, path)), False, self.file(folder, path))
                by_address = self._from_addresses(addresses, path)
                yield from (by_file, *by_address) if has_ending(path) else (*by_address, by_file)
                if path.lower().endswith(POSTS):  # Docusaurus starts at any content folder, too
                    yield from (Reading(path, False, self.file(root, path)) for root in self.roots)
            case "file":
                yield from (Reading(path, False, file) for file in self._named(source, path))
            case "post":
                yield Reading(path, False, self._post(path))

    def _from_addresses(self, addresses: Iterable[str], path: str) -> Iterator[Reading]:
        """The path from each address of the page, which a browser takes for a folder or for a file."""
        for base in addresses:
            for folder in (base or "/", posixpath.dirname(base) or "/"):
                joined = posixpath.normpath(posixpath.join(folder, path)) + ("/" if path.endswith("/") else "")
                yield Reading(joined, True, self.at(joined))

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
