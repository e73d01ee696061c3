"""The flows of a post and its date go in, every phrase that names days comes out, with the interval of days it means.

The way of a phrase: `lexer` turns prose into tokens, `grammar` tokens into phrases, `resolve` a phrase into days.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from postlint.model import BadDate, Flow, When, WhenKind
from postlint.model.named import NamedTuple
from postlint.post.whens.calendar import ONE_DAY, Interval
from postlint.post.whens.figures import order_of_figures, with_order
from postlint.post.whens.grammar import phrases
from postlint.post.whens.lexer import dated_stretches, lex
from postlint.post.whens.names import ENGLISH, Language
from postlint.post.whens.phrases import Phrase, Relative
from postlint.post.whens.resolve import Meaning, meaning
from postlint.text import lazy

__all__ = ["find_whens"]

_LAST_WORD = lazy.compile(r"\w+\s+\Z")
_WEEK_OF = lazy.compile(r"\bweek(?:end)?\s+(?:of|beginning|starting)\s+(?:the\s+|on\s+)?\Z", re.I)
_OF = lazy.compile(r",?\s+(?:of\s+)?")
_JOINT = lazy.compile(r"[\s,;&/–-]*(?:and|or|to|through|until)?\s*")


def find_whens(
    flows: Sequence[Flow], day: dt.date | None, languages: Sequence[Language] = (), start: int = 0
) -> tuple[tuple[When, ...], tuple[BadDate, ...]]:
    """Every phrase in `flows` that names days, in order, and every one in the form of a date that no calendar holds.

    `day` is the post's own date: a phrase without a year means the days nearest to it, unless the text has named a year
    (before it in the same flow or table, in a heading above it, or in the title). Without either such a phrase is left out.

    `languages` are those of the flows, English where there are none. Quarters are counted from the month `start`; where it
    is 0 they are the calendar's, and of a business year ("FY25") nothing is known.
    """
    whens: list[When] = []
    faults: list[BadDate] = []
    above: list[_Above] = []
    named: Interval | None = None
    order = order_of_figures(flow.prose for flow in flows)
    for index, flow in enumerate(flows):
        language = with_order(languages[index] if languages else ENGLISH, order)
        if flow.role == "heading":
            above = [one for one in above if one.level < flow.level]
        context = above[-1].days if above else None
        if flow.role != "cell" or not index or flows[index - 1].role != "cell":
            named = context  # the cells of a table go on from one another
        for phrase in _phrases(flow.prose, day, language, start):
            if isinstance(phrase, Phrase) and phrase.fault:
                faults.append(_bad_date(phrase, flow, index))
                continue
            meant = meaning(phrase, day, named, start or 1)
            if meant is None:
                continue
            whens.append(_when(phrase, _week(phrase, meant, flow.prose), flow, index))
            if _names_year(phrase, meant) and not _is_bound(phrase, flow.prose, language):
                named = meant.days
        if named and named is not context and flow.role in ("heading", "title"):
            above.append(_Above(flow.level, named))
    return tuple(whens), tuple(faults)


class _Above(NamedTuple):
    """Days that a heading of this level names; the title is of level 0."""

    level: int
    days: Interval


def _names_year(phrase: Phrase | Relative, meant: Meaning) -> bool:
    """Whether what follows the phrase may leave its year out: "in 2023", "on June 3, 2023", "last year"."""
    if isinstance(phrase, Relative):
        return _is_year(phrase)
    return phrase.has_year and meant.kind is not WhenKind.SEASON


def _is_bound(phrase: Phrase | Relative, prose: str, language: Language) -> bool:
    """Whether the days only begin or end something else: "since May 2023" says nothing of the year of what follows."""
    word = _LAST_WORD.search(prose, max(phrase.at - 12, 0), phrase.at)
    return word is not None and word[0].strip().lower() in (*language.words["bound"], *language.words["to"])


def _week(phrase: Phrase | Relative, meant: Meaning, prose: str) -> Meaning:
    """ "the week of June 3" is a week that begins there."""
    if meant.kind is not WhenKind.DAY or not _WEEK_OF.search(prose, max(phrase.at - 24, 0), phrase.at):
        return meant
    first = meant.days[0]
    return meant._replace(days=(first, first + 6 * ONE_DAY), kind=WhenKind.WEEK)


def _is_year(phrase: Relative) -> bool:
    return phrase.unit == "year" and not phrase.count and not phrase.month


def _phrases(prose: str, day: dt.date | None, language: Language, first_month: int) -> Sequence[Phrase | Relative]:
    found = [
        phrase
        for start, end in dated_stretches(prose, language)
        for phrase in phrases(lex(prose, language, start, end), prose, language, first_month)
    ]
    for index in range(len(found) - 2, -1, -1):
        phrase, following = found[index], found[index + 1]
        if isinstance(phrase, Phrase) and not phrase.has_year:
            year = _year_of(following, phrase, prose, day)
            found[index] = phrase._replace(first=phrase.first._replace(year=year), last=phrase.last._replace(year=year))
    return found


def _year_of(following: Phrase | Relative, phrase: Phrase, prose: str, day: dt.date | None) -> int:
    """The year that the next phrase lends: "June 3, June 10, and July 1, 2024", "in October last year"; 0 for none."""
    if isinstance(following, Relative):
        of_year = _is_year(following) and _OF.fullmatch(prose, phrase.end, following.at)
        return day.year + following.shift if day and of_year else 0
    if not following.first.year or not _JOINT.fullmatch(prose, phrase.end, following.at):
        return 0
    return following.first.year - ((phrase.last.month, phrase.last.day) > (following.first.month, following.first.day))


def _when(phrase: Phrase | Relative, meant: Meaning, flow: Flow, index: int) -> When:
    return When(
        span=flow.span_of(phrase.at, phrase.end),
        text=flow.text[phrase.at : phrase.end],
        first_day=meant.days[0],
        last_day=meant.days[1],
        kind=meant.kind,
        year_from=meant.year_from,
        relative=isinstance(phrase, Relative),
        weekday=phrase.weekday,
        flow=index,
        at=phrase.at,
        end=phrase.end,
    )


def _bad_date(phrase: Phrase, flow: Flow, index: int) -> BadDate:
    span, text = flow.span_of(phrase.at, phrase.end), flow.text[phrase.at : phrase.end]
    return BadDate(span, text, phrase.fault, index, phrase.at)
