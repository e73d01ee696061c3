"""Jobs and a change to posts go in, those to check come out with what was there before, without a second look at the site.

The site as it was before is made from that of today and the earlier texts of what changed. Where that cannot be done, because
the change is to a configuration, a template or data, nothing comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.counts.blame import Blame, Posts, about_site
from postlint.counts.left_out import Key, key_of
from postlint.counts.reached import is_alike, reached
from postlint.counts.taken import below, change_of
from postlint.engine.post import call, inputs_of, is_sitewide, site_of
from postlint.engine.run import check_jobs
from postlint.files.kinds import DOWNLOADS, IMAGES, POSTS
from postlint.files.paths import shown_path
from postlint.files.reading import read_bytes
from postlint.model.plan import Job
from postlint.repository.unified import FileChange, PatchError
from postlint.site.past import PastSite
from postlint.site.sites import recall, site_for
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.model.plan import Plan
    from postlint.repository.changed import Changes
    from postlint.site.site import Site

_SHOWN = IMAGES + DOWNLOADS  # what pages show or offer, and no generator reads


def narrowed(posts: Posts, changes: Changes) -> Blame | None:
    """What to check for the change; None where the site as it was cannot be told from today's."""
    names = (name.lower() for change in changes.files for name in (change.path, change.old) if name)
    if not all(name.endswith(POSTS + _SHOWN) for name in names):
        return None
    texts = _texts(changes)
    if texts is None:
        return None
    recall(texts)
    jobs = list(posts.of({str(file) for file in changes.by_file}))
    if changes.takes_away:
        others = _reached(posts, changes, texts)
        if others is None:
            return None
        jobs += others
    return Blame(
        tuple(sorted(jobs, key=lambda job: job.shown)), changes, partial(_before, changes=changes, texts=texts)
    )


def _texts(changes: Changes) -> Mapping[Path, str | None] | None:
    """What stood in each file before, None for a new one; None where a patch does not tell."""
    found: dict[Path, str | None] = {}
    for change in changes.files:
        if change.path and change.path != change.old:
            found[changes.root / change.path] = None
        if change.old:
            try:
                found[changes.root / change.old] = _text(changes.root, change)
            except (PatchError, OSError):
                return None
    return found


def _text(root: Path, change: FileChange) -> str:
    if not change.old.lower().endswith(POSTS):
        return ""
    now = read_bytes(root / change.path) if change.path else b""
    try:
        return decode(change.before(now)).text
    except UnicodeDecodeError:
        return ""


def _reached(posts: Posts, changes: Changes, texts: Mapping[Path, str | None]) -> list[Job] | None:
    """The unchanged posts that the change can have reached, for the rules about sites; None where it may be any."""
    files: set[str] = set()
    for plan, now in _sites(posts, changes).items():
        then = site_for(replace(plan, past=True), str(now.root / "post.md"))
        if not is_alike(now, then):
            return None
        paths = frozenset(below(now, changes.root, name) for one in changes.files for name in (one.path, one.old)) - {
            ""
        }
        _remember(now, then, changes, texts)
        found = reached(now, then, paths) | (_said_anew(plan, now, then) - paths)
        files |= {str(now.root / path) for path in found}
    limited = cache(about_site)
    jobs = [job._replace(plan=own) for job in posts.of(files) if (own := limited(job.plan))] if files else []
    for job in jobs:  # a configuration of their own makes the site another one
        _remember(site_of(job.plan, job.shown), site_of(replace(job.plan, past=True), job.shown), changes, texts)
    return jobs


def _sites(posts: Posts, changes: Changes) -> Mapping[Plan, Site]:
    """The sites that something changed in, by a plan that asks about them."""
    found: dict[Plan, Site] = {}
    folders = {(changes.root / name).parent for one in changes.files for name in (one.path, one.old) if name}
    for folder in folders:
        while not folder.is_dir():
            folder = folder.parent
        plan = about_site(posts.plan_at(folder))
        if plan is None or "site" not in inputs_of(plan):
            continue
        site = site_for(plan, str(folder / "post.md"))
        if all(site is not one for one in found.values()):
            found[plan] = site
    return found


def _remember(now: Site, then: Site, changes: Changes, texts: Mapping[Path, str | None]) -> None:
    """Let the site know what the change took away."""
    if not now.change:
        earlier = {change: texts.get(changes.root / change.old) or "" for change in changes.files if change.old}
        now.change = change_of(now, then, changes, earlier)


def _said_anew(plan: Plan, now: Site, then: Site) -> frozenset[str]:
    """The files of which the rules about a whole site say something else than before."""
    if isinstance(then, PastSite) and then.has_same_pages:
        return frozenset()
    here, there = (_by_path(plan, site) for site in (now, then))
    return frozenset(path for path, found in here.items() if found != there.get(path))


def _by_path(plan: Plan, site: Site) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in filter(is_sitewide, plan.selected):
        for finding in call(rule, plan, {"site": lambda: site}):
            found.setdefault(finding.path, []).append((rule.name, finding.message))
    return found


def _before(jobs: Sequence[Job], changes: Changes, texts: Mapping[Path, str | None]) -> Iterable[Key]:
    """The findings before the change, from the earlier texts on the site as it was."""
    past: dict[Plan, Plan] = {}
    then: list[Job] = []
    today: dict[str, str] = {}
    for job in jobs:
        change = changes.by_file.get(job.file) if job.file else None
        old = job.file if change is None else changes.root / change.old if change.old else None
        if old is None or not old.is_relative_to(changes.root):
            continue
        plan = past.setdefault(job.plan, replace(job.plan, past=True))
        then.append(Job(None if old in texts else old, shown_path(old), plan, texts.get(old)))
        today[shown_path(old)] = job.shown
    outcome = check_jobs(then)
    keys = (key_of(one, outcome.sources) for one in outcome.diagnostics)
    return [(today[path], alike) for path, alike in keys]
