"""A site goes in, the labels that a link on any of its pages may name come out: MyST's `(label)=`, `:name:` of a directive,
the name of a `figure-md`, the terms of a glossary, and what reStructuredText beside it labels.

MyST resolves `[text](#label)` in the whole project, so no page need hold the label itself (mystmd.org/guide/cross-references).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from postlint.site.storage.kept import Kept
from postlint.site.tree import Tree
from postlint.text import lazy

LABEL = r"^[ \t]*\(([^()\s]+)\)=[ \t]*$"
_LABELLED = lazy.compile(
    rf"{LABEL}|^[ \t]*:(?:name|label):[ \t]*(\S+)|\{{(?=[^{{}}\n]*\}})[^{{}}\n]*#([\w:.-]+)[^{{}}\n]*\}}"
    r"|^[ \t]*(?:`{3,}|:{3,})[ \t]*\{figure-md\}[ \t]*(\S+)"
    r"|^[ \t]*\$\$[ \t]*\(([^()\s]+)\)[ \t]*$"  # the label of a formula stands behind it
    r"|^[ \t]*\.\.[ \t]_([^:`\n]+):[ \t]*$",
    re.MULTILINE,
)
_GLOSSARY = lazy.compile(
    r"^[ \t]*(?:\{[^{}\n]*\.glossary\b[^{}\n]*\}|(?:`{3,}|:{3,})[ \t]*\{glossary\})[ \t]*$", re.MULTILINE
)
# A term, and the definition below it: behind a colon, or further to the right as in reStructuredText.
_TERM = lazy.compile(r"^(?P<by>[ \t]*)(?P<term>[^\s:`{#][^\n]*)\n(?:(?P=by)[ \t]+[^\s]|[ \t]*:[ \t])", re.MULTILINE)
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
    beside = (labels_in(site.text(path)) for path in site.tree.files if path.endswith(".rst"))
    return frozenset(name for names in (*found.values(), *beside) for name in names)


def asks_other_projects(site: Project) -> bool:
    """May a label be one of another project, whose inventory Sphinx or MyST reads? No file here says what that holds."""
    return any(
        any(word in site.text(path) for word in ("intersphinx_mapping", "\n  references:"))
        for name in _CONFIGURED
        for path in site.tree.by_name.get(name, ())
    )


def documents_itself(site: Project) -> bool:
    """May Sphinx document the site's program, so that a dotted name is the place of what it names: `#quay.Harbour.moor`?"""
    return "conf.py" in site.tree.by_name


def labels_in(text: str) -> list[str]:
    """The labels that a page defines for its project."""
    found = [next(filter(None, found.groups())) for found in _LABELLED.finditer(text)]
    return [*found, *_terms(text)] if "glossary" in text else found


def _terms(text: str) -> Iterator[str]:
    """The terms of a page's glossaries, each of which is a place; a term may have a class behind a colon."""
    opened = _GLOSSARY.search(text)
    for term in _TERM.finditer(text, opened.end()) if opened else ():
        name = term["term"].partition(" : ")[0].strip()
        yield from (name, name.lower()) if name != name.lower() else (name,)
