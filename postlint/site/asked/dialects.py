"""A site goes in, whether its Markdown reads code before it cuts a row into cells, or is Python-Markdown, comes out.

kramdown does (kramdown/parser/kramdown/table.rb), and so does markdown-it 8, which VuePress has before its second version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postlint.site.generators.conventions import PYTHON_MARKDOWN
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_SECOND = lazy.compile(r'"vuepress"\s*:\s*"[^"\d]*[2-9]')


def reads_code_first(site: Site) -> bool:
    """Is a pipe in code, within the cell of a table, a part of the code? The Markdown of GitHub splits the cell there."""
    if site.convention.name == "Jekyll":
        return True
    if not any(folder.rpartition("/")[2] == ".vuepress" for folder in site.tree.folders):
        return False
    return not any(_SECOND.search(site.text(file)) for file in site.tree.by_name.get("package.json", ()))


def reads_python_markdown(site: Site, post: Post) -> bool:
    """Is a page made of the post by Python-Markdown? Of two definitions of a label it takes the last, and it takes one right
    below a paragraph; the same fence, as far in as the one that opened, ends code."""
    if site.convention.name not in PYTHON_MARKDOWN:
        return False
    own = site.place(post.path)
    return own is not None and site.publishes(own)
