"""A configuration or data file goes in, plain data comes out; what cannot be read is None, for it is not ours to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from postlint.files.once import once
from postlint.files.plain import read_json, read_toml
from postlint.files.reading import read_bytes
from postlint.text import lazy


def read_text(file: Path) -> str:
    """The file's text, "" where it cannot be read."""
    try:
        return read_bytes(file).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return ""


# ProperDocs, a fork, and Zensical, by the makers of Material for MkDocs, build what MkDocs builds
# (github.com/ProperDocs/properdocs/releases/tag/v1.6.5, zensical.org/docs/setup/basics).
MKDOCS_FILES = ("mkdocs.y*ml", "properdocs.y*ml", "zensical.toml", "zensical.y*ml")
_INHERITED = lazy.compile(r"(?m)^INHERIT[ \t]*:[ \t]*[\"']?([^\s\"'#]+)")
_DEPTH = 5  # files that inherit from each other


def mkdocs_files(root: Path) -> list[Path]:
    """The files that configure MkDocs or Zensical in this folder."""
    return [file for pattern in MKDOCS_FILES for file in sorted(root.glob(pattern))]


def is_zensical(root: Path) -> bool:
    """Is a site that looks like one of MkDocs's built by Zensical for certain?"""
    return (root / "zensical.toml").is_file()


def mkdocs_text(root: Path) -> str:
    """The text of MkDocs' configuration, with that of the files which it inherits (mkdocs.org/user-guide/configuration)."""
    waiting, texts = mkdocs_files(root), list[str]()
    while waiting and len(texts) < _DEPTH:
        file = waiting.pop(0)
        texts.append(read_text(file))
        waiting += [file.parent / name for name in _INHERITED.findall(texts[-1])]
    return "\n".join(texts)


_SNIPPET = lazy.compile(
    r"""^[ \t]*(?:-+8<-+|\{!|\{%-?[ \t]*include(?:-markdown)?)[ \t]*["']?([^\s"'!]+)""", re.MULTILINE
)


@once
def snippets_of(page: Path) -> frozenset[str]:
    """The names, without folders, of the files that a page of MkDocs takes in."""
    return frozenset(path.rpartition("/")[2] for path in _SNIPPET.findall(read_text(page)))


_MARKDOWN = lazy.compile(r"(?m)^[\"']?markdown[\"']?[ \t]*[:=][ \t]*[\"']?(?!kramdown\b)\w", re.IGNORECASE)


def jekyll_text(root: Path) -> str:
    """The text of Jekyll's configuration."""
    return "\n".join(read_text(root / f"_config.{ending}") for ending in ("yml", "yaml", "toml"))


def hugo_text(root: Path) -> str:
    """The text of Hugo's configuration, in one file or in those of its folder (gohugo.io/configuration)."""
    names = ("hugo", "config", *(f"config/_default/{name}" for name in ("hugo", "config", "markup")))
    return "\n".join(
        read_text(root / f"{name}.{ending}") for name in names for ending in ("toml", "yaml", "yml", "json")
    )


def speaks_kramdown(root: Path) -> bool:
    """Is the Markdown of a Jekyll site kramdown, as it is unless the configuration names another?"""
    return _MARKDOWN.search(jekyll_text(root)) is None


def read_data(file: Path) -> object:
    """What a YAML, TOML or JSON file holds."""
    text = read_text(file)
    try:
        match file.suffix.lower():
            case ".toml":
                return read_toml(text)
            case ".json":
                return read_json(text)
            case ".yml" | ".yaml":
                return _yaml(text)
    except (ValueError, RecursionError):
        return None
    return None


def _yaml(text: str) -> object:
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return None


def tables(data: object) -> Iterator[dict[str, object]]:
    """Every mapping in plain data, at any depth, each once: aliases can name the same thing a million times."""
    waiting, seen = [data], set[int]()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict | list) or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, dict):
            yield {str(key): value for key, value in one.items()}
        waiting += reversed(list(one.values() if isinstance(one, dict) else one))
