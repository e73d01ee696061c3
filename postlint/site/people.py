"""The data files of a site go in, the names of people and of other things that they list come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from postlint.site.datafiles import read_data, tables
from postlint.site.tree import Tree
from postlint.text import lazy

# Where generators look for data (Jekyll, Eleventy, Hugo), and what files about people and members are called.
_DATA = lazy.compile(
    r"(?:.*/)?(?:(?:_data|data)/(?:.*/)?[\w-]+|(?:authors?|people|persons|team|staff|members?|contributors|speakers|maintainers))"
    r"\.(?:ya?ml|json|toml)",
    re.IGNORECASE,
)
_HOSTS = {
    "github": "github.com",
    "gitlab": "gitlab.com",
    "codeberg": "codeberg.org",
    "twitter": "twitter.com",
    "instagram": "instagram.com",
}
_HANDLE = lazy.compile(r"@?([\w.-]{2,60})")
_KEYS = ("name", "title", "display_name", "displayname", "full_name", "fullname")
_LARGEST = 300_000  # bytes; what is larger lists other things than people
_MOST = 100  # files


def listed_names(tree: Tree) -> Iterator[str]:
    """What each entry of a data file gives as its name; `title` only where there is no other."""
    yield from (name for name, _ in _entries(tree))


def listed_addresses(tree: Tree) -> Iterator[tuple[str, str]]:
    """Each address on the web in an entry of a data file, or in a table within it, with the name that the entry gives.

    A handle beside the name of its service is an address: `github: adafern`.
    """
    for name, table in _entries(tree):
        inner = (value for value in table.values() if isinstance(value, dict))
        for key, value in chain(table.items(), *(one.items() for one in inner if not _name_of(one))):
            if not isinstance(value, str):
                continue
            if value.startswith(("https://", "http://")):
                yield value, name
            elif (host := _HOSTS.get(str(key).lower())) and (handle := _HANDLE.fullmatch(value.strip())):
                yield f"https://{host}/{handle[1]}", name


def _entries(tree: Tree) -> Iterator[tuple[str, dict[str, object]]]:
    """The entries of data files that have a name, with that name."""
    paths = [path for path in sorted(tree.files) if _DATA.fullmatch(path)]
    for path in paths[:_MOST]:
        file = tree.root / path
        try:
            small = file.stat().st_size <= _LARGEST
        except OSError:
            continue
        for table in tables(read_data(file)) if small else ():
            if name := _name_of(table):
                yield name, table


def _name_of(table: dict[str, object]) -> str:
    lower = {str(key).lower(): value for key, value in table.items()}
    name = next((lower[key] for key in _KEYS if isinstance(lower.get(key), str)), None)
    return " ".join(name.split()) if isinstance(name, str) else ""
