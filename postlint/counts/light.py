"""Jobs and a change to posts go in, those to check come out with what was there before, without a second look at the site.

The site as it was before is made from that of today and the earlier texts of what changed. Where that cannot be done, because
the change is to a configuration, a template or data, nothing comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.counts.blame import Blame, about_site
from postlint.counts.left_out import Key, key_of
from postlint.counts.reached import is_alike, reached
from postlint.engine.post import inputs_of, site_of
from postlint.engine.run import check_jobs
from postlint.engine.sitewide import check_sites
from postlint.files.paths import shown_path
from postlint.model.plan import Job
from postlint.repository.unified import FileChange, PatchError
from postlint.site.sites import recall
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.model.plan import Plan
    from postlint.repository.changed import Changes
    from postlint.site.site import Site

_POSTS = (".md", ".mdx", ".markdown", ".mdown", ".mkd")
# What pages show or offer, and no generator reads.
_SHOWN = tuple(
    ".png .jpg .jpeg .gif .svg .webp .avif .bmp .ico .tif .tiff .pdf .mp3 .mp4 .webm .ogg .wav .mov .zip .gz .woff .woff2 .ttf"
    ".otf".split()
)


def narrowed(jobs: Sequence[Job], changes: Changes) -> Blame | None:
    """What to check for the change; None where the site as it was cannot be told from today's."""
    if not all(
        name.lower().endswith(_POSTS + _SHOWN) for change in changes.files for name in (change.path, change.old) if name
    ):
        return None
    texts = _texts(changes)
    if texts is None:
        return None
    recall(texts)
    changed = [job for job in jobs if job.file in changes.by_file]
    others = [job for job in jobs if job.file not in changes.by_file]
    if any(change.old for change in changes.files):  # a new file takes nothing away
        touched = _reached(others, changes)
        if touched is None:
            return None
        changed += touched
    return Blame(
        tuple(sorted(changed, key=lambda job: job.shown)), changes, partial(_before, changes=changes, texts=texts)
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
    if not change.old.lower().endswith(_POSTS):
        return ""
    now = (root / change.path).read_bytes() if change.path else b""
    try:
        return decode(change.before(now)).text
    except UnicodeDecodeError:
        return ""


def _reached(jobs: Sequence[Job], changes: Changes) -> list[Job] | None:
    """The unchanged posts that the change can have reached, for the rules about sites; None where it may be any."""
    found: list[Job] = []
    for (_, now), own in _by_site(jobs).items():
        plan = own[0].plan
        then = site_of(replace(plan, past=True), own[0].shown)
        if then is now:
            continue
        if not is_alike(now, then):
            return None
        gone = [change.old for change in changes.files if change.old and change.old != change.path]
        now.gone = frozenset[str]().union(*map(then.linking.addresses_of, _below(now, changes.root, gone)))
        paths = _below(now, changes.root, (name for one in changes.files for name in (one.path, one.old) if name))
        wanted, told = reached(now, then, frozenset(paths)), _told(own)
        found += (job for job in own if job.shown in told or now.place(job.shown) in wanted)
    return found


def _by_site(jobs: Sequence[Job]) -> Mapping[tuple[Plan, Site], list[Job]]:
    """The jobs whose plans ask about sites, with nothing else to do."""
    limited: dict[Plan, Plan | None] = {}
    found: dict[tuple[Plan, Site], list[Job]] = {}
    for job in jobs:
        if job.plan not in limited:
            limited[job.plan] = about_site(job.plan)
        if (plan := limited[job.plan]) and "site" in inputs_of(plan):
            own = replace(job, plan=plan)
            found.setdefault((plan, site_of(plan, job.shown)), []).append(own)
    return found


def _below(site: Site, root: Path, paths: Iterable[str]) -> list[str]:
    return [
        (root / path).relative_to(site.root).as_posix() for path in paths if (root / path).is_relative_to(site.root)
    ]


def _told(jobs: Sequence[Job]) -> frozenset[str]:
    """The posts of which the rules about a whole site say something else than before."""
    now, _ = check_sites(jobs)
    then, _ = check_sites([replace(job, plan=replace(job.plan, past=True)) for job in jobs])
    return frozenset(path for path, found in now.items() if found != then.get(path))


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
