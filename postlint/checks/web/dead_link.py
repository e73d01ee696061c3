"""A post and the web's answers go in, links to pages that are gone come out, with an archived copy where one was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from postlint.model import Finding, Fix, Link, Severity
from postlint.post.answers import Answer, Verdict, Web
from postlint.post.document import Post
from postlint.post.links.retarget import place, retarget


def check(post: Post, web: Web, options: Mapping[str, int]) -> Iterator[Finding]:
    at_most = Severity.WARNING if web.age(post) > options["old-after"] else Severity.ERROR
    for link, answer in web.links(post):
        if answer.verdict is Verdict.DEAD:
            message = f"{link.target} is dead: {answer.reason}{_since(answer, web.today)}"
            yield Finding(place(link), message, _archived(post, link, answer), at_most=at_most)


def _since(answer: Answer, today: dt.date) -> str:
    first = dt.datetime.fromtimestamp(answer.first_bad, dt.UTC).date()
    return f", seen so since {first}" if answer.streak > 1 and first < today else ""


def _archived(post: Post, link: Link, answer: Answer) -> Fix | None:
    """The copy nearest the post's day."""
    copies = dict(answer.archived)
    day = post.date.day.strftime("%Y%m%d") if post.date else ""
    copy = copies.get(day) or next(iter(copies.values()), "")
    return retarget(post, link, copy, safe=False) if copy else None
