"""Years, months and days go in, closed intervals of days come out; every year that a phrase leaves out is chosen here."""

from __future__ import annotations

import calendar
import datetime as dt

from postlint.model.named import NamedTuple

MONTHS = calendar.month_name  # English names from 1, for messages
ONE_DAY = dt.timedelta(days=1)

Interval = tuple[dt.date, dt.date]


class Point(NamedTuple):
    """A day, or with `day` 0 a whole month; `year` 0 where the phrase does not say it."""

    year: int
    month: int
    day: int = 0

    def fault(self) -> str:
        """Why no calendar holds this day, or ""; without a year February has 29."""
        if not 1 <= self.month <= 12:
            return f"there is no month {self.month}"
        days = calendar.monthrange(self.year or 2000, self.month)[1]
        if self.day <= days:
            return ""
        year = f" {self.year}" if self.year and self.month == 2 else ""
        return f"{MONTHS[self.month]}{year} has {days} days"


def interval(first: Point, last: Point, year: int = 0) -> Interval | None:
    """The days from `first` to `last`, or None where they are none.

    Where neither says its year, `first` is of `year`; where one does, the other's is the next that keeps them in order.
    """
    turns = (last.month, last.day or 31) < (first.month, first.day)
    start_year = first.year or (last.year - turns if last.year else year)
    end_year = last.year or start_year + turns
    try:
        start = dt.date(start_year, first.month, first.day or 1)
        end = dt.date(end_year, last.month, last.day or calendar.monthrange(end_year, last.month)[1])
    except ValueError:
        return None
    return (start, end) if start <= end else None


def distance(one: Interval, other: Interval) -> int:
    """How many days lie between two intervals; 0 where they share a day."""
    return max((one[0] - other[1]).days, (other[0] - one[1]).days, 0)


def nearest(first: Point, last: Point, anchor: Interval) -> Interval | None:
    """The reading of two points without a year that lies nearest to `anchor`."""
    years = range(anchor[0].year - 1, anchor[1].year + 2)
    readings = [days for year in years if (days := interval(first, last, year))]
    return min(readings, key=lambda days: distance(days, anchor), default=None)


def part_of_year(number: int, months: int, year: int, start: int = 1) -> tuple[Point, Point]:
    """The `number`th part of so many months of a year that begins in the month `start`, and is named after its end."""
    first = start - 1 + (number - 1) * months
    last = first + months - 1
    turned = start > 1  # then its first months are of the calendar year before

    def point(index: int) -> Point:
        return Point(year - turned + index // 12 if year else 0, index % 12 + 1)

    return point(first), point(last)


def month_start(day: dt.date, shift: int = 0) -> dt.date:
    """The first day of the month `shift` months after that of `day`."""
    index = day.year * 12 + day.month - 1 + shift
    return dt.date(index // 12, index % 12 + 1, 1)


def unit_around(unit: str, day: dt.date, shift: int, start: int = 1) -> Interval:
    """The "day", "week" (from Monday), "month", "quarter" or "year" of `day`, moved by `shift` of its own length.

    Quarters are counted from the month `start`.
    """
    if unit in ("day", "week"):
        length = 7 if unit == "week" else 1
        first = day + dt.timedelta(days=shift * length - (day.weekday() if unit == "week" else 0))
        return first, first + dt.timedelta(days=length - 1)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    passed = (day.month - (start if unit == "quarter" else 1)) % months
    first = month_start(day, shift * months - passed)
    return first, month_start(first, months) - ONE_DAY


def units_until(unit: str, day: dt.date, count: int) -> Interval:
    """The `count` units that end on `day`, or with a negative count those that begin there."""
    if unit in ("day", "week"):
        other = day - dt.timedelta(days=count * (7 if unit == "week" else 1))
    else:
        months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
        first = month_start(day, -months)
        other = first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))
    return min(day, other), max(day, other)
