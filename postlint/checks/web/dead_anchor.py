"""A post and the web's answers go in, links to places that a page does not have come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.answers import Web
from postlint.post.document import Post
from postlint.post.links.retarget import place
from postlint.text.urls import last_line_of


def check(post: Post, web: Web) -> Iterator[Finding]:
    for link, answer in web.links(post):
        page, _, fragment = link.target.partition("#")
        if answer.bad or not answer.lacks(fragment):
            continue
        if last := last_line_of(fragment):
            yield Finding(place(link), f"{page} has {answer.lines} lines, the link points to line {last}")
        else:
            yield Finding(place(link), f"{page} has no anchor #{fragment}")
