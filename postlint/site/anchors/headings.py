"""A page goes in, its headings as the Markdown of one generator reads them come out, with the text that becomes an anchor."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Heading, Link, LinkKind, Span
from postlint.model.span import Cover
from postlint.post.elements import RUNNING
from postlint.post.fact import fact
from postlint.post.wording.othertitles import links_of
from postlint.site.anchors.slugs import Dialect, Flavour
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_ATTRIBUTES = lazy.compile(r"[ \t](\{[^{}\n]*\})[ \t]*#*[ \t]*$", re.MULTILINE)
_NAMED_BELOW = lazy.compile(r"\s*\n?\{:[^}\n]*#")  # kramdown's attributes on the next line
_MARKS = lazy.compile(r"^[ \t>*+-]*(?:\d+[.)][ \t]+)?#{1,6}[ \t]+|(?<![ \t])[ \t]+#+[ \t]*$", re.MULTILINE)
_SETTING = lazy.compile(
    r"(?<![ \t])[ \t]*\{:?(?=[^{}\n]*\}[ \t]*$)[^{}\n]*(?:#|\w=|(?<=[ {:])\.)[^{}\n]*\}[ \t]*$", re.MULTILINE
)
_COMMENT = lazy.compile(r"\{/\*.*?(\*/\}|$)", re.MULTILINE)
_NOTED = lazy.compile(r"[^\W_][\w-]*(?:[.:][\w-]+)+")
_ENTITY = lazy.compile(r"&#?\w+;")
_BARE = lazy.compile(r"^#{1,6}(?![ \t#])([^\n]*?)#*[ \t]*$|^#{6}(#[^\n]*?)#*[ \t]*$", re.MULTILINE)
_MOST_LINES = 2  # of a heading that is underlined, where it may have one line of text
_AUTOMATIC = (LinkKind.AUTOLINK, LinkKind.BARE)
_DESCRIBED = (LinkKind.INLINE, LinkKind.REFERENCE)


class Headings:
    """The headings of one post, for each dialect and flavour that asks."""

    def __init__(self, post: Post) -> None:
        self.post = post

    def named(self, dialect: Dialect) -> set[str]:
        """The ids that headings give themselves, where this dialect reads them."""
        return {one.identifier for one in self._seen_by(dialect) if self._names_itself(one, dialect)}

    def texts(self, flavour: Flavour) -> list[str]:
        """What each heading without an id of its own says, in their order."""
        dialect = flavour.dialect
        found = [
            (one.span.start, self._text(one, flavour))
            for one in self._seen_by(dialect)
            if one.level >= flavour.top
            and not self._names_itself(one, dialect)
            and not _NAMED_BELOW.match(self.post.text, one.span.end)
        ]
        texts = [text for _, text in sorted((*found, *self._bare) if dialect.bare else found)]
        return [text for text in texts if text or not flavour.unlinked]

    @cached_property
    def has_pictures(self) -> bool:
        """Is there a picture in a heading? Some generators take its description for text."""
        return any(link.image for one in self.post.headings for link in self._links(one))

    @cached_property
    def has_secrets(self) -> bool:
        """Is there something in a heading of which only a build shows what becomes of it, such as a template's tag?"""
        pictures = (sum(link.image for link in self._links(one)) for one in self.post.headings)
        hidden = any(one.text.count(OBJECT) > known for one, known in zip(self.post.headings, pictures, strict=True))
        return hidden or any(not heading.text.strip() for heading, _ in self._with_comments)

    @cached_property
    def noted(self) -> frozenset[str]:
        """The keys in comments of headings, of which a program of the site may make ids: `## <!-- option tide.level -->`."""
        return frozenset(word for _, comment in self._with_comments for word in _NOTED.findall(comment))

    @cached_property
    def _with_comments(self) -> list[tuple[Heading, str]]:
        """Each heading in which an HTML comment stands, with what that holds."""
        text = self.post.text
        starts = [comment.start for comment in self.post.comments]
        found = []
        for heading in self.post.headings if starts else ():
            first, last = bisect_left(starts, heading.span.start), bisect_left(starts, heading.span.end)
            found += [(heading, comment.of(text)) for comment in self.post.comments[first:last]]
        return found

    # --- which lines are headings

    def _seen_by(self, dialect: Dialect) -> Sequence[Heading]:
        if not dialect.margin:
            return self.post.headings
        return [
            one for one in self.post.headings if self._is_at_margin(one, dialect) and not self._raw.contains(one.span)
        ]

    def _is_at_margin(self, heading: Heading, dialect: Dialect) -> bool:
        text = self.post.text
        line = text.rfind("\n", 0, heading.span.start) + 1
        written = text[line : heading.span.end].rstrip()
        columns = len(written) - len(written.lstrip(" "))
        if heading.markup in ("=", "-") and written.count("\n") >= _MOST_LINES:
            return False
        if heading.span.start not in self._outermost:
            return not (dialect.step and columns % dialect.step)
        return not columns and not (dialect.apart and self._follows_text(line))

    def _follows_text(self, start: int) -> bool:
        """Does the line above hold something else than attributes?"""
        end = start - 1
        above = self.post.text[self.post.text.rfind("\n", 0, max(0, end)) + 1 : max(0, end)].strip()
        return start > self.post.header.body and bool(above) and not above.startswith("{:")

    @cached_property
    def _outermost(self) -> frozenset[int]:
        """Where headings start that are in no list or quotation."""
        return frozenset(one.span.start for one in self.post.blocks if one.kind == "heading" and one.parent < 0)

    @cached_property
    def _raw(self) -> Cover:
        """The elements of HTML that begin a line and ask for no Markdown in them."""
        found, name, depth, start = [], "", 0, 0
        for tag in self.post.tags:
            if depth:
                depth += (tag.name == name and not tag.self_closing) * (-1 if tag.closing else 1)
                if not depth:
                    found.append(Span(start, tag.span.end))
            elif (
                not (tag.closing or tag.self_closing or tag.name in RUNNING or tag.get("markdown"))
                and tag.span.start == self.post.text.rfind("\n", 0, tag.span.start) + 1
            ):
                name, depth, start = tag.name, 1, tag.span.start
        return Cover(found)

    @cached_property
    def _bare(self) -> list[tuple[int, str]]:
        """Lines such as `##Heading`: where each begins, and its text."""
        spans = (one.span for one in self.post.blocks if one.kind == "paragraph" and one.parent < 0)
        return [
            (span.start + found.start(), (found[1] or found[2]).strip())
            for span in spans
            if self.post.text.startswith("#", span.start)
            for found in _BARE.finditer(span.of(self.post.text))
        ]

    # --- what a heading says

    def _names_itself(self, heading: Heading, dialect: Dialect) -> bool:
        return bool(heading.identifier) and not self._kept(heading, dialect)

    def _kept(self, heading: Heading, dialect: Dialect) -> str:
        """The attributes at the end of a heading that this dialect takes for text, "" for none."""
        if dialect.attributes is None:
            return ""
        found = _ATTRIBUTES.search(heading.span.of(self.post.text))
        return found[1] if found and not re.fullmatch(dialect.attributes, found[1]) else ""

    def _text(self, heading: Heading, flavour: Flavour) -> str:
        """What an anchor of this flavour is made of."""
        kept = self._kept(heading, flavour.dialect)
        if flavour.source:
            return self._source(heading, flavour, kept)
        shown = self._shown(heading, flavour)
        if kept and not shown.endswith(kept):
            shown = f"{shown} {kept}"
        return _with_entities(shown, heading.span.of(self.post.text)) if flavour.escaped else shown

    def _shown(self, heading: Heading, flavour: Flavour) -> str:
        """The text that a reader sees; what pictures show, and addresses that are a link, count in some generators."""
        text = self.post.flows[heading.flow].text.rstrip() if heading.flow >= 0 else ""
        for link in reversed(self._links(heading)):
            if link.image:
                described = link.text if flavour.described and link.kind in _DESCRIBED else ""
                text = text[: link.at] + described + text[link.end :]
            elif flavour.unlinked and link.kind in _AUTOMATIC:
                text = text[: link.at] + text[link.end :]
        text = flavour.joined(text) if "\n" in text else text
        text = text.replace(OBJECT, "")
        return text.strip() if flavour.described is None else text

    def _source(self, heading: Heading, flavour: Flavour, kept: str) -> str:
        """The heading as written: kramdown and goldmark make anchors of that, with the addresses of links."""
        lines = heading.span.of(self.post.text)
        text = lines.rstrip().rpartition("\n")[0] if heading.markup in ("=", "-") else lines
        bare = _MARKS.sub("", text)
        bare = bare if kept else _SETTING.sub("", bare)
        return flavour.joined(_COMMENT.sub(lambda found: "" if found[1] else found[0], bare).strip())

    def _links(self, heading: Heading) -> Sequence[Link]:
        """The links and pictures in a heading."""
        return links_of(self.post, self.post.flows[heading.flow]) if heading.flow >= 0 else ()


@fact
def headings_of(post: Post) -> Headings:
    """The headings of a post, which several ask for."""
    return Headings(post)


def _with_entities(shown: str, source: str) -> str:
    """The text in which entities stand as they are written."""
    at = 0
    for entity in _ENTITY.findall(source) if "&" in source else ():
        char = html.unescape(entity)
        found = shown.find(char, at) if char != entity else -1
        if found >= 0:
            shown, at = shown[:found] + entity + shown[found + len(char) :], found + len(entity)
    return shown
