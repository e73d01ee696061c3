"""The posts of a folder go in, who says what under a key of the header comes out: counted once, not once for each post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from postlint.model.named import NamedTuple
from postlint.site.habits.folders import is_post
from postlint.site.model import PageSummary
from postlint.site.names import own_name


class Saying(NamedTuple):
    """The dated posts of a folder by the text or number under one key.

    `total` is how many have one, `different` how many there are, fractions left out.
    """

    pages: Mapping[object, tuple[PageSummary, ...]]
    total: int
    different: int

    def beside(self, path: str, value: object) -> tuple[PageSummary, ...]:
        """The posts that say this, without the one of this path."""
        return tuple(page for page in self.pages.get(value, ()) if page.path != path)

    def without(self, own: PageSummary, value: object) -> tuple[int, int]:
        """How many other posts say anything, and how many different things, where a post itself says `value`."""
        same = self.pages.get(value, ()) if isinstance(value, str | int) else ()
        counted = own in same
        return self.total - counted, self.different - (counted and len(same) == 1)


class Sayings:
    """The dated posts of one folder, by what they say."""

    def __init__(self, pages: Iterable[PageSummary]) -> None:
        self._pages = [page for page in pages if page.date is not None and is_post(own_name(page.path))]
        self._known: dict[str, Saying] = {}

    def under(self, key: str) -> Saying:
        """Who says what under a key (in lower case)."""
        if key not in self._known:
            found: dict[object, list[PageSummary]] = {}
            for page in self._pages:
                if isinstance(value := page.get(key), str | int | float):
                    found.setdefault(value, []).append(page)
            counts = [len(pages) for value, pages in found.items() if not isinstance(value, float)]
            pages = {value: tuple(pages) for value, pages in found.items()}
            self._known[key] = Saying(pages, sum(counts), len(counts))
        return self._known[key]
