"""Markdown goes in, markdown-it tokens with the place of every inline construct come out.

markdown-it gives inline tokens no position. Each of its inline rules is therefore wrapped: when a rule has consumed
characters, what it consumed and the tokens it made are kept as a `Mark`. Offsets in a mark count in the inline token's
content; `postlint.post.reading.strips` maps them to the file.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
    strikethrough,
)
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

from postlint.model.named import NamedTuple
from postlint.post.reading.chains import hasten
from postlint.text import lazy

_TRACES = "traces"
_TRACE = "trace"
_LEFT_OUT = "left out"
_LONG = 10_000  # characters; more than any paragraph has
# CommonMark (6.1): between two runs of as many backticks.
_CODE_SPAN = lazy.compile(r"(?<!`)(`+)(?!`)(?s:.+?)(?<!`)\1(?!`)")
_Rule = Callable[[StateInline, bool], bool]


class Delimiter(NamedTuple):
    """One emphasis mark after pairing: `role` is markdown-it's token type (em_open, strong_close, s_open, ...)."""

    start: int
    end: int
    role: str
    markup: str


class Mark(NamedTuple):
    """What one inline rule consumed.

    `start`..`end` are offsets in the content; `text` is what an escape or entity shows (kept here, because markdown-it later
    joins text tokens in place); `label_end` is where a link's text ends, or -1; `nested` are the marks of content that was
    parsed apart: an image's alt text, an inline footnote.
    """

    rule: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    text: str = ""
    label_end: int = -1
    nested: Trace | None = None


class Trace:
    """The marks of one inline content, filled while markdown-it parses it into `tokens`."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.marks: list[Mark] = []
        self.delimiters: list[Delimiter] = []


@cache
def parser(*, mdx: bool = False, outline: bool = False) -> MarkdownIt:
    """The dialect: CommonMark with tables, strikethrough, footnotes and definition lists, near what generators render.

    For an `outline`, running text is left as it is where it can hold neither HTML tags nor footnotes.
    """
    md = MarkdownIt("commonmark", {"html": True, "inline_definitions": True, "store_labels": True})
    md.enable(["table", "strikethrough"])
    deflist_plugin(md)
    footnote_plugin(md, move_to_end=False)
    if mdx:
        md.disable(["code"])  # MDX has no indented code: JSX children are indented
    md.validateLink = _accept  # type: ignore[method-assign]  # javascript: and file: links are to be judged, not dropped
    md.normalizeLink = _keep  # type: ignore[method-assign]  # the author's spelling, not its percent-encoding
    md.add_render_rule("definition", _nothing)
    for name, rule in _RULES.items():
        md.inline.ruler.at(name, _traced(name, rule))
    md.inline.ruler2.before("fragments_join", "settle_delimiters", _settle)
    md.core.ruler.after("inline", "keep_traces", _keep_traces)
    if outline:
        md.core.ruler.at("inline", _inline)
    hasten(md)
    return md


def parse(text: str, *, mdx: bool = False, outline: bool = False, env: dict[str, Any] | None = None) -> list[Token]:
    """All tokens of `text`; `trace_of` gives the marks of each inline one."""
    return parser(mdx=mdx, outline=outline).parse(text, {} if env is None else env)


def trace_of(token: Token) -> Trace:
    """The marks made while the content of an inline token was parsed."""
    trace: Trace = token.meta.get(_TRACE, _NO_TRACE)
    return trace


def is_left_out(token: Token) -> bool:
    """True for running text of an outline that was not parsed."""
    return _LEFT_OUT in token.meta


def _inline(state: StateCore) -> None:
    """Parse the running text that an outline needs."""
    opener = ""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if opener == "heading_open" or _holds_places(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            else:
                token.meta[_LEFT_OUT] = True
        opener = token.type


def _holds_places(content: str) -> bool:
    """May there be HTML tags or footnotes? What stands in code spans from the first mark on is known to be none."""
    if "[^" in content or "^[" in content or len(content) > _LONG:
        return True
    tag = content.find("<")
    if tag < 0:
        return False
    code = content.find("`")
    return not 0 <= code < tag or "\\" in content or "<" in _CODE_SPAN.sub("", content)


def _accept(url: str) -> bool:
    return True


def _keep(url: str) -> str:
    return url


def _nothing(*args: Any, **kwargs: Any) -> str:
    return ""


def _trace(state: StateInline) -> Trace:
    # Keyed by the output list, which the trace keeps alive: markdown-it drops an empty one, and its id would be used again.
    traces: dict[int, Trace] = state.env.setdefault(_TRACES, {})
    found = traces.get(id(state.tokens))
    if found is None:
        found = traces[id(state.tokens)] = Trace(state.tokens)
    return found


def _found(tokens: list[Token] | None, env: MutableMapping[str, Any]) -> Trace:
    traces: dict[int, Trace] = env.get(_TRACES, {})
    return traces.get(id(tokens), _NO_TRACE)


def _nested(token: Token, env: MutableMapping[str, Any]) -> Trace:
    """The marks of an image's or inline footnote's own list of tokens, which later core rules replace."""
    if token.type == "image":
        return _found(token.children, env)
    return _found(env["footnotes"]["list"][token.meta["id"]]["tokens"], env)


def _keep_traces(state: StateCore) -> None:
    """Hand each inline token its trace, before later core rules replace its list of children."""
    for token in state.tokens:
        if token.type == "inline":
            token.meta[_TRACE] = _found(token.children, state.env)


def _traced(name: str, rule: _Rule) -> _Rule:
    is_link = name in ("link", "image")
    is_special = name in ("escape", "entity")

    def run(state: StateInline, silent: bool) -> bool:
        start, made = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            label_end = _label_end(state, start + (name == "image")) if is_link else -1
            text = state.tokens[-1].content if is_special else ""
            tokens = tuple(state.tokens[made:])
            nested = _nested(tokens[-1], state.env) if name in ("image", "footnote_inline") else None
            _trace(state).marks.append(Mark(name, start, state.pos, tokens, text, label_end, nested))
        return True

    return run


def _label_end(state: StateInline, bracket: int) -> int:
    return int(state.md.helpers.parseLinkLabel(state, bracket, False))


def _settle(state: StateInline) -> None:
    """After pairing, before text tokens are joined: which of the collected emphasis marks became markup, and which."""
    trace = _trace(state)
    for mark in trace.marks:
        if mark.rule not in ("emphasis", "strikethrough"):
            continue
        start = mark.start
        for token, width in _delimiter_tokens(mark):
            if token.type != "text" or not token.content:
                trace.delimiters.append(Delimiter(start, start + width, token.type, token.markup))
            start += width


def _delimiter_tokens(mark: Mark) -> list[tuple[Token, int]]:
    """The tokens of a run of delimiters with their widths; pending text may have been flushed before them.

    An emphasis run makes one token a character; a strikethrough run one for every two, after a lone odd one.
    """
    length = mark.end - mark.start
    widths = [1] * length if mark.rule == "emphasis" else [1] * (length % 2) + [2] * (length // 2)
    return list(zip(mark.tokens[-len(widths) :], widths, strict=True))


_RULES: dict[str, _Rule] = {
    "newline": newline,
    "escape": escape,
    "backticks": backtick,
    "strikethrough": strikethrough.tokenize,
    "emphasis": emphasis.tokenize,
    "link": link,
    "image": image,
    "autolink": autolink,
    "html_inline": html_inline,
    "entity": entity,
    "footnote_inline": footnote_inline,
    "footnote_ref": partial(footnote_ref, always_match=False),
}
_NO_TRACE = Trace([])
