"""A post goes in; every link whose target belongs to the text of another link of the post comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Link, Related, Span
from postlint.post.document import Post
from postlint.post.links.fitting.misplaced import misplaced
from postlint.post.links.page_kinds import crossed_files, crossed_kinds, may_be_of_kind
from postlint.text.messages import quoted


def check(post: Post) -> Iterator[Finding]:
    told: set[Span] = set()
    for link, name, holder, its in _all(post):
        if link.span not in told:
            told.add(link.span)
            yield _finding(link, name, holder, its)


def _all(post: Post) -> Iterator[tuple[Link, str, Link, str]]:
    """The same link may be found in several ways; what tells the most comes first."""
    for link, holder in (*crossed_kinds(post), *crossed_files(post)):
        yield link, link.text, holder, holder.text
    for found in misplaced(post):
        if found.named.link.target == found.holder.link.target and may_be_of_kind(found.named.link):
            continue
        yield found.named.link, found.named.name, found.holder.link, found.holder.name


def _finding(link: Link, name: str, other: Link, its: str) -> Finding:
    related = [Related(other.span, f"{quoted(its)}, whose words are those of the address")]
    if link.label and link.target_span:
        related.append(Related(link.target_span, "the address"))
    message = (
        f"text says {' '.join(name.split())}, link opens {link.target}, which fits {quoted(' '.join(its.split()))}"
    )
    return Finding(link.span, message, None, tuple(related))
