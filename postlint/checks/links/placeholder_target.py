"""A post goes in; every placeholder that somebody meant to replace by an address comes out, in a target or in plain sight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from postlint.model import Finding, Flow, Link, LinkKind
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import has_template

_THING = r"(?:link|url|uri|href|image|img|photo|picture|screenshot|video|file[-_ ]?name|page|address|logo)s?"
# The whole target. In lower case only what can hardly name a page.
_WHOLE = lazy.compile(
    rf"(?:[A-Z]+[-_ ])*(?i:{_THING})[-_ ](?i:here)|(?i:(?:insert|add|todo|your|replace)[-_ ](?:the[-_ ])?(?:link|url)s?)"
    r"|TODO|TBD|TBA|TBC|FIXME|XXX+|LINK|URL|HREF|FILENAME|FILE_NAME|PLACEHOLDER|CHANGEME|REPLACE[-_]?ME"
    r"|todo|tbd|fixme|xxx+|link|url|href|placeholder|changeme|replace-?me|__notset__"
)
# Set aside for examples by RFC 2606: nobody has a page there.
_EXAMPLE = lazy.compile(r"(?:https?:)?//(?:www\.)?example\.(?:com|org|net)/?\Z", re.IGNORECASE)
_NOTE = lazy.compile(r"todo|tbd|tba|tbc|fixme", re.IGNORECASE)
_BRACED = lazy.compile(r"[{<][\w -]+[}>]")
# One part of a path, in capitals: `/img/news/FILENAME.jpg`.
_PART = lazy.compile(
    rf"/((?:FILE_?NAME|PLACEHOLDER|TODO|FIXME|XXXX+|(?:[A-Z]+[-_])*{_THING.upper()}[-_]HERE)(?:\.\w+)?)(?=[/?#]|$)"
)
# What no reader should see; `[link]` says too little to be sure.
_CAPITALS = lazy.compile(
    rf"\b(?:[A-Z]+[-_])*(?:{_THING.upper().replace('[-_ ]?', '_?')})_HERE\b|\bINSERT[ _-](?:[A-Z]+[ _-]){{0,3}}HERE\b"
)
_ASKS = r"(?:todo:?|tk:?|please|need(?:s|ed)?)?\s*(?:add|insert|need|put|include|missing)\s+(?:a\s+|the\s+)?"
_BRACKETS = lazy.compile(
    rf"[\[<{{]{_ASKS}{_THING}(?:\s+(?:here|later|to\s[^\]>}}\n]{{1,40}}))?[\]>}}]"
    rf"|\((?:todo:?\s*)?(?:add|insert)\s+{_THING}(?:\s+here)?\)"
    rf"|\{{(?:(?<=: \{{)|(?<=\bat \{{)|(?<=here \{{)|(?<=\bsee \{{)|(?<=visit \{{)|(?<=\(\{{)){_THING}\}}(?!\w)",
    re.IGNORECASE,
)
_EITHER = lazy.compile(r"[\w./-]+\.(?:jpe?g|png|gif|svg|webp)(?:[/|](?:jpe?g|png|gif|svg|webp))+")  # `image.jpg/png`
_FORM = lazy.compile(
    r"<(?:(?:your|the|insert) [\w ]{1,40}|version|date|author|description|url|slug)>"  # `<title>` is an element
    r"|\[(?:your|insert|add) [\w ]{1,40}\]",
    re.IGNORECASE,
)
_TITLE = lazy.compile(
    r"(?:insert |your |post |page |article )?title(?: here| goes here)?|todo|tbd|fixme|xxx+|\[title\]", re.I
)


def check(post: Post) -> Iterator[Finding]:
    yield from _targets(post)
    for entry in post.header.top.values():
        if isinstance(entry.value, str) and _EITHER.fullmatch(entry.value.strip()):
            yield Finding(entry.text_span, f"{entry.key} {quoted(entry.value)} is the pattern of a path, not one")
        elif isinstance(entry.value, str) and _FORM.fullmatch(entry.value.strip()):
            yield Finding(entry.text_span, f"{entry.key} {quoted(entry.value)} is a placeholder")
    named = _bare(PurePosixPath(post.path).stem)
    for flow in post.flows:
        if flow.role == "title" and _TITLE.fullmatch(flow.text.strip()):
            if _bare(flow.text) != named:  # the page about `title`, in title.md
                yield Finding(flow.span_of(0, len(flow.text)), f"the title {quoted(flow.text)} is a placeholder")
        else:
            yield from _seen(flow)


def _targets(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if link.target_span is None or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK):
            continue
        if _EXAMPLE.match(link.target) and "example" not in link.text.lower():
            yield Finding(link.target_span, f"{quoted(link.target)} is the address of examples, not of {_named(link)}")
            continue
        found = _PART.search(link.target)
        word = found[1] if found else _whole(link) if "." not in link.target else ""
        # A post that shows the word to its readers teaches it; `[todo](TODO)` alone is a note to oneself.
        taught = _bare(word) in _bare(link.text) and not (_NOTE.fullmatch(word) and _NOTE.fullmatch(link.text.strip()))
        if word and not taught and not has_template(link.target):
            yield Finding(link.target_span, f"the target {quoted(word)} is a placeholder")


def _named(link: Link) -> str:
    return quoted(link.text) if link.text.strip() and not link.image else f"this {'image' if link.image else 'link'}"


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _whole(link: Link) -> str:
    """The target where all of it is a placeholder, else ""."""
    target = unquote(link.target.strip())
    word = target.removeprefix("https://").removeprefix("http://").rstrip("/")
    if word.startswith("#"):  # `#link` may be a heading, `#TODO` hardly is
        return word if word.isupper() and _WHOLE.fullmatch(word[1:]) else ""
    braced = link.kind is not LinkKind.HTML and _BRACED.fullmatch(word)
    return word if braced or _WHOLE.fullmatch(word) else ""


def _seen(flow: Flow) -> Iterator[Finding]:
    found = list(_CAPITALS.finditer(flow.prose)) if "HERE" in flow.text else []
    if "[" in flow.text or "{" in flow.text or "(" in flow.text:
        found += _BRACKETS.finditer(flow.prose)
    for match in found:
        yield Finding(flow.span_of(*match.span()), f"{quoted(match[0])} is a placeholder that readers see")
