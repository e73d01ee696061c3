"""A link that leads nowhere on its own site goes in, what it should lead to and the edit that does it come out."""

from __future__ import annotations

import re
from urllib.parse import quote

from postlint.model import Fix, Link
from postlint.site.model import Resolution
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import has_template, split_url

_FILTERED = lazy.compile(r"""(\{\{-?\s*["'])(/[^"'{}]*)(["']\s*\|[^{}]*\}\}.*)""", re.DOTALL)
_BASED = lazy.compile(r"(\{\{[^{}|]*\}\})(/[^?#{}]*)([?#].*)?", re.DOTALL)
_TAG = lazy.compile(r"\{\{[^{}]*\}\}")
_PLAIN = ("Hugo", "Docusaurus", "Astro", "Pelican", "Zola")  # what is no tag of theirs stays in an address as it is
_LIQUID = ("", "Jekyll", "Eleventy")
_SAFE = "/:@!$&'()*+,;=~-._"  # what a path holds unescaped (RFC 3986, section 3.3)


def hint(nearest: str) -> str:
    """The end of a message that names what is near, "" where nothing is."""
    return f", the nearest is {quoted(nearest)}" if nearest else ""


def lost(what: str, resolution: Resolution) -> str:
    """The message for a page, a file or an image that is not where a link looks for it."""
    start = f"this site has no {what} at {quoted(resolution.wanted)}"
    if resolution.moved:
        return f"{start}: this change moved it to {quoted(resolution.nearest)}"
    if resolution.instead and resolution.nearest:
        return f"{start}, {resolution.instead} is published at {quoted(resolution.nearest)}"
    return start + hint(resolution.nearest)


def unfilled(target: str, generator: str) -> str:
    """The beginning of a message for an address with a tag that only another generator fills in, "" for one without."""
    found = _TAG.match(target) if generator in _PLAIN else None
    return f"{generator} does not fill in {quoted(found[0])}, and " if found else ""


def with_path(link: Link, resolution: Resolution, generator: str) -> Fix | None:
    """The target with the nearest path in place of its own; a reader must agree, for a guess it is.

    What another generator than the site's fills in is no part of an address: beside it no path is right.
    """
    if not resolution.nearest or link.target_span is None:
        return None
    if has_template(link.target) and generator not in _LIQUID:
        return None
    nearest = quote(_base_of(link.target, resolution) + resolution.nearest, safe=_SAFE)
    target = _in_template(link.target, nearest) if has_template(link.target) else _in_address(link.target, nearest)
    return Fix.replace(link.target_span, target, safe=False) if target else None


def _base_of(target: str, resolution: Resolution) -> str:
    """The folder of the host that a site is in, where an address from the host's root names it."""
    path = split_url(target).path
    if not (path.startswith("/") and resolution.nearest.startswith("/") and path.endswith(resolution.wanted)):
        return ""
    return path.removesuffix(resolution.wanted) if resolution.wanted else ""


def _in_address(target: str, nearest: str) -> str:
    path = split_url(target).path
    return target.replace(path, nearest, 1) if path else ""


def _in_template(target: str, nearest: str) -> str:
    """The target with its filter and its base as they were; "" where a tag names a page by another name than its address."""
    found = _FILTERED.fullmatch(target) or _BASED.fullmatch(target)
    if found is None or not nearest.startswith("/"):
        return ""
    return f"{found[1]}{nearest}{found[3] or ''}"
