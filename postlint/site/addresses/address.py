"""A site's folder and settings go in, its own address comes out: which URLs lead to its own pages, and to which of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from postlint.files.paths import work_trees
from postlint.files.plain import read_json
from postlint.model.named import NamedTuple
from postlint.site.datafiles import read_text
from postlint.site.generators.detect import detect, recognise
from postlint.text import lazy
from postlint.text.urls import plain_host, registrable, split_url

# Configuration in a programming language may compute the address; a single literal beside the key is what it falls back to.
_COMPUTED = (
    ("docusaurus.config.*", r"^\s*url\s*:"),
    ("astro.config.*", r"^\s*site\s*:"),
    ("config.md", r"^\s*website_url\s*="),
    ("pelicanconf.py", r"^\s*SITEURL\s*="),
    ("publishconf.py", r"^\s*SITEURL\s*="),
    ("_data/*.js", r"^\s*url\s*:"),
    ("src/_data/*.js", r"^\s*url\s*:"),
    ("gatsby-config.*", r"^\s*siteUrl\s*:"),
)
_URL = lazy.compile(r"https?://[\w.-]+\.[a-z]{2,}[^\s\"'`)},]*", re.IGNORECASE)
# Where a package's home page may be that is no site of its own.
# Where code and packages lie, under the names that their folders have in the repository.
_FORGES = frozenset(
    "github.com gitlab.com bitbucket.org codeberg.org npmjs.com sr.ht crates.io docs.rs pypi.org rubygems.org hex.pm hexdocs.pm"
    " packagist.org nuget.org haskell.org metacpan.org jsr.io".split()
)
_ENOUGH = 10  # different pages; fewer could be a coincidence


class Address(NamedTuple):
    """The site's own host (without `www.`) and the path below which it lies ("" or "/docs"); no host where none is known."""

    host: str = ""
    base: str = ""
    url: str = ""

    def path_of(self, target: str) -> str | None:
        """The path on this site that an absolute URL names, "/" for the home page; None for any other site."""
        parts = split_url(target)
        if not (self.host and parts.web and plain_host(parts.host) == self.host) or parts.port not in ("", "80", "443"):
            return None
        return self.below(parts.path or "/")

    def below(self, path: str) -> str | None:
        """A path from the root of the host, as one from the root of the site; None where it lies beside the site."""
        if not self.base or path == self.base or path.startswith(f"{self.base}/"):
            return path[len(self.base) :] or "/"
        return None


def read_address(root: Path, given: str, top: Path) -> Address:
    """The address in the settings (`given`), or in the files of the site, or those above it up to `top`."""
    found = (_address(url) for url in (given, *filter(_is_meant, _declared(root, top))))
    return next((address for address in found if address.host), Address())


def _address(url: str) -> Address:
    parts = split_url(url)
    return Address(plain_host(parts.host), parts.path.rstrip("/"), url) if parts.web else Address()


def _is_meant(url: str) -> bool:
    """False for what a template of a site leaves to be filled in, and for the home of the site's source."""
    host = plain_host(split_url(url).host)
    return "." in host and not host.startswith("example.") and registrable(host) not in _FORGES


def _declared(root: Path, top: Path) -> Iterator[str]:
    if recognise(root):
        yield detect(root).url
        yield from _computed(root)
    yield from _cname(root)
    for folder in _up_to_repository(root, top):
        yield _home_page(folder)


def _up_to_repository(root: Path, top: Path) -> Iterator[Path]:
    """The folder and those above it, up to the repository's; without one up to `top`."""
    last = next(work_trees(root), top)
    yield from (folder for folder in (root, *root.parents) if folder == root or folder.is_relative_to(last))


def _computed(root: Path) -> Iterator[str]:
    for pattern, key in _COMPUTED:
        for file in sorted(root.glob(pattern)):
            for line in re.findall(rf"(?m){key}.*$", read_text(file)):
                urls = set(_URL.findall(line))
                if len(urls) == 1:
                    yield urls.pop()


def _cname(root: Path) -> Iterator[str]:
    """A file for GitHub Pages that holds the host."""
    for folder in ("", "static", "public", "docs", "source", "content", "src"):
        host = read_text(root / folder / "CNAME").strip()
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+", host):
            yield f"https://{host}"


def _home_page(folder: Path) -> str:
    try:
        url = read_json(read_text(folder / "package.json") or "{}").get("homepage", "")
    except (ValueError, AttributeError):
        return ""
    return url if isinstance(url, str) and "#" not in url else ""


# --- from the links


def learn_address(targets: Iterable[str], exists: Callable[[str], bool]) -> Address:
    """The host whose links name the pages of this site: ten different ones below a folder, and most of all links to it."""
    paths: dict[str, set[str]] = {}
    for target in targets:
        parts = split_url(target)
        if parts.web and parts.path.strip("/").count("/") and registrable(parts.host) not in _FORGES:
            paths.setdefault(plain_host(parts.host), set()).add(parts.path)
    right = Counter({host: sum(map(exists, found)) for host, found in paths.items() if len(found) >= _ENOUGH})
    host, count = next(iter(right.most_common(1)), ("", 0))
    if count < _ENOUGH or count * 2 < len(paths[host]):
        return Address()
    return Address(host, "", f"https://{host}")
