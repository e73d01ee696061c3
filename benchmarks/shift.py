"""A folder of dated posts goes in; false alarms at the true dates, and what is found when dates are moved, come out.

At its own date a post is nearly always right, so that a finding there is a false alarm (or a real slip). Then one date a post
is moved, and the rule has to speak:

    event-after-post      the post to 10–80 days before a day that its text names, which lay shortly before it
    past-event-announced  the post to 10–80 days behind a day that its text names, which lay shortly ahead of it
    period-not-over       the recap of a quarter, month or year into the middle of that
    wrong-weekday         a weekday beside a date to the next one
    year-slip             in January and February, the year of a day just ahead to the year before (any rule may say so)

Days may be named without being told or announced, so that no rule can reach 100 % of the first two.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from postlint.checks.dates import event_after_post, past_event_announced, period_not_over, wrong_weekday, year_slip
from postlint.model import Finding, PostDate, Span, When, WhenKind
from postlint.post.document import Post, read_post
from postlint.post.periods.period import own_period
from postlint.post.whens.names import ENGLISH

Check = Callable[[Post], Iterator[Finding]]
RULES: dict[str, Check] = {
    "event-after-post": event_after_post.check,
    "past-event-announced": past_event_announced.check,
    "period-not-over": period_not_over.check,
    "wrong-weekday": wrong_weekday.check,
    "year-slip": year_slip.check,
}
_NEAR, _SHIFT = (3, 60), (10, 80)  # days


def posts(folder: Path) -> Iterator[Post]:
    """The posts below a folder that carry their date in figures in their header."""
    for file in sorted(folder.rglob("*.m*")):
        if file.suffix not in (".md", ".mdx", ".markdown") or not file.is_file():
            continue
        try:
            post = read_post(file.read_text(encoding="utf-8"), file.relative_to(folder).as_posix())
            _ = post.body
        except (OSError, UnicodeDecodeError):
            continue
        if post.date and post.date.source != "path" and post.date.text[:4].isdigit():
            yield post


def moved(post: Post, day: dt.date) -> Post:
    """The post with another day for its date; the path keeps no day that could contradict."""
    date = post.date
    assert date is not None
    return read_post(_with(post.text, date, day.isoformat()), "post.md")


def _with(text: str, date: PostDate, day: str) -> str:
    written = date.span.of(text)
    return text[: date.span.start] + written.replace(date.text, day, 1) + text[date.span.end :]


def days_of(post: Post, *, ahead: bool) -> Iterator[When]:
    """The days that paragraphs name shortly before or ahead of the post, of which one in ten or so is told or announced."""
    assert post.date is not None
    for when in post.whens:
        flow = post.flows[when.flow]
        distance = (when.first_day - post.date.day).days * (1 if ahead else -1)
        is_day = when.kind is WhenKind.DAY and not when.relative and when.year_from != "context"
        if is_day and flow.role == "paragraph" and not flow.quoted and _NEAR[0] <= distance <= _NEAR[1]:
            yield when


def _speaks_at(check: Check, post: Post, text: str) -> bool:
    return any(finding.span.of(post.text) == text for finding in check(post))


def try_shifts(post: Post, chance: random.Random) -> Iterator[tuple[str, bool, str]]:
    """Each rule that the post gives something to find, whether it found it, and what there was to find."""
    for rule, ahead in (("event-after-post", False), ("past-event-announced", True)):
        when = next(days_of(post, ahead=ahead), None)
        if when:
            days = chance.randint(*_SHIFT) * (1 if ahead else -1)
            other = moved(post, when.first_day + dt.timedelta(days=days))
            flow = post.flows[when.flow]
            around = " ".join(flow.text[max(when.at - 120, 0) : when.end + 60].split())
            yield rule, _speaks_at(RULES[rule], other, when.text), around
    period = own_period(post)
    if period and period.is_recap and period.has_year:
        other = moved(post, period.first_day + (period.last_day - period.first_day) / 2)
        yield "period-not-over", any(period_not_over.check(other)), post.title
    yield from _weekdays(post)
    yield from _years(post)


def _weekdays(post: Post) -> Iterator[tuple[str, bool, str]]:
    when = next(
        (one for one in post.whens if one.weekday is not None and one.kind is WhenKind.DAY and not one.relative), None
    )
    if when is None or when.weekday is None or when.first_day.weekday() != when.weekday:
        return
    name = ENGLISH.weekdays[when.weekday][0].capitalize()
    start = post.text.find(name, when.span.start, when.span.end)
    if start >= 0:
        other = ENGLISH.weekdays[(when.weekday + 1) % 7][0].capitalize()
        text = post.text[:start] + other + post.text[start + len(name) :]
        yield "wrong-weekday", any(wrong_weekday.check(read_post(text, post.path))), when.text


def _years(post: Post) -> Iterator[tuple[str, bool, str]]:
    day = post.date.day if post.date else None
    if day is None or day.month > 2:
        return
    for when in post.whens:
        near = when.kind is WhenKind.DAY and when.year_from == "phrase" and 0 < (when.first_day - day).days < _NEAR[1]
        at = post.text.find(str(day.year), when.span.start, when.span.end)
        if near and at >= 0 and post.flows[when.flow].role == "paragraph":
            other = read_post(post.text[:at] + str(day.year - 1) + post.text[at + 4 :], post.path)
            span = Span(when.span.start, when.span.end)
            found = any(finding.span == span for check in RULES.values() for finding in check(other))
            yield "year-slip", found, when.text
            return


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--alarms", action="store_true", help="print what is said at the true dates")
    arguments.add_argument("--misses", metavar="RULE", help="print what this rule does not find")
    given = arguments.parse_args()
    chance = random.Random(given.seed)
    total, alarms, tried, found = 0, Counter[str](), Counter[str](), Counter[str]()
    for post in posts(given.folder):
        total += 1
        for rule, check in RULES.items():
            findings = list(check(post))
            alarms[rule] += bool(findings)
            for finding in findings if given.alarms else ():
                print(f"  {rule}  {post.path}: {finding.message}")
        for rule, hit, what in try_shifts(post, chance):
            tried[rule] += 1
            found[rule] += hit
            if given.misses == rule and not hit:
                print(f"  {post.path}: {what}")
    print(f"{'rule':24}{'posts':>8}{'alarms':>8}{'one in':>8}{'moved':>8}{'found':>8}{'recall':>8}")
    for rule in RULES:
        one_in = f"{total // alarms[rule]}" if alarms[rule] else "-"
        recall = f"{found[rule] / tried[rule]:.0%}" if tried[rule] else "-"
        print(f"{rule:24}{total:>8}{alarms[rule]:>8}{one_in:>8}{tried[rule]:>8}{found[rule]:>8}{recall:>8}")


if __name__ == "__main__":
    main()
