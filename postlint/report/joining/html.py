"""Pages for a browser become one: findings by path, with charts, filters and reasons for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from postlint.report.gather import HERE, more, regrouped
from postlint.report.html_page import Page, Row, other_place, page, read_page
from postlint.report.joining import Report, within

_HERE = other_place(HERE)
_FIX = "<details>"  # with it the fix begins, which comes last


def join(reports: Sequence[Report]) -> str:
    """The pages as one; a finding that stands in several counts once."""
    pages = [(folder, read_page(text)) for folder, text in reports]
    rows = {(str(row.about), row.message, row.rest): row for folder, one in pages for row in _rows(folder, one)}
    ordered = sorted(rows.values(), key=lambda row: row.about["path"])
    joined = regrouped(ordered, lambda row: row.about.get("fault") or id(row), _across)
    whole = [replace(row, about={**row.about, "fault": ""}) for row in joined]
    reasons = {name: reason for _, one in pages for name, reason in one.reasons.items()}
    return page(Page(whole, sum(one.files for _, one in pages), reasons))


def _rows(folder: str, one: Page) -> Iterator[Row]:
    for row in one.rows:
        yield replace(row, about={**row.about, "path": within(folder, row.about["path"])})


def _across(group: Sequence[Row]) -> Row:
    first = group[0]
    own = again = first.rest.count(_HERE)
    places = ""
    for one in group[1:]:
        here = 1 + one.rest.count(_HERE)
        places += other_place(f"{one.about['path']}: {HERE}") * here
        again += here
    before, fix, after = first.rest.partition(_FIX)
    message = first.message.removesuffix(more(own)) + more(again, len(group) - 1)
    return Row(first.about, message, f"{before}{places}{fix}{after}")
