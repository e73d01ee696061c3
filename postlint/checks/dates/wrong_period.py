"""A recap in, a finding where its text or description claims another quarter, month or year than its title does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Severity, When, WhenKind
from postlint.post.numerals import ORDINALS
from postlint.post.periods.claims import contrasts, is_claimed, names_of, periods_named
from postlint.post.periods.closings import closings
from postlint.post.periods.described import described_otherwise, first_headings, meets_otherwise, opens_otherwise
from postlint.post.periods.period import descriptions, own_period
from postlint.post.periods.stretch import PERIODS, Period
from postlint.post.whens.calendar import MONTHS
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_BODY = ("paragraph", "html", "heading")
_OFTEN = 3  # mentions; a post that names another period more often is about that one
_MANY = 100  # mentions of periods that are looked at; a post with more is none of one
_LONG = 80  # days


_OWN_YEAR = lazy.compile(
    r"\b(?:fiscal|financial year|business year|accounting year|FY\s?\d\d)\b|\byear (?:runs|begins|starts|ends) ",
    re.IGNORECASE,
)
_TWO_YEARS = lazy.compile(r"(?<![\d/–-])(?P<first>20\d\d)[/–-](?:20)?(?P<last>\d\d)(?![\d/–-])")


def check(post: Post) -> Iterator[Finding]:
    yield from _seasons(post)
    yield from _two_years(post)
    yield from _heads(post)
    called = list(_called_otherwise(post))
    yield from called or _of_period(post)


def _of_period(post: Post) -> Iterator[Finding]:
    """What is claimed of another period than the one that the title names."""
    period = own_period(post)
    if period is None:
        for span, text, own in meets_otherwise(post):
            yield Finding(span, f"the description speaks of {text}, but the title says {own}")
        for span, text in closings(post, None):
            yield Finding(span, f"{text} is claimed as the period of this post, but the title names another month")
    if period is None or period.place != "title":
        return
    if period.unit in ("quarter", "half-year") and any(_OWN_YEAR.search(flow.text) for flow in post.flows):
        return  # of a business year, whose quarters are others
    is_over = post.date is not None and period.last_day < post.date.day
    if not period.is_recap and not is_over:
        yield from _while_under_way(post, period)
        return  # a "Q2 update" from the middle of Q2 may look back on Q1
    title = Related(period.span, f"the title says {period.name}")
    if period.is_mention:
        for span, text in (*described_otherwise(post, period), *closings(post, period, only="report those sums")):
            yield Finding(
                span,
                f"{text} is claimed as the period of this post, but the title says {period.name}",
                related=(title,),
            )
        return
    others = [] if _is_elliptic(post, period) else _spoken_of_instead(post, period)
    if len(others) > _OFTEN:
        yield _instead(period, others)
        return
    differing = [when for one in post.whens if _differs(when := _whole_months(one), period)][:_MANY]
    claimed = [when for when in differing if is_claimed(post, when, period)]
    claims = [(when.span, when.text) for when in claimed] + [*closings(post, period)]
    claims = claims or [*described_otherwise(post, period), *opens_otherwise(post, period)]
    described = [flow.span for flow in (*descriptions(post), *first_headings(post))]
    for span, text in claims:
        message = f"{text} is claimed as the period of this post, but the title says {period.name}"
        # What sums the post up is certain; a sentence may have its reasons.
        at_most = Severity.ERROR if any(one.contains(span) for one in described) else Severity.WARNING
        yield Finding(span, message, related=(title,), at_most=at_most)
    if others and not claims:
        yield _instead(period, others)


_TIME = lazy.compile(rf"\b(?:{'|'.join(MONTHS[1:])})\b|(?<!\d)20\d\d(?!\d)|\bQ[1-4]\b")


def _heads(post: Post) -> Iterator[Finding]:
    """A first heading that repeats the title but for its month, quarter or year."""
    for flow in first_headings(post):
        title, text = (" ".join(one.split()) for one in (post.title, flow.text))
        if title != text and _TIME.search(title) and _TIME.sub("0", title) == _TIME.sub("0", text):
            yield Finding(flow.span, f"the heading says {text}, but the title says {title}")


def _while_under_way(post: Post, period: Period) -> Iterator[Finding]:
    """What a post on a period that is not over calls itself: a "Q2 update" from the middle of Q2 may look back on Q1."""
    itself = [*closings(post, period, only="issue")]
    for span, text in closings(post, period):
        if (span, text) in itself or _is_later(text, period):
            yield Finding(span, f"this post calls itself that of {text}, but the title says {period.name}")


_ISSUE = (
    r"(?:(?:monthly|news)\s)?(?:issue|edition|newsletter|letter|bulletin|digest|circular|instal?lment|update|round-?up)"
)
_MONTH = rf"(?P<{{0}}>{'|'.join(MONTHS[1:])})(?:\s(?P<{{1}}>20\d\d))?"
_CALLED = lazy.compile(
    r"\A\W*(?:the|our|this\sis\sthe|this\sis\sour)?\s?"
    rf"(?:{_MONTH.format('a', 'ay')}\s{_ISSUE}\b|(?i:{_ISSUE})\s(?:for|of|from)\s{_MONTH.format('b', 'by')}\b(?!\s\d))",
    re.IGNORECASE,
)


def _called_otherwise(post: Post) -> Iterator[Finding]:
    """A description that opens as the issue of another month: "The March 2026 issue" below "Newsletter, April 2026"."""
    titled = list(_TITLED_MONTH.finditer(post.title))
    for flow in descriptions(post) if len(titled) == 1 else ():
        found = _CALLED.match(flow.text)
        if found is None or len(_TITLED_MONTH.findall(flow.text)) != 1:
            continue
        name, year = found["a"] or found["b"], found["ay"] or found["by"]
        own, own_year = titled[0]["month"], titled[0]["year"]
        if name.lower() != own.lower() and (not year or not own_year or abs(int(year) - int(own_year)) <= 1):
            group = "a" if found["a"] else "b"
            message = f"this post calls itself that of {name}, but the title says {titled[0][0]}"
            yield Finding(flow.span_of(*found.span(group)), message)


_TITLED_MONTH = lazy.compile(rf"\b(?P<month>{'|'.join(MONTHS[1:])})\b(?:\s(?P<year>20\d\d))?(?!\s\d)")


def _is_later(name: str, period: Period) -> bool:
    """Whether a month is one of the next after the period; of others than months nothing is known."""
    months = list(MONTHS)
    if name.capitalize() not in months:
        return False
    return 0 < (months.index(name.capitalize()) - period.last_day.month) % _MONTHS <= _NEXT


_NEXT = 3
_MONTHS = 12
_TOLD = ("paragraph", "description", "summary", "excerpt")


def _seasons(post: Post) -> Iterator[Finding]:
    """The season of another year than the one in the title, where the text names no other."""
    named = [when for when in post.whens if when.kind is WhenKind.SEASON and when.year_from == "phrase"]
    said = [when for when in named if post.flows[when.flow].role == "title"]
    others = [when for when in named if post.flows[when.flow].role in _TOLD]
    for when in others if len(said) == 1 else ():
        own = said[0].first_day
        is_other = when.first_day.month == own.month and abs(when.first_day.year - own.year) == 1
        if is_other and not any(one.first_day == own for one in others) and not contrasts(post, when):
            message = f"the text speaks of {when.text}, but the title says {said[0].text}"
            related = (Related(said[0].span, f"the title says {said[0].text}"),)
            yield Finding(when.span, message, related=related, at_most=Severity.WARNING)


def _two_years(post: Post) -> Iterator[Finding]:
    """ "the 2023/24 season" under a title that says 2024/25, where the text never says so."""
    named = [
        (flow, found)
        for flow in post.flows
        if not flow.quoted and ("/" in flow.text or "-" in flow.text or "–" in flow.text)
        for found in _TWO_YEARS.finditer(flow.text)
        if (int(found["first"]) + 1) % 100 == int(found["last"])
    ]
    own = [(flow, found) for flow, found in named if flow.role == "title"]
    others = [(flow, found) for flow, found in named if flow.role in ("paragraph", "description", "summary", "excerpt")]
    if len(own) != 1 or not others or any(found["first"] == own[0][1]["first"] for _, found in others):
        return
    flow, found = others[0]
    start = max(flow.text.rfind(mark, 0, found.start()) for mark in (". ", "! ", "? ", ".\n"))
    told = re.split(r"[.!?](?=\s|\Z)", flow.text[found.end() :], maxsplit=1)[0]
    before = flow.text[start + 1 : found.start()]
    is_claimed_so = flow.role != "paragraph" or _CLAIMS.search(before) or _A_SEASON.match(told)
    if _IS_OVER.search(before) or _IS_OVER.search(told) or not is_claimed_so:
        return  # what the year before left behind
    if not _COMPARED.search(flow.text) and abs(int(found["first"]) - int(own[0][1]["first"])) == 1:
        title, said = own[0]
        message = f"the text speaks of {found[0]}, but the title says {said[0]}"
        related = (Related(title.span_of(*said.span()), f"the title says {said[0]}"),)
        yield Finding(flow.span_of(*found.span()), message, related=related, at_most=Severity.WARNING)


_CLAIMS = lazy.compile(
    r"\b(?:this|these|here|welcome|covers?|looks?\s(?:back\s)?(?:at|on)|tells?|(?:reports?|accounts|figures|statistics|results|programme|calendar|"
    r"review|summary)\s(?:on|for|of)(?:\sthe)?(?:\s[a-z]+){0,2}\s\Z)",
    re.IGNORECASE,
)
_A_SEASON = lazy.compile(
    r"\s(?:[a-z]+\s)?(?:seasons?|editions?|programmes?|terms?|series|school\syears?|winters?|leagues?)\b"
)
_IS_OVER = lazy.compile(
    r"\b(?:audit\w*|clos\w+|sign\w+|finished|remain\w*|left|still|stay\w*|old|owe[sd]?|debts?|deficit|comparison|brackets|run\sout|"
    r"made\sgood|turned\sup|used\sto|had|now|already)\b",
    re.IGNORECASE,
)
_COMPARED = lazy.compile(
    r"\b(?:appl\w+|will|coming|upcoming|plans?|planned|submit\w*|since|last|previous|before|after|compared|than|earlier|next|"
    r"unlike|until|from)\b",
    re.IGNORECASE,
)


def _whole_months(when: When) -> When:
    """ "From 1 January to 31 December 2022" is a year, and so on."""
    if when.kind is not WhenKind.DAYS or when.first_day.day != 1 or (when.last_day + dt.timedelta(1)).day != 1:
        return when
    months = (when.last_day.year - when.first_day.year) * 12 + when.last_day.month - when.first_day.month + 1
    return when._replace(kind=_KINDS.get(months, when.kind))


_KINDS = {1: WhenKind.MONTH, 3: WhenKind.QUARTER, 6: WhenKind.HALF, 12: WhenKind.YEAR}


def _differs(when: When, period: Period) -> bool:
    """Whether `when` is a period as long as the title's, but another; without a year its months decide."""
    if when.kind not in PERIODS or when.relative or abs(when.days - period.days) > 3:
        return False
    if when.year_from == "phrase" and period.has_year:
        return when.first_day != period.first_day
    return when.first_day.month != period.first_day.month


def _spoken_of_instead(post: Post, period: Period) -> list[When]:
    """The mentions of the one other period that the text names, where it never names the title's."""
    named = [when for when in periods_named(post) if post.flows[when.flow].role in _BODY]
    body = [when for when in named if not period.span.contains(when.span) and abs(when.days - period.days) <= 3]
    others = [when for when in body if _differs(when, period)]
    alike = len({when.first_day.month for when in others}) == 1
    if not alike or len(others) < len(body) or _names_itself(post, period):
        return []
    if period.is_recap and len(others) > _OFTEN:
        return others
    return others if period.days > _LONG and not any(contrasts(post, when) for when in others[:_MANY]) else []


def _names_itself(post: Post, period: Period) -> bool:
    """Whether a text names the title's period, in whatever way: "this report covers 2023"."""
    own = names_of(period)
    return any(name in flow.text.lower() for flow in post.flows if flow.role in _BODY for name in own)


def _is_elliptic(post: Post, period: Period) -> bool:
    """Whether a text names the title's quarter without its noun: "the first quarter brought 10, the second 12"."""
    if period.unit != "quarter" or period.first_day.month % 3 != 1:
        return False
    word = ORDINALS[period.first_day.month // 3]
    alone = re.compile(rf"\bthe\s{word}\b(?!\s(?:quarter|half|time|[a-z]+ing\b))", re.IGNORECASE)
    return any(alone.search(flow.text) for flow in post.flows if flow.role in _BODY)


def _instead(period: Period, others: list[When]) -> Finding:
    """At the title, if the text names the other period again and again; else where it does, as what may have a reason."""
    first = others[0]
    if len(others) > _OFTEN:
        message = f"the title says {period.name}, the text speaks of {first.text} instead, {len(others)} times in all"
        return Finding(period.span, message, related=(Related(first.span, f"the text says {first.text}"),))
    related = (Related(period.span, f"the title says {period.name}"),)
    message = f"the text speaks of {first.text} only, but the title says {period.name}"
    return Finding(first.span, message, related=related, at_most=Severity.WARNING)
