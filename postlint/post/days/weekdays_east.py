"""A post goes in; Japanese, Chinese and Korean dates come out with the weekday behind them that they do not fall on.

"2025年5月23日（木）", "5月23日 星期四", "5월 23일(목)": these have no words that a grammar would have to join.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding
from postlint.post.days.weekdays import WEEKDAYS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_DAY = lazy.compile(
    r"(?:(?P<year>20\d\d)\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日號号일]\s?"
    r"(?:[（(]\s?(?:星期|周|週)?(?P<inner>[月火水木金土日一二三四五六天월화수목금토일])(?:曜日?|요일)?\s?[）)]|"
    r"(?:星期|周|週|礼拜|禮拜)(?P<named>[一二三四五六日天])|(?P<plain>[月火水木金土日])曜日|(?P<korean>[월화수목금토일])요일)"
)
_SIGNS = ("月一월", "火二화", "水三수", "木四목", "金五금", "土六토", "日天일")  # Monday first
_NEAR = 150  # days around the post within which a day without its year is the nearest one


def eastern(post: Post) -> Iterator[Finding]:
    """Each such date on another day of the week."""
    posted = post.date.day if post.date else None
    for flow in post.flows:
        for found in _DAY.finditer(flow.text) if not flow.quoted and ("月" in flow.text or "월" in flow.text) else ():
            sign = found["inner"] or found["named"] or found["plain"] or found["korean"]
            weekday = next(at for at, signs in enumerate(_SIGNS) if sign in signs)
            day = _day(int(found["year"] or 0), int(found["month"]), int(found["day"]), posted)
            if day and day.weekday() != weekday:
                message = f"{day.isoformat()} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}"
                yield Finding(flow.span_of(*found.span()), message)


def _day(year: int, month: int, day: int, posted: dt.date | None) -> dt.date | None:
    """The day; without a year that nearest to the post, where it is near; None where there is doubt or no such day."""
    try:
        if year:
            return dt.date(year, month, day)
        if posted is None:
            return None
        days = [dt.date(posted.year + shift, month, day) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    nearest = min(days, key=lambda one: abs((one - posted).days))
    return nearest if abs((nearest - posted).days) <= _NEAR else None
