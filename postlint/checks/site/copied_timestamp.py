"""A post goes in; its date comes out where it is that of another post and something shows that it was left from a copy."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from postlint.messages import quoted
from postlint.model import Finding, PostDate, Related, Span
from postlint.post.document import Post
from postlint.site.model import PageSummary
from postlint.site.series import Part, series_of
from postlint.site.site import Site

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?!\d)")
_STEP = 5  # minutes; nobody plans a post for 14:37


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    date = post.date
    twins = [page for page in site.siblings(post) if date and page.date == date.day]
    if date is None or not twins:
        return
    exact = [page for page in twins if page.time == date.time]
    reason = _timed(post, date, options) if len(exact) == 1 else None
    twin: PageSummary | Part | None = exact[0] if reason is not None else None
    if twin is None:
        twin, reason = _serial(post, site, date.day)
    if twin is not None:
        message = f"{quoted(date.text)} is the date of {twin.path}, too{reason}"
        yield Finding(date.span, message, related=(_related(twin, site),))


def _timed(post: Post, date: PostDate, options: Mapping[str, object]) -> str | None:
    """What shows that a date with its time came with a copy: a time nobody plans, or something later in the post."""
    clock = _CLOCK.search(date.time)
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    if second or minute % _STEP:
        return ", to the second"
    if not (hour or minute):
        return None
    later = next((when for when in post.whens if _in_title(post, when.flow) and when.first_day > date.day), None)
    if later is not None:
        return f", to the second, and the title speaks of {quoted(later.text)}"
    linked = max((day for link in post.links for day in _days(link.target)), default=date.day)
    if linked > date.day + dt.timedelta(days=1):
        return f", to the second, and a link leads to {linked}"
    return ", to the second" if options["any-time"] else None


def _in_title(post: Post, flow: int) -> bool:
    return post.flows[flow].role == "title"


def _days(address: str) -> Iterator[dt.date]:
    """The days that an address names: `/2024/07/18/` or `2024-07-18`."""
    for found in _IN_ADDRESS.finditer(address):
        try:
            yield dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue


def _serial(post: Post, site: Site, day: dt.date) -> tuple[Part | None, str]:
    """The post of the same series with the same date, where no two others of it share one."""
    for series in series_of(post, site):
        days = [other.day for other in series.others]
        twins = [other for other in series.others if other.day == day and other.number != series.number]
        if len(twins) == 1 and len(set(days)) == len(days):
            return twins[0], f"; no two others of {quoted(series.name)} share one"
    return None, ""


def _related(twin: PageSummary | Part, site: Site) -> Related:
    entry = site.header(twin.path).get("date", "published", "pubDate", "publishDate")
    return Related(entry.text_span if entry else Span(0, 0), "the same date", site.shown(twin.path))
