"""A post goes in, the JSON Schema that its site has for it comes out: named in its header, or as its folder is."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from postlint.files.globs import matcher
from postlint.model.trouble import ConfigError
from postlint.site.datafiles import read_data, tables
from postlint.site.habits.schema import HeaderSchema, header_schema
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

# What editors read (github.com/redhat-developer/yaml-language-server, "Using inlined schema").
_NAMED = lazy.compile(r"#[ \t]*yaml-language-server:[ \t]*\$schema=[ \t]*(\S+)")
# Where remark is told of its plugins, of which one reads schemas (github.com/JulianCataldo/remark-lint-frontmatter-schema).
_REMARK = (".remarkrc.yaml", ".remarkrc.yml", ".remarkrc.json", "package.json")
_ENDING = ".schema.json"
_FEW = 5  # pages of a folder that meet a schema of its name
_SHARE = 0.8  # of all that have a header


def schema_for(post: Post, site: Site) -> HeaderSchema | None:
    """The schema that a comment of the header names, else the one for the posts of its folder; None for neither."""
    place = site.place(post.path)
    if place is None:
        return None
    named = next((found for span in post.header.comments if (found := _NAMED.match(span.of(post.text)))), None)
    if named:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place), named[1]))
        return _read(site, path) if path in site.tree.files else None
    if listed := next((path for path, glob in site.remembered(_listed) if _holds(glob, place)), ""):
        return _read(site, listed)
    path = site.remembered(_by_folder).get(posixpath.dirname(place), "")
    return _read(site, path) if path else None


def _listed(site: Site) -> tuple[tuple[str, str], ...]:
    """The schemas of the site that remark-lint-frontmatter-schema is told of, each with a glob of files that it is for."""
    found: list[tuple[str, str]] = []
    for name in _REMARK:
        data = read_data(site.root / name)
        if name == "package.json" and isinstance(data, dict):
            data = data.get("remarkConfig")
        for table in tables(data):
            schemas = table.get("schemas")
            for schema, globs in schemas.items() if isinstance(schemas, dict) else ():
                path, given = posixpath.normpath(str(schema)), globs if isinstance(globs, list) else [globs]
                if path in site.tree.files:
                    found += [(path, posixpath.normpath(one)) for one in given if isinstance(one, str)]
    return tuple(found)


def _holds(glob: str, path: str) -> bool:
    with suppress(ConfigError):
        return matcher((f"/{glob.lstrip('/')}",))(path)
    return False


def _by_folder(site: Site) -> Mapping[str, str]:
    """The schemas that are named as a folder of pages is, which nearly all of these meet: `event.schema.json` for `events`."""
    found: dict[str, str] = {}
    paths = sorted(path for path in site.tree.files if path.endswith(_ENDING))
    pages: dict[str, list[dict[str, object]]] = {}
    for page, summary in site.summaries.items() if paths else ():
        if summary.values:
            pages.setdefault(posixpath.dirname(page), []).append(dict(summary.values))
    folders = [folder for folder, values in pages.items() if len(values) >= _FEW]
    for path in paths:
        name = posixpath.basename(path).removesuffix(_ENDING)
        called = [folder for folder in folders if name and posixpath.basename(folder) in (name, f"{name}s")]
        if not called or (schema := _read(site, path)) is None:  # what judges by it takes long to import
            continue
        for folder in called:
            meet = sum(not any(schema.violations(one)) for one in pages[folder])
            if meet >= _FEW and meet >= _SHARE * len(pages[folder]):
                found.setdefault(folder, path)
    return found


def _read(site: Site, path: str) -> HeaderSchema | None:
    """The schema in a file of the site; None where it is none, or nothing can judge by it."""
    with suppress(ConfigError):
        return header_schema(site.root / path)
    return None
