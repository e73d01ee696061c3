"""A post goes in; every placeholder that somebody meant to replace by an address comes out, in a target or in plain sight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from postlint.model import Entry, Finding, Flow, Link, LinkKind, Span
from postlint.model.span import Cover
from postlint.post.document import Post
from postlint.post.links.placeholders import THING, bare, placeholder_in, placeholder_of
from postlint.post.manuals import has_manual_header
from postlint.site.habits.folders import AUTHOR_KEYS
from postlint.text import lazy
from postlint.text.messages import quoted

# Set aside for examples by RFC 2606: nobody has a page there.
_EXAMPLE = lazy.compile(r"(?:https?:)?//(?:www\.)?example\.(?:com|org|net)/?\Z", re.IGNORECASE)
# What no reader should see; `[link]` says too little to be sure.
_CAPITALS = lazy.compile(
    rf"\b(?:[A-Z]+[-_])*(?:{THING.upper().replace('[-_ ]?', '_?')})_HERE\b|\bINSERT[ _-](?:[A-Z]+[ _-]){{0,3}}HERE\b"
)
_ASKS = r"(?:todo:?|tk:?|please|need(?:s|ed)?)?\s*(?:add|insert|need|put|include|missing)\s+(?:a\s+|the\s+)?"
_BRACKETS = lazy.compile(
    rf"[\[<{{]{_ASKS}{THING}(?:\s+(?:here|later|to\s[^\]>}}\n]{{1,40}}))?[\]>}}]"
    rf"|\((?:todo:?\s*)?(?:add|insert)\s+{THING}(?:\s+here)?\)"
    rf"|(?<!eturns: )(?<!ype: )\{{"  # the type of a value, as JSDoc has it
    r"(?:(?<=: \{)|(?<=\bat \{)|(?<=here \{)|(?<=\bsee \{)|(?<=visit \{)|(?<=\(\{))"
    rf"{THING}\}}(?!\w)",
    re.IGNORECASE,
)
_EITHER = lazy.compile(r"[\w./-]+\.(?:jpe?g|png|gif|svg|webp)(?:[/|](?:jpe?g|png|gif|svg|webp))+")  # `image.jpg/png`
_NOTED = lazy.compile(r"(?:[\w./-]*/)?(?:TODO|FIXME|TBD|XXX+|PLACEHOLDER|REPLACE_?ME)(?:\.[a-z]{2,4})?")
_FORM = lazy.compile(
    r"<(?:(?:your|the|insert) [\w ]{1,40}|(version|date|author|description|url|slug))>"  # `<title>` is an element
    r"|\[(?:your|insert|add) [\w ]{1,40}\]",
    re.IGNORECASE,
)
_THIS = r"(?:the|this|your|my) (?:new )?(?:blog )?(?:post|page|article|entry)"
_TITLE = lazy.compile(
    r"(?:insert |your |post |page |article )?title(?: here| goes here)?|todo|tbd|fixme|xxx+|\[title\]|untitled(?: post| page)?"
    rf"|(?:the )?title (?:of|for) {_THIS}(?: (?:goes )?here)?|your (?:blog )?(?:post|page|article)(?:['’]s)? title(?: here)?",
    re.I,
)

_TEXTS = frozenset("description desc summary excerpt subtitle abstract lead".split())
_TEXT = lazy.compile(
    r"(?:todo|tbd|fixme|xxx+|tk)\b.{0,60}|lorem ipsum.*"
    r"|(?:your|insert|add|put|enter|write)(?: an?| the| your| a short)?"
    r" (?:description|summary|excerpt|subtitle|text|abstract)(?: (?:here|of the (?:post|page)))?"
    r"|(?:description|summary|excerpt|subtitle|text) (?:goes |comes )?here"
    rf"|(?:an? |the )?(?:(?:short|brief|meta|one[- ](?:line|sentence)) )?(?:description|summary|excerpt) (?:of|for) {_THIS}\.?",
    re.I,
)
_AUTHOR = lazy.compile(
    r"(?:your|author(?:['’]?s)?|insert)(?: (?:full|own))?[ _-]name(?: here)?|first[ _-]?name[ _-]last[ _-]?name"
    r"|name of (?:the )?author",
    re.I,
)
# What Hugo's archetypes are to replace when a post is made from one: `{{ replace .File.ContentBaseName "-" " " | title }}`.
_ARCHETYPE = lazy.compile(
    r"\{\{-?\s*(?:replace\s|humanize\s|dateFormat\s|now\.Format\b|\.(?:Name|Date|Type|TranslationBaseName|File|Site)\b)[^{}]*\}\}"
)
# Directives of MyST, of which a project may have its own for what is shown as written and as made of it.
_SHOWS = lazy.compile(
    r"^(?P<mark>`{3,}|:{3,})[ \t]*\{(?:[\w-]*-)?(?:example|demo|preview)\}[^\n]*\n", re.MULTILINE | re.IGNORECASE
)


def check(post: Post) -> Iterator[Finding]:
    yield from _targets(post)
    for entry in () if has_manual_header(post) else post.header.top.values():
        if isinstance(entry.value, str) and _EITHER.fullmatch(entry.value.strip()):
            yield Finding(entry.text_span, f"{entry.key} {quoted(entry.value)} is the pattern of a path, not one")
        elif isinstance(entry.value, str) and (_is_placeholder(entry) or _is_no_address(post, entry)):
            yield Finding(entry.text_span, f"{entry.key} {quoted(entry.value)} is a placeholder")
        elif isinstance(entry.value, str) and _ARCHETYPE.search(entry.value):
            message = f"{entry.key} {quoted(entry.value)} was left by an archetype: nothing fills a tag of front matter"
            yield Finding(entry.text_span, message)
    yield from _authors(post)
    named = bare(PurePosixPath(post.path).stem)
    for flow in post.flows:
        if flow.role == "title" and _TITLE.fullmatch(flow.text.strip()):
            if bare(flow.text) != named:  # the page about `title`, in title.md
                yield Finding(flow.span_of(0, len(flow.text)), f"the title {quoted(flow.text)} is a placeholder")
        else:
            yield from _seen(flow)


def _is_placeholder(entry: Entry) -> bool:
    """Whether all of a value waits to be replaced: `<version>`, or `TODO.svg` where a path belongs."""
    value = str(entry.value).strip()
    if entry.key.lower() in _TEXTS and _TEXT.fullmatch(value):
        return True
    if (form := _FORM.fullmatch(value)) and form[1]:
        return form[1].lower() in entry.key.lower() or _ADDRESS_KEY.search(entry.key) is not None  # not "Arg: <URL>"
    return bool(form or (_NOTED.fullmatch(value) and ("." in value or "/" in value)))


# Keys whose values are addresses, by their last word: `registration_url`, `canonical`, `ticketLink`.
_ADDRESS_KEY = lazy.compile(
    r"(?:url|uri|link|links|href|canonical|website|homepage|tickets?|registration|discussion|source|download|video|slides|"
    r"recording|image|img|cover|banner|thumbnail|photo|avatar|logo|file|pdf|form|rsvp)\Z",
    re.IGNORECASE,
)


def _is_no_address(post: Post, entry: Entry) -> bool:
    """Whether a placeholder is all of an address, or a part of it, that no text of the post shows."""
    value = str(entry.value).strip()
    if (
        "{" in value
        or (value.startswith("<") and " " not in value)
        or not ("://" in value or _ADDRESS_KEY.search(entry.key))
    ):
        return False
    word = placeholder_of(value.strip("<>") if value.startswith("<") and " " in value else value)
    return bool(word) and not any(bare(word) in bare(flow.text) for flow in post.flows)


def _authors(post: Post) -> Iterator[Finding]:
    """Names to be replaced: `author: Your Name`, in a list and under `name`, too."""
    for entry in post.header.entries:
        if (
            str(entry.path[0]).lower() in AUTHOR_KEYS
            and isinstance(entry.value, str)
            and _AUTHOR.fullmatch(entry.value.strip())
        ):
            yield Finding(entry.text_span, f"the author {quoted(entry.value)} is a placeholder")


def _targets(post: Post) -> Iterator[Finding]:
    shown: Cover | None = None
    for link in post.links:
        if link.target_span is None or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK):
            continue
        if _EXAMPLE.match(link.target) and "example" not in link.text.lower():
            message = f"{quoted(link.target)} is the address of examples, not of {_named(link)}"
        elif word := placeholder_in(link):
            message = f"the target {quoted(word)} is a placeholder"
        else:
            continue
        shown = shown or Cover(_demonstrations(post.text))
        if not shown.contains(link.span):
            yield Finding(link.target_span, message)


def _demonstrations(text: str) -> list[Span]:
    """The directives that show how something is written, and what becomes of it: `:::{ropes-example}`."""
    found, end, open_marks = [], 0, set[str]()
    for opened in _SHOWS.finditer(text) if "}" in text else ():
        mark = opened["mark"]
        if opened.start() < end or mark in open_marks:
            continue
        closed = text.find(f"\n{mark}\n", opened.end() - 1)
        if closed < 0:
            open_marks.add(mark)
        else:
            end = closed
            found.append(Span(opened.start(), end))
    return found


def _named(link: Link) -> str:
    return quoted(link.text) if link.text.strip() and not link.image else f"this {'image' if link.image else 'link'}"


def _seen(flow: Flow) -> Iterator[Finding]:
    found = list(_CAPITALS.finditer(flow.prose)) if "HERE" in flow.text else []
    if "[" in flow.text or "{" in flow.text or "(" in flow.text:
        found += _BRACKETS.finditer(flow.prose)
    for match in found:
        yield Finding(flow.span_of(*match.span()), f"{quoted(match[0])} is a placeholder that readers see")
