"""What a post says it looks back on."""

from __future__ import annotations

import datetime as dt

import pytest

from postlint.post.document import read_post
from postlint.post.periods.period import own_period
from postlint.post.periods.stretch import period_name


def post(title: str, description: str = "", date: str = "2024-07-18") -> str:
    return f"---\ntitle: {title!r}\ndescription: {description!r}\ndate: {date}\n---\nText.\n"


NONE = {
    "no period": "A recap of the fair",
    "an event of a month": "June 2024 Board Meeting Recap",
    "a release of a month": "February 2024 Security Release Summary",
    "an event of a year": "OrchardConf 2024 Recap",
    "a plan": "Q3 2024 roadmap update",
    "a month in passing": "May 2024 cider prices",
    "a year in a name": "Ecosystem 2023 Recap",
}


@pytest.mark.parametrize("title", NONE.values(), ids=NONE)
def test_title_claims_no_period(title: str) -> None:
    assert own_period(read_post(post(title))) is None


NAMED = {
    "quarter": ("Q2 2024 Recap from Ada", "Q2 2024 recap"),
    "quarter in words": ("Recap: the second quarter of 2024", "Q2 2024 recap"),
    "update": ("Q1 2022 Update: a good start", "Q1 2022 report"),
    "the one beside the word": ("A Q2 recap and what Q3 brings", "Q2 2024 recap"),
    "half": ("H1 2024 in review", "the first half of 2024 recap"),
    "month": ("May 2024 in review", "May 2024 recap"),
    "month after": ("Community recap: May 2024", "May 2024 recap"),
    "months": ("Recap of April–May 2024", "April–May 2024 recap"),
    "year": ("2023 in review", "2023 recap"),
    "year after": ("Year in review: 2023", "2023 recap"),
    "our year": ("Looking back at 2023", "2023 recap"),
}


@pytest.mark.parametrize(("title", "meant"), NAMED.values(), ids=NAMED)
def test_title_claims(title: str, meant: str) -> None:
    period = own_period(read_post(post(title)))
    assert period is not None
    assert f"{period.name} {'recap' if period.is_recap else 'report'}" == meant
    assert period.place == "title"


def test_description_claims_where_the_title_does_not() -> None:
    text = post("What we did", "A review of our work in April, May, and June of 2024.")
    period = own_period(read_post(text))
    assert period is not None
    assert (period.name, period.place, period.is_recap) == ("Q2 2024", "description", True)
    assert period.span.of(text) == "April, May, and June of 2024"


def test_first_heading_stands_for_a_missing_title() -> None:
    period = own_period(read_post("# Q2 2024 recap\n\nText.\n"))
    assert period is not None
    assert period.name == "Q2 2024"


def test_other_stretches_are_named_by_their_months() -> None:
    assert period_name(dt.date(2023, 11, 1), dt.date(2024, 1, 31)) == "November 2023–January 2024"
