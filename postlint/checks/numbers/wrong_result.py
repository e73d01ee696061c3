"""A post goes in; sums, differences, lengths of time and hours elsewhere come out that the numbers beside them do not give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, When, WhenKind
from postlint.post.by_flow import english_flows, whens_of
from postlint.post.numerals import NUMBER, may_count
from postlint.post.quantities import (
    changes,
    clocked,
    compared,
    hours,
    journeys,
    lengths,
    rates,
    relations,
    spans,
    sums,
    tables,
    votes,
    zones,
)
from postlint.post.quantities.reader import CLOCK, MONEY, YEAR, Contradiction, N, Shape, shape_of
from postlint.post.tables import is_even, tables_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LONGEST = 1000  # characters; what has more is no sentence
_ROLES = ("paragraph", "html", "description", "footnote", "heading", "title")
_NUMBER = lazy.compile(rf"\d|\b{NUMBER}\b")
_TWO = lazy.compile(rf"(?s)(?:\d|\b{NUMBER}\b)(?:\D|\d+).*?(?:\d|\b{NUMBER}\b)")


def check(post: Post) -> Iterator[Finding]:
    english = english_flows(post)
    year = post.date.day.year if post.date else 0
    for index, flow in enumerate(post.flows):
        is_text = flow.role in _ROLES and not flow.quoted and id(flow) in english
        if not (is_text and may_count(flow.text) and _TWO.search(flow.text)):
            continue
        before: Shape | None = None
        before_at = 0
        for sentence in post.sentences_of.get(index, ()):
            shape = None
            if _NUMBER.search(sentence.text) and len(sentence.text) <= _LONGEST:
                text = flow.prose[sentence.at : sentence.end]
                shape = shape_of(text)
                whens = [when for when in whens_of(post).get(index, ()) if sentence.at <= when.at < sentence.end]
                found = [
                    *clocked.stretches(text),
                    *_claims(text, shape, [_moved(when, sentence.at) for when in whens], year),
                ]
                if _THE_REST.match(flow.prose, sentence.end):
                    found = [one for one in found if not one.of_parts]
                if shape.text.count(CLOCK) > 1:
                    days = _days(post, whens or whens_of(post).get(index, ()))
                    found += list(zones.zones(text, shape, days)) or zones.in_a_row(text, shape, days)
                if before is not None:
                    both, shift = flow.prose[before_at : sentence.end], sentence.at - before_at
                    found += sums.counted_before(before, text, shape)
                    found += relations.of_these(before, text, shape)
                    found += () if found else _with_the_one_before(both, shift, before, shape, _days(post, whens))
                start = max(sentence.at - _BEFORE, 0)
                found += _beside(flow.prose[start : sentence.end], sentence.at - start, text, shape)
                for one in found:
                    yield Finding(flow.span_of(sentence.at + one.at, sentence.at + one.end), one.message)
            before, before_at = shape, sentence.at
    yield from _of_event(post)
    yield from _of_halves(post)
    yield from _elsewhere(post)
    for index, one in tables.told_totals(post):
        yield Finding(post.flows[index].span_of(one.at, one.end), one.message)
    for index, message in tables.totals(post):
        if not post.flows[index].quoted:
            yield Finding(post.flows[index].span, message)


def _with_the_one_before(
    told: str, shift: int, before: Shape, shape: Shape, days: Sequence[dt.date]
) -> list[Contradiction]:
    """What a sentence and the one before it claim together, `told` being both and `shift` where the second of them begins.

    "It has 120 seats. 85 are taken, so 45 are free.", "… 118 in 2019 and 131 now. That is a rise of 23."
    """
    if len(told) > _LONGEST or not before.quantities:
        return []
    both = shape_of(told)
    found: list[Contradiction] = []
    if len(before.quantities) == 1 and len(shape.quantities) == _PAIR and _HAVE.search(shape.text):
        found += relations.relations(told, both)
    clocks = (before.text.count(CLOCK), shape.text.count(CLOCK))
    is_one_each = clocks == (1, 1) and " hour" in shape.text
    if (len(before.quantities) == 1 and clocks[1] == _PAIR) or clocks[0] == _PAIR or is_one_each:
        found += journeys.journeys(told, both)
    if shape.text.startswith("That is ") and CLOCK in shape.text and before.text.count(CLOCK) == 1:
        found += zones.zones(told, both, days)
    if not found and _SO.match(shape.text):
        found += compared.differences(told, both)
        found += changes.won_then(told, both)
    return [one._replace(at=max(one.at - shift, 0), end=one.end - shift) for one in found if one.end > shift]


# The parts are not all: "The rest is sold at the door", "What remains is for balls".
_THE_REST = lazy.compile(
    r"\W*(?:the\s(?:rest|remainder|remaining|balance|others?)|what(?:['’]s|\s(?:is|was))?\s(?:remain(?:s|ed)?|left|over))\b",
    re.I,
)
_PAIR = 2
_HAVE = lazy.compile(
    rf"\A(?:after|having)\b.*\bleft\b|.*\bthat\sleaves\s[{N}{MONEY}]|\A(?:(?:so\sfar\s)?(?:we|they)\s(?:have|had|raised|collected|sold)(?:\s[a-z]+)?\s)?[{N}{MONEY}]",
    re.I,
)
_SO = lazy.compile(r"\W*(?:that|this|which|it|so)\b", re.I)
_VOTE = lazy.compile(r"\b(?:vot|abst|ballot|against|favou?r|result)")
_BEFORE = 600  # characters before a sentence in which its whole, or the year from which it counts, may be named


def _beside(told: str, at: int, text: str, shape: Shape) -> Iterator[Contradiction]:
    """What a sentence claims of numbers that it or those before it name; it stands at `at` of what was `told` to its end."""
    if " years" in shape.text and (YEAR in shape.text or " those " in shape.text or " these " in shape.text):
        yield from lengths.told_before(shape_of(told, 0, at), text, shape)
    if not _VOTE.search(text):
        return
    own = list(votes.votes(text, shape))
    yield from own
    if not own and len(shape.quantities) > 1:
        for one in votes.votes(told, shape_of(told)):
            if one.at >= at:
                yield one._replace(at=one.at - at, end=one.end - at)


def _days(post: Post, near: Sequence[When]) -> list[dt.date]:
    """The days of which a sentence on hours speaks: those beside it, those to come, or the next weeks."""
    whens = near or [when for when in post.whens if post.date and when.last_day >= post.date.day]
    days = [
        day for when in whens if when.kind in (WhenKind.DAY, WhenKind.DAYS) for day in (when.first_day, when.last_day)
    ]
    return days or ([post.date.day, post.date.day + _SOON] if post.date else [])


_SOON = dt.timedelta(days=28)  # what a post without another day announces is hardly farther off


def _of_event(post: Post) -> Iterator[Finding]:
    """ "Over those two days", in a post on what went on from March 30th to April 1st."""
    rows = [when for when in post.whens if when.kind is WhenKind.DAYS and not when.relative]
    days = [when for when in post.whens if when.kind is WhenKind.DAY and not when.relative]
    if len({(one.first_day, one.last_day) for one in rows}) != 1:
        return
    english, dated = english_flows(post), whens_of(post)
    for index, flow in enumerate(post.flows):
        if flow.role != "paragraph" or flow.quoted or flow.text.count(" days") != 1 or id(flow) not in english:
            continue
        for sentence in post.sentences_of.get(index, ()):
            named = any(sentence.at <= when.at < sentence.end for when in dated.get(index, ()))
            found = None if named else lengths.of_event(sentence.text, rows[0], days)
            if found:
                yield Finding(flow.span_of(sentence.at + found.at, sentence.at + found.end), found.message)


def _of_halves(post: Post) -> Iterator[Finding]:
    """Two halves of a race and its whole, wherever in the post they stand."""
    flows = [flow for flow in post.english if flow.role == "paragraph" and not flow.quoted and flow.text.count(":") > 1]
    found = clocked.halves([flow.text for flow in flows])
    if found:
        index, one = found
        yield Finding(flows[index].span_of(one.at, one.end), one.message)


def _elsewhere(post: Post) -> Iterator[Finding]:
    """A table or a list with the hour of one moment at several places."""
    rows = [[list(row) for row in table[1:]] for table in tables_of(post) if is_even(table) and len(table[0]) == _PAIR]
    rows += [[[item.flow] for item in one.items if item.flow >= 0] for one in post.lists]
    for parts in rows:
        texts = [" ".join(post.flows[index].prose for index in row) for row in parts]
        found = zones.of_one_moment(texts, _days(post, ())) if all(":" in text for text in texts) else None
        if found:
            at, one = found
            flow = next(flow for flow in map(post.flows.__getitem__, parts[at]) if CLOCK in shape_of(flow.prose).text)
            yield Finding(flow.span, one.message)


def _claims(text: str, shape: Shape, whens: Sequence[When], year: int) -> Iterator[Contradiction]:
    """What one sentence claims and its numbers do not bear out."""
    if len(shape.quantities) < 2:
        if " months" in shape.text:
            yield from spans.spans(text, shape, whens, year)
        return
    found = list(changes.changes(text, shape))
    yield from found or compared.differences(text, shape)
    yield from list(sums.sums(text, shape)) or ([] if found else relations.relations(text, shape))
    yield from lengths.years(text, shape, year)
    yield from lengths.days(text, shape, whens)
    yield from spans.spans(text, shape, whens, year)
    if not found:
        yield from rates.rates(text, shape)
    yield from list(hours.hours(text, shape)) or journeys.journeys(text, shape)


def _moved(when: When, start: int) -> When:
    """A date with its place counted from the start of its sentence."""
    return when._replace(at=when.at - start, end=when.end - start)
