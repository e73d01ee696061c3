"""Two words that a hyphen joins go in, those that stand apart by rights come out, with the hyphen taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.places import is_quoted
from postlint.site.site import Site
from postlint.text.messages import quoted

_HABIT = 3  # files of a site that join two words


def needless(
    post: Post,
    site: Site,
    joined: re.Pattern[str],
    is_needless: Callable[[re.Match[str]], bool],
    message: str,
    slip: str,
) -> Iterator[Finding]:
    """What `joined` finds, with the groups `adverb` and `quality`, where that is needless and no term, title or quotation."""
    for flow in post.english:
        for found in joined.finditer(flow.prose) if "-" in flow.prose else ():
            if not is_needless(found) or is_change_title(post, flow) or is_quoted(flow, *found.span()):
                continue
            is_alone = found[0] == flow.prose.strip()  # a name: the heading `for-each`
            if not is_alone and not _is_term(site, found["adverb"], found["quality"]):
                yield _finding(flow, found, message, slip)


def _is_term(site: Site, adverb: str, quality: str) -> bool:
    """Whether the site joins the two by habit."""
    joined = site.phrases.files_with(f"{adverb}-{quality}")
    return joined >= _HABIT and joined > site.phrases.files_with(f"{adverb} {quality}")


def is_only_so(site: Site, first: str, second: str) -> bool:
    """Whether several files of the site join the two, and none sets them apart."""
    return site.phrases.files_with(f"{first}-{second}") > 1 and not site.phrases.files_with(f"{first} {second}")


def _finding(flow: Flow, found: re.Match[str], message: str, slip: str) -> Finding:
    span = flow.span_of(*found.span())
    right = f"{found['adverb']} {found['quality']}"
    fix = Fix.replace(span, right, safe=False) if span.end - span.start == len(right) else None
    return Finding(span, f"{message}: {quoted(right)}", fix, slip=slip)  # who sets it once does so throughout
