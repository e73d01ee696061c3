"""The marks of one inline content go in, its visible text, links, emphasis, code and tags come out."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.helpers import parseLinkTitle

from postlint.model import OBJECT, Code, Emphasis, Footnote, Kind, Link, LinkKind, Span, Tag
from postlint.post.reading.chains import link_destination
from postlint.post.reading.collect import Collector, FlowBuilder, Place
from postlint.post.reading.markdown import Delimiter, Mark, Trace
from postlint.post.reading.markup import CODE_TAGS, read_tag
from postlint.post.reading.strips import Strip, skip_space


@dataclass(slots=True)
class _Open:
    """A link, HTML anchor or emphasis whose end has not come yet."""

    start: int
    inner: int
    at: int
    codes: int = 0
    images: int = 0
    tag: Tag | None = None
    markup: str = ""


class InlineReader:
    """Reads one strip; also what HTML blocks use for the tags and images they hold."""

    def __init__(self, out: Collector, strip: Strip, place: Place) -> None:
        self.out = out
        self.strip = strip
        self.flow = FlowBuilder(out, place)
        self.kind = Kind.TEXT
        self.images = 0
        self.in_link = 0
        self.anchors: list[_Open] = []
        self.emphases: list[_Open] = []

    # --- plain pieces

    def literal(self, start: int, end: int) -> None:
        if start < end:
            self.flow.literal(self.strip, start, end, self.kind, linkify=not self.in_link and not self.anchors)

    def line_break(self, start: int, end: int) -> None:
        self.flow.add("\n", self.strip.span(start, max(end, start + 1)), Kind.BREAK)

    def special(self, start: int, end: int, visible: str) -> None:
        self.flow.add(visible, self.strip.span(start, end), self.kind)

    # --- Markdown constructs

    def code(self, mark: Mark) -> None:
        width = len(mark.tokens[-1].markup)
        span = self.strip.span(mark.start, mark.end)
        inner = self.strip.span(mark.start + width, mark.end - width)
        at = self.flow.length
        visible = inner.of(self.out.text).strip() or " "
        self.flow.add(visible.replace("\r\n", "\n").replace("\n", " "), inner, Kind.CODE)
        self.out.codes.append(Code(span, inner, None, self.flow.index, at, self.flow.length))

    def autolink(self, mark: Mark) -> None:
        span = self.strip.span(mark.start, mark.end)
        inner = Span(span.start + 1, span.end - 1)
        at = self.flow.length
        url = inner.of(self.out.text)
        self.flow.add(url, inner, Kind.URL)
        target = f"mailto:{url}" if "@" in url and ":" not in url else url
        flow = self.flow.index
        self.out.links.append(
            Link(LinkKind.AUTOLINK, False, span, url, inner, target, inner, flow=flow, at=at, end=self.flow.length)
        )

    def footnote(self, mark: Mark) -> None:
        label = str(mark.tokens[-1].meta.get("label", ""))
        if label:
            self.out.footnotes.append(Footnote(label, self.strip.span(mark.start, mark.end), definition=False))
            return
        part = self.strip.part(mark.start + 2, mark.end - 1)
        read_inline(self.out, part, mark.nested, Place("footnote", self.flow.place.block))

    def image(self, mark: Mark) -> None:
        alt = self.strip.part(mark.start + 2, mark.label_end)
        place = Place("alt", self.flow.place.block)
        at = self.flow.length
        span = self.strip.span(mark.start, mark.end)
        self.flow.add(OBJECT, span, Kind.IMAGE)
        flow = read_inline(self.out, alt, mark.nested, place)
        built = self.out.flows[flow] if flow >= 0 else None
        self._link(mark, mark.start + 2, built.text if built else "", at, image=True)
        self.images += 1

    def open_link(self, mark: Mark) -> _Open:
        self.in_link += 1
        return _Open(mark.start, mark.start + 1, self.flow.length, len(self.out.codes), self.images)

    def close_link(self, mark: Mark, opened: _Open) -> None:
        self.in_link -= 1
        self._link(mark, opened.inner, self.flow.since(opened.at), opened.at, opened=opened)

    def _link(
        self, mark: Mark, inner: int, text: str, at: int, *, image: bool = False, opened: _Open | None = None
    ) -> None:
        out, strip, content = self.out, self.strip, self.strip.content
        tail = content[mark.label_end + 1 : mark.end]
        label = title = ""
        target_span: Span | None
        if tail.startswith("("):
            kind = LinkKind.INLINE
            target_span, title = self._destination(mark)
            target = unescapeAll(target_span.of(out.text))
        else:
            kind = LinkKind.REFERENCE
            label = tail[1:-1] if len(tail) > 2 else content[inner : mark.label_end]
            definition = out.targets.get(normalizeReference(label))
            target_span = definition.target_span if definition else None
            target = definition.target if definition else ""
        out.links.append(
            Link(
                kind,
                image,
                strip.span(mark.start, mark.end),
                text,
                Span(strip.at(inner), strip.at(mark.label_end)),
                target,
                target_span,
                title,
                label,
                self.flow.index,
                at,
                self.flow.length,
                has_code=opened is not None and len(out.codes) > opened.codes,
                has_image=opened is not None and self.images > opened.images,
            )
        )

    def _destination(self, mark: Mark) -> tuple[Span, str]:
        content, strip = self.strip.content, self.strip
        at = skip_space(content, mark.label_end + 2)
        found = link_destination(content, at, mark.end)
        if not found.ok or found.pos == at:
            return Span(strip.at(at), strip.at(at)), ""
        bracketed = content[at] == "<"
        span = strip.span(at + bracketed, found.pos - bracketed)
        title = parseLinkTitle(content, skip_space(content, found.pos), mark.end, None)
        return span, title.str if title.ok else ""

    # --- emphasis

    def delimiter(self, mark: Delimiter) -> None:
        width = len(mark.markup)
        match mark.role.partition("_")[2]:
            case "open":
                # Of a strong opening, markdown-it makes the second mark the token; a closing is the first.
                start = mark.end - width
                self.emphases.append(_Open(start, mark.end, self.flow.length, markup=mark.markup))
            case "close" if self.emphases:
                opened = self.emphases.pop()
                span = self.strip.span(opened.start, mark.start + width)
                inner = self.strip.span(opened.inner, mark.start)
                where = (self.flow.index, opened.at, self.flow.length)
                self.out.emphases.append(Emphasis(opened.markup, span, inner, *where))

    # --- HTML

    def tag(self, start: int, end: int) -> None:
        """An HTML tag in running text: an anchor is a link, an image an image, code is code, `<br>` a line break."""
        span = self.strip.span(start, end)
        tag = read_tag(span.of(self.out.text), span.start, self.flow.index)
        if tag is None or self.flow.place.role == "alt":  # a description is read as plain text, without its tags
            return
        self.out.tags.append(tag)
        match tag.name:
            case "a" | "link" if not tag.closing and not tag.self_closing:
                opened = _Open(start, end, self.flow.length, len(self.out.codes), self.images, tag)
                self.anchors.append(opened)
            case "a" | "link" if tag.closing and self.anchors:
                self._anchor(self.anchors.pop(), tag.span)
            case "img":
                self._html_image(tag)
            case "br":
                self.flow.add("\n", tag.span, Kind.BREAK)
            case name if name in CODE_TAGS:
                self.kind = Kind.TEXT if tag.closing else Kind.CODE

    def _anchor(self, opened: _Open, closing: Span) -> None:
        tag = opened.tag
        href = tag and (tag.get("href") or tag.get("to"))
        if not tag or not href:
            return
        flow = self.flow
        self.out.links.append(
            Link(
                LinkKind.HTML,
                False,
                Span(tag.span.start, closing.end),
                flow.since(opened.at),
                Span(tag.span.end, closing.start),
                href.value,
                href.span,
                flow=flow.index,
                at=opened.at,
                end=flow.length,
                has_code=len(self.out.codes) > opened.codes,
                has_image=self.images > opened.images,
            )
        )

    def _html_image(self, tag: Tag) -> None:
        src, alt = tag.get("src"), tag.get("alt")
        at = self.flow.length
        self.flow.add(OBJECT, tag.span, Kind.IMAGE)
        self.images += 1
        if not src:
            return
        text, text_span = (alt.value, alt.span) if alt else ("", Span(tag.span.end, tag.span.end))
        if alt and text == text_span.of(self.out.text):
            builder = FlowBuilder(self.out, Place("alt", self.flow.place.block))
            builder.add(text, text_span)
            builder.finish()
        link = Link(LinkKind.HTML, True, tag.span, text, text_span, src.value, src.span)
        self.out.links.append(link._replace(flow=self.flow.index, at=at, end=self.flow.length))


def read_inline(out: Collector, strip: Strip, trace: Trace | None, place: Place) -> int:
    """Read one inline content; return the number of its flow (-1: nothing visible)."""
    reader = InlineReader(out, strip, place)
    at = 0
    opened: list[tuple[Mark, _Open]] = []
    for start, end, piece in _pieces(trace) if trace else ():
        if start < at:  # inside an image's or code span's own text
            continue
        # What stands before a line break is white space that no reader sees.
        is_break = isinstance(piece, Mark) and piece.rule == "newline"
        shown = max(at, len(strip.content[:start].rstrip(" \t"))) if is_break else start
        reader.literal(at, shown)
        start, at = shown, end
        _read_piece(reader, start, end, piece, opened)
    reader.literal(at, len(strip.content))
    return reader.flow.finish()


def _read_piece(
    reader: InlineReader, start: int, end: int, piece: Mark | Delimiter, opened: list[tuple[Mark, _Open]]
) -> None:
    if isinstance(piece, Delimiter):
        reader.delimiter(piece)
        return
    match piece.rule:
        case "newline":
            reader.line_break(start, end)
        case "escape" | "entity":
            reader.special(start, end, piece.text) if piece.text else reader.line_break(start, end)
        case "backticks":
            reader.code(piece)
        case "autolink":
            reader.autolink(piece)
        case "html_inline":
            source = reader.strip.content[start:end]
            if source.startswith("<!--"):
                reader.out.comments.append(reader.strip.span(start, end))
            else:
                reader.tag(start, end)
        case "image":
            reader.image(piece)
        case "footnote_ref" | "footnote_inline":
            reader.footnote(piece)
        case "link" if start == piece.start:
            opened.append((piece, reader.open_link(piece)))
        case "link":
            reader.close_link(*opened.pop())


def _pieces(trace: Trace) -> list[tuple[int, int, Mark | Delimiter]]:
    """What is not literal text, in order; a link is two pieces, its opening bracket and all after its text."""
    pieces: list[tuple[int, int, Mark | Delimiter]] = []
    for mark in trace.marks:
        match mark.rule:
            case "link":
                pieces.append((mark.start, mark.start + 1, mark))
                pieces.append((mark.label_end, mark.end, mark))
            case "emphasis" | "strikethrough":
                continue
            case "backticks" if mark.tokens and mark.tokens[-1].type == "code_inline":
                pieces.append((mark.start, mark.end, mark))
            case "backticks":
                continue  # an unmatched run of backticks is text
            case _:
                pieces.append((mark.start, mark.end, mark))
    pieces += [(d.start, d.end, d) for d in trace.delimiters]
    return sorted(pieces, key=lambda piece: piece[:2])
