"""Whatever days a form names, they are read back from it; and nothing but distances counts for what is reported."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterable
from importlib import import_module
from inspect import signature

from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.model import Finding, When, WhenKind
from postlint.post.document import Post, read_post
from postlint.post.whens import find_whens
from postlint.post.whens.names import ENGLISH, FRENCH, GERMAN, LANGUAGES, PORTUGUESE, SPANISH, Language
from postlint.rulebook.pages import load_rules
from tests.test_whens import READ, flow, whens

DAYS = st.dates(dt.date(1970, 1, 2), dt.date(2068, 12, 30))
POSTED = dt.date(2024, 5, 7)


def ordinal(day: int) -> str:
    suffix = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def read(text: str, language: Language = ENGLISH, start: int = 0, posted: dt.date = POSTED) -> list[When]:
    return list(find_whens([flow(text)], posted, [language], start)[0])


def named(language: Language, day: dt.date) -> tuple[str, str]:
    """The names of a day's month and weekday, as the language writes them."""
    month, weekday = language.months[day.month - 1][0], language.weekdays[day.weekday()][0]
    return (
        (month, weekday) if language.small and language is not ENGLISH else (month.capitalize(), weekday.capitalize())
    )


# --- days

Form = Callable[[dt.date, str, str], str]
DAY_FORMS: tuple[tuple[Language, Form], ...] = (
    (ENGLISH, lambda day, month, weekday: day.isoformat()),
    (ENGLISH, lambda day, month, weekday: f"{day:%Y/%m/%d}"),
    (ENGLISH, lambda day, month, weekday: f"{month} {day.day}, {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{month[:3]} {day.day} {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{month[:3]}. {day.day}, {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{month} {ordinal(day.day)}, {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{month.upper()} {day.day}, {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{day.day} {month} {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{day.day} {month}, {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{ordinal(day.day)} of {month}, {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{weekday}, {month} {day.day}, {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{weekday} ({month} {day.day}, {day.year})"),
    (ENGLISH, lambda day, month, weekday: f"{weekday[:3]} {day.day} {month[:3]} {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{weekday} the {ordinal(day.day)} of {month} {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{weekday}, {ordinal(day.day)} {month} {day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{month} {day.day}, {day.year} ({weekday})"),
    (ENGLISH, lambda day, month, weekday: f"{day.day:02}-{month[:3]}-{day.year}"),
    (ENGLISH, lambda day, month, weekday: f"{day.day:02}-{month[:3]}-{day.year % 100:02}"),
    (ENGLISH, lambda day, month, weekday: f"{day.isoformat()} ({weekday})"),
    (GERMAN, lambda day, month, weekday: f"{day.day}. {month} {day.year}"),
    (GERMAN, lambda day, month, weekday: f"{weekday}, {day.day}. {month} {day.year}"),
    (GERMAN, lambda day, month, weekday: f"{weekday}, den {day.day}. {month} {day.year}"),
    (GERMAN, lambda day, month, weekday: f"{day:%d.%m.%Y}"),
    (GERMAN, lambda day, month, weekday: f"{weekday}, {day.day}.{day.month}.{day.year}"),
    (SPANISH, lambda day, month, weekday: f"{day.day} de {month} de {day.year}"),
    (SPANISH, lambda day, month, weekday: f"{weekday} {day.day} de {month} de {day.year}"),
    (SPANISH, lambda day, month, weekday: f"{day:%d/%m/%Y}"),
    (FRENCH, lambda day, month, weekday: f"{day.day}{'er' if day.day == 1 else ''} {month} {day.year}"),
    (FRENCH, lambda day, month, weekday: f"{weekday} {day.day} {month} {day.year}"),
    (FRENCH, lambda day, month, weekday: f"{day:%d/%m/%Y}"),
    (PORTUGUESE, lambda day, month, weekday: f"{day.day} de {month} de {day.year}"),
    (PORTUGUESE, lambda day, month, weekday: f"{weekday}, {day.day} de {month} de {day.year}"),
    (PORTUGUESE, lambda day, month, weekday: f"{day:%d/%m/%Y}"),
)


@given(day=DAYS, form=st.sampled_from(DAY_FORMS), posted=DAYS)
def test_any_day_in_any_form(day: dt.date, form: tuple[Language, Form], posted: dt.date) -> None:
    language, write = form
    (when,) = read(f"# {write(day, *named(language, day))}, x", language, posted=posted)
    assert (when.first_day, when.last_day, when.year_from) == (day, day, "phrase")
    assert when.weekday in (None, day.weekday())


Range = Callable[[dt.date, str, dt.date, str], str]
RANGE_FORMS: tuple[tuple[Language, Range], ...] = (
    (ENGLISH, lambda a, am, b, bm: f"from {am} {a.day}, {a.year} to {bm} {b.day}, {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"from {am} {a.day} to {bm} {b.day}, {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"{am} {a.day} – {bm} {b.day}, {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"{a.day} {am} – {b.day} {bm} {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"from the {ordinal(a.day)} of {am} to the {ordinal(b.day)} of {bm} {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"between {am} {a.day} and {bm} {b.day}, {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"{a.isoformat()} – {b.isoformat()}"),
    (GERMAN, lambda a, am, b, bm: f"vom {a.day}. {am} bis {b.day}. {bm} {b.year}"),
    (GERMAN, lambda a, am, b, bm: f"vom {a.day}. {am} bis zum {b.day}. {bm} {b.year}"),
    (SPANISH, lambda a, am, b, bm: f"del {a.day} de {am} al {b.day} de {bm} de {b.year}"),
    (FRENCH, lambda a, am, b, bm: f"du {a.day} {am} au {b.day} {bm} {b.year}"),
    (PORTUGUESE, lambda a, am, b, bm: f"de {a.day} de {am} a {b.day} de {bm} de {b.year}"),
)
WITHIN_A_MONTH: tuple[tuple[Language, Range], ...] = (
    (ENGLISH, lambda a, am, b, bm: f"{am} {a.day}–{b.day}, {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"{am} {ordinal(a.day)}-{ordinal(b.day)}, {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"from {am} {a.day} through {b.day}, {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"{a.day}–{b.day} {am} {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"between the {ordinal(a.day)} and the {ordinal(b.day)} of {am} {b.year}"),
    (ENGLISH, lambda a, am, b, bm: f"{am} {a.day} and {b.day}, {b.year}"),
    (GERMAN, lambda a, am, b, bm: f"vom {a.day}. bis {b.day}. {am} {b.year}"),
    (SPANISH, lambda a, am, b, bm: f"del {a.day} al {b.day} de {am} de {b.year}"),
    (FRENCH, lambda a, am, b, bm: f"du {a.day} au {b.day} {am} {b.year}"),
    (PORTUGUESE, lambda a, am, b, bm: f"de {a.day} a {b.day} de {am} de {b.year}"),
)


@given(first=DAYS, length=st.integers(1, 200), form=st.sampled_from(RANGE_FORMS))
def test_any_range_in_any_form(first: dt.date, length: int, form: tuple[Language, Range]) -> None:
    language, write = form
    last = first + dt.timedelta(days=length)
    (when,) = read(f"# {write(first, named(language, first)[0], last, named(language, last)[0])}, x", language)
    assert (when.first_day, when.last_day, when.kind) == (first, last, WhenKind.DAYS)


@given(first=DAYS, length=st.integers(1, 27), form=st.sampled_from(WITHIN_A_MONTH))
def test_any_range_within_a_month_in_any_form(first: dt.date, length: int, form: tuple[Language, Range]) -> None:
    language, write = form
    last = first + dt.timedelta(days=length)
    if last.month == first.month:
        month = named(language, first)[0]
        (when,) = read(f"# {write(first, month, last, month)}, x", language)
        assert (when.first_day, when.last_day, when.kind) == (first, last, WhenKind.DAYS)


@given(posted=DAYS, distance=st.integers(-180, 180))
def test_day_without_a_year_is_the_one_nearest_to_the_post(posted: dt.date, distance: int) -> None:
    day = posted + dt.timedelta(days=distance)
    if (day.month, day.day) == (2, 29):
        day += dt.timedelta(days=1)
    (when,) = whens(f"It was on {day:%B} {day.day}.", posted)
    assert when.first_day == day


# --- months, quarters, halves, years

YEARS = st.integers(1970, 2068)
MONTH_FORMS: tuple[tuple[Language, str], ...] = (
    (ENGLISH, "{0} {1}"),
    (ENGLISH, "{0} of {1}"),
    (ENGLISH, "{0}, {1}"),
    (ENGLISH, "late {0} {1}"),
    (GERMAN, "{0} {1}"),
    (SPANISH, "{0} de {1}"),
    (FRENCH, "{0} {1}"),
    (PORTUGUESE, "{0} de {1}"),
)
ROW_FORMS: tuple[tuple[Language, str, str], ...] = (
    (ENGLISH, "{0}–{1} {2}", ""),
    (ENGLISH, "{0} to {1} {2}", ""),
    (ENGLISH, "from {0} until {1} of {2}", ""),
    (ENGLISH, "{0} {3} – {1} {2}", ""),
    (ENGLISH, "{0} and {1} of {2}", ", "),
    (ENGLISH, "{0}, and {1} {2}", ", "),
    (GERMAN, "von {0} bis {1} {2}", ""),
    (SPANISH, "de {0} a {1} de {2}", ""),
    (FRENCH, "de {0} à {1} {2}", ""),
    (PORTUGUESE, "de {0} a {1} de {2}", ""),
)


def ends(first: tuple[int, int], last: tuple[int, int]) -> tuple[dt.date, dt.date]:
    """From the first day of one (year, month) to the last of another."""
    return dt.date(*first, 1), dt.date(*last, monthrange(*last)[1])


@given(year=YEARS, month=st.integers(1, 12), form=st.sampled_from(MONTH_FORMS))
def test_any_month_in_any_form(year: int, month: int, form: tuple[Language, str]) -> None:
    language, write = form
    name = named(language, dt.date(year, month, 1))[0]
    (when,) = read(f"# {write.format(name, year)}, x", language)
    assert (when.first_day, when.last_day, when.kind) == (*ends((year, month), (year, month)), WhenKind.MONTH)


@given(year=YEARS, month=st.integers(1, 12), length=st.integers(1, 10), form=st.sampled_from(ROW_FORMS))
def test_any_row_of_months_in_any_form(year: int, month: int, length: int, form: tuple[Language, str, str]) -> None:
    language, write, joint = form
    row = [((year * 12 + month - 1 + step) // 12, (month - 1 + step) % 12 + 1) for step in range(length + 1)]
    names = [named(language, dt.date(*one, 1))[0] for one in row]
    start = joint.join(names[:-1]) if joint else names[0]
    (when,) = read(f"# {write.format(start, names[-1], row[-1][0], row[0][0])}, x", language)
    assert (when.first_day, when.last_day, when.kind) == (*ends(row[0], row[-1]), WhenKind.MONTHS)


ORDINALS = ("first", "second", "third", "fourth")
PARTS: dict[int, tuple[str, ...]] = {
    3: (
        "Q{0} {1}",
        "Q{0} of {1}",
        "Q{0}, {1}",
        "{1} Q{0}",
        "{1}-Q{0}",
        "Q{0}/{1}",
        "Q{0}'{2:02}",
        "{0}Q{2:02}",
        "{0}Q {1}",
        "{3} quarter of {1}",
        "{3} quarter {1}",
    ),
    6: ("H{0} {1}", "H{0} of {1}", "{1} H{0}", "{0}H{2:02}", "{3} half of {1}"),
    12: (),
}
BUSINESS: dict[int, tuple[str, ...]] = {
    3: (
        "FY{2:02} Q{0}",
        "Q{0} FY{2:02}",
        "Q{0} of FY{1}",
        "Q{0}FY{2:02}",
        "{0}QFY{2:02}",
        "fiscal Q{0} {1}",
        "{3} quarter of fiscal {1}",
        "{3} quarter of fiscal year {1}",
    ),
    6: ("FY{2:02} H{0}", "H{0} FY{1}", "{3} half of fiscal {1}"),
    12: ("FY{2:02}", "FY{1}", "fiscal year {1}", "fiscal {1}"),
}


@given(
    year=st.integers(2001, 2068),
    months=st.sampled_from([3, 6, 12]),
    number=st.integers(1, 4),
    start=st.integers(0, 12),
    data=st.data(),
)
def test_any_part_of_a_year_in_any_form(year: int, months: int, number: int, start: int, data: st.DataObject) -> None:
    number = min(number, 12 // months)
    forms = PARTS[months] + (BUSINESS[months] if start else ())
    if not forms:
        return
    phrase = data.draw(st.sampled_from(forms)).format(number, year, year % 100, ORDINALS[number - 1])
    (when,) = read(f"# in the {phrase}, x", start=start)
    first = year * 12 + (start or 1) - 1 + (number - 1) * months - (12 if start > 1 else 0)
    last = first + months - 1
    expected = ends((first // 12, first % 12 + 1), (last // 12, last % 12 + 1))
    assert (when.text, when.first_day, when.last_day) == (phrase, *expected)


# --- whatever comes


@given(day=st.dates(), text=st.lists(st.sampled_from([form[0] for form in READ.values()]), max_size=4))
def test_any_date_of_a_post_is_survived(day: dt.date, text: list[str]) -> None:
    assert all(when.first_day <= when.last_day for when in whens(" and ".join(text), day))


@given(
    text=st.text(alphabet="JuneMay 0123456789-–/,.()thQFYH'’of ", max_size=120),
    language=st.sampled_from(list(LANGUAGES.values())),
    start=st.integers(0, 12),
)
def test_any_text_is_survived(text: str, language: Language, start: int) -> None:
    assert all(text[when.at : when.end] == when.text for when in read(text, language, start))


# --- distances are all that counts

# Rules that ask how days lie to each other; the others ask for months, quarters or years, which no number of weeks keeps.
RULES = (
    "event_after_post",
    "event_far_ahead",
    "file_name_date",
    "impossible_date",
    "mixed_date_forms",
    "own_date_mismatch",
    "past_event_announced",
    "relative_date_mismatch",
    "updated_before_published",
    "wrong_weekday",
)
STORY = """---
title: A story
date: {day}
updated: {told[4]}
---
**LINZ, AUSTRIA, {told[5]:%B} {told[5].day}, {told[5].year}** – The gates opened on {told[0]:%A}, {told[0]:%B} {told[0].day},
{told[0].year}. Ada joined us on {told[1]:%B} {told[1].day}. The fair will take place on {slipped:%A}, {told[2].day}
{told[2]:%B} {told[2].year}, and {told[3]:%a}, {told[3]:%b} {told[3].day} is the last day.

Next week, from {told[2]:%B} {told[2].day} on, all is closed. We begin again in two weeks, on {told[3]:%B} {told[3].day}.

Register by {told[4]:%B} {told[4].day}, {told[4].year}. Next {told[6]:%A}, {told[6]:%B} {told[6].day}, is a holiday.

Update ({told[5]}): Mended a word.

The next fair will be held in Linz, Austria, on {far:%B} {far.day}, {far.year}.
"""


def findings(day: dt.date, distances: list[int], slip: int) -> list[tuple[str, int]]:
    """The rules that report something, and on which line."""
    told = [day + dt.timedelta(days=distance) for distance in distances]
    slipped, far = told[2] + dt.timedelta(days=slip), told[6] + dt.timedelta(days=520)
    text = STORY.format(day=day, told=told, slipped=slipped, far=far)
    post = read_post(text, f"news/{told[6]}-story.md")
    found = ((name, one) for name in RULES for one in _ask(name, post))
    return [(name, text.count("\n", 0, one.span.start)) for name, one in found]


def _ask(name: str, post: Post) -> Iterable[Finding]:
    """What a rule finds with the options of its page."""
    check = import_module(f"postlint.checks.dates.{name}").check
    given = {
        "post": post,
        "site": _Alone(),
        "options": {**load_rules()[name.replace("_", "-")].options, "any-day": True},
    }
    return check(**{name: given[name] for name in signature(check).parameters})  # type: ignore[no-any-return]


class _Alone:
    """A site of one post, which has no habits."""

    def remembered(self, read: object) -> bool:
        return False


@settings(deadline=None)
@given(
    day=st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31)),
    distances=st.lists(st.integers(-50, 50), min_size=7, max_size=7),
    slip=st.integers(0, 2),
    weeks=st.integers(-300, 300),
)
def test_shifting_everything_by_whole_weeks_changes_no_finding(
    day: dt.date, distances: list[int], slip: int, weeks: int
) -> None:
    shifted = day + dt.timedelta(weeks=weeks)
    assert findings(day, distances, slip) == findings(shifted, distances, slip)


def test_the_story_gives_the_rules_something_to_say() -> None:
    said = {rule for rule, _ in findings(dt.date(2024, 5, 7), [20, 30, -20, 40, -30, -40, 45], 1)}
    assert said >= {
        "event_after_post",
        "own_date_mismatch",
        "past_event_announced",
        "wrong_weekday",
        "file_name_date",
        "event_far_ahead",
    }
