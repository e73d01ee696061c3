"""A post goes in; tags that lost a bracket, a slash or a letter next to what they touch come out: `Lanebr>`, `12/td>`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Cover, Finding, Fix, Flow, Span, Tag
from postlint.post.covered import code_of
from postlint.post.elements import ELEMENTS, SELF_ENDING, VOID
from postlint.post.fact import fact
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart
from postlint.words.english import is_word

if TYPE_CHECKING:
    from postlint.post.document import Post

_LETTERS = frozenset(("a", "i", "b", "s", "u", "q", "p"))
_NAMES = "|".join(sorted(sorted(ELEMENTS - _LETTERS), key=len, reverse=True))
# Of these the rule for tags that are never closed says nothing.
_ENDED = (
    SELF_ENDING
    | VOID
    | frozenset("address article blockquote button dl footer header iframe main nav ol table ul video".split())
)
_END = lazy.compile(rf"(?<=[\w.,:;!?)\"'”’])/(?P<name>{_NAMES}|p)>(?![\w/>])")
_BREAK = lazy.compile(r"(?<=[A-Za-z.,:;!?)])(?P<name>[bh]r) ?/?>(?=\s|\Z|[A-Z])")
_BEGIN = lazy.compile(rf"(?<![\w<&/.$\\-])(?P<name>{_NAMES}|[abiqpsu])>(?=[^\s>=])")
_CUT_END = lazy.compile(rf"</(?P<name>{_NAMES}|[abiqsu])(?= [^\W\d_])")
_SLIPS = lazy.compile(rf"<(?P<void>[bh]r)[.,;:'\"]>|<\\(?P<name>{_NAMES})>")
_CUT_BEGIN = lazy.compile(
    r"<(?P<name>em|strong|code|kbd|sub|sup|small|mark|del|ins|cite|[biu])[ \n][^<>=\n{}]{1,80}</(?P=name)>"
)
_CUT_TAG = lazy.compile(
    rf"<(?:{_NAMES}|[abiqpsu])(?:\s++[\w:-]++(?:=(?:\"[^\"<>{{}}]*+\"|'[^'<>{{}}]*+'|[\w./:#-]++))?+){{1,12}}+\s*+(?=</?[a-z])"
)
_COMMENT = lazy.compile(r"(?m)^[ \t]*(?P<open>!--)[ \t][^<>\n]{1,300}-->")
_LONGEST = 60  # characters of a word or path before a mark
_FAR = 2000  # characters between a tag and its end
_SHORTEST = 5  # letters of a name of which a slip can be told
# Names of SVG and MathML that are one letter off an element of HTML.
_OTHERS = frozenset(("tspan", "mtable", "mtext", "mspace", "mstyle", "image", "listing"))


def tag_pieces(post: Post) -> Iterator[Finding]:
    if "<" not in post.text and ">" not in post.text:
        return
    for flow in post.flows:
        if flow.block >= 0 and (">" in flow.prose or "</" in flow.prose):
            yield from _in_flow(post, flow)
    yield from _in_source(post)
    yield from _misspelt(post)
    yield from _doubled(post)


def _in_flow(post: Post, flow: Flow) -> Iterator[Finding]:
    prose = flow.prose
    for found in _END.finditer(prose) if "/" in prose else ():
        before = prose[max(found.start() - _LONGEST, 0) : found.start()].split()[-1:]
        if found["name"] in _ENDED and not any("/" in word or "<" in word or "\\" in word for word in before):
            yield from _told(post, flow, found.span(), "the first bracket of its tag is missing")
    for found in _BREAK.finditer(prose):
        word = prose[max(found.start() - _LONGEST, 0) : found.end("name")].split()[-1]
        if not ("<" in word or "/" in word or (word.isalpha() and is_word(word.lower()))):
            yield from _told(post, flow, found.span(), "the first bracket of its tag is missing")
    for found in _BEGIN.finditer(prose) if "</" in post.text else ():
        if _is_closed_next(post, found["name"], flow.span_of(*found.span())):
            yield from _told(post, flow, found.span(), "the first bracket of its tag is missing")
    if flow.role != "html":  # there a browser takes the rest of the line for the rest of the tag
        yield from _in_text(post, flow)


def _in_text(post: Post, flow: Flow) -> Iterator[Finding]:
    prose = flow.prose
    for found in _CUT_END.finditer(prose):
        span = flow.span_of(*found.span())
        if _is_opened_before(post, found["name"], span) and span.of(post.text) == found[0]:
            yield Finding(
                span, f"{found[0]} is no tag, expected {found[0]}>", Fix.replace(span, f"{found[0]}>", safe=False)
            )
    for found in _SLIPS.finditer(prose):
        meant = f"<{found['void']}>" if found["void"] else f"</{found['name']}>"
        if found["void"] or _is_opened_before(post, found["name"], flow.span_of(*found.span())):
            span = flow.span_of(*found.span())
            if span.of(post.text) == found[0]:
                yield Finding(span, f"{found[0]} is no tag, expected {meant}", Fix.replace(span, meant, safe=False))


def _told(post: Post, flow: Flow, at: tuple[int, int], why: str) -> Iterator[Finding]:
    span = flow.span_of(*at)
    if span.of(post.text) == flow.prose[slice(*at)]:
        yield Finding(span, f"{span.of(post.text)} is shown: {why}")


@fact
def _tags_by_name(post: Post) -> dict[str, list[Tag]]:
    named: dict[str, list[Tag]] = {}
    for tag in post.tags:
        named.setdefault(tag.name, []).append(tag)
    return named


def _neighbours(post: Post, name: str, span: Span) -> tuple[Tag | None, Tag | None]:
    """The tags of that name before and behind a place."""
    from bisect import bisect_left

    tags = _tags_by_name(post).get(name, [])
    at = bisect_left(tags, span.start, key=lambda tag: tag.span.start)
    return tags[at - 1] if at else None, tags[at] if at < len(tags) else None


def _is_closed_next(post: Post, name: str, span: Span) -> bool:
    """An end of the element comes next, and nothing opened it."""
    before, behind = _neighbours(post, name, span)
    if behind is None or not behind.closing or behind.span.start - span.end > _FAR:
        return False
    near = "\n\n" not in post.text[span.end : behind.span.start]
    return near and (before is None or before.closing)


def _is_opened_before(post: Post, name: str, span: Span) -> bool:
    before, behind = _neighbours(post, name, span)
    return before is not None and not before.closing and (behind is None or not behind.closing)


def _in_source(post: Post) -> Iterator[Finding]:
    hidden = Cover((*(code.span for code in post.codes), *(mask.span for mask in post.masks), *post.comments))
    text, body = post.text, post.header.body
    for found in _CUT_BEGIN.finditer(text, body):
        span = Span(found.start(), found.end("name"))
        if not hidden.overlaps(Span(*found.span())):
            yield Finding(
                span,
                f"{span.of(text)} is no tag, expected {span.of(text)}>",
                Fix.replace(span, f"{span.of(text)}>", safe=False),
            )
    for found in _CUT_TAG.finditer(text, body) if not post.mdx else ():
        span = Span(found.start(), len(found[0].rstrip()) + found.start())
        if not hidden.overlaps(Span(*found.span())):
            yield Finding(span, f"{quoted(span.of(text))} is no tag: its last bracket is missing")
    for found in _COMMENT.finditer(text, body) if "!--" in text else ():
        span = Span(*found.span("open"))
        if not hidden.overlaps(Span(*found.span())):
            yield Finding(span, "!-- begins no comment, expected <!--", Fix.replace(span, "<!--", safe=False))


def _misspelt(post: Post) -> Iterator[Finding]:
    """`<storng>late</storng>`: no element has that name, and one has a name that is a slip away."""
    if post.mdx:
        return
    named = _tags_by_name(post)
    for name, tags in named.items():
        if len(name) < _SHORTEST or not name.isalpha() or name in ELEMENTS or name in _OTHERS:
            continue
        if not any(tag.closing for tag in tags) or is_word(name) or name + "s" in named:
            continue
        near = [element for element in ELEMENTS if len(element) > 2 and one_edit_apart(name, element)]
        first = tags[0]
        if len(near) == 1 and name in first.span.of(post.text) and not code_of(post).contains(first.span):
            yield Finding(first.span, f"HTML has no element “{name}”, expected {near[0]}")


def _doubled(post: Post) -> Iterator[Finding]:
    """`<<br>`, `<br>>`: one bracket too many is shown."""
    for tag in post.tags:
        if tag.name not in VOID and not tag.closing:
            continue
        before, behind = post.text[tag.span.start - 2 : tag.span.start], post.text[tag.span.end : tag.span.end + 2]
        twice = before.endswith("<") + behind.startswith(">")
        if behind[1:].strip() and behind.startswith(">"):
            continue  # `<br>>=`: a sign of its own
        if twice != 1 or before in ("<<", "\\<") or behind == ">>" or code_of(post).contains(tag.span):
            continue
        at = tag.span.start - 1 if before.endswith("<") else tag.span.end
        span = Span(at, at + 1)
        yield Finding(
            span, f"{span.of(post.text)} by {tag.span.of(post.text)} is shown", Fix.replace(span, "", safe=False)
        )
