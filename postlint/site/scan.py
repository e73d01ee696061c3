"""The text of a page goes in, what the site model needs of it comes out: header, links, shape; Markdown is not parsed."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from postlint.files.kinds import IMAGES, POSTS
from postlint.model import Entry, Header
from postlint.post.dates import post_date
from postlint.post.frontmatter import read_header
from postlint.site.facts import Facts
from postlint.site.habits.shapes import shape_of
from postlint.site.model import PageSummary
from postlint.site.names import distinct
from postlint.text import lazy
from postlint.text.digest import digest

_FENCED = lazy.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_TARGET = lazy.compile(
    r"\]\(\s*<?((?:\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\})[^)\s>]*|[^)\s>]+)"
    r"|^[ >]*\[(?!\^)[^\]\n]+\]:[ \t]*<?((?:\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\})[^\s>]*|[^\s>]+)"
    r"|\b(?:href|src)\s*=\s*[\"']((?:\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\})[^\"'\s]*|[^\"'\s]+)",
    re.MULTILINE,
)
_HOST = lazy.compile(r"(?:https?:)?//([^/?#]+)", re.IGNORECASE)
_OTHER_SCHEME = lazy.compile(r"(?!https?:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_FIRST_HEADING = lazy.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
# Keys whose value a page shows as an image.
_IMAGE_KEYS = frozenset(
    """image images img thumbnail thumb cover coverimage cover_image hero heroimage hero_image banner og_image ogimage
    social_image socialimage featured_image featuredimage feature_image preview_image header_image teaser""".split()
)
_PLAIN = lazy.compile(r"[^/{}*?\[]+")  # no path, template or pattern
_COMMENT = 4000  # characters; a header is shorter
_NIKOLA = lazy.compile(r"^\.\. ([a-z_]+):[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_PER_HOST = 20  # a changelog may link thousands of pages of one host; a few show as well whose host it is


def scan(text: str, path: str) -> Facts:
    """Read a page of the site; `path` is relative to the site's root. Never raises for what a page can hold.

    Of a template only the header counts, where it has one: its links are for other pages.
    """
    if not path.lower().endswith(POSTS):
        if not text.startswith(("---", "+++")):
            return Facts(PageSummary(path))
        header = read_header(text)
        return Facts(_summary(text, path, header), head=digest(text[: header.body]))
    header = read_header(text)
    shown = (str(entry.value) for entry in header_images(header))
    targets = distinct((*shown, *_targets(text, header.body)))
    return Facts(_summary(text, path, header), targets, shape_of(text, header.body), digest(text[: header.body]))


def header_images(header: Header) -> Iterator[Entry]:
    """The entries that name an image by a path from the site's root or from the page, or by an address."""
    for entry in header.entries:
        value = entry.value
        if not isinstance(value, str) or not value.lower().endswith(IMAGES):
            continue
        shown = not _IMAGE_KEYS.isdisjoint(str(key).lower() for key in entry.path)
        if shown and (value.startswith(("/", "./")) or "://" in value):
            yield entry


def bundled_images(header: Header) -> Iterator[Entry]:
    """The entries that name an image by its name alone."""
    for entry in header.entries:
        named = entry.value if isinstance(entry.value, str) and entry.value.lower().endswith(IMAGES) else ""
        shown = not _IMAGE_KEYS.isdisjoint(str(key).lower() for key in entry.path)
        if shown and named and _PLAIN.fullmatch(named):
            yield entry


def _summary(text: str, path: str, header: Header) -> PageSummary:
    date = post_date(header, path)
    title = header.get("title")
    shown = title.value if title and isinstance(title.value, str) else _first_heading(text, header.body)
    return PageSummary(
        path,
        shown,
        date.day if date else None,
        date.time if date else "",
        {entry.key: entry.value for entry in header.entries if len(entry.path) == 1} or _nikola(text),
    )


def _nikola(text: str) -> dict[str, object]:
    """What a page says of itself in Nikola's comment at its start: `.. slug: first-steps`, one a line."""
    start = text[:_COMMENT] if text.startswith(("<!--", ".. ")) else ""
    return dict(_NIKOLA.findall(start.partition("-->")[0]))


def _first_heading(text: str, start: int) -> str:
    found = _FIRST_HEADING.search(text, start)
    return found[1] if found else ""


def _targets(text: str, start: int) -> list[str]:
    """Targets in file order; of other sites at most a few for each host, of other schemes none."""
    body = _FENCED.sub("", text[start:])
    hosts: Counter[str] = Counter()
    found: dict[str, None] = {}
    for match in _TARGET.finditer(body):
        target = html.unescape(match[match.lastindex or 0]).partition("#")[0]
        if not target or target in found or _OTHER_SCHEME.match(target):
            continue
        if host := _HOST.match(target):
            hosts[host[1]] += 1
            if hosts[host[1]] > _PER_HOST:
                continue
        found[target] = None
    return list(found)
