"""A post that is being written goes in, what there is to say of it comes out, as a check in its folder would say it.

Here is no protocol. What the posts rest on (settings, their files, the site) is read once, and read anew after `forget` or
where a file of the settings has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.config.environment import from_environment
from postlint.config.files import NAMES, Finder
from postlint.config.values import Given, overlay
from postlint.counts.fingerprint import with_fingerprints
from postlint.engine.post import ByRule, check_job, inputs_of, site_of
from postlint.engine.run import outcome_of
from postlint.engine.sitewide import check_sites
from postlint.files.once import forget
from postlint.files.paths import shown_path, work_tree
from postlint.files.reading import state_of
from postlint.model.plan import Job, Outcome
from postlint.plan.discover import is_checked
from postlint.plan.plan import plan_for
from postlint.text.edits import carried

if TYPE_CHECKING:
    from postlint.config.declared import Keys
    from postlint.config.settings import Settings
    from postlint.model import Finding


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it stands in an editor: its file need not hold this text, nor be there at all."""

    file: Path
    text: str


class Desk:
    """All posts that an editor may have open, in any of its folders."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self.folders = list(folders)
        self._finders: dict[Path, Finder] = {}
        self._states: dict[Path, dict[Path, str]] = {}  # by folder
        self._sitewide: dict[str, tuple[ByRule, str]] = {}

    def check(self, post: Draft) -> Outcome | None:
        """Everything but what the baseline knows; None where the settings leave the post out.

        Raises ConfigError or RulePageError for settings that cannot be used.
        """
        job = self.job(post)
        return None if job is None else self.look([job])

    def job(self, post: Draft) -> Job | None:
        """The post with its plan, None where it is left out."""
        folder = self.enter(post.file)
        self._renew(post.file)
        finder = self._finder(folder)
        if not is_checked(post.file, finder):
            return None
        return Job(post.file, shown_path(post.file), plan_for(finder.settings_for(post.file.parent)), post.text)

    def enter(self, file: Path) -> Path:
        """Let paths start at the folder that a file is in, as they do in a check that is run there; the folder."""
        folder = self.folder_of(file)
        os.chdir(folder)
        return folder

    def look(self, jobs: Sequence[Job]) -> Outcome:
        """What is found in these jobs, which are of one folder, without what the baseline knows."""
        for job in jobs[:1]:
            self.enter(job.file or Path.cwd())
        found = outcome_of(jobs, [check_job(job, self._from_site(job)) for job in jobs])
        return self.counted(jobs, found)

    def counted(self, jobs: Sequence[Job], found: Outcome) -> Outcome:
        """Without what the baseline knows."""
        for job in jobs[:1]:
            self.enter(job.file or Path.cwd())
        found = replace(found, diagnostics=with_fingerprints(found.diagnostics, found.sources))
        baseline = self.settings(jobs[0].file).baseline if jobs and jobs[0].file else None
        if baseline is None:
            return found
        from postlint.counts.baseline import BaselineError, not_known, read_baseline

        try:
            return replace(found, diagnostics=not_known(found, read_baseline(baseline)))
        except BaselineError:  # a check in the terminal tells
            return found

    def settings(self, file: Path) -> Settings:
        """The settings that hold for a file."""
        return self._finder(self.folder_of(file)).settings_for(file.parent)

    def forget(self) -> None:
        """Files have changed: read all anew."""
        forget()
        self._finders.clear()
        self._states.clear()
        self._sitewide.clear()

    def folder_of(self, file: Path) -> Path:
        """The innermost open folder around a file, else the repository, else the file's own folder."""
        around = [folder for folder in self.folders if file.is_relative_to(folder) and folder.is_dir()]
        if around:
            return max(around, key=lambda folder: len(folder.parts))
        near = next((folder for folder in file.parents if folder.is_dir()), Path.cwd())
        return work_tree(near) or near

    # --- what is kept

    def _finder(self, folder: Path) -> Finder:
        if folder not in self._finders:
            self._finders[folder] = Finder(home=folder, over=_with_environment)
        return self._finders[folder]

    def _renew(self, file: Path) -> None:
        """Forget all where a file that the settings rest on is another than it was."""
        known = self._states.get(file.parent)
        if known is not None and any(state_of(one) != was for one, was in known.items()):
            self.forget()
        if file.parent not in self._states:
            self._states[file.parent] = {one: state_of(one) for one in _read_for(file, self.settings(file))}

    def _from_site(self, job: Job) -> ByRule:
        """What rules about the whole site found in the post as it is on disk, carried over to its text of now."""
        if "site" not in inputs_of(job.plan):
            return {}
        if job.shown not in self._sitewide:
            site = site_of(job.plan, job.shown)
            text = site.text(site.place(job.shown) or "")
            self._sitewide[job.shown] = check_sites([job])[0].get(job.shown, {}), text
        found, before = self._sitewide[job.shown]
        return {rule: list(_carried(findings, before, job.text or "")) for rule, findings in found.items()}


def _with_environment(values: Mapping[Keys, Given]) -> Mapping[Keys, Given]:
    return overlay(values, from_environment())


def _carried(findings: Iterable[Finding], before: str, after: str) -> Iterable[Finding]:
    for finding in findings:
        span = carried(finding.span, before, after)
        if span is not None:
            yield finding._replace(span=span, fix=finding.fix if before == after else None)


def _read_for(file: Path, settings: Settings) -> Iterable[Path]:
    """The files that settings are read from or name, and those that would be read if they were there."""
    yield from (folder / name for folder in file.parents for name in NAMES)
    yield from {Path(os.path.abspath(origin.place)) for origin in settings.origins.values() if origin.line}
    yield from filter(None, (*settings.words.files, settings.baseline, settings.frontmatter.schema))
    for folder in settings.rules:
        yield from sorted(folder.rglob("*.md"))
