"""A folder goes in, the conventions of the generator that builds it come out: what is published where, and under which anchors.

From the generators' own documentation; where a configuration can change an address, every usual one is listed, because a
link that may be right is not to be called wrong.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from postlint.detect import recognise
from postlint.site.model import Convention

_DATED = ("/:categories/:year/:month/:day/:slug", "/:categories/:slug", "/:year/:month/:day/:slug")
_JAVASCRIPT = (("public", ""), ("static", ""), ("src", ""), ("", ""))
_LOOSE = (("content", ""), ("src/content", ""), ("src/content/*", ""), ("posts", ""), ("_posts", ""))
ALL_FLAVOURS = ("github", "kramdown", "slug", "anchor", "python", "franklin")

CONVENTIONS = {
    convention.name: convention
    for convention in (
        Convention(
            "Eleventy",
            (("", ""), ("src", ""), ("content", ""), ("pages", ""), ("src/pages", ""), ("src/content", "")),
            (
                ("", ""),
                ("public", ""),
                ("static", ""),
                ("src", ""),
                ("assets", ""),
                ("content", ""),
                ("src/static", ""),
            ),
            flavours=("anchor", "github", "slug"),
        ),
        Convention(
            "Hugo",
            (("content", ""),),
            (
                ("static", ""),
                ("static/*", ""),
                ("assets", ""),
                ("content", ""),
                ("content/*", ""),
                ("themes/*/static", ""),
            ),
            flavours=("github",),
        ),
        Convention(
            "Zola",
            (("content", ""),),
            (("static", ""), ("content", ""), ("themes/*/static", "")),
            undated=True,
            flavours=("slug", "github"),
        ),
        Convention(
            "Jekyll",
            (("", ""), ("_pages", ""), ("docs", ""), ("pages", "")),
            (("", ""), ("docs", "")),
            (
                *_DATED,
                "/:categories/:year/:month/:slug",
                "/:categories/:year/:y_day/:slug",
                "/blog/:year/:month/:day/:slug",
            ),
            undated=True,
            flavours=("kramdown", "github"),
        ),
        Convention(
            "Hexo",
            (("source", ""), ("source/_posts", "")),
            (("source", ""), ("themes/*/source", "")),
            ("/:year/:month/:day/:slug", "/:slug"),
            undated=True,
            flavours=("github", "slug", "anchor"),
        ),
        Convention(
            "Pelican",
            (("content", ""), ("content/pages", "/pages"), ("content/pages", ""), ("pages", "/pages")),
            (
                ("content", ""),
                ("content/images", "/images"),
                ("content/extra", ""),
                ("themes/*/static", "/theme"),
                ("", ""),
            ),
            ("/:slug", "/:categories/:slug", "/posts/:year/:month/:day/:slug"),
            undated=True,
            flavours=("python", "github"),
        ),
        Convention(
            "Nikola",
            (("", ""), ("posts", "/posts"), ("posts", "/blog"), ("pages", ""), ("stories", "/stories")),
            (("files", ""), ("images", "/images"), ("", "")),
            ("/posts/:slug", "/posts/:year/:month/:slug", "/blog/:slug"),
            undated=True,
            flavours=("python", "github"),
        ),
        Convention(
            "Astro",
            (("src/pages", ""), *_LOOSE, ("src/content/docs", "")),
            _JAVASCRIPT,
            flavours=("github",),
        ),
        Convention(
            "Docusaurus",
            (
                ("docs", "/docs"),
                ("docs", ""),
                ("blog", "/blog"),
                ("blog", ""),
                ("src/pages", ""),
                ("versioned_docs/*", "/docs"),
                ("i18n/*/docusaurus-plugin-content-docs/current", "/{0}/docs"),
                ("i18n/*/docusaurus-plugin-content-blog", "/{0}/blog"),
                ("i18n/*/docusaurus-plugin-content-pages", "/{0}"),
            ),
            (("static", ""), ("", "")),
            ("/blog/:year/:month/:day/:slug", "/:year/:month/:day/:slug"),
            undated=True,
            flavours=("github",),
        ),
        Convention(
            "MkDocs",
            (("docs", ""), ("docs/*", "/{0}")),
            (("docs", ""), ("overrides", "")),
            flavours=("python", "github"),
        ),
        Convention("Gatsby", (("src/pages", ""), *_LOOSE), _JAVASCRIPT, flavours=("github",)),
        Convention(
            "Next.js",
            (("pages", ""), ("src/pages", ""), ("app", ""), ("src/app", ""), *_LOOSE),
            _JAVASCRIPT,
            flavours=("github", "slug"),
        ),
        Convention(
            "VitePress",
            (("", ""), ("docs", "")),
            (("public", ""), ("docs/public", ""), ("", "")),
            flavours=("anchor", "slug", "github"),
        ),
        Convention(
            "Franklin",
            (("", ""),),
            (("", ""), ("_assets", "/assets"), ("_libs", "/libs"), ("_css", "/css")),
            flavours=("franklin",),
        ),
    )
}
# No generator is known: pages may be anywhere, and any of the usual anchors may be meant.
PLAIN = Convention(
    "",
    (("", ""), ("content", ""), ("docs", ""), ("src", "")),
    (("", ""), ("static", ""), ("public", "")),
    flavours=ALL_FLAVOURS,
)


def convention_of(root: Path) -> Convention:
    """The convention of the generator configured in this folder; that of a plain folder where there is none."""
    return CONVENTIONS.get(recognise(root), PLAIN)


@cache
def root_of(folder: Path, top: Path) -> Path:
    """The root of the site that a file in `folder` belongs to: the nearest folder upward with a generator's files.

    Else the folder with the repository, else `top` where the file lies below it, else the folder itself.
    """
    for place in (folder, *folder.parents):
        if recognise(place):
            return place
        if (place / ".git").exists():
            return place
    return top if folder.is_relative_to(top) else folder
