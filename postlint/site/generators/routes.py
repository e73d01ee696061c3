"""A page's path and header go in, the addresses under which its generator may publish it come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from postlint.site.model import Convention, PageSummary
from postlint.site.names import DATED, FOLDER_PAGE, NUMBERED, address, distinct, is_language, slugify, stem
from postlint.text import lazy

_TOKEN = lazy.compile(r":([a-z_]+)")
_HIDDEN = ("_posts", "_drafts")  # folders that are no part of an address, as are Next's `(groups)`
# Header keys that hold a whole address, and those that hold further ones.
ADDRESS_KEYS = ("permalink", "url", "path", "save_as")
_FURTHER_KEYS = ("aliases", "alias", "redirect_from", "old_url", "redirect_urls")
# Other names of the tokens: Hugo's, Hexo's, Pelican's.
_SAME = {
    "sections": "dir",
    "category": "categories",
    "filename": "name",
    "basename": "name",
    "path": "name",
    "slugorfilename": "slug",
    "contentbasename": "slug",
    "slugorcontentbasename": "slug",
    "post_title": "slug",
}


@dataclass(frozen=True)
class Place:
    """A page at a mount: `rel` is its path below the mount, `prefix` the mount's address."""

    page: PageSummary
    rel: str
    prefix: str
    convention: Convention

    @cached_property
    def is_folder_page(self) -> bool:
        """True for the page that stands for its folder: `x/index.md`."""
        name = stem(self.rel.rpartition("/")[2]).lower()
        return FOLDER_PAGE.fullmatch(name) is not None or name == self.convention.folder_page

    @cached_property
    def _way(self) -> list[str]:
        parts = self.rel.split("/")
        return parts[:-1] if self.is_folder_page else [*parts[:-1], stem(parts[-1])]

    @cached_property
    def name(self) -> str:
        """The last part of the way to the page, without the file's ending."""
        return self._way[-1] if self._way else ""

    @cached_property
    def folder(self) -> str:
        return "/".join(part for part in self._way[:-1] if part not in _HIDDEN and not part.startswith("("))

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """The last part of the address in every form it may take, the likeliest first."""
        given = self.page.get("slug")
        if isinstance(given, str | int) and str(given).strip("/"):
            return distinct((str(given).strip("/"), slugify(str(given))))
        undated = self.convention.undated
        names = [DATED.sub("", self.name, 1) or self.name, self.name] if undated else [self.name]
        if undated:
            names += [NUMBERED.sub("", name, 1) for name in names]
        names += [name.lower().replace(" ", "-") for name in names] + [slugify(name) for name in names]
        match self.convention.name, self.page.get("id"):
            case "Pelican", _:
                names.append(slugify(self.page.title))
            case "Docusaurus", str(identifier):
                names.append(identifier)
        return distinct(name for name in names if name or not self.name)

    @cached_property
    def certain(self) -> str:
        """The address by the header or the place of the file, in one form: no two pages may have the same."""
        own = own_address(self.page)
        return address(own) if own else next(self.by_path(), "")

    def by_path(self) -> Iterator[str]:
        """The addresses that follow from the file's place, with and without a folder for the language."""
        slug = self.page.get("slug")
        if isinstance(slug, str) and slug.startswith("/"):
            yield address(f"{self.prefix}{slug}")
        for folder in self.folders:
            for name in self.slugs:
                yield address(f"{self.prefix}/{folder}/{name}")

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The folder as it may stand in the address."""
        first, _, rest = self.folder.partition("/")
        found = [self.folder, rest] if is_language(first) else [self.folder]
        if first == "en" and self.convention.name == "Hugo":
            found.reverse()  # the default language has no folder in the address
        if self.convention.undated:
            found += ["/".join(NUMBERED.sub("", part, 1) for part in one.split("/")) for one in found]
        return distinct(found + [one.lower().replace(" ", "-") for one in found])

    def by_pattern(self, pattern: str) -> Iterator[str]:
        """Every address that a pattern in Jekyll's tokens may give; none where a token means nothing for this page."""
        names = _TOKEN.findall(pattern)
        if not all(name in self.tokens for name in names):
            return
        for values in product(*(self.tokens[name] for name in names)):
            left = iter(values)
            yield address(_TOKEN.sub(lambda _: next(left), pattern))  # noqa: B023

    @cached_property
    def tokens(self) -> Mapping[str, Sequence[str]]:
        """What each token of a pattern may stand for."""
        titled = distinct(name for name in (*self.slugs, slugify(self.page.title)) if name)
        if self.convention.name == "Hexo" and self.folder:
            titled = (*titled, f"{self.folder}/{self.name}")  # its title is the path below the folder of posts
        found: dict[str, Sequence[str]] = {
            "slug": titled,
            "title": titled,
            "name": (self.name,),
            "dir": self.folders,
            "categories": distinct(_categories(self.page, self.folder)),
            "section": distinct(folder.partition("/")[0] for folder in self.folders),
            "collection": (self.rel.partition("/")[0].lstrip("_"),),
            **self._day_tokens(),
        }
        return found | {name: found[token] for name, token in _SAME.items()}

    def _day_tokens(self) -> dict[str, Sequence[str]]:
        named = DATED.match(self.name)
        if self.page.date:
            year, month, day = self.page.date.year, self.page.date.month, self.page.date.day
        elif named:
            year, month, day = int(named[1]), int(named[2]), int(named[3])
        else:
            return {}
        return {
            "year": (f"{year:04}",),
            "month": (f"{month:02}",),
            "day": (f"{day:02}",),
            "i_month": (str(month),),
            "i_day": (str(day),),
            "short_year": (f"{year % 100:02}",),
        }


def _categories(page: PageSummary, folder: str) -> Iterator[str]:
    given = page.get("categories", "category")
    names = [str(name) for name in (given if isinstance(given, list) else str(given or "").split())]
    yield folder
    yield "/".join(names)
    yield "/".join(map(slugify, names))
    yield from map(slugify, names)


# --- what the header says of the address


def own_address(page: PageSummary) -> str:
    """The address that the header gives to the page as a whole, as written; "" where it gives none."""
    for key in ADDRESS_KEYS:
        value = page.get(key)
        if isinstance(value, str) and ":/" not in value and not value.startswith("//") and value.strip(". /"):
            return value
    return "/" if page.get("permalink") == "/" else ""


def further_addresses(page: PageSummary) -> Iterator[str]:
    """Addresses that lead to the page as well, as written: a relative one starts at the page's folder."""
    for key in _FURTHER_KEYS:
        value = page.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item and "://" not in item:
                yield item
