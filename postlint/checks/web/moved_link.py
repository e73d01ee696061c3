"""A post and the web's answers go in, links to pages that have moved for good come out, each with the new address."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.answers import Verdict, Web
from postlint.post.document import Post
from postlint.post.links.retarget import place, retarget
from postlint.text.urls import same_site, split_url


def check(post: Post, web: Web) -> Iterator[Finding]:
    for link, answer in web.links(post):
        if answer.verdict is not Verdict.MOVED:
            continue
        old, new = split_url(link.target), split_url(answer.moved_to)
        address = answer.moved_to
        if old.fragment and not new.fragment:
            address = f"{address}#{old.fragment}"
        # An expired name may have been bought to lead elsewhere: a person should look at another site.
        fix = retarget(post, link, address, safe=same_site(old.host, new.host))
        yield Finding(place(link), f"{link.target} has moved permanently to {address}", fix)
