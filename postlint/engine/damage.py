"""An outcome goes in in which rules failed; where only damage to what is kept made them fail, out comes one without it.

What is kept is checked as it is read, but whoever may write to a cache can make it hold anything. So whatever a rule stumbles
over is checked once more without it, before anybody is told of an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from postlint.engine.post import site_of
from postlint.engine.trial import INTERNAL_ERROR
from postlint.files.cache import unused_cache
from postlint.model.plan import Job, Outcome

Check = Callable[[Sequence[Job]], Outcome]


def without_damage(outcome: Outcome, jobs: Sequence[Job], check: Check) -> Outcome:
    """The outcome, or that of a new check where what was kept is to blame, which then is thrown away."""
    failed = _failed(outcome)
    if not failed:
        return outcome
    from postlint.site.sites import forget_sites
    from postlint.site.storage.store import Store

    forget_sites()
    with unused_cache():
        again = check([job for job in jobs if job.shown in failed])
    forget_sites()
    if _failed(again):
        return outcome
    for root in {site_of(job.plan, job.shown).root for job in jobs} | {job.plan.root for job in jobs}:
        Store(root).discard()
    return check(jobs)


def _failed(outcome: Outcome) -> frozenset[str]:
    return frozenset(one.path for one in outcome.diagnostics if one.rule == INTERNAL_ERROR)
