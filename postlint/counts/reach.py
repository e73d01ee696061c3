"""Changed files go in; out comes whether the change can make the rules speak of posts that it did not touch.

What other posts ask of a page is where it is, its header, what it links to, and its anchors. A change that leaves all four
as they were reaches nobody else, and then a pull request costs the posts that it changed, whatever the size of the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.engine.post import site_of
from postlint.model.plan import Job
from postlint.repository.changed import Changes
from postlint.repository.unified import FileChange, PatchError
from postlint.site.tree import SEEN_ONLY
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.site.site import Site


def reaches_others(jobs: Iterable[Job], changes: Changes) -> bool:
    """May a change matter to other posts than its own? `jobs` are those of the changed posts.

    A file that is only new takes nothing away, so that nobody else can miss anything.
    """
    if not any(change.old for change in changes.files):
        return False
    own = {job.file: job for job in jobs}
    return not all(_stays(change, changes.root, own) for change in changes.files)


def _stays(change: FileChange, root: Path, jobs: Mapping[Path | None, Job]) -> bool:
    """Is all that others can ask of this file as it was?"""
    if change.path != change.old:
        return False
    if change.path.lower().endswith(SEEN_ONLY):
        return True
    file = root / change.path
    job = jobs.get(file)
    if job is None or change.opaque or file.is_symlink():
        return False
    try:
        raw = file.read_bytes()
        now, before = decode(raw).text, decode(change.before(raw)).text
    except (OSError, UnicodeDecodeError, PatchError):
        return False
    return now == before or _says_the_same(now, before, site_of(job.plan, job.shown), job.shown)


def _says_the_same(now: str, before: str, site: Site, shown: str) -> bool:
    """Do two texts of a page have one header, the same links and titles, and does the first keep all anchors of the second?"""
    from postlint.post.document import read_post
    from postlint.site.scan import scan

    path = site.place(shown)
    if path is None:
        return False
    says, said = scan(now, path), scan(before, path)
    if (says.summary, says.targets, says.head) != (said.summary, said.targets, said.head):
        return False
    here, there = site.anchors_of(read_post(now, path)), site.anchors_of(read_post(before, path))
    return here.names >= there.names and here.complete == there.complete
