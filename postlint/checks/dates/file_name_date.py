"""A dated path and the post's own date in, a finding where they name different days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.post.dates import DATE_KEYS, UPDATE_KEYS, entry_date, file_date, is_draft, is_slip_of_day, is_turned_day
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

_ADDRESS = ("slug", "url", "permalink", "path")
_ENOUGH = 20  # posts with a day in their names; the habit of fewer may be chance
_HABIT = 0.9  # of which so many are dated with that day
_ONE_DAY = dt.timedelta(days=1)  # the same moment is another day in another time zone
_ONE_MONTH = dt.timedelta(days=31)  # a post may be written in one month, or year, and published in the next
_PERIOD = lazy.compile(
    r"(?:\A|/)(?:(?P<year>20\d\d)/(?P<month>0[1-9]|1[0-2])|(?:blog|blogs|news|posts|_posts|articles)/(?P<only>20\d\d)(?!/\d\d/))/"
)


def check(post: Post, site: Site, options: Mapping[str, bool]) -> Iterator[Finding]:
    date = post.date
    if date is None or date.source == "path" or is_draft(post.header, post.path):
        return
    if not options["any-day"] and any(post.header.get(key) for key in _ADDRESS):
        return  # no reader sees how the file is called
    day = file_date(post.path)
    if day is not None:
        if _any_key_within(post, day - _ONE_DAY, day + _ONE_DAY):
            return
        if not (options["any-day"] or is_turned_day(day, date.day)) and site.remembered(_often_differs):
            return  # a habit of the house
        left = date.day < day and site.remembered(_agree)  # a file that got its new day, a header that did not
        if options["any-day"] or is_slip_of_day(day, date.day) or left:
            yield Finding(date.span, f"the file name says {day.isoformat()}, {date.source} says {date.text}")
        return
    period = _folder_period(post.path) if options["any-day"] else None
    if period and not _any_key_within(post, period[0] - _ONE_MONTH, period[1] + _ONE_MONTH):
        yield Finding(date.span, f"the folder says {period[2]}, {date.source} says {date.text}")


_HOUSE = 0.05  # of the posts with a day in their names; where so many have another date it is nobody's slip


def _often_differs(site: Site) -> bool:
    """Whether a site often dates its posts otherwise than their file names do."""
    apart = _apart(site)
    return len(apart) >= _ENOUGH and sum(one > _ONE_DAY for one in apart) > _HOUSE * len(apart)


def _agree(site: Site) -> bool:
    """Whether a site dates its posts with the day in their file names, nearly always."""
    apart = _apart(site)
    return len(apart) >= _ENOUGH and sum(one <= _ONE_DAY for one in apart) >= _HABIT * len(apart)


def _apart(site: Site) -> list[dt.timedelta]:
    """How far the dates of a site's posts lie from the days in their file names."""
    return [
        abs(day - page.date)
        for page in site.summaries.values()
        if page.date and page.get(*DATE_KEYS) and (day := file_date(page.path))
    ]


def _any_key_within(post: Post, first: dt.date, last: dt.date) -> bool:
    """Whether a date of the header, of publication or of an update, lies between two days, both included."""
    entries = (post.header.get(key) for key in (*DATE_KEYS, *UPDATE_KEYS))
    written = (entry_date(entry) for entry in entries if entry)
    return any(one and one.value and first <= one.value <= last for one in written)


def _folder_period(path: str) -> tuple[dt.date, dt.date, str] | None:
    """The first and last day of a folder `2024/05` or `blog/2024`, and its name."""
    match = _PERIOD.search(path)
    if match is None:
        return None
    if match["only"]:
        year = int(match["only"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31), match["only"]
    first = dt.date(int(match["year"]), int(match["month"]), 1)
    return first, first + _ONE_MONTH - _ONE_DAY, f"{match['year']}/{match['month']}"
