"""An address as a generator writes it goes in, its comparable form comes out, with the ending that a browser must ask for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from postlint.model.named import NamedTuple
from postlint.site.model import PageSummary
from postlint.site.names import address
from postlint.text import lazy

_FILE = lazy.compile(r"\.x?html?$", re.IGNORECASE)


class Route(NamedTuple):
    """`path` as `names.address` makes it; `ending` is "/" where a folder was written, ".html" for a file, "" for either.

    `home` is the address of the page's language, where the generator puts that before links from the root.
    """

    path: str
    ending: str = ""
    strict: bool = False  # a path without its ending leads to nothing
    home: str = ""

    def answers(self, path: str) -> bool:
        """Does a web server show the page for a path with this ending? A path without one is completed."""
        if not self.ending or not self.path or (path.endswith("/index.html") and self.ending == "/"):
            return True
        if self.strict and not path.endswith(("/", ".html", "/index")):
            return False
        return not path.endswith("/") if self.ending == ".html" else _FILE.search(path) is None


def route(written: str) -> Route:
    """The route of an address as it stands in a header, a pattern or a list of files written: `/a/`, `/a.html`, `/a`."""
    plain = address(written)
    if written.endswith(("/", "/index.html")) or written == "index.html":
        return Route(plain, "/")
    return Route(plain, ".html" if _FILE.search(written) else "")


# What a page's header and place tell of its addresses, the likeliest first; () where it is not published, None where
# nobody can tell.
Publisher: TypeAlias = Callable[[PageSummary], "tuple[Route, ...] | None"]


def text_of(page: PageSummary, *keys: str) -> str:
    """The value of the first of these keys that is there, as text; "" for what is no text or number."""
    value = page.get(*keys)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def texts_of(value: object) -> list[str]:
    """A list of texts, or one text, as a list."""
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items if isinstance(item, str | int) and not isinstance(item, bool) and str(item)]
