"""The text of a file goes in, a Post comes out: its header, its body and every fact that rules share, each computed once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from postlint.model import (
    BadDate,
    Block,
    Body,
    Code,
    Definition,
    Emphasis,
    Flow,
    Footnote,
    Header,
    Heading,
    Link,
    Mask,
    PostDate,
    Sentence,
    Span,
    Tag,
    When,
)
from postlint.model.cached import cached_property
from postlint.post.frontmatter import read_header
from postlint.post.header.flows import header_flows
from postlint.post.reading.reach import reach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from postlint.post.lists import PostList


LANGUAGE_KEYS = ("lang", "language", "locale")  # of headers


@dataclass(frozen=True)
class Post:
    """One file as rules see it. `path` is POSIX, as shown to the user; all spans are offsets into `text`.

    `flows` begins with the header's prose values (`header_flows`), then follow the body's; `Link.flow`, `When.flow` and the
    like are indices into it. `year_start` is the month in which the site's business year begins, 0 where it has none. Of an
    `outline` only headings, HTML tags and footnotes are read.
    """

    path: str
    text: str
    header: Header
    year_start: int = 0
    outline: bool = False

    @cached_property
    def facts(self) -> dict[Callable[[Post], Any], Any]:
        """What `postlint.post.fact` has read of this post, by the function that read it."""
        return {}

    @property
    def mdx(self) -> bool:
        """Is this MDX, where markup is JSX and braces hold code?"""
        return self.path.endswith(".mdx")

    @cached_property
    def header_flows(self) -> tuple[Flow, ...]:
        return header_flows(self.header, self.text)

    @cached_property
    def end(self) -> int:
        """Where the Markdown that is read ends: at the end of the text, unless it holds more than any post."""
        return reach(self.text, self.header.body)

    @cached_property
    def body(self) -> Body:
        from postlint.post.reading.body import read_body  # here, for of many posts no more than the header is asked

        text = self.text[: self.end]
        franklin = self.header.format == "julia"
        before, outline = self.header_flows, self.outline
        return read_body(text, self.header.body, mdx=self.mdx, franklin=franklin, before=before, outline=outline)

    @property
    def flows(self) -> tuple[Flow, ...]:
        return self.body.flows

    @property
    def links(self) -> tuple[Link, ...]:
        return self.body.links

    @property
    def definitions(self) -> tuple[Definition, ...]:
        return self.body.definitions

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.body.headings

    @property
    def emphases(self) -> tuple[Emphasis, ...]:
        return self.body.emphases

    @property
    def codes(self) -> tuple[Code, ...]:
        return self.body.codes

    @property
    def tags(self) -> tuple[Tag, ...]:
        return self.body.tags

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        return self.body.footnotes

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.body.blocks

    @property
    def masks(self) -> tuple[Mask, ...]:
        return self.body.masks

    @property
    def comments(self) -> tuple[Span, ...]:
        return self.body.comments

    @cached_property
    def title(self) -> str:
        """The header's title, or the first heading of level 1, or ""."""
        entry = self.header.get("title")
        if entry and isinstance(entry.value, str):
            return entry.value
        return next((heading.text for heading in self.headings if heading.level == 1), "")

    @cached_property
    def date(self) -> PostDate | None:
        """The day the post says it was published, from its header or its file name."""
        from postlint.post.dates import post_date

        return post_date(self.header, self.path)

    @cached_property
    def _dated(self) -> tuple[tuple[When, ...], tuple[BadDate, ...]]:
        from postlint.post.language import languages_of
        from postlint.post.whens import find_whens
        from postlint.post.whens.names import ENGLISH, LANGUAGES

        tables = [LANGUAGES.get(code, ENGLISH) for code in languages_of(self.flows, self.language, self.english)]
        return find_whens(self.flows, self.date.day if self.date else None, tables, self.year_start)

    @property
    def whens(self) -> tuple[When, ...]:
        """Every phrase that names days, in file order."""
        return self._dated[0]

    @property
    def bad_dates(self) -> tuple[BadDate, ...]:
        return self._dated[1]

    @cached_property
    def language(self) -> str:
        """The language that the text is in, as a code of ISO 639-1, or "" where there is too little to tell.

        A short text says too little by itself; then the header may say it.
        """
        from postlint.post.language import language_of

        return language_of(self.flows) or self.said_language[:2].lower()

    @property
    def said_language(self) -> str:
        """What the header says of the language, as it is written; "" where it says nothing."""
        said = self.header.get(*LANGUAGE_KEYS)
        return said.value if said and isinstance(said.value, str) else ""

    @cached_property
    def english(self) -> tuple[Flow, ...]:
        """The flows that rules about English words may judge: what the post's own author wrote in English."""
        from postlint.post.language import english_flows
        from postlint.post.others_words import without_others

        english = english_flows(self.flows, self.language)
        return without_others(english, self.flows, self.headings, self.blocks, self.text)

    @cached_property
    def english_words(self) -> frozenset[str]:
        """Every word of the English flows as it is written."""
        return frozenset(chain.from_iterable(flow.words for flow in self.english))

    @cached_property
    def uncommon_words(self) -> frozenset[str]:
        """Those of them that are, as they are written, no common words of English."""
        from postlint.words.english import common

        return self.english_words - common()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word and every two neighbouring words of the prose in lower case, with straight apostrophes."""
        return frozenset[str]().union(*(flow.terms for flow in self.flows))

    @cached_property
    def lists(self) -> tuple[PostList, ...]:
        """The lists of the body at every depth, in file order."""
        from postlint.post.lists import read_lists

        return read_lists(self.blocks, self.flows)

    @cached_property
    def sentences_of(self) -> Mapping[int, tuple[Sentence, ...]]:
        """The sentences of each flow, by the flow's number; each flow is read when it is first asked about."""
        from postlint.post.prose import Sentences

        return Sentences(self.flows)


def read_post(text: str, path: str = "post.md", year_start: int = 0) -> Post:
    """Read one file's text (without a byte order mark); never raises for what a post can hold."""
    return Post(path, text, read_header(text), year_start)


def read_outline(text: str, path: str) -> Post:
    """Read the headings, HTML tags and footnotes of a file's text alone: of long pages that takes a third of the time."""
    return Post(path, text, read_header(text), outline=True)
