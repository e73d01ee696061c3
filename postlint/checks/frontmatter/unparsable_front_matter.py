"""A header in, a finding where a generator could not read it: its syntax is broken, or its fence is missing or misplaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from postlint.model import Finding, Span
from postlint.post.document import Post
from postlint.post.manuals import has_manual_header
from postlint.site.site import Site
from postlint.text import lazy

# They look for the fence in the very first line of the file: Jekyll by its own pattern, the others with gray-matter.
_AT_ONCE = frozenset(("Jekyll", "Eleventy", "Docusaurus", "Gatsby", "Next.js", "VitePress"))
_FENCED = _AT_ONCE | {"Hugo", "Zola", "Astro"}


# A record of YAML has nothing but keys, list marks, comments and what is indented below them.
_RECORD = lazy.compile(r"(?:(?:---|[\w\"'][^\n:]*:(?:[ \t][^\n]*)?|-[ \t][^\n]*|#[^\n]*|[ \t][^\n]*|)(?:\r?\n|\Z))+")
_DATA = frozenset(("data", "_data"))
# `title: Moors: north`, which is no YAML, but read by who splits each line at its first colon.
_SPLIT = lazy.compile(r"^([A-Za-z][\w-]*):[ \t]+[^\s\"'\[{|>&*!#][^\n\"']*?:[ \t]", re.MULTILINE)
_HEADED = lazy.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_LONGEST = 4000  # characters of a header that is looked through
_MANY, _SHARE = 20, 3  # posts whose headers have such a line, and of how many each one has


def check(post: Post, site: Site) -> Iterator[Finding]:
    if has_manual_header(post):
        return  # a program of the project's own splits its lines
    is_record = _is_record(post, site)
    own = False
    for problem in post.header.problems:
        own = own or (problem.kind == "syntax" and _is_own_way(post, site, problem.span))
        if own:
            continue  # what stands below is read anew there
        if problem.kind == "syntax" or (problem.kind == "unclosed" and not is_record):
            yield Finding(problem.span, problem.message, hides=post.header.span)
    if not is_record:
        yield from _unseen(post, site)


def _is_own_way(post: Post, site: Site, span: Span) -> bool:
    """Whether a good part of a site without a known generator has such lines: then its own tool reads no YAML."""
    if site.convention.name:
        return False
    line = post.text[post.text.rfind("\n", 0, span.start) + 1 :].partition("\n")[0]
    found = _SPLIT.match(line)
    return found is not None and found[1] in site.remembered(_split_keys)


def _split_keys(site: Site) -> frozenset[str]:
    """The keys that many headers of the site give a value with a colon and no quotes."""
    counts, headed = Counter[str](), 0
    for path in site.tree.posts:
        text = site.text(path) if path in site.tree.files else ""
        header = _HEADED.match(text[:_LONGEST])
        headed += header is not None
        counts.update(set(_SPLIT.findall(header[1])) if header else ())
    return frozenset(key for key, count in counts.items() if count >= max(_MANY, headed / _SHARE))


def _is_record(post: Post, site: Site) -> bool:
    """Whether a file is a record of data, all YAML and no page, which needs no fences whatever its name ends in."""
    place = site.place(post.path)
    if place is None or not (_DATA.intersection(place.split("/")[:-1]) or not site.publishes(place)):
        return False
    return _RECORD.fullmatch(post.text) is not None


def _unseen(post: Post, site: Site) -> Iterator[Finding]:
    """A sound header that this generator takes for text."""
    header = post.header
    if header.format == "pelican" and (name := site.convention.name) in _FENCED:
        key = header.entries[0].key_span
        yield Finding(key, f"no --- opens this front matter, so {name} shows it as text", hides=header.span)
    elif header.format and not post.text[: header.span.start].strip() and header.span.start:
        name = site.convention.name
        if name in _AT_ONCE and not header.problems:
            fence = Span(header.span.start, header.span.start + 3)
            yield Finding(
                fence, f"the front matter begins below the first line, so {name} shows it as text", hides=header.span
            )
