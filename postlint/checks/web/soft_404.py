"""A post and the web's answers go in, links to pages that only excuse themselves come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.answers import Verdict, Web
from postlint.post.document import Post
from postlint.post.links.retarget import place


def check(post: Post, web: Web) -> Iterator[Finding]:
    for link, answer in web.links(post):
        if answer.verdict is Verdict.SOFT:
            yield Finding(place(link), f"{link.target} seems gone: {answer.reason}")
