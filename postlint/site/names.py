"""Names of files and paths in links go in, the forms in which addresses are compared come out.

An address is a path from the site's root without its last slash, `index` and `.html`: `/news/hello`, and "" for the home page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TypeVar
from urllib.parse import unquote

from postlint.files.kinds import CODED, HTML, POSTS, TEMPLATES, ending
from postlint.text import lazy

T = TypeVar("T", bound=Hashable)

_INDEX = lazy.compile(r"/_?index$", re.IGNORECASE)
_HTML = lazy.compile(ending(HTML), re.IGNORECASE)
_SLASHES = lazy.compile(r"/{2,}")
_TEMPLATE_ENDING = lazy.compile(ending(POSTS + TEMPLATES + CODED), re.IGNORECASE)
FOLDER_PAGE = lazy.compile(r"_?index", re.IGNORECASE)
DATED = lazy.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ ]|$)")
NUMBERED = lazy.compile(r"\d{1,3}[-_.]+(?=\D)")
# ISO 639-1 codes that sites are written in; others (`go`, `io`, `id`) are too often a folder's name.
_LANGUAGE = lazy.compile(
    r"(?:ar|bg|bn|ca|cs|cy|da|de|el|en|es|et|fa|fi|fr|ga|gl|he|hi|hr|hu|it|ja|ka|ko|lt|lv|mk|nb|nl|no|pl|pt|ro|ru|sk|sl|sq|sr|sv|th|tr|uk|ur|uz|vi|zh)"
    r"(?:[-_][A-Za-z]{2,4})?",
    re.IGNORECASE,
)


_VERSION = lazy.compile(
    r"v?\d+(?:\.(?:\d+|x))+|v\d+(?:\.x)?|latest|stable|next|current|main|master|edge|nightly|dev|canary", re.IGNORECASE
)


def address(path: str) -> str:
    """A path from the site's root, as written in a link, a header or a pattern, in its comparable form."""
    if "%" in path:
        path = unquote(path)
    plain = _HTML.sub("", _SLASHES.sub("/", "/" + path)).rstrip("/")
    return _INDEX.sub("", plain)


def last_part(path: str) -> str:
    """The last name of an address."""
    return address(path).rpartition("/")[2]


def is_language(name: str) -> bool:
    """True for the name of a folder that holds one language of a site: `fr`, `pt-br`, `zh_CN`."""
    return _LANGUAGE.fullmatch(name) is not None


def is_version(name: str) -> bool:
    """True for the name of a folder that holds one version of a site's documents: `v2`, `3.1`, `latest`."""
    return _VERSION.fullmatch(name) is not None


def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, as most generators make an address of a title."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@lru_cache(maxsize=1 << 14)
def stem(name: str) -> str:
    """A file's name without the endings that a generator removes: `x.md`, `sitemap.xml.njk`, `x.fr.md`, `x.html.erb`."""
    plain = _HTML.sub("", _TEMPLATE_ENDING.sub("", name))
    head, dot, tail = plain.rpartition(".")
    return head if dot and is_language(tail) else plain


def own_name(path: str) -> str:
    """The name that a post goes by: its file's stem, or for an `index.md` the name of its folder."""
    *folders, name = path.split("/")
    own = stem(name)
    names_folder = own.lower() == "readme" or FOLDER_PAGE.fullmatch(own)
    return folders[-1] if folders and names_folder else own


def distinct(items: Iterable[T]) -> tuple[T, ...]:
    """Each item once, in order."""
    return tuple(dict.fromkeys(items))


def collection_of(path: str) -> str:
    """The folder that a post belongs to: those for a year, a month, a day or an `index.md` do not count."""
    folder, _, name = path.rpartition("/")
    parts = folder.split("/")
    if name.startswith("index."):
        parts = parts[:-1]
    while parts and parts[-1].isdigit():
        parts = parts[:-1]
    return "/".join(parts)
