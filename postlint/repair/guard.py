"""A text and edits to it go in, the reason why they must not be made comes out: would readers see more change than is meant?

Both versions are rendered. A top-level block that no edit touches must become the same HTML, in the same order. A touched
block may change its words and targets, and may vanish only when all its source was removed; it keeps its tags unless an
edit holds markup itself. An edit inside a link's target never means markup. No letter is shown that was hidden and none
lost that the edits do not hold. In the front matter, keys stay, values that no edit touches stay, and nothing that could be
read becomes unreadable.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Set
from functools import cached_property

from postlint.model import Edit, Header, LinkKind, Span
from postlint.post.document import Post, read_post
from postlint.post.frontmatter import read_header
from postlint.post.reading.rendered import Rendered, RenderedBlock, render_body
from postlint.text import lazy
from postlint.text.edits import Patch
from postlint.text.lines import Lines

_MARKUP = frozenset("\\`*_~[]()<>#+-|!\r\n")
_TAG = lazy.compile(r"<!--.*?-->|<(/?[A-Za-z][^\s/>]*(?: start=\"\d+\")?)", re.DOTALL)
_MARKED_UP = lazy.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
_ATTRIBUTE = lazy.compile(r"=\"([^\"]*)\"")
_TARGET = lazy.compile(r' (?:href|src|title)="([^"]*)"')
_SHOWN = (LinkKind.AUTOLINK, LinkKind.BARE)


class Reading:
    """One text as a site generator sees it; each part is read once, when it is first asked for."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path

    @cached_property
    def header(self) -> Header:
        return read_header(self.text)

    @cached_property
    def rendered(self) -> Rendered:
        return render_body(self.text, self.header.body, mdx=self.path.endswith(".mdx"))

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def addresses(self) -> tuple[Span, ...]:
        """Where link targets stand between delimiters: what is written there is an address, never markup."""
        links = (link.target_span for link in self._post.links if link.target_span and link.kind not in _SHOWN)
        return (*links, *(definition.target_span for definition in self._post.definitions))

    @cached_property
    def shown_addresses(self) -> tuple[Span, ...]:
        """Where a target is its own text: each of its letters is rendered twice."""
        return tuple(link.target_span for link in self._post.links if link.target_span and link.kind in _SHOWN)

    @cached_property
    def _post(self) -> Post:
        return read_post(self.text, self.path)


def objection(before: Reading, patch: Patch) -> str | None:
    """Why `patch` must not be applied to the text that `before` read; None where it may."""
    after = Reading(patch.apply(before.text), before.path)
    if after.header.body != patch.moved(before.header.body):
        return "the front matter would end elsewhere"
    return _header_objection(before.header, after.header, patch) or _body_objection(before, after, patch)


def _header_objection(before: Header, after: Header, patch: Patch) -> str | None:
    if (after.format, len(after.problems) > len(before.problems)) != (before.format, False):
        return "the front matter could no longer be read"
    old, new = ([entry.path for entry in header.entries] for header in (before, after))
    if len(after.problems) < len(before.problems):
        return None if set(old) <= set(new) else "a key of the front matter would be lost"
    if old != new:
        return "the keys of the front matter would change"
    for was, now in zip(before.entries, after.entries, strict=True):
        touched = patch.touching(Span(was.key_span.start, was.span.end))
        if type(was.value) is not type(now.value) or (was.value != now.value and not touched):
            return f"`{was.key}` in the front matter would no longer be read as it is"
    return None


def _body_objection(before: Reading, after: Reading, patch: Patch) -> str | None:
    old_targets, new_targets = _retargeted(before, after.rendered, patch)
    found = {block.span.start: block for block in after.rendered.blocks}
    touched = []
    for block in before.rendered.blocks:
        if patch.touching(block.span):
            touched.append(block)
            continue
        twin = found.pop(patch.moved(block.span.start), None)
        if twin is None or _without(block.html, old_targets) != _without(twin.html, new_targets):
            return f"line {before.lines.place(block.span.start).line}, which it leaves alone, would be rendered differently"
    kept = [block for block in touched if not _is_removed(block.span, before.text, patch)]
    if len(kept) != len(found):
        return "a paragraph or other block would be split, joined or lost"
    pairs = (
        (was._replace(html=_without(was.html, old_targets)), now._replace(html=_without(now.html, new_targets)))
        for was, now in zip(kept, found.values(), strict=True)
    )
    return next((reason for was, now in pairs if (reason := _block_objection(before, was, now, patch))), None)


def _block_objection(before: Reading, was: RenderedBlock, now: RenderedBlock, patch: Patch) -> str | None:
    edits = patch.touching(was.span)
    line = before.lines.place(was.span.start).line
    old, new = _tags(was.html), _tags(now.html)
    lost, gained = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if old != new and not any(_means_markup(edit, before) for edit in edits):
        changes = [
            f"{word} <{tag}>" for word, tags in (("lose", lost), ("gain", gained)) for tag in tags if tag[:1] != "/"
        ]
        return f"the text on line {line} would {' and '.join(changes[:3]) or 'be nested differently'}"
    if _letters(_seen(now.html)) - _letters(_seen(was.html)) - _letters(edit.text for edit in edits):
        return f"line {line} would show what readers do not see now"
    linked = "a" in gained or "img" in gained  # words may then have become a target or a label
    removed = _letters(edit.span.of(before.text) for edit in edits)
    twice = [edit.span for edit in edits if any(address.contains(edit.span) for address in before.shown_addresses)]
    removed += _letters(span.of(before.text) for span in twice)
    if not linked and _held(was.html) - _held(now.html) - removed:
        return f"words on line {line} would be lost that the fix does not remove"
    return None


def _tags(rendered: str) -> list[str]:
    return [tag for tag in _TAG.findall(rendered) if tag]  # a comment has no name


def _seen(rendered: str) -> Iterable[str]:
    return _MARKED_UP.split(rendered)


def _held(rendered: str) -> Counter[str]:
    """The letters of HTML, seen ones and those of attributes."""
    return _letters((*_seen(rendered), *_ATTRIBUTE.findall(rendered)))


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(char for text in texts for char in html.unescape(text) if char.isalpha())


def _means_markup(edit: Edit, before: Reading) -> bool:
    if _MARKUP.isdisjoint(edit.text + edit.span.of(before.text)):
        return False
    return not any(address.contains(edit.span) for address in before.addresses)


def _is_removed(span: Span, text: str, patch: Patch) -> bool:
    """True where edits leave nothing of `span` and put nothing in its place."""
    return not patch.within(text, span).strip() and not any(edit.text.strip() for edit in patch.touching(span))


def _retargeted(before: Reading, after: Rendered, patch: Patch) -> tuple[Set[str], Set[str]]:
    """Targets and titles of the reference definitions that edits change, before and after: their links change with them."""
    old, new = set(), set()
    for label, was in before.rendered.targets.items():
        now = after.targets.get(label)
        if now and patch.touching(was.span) and not _is_removed(was.span, before.text, patch):
            old |= {was.href, was.title} - {now.href, now.title}
            new |= {now.href, now.title} - {was.href, was.title}
    return old, new


def _without(rendered: str, targets: Set[str]) -> str:
    """HTML without the attributes that hold one of `targets`."""
    if not targets:
        return rendered
    return _TARGET.sub(lambda found: "" if html.unescape(found[1]) in targets else found[0], rendered)
