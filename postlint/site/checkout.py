"""The folder of a site goes in, what its files say comes out: texts, headers, words and habits, read on first use and kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.files.kinds import POSTS
from postlint.files.limits import OutOfTime, at_most
from postlint.files.paths import shown_path
from postlint.files.reading import read_bytes
from postlint.model import Header
from postlint.site.generators.conventions import convention_of
from postlint.site.habits.shapes import Style, Styles
from postlint.site.model import UNCHANGED, Convention, PageSummary
from postlint.site.names import collection_of
from postlint.site.storage.kept import Kept, Summed
from postlint.site.storage.store import Store
from postlint.site.storage.texts import Texts
from postlint.site.tree import Tree, read_tree
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.model.plan import SiteTold
    from postlint.post.document import Post
    from postlint.site.facts import Facts
    from postlint.site.habits.folders import Folders, Habits
    from postlint.site.habits.sayings import Saying, Sayings
    from postlint.site.storage.index import Index
    from postlint.site.words.phrases import Phrases
    from postlint.site.words.vocabulary import Vocabulary

Row = tuple[str, list[object], list[object] | None]  # a file, its facts, and its words if it is a post

SECONDS = 10.0  # of work on one file that is read for others


class Checkout:
    """The files of one site. Paths are POSIX and relative to `root`; `top` is the folder where its configuration holds.

    `change` is what is known to have been otherwise before.
    """

    def __init__(self, root: Path, top: Path, told: SiteTold) -> None:
        self.change = UNCHANGED
        self.root = root
        self.top = top
        self.told = told
        self._texts = Texts(lambda path: read_file(self.root / path))
        self._sayings: dict[str, Sayings] = {}

    def learn(self, tree: Tree, facts: Mapping[str, Facts], vocabulary: Vocabulary) -> None:
        """Take over what another process has read of this site."""
        self.__dict__.update(tree=tree, facts=facts, vocabulary=vocabulary)

    # --- files

    @cached_property
    def convention(self) -> Convention:
        return convention_of(self.root)

    @cached_property
    def tree(self) -> Tree:
        from postlint.site.generators.detect import outputs

        tree = read_tree(self.root, outputs(self.root))
        named = {path: state and self.index.name(path, state) for path, state in tree.files.items()}
        return replace(tree, files=named)

    @cached_property
    def index(self) -> Index:
        from postlint.site.storage.index import Index

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
        file, start = os.path.abspath(path), os.path.join(self.root, "")
        if file.startswith(start):
            return file[len(start) :].replace(os.sep, "/")
        try:  # where case does not tell paths apart
            return Path(file).relative_to(self.root).as_posix()
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

    # --- what every page says

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """What each file with front matter says of itself and links to."""
        from postlint.site.facts import unpacked

        scanned = partial(_scanned, self.root)
        return unpacked(self.kept.each("facts", self._headed, scanned))

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
        from postlint.site.words.vocabulary import Vocabulary

        return Vocabulary.unpacked(self._words.packed)

    def words_since(self, state: str) -> Sequence[str] | None:
        """The words that the site has begun or ceased to write since its posts were in a state; None where nobody knows."""
        return self._words.since.get(state)

    @cached_property
    def _words(self) -> Summed:
        from postlint.site.words.vocabulary import Vocabulary

        return self.kept.sum_of("words", lambda path: _words(read_file(self.root / path)), Vocabulary)

    @cached_property
    def phrases(self) -> Phrases:
        """In how many files words stand in a row."""
        from postlint.site.words.phrases import Phrases

        return Phrases(self.files, self.text)

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
        given = (*(page.values.get("name") for page in self.summaries.values()), *sorted(self.listed))
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
            from postlint.site.habits.sayings import Sayings

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
        from postlint.site.habits.folders import Folders

        return Folders(self.summaries.values(), collection_of)

    def habits(self, post: Post, *, wide: bool = False) -> Habits | None:
        """What the other posts of the post's folder nearly all do; None for what lies outside, or is no post.

        With `wide`, the posts of the whole site stand in where the folder has too few.
        """
        from postlint.site.habits.folders import is_post, layout_of

        path = self.place(post.path)
        if not path or not is_post(path):
            return None
        layout = layout_of({entry.key: entry.value for entry in post.header.top.values()})
        return (self.folders.around if wide else self.folders.habits)(path, layout)

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


def read_files(root: Path, paths: Sequence[str]) -> list[Row]:
    """What is to be known of some files of a site, as plain data; each is read once."""
    return [
        (path, _scanned(root, path), _words(read_file(root / path)) if path.lower().endswith(POSTS) else None)
        for path in paths
    ]


def _scanned(root: Path, path: str) -> list[object]:
    from postlint.site.facts import pack

    return pack(_facts(read_file(root / path), path))


def _facts(text: str, path: str) -> Facts:
    """What a file says of itself; nothing where reading it takes too long or fails: a check of that file will tell."""
    from postlint.site.facts import Facts
    from postlint.site.scan import scan

    with suppress(OutOfTime, Exception), at_most(SECONDS):
        return scan(text, path)
    return Facts(PageSummary(path))


def _words(text: str) -> list[object]:
    from postlint.site.words.vocabulary import count_words

    with suppress(OutOfTime, Exception), at_most(SECONDS):
        return list(count_words(text))
    return list(count_words(""))


def read_file(file: Path) -> str:
    try:
        return decode(read_bytes(file)).text
    except (OSError, UnicodeDecodeError):
        return ""
