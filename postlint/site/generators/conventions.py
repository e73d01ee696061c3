"""A folder goes in, the conventions of the generator that builds it come out: what is published where, under which anchors.

They are from the generators' own documentation. Where a configuration can change an address, every usual one is listed,
because a link that may be right is not to be called wrong.
"""

from __future__ import annotations

import os
from pathlib import Path

from postlint.files.once import once
from postlint.files.paths import is_work_tree
from postlint.site.generators.detect import recognise
from postlint.site.model import Convention


def _folders(text: str) -> tuple[tuple[str, str], ...]:
    """Folders with the address each is published at, written `folder` or `folder:/address`; `.` is the root."""
    pairs = (part.partition(":") for part in text.split())
    return tuple(("" if folder == "." else folder, prefix) for folder, _, prefix in pairs)


# What JavaScript frameworks publish as it is, and where posts lie that a page with a parameter shows.
_ASSETS = _folders("public static src .")
_LOOSE = _folders("content src/content src/content/* posts _posts")

CONVENTIONS = {
    convention.name: convention
    for convention in (
        Convention(
            "Eleventy",
            _folders(". src content pages src/pages src/content"),
            _folders(". public static src assets content src/static"),
            flavours=("anchor", "github", "slug"),
        ),
        Convention(
            "Hugo",
            _folders("content"),
            _folders("static assets content content/* themes/*/static"),
            flavours=("github",),
        ),
        Convention(
            "Zola",
            _folders("content"),
            _folders("static content themes/*/static"),
            undated=True,
            flavours=("slug", "github"),
        ),
        Convention(
            "Jekyll",
            _folders(". _pages docs pages"),
            _folders(". docs"),
            (
                "/:categories/:year/:month/:day/:slug",
                "/:categories/:slug",
                "/:categories/:year/:month/:slug",
                "/blog/:year/:month/:day/:slug",
            ),
            undated=True,
            flavours=("kramdown", "github"),
        ),
        Convention(
            "Hexo",
            _folders("source source/_posts"),
            _folders("source themes/*/source"),
            ("/:year/:month/:day/:slug", "/:slug"),
            undated=True,
            flavours=("hexo", "github", "slug", "anchor"),
        ),
        Convention(
            "Pelican",
            _folders("content content/pages:/pages content/pages pages:/pages"),
            _folders("content content/images:/images content/extra themes/*/static:/theme ."),
            ("/:slug", "/:categories/:slug", "/posts/:year/:month/:day/:slug", "/blog/:year/:month/:day/:slug"),
            undated=True,
            flavours=("python", "github"),
        ),
        Convention(
            "Nikola",
            _folders(". posts:/posts posts:/blog pages stories:/stories"),
            _folders("files images:/images ."),
            ("/posts/:slug", "/posts/:year/:month/:slug", "/blog/:slug"),
            undated=True,
            flavours=("python", "github"),
        ),
        Convention("Astro", (*_folders("src/pages src/content/docs"), *_LOOSE), _ASSETS, flavours=("github",)),
        Convention(
            "Docusaurus",
            _folders(
                "docs:/docs docs blog:/blog blog src/pages versioned_docs/*:/docs"
                " i18n/*/docusaurus-plugin-content-docs/current:/{0}/docs"
                " i18n/*/docusaurus-plugin-content-docs/version-*:/{0}/docs"
                " i18n/*/docusaurus-plugin-content-docs-*/current:/{0} i18n/*/docusaurus-plugin-content-docs-*/version-*:/{0}"
                " i18n/*/docusaurus-plugin-content-blog-*:/{0} i18n/*/docusaurus-plugin-content-pages-*:/{0}"
                " i18n/*/docusaurus-plugin-content-blog:/{0}/blog i18n/*/docusaurus-plugin-content-pages:/{0}"
            ),
            _folders("static ."),
            ("/blog/:year/:month/:day/:slug", "/:year/:month/:day/:slug"),
            undated=True,
            folder_page="readme",
            flavours=("github",),
        ),
        Convention(
            "MkDocs",
            _folders("docs docs/*:/{0}"),
            _folders("docs overrides"),
            folder_page="readme",
            flavours=("python", "github"),
        ),
        Convention("Gatsby", (*_folders("src/pages"), *_LOOSE), _ASSETS, flavours=("github",)),
        Convention(
            "Next.js",
            (*_folders("pages src/pages app src/app"), *_LOOSE),
            _ASSETS,
            folder_page="page",
            flavours=("github", "slug"),
        ),
        Convention(
            "VitePress",
            _folders(". docs"),
            _folders("public docs/public ."),
            folder_page="readme",
            flavours=("anchor", "slug", "github"),
        ),
        Convention(
            "Franklin",
            _folders("."),
            _folders(". _assets:/assets _libs:/libs _css:/css"),
            flavours=("franklin",),
        ),
    )
}
# Whose Markdown is Python-Markdown, which differs from CommonMark in lists, fences and what HTML holds.
PYTHON_MARKDOWN = frozenset(("MkDocs", "Nikola", "Pelican"))
# No generator is known: pages may be anywhere, and any of the usual anchors may be meant.
PLAIN = Convention(
    "",
    _folders(". content docs src"),
    _folders(". static public"),
    folder_page="readme",
    flavours=("github", "kramdown", "slug", "anchor", "python", "franklin"),
)


def convention_of(root: Path) -> Convention:
    """The convention of the generator configured in this folder; that of a plain folder where there is none."""
    return CONVENTIONS.get(recognise(root), PLAIN)


@once
def root_of(folder: Path, top: Path) -> Path:
    """The root of the site that a file in `folder` belongs to: the nearest folder upward with a generator's files.

    Else the folder with the repository, else `top` where the file lies below it, else the folder itself. Somebody's home
    is no site.
    """
    home = Path(os.path.expanduser("~"))
    for place in (folder, *folder.parents):
        if recognise(place) or (is_work_tree(place) and place != home):
            return place
    return top if folder.is_relative_to(top) and not home.is_relative_to(top) else folder
