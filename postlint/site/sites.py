"""A plan and a post go in, the site that the post belongs to comes out: one for each root, as long as the process lives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from postlint.files.once import forgotten, once
from postlint.model.named import NamedTuple
from postlint.site.generators.conventions import root_of
from postlint.site.site import Site

if TYPE_CHECKING:
    from postlint.model.plan import Plan, SiteTold
    from postlint.site.model import Change

Key: TypeAlias = "tuple[Path, Path, SiteTold]"
_sites: dict[Key, Site] = {}
_past: dict[Key, Site] = {}
_texts: dict[Path, str | None] = {}  # the earlier texts of files that changed, None for those that are new
forgotten(_sites.clear)
forgotten(_past.clear)


class Knowledge(NamedTuple):
    """What no other process could find out by itself."""

    changes: Mapping[Key, Change]
    texts: Mapping[Path, str | None]


def site_for(plan: Plan, path: str) -> Site:
    """The site that a post belongs to; `path` is the post's, from the working directory."""
    root = _root_of(os.path.dirname(os.path.abspath(path)), plan.root)
    key = (root, plan.root, plan.site)
    return _past_site(key) if plan.past else _site(key)


@once
def _root_of(folder: str, top: Path) -> Path:
    return root_of(Path(folder), top)


def recall(texts: Mapping[Path, str | None]) -> None:
    """Learn what stood in some files (absolute) before a change: plans of the past see the sites so, until told otherwise."""
    _past.clear()
    _texts.clear()
    _texts.update(texts)


def forget_sites() -> None:
    """Read every site anew, but for what was told."""
    known = told()
    _sites.clear()
    _past.clear()
    tell(known)


def told() -> Knowledge:
    """What this process knows: what a change did, for each site that knows, and texts of the past."""
    return Knowledge({key: site.change for key, site in _sites.items() if site.change}, dict(_texts))


def told_site(key: Key) -> Site:
    """The site of a key, which another process told us."""
    return _site(key)


def tell(known: Knowledge) -> None:
    """Take over what another process was told."""
    for key, change in known.changes.items():
        _site(key).change = change
    recall(known.texts)


def _site(key: Key) -> Site:
    if key not in _sites:
        _sites[key] = Site(*key)
    return _sites[key]


def _past_site(key: Key) -> Site:
    if key not in _past:
        from postlint.site.past import PastSite

        root = key[0]
        texts = {file.relative_to(root).as_posix(): text for file, text in _texts.items() if file.is_relative_to(root)}
        _past[key] = PastSite(_site(key), texts) if texts else _site(key)
    return _past[key]
