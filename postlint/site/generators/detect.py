"""A folder goes in, what its files tell about the site comes out: generator, address, folders; nothing is run or guessed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from postlint.files.kinds import POSTS
from postlint.files.once import once
from postlint.model.named import NamedTuple
from postlint.site.datafiles import MKDOCS_FILES, read_text
from postlint.text import lazy


class Generator(NamedTuple):
    """How to know a site generator by its files, and where it keeps things unless told otherwise.

    `files` are globs of its configuration; `proof` must be found in that file where other programs have one of that name.
    `url` and `base` are the keys of the site's address and of the path below it, `folder` that of the content folder;
    `data` are further files where people write the address.
    """

    name: str
    files: tuple[str, ...]
    output: str
    content: tuple[str, ...]
    static: tuple[str, ...] = ()
    proof: str = ""
    url: str = ""
    base: str = ""
    folder: str = ""
    data: tuple[str, ...] = ()


_SECTION = lazy.compile(r"_?index|readme", re.IGNORECASE)
_POSTS = ("_posts", "posts", "blog", "news", "articles")

GENERATORS = (
    Generator(
        "Eleventy",
        ("eleventy.config.*", ".eleventy.js"),
        "_site",
        tuple(f"{base}{name}" for base in ("src/", "content/", "") for name in _POSTS),
        url="url",
        data=tuple(f"{folder}_data/{name}.*" for folder in ("", "src/", "content/") for name in ("metadata", "site")),
    ),
    Generator(
        "Zola", ("zola.toml", "config.toml"), "public", ("content",), ("static",), r"(?m)^base_url\s*=", "base_url"
    ),
    Generator(
        "Hugo",
        ("hugo.*", "config/_default/hugo.*", "config/_default/config.*", "config.toml", "config.y*ml"),
        "public",
        ("content",),
        ("static",),
        r"(?im)^\W*baseurl\b",
        "baseURL",
        folder="contentDir",
    ),
    Generator(  # a file of a name that many programs give theirs must have keys of Hugo's own
        "Hugo",
        ("config.json",),
        "public",
        ("content",),
        ("static",),
        r'(?is)^(?=.*"baseurl"\s*:).*"(?:markup|languagecode|taxonomies|permalinks|canonifyurls|disablekinds|enablegitinfo)"\s*:',
        "baseURL",
        folder="contentDir",
    ),
    Generator("Hexo", ("_config.yml",), "public", ("source/_posts",), proof=r"(?m)^source_dir:", url="url"),
    Generator("Jekyll", ("_config.y*ml", "_config.toml"), "_site", ("_posts", "_drafts"), url="url", base="baseurl"),
    Generator(
        "Pelican",
        ("publishconf.py", "pelicanconf.py"),
        "output",
        ("content",),
        url="SITEURL",
        folder="PATH",
        data=("pelicanconf.py",),
    ),
    Generator("Astro", ("astro.config.*",), "dist", ("src/content", "src/pages"), ("public",), url="site", base="base"),
    Generator(
        "Docusaurus",
        ("docusaurus.config.*",),
        "build",
        ("blog", "docs", "src/pages"),
        ("static",),
        url="url",
        base="baseUrl",
    ),
    Generator("MkDocs", MKDOCS_FILES, "site", ("docs",), url="site_url", folder="docs_dir"),
    Generator("Gatsby", ("gatsby-config.*",), "public", ("content", "src/pages"), ("static",), url="siteUrl"),
    Generator(
        "VitePress", (".vitepress/config.*", "docs/.vitepress/config.*"), ".vitepress", (*_POSTS, "docs"), ("public",)
    ),
    Generator("Nikola", ("conf.py",), "output", ("posts", "pages"), ("files",), r"(?m)^BLOG_TITLE\s*=", "SITE_URL"),
    Generator(
        "Franklin", ("_layout/page_foot.html",), "__site", ("blog", "posts"), url="website_url", data=("config.md",)
    ),
    Generator(
        "Next.js",
        ("next.config.*",),
        "out",
        (*_POSTS, "_posts", "content", "src/content", "data/blog", "pages", "src/pages"),
        ("public",),
    ),
)
OUTPUTS = frozenset(generator.output for generator in GENERATORS)


class Detected(NamedTuple):
    """What was found: paths are relative to the folder that was looked at; what could not be read plainly is empty."""

    generator: str = ""
    file: str = ""
    url: str = ""
    content: tuple[str, ...] = ()
    static: tuple[str, ...] = ()


def detect(root: Path) -> Detected:
    """The site in this folder, or the nearest one within two levels below it."""
    skipped = ("node_modules", "vendor", "themes", "examples")
    for pattern in ("", "*/", "*/*/"):
        for folder in sorted(root.glob(pattern)) if pattern else [root]:
            way = folder.relative_to(root)
            if any(part.startswith(".") or part in skipped for part in way.parts) or not os.path.isdir(folder):
                continue
            if found := next(_generators(folder), None):
                return _describe(*found, folder, way)
    return Detected()


@once
def recognise(folder: Path) -> str:
    """The name of the generator configured in this folder, "" where there is none."""
    return next((generator.name for generator, _ in _generators(folder)), "")


def outputs(folder: Path) -> frozenset[str]:
    """The names of the folders below this one that a generator, configured here, writes its pages to."""
    return frozenset(generator.output for generator, _ in _generators(folder))


def _generators(folder: Path) -> Iterator[tuple[Generator, Path]]:
    fitting = _Fitting(folder)
    for generator in GENERATORS:
        files = (file for pattern in generator.files for file in fitting.places(pattern) if file.is_file())
        named = generator.name.lower()  # hugo.toml needs no proof, config.toml does
        file = next((file for file in files if file.stem == named or re.search(generator.proof, read_text(file))), None)
        if file:
            yield generator, file


class _Fitting:
    """What fits globs below one folder, each with at most one star, in its last part; every folder is listed once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = cache(_names)

    def places(self, glob: str) -> list[Path]:
        """Sorted."""
        way, _, name = glob.rpartition("/")
        place = self._folder / way
        first, star, last = map(os.path.normcase, name.partition("*"))
        least = len(first) + len(last)
        known = ((os.path.normcase(one), one) for one in self._names(place))
        if not star:
            return [place / one for norm, one in known if norm == first]
        return sorted(
            place / one for norm, one in known if len(norm) >= least and norm.startswith(first) and norm.endswith(last)
        )


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _describe(generator: Generator, file: Path, folder: Path, way: Path) -> Detected:
    fitting = _Fitting(folder)
    data = (place for pattern in generator.data for place in fitting.places(pattern))
    texts = [read_text(file), *(read_text(place) for place in data)]
    named = next(filter(None, (_value(text, generator.folder) for text in texts)), "")
    content = (named.strip("/"),) if named else generator.content
    return Detected(
        generator.name,
        (way / file.relative_to(folder)).as_posix(),
        next(filter(None, (_address(one, generator) for one in texts)), ""),
        tuple(
            (way / name).as_posix()
            for name in content
            if os.path.isdir(folder / name) and (named or _has_posts(folder / name))
        ),
        tuple((way / name).as_posix() for name in generator.static if (folder / name).is_dir()),
    )


def _has_posts(folder: Path) -> bool:
    """Is there a Markdown file in this folder, or two levels below, that is no page of a section?"""
    files = (file for pattern in ("*", "*/*", "*/*/*") for file in folder.glob(pattern))
    return any(file.suffix in POSTS and not _SECTION.fullmatch(file.stem) for file in files)


def _address(text: str, generator: Generator) -> str:
    """The site's address where it stands as plain text; "" for a variable or what a starter kit leaves to be filled in."""
    url = _value(text, generator.url)
    placeholder = re.match(r"https?://(?:[\w.-]*\.)?(?:example\.\w+|localhost|127\.0\.0\.1)(?![\w.-])", url)
    if placeholder or not re.match(r"https?://[\w-]+\.", url):
        return ""
    base = _value(text, generator.base).strip("/")
    return f"{url.rstrip('/')}/{base}" if base else url.rstrip("/")


_PLAIN = lazy.compile(r"""(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'`{\[(,#;]+)[ \t]*(?:#.*)?$)""", re.MULTILINE)


def _value(text: str, key: str) -> str:
    """The string given to a key where it stands first, read alike in TOML, YAML, JSON, Python and JavaScript.

    A variable or a call there gives "": a later place of the same name is likely something else.
    """
    place = (
        re.search(
            rf"""(?im)(?:^|[{{,])[ \t]*(?:(?:export|const|let|var)[ \t]+)*["']?{key}["']?[ \t]*[:=][ \t]*""", text
        )
        if key
        else None
    )
    found = _PLAIN.match(text, place.end()) if place else None
    return next((group for group in found.groups() if group), "") if found else ""
