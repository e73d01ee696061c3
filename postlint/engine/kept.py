"""Jobs go in; out comes what an earlier run found in the same texts, where the site would still answer its rules the same.

A row holds for one text under one plan and one postlint. All that is kept is plain data, and a row that cannot be read is
none: then its post is checked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from postlint.engine.post import ByRule, Checked, arrival, finds_the_same, inputs_of, post_of, site_of
from postlint.files.cache import cache_folder, trim
from postlint.files.limits import OutOfTime
from postlint.files.once import once
from postlint.files.reading import read_bytes
from postlint.model import Diagnostic, Edit, Fix, Related, Severity, Span
from postlint.model.plan import Job, Plan
from postlint.rulebook.pages import load_rules
from postlint.rulebook.shipped import ours
from postlint.site.answers import hears_the_same, packed, renewed, unchanged
from postlint.site.storage.store import Store
from postlint.text.digest import digest, digest_of
from postlint.text.lines import decode

if TYPE_CHECKING:
    from postlint.site.site import Site

# The site as a whole, what was asked of it, what was found, and the links that nobody could judge.
Row: TypeAlias = tuple[str, dict[str, Any], list[object], list[str]]
_PLANS = 4  # that are kept side by side for each post, as with and without some rules
_BATCH = 200  # jobs whose rows are read in one go


class KeptFindings:
    """The findings of earlier runs, for the jobs of one run."""

    def __init__(self, jobs: Sequence[Job], sitewide: Mapping[str, ByRule]) -> None:
        self._keys: dict[str, str] = {}
        self._known: dict[str, Checked] = {}
        self._renewed: list[tuple[str, str, object]] = []
        self._now: dict[Site, str] = {}  # what each site is as a whole
        for plan in dict.fromkeys(job.plan for job in jobs):
            own = [job for job in jobs if job.plan is plan and job.file is not None and job.text is None]
            store, kind = _store(plan)
            for start in range(0, len(own), _BATCH):
                some = own[start : start + _BATCH]
                rows = {
                    path: (state, value) for path, state, value in store.read_some(kind, [job.shown for job in some])
                }
                for job in some:
                    self._look_up(job, sitewide.get(job.shown, {}), rows)
                store.write(kind, self._renewed)
                self._renewed.clear()

    def known(self, job: Job) -> Checked | None:
        """What is known of a job; None where it must be checked."""
        return self._known.get(job.shown)

    def keep(self, done: Sequence[tuple[Job, Checked]]) -> None:
        """Keep what these jobs gave."""
        rows: dict[Plan, list[tuple[str, str, object]]] = {}
        for job, result in done:
            if job.shown in self._keys and not result.broken:
                everything = site_of(job.plan, job.shown).states.everything if result.notes else ""
                value = [
                    everything,
                    packed(result.notes),
                    [_packed(one) for one in result.diagnostics],
                    result.unjudged,
                ]
                rows.setdefault(job.plan, []).append((job.shown, self._keys[job.shown], value))
        for plan, own in rows.items():
            store, kind = _store(plan)
            store.write(kind, own)
        if rows and (folder := cache_folder("sites")):
            trim(folder)

    def _look_up(self, job: Job, sitewide: ByRule, rows: Mapping[str, Any]) -> None:
        assert job.file is not None
        try:
            raw = read_bytes(job.file)
        except OSError:
            return
        came = arrival(job.shown) if "arrival" in inputs_of(job.plan) else None
        key = self._keys[job.shown] = digest_of((raw, len(raw), came, sorted(sitewide.items()), _plan_key(job.plan)))
        state, value = rows.get(job.shown, ("", None))
        if state != key or value is None:
            return
        try:
            row = self._confirmed(job, raw, cast("Row", value), sitewide)
            if row is not None:
                self._known[job.shown] = _recalled(job, raw, row)
                self._renewed += [(job.shown, key, row)] if row is not value else []
        except (ValueError, TypeError, KeyError, AttributeError, ImportError, OutOfTime):
            return  # no row of ours, or a site that the check will tell of

    def _confirmed(self, job: Job, raw: bytes, row: Row, sitewide: ByRule) -> Row | None:
        """The row, or one like it that will be confirmed sooner; None where the site would not answer the same today."""
        everything, notes, *found = row
        if not notes or everything == self._known_as(site := site_of(job.plan, job.shown)):
            return row
        post = cache(lambda: post_of(raw, job))
        with site.in_time():
            if not unchanged(site, notes, post):
                return None
            same = hears_the_same(site, notes)
        if not (same or finds_the_same(post(), job.plan, sitewide, notes)):
            return None
        if not post.cache_info().currsize:
            return row
        return cast("Row", [site.states.everything, renewed(site, notes), *found])

    def _known_as(self, site: Site) -> str:
        if site not in self._now:
            with site.in_time():
                self._now[site] = site.states.everything
        return self._now[site]


def _recalled(job: Job, raw: bytes, row: Row) -> Checked:
    """What a row says of a job."""
    _, _, diagnostics, unjudged = row
    text = decode(raw).text if diagnostics else None
    found = [_unpacked(one, job.shown, len(text or "")) for one in diagnostics]
    return Checked(found, text, unjudged=tuple(map(str, unjudged)))


def _store(plan: Plan) -> tuple[Store, str]:
    return Store(plan.root), f"found {int(_plan_key(plan), 16) % _PLANS}"


# --- the key


@once
def _plan_key(plan: Plan) -> str:
    """Names all that decides what is found in a text, but the site. A rule of ours is what its name says in this postlint."""
    own = load_rules()
    return digest(
        (
            ours(),
            os.getcwd(),
            str(plan.root),
            [rule.name if own.get(rule.name) is rule else repr(rule) for rule in plan.selected],
            sorted(plan.rules),
            sorted((glob, sorted(names)) for glob, names in plan.ignored.items()),
            sorted(plan.severity.items()),
            sorted((rule, repr(options)) for rule, options in plan.options.items()),
            plan.year_start,
            sorted(plan.accepted),
            plan.schema.read_bytes() if plan.schema else b"",
            plan.site,
        )
    )


# --- diagnostics as plain data


def _packed(one: Diagnostic) -> list[object]:
    fix = one.fix and [[[*edit.span, edit.text] for edit in one.fix.edits], one.fix.safe]
    related = [[*other.span, other.message, other.path] for other in one.related]
    return [one.rule, *one.span, one.message, int(one.severity), fix, related, one.slip, one.hides]


def _unpacked(packed: Any, path: str, length: int) -> Diagnostic:
    """Raises ValueError or TypeError for what `_packed` did not make of a text of this length."""
    rule, start, end, message, severity, fix, related, slip, hides = packed
    if not isinstance(rule, str) or not isinstance(message, str):
        raise TypeError(packed)
    return Diagnostic(
        rule,
        path,
        _span(start, end, length),
        message,
        Severity(severity),
        fix and Fix(tuple(Edit(_span(a, b, length), str(text)) for a, b, text in fix[0]), fix[1] is True),
        tuple(_related(one, length) for one in related),
        str(slip),
        None if hides is None else _span(hides[0], hides[1], length),
    )


def _related(packed: Any, length: int) -> Related:
    start, end, message, path = packed
    return Related(Span(int(start), int(end)) if path else _span(start, end, length), str(message), str(path))


def _span(start: int, end: int, length: int) -> Span:
    if not 0 <= start <= end <= length:
        raise ValueError(start, end)
    return Span(start, end)
