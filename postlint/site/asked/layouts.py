"""A site goes in; the layouts that its templates make, and those that its pages ask for, come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from postlint.model.named import NamedTuple
from postlint.site.datafiles import hugo_text
from postlint.site.names import own_name
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.site.site import Site

# Where each generator looks for the template that a page names in its header.
_FOLDERS = {"Jekyll": ("_layouts",), "Eleventy": ("_includes", "_layouts"), "Hugo": ("layouts",)}
# What brings layouts from elsewhere.
_THEME = lazy.compile(r"(?mi)^[ \t\"'\[]*(?:remote_)?(?:theme|themes|themesDir|module|modules)\b")
KEY = "layout"


class Layouts(NamedTuple):
    """The names of the templates, and how many pages ask for each layout; nothing for other generators.

    `all_here` says that no theme can bring others.
    """

    made: Collection[str]
    asked: Mapping[str, int]
    all_here: bool = False


def layouts_of(site: Site) -> Layouts:
    folders = _FOLDERS.get(site.convention.name, ())
    if not folders:
        return Layouts((), {})
    made = {own_name(path) for path in site.tree.templates if any(folder in path.split("/")[:-1] for folder in folders)}
    asked = Counter(name for path in site.facts if (name := plain_layout(site.summary(path).get(KEY))))
    return Layouts(made, asked, _has_no_theme(site))


def _has_no_theme(site: Site) -> bool:
    """Does the configuration of Hugo name no theme and no module? GitHub gives one to a site of Jekyll that names none."""
    text = hugo_text(site.root) if site.convention.name == "Hugo" else ""
    return (
        bool(text.strip())
        and not any((site.root / name).exists() for name in ("themes", "config"))
        and not _THEME.search(text)
    )


def plain_layout(value: object) -> str:
    """The name alone: of `layouts/post.njk`, `post`. Empty for what says that there is none, or what a program fills in."""
    if not isinstance(value, str) or value in ("none", "null", "nil", "false") or "{" in value:
        return ""
    return own_name(value)
