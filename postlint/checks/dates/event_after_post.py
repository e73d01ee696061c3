"""A post in, a finding for each date that it tells of as past though it lies after the post's own date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Severity, When, WhenKind
from postlint.model.when import Tense
from postlint.post.days.given_year import is_near, is_of_other_year, reach
from postlint.post.days.programmes import is_in_programme
from postlint.post.lists import is_item
from postlint.post.tenses.telling import is_added_later, is_day_of_update, last_edit, likely_tense_of, tense_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LONG = (WhenKind.MONTHS, WhenKind.QUARTER, WhenKind.HALF)
_FORTNIGHT = 14  # days in which such a period may be looked back on before its end
# "Knitting, led by Ann on June 3": an entry of what is to come, with what is told of it.
_TOLD_OF = lazy.compile(
    r"\A[^.!?,]{2,80},\s(?:[a-z]+ed|led|held|given|taught|run|made)\s(?:by|at|in|with|for)\s[^.!?,]*\Z"
)


def _is_entry(post: Post, when: When) -> bool:
    """Whether a day belongs to what an item of a list names, without a verb of its own."""
    flow = post.flows[when.flow]
    return is_item(post.blocks, flow) and _TOLD_OF.match(flow.text[: when.at]) is not None


_FICTION = 5  # years ahead, of which only a tale can tell
_WEEK = 7  # days: who tells of a week may do so before its end
_SLACK = 2  # days: one is a time zone


def check(post: Post) -> Iterator[Finding]:
    edited = last_edit(post)
    if post.date is None or edited is None:
        return
    dated = post.date.day.isoformat()
    related = (Related(post.date.span, f"the post is dated {dated}"),) if post.date.source != "path" else ()
    ahead = [when for when in post.whens if (when.first_day - edited).days >= _SLACK and _is_day_or_dated_month(when)]
    ahead += [when for when in post.whens if _goes_on(when, edited)]
    days = reach(post) if ahead else 0
    for when in ahead:
        if when.first_day.year - edited.year > _FICTION or not is_near(when, edited, days) or _is_excused(post, when):
            continue
        message = f"{when.text} is told as past, but the post is dated {dated}"
        if when.kind in _LONG and _names_other_year(post, when):
            continue
        tense = tense_of(post, when)
        if tense is Tense.DONE:
            yield Finding(when.span, message, related=related)
        elif tense is Tense.UNKNOWN and when.kind not in _LONG and likely_tense_of(post, when) is Tense.DONE:
            yield Finding(when.span, message, related=related, at_most=Severity.WARNING)


def _names_other_year(post: Post, when: When) -> bool:
    """Whether the title or the text around months without a year names another year than the one they were given."""
    if when.year_from == "phrase":
        return False
    years = {int(found) for text in (post.title, post.flows[when.flow].text) for found in _YEAR.findall(text)}
    return bool(years - {when.first_day.year})


_YEAR = lazy.compile(r"(?<!\d)20\d\d(?!\d)")


def _is_excused(post: Post, when: When) -> bool:
    """Whether a later hand wrote of `when`, nobody can tell its year, or it is announced among others."""
    if is_added_later(post, when.flow) or is_day_of_update(post, when) or is_of_other_year(post, when):
        return True
    return is_in_programme(post, when) or _was_due(post, when) or _is_entry(post, when)


# "The deadline was moved to 21 May. It was 30 April."
_IT_WAS = lazy.compile(
    r"\b(?:it|this|that)\s(?:was|had\sbeen|used\sto\sbe)\s(?:on\s|set\sfor\s|meant\sfor\s)?(?:the\s)?\Z", re.I
)
_MOVED = lazy.compile(
    r"\b(?:moved?|postponed|extended|changed|shifted|rescheduled|brought\sforward|pushed|delayed)\b", re.I
)
_BESIDE = 120  # characters


def _was_due(post: Post, when: When) -> bool:
    """Whether a day is the one on which something was to be before it was moved."""
    text = post.flows[when.flow].text
    return _IT_WAS.search(text, max(when.at - _BESIDE, 0), when.at) is not None and (
        _MOVED.search(text, max(when.at - _BESIDE, 0), when.end + _BESIDE) is not None
    )


def _goes_on(when: When, edited: dt.date) -> bool:
    """Whether days are not over: "between April 1 and June 30, nine countries asked us", told in the middle of June."""
    early = _WEEK if when.kind is WhenKind.DAYS else _FORTNIGHT if when.kind in _LONG and not when.relative else None
    return early is not None and when.first_day <= edited and (when.last_day - edited).days > early


def _is_day_or_dated_month(when: When) -> bool:
    """A month without its year may be last year's."""
    return when.kind in (WhenKind.DAY, WhenKind.DAYS) or (when.kind is WhenKind.MONTH and when.year_from == "phrase")
