"""A post goes in; addresses with a tag of another generator's templates, which this one does not fill, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import OF_SITE, Finding
from postlint.model.named import NamedTuple
from postlint.site.datafiles import mkdocs_text
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    import re

    from postlint.post.document import Post
    from postlint.site.site import Site


class _Tag(NamedTuple):
    """What a tag looks like, whose it is, and the generators that leave it as it is."""

    pattern: re.Pattern[str]
    owner: str
    shown_by: frozenset[str]


_MADE_UP = frozenset(("Docusaurus", "VitePress"))  # whose pages are components: no template goes over their text
# Beside those, what a site's own program makes pages with: some of them read Liquid, none reads Hugo's tags.
_CODED = _MADE_UP | {"Astro", "Gatsby", "Next.js"}
_TAGS = (
    _Tag(
        lazy.compile(
            r"\{\{-?\s*(?:site|page)\.\w[\w.]*(?:\s*\|[^{}\n]*)?\s*-?\}\}|\{%-?\s*(?:link|post_url|baseurl)\b[^{}\n]*%\}"
        ),
        "Jekyll",
        _MADE_UP | {"Hugo", "MkDocs", "Franklin"},
    ),
    _Tag(
        lazy.compile(r"\{\{[<%]\s*(?:rel)?ref\b[^{}\n]*[>%]\}\}|\{\{\s*\.Site\.\w[\w.]*\s*\}\}"),
        "Hugo",
        _CODED | {"Jekyll", "Eleventy", "Hexo", "MkDocs", "Franklin", "Pelican"},
    ),
    _Tag(
        lazy.compile(r"\{(?:filename|static|attach)\}(?=[\w/.])"),
        "Pelican",
        _CODED | {"Hugo", "Jekyll", "Eleventy", "Hexo", "MkDocs", "Franklin"},
    ),
)
_FILLED = lazy.compile(r"macros|extradata|jinja|hooks|!!python")  # by what MkDocs is given to run


def check(post: Post, site: Site) -> Iterator[Finding]:
    name = site.convention.name
    if not any(name in tag.shown_by for tag in _TAGS) or (name == "MkDocs" and site.remembered(_is_filled)):
        return
    for link in post.links:
        if link.target_span is None or "{" not in link.target:
            continue
        for tag in _TAGS:
            if name in tag.shown_by and (found := tag.pattern.search(link.target)):
                message = f"{quoted(found[0])} is {tag.owner}'s, {name} leaves it in the address"
                yield Finding(link.target_span, message, slip=OF_SITE + tag.owner)  # left from when the site moved
                break


def _is_filled(site: Site) -> bool:
    return _FILLED.search(mkdocs_text(site.root)) is not None
