"""A plan and a post go in, the site that the post belongs to comes out: one for each root, as long as the process lives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from postlint.site.conventions import root_of
from postlint.site.site import Site

if TYPE_CHECKING:
    from postlint.model.plan import Plan, SiteTold

Key: TypeAlias = "tuple[Path, Path, SiteTold]"
_sites: dict[Key, Site] = {}
_copies: dict[Path, Path] = {}  # each with the folder that it is a copy of


class Told(NamedTuple):
    """The addresses that were there, for each site that knows of any, and the copies of folders."""

    gone: Mapping[Key, frozenset[str]]
    copies: Mapping[Path, Path]


def site_for(plan: Plan, path: str) -> Site:
    """The site that a post belongs to; `path` is the post's, from the working directory."""
    root = root_of(Path(os.path.abspath(path)).parent, plan.root)
    return _site((root, plan.root, plan.site))


def lend(folder: Path, copy: Path) -> None:
    """Let the sites below `copy`, where most files are those of `folder`, read what is kept of the sites there."""
    _copies[copy] = folder


def told() -> Told:
    """What no other process could find out by itself."""
    return Told({key: site.gone for key, site in _sites.items() if site.gone}, dict(_copies))


def tell(known: Told) -> None:
    """Take over what another process was told."""
    _copies.update(known.copies)
    for key, gone in known.gone.items():
        _site(key).gone = gone


def _site(key: Key) -> Site:
    if key not in _sites:
        _sites[key] = Site(*key, lender=_lender(key[0]))
    return _sites[key]


def _lender(root: Path) -> Path | None:
    copy = next((copy for copy in _copies if root.is_relative_to(copy)), None)
    return _copies[copy] / root.relative_to(copy) if copy else None
