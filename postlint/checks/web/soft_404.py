"""A post and the web's answers go in, links to pages that only excuse themselves come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.answers import Verdict, Web
from postlint.checks.web._places import place
from postlint.model import Finding
from postlint.post.document import Post


def check(post: Post, web: Web) -> Iterator[Finding]:
    for link, answer in web.links(post):
        if answer.verdict is Verdict.SOFT:
            yield Finding(place(link), f"{link.target} seems gone: {answer.reason}")
