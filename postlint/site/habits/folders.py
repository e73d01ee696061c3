"""The headers of a site's pages go in, what the posts of each folder nearly all do comes out: keys, kinds of values, terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from postlint.site.habits.forms import Form, forms_of
from postlint.site.model import PageSummary
from postlint.text import lazy

K = TypeVar("K")

# Keys whose values group posts: a value in another spelling is another group, with a page of its own.
TERM_KEYS = frozenset("tag tags category categories topic topics series label labels keyword keywords".split())
AUTHOR_KEYS = frozenset(("author", "authors", "byline"))
LAYOUT_KEYS = ("layout", "type")

EVERYWHERE = "*"  # in place of a folder: the whole site

_ENOUGH = 20  # posts; the habit of fewer may be chance
_FEW = 6  # posts
_SOME = 10  # posts, which tell more of their folder than all the others do
_NEARLY_ALL = 0.97
_NO_POST = lazy.compile(r"_.*|readme|license|contributing|changelog|code_of_conduct|template|404", re.IGNORECASE)
_DATE = lazy.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
_LINK = lazy.compile(r"\[([^\]]*)\]\([^)]*\)")
_BETWEEN = lazy.compile(r",|;|\||&| and |\([^)]*\)|<[^>]*>")
_NAME = lazy.compile(r"[^\W_][\w.'’@-]*(?: [\w.'’-]+){0,4}")
_TEMPLATE = lazy.compile(r"\{\{|\{%|<%")


@dataclass(frozen=True)
class Habits:
    """What the posts of one folder (and layout) do, counted in posts: keys as written, by lower-case key the kinds of values,
    and their forms.
    """

    folder: str
    posts: int = 0
    keys: Mapping[str, int] = field(default_factory=Counter)
    kinds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    forms: Mapping[str, Mapping[Form, int]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where these posts are, as a report says it."""
        return "on this site" if self.folder == EVERYWHERE else f"in {self.folder.rpartition('/')[2] or 'this folder'}"

    def all_of(self, count: int, posts: int) -> bool:
        """Do all of a folder's posts do so, however few it has? For what is a fault by itself, and no habit alone."""
        return posts >= _FEW and count == posts

    def nearly_all(self, count: int, posts: int) -> bool:
        """Is this number of posts as good as all, and more than chance?"""
        return posts >= _ENOUGH and count >= _NEARLY_ALL * posts


class Folders:
    """The habits of all folders of a site, each learnt when it is first asked for, and the terms of the whole site."""

    def __init__(self, pages: Iterable[PageSummary], folder_of: Callable[[str], str]) -> None:
        self._folder_of = folder_of
        self._pages: dict[str, dict[str, PageSummary]] = {}
        self._learnt: dict[tuple[str, str], Habits] = {}
        self.headed = [page for page in pages if page.values and is_post(page.path)]
        self.terms = _terms(self.headed)
        self.authors = _authors(self.headed)
        self._everywhere = {page.path: page for page in self.headed}
        for page in self.headed:
            self._pages.setdefault(folder_of(page.path), {})[page.path] = page

    def around(self, path: str, layout: str) -> Habits:
        """The habits of a post's folder; where that has few posts, those of the whole site, as of a new section."""
        own = self.habits(path, layout)
        return own if own.posts >= _SOME else self._of(EVERYWHERE, self._everywhere, path, layout)

    def habits(self, path: str, layout: str) -> Habits:
        """What the other posts of a post's folder do, those with its layout if it names one."""
        folder = self._folder_of(path)
        return self._of(folder, self._pages.get(folder, {}), path, layout)

    def _of(self, folder: str, pages: Mapping[str, PageSummary], path: str, layout: str) -> Habits:
        key = (folder, layout)
        if key not in self._learnt:
            alike = (page for page in pages.values() if not layout or layout_of(page.values) == layout)
            self._learnt[key] = learn(folder, alike)
        own = pages.get(path)
        counted = own is not None and (not layout or layout_of(own.values) == layout)
        return _without(self._learnt[key], own) if own and counted else self._learnt[key]


def is_post(path: str) -> bool:
    """False for what stands beside posts: the page of a section, a README, a template."""
    name = path.rpartition("/")[2]
    own, dot, _ = name.rpartition(".")
    return _NO_POST.fullmatch(own if own and dot else name) is None


def layout_of(values: Mapping[str, object]) -> str:
    """The layout that a header names, "" where it names none."""
    return next((str(value) for key, value in values.items() if key.lower() in LAYOUT_KEYS and value), "")


def kind_of(value: object) -> str:
    """The kind of a value in words; "" for an empty or templated one."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list" if value else ""
        case dict():
            return "a table" if value else ""
        case str() if not value.strip() or _TEMPLATE.search(value):
            return ""
        case str():
            return "a date" if _DATE.fullmatch(value.strip()) else "text"
    return ""


def learn(folder: str, pages: Iterable[PageSummary]) -> Habits:
    """What these pages, all of one folder, do."""
    keys: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    forms: dict[str, Counter[Form]] = {}
    count = 0
    for page in pages:
        count += 1
        for key, value in page.values.items():
            keys[key] += 1
            if kind := kind_of(value):
                kinds.setdefault(key.lower(), Counter())[kind] += 1
                forms.setdefault(key.lower(), Counter()).update(forms_of(key.lower(), value, page.path))
    return Habits(folder, count, keys, kinds, forms)


def _without(habits: Habits, page: PageSummary) -> Habits:
    own = learn(habits.folder, [page])
    keys = Counter(habits.keys)
    keys.subtract(own.keys)
    kinds = _minus(habits.kinds, own.kinds)
    return Habits(habits.folder, habits.posts - 1, keys, kinds, _minus(habits.forms, own.forms))


def _minus(all_counts: Mapping[str, Mapping[K, int]], own: Mapping[str, Mapping[K, int]]) -> dict[str, Mapping[K, int]]:
    """The counts of each key without those of one post."""
    left = dict(all_counts)
    for key, counts in own.items():
        rest = Counter(left.get(key, {}))
        rest.subtract(counts)
        left[key] = rest
    return left


def _terms(pages: Iterable[PageSummary]) -> Mapping[str, int]:
    """In how many posts each tag, category or the like stands."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(set(_terms_of(page.values)))
    return counts


def _authors(pages: Iterable[PageSummary]) -> dict[str, int]:
    """How many posts each author wrote."""
    counts: Counter[str] = Counter()
    for page in pages:
        values = (value for key, value in page.values.items() if key.lower() in AUTHOR_KEYS)
        counts.update({name for value in values for name in author_names(value)})
    return counts


def author_names(value: object) -> Iterator[str]:
    """The names in the value of an author key: text, a list, tables with a name; links, addresses and brackets are dropped."""
    match value:
        case str():
            shown = _LINK.sub(r"\1", value)
            yield from (name for part in _BETWEEN.split(shown) if _NAME.fullmatch(name := " ".join(part.split())))
        case list():
            for item in value:
                yield from author_names(item)
        case dict():
            yield from author_names(value.get("name"))


def _terms_of(values: Mapping[str, object]) -> Iterator[str]:
    """The terms of a header; Zola and Hugo also nest their keys under `taxonomies`."""
    for key, value in values.items():
        if isinstance(value, dict) and key.lower() == "taxonomies":
            yield from _terms_of(value)
        elif key.lower() in TERM_KEYS:
            yield from (term for term in (value if isinstance(value, list) else [value]) if isinstance(term, str))
