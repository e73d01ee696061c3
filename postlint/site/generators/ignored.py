"""A site's folder goes in, which of its files its generator is told to leave alone comes out: they are no posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from postlint.files.globs import spec
from postlint.files.once import once
from postlint.model.trouble import ConfigError
from postlint.site.datafiles import mkdocs_files, read_data, read_text
from postlint.site.generators.eleventy import STRING, config_text, input_folder


@once
def left_out(root: Path, generator: str) -> Callable[[str], bool]:
    """Is a file, given by its POSIX path from the site's root, left out by the generator's own configuration?"""
    lines = list(_LISTS[generator](root)) if generator in _LISTS else []
    if not lines:
        return lambda path: False
    try:
        matches = spec(lines).match_file
    except ConfigError:
        return lambda path: False
    return lambda path: bool(matches(path))


def _eleventy(root: Path) -> Iterator[str]:
    """`.eleventyignore`, beside the configuration or in the input folder, and `ignores.add` (11ty.dev/docs/ignores)."""
    config = config_text(root)
    for place in dict.fromkeys(("", input_folder(root) or "")):
        yield from _below(place, read_text(root / place / ".eleventyignore").splitlines())
    yield from (
        f"/{found.removeprefix('./').lstrip('/')}" for found in re.findall(rf"ignores\.add\(\s*{STRING}", config)
    )


def _jekyll(root: Path) -> Iterator[str]:
    """`exclude` of the configuration (jekyllrb.com/docs/configuration/options), and the ignore file of a plugin."""
    for name in ("_config.yml", "_config.yaml", "_config.toml"):
        data = read_data(root / name)
        given = data.get("exclude") if isinstance(data, dict) else None
        for one in given if isinstance(given, list) else ():
            if isinstance(one, str) and one.strip("/"):
                yield one if "*" in one else f"/{one.lstrip('/')}"
    yield from read_text(root / ".jekyllignore").splitlines()


def _mkdocs(root: Path) -> Iterator[str]:
    """`exclude_docs`, in the notation of .gitignore below the folder of documents (mkdocs.org/user-guide/configuration)."""
    from postlint.site.generators.detect import detect

    for file in mkdocs_files(root):
        data = read_data(file)
        scope = data.get("project", data) if isinstance(data, dict) else {}
        given = scope.get("exclude_docs") if isinstance(scope, dict) else None
        if isinstance(given, str):
            yield from _below(next(iter(detect(root).content), "docs"), given.splitlines())


def _vitepress(root: Path) -> Iterator[str]:
    base = "docs" if (root / "docs" / ".vitepress").is_dir() else ""
    for file in (root / base / ".vitepress").glob("config.*"):
        found = re.search(r"\bsrcExclude\s*:\s*\[([^\]]*)\]", read_text(file))
        yield from _below(base, [f"/{one.lstrip('/')}" for one in re.findall(STRING, found[1])] if found else [])


def _pelican(root: Path) -> Iterator[str]:
    from postlint.site.generators.detect import detect

    text = read_text(root / "pelicanconf.py")
    folder = next(iter(detect(root).content), "content")
    for key, lead in (("ARTICLE_EXCLUDES", "/"), ("IGNORE_FILES", "")):
        found = re.search(rf"(?m)^{key}\s*=\s*[\[(]([^\])]*)[\])]", text)
        yield from _below(folder, [lead + one for one in re.findall(STRING, found[1])] if found else [])


def _zola(root: Path) -> Iterator[str]:
    for name in ("zola.toml", "config.toml"):
        data = read_data(root / name)
        given = data.get("ignored_content") if isinstance(data, dict) else None
        yield from (
            one for one in (given if isinstance(given, list) else ()) if isinstance(one, str) and "{" not in one
        )


def _hexo(root: Path) -> Iterator[str]:
    """`skip_render`, whose files are copied as they are, below the folder of sources (hexo.io/docs/configuration)."""
    data = read_data(root / "_config.yml")
    config = data if isinstance(data, dict) else {}
    given = config.get("skip_render")
    lines = [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str) and one]
    yield from _below(str(config.get("source_dir") or "source").strip("/"), [f"/{one.lstrip('/')}" for one in lines])


def _below(folder: str, lines: list[str]) -> Iterator[str]:
    """Lines in the notation of .gitignore that hold in a folder, as such that hold at the root."""
    for line in map(str.strip, lines):
        if not folder or not line or line.startswith("#"):
            yield line
            continue
        mark, plain = ("!", line[1:]) if line.startswith("!") else ("", line)
        anchored = "/" in plain.rstrip("/")
        yield f"{mark}/{folder}/{plain.lstrip('/')}" if anchored else f"{mark}/{folder}/**/{plain}"


_LISTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "Eleventy": _eleventy,
    "Hexo": _hexo,
    "Jekyll": _jekyll,
    "MkDocs": _mkdocs,
    "Pelican": _pelican,
    "VitePress": _vitepress,
    "Zola": _zola,
}
