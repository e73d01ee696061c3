"""A page goes in, the fragments that lead to a place on it come out: of headings, explicit ids, HTML ids and footnotes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postlint.model import Tag
from postlint.model.named import NamedTuple
from postlint.site.anchors.headings import headings_of
from postlint.site.anchors.labels import LABEL
from postlint.site.anchors.slugs import flavours, unique, zola_slug
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

# Attributes are looked for in the whole source: a template or a raw block may hold them as well as HTML.
_ID = lazy.compile(r"""(?<![\w-])(?:id|name|anchor|[a-z]\w*Id)\s*[=:]\s*\{?["'`]?([^\s"'`<>{}]+)""")
_ATTRIBUTE = lazy.compile(
    r"\{:?(?=[^{}\n]*\})(?:[^{}\n]*?\s)?#([^\s{}#\"']+)[^{}\n]*\}|\{/\*\s*#([\w:.-]+)\s*\*/\}|\\(?:label|anchor)\{([^}]+)\}"
    r"|\{:(?=[^{}\n]*\n[^{}\n]*\})(?:[^{}]*?\s)?#([^\s{}#\"']+)[^{}]*\}"  # on two lines
    rf"|{LABEL}",
    re.MULTILINE,
)
_OPENS = lazy.compile(r"<h([1-6])\b", re.IGNORECASE)
_CLOSES = {level: lazy.compile(rf"</h{level}>", re.IGNORECASE) for level in "123456"}
_COMPUTED = lazy.compile(r"(?<![\w-])id\s*=\s*[\"']?[^\"'>\s]{0,200}(?:\{\{|\{%|<%|\$\{)")
_LOOP = lazy.compile(r"\{%-?\s*for\b|\{\{-?\s*range\b|\.map\(|\{\{#each\b")
_NEAR = 600  # characters from the start of a loop to the id that it writes
_FOREIGN = lazy.compile(r"[^\W\d_a-zA-ZÀ-ɏ]")  # letters that are spelt out by a table of their own
_TAG = lazy.compile(r"<[^>]+>")
# Template tags that may put more headings on the page than its source holds; a variable in running text does not.
_INCLUDES = lazy.compile(
    r"[ \t]*:::|\{\{[<%]|\{%-?\s*(?:include|render|import|for|embed)|\{\{-?\s*(?:content|include|partial|insert)"
)
_FOR = lazy.compile(r"[ \t]*\{%-?\s*for\s")
_END_FOR = lazy.compile(r"\{%-?\s*endfor\b")
_LOOPED = 2000  # characters that a loop repeats
_PLACES = lazy.compile(
    r"(?m)^[ \t>]*(?:#{1,6}\s|[-=]{2,}[ \t]*$)|<(?!/?(?:li|ul|ol|p|a|br|em|strong|code)\b)|\b(?:id|name)\s*=|\{:|\{#"
    r"|\{%-?\s*(?:include|render|import|embed|for|capture)|\b(?:content|markdownify|excerpt|body|html)\b|\[\["
)
# Directives of MyST that bring more than they show (myst-parser.readthedocs.io/en/latest/syntax/organising_content.html).
_DIRECTIVE = lazy.compile(r"(?m)^[ \t]*(?:`{3,}|:{3,})[ \t]*\{(?:include|eval-rst|auto\w+|click|argparse)\}")
_IMPORTED = lazy.compile(r"(?m)^import\b[^\n]*\.mdx?[\"']")
# Attributes of components that are shown as a heading.
_TITLES = frozenset("title heading header label name question summary".split())
_TEMPLATED = lazy.compile(r"\{\{|\{%|<%|\$\{")


class Anchors(NamedTuple):
    """The fragments of a page; `complete` is false where a template may add some.

    `unlikely` are those of the names that headings get from other flavours than the site's likeliest alone.
    """

    names: frozenset[str]
    complete: bool
    unlikely: frozenset[str] = frozenset()

    @property
    def likely(self) -> frozenset[str]:
        """The names to offer to those who link to a place on the page."""
        return self.names - self.unlikely


def computes_ids(text: str) -> bool:
    """Does a template write an id for each item of some data: `{% for one in all %}<h2 id="{{ one.name }}">`?"""
    return any(_LOOP.search(text, max(0, found.start() - _NEAR), found.start()) for found in _COMPUTED.finditer(text))


def anchors_of_post(post: Post, names: Sequence[str]) -> Anchors:
    """The fragments of a Markdown page, by the flavours that a convention names."""
    headings = headings_of(post)
    kinds = flavours(names)
    own = {heading.identifier for heading in post.headings if heading.identifier}
    found = set[str]().union(*(headings.named(dialect) for dialect in {flavour.dialect for flavour in kinds}))
    refused = own - found  # to this Markdown their braces are text
    titles = _titles(post)
    made = []
    for flavour in kinds:
        slugs = set(unique(headings.texts(flavour), flavour))
        if flavour.raw:
            slugs.update(unique(_html_headings(post.text, given=flavour.given), flavour))
        made.append(slugs.union(map(flavour.slug, titles)))
    found.update(ids_in(post.text[post.header.body :]))
    found.update([unquote(name) for name in found if "%" in name])  # a browser looks for `#%2Bx` as it is at first
    found.update(_footnotes(post))
    if "zola" in names:
        found.update(note.label for note in post.footnotes)
    if post.footnotes and not {"astro", "starlight", "docusaurus"}.isdisjoint(names):
        found.add("footnote-label")
    if "starlight" in names:
        found.add("_top")  # of the title
    unlikely = set[str]().union(*made[1:], headings.noted) - made[0] - found
    found.update(headings.noted, *made)
    found -= {"", *refused}
    spelt = any(name.startswith("eleventy") for name in names) and any(
        _FOREIGN.search(heading.text) for heading in post.headings
    )
    spelt |= "zola" in names and any(zola_slug(heading.text) is None for heading in post.headings)
    unsaid = headings.has_pictures and any(flavour.described is None for flavour in kinds)
    return Anchors(frozenset(found), not (spelt or unsaid or _grows(post)), frozenset(unlikely & found))


def anchors_of_html(text: str) -> Anchors:
    """The fragments of an HTML page or a template of one, to which a script may add; an empty file says nothing."""
    whole = "<body" in text and "<script" not in text and _TEMPLATED.search(text) is None
    return Anchors(frozenset(ids_in(text)), whole)


def _grows(post: Post) -> bool:
    """May there be anchors on the page that its source does not show?"""
    return includes(post) or any(_brings(post.text, tag) for tag in post.tags)


def includes(post: Post) -> bool:
    """May a template, or another file that the page takes in, bring anchors? Components bring less."""
    return headings_of(post).has_secrets or any(True for _ in _taken_in(post))


def bringers(post: Post) -> Iterator[str]:
    """All that may put more anchors on a page than its source shows, as it is written."""
    yield from _taken_in(post)
    yield from (tag.span.of(post.text) for tag in post.tags if _brings(post.text, tag))


def _taken_in(post: Post) -> Iterator[str]:
    if "--8<--" in post.text:
        yield from (line for line in post.text.split("\n") if "--8<--" in line)
    yield from (found[0] for found in _IMPORTED.finditer(post.text))
    yield from (found[0] for found in _DIRECTIVE.finditer(post.text))
    for mask in post.masks:
        shown = mask.span.of(post.text)
        if _INCLUDES.match(shown) and not _is_plain_loop(post.text, mask.span.end, shown):
            yield shown


def _is_plain_loop(text: str, start: int, shown: str) -> bool:
    """Does a loop of Liquid repeat what brings no place: no heading, no id, no other text that may hold one?"""
    if not _FOR.match(shown):
        return False
    end = _END_FOR.search(text, start, start + _LOOPED)
    return end is not None and _PLACES.search(text, start, end.start()) is None


def _brings(text: str, tag: Tag) -> bool:
    """Is that a component that shows something of its own? One that holds Markdown shows that."""
    if tag.closing or not _is_component(text, tag):
        return False
    name = text[tag.span.start + 1 : tag.span.start + 1 + len(tag.name)]
    return tag.self_closing or text.startswith(f"</{name}>", tag.span.end)


def _is_component(text: str, tag: Tag) -> bool:
    return text[tag.span.start + 1].isupper()


def _titles(post: Post) -> list[str]:
    """What components may show as the heading of what they hold, or be named by themselves: `<Challenges>`."""
    tags = [tag for tag in post.tags if not tag.closing and _is_component(post.text, tag)]
    given = [one.value.strip("\"'") for tag in tags for one in tag.attributes if one.name in _TITLES]
    return [*given, *dict.fromkeys(tag.name for tag in tags)]


def _html_headings(text: str, *, given: bool) -> list[str]:
    """The text of headings in HTML, without those that have an id where that is all they get."""
    held = (inner for tag, inner in _held_by_headings(text) if not (given and _ID.search(tag)))
    return [html.unescape(_TAG.sub("", inner)).strip() for inner in held]


def _held_by_headings(text: str) -> Iterator[tuple[str, str]]:
    """How `<h2>` is written, and what stands between it and `</h2>`; each end is looked for once, however many want it."""
    start, begins, ends = 0, 0, dict[str, int]()
    while opened := _OPENS.search(text, start):
        start = opened.end()
        if begins <= start:
            begins = text.find(">", start) + 1
        if not begins:
            return
        level = opened[1]
        if ends.get(level, 0) < begins:
            closed = _CLOSES[level].search(text, begins)
            ends[level] = closed.start() if closed else len(text)
        if ends[level] < len(text):
            yield text[opened.start() : begins], text[begins : ends[level]]
            start = ends[level]


def ids_in(text: str) -> Iterator[str]:
    """The ids, and the names of anchors, that HTML, a template or an attribute list holds as plain text."""
    yield from (html.unescape(found[1]) for found in _ID.finditer(text))
    for found in _ATTRIBUTE.finditer(text):
        yield next(group for group in found.groups() if group is not None)


def _footnotes(post: Post) -> Iterator[str]:
    """The anchors of footnotes as GitHub, Goldmark, kramdown, markdown-it-footnote and Python-Markdown write them."""
    labels = dict.fromkeys(note.label for note in post.footnotes)
    for number, label in enumerate(labels, 1):
        for key in (label, str(number)):
            for form in (
                "fn:{}",
                "fnref:{}",
                "fn{}",
                "fnref{}",
                "fn-{}",
                "fnref-{}",
                "user-content-fn-{}",
                "user-content-fnref-{}",
                "fnref1:{}",
                "fnref2:{}",
                "fnref:{}:1",
            ):
                yield form.format(key)
