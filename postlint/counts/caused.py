"""Jobs and a change go in, those come out that must be checked to say what the change caused: the door to two ways of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.counts.light import narrowed
from postlint.counts.thorough import thorough

if TYPE_CHECKING:
    from postlint.counts.blame import Blame
    from postlint.model.plan import Job
    from postlint.repository.changed import Changes


def blame(jobs: Sequence[Job], changes: Changes) -> Blame:
    """What to check of these jobs for a change: of unchanged posts only those that it can have reached.

    Where the change is to more than posts and the files that they show, such as a configuration, every post is looked at.
    """
    return narrowed(jobs, changes) or thorough(jobs, changes)
