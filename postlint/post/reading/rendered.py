"""The Markdown of a post goes in, its top-level blocks come out in file order, each with its place and the HTML it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from postlint.model import Span
from postlint.model.named import NamedTuple
from postlint.post.reading.markdown import parse, parser
from postlint.post.reading.masks import mask
from postlint.text.lines import EOL, Lines

if TYPE_CHECKING:
    from markdown_it.token import Token


class Target(NamedTuple):
    """Where a reference definition points, and the span of the lines that define it."""

    href: str
    title: str
    span: Span


class RenderedBlock(NamedTuple):
    """A top-level block: from the start of its first line to the end of its last; a reference definition has no HTML."""

    span: Span
    html: str


class Rendered(NamedTuple):
    """The blocks of a body and its reference definitions by normalised label."""

    blocks: tuple[RenderedBlock, ...]
    targets: Mapping[str, Target]


def render_body(text: str, start: int, *, mdx: bool = False) -> Rendered:
    """Render the Markdown that begins at offset `start` of `text`; template tags stay opaque, spans count in `text`."""
    body = mask(text, start, mdx=mdx)[0][start:]
    lines, md = Lines(body), parser(mdx=mdx)
    env: dict[str, Any] = {}
    tokens = parse(EOL.sub("\n", body), mdx=mdx, env=env)
    blocks = tuple(
        RenderedBlock(_span(lines, start, group[0].map or [0, 0]), md.renderer.render(group, md.options, env))
        for group in _groups(tokens)
    )
    targets = {
        label: Target(found["href"], found.get("title", ""), _span(lines, start, found["map"]))
        for label, found in env.get("references", {}).items()
    }
    return Rendered(blocks, targets)


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    first = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            yield tokens[first : index + 1]
            first = index + 1


def _span(lines: Lines, start: int, rows: Sequence[int]) -> Span:
    """The span of markdown-it's line range `rows` (0-based, end exclusive), which may count blank lines at its end."""
    first, last = rows[0] + 1, min(max(rows[1], rows[0] + 1), len(lines))
    while last > first and not lines.span(last).of(lines.text).strip():
        last -= 1
    return Span(start + lines.span(first).start, start + lines.span(last).end)
