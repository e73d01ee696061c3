"""The Markdown of a post goes in, everything it holds comes out, each thing with its exact span in the file."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.helpers import parseLinkTitle
from markdown_it.token import Token

from postlint.model import Block, Body, Code, Cover, Definition, Flow, Footnote, Heading, Span
from postlint.post.reading.chains import link_destination
from postlint.post.reading.collect import Collector, Place
from postlint.post.reading.html_flows import read_html
from postlint.post.reading.inline import read_inline
from postlint.post.reading.markdown import is_left_out, parse, trace_of
from postlint.post.reading.masks import mask
from postlint.post.reading.strips import SourceLines, Strip, skip_space
from postlint.text import lazy
from postlint.text.lines import EOL

_ROLES = {"heading": "heading", "th": "cell", "td": "cell", "dt": "term"}
# `{#id}`, kramdown's and pandoc's attributes, and what MDX allows: `{/* #id */}`, or at the end `{/*id*/}`.
_IDENTIFIER = lazy.compile(
    r"\{:?(?=[^{}]*\})[^{}]*?#([\w:.-]+)[^{}]*\}|\{/\*\s*#([\w:.-]+)\s*\*/\}|\{/\*\s*([\w:.-]+)\s*\*/\}[ \t]*\Z"
)

# How a block begins that looks like a quotation and is the author's own remark: `> **Note:**`, `> [!TIP]`, `> ⚠️ Warning`.
_REMARK = lazy.compile(
    r"[> \t]*(?:[^\w\s\"“'‘]{1,4}[ \t]*){0,2}"
    r"(?:\[!\w|(?:NOTE|Note|TIP|Tip|WARNING|Warning)\b|"
    r"(?i:note|nb|n\.b|(?:pro ?)?tips?|hint|warning|important|info|caution|attention|update|edit|disclaimer|danger|remember)"
    r"\b[^\w\s])"
)


def read_body(
    text: str,
    start: int,
    *,
    mdx: bool = False,
    franklin: bool = False,
    before: Sequence[Flow] = (),
    outline: bool = False,
) -> Body:
    """Read the Markdown that begins at offset `start` of `text`; `before` are flows (of the header) to number first.

    Of an `outline`, no running text is read but what holds HTML tags or footnotes.

    In Franklin's Markdown, what stands between two lines of `~~~` is HTML (franklinjl.org/syntax/markdown).
    """
    masked, masks = mask(text, start, mdx=mdx)
    lines, offsets = _lines(masked.replace("\0", "\N{REPLACEMENT CHARACTER}"), start)  # as CommonMark (2.3) reads it
    tokens = parse("\n".join(lines), mdx=mdx, outline=outline)
    reader = _Reader(Collector(text, masks, list(before)), SourceLines(lines, offsets))
    reader.read([_as_html(token) for token in tokens] if franklin else tokens)
    return reader.body()


def _lines(text: str, start: int) -> tuple[list[str], list[int]]:
    lines, offsets, at = [], [], start
    for found in EOL.finditer(text, start):
        lines.append(text[at : found.start()])
        offsets.append(at)
        at = found.end()
    return [*lines, text[at:]], [*offsets, at]


def _as_html(token: Token) -> Token:
    """The HTML between two lines of `~~~`; any other token as it is."""
    if token.type != "fence" or token.markup != "~~~" or token.info or not token.map:
        return token
    first, after = token.map
    return token.copy(type="html_block", map=[first + 1, max(after - 1, first + 1)])


class _Reader:
    """Walks markdown-it's block tokens once, keeping the stack of open blocks."""

    def __init__(self, collector: Collector, source: SourceLines) -> None:
        self.out = collector
        self.source = source
        self.blocks: list[Block] = []
        self.open: list[int] = []
        self.headings: list[Heading] = []
        self.cells: list[Strip] = []

    def read(self, tokens: list[Token]) -> None:
        self.out.definitions = [d for t in tokens if t.type == "definition" and (d := self._definition(t))]
        self.out.resolve_definitions()
        for index, token in enumerate(tokens):
            match token.type:
                case "inline":
                    self._inline(token, tokens[index - 1])
                case "html_block":
                    self._block(token)
                    self._html(token)
                case "fence" | "code_block":
                    self._block(token)
                    self._code(token)
                case "hr":
                    self._block(token)
                case _ if token.nesting == 1:
                    self.open.append(self._block(token))
                    if token.type == "tr_open":
                        self._row(tokens, index)
                    if token.type == "footnote_reference_open":
                        self._footnote(token)
                case _ if token.nesting == -1:
                    self.open.pop()

    def body(self) -> Body:
        out = self.out
        shown = Cover(code.span for code in out.codes)
        return Body(
            flows=tuple(flow for flow in out.flows if flow is not None),
            links=tuple(sorted(out.links, key=lambda link: link.span)),
            definitions=tuple(out.definitions),
            headings=tuple(self.headings),
            emphases=tuple(sorted(out.emphases, key=lambda emphasis: emphasis.span)),
            codes=tuple(out.codes),
            tags=tuple(out.tags),
            footnotes=tuple(out.footnotes),
            blocks=tuple(self.blocks),
            masks=out.masks,
            # A template's comment may be shown as code: masks know nothing of Markdown.
            comments=tuple(span for span in sorted(out.comments) if not shown.contains(span)),
        )

    # --- blocks

    def _block(self, token: Token) -> int:
        parent = self.open[-1] if self.open else -1
        span = self.source.span(*token.map) if token.map else self.blocks[parent].span if parent >= 0 else Span(0, 0)
        self.blocks.append(Block(token.type.removesuffix("_open"), span, parent, token.markup, token.info))
        return len(self.blocks) - 1

    def _place(self, role: str) -> Place:
        kinds = [self.blocks[index].kind for index in self.open]
        role = "footnote" if role == "paragraph" and "footnote_reference" in kinds else role
        return Place(
            role, len(self.blocks) - 1, quoted="blockquote" in kinds and not self._is_remark(kinds.index("blockquote"))
        )

    def _is_remark(self, depth: int) -> bool:
        """True for a block that looks like a quotation and is a note of the author's own."""
        return bool(_REMARK.match(self.out.text, self.blocks[self.open[depth]].span.start))

    def _row(self, tokens: list[Token], index: int) -> None:
        row = tokens[index]
        contents = []
        for token in map(tokens.__getitem__, range(index + 1, len(tokens))):
            if token.type == "tr_close":
                break
            if token.type == "inline":
                contents.append(token.content)
        self.cells = self.source.cell_strips(contents, row.map[0] if row.map else 0)[::-1]

    def _inline(self, token: Token, opener: Token) -> None:
        first = token.map[0] if token.map else 0
        kind = opener.type.removesuffix("_open")
        if is_left_out(token):
            self.cells = self.cells[: -1 if kind in ("th", "td") else None]
            return
        if kind in ("th", "td"):
            strip = self.cells.pop()
        elif kind == "heading" and opener.markup.startswith("#"):
            strip = self.source.heading_strip(token.content, first)
        else:
            strip = self.source.strip_of(token.content, first)
        place = self._place(_ROLES.get(kind, "paragraph"))
        if kind == "heading":
            place = Place(place.role, place.block, int(opener.tag[1]), place.quoted)
        flow = read_inline(self.out, strip, trace_of(token), place)
        if kind == "heading":
            self._heading(opener, flow)

    def _heading(self, opener: Token, flow: int) -> None:
        span = self.source.span(*opener.map) if opener.map else Span(0, 0)
        found = _IDENTIFIER.search(span.of(self.out.text).rstrip())
        built = self.out.flows[flow] if flow >= 0 else None
        text = built.text.strip() if built else ""
        identifier = found[found.lastindex or 0] if found else ""
        self.headings.append(Heading(int(opener.tag[1]), span, text, identifier, flow, opener.markup))

    def _html(self, token: Token) -> None:
        content = token.content.rstrip("\n")
        strip = self.source.strip_of(content, token.map[0] if token.map else 0)
        read_html(self.out, strip, self._place("html"))

    def _code(self, token: Token) -> None:
        first, after = token.map or (0, 1)
        span = self.source.span(first, after)
        if token.type == "code_block":
            self.out.codes.append(Code(span, span, ""))
            return
        closed = after - first > 1 and self.source.lines[after - 1].lstrip(" \t>").startswith(token.markup)
        empty = after - first - closed <= 1
        inner = Span(span.end, span.end) if empty else self.source.span(first + 1, after - closed)
        self.out.codes.append(Code(span, inner, token.info.strip()))

    # --- definitions

    def _definition(self, token: Token) -> Definition | None:
        """The spans of `[label]: target "title"`, which markdown-it has recognised in these lines."""
        first, after = token.map or (0, 1)
        content = "\n".join(self.source.lines[first:after])
        strip = self.source.strip_of(content, first)
        start = content.find("[")
        end = content.find("]:", start)
        if start < 0 or end < 0:
            return None
        at = skip_space(content, end + 2)
        found = link_destination(content, at, len(content))
        bracketed = content[at : at + 1] == "<"
        target = strip.span(at + bracketed, found.pos - bracketed)
        title = parseLinkTitle(content, skip_space(content, found.pos), len(content), None)
        return Definition(
            label=normalizeReference(content[start + 1 : end]),
            span=Span(strip.at(start), strip.at(len(content.rstrip()) - 1) + 1),
            label_span=strip.span(start + 1, end),
            target=unescapeAll(target.of(self.out.text)),
            target_span=target,
            title=title.str if title.ok else "",
        )

    def _footnote(self, token: Token) -> None:
        line = token.map[0] if token.map else 0
        at = self.source.lines[line].find("[^")
        label = str(token.meta["label"])
        start = self.source.offsets[line] + max(at, 0)
        self.out.footnotes.append(Footnote(label, Span(start, start + len(label) + 4), definition=True))
