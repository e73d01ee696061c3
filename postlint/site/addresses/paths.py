"""What a site publishes, and a path go in; the file behind the path comes out, and what is doubtful about that."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from postlint.files.kinds import FILLED_IN, POSTS
from postlint.site.addresses.exdoc import NONE, ExDoc
from postlint.site.addresses.reading import PAGE_ENDINGS, is_file
from postlint.site.addresses.redirects import Redirects
from postlint.site.addresses.table import RouteTable
from postlint.site.names import address, is_language, is_version, stem
from postlint.site.tree import Tree
from postlint.text import lazy

_EMPTIED = {"Astro": "public", "Next.js": "public", "Gatsby": "static"}  # folders of whose name no address has a part
_DAYS = lazy.compile(r"/(?:19|20)\d\d(?:/(?:0[1-9]|1[0-2]))?")
_FOLDER_PAGES = ("index.md", "_index.md", "README.md", "index.mdx", "index.markdown")


@dataclass(frozen=True, eq=False)
class Paths:
    """What a site publishes, by its paths.

    `roots` are folders that file paths may start from. `certain` are the static folders that are known to be copied, None
    where nobody can tell; `follows_files` is false where a link to a page's file stays as it is written, `falls_back` where
    what is not translated is shown in no other language. `exdoc` is what ExDoc documents, a part of a tree or all of it,
    `embedded` what kinds of links Hugo's own hooks write.
    """

    tree: Tree
    table: RouteTable
    redirects: Redirects
    static: Sequence[tuple[str, str]]
    roots: Sequence[str]
    generator: str = ""
    certain: frozenset[tuple[str, str]] | None = None
    follows_files: bool = True
    falls_back: bool = True
    exdoc: ExDoc = NONE
    embedded: frozenset[str] = frozenset()

    def at(self, path: str) -> str | None:
        """The file behind a path from the site's root; "" for what is there without a file, None where nothing is."""
        return self.find(path)[0]

    def find(self, path: str, hops: int = 5) -> tuple[str | None, str]:
        """The file as `at` gives it, and what makes doubtful that it is published there, "" for nothing.

        Redirects are followed, up to `hops` of them.
        """
        if "/." in path:
            path = posixpath.normpath(path) + ("/" if path.endswith(("/", "/.")) else "")
        plain = address(path)
        if not plain:
            home = self.table.pages.get("", "")
            return home if not home or self.table.is_certain(path) else "", ""
        page = self.table.pages.get(plain)
        if page is not None and self.table.is_certain(path):
            return page, ""
        copied = self._copied(path.strip("/"))
        if copied is not None and not copied[1]:
            return copied
        if (
            self._lists_days(plain)
            or self.table.lists_term(plain)
            or (self.lists_folders(plain) and plain in self.table.folders and not path.endswith(PAGE_ENDINGS))
        ):
            return "", ""
        if sent := self._sent(plain, hops):
            return sent
        if page is not None:
            if self.is_home(plain) and (other := self._variant(plain)) is not None:
                return other, ""
            return page, "ending" if any(one.path == plain for one in self.table.exact[page]) else "place"
        if copied is not None:
            return copied
        if plain in self.table.folders:
            return "", "list"
        lower = self.table.lower.get(plain.lower())
        if lower is not None and not is_file(path):
            # Generators make capitals small, but no small letters capital.
            return self.table.pages[lower], "case" if self.table.exact or lower.islower() else ""
        variant = self._variant(plain)
        sure = variant is None or not self.table.exact or self.is_home(plain)
        return variant, "" if sure else "variant"

    def _sent(self, plain: str, hops: int) -> tuple[str | None, str] | None:
        """Where a redirect leads; None where there is none."""
        sent = self.redirects.follow(plain) if hops else None
        if sent is None:
            return None
        target, given_up = sent
        inside = target.startswith("/") and not target.startswith("//")
        file = self.find(target, hops - 1)[0] if inside else ""
        return "" if file is None and given_up else file, ""

    def is_home(self, plain: str) -> bool:
        """Does the address lie below one of the languages in which every page is shown?"""
        return f"/{plain[1:].partition('/')[0]}" in self.homes

    def _variant(self, plain: str) -> str | None:
        """A page that is not translated is often shown in the default language, and documents lie below their version."""
        first, _, rest = plain[1:].partition("/")
        variant = (is_language(first) and (self.falls_back or not self.table.exact)) or is_version(first)
        return self.find(f"/{rest}", 0)[0] if variant and rest else None

    def lists_folders(self, plain: str) -> bool:
        """Does the generator make a page for a folder of pages by itself? Hugo does for a section, others of their own accord
        do not; where the exact addresses are not known, any may."""
        return not self.table.exact or (self.generator in ("Hugo", "Docusaurus") and plain.count("/") == 1)

    def _lists_days(self, plain: str) -> bool:
        """Is that the list of the posts of a year or a month, which Nikola makes at the root?"""
        return self.generator == "Nikola" and _DAYS.fullmatch(plain) is not None

    def _copied(self, path: str) -> tuple[str, str] | None:
        """The file of a static folder, and whether it is copied there for certain."""
        wanted = posixpath.normpath(path)
        for folder, prefix in self.static:
            below = prefix.strip("/")
            if below and not wanted.startswith(f"{below}/"):
                continue
            file = f"{folder}/{wanted[len(below) :].lstrip('/')}".lstrip("/")
            if file in self.tree.files and (file not in self.table.exact or self._is_copied_page(file)):
                known = self.certain is None or (folder, prefix) in self.certain
                return file, "folder" if self.is_emptied(wanted) else "" if known else "static"
        return None

    def is_emptied(self, path: str) -> bool:
        """Does a path begin with a folder whose files are published without its name: `/public/a.png`?"""
        return path.strip("/").startswith(f"{_EMPTIED.get(self.generator, '/')}/")

    def _is_copied_page(self, file: str) -> bool:
        """Jekyll copies what has no front matter, Hexo what it is told not to render."""
        return self.generator in ("Jekyll", "Hexo") and not self.table.exact[file]

    def file(self, folder: str, path: str) -> str | None:
        """The file that a path names from a folder, with or without its ending or as a folder's page, or its source."""
        plain = posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
        plain = "" if plain == "." else plain
        if plain in self.tree.files or (plain.startswith(".") and os.path.isfile(self.tree.root / plain)):
            return plain
        names = [f"{plain}{ending}" for ending in POSTS[:3]] + [f"{plain}/{name}".lstrip("/") for name in _FOLDER_PAGES]
        named = next((name for name in names if name in self.tree.files), None)
        if named is not None:
            return named
        source = next((plain + ending for ending in FILLED_IN if plain + ending in self.tree.files), None)
        if source is not None:
            return source
        if self.generator == "Hugo" and stem(posixpath.basename(plain)) in ("index", "_index"):
            page = f"{posixpath.dirname(plain)}.md"  # GetPage looks for either where one is asked for
            if page in self.tree.files:
                return page
        return "" if not plain or plain in self.tree.folders else None

    @cached_property
    def homes(self) -> frozenset[str]:
        """The addresses of the languages below which each page is shown, in the usual one where it is not translated."""
        return frozenset(one.home for routes in self.table.exact.values() for one in routes if one.home)
