"""A post and names of parameters go in; every link that carries some of them comes out, with a fix that takes them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from postlint.model import Edit, Finding, Fix, LinkKind, Span
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.urls import has_template, same_site, split_url

_PARAMETER = lazy.compile(r"(?P<name>[^=&?#\s]+)(?:=(?:(?!&)[^#])*)?(?:&amp;|&)?")
_PAID = lazy.compile(r"aff(?:iliate)?(?![a-z])|aff_?id", re.IGNORECASE)  # a commission that may have been agreed on


def without_parameters(post: Post, patterns: tuple[str, ...], *, safe: bool) -> Iterator[Finding]:
    """`*` in a pattern stands for any characters, and `host: name` holds for that host and its subdomains alone."""
    seen: set[Span] = set()
    for link in post.links:
        if "?" not in link.target or link.target_span is None or link.target_span in seen:
            continue
        seen.add(link.target_span)
        url = split_url(link.target)
        # The code for embedding a post of X's belongs to X as it is.
        if url.web and not has_template(link.target) and not (link.kind is LinkKind.HTML and "=twsrc" in url.query):
            yield from _finding(post.text, link.target_span, url.host, patterns, safe)


def _finding(source: str, span: Span, host: str, patterns: tuple[str, ...], safe: bool) -> Iterator[Finding]:
    """The finding for the address written at `span`, if any; its fix is never safe where somebody may be paid for the link."""
    written = span.of(source)
    start = written.find("?") + 1
    end = written.find("#", start) if "#" in written[start:] else len(written)
    found = list(_PARAMETER.finditer(written, start, end))
    tracking = [match for match in found if _tracks(match["name"], host, patterns)]
    if not tracking:
        return
    names = ", ".join(f"`{match['name']}`" for match in tracking)
    kept = "".join(match[0] for match in found if match not in tracking)
    kept = kept.removesuffix("&amp;").removesuffix("&")
    query = Span(span.start + start - 1, span.start + end)
    edit = Edit(query, f"?{kept}" if kept else "")
    at = Span(span.start + tracking[0].start(), span.start + tracking[-1].end())
    verb = "tells" if len(tracking) == 1 else "tell"
    safe = safe and not any(_PAID.match(match["name"]) for match in tracking)
    yield Finding(at, f"{names} only {verb} the other site where its readers come from", Fix((edit,), safe))


def _tracks(name: str, host: str, patterns: tuple[str, ...]) -> bool:
    everywhere, hosts = _compiled(patterns)
    if everywhere.fullmatch(name):
        return True
    return any(regex.fullmatch(name) and same_site(host, owner) for owner, regex in hosts)


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """One regex for the names that track on every host, and one for each `host: name` that does so only there."""
    split = [pattern.rpartition(":")[::2] for pattern in patterns]
    everywhere = "|".join(_regex(name) for host, name in split if not host)
    hosts = [(host.strip(), lazy.compile(_regex(name), re.IGNORECASE)) for host, name in split if host]
    return lazy.compile(everywhere or r"(?!)", re.IGNORECASE), tuple(hosts)


def _regex(name: str) -> str:
    return re.escape(name.strip()).replace(r"\*", ".*")
