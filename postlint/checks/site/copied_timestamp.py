"""A post goes in; its date comes out where it is that of another post and something shows that it was left from a copy."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from postlint.model import Finding, PostDate, Related, Span
from postlint.post.dates import DATE_KEYS
from postlint.post.document import Post
from postlint.post.whens.names import ENGLISH
from postlint.site.asked.series import Number, Part, series_of
from postlint.site.model import PageSummary
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.messages import quoted

_CLOCK = lazy.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_IN_ADDRESS = lazy.compile(r"(?<!\d)(20\d\d)[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?!\d)")
_PERIOD = lazy.compile(
    r"\b(?:Q[1-4]|H[12]|(?:first|second|third|fourth) (?:quarter|half)|20\d\d|"
    rf"{'|'.join(names[0] for names in ENGLISH.months)})\b",
    re.IGNORECASE,
)
_ONE_DAY = dt.timedelta(days=1)
_PATCH = 2  # where the patch stands among the parts of a version
_STEP = 5  # minutes; nobody plans a post for 14:37


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    date = post.date
    twins = [page for page in site.siblings(post) if date and page.date == date.day]
    if date is None or not twins:
        return
    exact = [page for page in twins if page.time == date.time]
    twin: PageSummary | Part | None
    twin, reason = _timed(post, date, exact, site, options) if exact and _is_timed(date) else (None, "")
    if twin is None:
        twin, reason = _serial(post, site, date.day)
    if twin is not None:
        message = f"{quoted(date.text)} is the date of {twin.path}, too{reason}"
        yield Finding(date.span, message, related=(_related(twin, site),))


def _is_timed(date: PostDate) -> bool:
    """Whether a date has a time other than midnight, which stands for none."""
    return any(part not in ("00", "0", None) for part in _clock(date))


def _clock(date: PostDate) -> tuple[str | None, ...]:
    clock = _CLOCK.search(date.time)
    return clock.groups() if clock else ()


def _timed(
    post: Post, date: PostDate, exact: Sequence[PageSummary], site: Site, options: Mapping[str, object]
) -> tuple[PageSummary | None, str]:
    """The post with the same time, and what shows that it came with a copy."""
    for twin in exact:
        if image := _shared_image(post, twin, exact, site):
            return twin, f", to the second, and both show {image}"
    if len(exact) > 1:
        return None, ""  # posts that appear by dozens
    over = all(when.last_day < date.day for when in post.whens if _in_title(post, when.flow))
    if not over and _are_of_two_periods(post.title, exact[0].title):
        return exact[0], f", to the second, though that is {quoted(exact[0].title)}"
    shown = _shown(post, date, site)
    if shown is None and options["any-time"]:
        shown = ""
    return (None, "") if shown is None else (exact[0], f", to the second{shown}")


def _are_of_two_periods(one: str, other: str) -> bool:
    """Whether two titles differ in nothing but the quarter, the month or the year that they are about."""
    return one != other and _PERIOD.search(one) is not None and _PERIOD.sub("#", one) == _PERIOD.sub("#", other)


def _shown(post: Post, date: PostDate, site: Site) -> str | None:
    """A time that nobody plans, or something in the post that is later; None where nothing shows a copy."""
    _, minute, second = (int(part or 0) for part in _clock(date))
    if second or minute % _STEP:
        return ""
    later = next((when for when in post.whens if _in_title(post, when.flow) and when.first_day > date.day), None)
    if later is not None:
        return f", and the title speaks of {quoted(later.text)}"
    linked = max((day for link in post.links for day in _days(link.target)), default=date.day)
    if linked > date.day + _ONE_DAY:
        return f", and a link leads to {linked}"
    page = _later_page(post, site, date.day + _ONE_DAY)
    return f", and a link leads to {page.path} of {page.date}" if page else None


def _later_page(post: Post, site: Site, day: dt.date) -> PageSummary | None:
    """A page of the site that the post links to though it is dated after `day`."""
    pages = (site.summary(found.path) for _, found in site.links(post) if found.path)
    return next((page for page in pages if page.date and page.date > day), None)


def _shared_image(post: Post, twin: PageSummary, exact: Sequence[PageSummary], site: Site) -> str:
    """The path of an image that the twin shows as well, and no post of another time; or ""."""
    shown = {link.target for link in post.links if link.image} & set(site.targets(twin.path))
    others = [page.path for page in site.siblings(post) if page not in exact] if shown else []
    return next(iter(sorted(shown - {target for path in others for target in site.targets(path)})), "")


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
    """The post of the same series with the same date, where it has the same title or no two others share a date."""
    for series in series_of(post, site):
        days = [other.day for other in series.others]
        twins = [other for other in series.others if other.day == day and other.number != series.number]
        if len(twins) != 1 or _are_patches(twins[0].number, series.number):
            continue
        if twins[0].title == post.title:
            return twins[0], ", and the title is the same"
        if len(set(days)) == len(days):
            return twins[0], f"; no two others of {quoted(series.name)} share one"
    return None, ""


def _are_patches(one: Number, other: Number) -> bool:
    """Whether two versions differ in their patch alone: 1.2.4 may well mend 1.2.3 on the same day."""
    return min(len(one), len(other)) > _PATCH and one[:_PATCH] == other[:_PATCH]


def _related(twin: PageSummary | Part, site: Site) -> Related:
    entry = site.header(twin.path).get(*DATE_KEYS)
    return Related(entry.text_span if entry else Span(0, 0), "the same date", site.shown(twin.path))
