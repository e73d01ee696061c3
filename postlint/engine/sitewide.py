"""Jobs go in, what the rules about whole sites find in their posts comes out; the sites are read here, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from postlint.engine.post import ByRule, call, inputs_of, is_sitewide, site_of
from postlint.engine.trial import crash

if TYPE_CHECKING:
    from postlint.model import Diagnostic, Finding
    from postlint.model.plan import Job, Plan


def check_sites(jobs: Sequence[Job]) -> tuple[dict[str, ByRule], list[Diagnostic]]:
    """What rules about whole sites find, by shown path and rule, and a diagnostic for each that crashed."""
    found: dict[str, dict[str, list[Finding]]] = {}
    crashes: list[Diagnostic] = []
    for plan, shown in _sites(jobs, crashes):
        first = next(iter(shown.values()))
        for rule in filter(is_sitewide, plan.selected):
            try:
                for finding in call(rule, plan, {"site": partial(site_of, plan, first)}):
                    if finding.path in shown:
                        found.setdefault(shown[finding.path], {}).setdefault(rule.name, []).append(finding)
            except Exception as error:
                crashes.append(crash(f"the rule {rule.name}", first, error))
    return dict(found), crashes


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
