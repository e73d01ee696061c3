"""A post goes in; every link that carries parameters which only name a campaign comes out, without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postlint.model import Finding
from postlint.post.document import Post
from postlint.post.links.tracking import without_parameters


def check(post: Post, options: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    return without_parameters(post, tuple(options["parameters"]), safe=False)
