"""The day of a post: which values name one, which key wins, what a path says."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model import Span
from postlint.post.dates import file_date, is_draft, post_date, written_date
from postlint.post.frontmatter import read_header

NO_DAYS = {
    "nothing": "",
    "a year": "2024",
    "a month": "2024-05",
    "a word of Eleventy's": "Last Modified",
    "a template": "{{ date }}",
    "a range": "2024-05-07 to 2024-05-09",
    "an order that differs by country": "05/07/2024",
    "a season": "Summer 2024",
    "a day that February has not": "2024-02-30",
    "a month that no year has": "2024-13-01",
    "a word that is no month": "30 Juno 2023",
    "a placeholder": "2022-05-xxT00:00:00.000Z",
    "a version": "1.2.3",
}

DAYS = {
    "ISO 8601": ("2024-05-07", ""),
    "with a time": ("2024-05-07T12:00:00.000Z", "12:00:00.000Z"),
    "with a time and an offset": ("2024-05-07T23:30:00-11:00", "23:30:00-11:00"),
    "with a space before the time": ("2024-05-07 10:00:00 +0000", "10:00:00 +0000"),
    "with hours of a half day": ("2024-05-07 10:00 AM EST", "10:00 AM EST"),
    "with slashes": ("2024/05/07", ""),
    "with single digits": ("2024-5-7", ""),
    "without hyphens": ("20240507", ""),
    "Julia's call": ("Date(2024, 05, 7)", ""),
    "Julia's call with a time": ("DateTime(2024, 5, 7, 12)", ""),
    "day first": ("7 May 2024", ""),
    "day first with an ordinal": ("7th May, 2024", ""),
    "month first": ("May 7, 2024", ""),
    "RFC 2822": ("Tue, 07 May 2024 10:00:00 GMT", "10:00:00 GMT"),
    "JavaScript's own": ("Tue May 07 2024 10:00:00 GMT+0200 (CEST)", "10:00:00 GMT+0200"),
    "with white space around it": (" 2024-05-07\n", ""),
}

PATHS = {
    "no date": ("blog/hello.md", None),
    "a year only": ("blog/2024/hello.md", None),
    "a year and a month": ("blog/2024/05/hello.md", None),
    "a date at the end of the name": ("blog/meeting-2024-05-07.md", None),
    "a date that no calendar has": ("blog/2024-13-07-hello.md", None),
    "a longer number": ("blog/202405071-hello.md", None),
    "a folder above the post's own": ("2024-05-07-congress/talks/hello.md", None),
    "the name": ("blog/2024-05-07-hello.md", "2024-05-07"),
    "the whole name": ("2024-05-07.md", "2024-05-07"),
    "the name with underscores": ("2024_05_07_hello.md", "2024-05-07"),
    "the name without hyphens": ("20240507-hello.md", "2024-05-07"),
    "the folder of an index": ("blog/2024-05-07-hello/index.md", "2024-05-07"),
    "nested folders": ("blog/2024/05/07/hello.md", "2024-05-07"),
}


@pytest.mark.parametrize("text", NO_DAYS.values(), ids=NO_DAYS.keys())
def test_what_names_no_day_is_none(text: str) -> None:
    written = written_date(text)
    assert written is None or written.value is None


@pytest.mark.parametrize(("text", "time"), DAYS.values(), ids=DAYS.keys())
def test_a_day_is_taken_as_written(text: str, time: str) -> None:
    written = written_date(text)
    assert written is not None
    assert (written.value, written.time) == (dt.date(2024, 5, 7), time)


@pytest.mark.parametrize(("path", "day"), PATHS.values(), ids=PATHS.keys())
def test_a_path_names_its_day_at_its_beginning(path: str, day: str | None) -> None:
    assert file_date(path) == (dt.date.fromisoformat(day) if day else None)


KEYS = {
    "date comes first": ("published: 2023-01-01\ndate: 2024-05-07", "date"),
    "a switch is no date": ("published: true\npubDate: 2024-05-07", "pubDate"),
    "a key that holds no day is passed over": ("date: Last Modified\npublishDate: 2024-05-07", "publishDate"),
    "a key in other letters": ("Date: 2024-05-07", "Date"),
    "a number": ("date: 20240507", "date"),
    "the note's own day is not the post's": ("created: 2024-05-01", "path"),
    "no key": ("title: x", "path"),
}


@pytest.mark.parametrize(("lines", "source"), KEYS.values(), ids=KEYS.keys())
def test_the_first_key_with_a_day_wins_and_then_the_path(lines: str, source: str) -> None:
    found = post_date(read_header(f"---\n{lines}\n---\n"), "2024-05-07-x.md")
    assert found is not None
    assert (found.source, found.day) == (source, dt.date(2024, 5, 7))


def test_the_span_covers_the_date_without_its_time() -> None:
    text = '---\ndate: " 2024-05-07T12:00:00Z"\n---\n'
    found = post_date(read_header(text), "x.md")
    assert found is not None
    assert (found.text, found.time, found.span.of(text)) == ("2024-05-07", "12:00:00Z", "2024-05-07")


def test_a_date_from_the_path_has_no_place_in_the_text() -> None:
    found = post_date(read_header("Text"), "2024-05-07-x.md")
    assert found is not None
    assert (found.span, found.text) == (Span(0, 0), "2024-05-07")


def test_no_date_at_all() -> None:
    assert post_date(read_header("---\ntitle: x\n---\n"), "x.md") is None


@pytest.mark.parametrize(
    ("lines", "path", "expected"),
    [
        ("title: x", "posts/x.md", False),
        ("draft: false", "posts/drafts.md", False),
        ("draft: true", "posts/x.md", True),
        ("published: false", "posts/x.md", True),
        ("status: Draft", "posts/x.md", True),
        ("title: x", "_drafts/x.md", True),
    ],
    ids=["a post", "a post about drafts", "draft", "not published", "status", "folder"],
)
def test_drafts_say_so(lines: str, path: str, expected: bool) -> None:
    assert is_draft(read_header(f"---\n{lines}\n---\n"), path) is expected


FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "Date(%Y, %m, %d)", "%Y-%m-%dT12:30:00Z", "%Y-%m-%d 12:30")


@given(st.dates(dt.date(1970, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_read_back_in_every_form(day: dt.date, form: str) -> None:
    written = written_date(day.strftime(form))
    assert written is not None
    assert written.value == day


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error(text: str) -> None:
    written = written_date(text)
    assert written is None or written.text in text
