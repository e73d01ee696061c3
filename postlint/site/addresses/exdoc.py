"""A tree goes in, what ExDoc makes of it comes out: applications, each with its pages in one folder, and what is copied there.

All pages of an application lie side by side, whatever folders their files are in: a link finds one by the name of its file
(ExDoc.Autolink), and another application's by `e:app:page.md` in backticks. Its Markdown, EarmarkParser, has no HTML in
running text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple
from postlint.site.addresses.reading import is_hosted
from postlint.site.datafiles import read_text
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.site.tree import Tree

# A project names ExDoc among its dependencies; a file of that program's own settings has its keys.
_PROOFS = {
    "mix.exs": lazy.compile(r"\{[ \t]*:ex_doc\b"),
    "rebar.config": lazy.compile(r"\b(?:rebar3_)?ex_doc\b"),
    "docs.exs": lazy.compile(
        r"\b(?:extras|groups_for_\w+|annotations_for_docs|skip_\w+_on|skip_code_autolink_to)[ \t]*:"
    ),
}
_PROOFS["ex_doc.exs"] = _PROOFS["docs.exs"]
_SHARED = lazy.compile(r"[\"'](?:[\w./-]*/)?docs\.exs[\"']")  # settings that take in those of each application
_DOCUMENTS = ("doc", "docs")  # folders of an application that have no name of their own
_NAMED = lazy.compile(r"\bapp(?:lication)?:[ \t]*:(\w+)")
_HOLE = lazy.compile(r"#\{[^{}\n]*\}")
_STRING = lazy.compile(r"\"([^\"\n]+\.(?:md|livemd|markdown))\"")
_ASSETS = lazy.compile(r"\bassets[ \t]*[:,]\s*(?:[%#]\{([^{}]*)\}|(?:<<)?\"([^\"\n]+)\")")
_COPIED = lazy.compile(r"\"([^\"\n]*)\"(?:>>)?\s*\)?\s*=>\s*(?:<<)?\"([^\"\n]*)\"")
_SIGN = lazy.compile(r"(\*\*/|\*+|[?{},])")
_SIGNS = {"**/": "(?:.+/)?", "*": "[^/]*", "**": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}
_WILD = frozenset("*?{#")
_STARS = 4  # more in one pattern nobody needs


class Application(NamedTuple):
    """What is documented together. `pages` are files by their names in small letters, "" for one that a build makes.

    `assets` are folders with what each is copied to, `folder` is what the paths of the settings start from; `whole` is false
    where there may be other pages.
    """

    name: str
    folder: str
    whole: bool
    pages: Mapping[str, str]
    assets: tuple[tuple[str, str], ...]


class ExDoc(NamedTuple):
    """The applications of a tree by name, and those that a page is in."""

    named: Mapping[str, Application]
    holding: Mapping[str, tuple[Application, ...]]

    def page(self, source: str, path: str) -> str | None:
        """The page that a relative link on the page `source` leads to; None where there is none of that name."""
        name = posixpath.basename(path).lower()
        return next((app.pages[name] for app in self.holding.get(source, ()) if name in app.pages), None)

    def other(self, written: str) -> tuple[str, str | None] | None:
        """Where a link to a page of an application, `app:page.md`, looks, and the file there; None where nobody can tell."""
        name, _, path = written.partition(":")
        app = self.named.get(name)
        if app is None:
            return None
        page = posixpath.basename(path).lower()
        if not page.endswith(".md"):
            page = (
                f"{page.removesuffix('.html')}.md"  # or what is made of a module: that is known to exist, or nothing is
            )
            return (path, app.pages[page]) if page in app.pages else None
        file = app.pages.get(page)
        return (f"{app.folder}/{path}", file) if file is not None or app.whole else None

    def copied(self, source: str, path: str) -> str:
        """The file that is copied to a path beside the page `source`, be it there or not; "" where none would be."""
        for app in self.holding.get(source, ()):
            for folder, beside in app.assets:
                if path.startswith(f"{beside}/"):
                    return f"{folder}/{path[len(beside) + 1 :]}"
        return ""

    def shows_tags(self, source: str) -> bool:
        """Are tags in the running text of a page shown as they are written? A host of sources makes HTML of them."""
        return source in self.holding and not is_hosted(source)

    def written(self, source: str, file: str) -> str | None:
        """How the page `source` links to a file of its application, "" for one of another; None for any other."""
        for app in self.holding.get(source, ()):
            if app.pages.get(posixpath.basename(file).lower()) == file:
                return posixpath.basename(file)
            for folder, beside in app.assets:
                if file.startswith(f"{folder}/"):
                    return f"{beside}/{file[len(folder) + 1 :]}"
        return "" if source in self.holding and file in self.holding else None


NONE = ExDoc({}, {})


def read_exdoc(tree: Tree) -> ExDoc:
    """The applications of which ExDoc makes pages; none where no file says that it does."""
    found = [
        (file, text)
        for name, proof in _PROOFS.items()
        for file in sorted(tree.by_name.get(name, ()))
        if posixpath.basename(file) == name and proof.search(text := read_text(tree.root / file))
    ]
    if not found:
        return NONE
    shared = "\n".join(text for _, text in found if _SHARED.search(text))
    own = [(file, text) for file, text in found if not _SHARED.search(text)]
    folders = frozenset(posixpath.dirname(file) for file, _ in own)
    reader = _Reader(tree, folders, tuple(_assets(shared)))
    named: dict[str, Application] = {}
    holding: dict[str, tuple[Application, ...]] = {}
    for file, text in own:
        app = reader.application(posixpath.dirname(file), text)
        named.setdefault(app.name, app)
        for page in filter(None, dict.fromkeys(app.pages.values())):
            holding[page] = (*holding.get(page, ()), app)
    return ExDoc(named, holding)


class _Reader:
    """What is known of all applications: their folders, and settings that they share."""

    def __init__(self, tree: Tree, folders: frozenset[str], shared: tuple[tuple[str, str], ...]) -> None:
        self._tree = tree
        self._folders = folders
        self._shared = shared

    def application(self, folder: str, text: str) -> Application:
        named = _NAMED.search(text)
        bare = posixpath.basename(folder) in _DOCUMENTS
        name = posixpath.basename(posixpath.dirname(folder) if bare else folder)
        pages: dict[str, str] = {}
        below = self._posts_by_folder.get(folder, ()) if bare else ()
        for file in (*self._listed(folder, text), *below):
            pages.setdefault(posixpath.basename(file).lower(), file)
        for page in map(posixpath.basename, _STRING.findall(text)):
            if page.lower() not in pages and not set(page) & _WILD:
                alike = self._tree.by_name.get(page.lower(), ())  # of which a build makes a copy, if there is only one
                pages[page.lower()] = alike[0] if len(alike) == 1 else ""
        assets = tuple(_assets(text)) or self._shared
        placed = ((posixpath.normpath(posixpath.join(folder, path.strip("/"))), beside) for path, beside in assets)
        return Application(named[1] if named else name, folder, bare and "filename:" not in text, pages, tuple(placed))

    @cached_property
    def _posts_by_folder(self) -> Mapping[str, list[str]]:
        """The Markdown files by the nearest folder above them that has settings of its own."""
        found: dict[str, list[str]] = {}
        for file in self._tree.posts:
            place = posixpath.dirname(file)
            while place and place not in self._folders:
                place = posixpath.dirname(place)
            if place in self._folders:
                found.setdefault(place, []).append(file)
        return found

    def _listed(self, folder: str, text: str) -> Iterator[str]:
        """The files that settings name, one by one or by a pattern: from their own folder, or from one above it."""
        for written in dict.fromkeys(_STRING.findall(text)):
            place = folder
            while True:
                if found := self._fitting(place, _HOLE.sub("*", written)):
                    yield from found
                    break
                if not place:
                    break
                place = posixpath.dirname(place)

    def _fitting(self, folder: str, written: str) -> list[str]:
        path = posixpath.normpath(posixpath.join(folder, written))
        if not set(path) & _WILD:
            return [path] if path in self._tree.files else []
        fits = _wildcard(path)
        return [file for file in self._tree.posts if fits and fits.fullmatch(file)]


def _wildcard(path: str) -> re.Pattern[str] | None:
    """The expression of a pattern for paths, as Elixir's Path.wildcard reads it; None for one that would take long."""
    if path.count("*") > _STARS:
        return None
    parts = (_SIGNS.get(part) or re.escape(part) for part in _SIGN.split(path))
    try:
        return re.compile("".join(parts))
    except re.error:
        return None


def _assets(text: str) -> Iterator[tuple[str, str]]:
    """The folders that settings have copied, with what they are called beside the pages."""
    for pairs, plain in _ASSETS.findall(text):
        if plain:
            yield plain, "assets"
        yield from ((path, beside.strip("/")) for path, beside in _COPIED.findall(pairs))
