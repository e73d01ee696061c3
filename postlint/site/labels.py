"""A site goes in, the labels that a link on any of its pages may name come out: MyST's `(label)=`, and `:name:` of a directive.

MyST resolves `[text](#label)` in the whole project, so no page need hold the label itself (mystmd.org/guide/cross-references).
"""

from __future__ import annotations

import re
from typing import Protocol

from postlint.site.kept import Kept
from postlint.site.tree import Tree
from postlint.text import lazy

LABEL = r"^[ \t]*\(([^()\s]+)\)=[ \t]*$"
_LABELLED = lazy.compile(
    rf"{LABEL}|^[ \t]*:(?:name|label):[ \t]*(\S+)|\{{(?=[^{{}}\n]*\}})[^{{}}\n]*#([\w:.-]+)[^{{}}\n]*\}}", re.MULTILINE
)
_CONFIGURED = ("myst.yml", "myst.yaml", "_toc.yml", "conf.py")


class Project(Protocol):
    """What must be known of a site to find its labels; a Site knows it."""

    @property
    def tree(self) -> Tree: ...
    @property
    def kept(self) -> Kept: ...
    def text(self, path: str) -> str: ...


def labels_of(site: Project) -> frozenset[str]:
    """The labels of all pages, where a file configures MyST or Sphinx; none elsewhere."""
    if not any(name in site.tree.by_name for name in _CONFIGURED):
        return frozenset()
    found = site.kept.of_each("labels", site.tree.posts, lambda path: labels_in(site.text(path)))
    return frozenset(name for names in found.values() for name in names)


def documents_itself(site: Project) -> bool:
    """May Sphinx document the site's program, so that a dotted name is the place of what it names: `#quay.Harbour.moor`?"""
    return "conf.py" in site.tree.by_name


def labels_in(text: str) -> list[str]:
    """The labels that a page defines for its project."""
    return [next(filter(None, found.groups())) for found in _LABELLED.finditer(text)]
