"""Redirect files and redirect keys of headers go in, where an address leads although no page is there comes out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from postlint.site.datafiles import read_data, read_text, tables
from postlint.site.generators import astro
from postlint.site.names import address
from postlint.site.tree import Tree
from postlint.text import lazy

_FROM = ("from", "source", "old", "src", "from_path")
_TO = ("to", "destination", "new", "dest", "to_path")
_FILES = frozenset(
    "_redirects redirects.txt .htaccess netlify.toml vercel.json staticwebapp.config.json firebase.json".split()
)
# A part of a source that is filled in: `:name`, `:name*`, `:name(regex)`, `{name}`, `*`.
_PART = lazy.compile(r":(\w+)(\([^)]{0,200}\))?(\*)?|\{(\w+)\}|\*|\(\.\*\)")
_MOST_OPEN, _MOST_PARTS = 2, 4  # parts of a source that take anything, and parts of one step of it
_LONGEST = 400  # characters of an address that is held against two parts which take anything
_FILLED = lazy.compile(r":(\w+)\*?|\{(\w+)\}|\$(\d)")


@dataclass(frozen=True)
class Redirect:
    """A redirect as written: `source` and `target` may hold parts that are filled in."""

    source: str
    target: str

    @cached_property
    def varies(self) -> bool:
        return _PART.search(self.source) is not None

    @cached_property
    def prefix(self) -> str:
        """What every address that is sent begins with, in lower case: comparing that first spares most patterns."""
        found = _PART.search(self.source)
        return self.source[: found.start() if found else None].rstrip("/").lower()

    @cached_property
    def _compiled(self) -> tuple[re.Pattern[str], tuple[str, ...]]:
        parts, names, at = [], [], 0
        plain = self.source.rstrip("/")
        for found in _PART.finditer(plain):
            name = found[1] or found[4] or "splat"
            many = found[3] or name == "splat" or ".*" in (found[2] or "")
            parts += [re.escape(plain[at : found.start()]), "(.*)" if many else "([^/]+)"]
            names.append(name)
            at = found.end()
        if parts.count("(.*)") > _MOST_OPEN or any(len(_PART.findall(one)) > _MOST_PARTS for one in plain.split("/")):
            return lazy.compile(
                r"(?!)"
            ), ()  # nobody's, and a long address would match it in more ways than there is time for
        pattern = "".join((*parts, re.escape(plain[at:])))
        return re.compile(re.sub(r"/\(\.\*\)$", "(?:/(.*))?", pattern), re.IGNORECASE), tuple(names)

    def target_of(self, path: str) -> str | None:
        """Where an address is sent, None where this redirect is for others; parts that nothing fills stay."""
        pattern, names = self._compiled
        if len(path) > _LONGEST and names.count("splat") > 1:
            return None
        found = pattern.fullmatch(path)
        if found is None:
            return None
        groups = [group or "" for group in found.groups()]
        values = dict(zip(names, groups, strict=False)) | {str(n): value for n, value in enumerate(groups, 1)}
        return _FILLED.sub(lambda part: values.get(part[1] or part[2] or part[3], part[0]), self.target)

    @cached_property
    def carries(self) -> bool:
        """Does the target hold what the source leaves open? Then it exists only if that does."""
        return bool({part[1] or part[2] or "splat" for part in _FILLED.finditer(self.target)} & set(self._compiled[1]))


@dataclass(frozen=True)
class Redirects:
    """The redirects of a site in the order in which they are tried."""

    listed: tuple[Redirect, ...]

    @cached_property
    def exact(self) -> Mapping[str, Redirect]:
        found: dict[str, Redirect] = {}
        for redirect in self.listed:
            if not redirect.varies:
                found.setdefault(address(redirect.source).lower(), redirect)
        return found

    @cached_property
    def _varying(self) -> tuple[Redirect, ...]:
        return tuple(redirect for redirect in self.listed if redirect.varies)

    def follow(self, path: str) -> tuple[str, bool] | None:
        """Where an address is sent, and whether it was given up by name; None where it is not sent anywhere.

        A redirect for a whole folder that keeps the rest of the address does not tell that its target exists.
        """
        if redirect := self.exact.get(path.lower()):
            return redirect.target, True
        lower = path.lower()
        for redirect in self._varying:
            if lower.startswith(redirect.prefix) and (target := redirect.target_of(path)) is not None:
                return target, not redirect.carries
        return None


def read_redirects(tree: Tree, written: Mapping[str, object], published: Collection[str]) -> Redirects:
    """All redirects of a site; `written` is the data of headers that list some, each by the address of its page.

    `published` are the folders whose files are copied to the site: elsewhere a host's file for redirects is another site's.
    """
    found = [redirect for redirect in _in_files(tree, published) if "://" not in redirect.source]
    for base, data in written.items():
        found += [Redirect(_joined(base, one.source), _joined(base, one.target)) for one in _in_data(data)]
    return Redirects(tuple(dict.fromkeys(one for one in found if one.source.strip("/*"))))


def _joined(base: str, path: str) -> str:
    return path if path.startswith("/") or "://" in path else f"{base}/{path}"


def _in_files(tree: Tree, published: Collection[str]) -> Iterator[Redirect]:
    for path in _places(tree):
        file = tree.root / path
        folder = path.rpartition("/")[0]
        hosts = not folder or any(f"{folder}/".startswith(f"{one}/") for one in published)
        match PurePosixPath(path).name.lower():
            case "_redirects" | "redirects.txt" | ".htaccess" if not hosts:
                continue
            case "_redirects" | "redirects.txt":
                yield from _lines(read_text(file))
            case ".htaccess":
                pairs = re.findall(
                    r"(?im)^[ \t]*Redirect(?:[ \t]+(?:\d{3}|permanent|temp))?[ \t]+(/\S+)[ \t]+(\S+)", read_text(file)
                )
                yield from (Redirect(*pair) for pair in pairs)
            case _:
                yield from _in_data(read_data(file))
    yield from (Redirect(*pair) for pair in astro.redirects(tree.root))


def _places(tree: Tree) -> Iterable[str]:
    hidden = [path for path in (".cloudcannon/routing.json", ".htaccess") if (tree.root / path).is_file()]
    named = (path for path in tree.files if "redirect" in path or path.rpartition("/")[2] in _FILES)
    endings = (".json", ".yml", ".yaml", ".toml", "_redirects", "redirects.txt", ".htaccess")
    return dict.fromkeys((*hidden, *sorted(path for path in named if path.lower().endswith(endings))))


def _lines(text: str) -> Iterator[Redirect]:
    """`/from /to 301`, one a line (docs.netlify.com/routing/redirects)."""
    for line in text.splitlines():
        parts = line.split()
        if len(parts) > 1 and parts[0].startswith("/"):
            target = next((part for part in parts[1:] if part.startswith(("/", "http", ":"))), "")
            yield Redirect(parts[0], target)


def _in_data(data: object) -> Iterator[Redirect]:
    """Every redirect in plain data: tables with a pair of keys, or a table of paths."""
    for table in tables(data):
        source = next((table[key] for key in _FROM if key in table), None)
        target = next((table[key] for key in _TO if key in table), None)
        if isinstance(source, str) and isinstance(target, str):
            yield Redirect(source, target)
        elif table and all(key.startswith("/") and isinstance(value, str) for key, value in table.items()):
            yield from (Redirect(key, str(value)) for key, value in table.items())
        elif table and all(key.endswith(".md") and isinstance(value, str) for key, value in table.items()):
            yield from (Redirect(_published(key), _published(str(value))) for key, value in table.items())


def _published(path: str) -> str:
    """The address of a page's file below MkDocs's folder of documents, as its plugin for redirects names it."""
    return path if "://" in path else "/" + re.sub(r"(?:(?:^|/)(?:index|README))?\.md$", "", path.partition("#")[0])
