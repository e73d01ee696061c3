"""A post goes in; every address that works, but was kept as some program wrote it, comes out: short, mobile, doubled, cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from postlint.model import Finding, Fix, Link, LinkKind, Span
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import SHORTENERS, Url, has_template, registrable, split_url

_MOBILE = lazy.compile(r"\Am(?:obile)?\.(?=[a-z0-9-]+\.[a-z]{2,}\Z)|(?<=\.)m\.(?=wikipedia\.org|wiktionary\.org)")
_NOT_MOBILE = frozenset(("media-amazon.com", "stripe.com", "stripe.network"))  # hosts of scripts and pictures
_REGION = lazy.compile(r"/(en[-_](?!us\b|us/|001)[a-z]{2})/", re.IGNORECASE)
_EDITOR = lazy.compile(r"github\.com/[\w.-]+/[\w.-]+/edit/.")
_ABOUT_EDITING = lazy.compile(
    r"edit|improv|contribut|chang|fix|suggest|propos|add|correct|pull request|github", re.IGNORECASE
)
_CUT = lazy.compile(r"\s*(?:…|\.\.\.)$")
_WORD = lazy.compile(r"[^\W_]+")


def check(post: Post, options: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    shorteners = SHORTENERS - frozenset(options["allowed-hosts"])
    seen: set[Span] = set()
    for link in post.links:
        span = link.target_span
        if span is None or span in seen or "//" not in link.target or has_template(link.target):
            continue
        seen.add(span)
        if finding := _finding(link, span, shorteners):
            yield finding


def _finding(link: Link, span: Span, shorteners: frozenset[str]) -> Finding | None:
    target, url = link.target, split_url(link.target)
    if not url.web:
        return None
    host = url.host.removeprefix("www.")
    embedded = host == "t.co" and link.kind is LinkKind.HTML  # the code for embedding a post of X's
    if host in shorteners and host not in link.text and not embedded:
        return Finding(span, f"{quoted(target)} hides where it leads, and ends when {host} does")
    if not link.image and (plain := _without_mobile(url.host)):
        fix = Fix.replace(span, re.sub(re.escape(url.host), plain, target, count=1, flags=re.IGNORECASE))
        return Finding(span, f"{url.host} is for phones, {plain} for everybody", fix)
    if url.path.endswith("//") and "//" not in url.path.rstrip("/"):  # not of an address within the address
        tidy = target.replace(url.path, url.path.rstrip("/") + "/", 1)
        return Finding(span, f"{quoted(url.path)} ends with two slashes", Fix.replace(span, tidy))
    if _EDITOR.match(f"{host}{url.path}") and not _ABOUT_EDITING.search(link.text):
        return Finding(span, f"{quoted(target)} opens the editor of a page, not the page")
    if region := _REGION.match(url.path):
        return Finding(span, f"{quoted(target)} is a page for the region {region[1]} alone")
    if link.kind is not LinkKind.BARE and (rest := _cut_off(link.text, url)):
        return Finding(link.span, f"link text {quoted(link.text)} is cut off before {quoted(rest)}")
    return None


def _without_mobile(host: str) -> str:
    """The host for everybody of a host for phones, or ""."""
    mobile = _MOBILE.search(host)
    if mobile is None or registrable(host) in _NOT_MOBILE:
        return ""
    return host[: mobile.start()] + host[mobile.end() :]


def _cut_off(text: str, url: Url) -> str:
    """The next words of the address, where it begins with those of a text that ends in an ellipsis."""
    if len(text) < 40 or not _CUT.search(text.strip()):
        return ""
    words = _WORD.findall(_CUT.sub("", text.strip()).lower())
    slug = _WORD.findall(unquote(url.path).rstrip("/").rpartition("/")[2].lower())
    kept = words[:-1]  # the last may be half a word
    if len(kept) < 4 or slug[: len(kept)] != kept or len(slug) <= len(words):
        return ""
    return " ".join(slug[len(words) : len(words) + 3]) if slug[len(kept)].startswith(words[-1]) else ""
