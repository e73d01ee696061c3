"""A post goes in; every `http:` link to a host that is known to answer `https:` comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postlint.model import Finding, Fix, Span
from postlint.post.document import Post
from postlint.text.urls import split_url


def check(post: Post, options: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    plain = [link for link in post.links if link.target[:7].lower() == "http://" and link.target_span]
    if not plain:
        return
    secure = {split_url(link.target).host for link in post.links if link.target[:8].lower() == "https://"}
    seen: set[Span] = set()
    for link in plain:
        span = link.target_span
        if span is None or span in seen or span.of(post.text)[:7].lower() != "http://":
            continue
        seen.add(span)
        url = split_url(link.target)
        why = _why(url.host, secure, options["hosts"])
        if why and not url.port:
            scheme = Span(span.start, span.start + len("http:"))
            yield Finding(span, f"{url.host} is linked with http:, but {why}", Fix.replace(scheme, "https:"))


def _why(host: str, secure: set[str], hosts: Sequence[str]) -> str:
    """How we know that `host` answers https:, or ""."""
    if host in secure:
        return "this post also links it with https:"
    known = any(host == name or host.endswith(f".{name}") for name in hosts)
    return "it is known to answer https:" if known else ""
