"""The folders of a run and its jobs go in; out comes which site each post belongs to, where there are several."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.files.paths import work_trees
from postlint.model.trouble import ConfigError

if TYPE_CHECKING:
    from postlint.config.files import Finder
    from postlint.config.settings import Settings
    from postlint.model.plan import Job, Outcome


@dataclass(frozen=True, slots=True, eq=False)
class OneSite:
    """A folder that was named besides others, the folder that its paths are told from, and its settings."""

    name: str
    home: Path | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites of a run, by the shown path of each post; empty where it is about one."""

    by_post: Mapping[str, OneSite] = field(default_factory=dict)

    def home(self, path: str) -> Path | None:
        """The folder that the path of a post is told from; None for that of the whole run."""
        site = self.by_post.get(path)
        return site.home if site else None

    def parts(self, outcome: Outcome) -> Iterator[tuple[OneSite, Outcome]]:
        """What was found in each site."""
        for site, posts in Counter(self.by_post.values()).items():
            own = tuple(one for one in outcome.diagnostics if self.by_post.get(one.path) is site)
            yield site, replace(outcome, diagnostics=own, files=posts)


def sites_of(paths: Sequence[str], finder: Finder, jobs: Sequence[Job]) -> Sites:
    """The sites that these paths name, where at least two are folders; of folders within each other the inner one counts."""
    folders = [path for path in dict.fromkeys(paths) if os.path.isdir(path)]
    if len(folders) < 2:
        return Sites()
    sites: dict[Path, OneSite] = {}
    for path in folders:
        place = Path(os.path.abspath(path))
        with suppress(ConfigError):  # that has been said, and there is no job of it
            settings = finder.settings_for(place)
            sites[place] = OneSite(path, _home(place, settings), settings)
    named: dict[str, OneSite] = {}
    for job in jobs:
        above = Path(os.path.abspath(job.shown)).parents
        site = next((sites[folder] for folder in above if folder in sites), None)
        if site:
            named[job.shown] = site
    return Sites(named)


def _home(folder: Path, settings: Settings) -> Path | None:
    """Where somebody would stand who checks this site alone: at the root of its work tree, or where it is configured.

    None where nothing sets it apart from the working directory.
    """
    return next(work_trees(folder), None) or (folder if settings.file and settings.file.parent == folder else None)
