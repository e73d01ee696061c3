"""What the ending of a file's name, or the name of a folder, tells of what it holds: one list of each kind.

All endings are in lower case and begin with their dot.
"""

from __future__ import annotations

from collections.abc import Iterable

POSTS = (".md", ".mdx", ".markdown", ".mdown", ".mkd")
# Files besides Markdown that generators make pages of; those of the first kind may have front matter.
HTML = (".html", ".htm", ".xhtml")
TEMPLATES = tuple(".njk .liquid .webc .hbs .mustache .ejs .haml .pug .slim .erb .twig".split())
HEADED = HTML + TEMPLATES
# What a build fills in to make the file of the same name without this ending.
FILLED_IN = (*TEMPLATES, *".in .tmpl .tpl .template .j2 .jinja .jinja2 .eta .gotmpl .m4 .mako .cog".split())
CODED = tuple(
    ".astro .tsx .jsx .js .ts .mjs .cjs .vue .svelte .rst .adoc .asciidoc .org .ipynb .textile .jl .php".split()
)
PROGRAMS = tuple(
    ".py .js .ts .mjs .cjs .jsx .tsx .rb .go .rs .java .kt .c .cc .cpp .cs .php .pl .sh .swift .ex .exs .jl".split()
)
COMPONENTS = (".astro", ".tsx", ".jsx", ".vue", ".svelte")  # of these, such as may write ids
IMAGES = tuple(".png .jpg .jpeg .gif .svg .webp .avif .bmp .ico .tif .tiff".split())
DOWNLOADS = tuple(".mp3 .mp4 .ogg .wav .webm .mov .pdf .zip .gz .woff .woff2 .ttf .otf".split())
STYLES = tuple(".css .scss .sass .less".split())
SEEN_ONLY = (
    IMAGES + DOWNLOADS + STYLES
)  # only their being there matters: no rule looks inside, no generator is configured so

# Folders of what others wrote: nothing in them is of the site.
DEPENDENCIES = frozenset("node_modules bower_components __pycache__ venv site-packages".split())


def ending(endings: Iterable[str]) -> str:
    """A regular expression, to be searched without regard to case, for one of these at the end of a path."""
    return rf"\.(?:{'|'.join(one.removeprefix('.') for one in endings)})$"
