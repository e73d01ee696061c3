"""A plan and a post go in, the site that the post belongs to comes out: one for each root, as long as the process lives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from postlint.site.conventions import root_of
from postlint.site.site import Site

if TYPE_CHECKING:
    from postlint.model.plan import Plan, SiteTold

Key: TypeAlias = "tuple[Path, Path, SiteTold]"
_sites: dict[Key, Site] = {}


def site_for(plan: Plan, path: str) -> Site:
    """The site that a post belongs to; `path` is the post's, from the working directory."""
    root = root_of(Path(os.path.abspath(path)).parent, plan.root)
    return _site((root, plan.root, plan.site))


def told() -> Mapping[Key, frozenset[str]]:
    """What no other process could find out by itself: the addresses that were there, for each site that knows of any."""
    return {key: site.gone for key, site in _sites.items() if site.gone}


def tell(known: Mapping[Key, frozenset[str]]) -> None:
    """Take over what another process was told."""
    for key, gone in known.items():
        _site(key).gone = gone


def _site(key: Key) -> Site:
    if key not in _sites:
        _sites[key] = Site(*key)
    return _sites[key]
