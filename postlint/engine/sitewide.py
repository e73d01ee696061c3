"""Jobs go in, what the rules about whole sites find in their posts comes out; the sites are read here, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from postlint.engine.post import ByRule, call, inputs_of, is_sitewide, site_of
from postlint.engine.trial import crash
from postlint.files.limits import OutOfTime

if TYPE_CHECKING:
    from postlint.engine.chunks import Executor
    from postlint.model import Diagnostic, Finding, Rule
    from postlint.model.plan import Job, Plan
    from postlint.site.site import Site

_PART = 100  # files that are read in one go elsewhere: a tenth of a second


def check_sites(jobs: Sequence[Job]) -> tuple[dict[str, ByRule], list[Diagnostic]]:
    """What rules about whole sites find, by shown path and rule, and a diagnostic for each that crashed."""
    found: dict[str, dict[str, list[Finding]]] = {}
    crashes: list[Diagnostic] = []
    for plan, shown in _sites(jobs, crashes):
        first = next(iter(shown.values()))
        for rule in filter(is_sitewide, plan.selected):
            try:
                for finding in _found(rule, plan, first):
                    if finding.path in shown:
                        found.setdefault(shown[finding.path], {}).setdefault(rule.name, []).append(finding)
            except OutOfTime:
                break  # each post of the site will tell
            except Exception as error:
                crashes.append(crash(f"the rule {rule.name}", first, error))
    return dict(found), crashes


def _found(rule: Rule, plan: Plan, first: str) -> list[Finding]:
    with site_of(plan, first).in_time():
        return list(call(rule, plan, {"site": partial(site_of, plan, first)}))


def read_files(jobs: Sequence[Job], executor: Executor) -> None:
    """Have the executor read what must be known of the files of each site, where those are many."""
    sites = {site.root: site for site in _distinct(jobs)} if executor.elsewhere else {}
    parts = [
        (root, paths[start : start + _PART])
        for root, site in sites.items()
        for paths in (tuple(_unread(site)),)
        for start in range(0, len(paths) if len(paths) > _PART else 0, _PART)
    ]
    for (root, _), rows in executor.read(parts) if parts else ():
        sites[root].keep(rows)


def prepare_sites(jobs: Sequence[Job]) -> None:
    """Read each site here, so that processes which are forked need not."""
    for site in _distinct(jobs):
        with suppress(OutOfTime, Exception):  # the rules that ask this site will tell, or each post
            site.prepare(wholly=True)


def _distinct(jobs: Sequence[Job]) -> Iterator[Site]:
    for plan, shown in _sites(jobs, []):
        with suppress(Exception):
            yield site_of(plan, next(iter(shown.values())))


def _unread(site: Site) -> Sequence[str]:
    with suppress(OutOfTime, Exception), site.in_time():
        return site.unread()
    return ()


def _sites(jobs: Sequence[Job], crashes: list[Diagnostic]) -> Iterable[tuple[Plan, Mapping[str, str]]]:
    """The sites that selected rules ask about, with the shown paths of the files to check by their paths in the site."""
    sites: dict[tuple[Plan, int], tuple[Plan, dict[str, str]]] = {}
    failed: set[Plan] = set()
    for job in jobs:
        if "site" not in inputs_of(job.plan) or job.plan in failed:
            continue
        try:
            site = site_of(job.plan, job.shown)
            place = site.place(job.shown) or job.shown
        except Exception as error:  # of one site: others are as they were
            failed.add(job.plan)
            crashes.append(crash("reading the site", job.shown, error))
            continue
        sites.setdefault((job.plan, id(site)), (job.plan, {}))[1][place] = job.shown
    return sites.values()
