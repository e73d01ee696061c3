"""A link that leads nowhere on its own site goes in, what it should lead to and the edit that does it come out."""

from __future__ import annotations

from urllib.parse import quote

from postlint.model import Fix, Link
from postlint.site.model import Resolution
from postlint.text.messages import quoted
from postlint.text.urls import split_url

_SAFE = "/:@!$&'()*+,;=~-._"  # what a path holds unescaped (RFC 3986, section 3.3)


def hint(nearest: str) -> str:
    """The end of a message that names what is near, "" where nothing is."""
    return f", the nearest is {quoted(nearest)}" if nearest else ""


def with_path(link: Link, resolution: Resolution) -> Fix | None:
    """The target with the nearest path in place of its own; a reader must agree, for a guess it is."""
    path = split_url(link.target).path
    if not resolution.nearest or link.target_span is None or not path:
        return None
    nearest = quote(resolution.nearest, safe=_SAFE)
    return Fix.replace(link.target_span, link.target.replace(path, nearest, 1), safe=False)
