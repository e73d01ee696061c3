"""A post goes in; every link whose target belongs to the text of another link of the post comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Link, Related
from postlint.post.document import Post
from postlint.post.fitting.misplaced import misplaced
from postlint.post.page_kinds import crossed_files, crossed_kinds
from postlint.text.messages import quoted


def check(post: Post) -> Iterator[Finding]:
    for link, holder in (*crossed_kinds(post), *crossed_files(post)):
        yield _finding(link, link.text, holder, holder.text)
    for found in misplaced(post):
        yield _finding(found.named.link, found.named.name, found.holder.link, found.holder.name)


def _finding(link: Link, name: str, other: Link, its: str) -> Finding:
    related = [Related(other.span, f"{quoted(its)}, whose words are those of the address")]
    if link.label and link.target_span:
        related.append(Related(link.target_span, "the address"))
    message = (
        f"text says {' '.join(name.split())}, link opens {link.target}, which fits {quoted(' '.join(its.split()))}"
    )
    return Finding(link.span, message, None, tuple(related))
