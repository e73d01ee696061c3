"""The small sites of tests/sites go in, each built by its own generator; what came out is recorded beside it for the suite.

    python tools/build_sites.py                    # every site whose generator is installed
    python tools/build_sites.py hugo jekyll        # these
    python tools/build_sites.py --check            # say what differs from the record, write nothing
    python tools/build_sites.py --bin DIR          # look for generators in this folder, too (node_modules/.bin)
    python tools/build_sites.py --older 0.111 hugo # record what an older version makes, beside what the newest does

The environment's POSTLINT_SITES_TMP names the folder in which to build: one beside `node_modules` for Starlight.

A record holds the address of each page that was built, with the source it names at its end, the ids on it, and where a
browser ends up that follows its links; and the address of every other file.
"""

from __future__ import annotations

import argparse
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

SITES = Path(__file__).resolve().parent.parent / "tests" / "sites"
HOST = "https://ferns.example"
# The command that builds a site in the current folder, and the folder that it writes to.
COMMANDS = {
    "astro": ("astro build", "dist"),
    "docusaurus": ("docusaurus build", "build"),
    "eleventy": ("eleventy", "_site"),
    "hexo": ("hexo generate", "public"),
    "hugo": ("hugo", "public"),
    "jekyll": ("jekyll build", "_site"),
    "mkdocs": ("mkdocs build", "site"),
    "nikola": ("nikola build", "output"),
    "pelican": ("pelican content -s pelicanconf.py", "output"),
    "vitepress": ("vitepress build", ".vitepress/dist"),
    "zensical": ("zensical build", "site"),
    "zola": ("zola build", "public"),
}
# The path below which a site lies, where it is not the root of its host.
BASES = {"hugo-ugly": "/garden", "jekyll-pages": "/garden"}
_SOURCE = re.compile(r"Written in: (.+?\.(?:md|html))")
# Of a theme, under changing names; Docusaurus has some for each language.
_MADE = re.compile(
    r"(?:[\w-]+/)?assets/(?:css|js|chunks)/|assets/(?:app|style)\.[\w-]+\.(?:js|css)|search/|vp-icons|hashmap|_astro/"
)
_LABEL = re.compile(r"L\d+")


class Page(HTMLParser):
    """One page: its ids and names of anchors, its links by their label, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: dict[str, str] = {}
        self.text: list[str] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += filter(None, (values.get("id"), values.get("name") if tag == "a" else None))
        if tag == "a":
            self._href = values.get("href") or ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if _LABEL.fullmatch(data.strip()):
            self.links[data.strip()] = self._href


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--bin", action="append", default=[])
    parser.add_argument("--older", metavar="VERSION", default="")
    given = parser.parse_args()
    os.environ["PATH"] = os.pathsep.join((*map(os.path.abspath, given.bin), os.environ["PATH"]))
    wanted = given.sites or sorted(path.name for path in SITES.iterdir() if path.is_dir())
    differ = [name for name in wanted if not _done(name, given.older, check=given.check)]
    sys.exit(1 if differ else 0)


def _done(name: str, older: str, *, check: bool) -> bool:
    generator = name.partition("-")[0]
    command, output = COMMANDS[generator]
    if shutil.which(command.split()[0]) is None:
        print(f"{name}: {command.split()[0]} is not installed")
        return True
    found = json.dumps(_built(SITES / name, command, output), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    record = SITES / f"{name}@{older}.json" if older else SITES / f"{name}.json"
    same = record.is_file() and record.read_text(encoding="utf-8") == found
    print(f"{name}: {'as recorded' if same else 'differs from the record' if check else 'recorded'}")
    if not check:
        record.write_text(found, encoding="utf-8")
    return same or not check


def _built(site: Path, command: str, output: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory(dir=os.environ.get("POSTLINT_SITES_TMP")) as tmp:
        root = Path(tmp) / "site"
        shutil.copytree(site, root)
        packages = next(
            (Path(one).parent for one in os.environ["PATH"].split(os.pathsep) if "node_modules" in one), None
        )
        if (
            packages and packages.parent not in root.parents
        ):  # some want them above the site, not behind a symbolic link
            (root / "node_modules").symlink_to(packages)
        run = subprocess.run(
            command.split(),
            cwd=root,
            env=os.environ | {"JEKYLL_NO_BUNDLER_REQUIRE": "true"},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise SystemExit(f"{command} ended with {run.returncode} in {site.name}:\n{run.stdout}\n{run.stderr}")
        return _record(root / output, BASES.get(site.name, ""))


def _record(out: Path, base: str = "") -> dict[str, object]:
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    pages = {path: _read(out / path) for path in files if path.endswith(".html")}
    return {
        "pages": {
            _address(path): {
                "source": _source(page),
                "ids": sorted(set(page.ids)),
                "links": {label: _end(base, path, href, files, pages) for label, href in page.links.items()},
            }
            for path, page in pages.items()
        },
        "files": [path for path in files if path not in pages and not _MADE.match(path)],
    }


def _read(file: Path) -> Page:
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


def _source(page: Page) -> str:
    found = _SOURCE.findall("".join(page.text))
    return found[-1].strip() if found else ""


def _address(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _end(base: str, path: str, href: str, files: list[str], pages: dict[str, Page]) -> str | None:
    """The file that a browser shows that follows a link, with the anchor; None where there is nothing or no such anchor."""
    url = urlsplit(urljoin(f"{HOST}{base}{_address(path)}", href))
    if url.hostname not in ("ferns.example", "www.ferns.example"):
        return "elsewhere"
    if not f"{url.path}/".startswith(f"{base}/"):
        return None  # another site of the same host
    plain = unquote(url.path.removeprefix(base)).strip("/")
    names = (plain, posixpath.join(plain, "index.html"), f"{plain}.html")
    found = next((name for name in names if name in files), None)
    if url.path.endswith("/") and found == f"{plain}.html" and plain:
        found = None  # a slash asks for a folder
    if found is None or (url.fragment and found in pages and unquote(url.fragment) not in pages[found].ids):
        return None
    return f"/{found}"


if __name__ == "__main__":
    main()
