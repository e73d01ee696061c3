"""A post and the web's answers go in, one finding comes out for each host and reason that kept links from being verified."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.answers import Verdict, Web
from postlint.post.document import Post
from postlint.post.links.retarget import place


def check(post: Post, web: Web) -> Iterator[Finding]:
    for link, answer in web.links(post):
        if answer.verdict is not Verdict.UNSURE:
            continue
        first, *more = web.alike(answer)
        if (first.path, first.span) != (post.path, place(link)):
            continue
        others = {use.target for use in more} - {link.target}
        also = f" and {len(others)} more {'link' if len(others) == 1 else 'links'}" if others else ""
        yield Finding(place(link), f"{link.target}{also} cannot be verified: {answer.reason}")
