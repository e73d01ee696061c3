"""A release post goes in, each place comes out where it names another version of its product as the one it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Related, Span
from postlint.post.releases.files import Claim, Product, offered
from postlint.post.releases.later import named_ahead
from postlint.post.releases.release import Release, Version, numbers_of, release_of
from postlint.post.releases.said import fits, said
from postlint.post.releases.series_numbers import other_numbers
from postlint.site.names import own_name
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_KEYS = ("version", "release", "release_version", "tag_name")


def check(post: Post) -> Iterator[Finding]:
    for flow, at, end, own in other_numbers(post):
        words = flow.text[at:end]
        yield Finding(flow.span_of(at, end), f"the text calls this number {words}, but the title says {own}")
    release = release_of(post)
    if release is None:
        return
    product = Product(release.product)
    claims = [*said(post, release, product), *offered(post, release, product)]
    known = {claim.span for claim in claims}
    claims += [
        claim for claim in named_ahead(post, release, product) if not any(one.contains(claim.span) for one in known)
    ]
    if release.sure or claims:
        claims += _written(post, release)
    name = _stem(post.path)
    file = product.in_slug(name)
    # A copied post may have kept its title: then the text sides with the name of the file, which had to be new.
    # "8.1" is the name of all the patches of its branch.
    is_other = bool(file) and release.numbers[: len(file)] != file
    if is_other and sum(fits(claim.numbers, file) - fits(claim.numbers, release.numbers) for claim in claims) > 0:
        yield Finding(release.span, f"the title says {release.name}, but the text agrees with the file name, {name}")
        yield from _against(claims, file, f"the file is named {name}")
    else:
        yield from _against(claims, release.numbers, f"the title says {release.name}", release.span)


def _against(claims: Sequence[Claim], right: Version, reason: str, span: Span | None = None) -> Iterator[Finding]:
    related = (Related(span, reason),) if span else ()
    for claim in claims:
        if not fits(claim.numbers, right):
            yield Finding(claim.span, f"{quoted(claim.words)}, but {reason}", related=related)


def _stem(path: str) -> str:
    """The name of the file, or of the folder of an `index.md`, without its date."""
    return re.sub(r"^\d{4}-\d\d?(?:-\d\d?)?[-_]", "", own_name(path))


# --- what the header says


def _written(post: Post, release: Release) -> Iterator[Claim]:
    """Keys for the version alone; what slugs say is a rule of its own."""
    for key in _KEYS:
        entry = post.header.top.get(key)
        value = entry.text_span.of(post.text).strip() if entry else ""  # as written: 1.10 is not 1.1
        whole = re.fullmatch(r"v?\d+(?:\.\d+)+", value)
        if entry and whole and value.count(".") + 1 == len(release.numbers):
            yield Claim(f"{entry.key}: {value}", numbers_of(value), entry.text_span)
