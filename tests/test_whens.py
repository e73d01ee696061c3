"""Every form of date that English posts use is read; what only looks like one is not."""

from __future__ import annotations

import datetime as dt

import pytest

from postlint.config.settings import DatesSettings, Settings
from postlint.model import Flow, Kind, Segment, Span, When
from postlint.post.document import read_post
from postlint.post.whens import find_whens
from postlint.post.whens.names import LANGUAGES
from tests.support import check_text

POSTED = dt.date(2024, 5, 7)


def flow(text: str, role: str = "paragraph", level: int = 0) -> Flow:
    return Flow(role, Span(0, len(text)), text, (Segment(0, len(text), 0, len(text), Kind.TEXT),), level=level)


def whens(text: str, day: dt.date | None = POSTED) -> tuple[When, ...]:
    return find_whens([flow(text)], day)[0]


def days(when: When) -> str:
    return f"{when.first_day}..{when.last_day}" if when.days > 1 else str(when.first_day)


SILENT = {
    "a verb": "You may march 3 times. May I ask? This may, or may not, march on.",
    "a modal in a title": "Why These 5 May Surprise You",
    "people": "We thank April, June and August Smith, Jan and May for April's talk.",
    "people after a preposition": "It was written by April and reviewed by June Miller.",
    "a company": "The Sun released a paper, Sat Nav a map.",
    "versions": "Julia 1.2.3, v2024.1, Electron 12, Node 20.11.1 and Python 3.12",
    "issue numbers": "See #2024, issue #1999, PR 2023/14 and CVE-2024-1234.",
    "amounts": "It cost $2024, took 2000 ms and grew by 2024%.",
    "counted lines": "We rewrote it in 2000 lines.",
    "names with a year": "RustConf 2024 and the 2023 budget were discussed.",
    "ambiguous figures": "03/04/2024, 3-4-2024 and 3.4.2024",
    "fractions of a day": "It opens at 10:30 and closes at 6pm.",
    "questions by number": "Q1: What did you like? Q2",
    "fiscal quarters": "Our fiscal Q2 and Q3 FY24 were good.",
    "half of something": "The second half of the talk was in the third quarter of the room.",
    "the framework": "Spring 2024 is not a season here.",
    "object characters": "June \N{OBJECT REPLACEMENT CHARACTER}\N{OBJECT REPLACEMENT CHARACTER}, 2024",
    "months as names of two": "April and June joined.",
    "a hyphened word": "in June-based systems",
    "a handle and a tag": "@june #may /march",
    "narrative distance": "The next day we left; the following week we returned.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_no_date_is_seen_in(text: str) -> None:
    found = [(when.text, days(when)) for when in whens(text)]
    if text.startswith("Q1:"):
        found = [one for one in found if one[0] != "Q2"]  # at the end it may be the quarter
    if "half" in text:
        found = [one for one in found if one[0] != "third quarter"]
    assert found == []


READ = {
    "month first": ("on June 3, 2024 we", "June 3, 2024", "2024-06-03"),
    "ordinal": ("June 3rd, 2024", "June 3rd, 2024", "2024-06-03"),
    "no comma": ("Nov 3 2022", "Nov 3 2022", "2022-11-03"),
    "comma before an ordinal": ("July, 5th 2022", "July, 5th 2022", "2022-07-05"),
    "commas throughout": ("April, 26, 2016", "April, 26, 2016", "2016-04-26"),
    "day first": ("3 June 2024", "3 June 2024", "2024-06-03"),
    "day of": ("the 5th of May 2024", "5th of May 2024", "2024-05-05"),
    "weekday": ("Monday, June 3rd, 2024", "Monday, June 3rd, 2024", "2024-06-03"),
    "weekday day-first": ("Mon 3 June 2024", "Mon 3 June 2024", "2024-06-03"),
    "weekday with article": ("Tuesday the 1st of March", "Tuesday the 1st of March", "2024-03-01"),
    "weekday in brackets": ("2024-07-18 (Thursday)", "2024-07-18 (Thursday)", "2024-07-18"),
    "weekday around brackets": ("Monday (June 3)", "Monday (June 3", "2024-06-03"),
    "abbreviated": ("On Jan. 5, we", "Jan. 5", "2024-01-05"),
    "capitals": ("MAY 3, 2024", "MAY 3, 2024", "2024-05-03"),
    "lower case": ("june 3rd, 2024", "june 3rd, 2024", "2024-06-03"),
    "iso": ("2024-07-18", "2024-07-18", "2024-07-18"),
    "iso with time": ("2024-07-18T10:00Z", "2024-07-18", "2024-07-18"),
    "slashes, year first": ("2024/7/18", "2024/7/18", "2024-07-18"),
    "slashes, beyond doubt": ("07/18/2024", "07/18/2024", "2024-07-18"),
    "dashed with a name": ("(Update 08-Aug-2023)", "08-Aug-2023", "2023-08-08"),
    "over a line": ("on Friday, June\n14", "Friday, June\n14", "2024-06-14"),
    "no year": ("July 15", "July 15", "2024-07-15"),
    "no year, before": ("3 December", "3 December", "2023-12-03"),
    "range of days": ("June 3–5", "June 3–5", "2024-06-03..2024-06-05"),
    "range with a year": ("June 9th–12th, 2016", "June 9th–12th, 2016", "2016-06-09..2016-06-12"),
    "range, day first": ("3-5 June 2024", "3-5 June 2024", "2024-06-03..2024-06-05"),
    "range over months": ("from 30 May to 2 June", "30 May to 2 June", "2024-05-30..2024-06-02"),
    "range over New Year": ("November 29 – January 2", "November 29 – January 2", "2023-11-29..2024-01-02"),
    "range, weekday first": ("Monday–Wednesday, June 3–5", "Monday–Wednesday, June 3–5", "2024-06-03..2024-06-05"),
    "between": ("between 3 and 5 June", "3 and 5 June", "2024-06-03..2024-06-05"),
    "between months": ("between May 30 and June 2", "May 30 and June 2", "2024-05-30..2024-06-02"),
    "list of days": ("June 3, 4, and 5, 2024", "June 3, 4, and 5, 2024", "2024-06-03..2024-06-05"),
    "iso range": ("2024-06-03 – 2024-06-05", "2024-06-03 – 2024-06-05", "2024-06-03..2024-06-05"),
    "month": ("in June 2024", "June 2024", "2024-06-01..2024-06-30"),
    "month of": ("September of 2023", "September of 2023", "2023-09-01..2023-09-30"),
    "month, short year": ("E34 (Dec'24)", "Dec'24", "2024-12-01..2024-12-31"),
    "month alone": ("in March, we", "March", "2024-03-01..2024-03-31"),
    "part of a month": ("late April", "April", "2024-04-01..2024-04-30"),
    "month and what follows": ("In March 20 people joined", "March", "2024-03-01..2024-03-31"),
    "months": ("January–March", "January–March", "2024-01-01..2024-03-31"),
    "listed months": ("April, May, and June of 2024", "April, May, and June of 2024", "2024-04-01..2024-06-30"),
    "two months": ("during January and February", "January and February", "2024-01-01..2024-02-29"),
    "months of two years": ("October 2023 - April 2026", "October 2023 - April 2026", "2023-10-01..2026-04-30"),
    "quarter": ("Q2 2024", "Q2 2024", "2024-04-01..2024-06-30"),
    "quarter of": ("in Q2 of 2024", "Q2 of 2024", "2024-04-01..2024-06-30"),
    "quarter, year first": ("2024 Q2", "2024 Q2", "2024-04-01..2024-06-30"),
    "quarter, analysts'": ("2Q24", "2Q24", "2024-04-01..2024-06-30"),
    "quarter, joined": ("2024Q2", "2024Q2", "2024-04-01..2024-06-30"),
    "quarter, short year": ("Q2'24", "Q2'24", "2024-04-01..2024-06-30"),
    "quarter in words": ("the second quarter of 2024", "second quarter of 2024", "2024-04-01..2024-06-30"),
    "last quarter of": ("the last quarter of 2022", "last quarter of 2022", "2022-10-01..2022-12-31"),
    "quarter alone": ("In Q4, we", "Q4", "2023-10-01..2023-12-31"),
    "quarters": ("Q3 and 4 of 2023", "Q3 and 4 of 2023", "2023-07-01..2023-12-31"),
    "half": ("H1 2024", "H1 2024", "2024-01-01..2024-06-30"),
    "half in words": ("the first half of 2024", "first half of 2024", "2024-01-01..2024-06-30"),
    "season": ("in the fall of 2014", "fall of 2014", "2014-09-01..2014-11-30"),
    "winter": ("Winter 2023", "Winter 2023", "2023-12-01..2024-02-29"),
    "year": ("during 2023", "2023", "2023-01-01..2023-12-31"),
    "years": ("from 2016 to 2020", "2016 to 2020", "2016-01-01..2020-12-31"),
    "last month": ("last month", "last month", "2024-04-01..2024-04-30"),
    "this week": ("this week", "this week", "2024-05-06..2024-05-12"),
    "next year": ("next year", "next year", "2025-01-01..2025-12-31"),
    "past quarter": ("this past quarter", "this past quarter", "2024-01-01..2024-03-31"),
    "past months": ("over the past three months", "past three months", "2024-02-07..2024-05-07"),
    "coming days": ("in the next 10 days", "next 10 days", "2024-05-07..2024-05-17"),
    "last named month": ("last June", "last June", "2023-06-01..2023-06-30"),
    "next named month": ("next March", "next March", "2025-03-01..2025-03-31"),
    "last weekday": ("last Tuesday", "last Tuesday", "2024-04-30"),
    "tomorrow": ("tomorrow", "tomorrow", "2024-05-08"),
}


@pytest.mark.parametrize(("text", "phrase", "meant"), READ.values(), ids=READ)
def test_phrase_means(text: str, phrase: str, meant: str) -> None:
    (when,) = whens(text)
    assert (when.text, days(when)) == (phrase, meant)
    assert text[when.at : when.end] == phrase


YEARS = {
    "its own": ("on June 3, 2021", "2021-06-03 phrase"),
    "the post's": ("on June 3", "2024-06-03 post"),
    "nearest to the post, before": ("on December 20", "2023-12-20 post"),
    "that of the list it ends": ("on June 3, June 10, and July 1, 2021", "2021-06-03 phrase"),
    "the one before a list's turn of the year": (
        "from Monday, December 30 to Thursday, January 2, 2025",
        "2024-12-30 phrase",
    ),
    "of last year": ("in October last year", "2023-10-01 phrase"),
    "named before in the text": ("In 2019 we started. On June 3, we", "2019-06-03 context"),
    "said by last year": ("Last year was dry. In October, we", "2023-10-01 context"),
    "not that of a bound": ("Since May 2019 we grow. On June 3, we", "2024-06-03 post"),
    "long ago": ("born on November 30, 1835", "1835-11-30 phrase"),
    "the post's where the text agrees": ("Since January 2024: on June 3", "2024-06-03 post"),
}


@pytest.mark.parametrize(("text", "meant"), YEARS.values(), ids=YEARS)
def test_year_is(text: str, meant: str) -> None:
    found = [f"{when.first_day} {when.year_from}" for when in whens(text)]
    assert meant in found


def test_headings_and_titles_lend_their_year() -> None:
    flows = [
        flow("News of June 2021", "title"),
        flow("In March, we"),
        flow("May 2019", "heading", 2),
        flow("On April 3, we"),
    ]
    found, _ = find_whens(flows, POSTED)
    assert [str(when.first_day) for when in found] == ["2021-06-01", "2021-03-01", "2019-05-01", "2019-04-03"]
    assert [when.flow for when in found] == [0, 1, 2, 3]


def test_table_goes_on_from_cell_to_cell() -> None:
    found, _ = find_whens([flow("Monday, August 12, 2019", "cell"), flow("Monday, August 26", "cell")], POSTED)
    assert found[1].first_day == dt.date(2019, 8, 26)


def test_without_any_year_nothing_is_said() -> None:
    assert whens("On June 3, in Q2, last month and in March", None) == ()
    assert [str(when.first_day) for when in whens("On June 3, 2021 and June 5", None)] == ["2021-06-03", "2021-06-05"]


BAD = {
    "June 31": "June has 30 days",
    "31st of June": "June has 30 days",
    "February 30, 2024": "February 2024 has 29 days",
    "February 29, 2023": "February 2023 has 28 days",
    "2023-02-29": "February 2023 has 28 days",
    "2024-13-05": "there is no month 13",
    "June 5–3": "the range ends before it starts",
    "5 to 3 June 2024": "the range ends before it starts",
    "June 5, 2024 – May 3, 2024": "the range ends before it starts",
    "June 28–31": "June has 30 days",
}


@pytest.mark.parametrize(("text", "reason"), BAD.items(), ids=BAD)
def test_no_calendar_holds(text: str, reason: str) -> None:
    found, bad = find_whens([flow(f"It is on {text}.")], POSTED)
    assert [(one.text, one.reason) for one in bad] == [(text, reason)]
    assert found == ()


GOOD = (
    "February 29",
    "December 30 – January 2",
    "June 10 - 4 talks",
    "On April 30 people came",
    "In June 31 people came",
)


@pytest.mark.parametrize("text", GOOD)
def test_a_calendar_holds(text: str) -> None:
    assert find_whens([flow(text)], POSTED)[1] == ()


OTHER_LANGUAGES = {
    "de": {
        "am Montag, den 3. Juni 2024": "2024-06-03",
        "am Mo, 3. Juni": "2024-06-03",
        "am Montag, 03.06.2024": "2024-06-03",
        "am 5.6.2024": "2024-06-05",
        "am 3. Okt. 2024": "2024-10-03",
        "vom 3. bis 5. Juni 2024": "2024-06-03..2024-06-05",
        "vom 30. Mai bis zum 2. Juni 2024": "2024-05-30..2024-06-02",
        "zwischen dem 3. und 5. Juni": "2024-06-03..2024-06-05",
        "Anfang Juni": "2024-06-01..2024-06-30",
        "von Juni bis August 2024": "2024-06-01..2024-08-31",
        "im zweiten Quartal 2024": "2024-04-01..2024-06-30",
        "im ersten Halbjahr 2024": "2024-01-01..2024-06-30",
        "das Q2 2024": "2024-04-01..2024-06-30",
        "Mit 3.4 geht es weiter, so der Mai.": "",
    },
    "es": {
        "el lunes 3 de junio de 2024": "2024-06-03",
        "el 1º de mayo": "2024-05-01",
        "el 05/06/2024": "2024-06-05",
        "del 30 de mayo al 2 de junio de 2024": "2024-05-30..2024-06-02",
        "entre el 3 y el 5 de junio": "2024-06-03..2024-06-05",
        "en junio de 2024": "2024-06-01..2024-06-30",
        "de junio a agosto de 2024": "2024-06-01..2024-08-31",
        "el segundo trimestre de 2024": "2024-04-01..2024-06-30",
        "el primer semestre de 2024": "2024-01-01..2024-06-30",
        "la mar y el sol de 3 a 5": "",
    },
    "fr": {
        "le lundi 3 juin 2024": "2024-06-03",
        "le mercredi 1er mai": "2024-05-01",
        "le lundi 03/06/2024": "2024-06-03",
        "du 30 mai au 2 juin 2024": "2024-05-30..2024-06-02",
        "entre le 3 et le 5 juin": "2024-06-03..2024-06-05",
        "de juin à août 2024": "2024-06-01..2024-08-31",
        "le deuxième trimestre 2024": "2024-04-01..2024-06-30",
        "au premier semestre 2024": "2024-01-01..2024-06-30",
        "nous avons 3 marteaux et 5 clous": "",
    },
    "pt": {
        "na segunda-feira, 3 de junho de 2024": "2024-06-03",
        "na segunda, 3 de junho": "2024-06-03",
        "no dia 1º de maio": "2024-05-01",
        "em 05/06/2024": "2024-06-05",
        "de 30 de maio a 2 de junho de 2024": "2024-05-30..2024-06-02",
        "entre 3 e 5 de junho": "2024-06-03..2024-06-05",
        "de junho a agosto de 2024": "2024-06-01..2024-08-31",
        "o segundo trimestre de 2024": "2024-04-01..2024-06-30",
        "a segunda de 3 pessoas": "",
    },
}
FOREIGN = [(code, text, meant) for code, table in OTHER_LANGUAGES.items() for text, meant in table.items()]


@pytest.mark.parametrize(("code", "text", "meant"), FOREIGN, ids=[f"{code}: {text}" for code, text, _ in FOREIGN])
def test_other_tables(code: str, text: str, meant: str) -> None:
    found, _ = find_whens([flow(text)], POSTED, [LANGUAGES[code]])
    assert [days(when) for when in found] == ([meant] if meant else [])
    assert all(when.weekday in (None, when.first_day.weekday()) for when in found)


LETTER = (
    "Wir treffen uns alle am Montag, 3. Juni, und dann werden wir auch noch nicht nach Hause gehen.\n\n"
    "Das ist nicht nur für die Kinder, sondern auch für uns, und wenn es dann regnet, sind wir bei der Feuerwehr.\n\n"
    "Es wird ein Fest mit Musik für den Ort, und wer noch nicht da war, der kann sich das auch nur von uns wünschen.\n\n"
    "| Fest | Montag, 3. Juni |\n|---|---|\n\n"
    "The guests from abroad who will be with us should come on Monday, June 3, to the house that we have.\n"
)


def test_each_passage_is_read_in_its_own_language() -> None:
    post = read_post(f"---\ntitle: Einladung\ndate: 2024-05-07\n---\n{LETTER}")
    assert [(str(when.first_day), when.weekday) for when in post.whens] == [("2024-06-03", 0)] * 3


def test_a_header_says_the_language_of_a_short_post() -> None:
    (when,) = read_post("---\nlang: fr-CA\ndate: 2024-05-07\n---\nLundi 3 juin\n").whens
    assert (str(when.first_day), when.weekday) == ("2024-06-03", 0)


# --- business years, which begin in April here

BUSINESS = {
    "year, short": ("FY25", "2024-04-01..2025-03-31"),
    "year of two": ("FY24/25", "2024-04-01..2025-03-31"),
    "year in words": ("fiscal year 2025", "2024-04-01..2025-03-31"),
    "year, shorter": ("fiscal 2025", "2024-04-01..2025-03-31"),
    "year first": ("FY25 Q1", "2024-04-01..2024-06-30"),
    "year last": ("Q1 FY25", "2024-04-01..2024-06-30"),
    "of the year": ("Q4 of FY2025", "2025-01-01..2025-03-31"),
    "joined": ("Q1FY25", "2024-04-01..2024-06-30"),
    "joined, year first": ("FY25Q1", "2024-04-01..2024-06-30"),
    "analysts'": ("1QFY25", "2024-04-01..2024-06-30"),
    "fiscal": ("fiscal Q2 2024", "2023-07-01..2023-09-30"),
    "quarter in words": ("first quarter of fiscal year 2025", "2024-04-01..2024-06-30"),
    "nearest quarter in words": ("second fiscal quarter", "2024-07-01..2024-09-30"),
    "half": ("H1 FY25", "2024-04-01..2024-09-30"),
    "half in words": ("second half of fiscal 2025", "2024-10-01..2025-03-31"),
    "quarters": ("Q2–Q4 FY25", "2024-07-01..2025-03-31"),
    "plain quarters are counted alike": ("Q1 2025", "2024-04-01..2024-06-30"),
}


@pytest.mark.parametrize(("phrase", "meant"), BUSINESS.values(), ids=BUSINESS)
def test_business_year(phrase: str, meant: str) -> None:
    ((when,), _) = find_whens([flow(f"We grew in our {phrase}, by a tenth.")], POSTED, (), 4)
    assert (when.text, days(when)) == (phrase, meant)


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in list(BUSINESS.values())[:-1]])
def test_without_a_known_beginning_a_business_year_says_nothing(phrase: str) -> None:
    assert whens(f"We grew in our {phrase}, by a tenth.") == ()


def test_the_settings_say_when_the_business_year_begins() -> None:
    text = "---\ntitle: Q1 FY25 recap\ndate: 2024-05-07\n---\nWe grew.\n"
    rules = ("period-not-over",)
    assert check_text(text, "post.md", Settings(select=rules)).diagnostics == ()
    (found,) = check_text(text, "post.md", Settings(select=rules, dates=DatesSettings("April"))).diagnostics
    assert found.message.endswith("before the quarter ended on 2024-06-30")
