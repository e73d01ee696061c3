"""A post goes in, every strong or emphasized text and code span that a word runs into comes out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Span
from postlint.model.named import NamedTuple
from postlint.post.joints import (
    ENDINGS,
    PREFIXES,
    before,
    is_letter,
    is_spaced,
    plain_after,
    plain_before,
    space_after,
    space_before,
    word_after,
    word_before,
    words_of,
)
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_PUNCTUATION = lazy.compile(r"(?<![\w:.])[^\W\d_]{2,}[)”]?[,;:]\Z|(?<![\w.])[^\W\d_]{3,}\.\Z")
_CODE = "the code"
_APOSTROPHES = lazy.compile(r"(?:t|s|re|ve|ll|d|m)\s(?s:.*)[a-z]\Z")  # for which backticks were typed
_SCRIPT = lazy.compile(r"\bfunction *\(|=> *\{|\}\);?(?:\n|\Z)|\bvar \w+ *=|;[ \t]*\n[^\n]*;[ \t]*(?:\n|\Z)")
_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_SIGN = lazy.compile(r"[(=};]")  # one of these a script has at least
_WHOLE_WORD = lazy.compile(r"[^\W\d_]{2,}(?![\w`])")  # before another mark it may be what stands between two pieces
_REST = lazy.compile(r"[a-z]{1,3}(?![\w`])")
_FILE = lazy.compile(
    r"[\w./-]*\w\.(?:ya?ml|json|toml|html?|md|mdx|js|ts|jsx|tsx|css|py|rb|rs|go|sh|txt|xml|java|cfg|ini|lock)"
)
_PREPOSITIONS = frozenset("over under out up down in on off by fore back after".split())  # that make verbs of verbs
_FIRST = lazy.compile(r"[^\W\d_]+")
_PLACEHOLDER = lazy.compile(r"[a-z]+(?:[-_][a-z]+)*")
_JOINS = frozenset("./\\:=@#-_+~$")  # at the end of code they join it to what follows
_LABEL = lazy.compile(r"[A-Z][A-Za-z ]*:")
_HUMP = lazy.compile(r"[a-z][A-Z]")  # in a name such as "quayLamp"
_ROOT = 3  # letters of a root to which a- may be put
_LAST = lazy.compile(r"[^\W\d_]+\Z")


class _Piece(NamedTuple):
    """Marked text: `at`..`end` in the flow, `text` what is seen of it."""

    kind: str
    span: Span
    inner: Span
    flow: Flow
    at: int
    end: int
    text: str


def check(post: Post) -> Iterator[Finding]:
    """Report what touches either side; where a link begins or ends there as well, the rules for links speak."""
    yield from _misplaced(post)
    yield from _cut_short(post)
    english = {id(flow) for flow in post.english if not (_SIGN.search(flow.text) and _SCRIPT.search(flow.text))}
    linked = {(link.flow, place) for link in post.links for place in (link.at, link.end)}
    linked.update(_interruptions(post))
    for number, piece in _pieces(post):
        if id(piece.flow) not in english or not piece.text.strip() or _is_name(piece) or _is_of_stars(piece):
            continue
        if _is_in_identifier(piece):
            continue
        if piece.kind == _CODE and not any(map(str.isalnum, piece.text)) and _is_marked(post, piece):
            continue  # "_url_`#`_version_": the sign between two placeholders
        if piece.kind == _CODE and len(piece.text) == 1 and piece.text.isalpha():
            continue  # "de`P`art": the letter that a key or an option is remembered by
        if (
            piece.kind == _CODE
            and _APOSTROPHES.match(piece.text)
            and piece.flow.prose[max(piece.at - 1, 0) : piece.at].isalpha()
        ):
            continue  # "don`t row and doesn`t sail"
        if (number, piece.at) not in linked and piece.at and (left := _touching_before(post, piece)):
            start = piece.flow.span_of(piece.at - len(left), piece.at).start
            span = Span(start, max(piece.inner.start, start + 1))
            joins = piece.kind == _CODE and piece.text.startswith("=")
            fix = None if joins or _is_piece(left, piece) else space_before(post, piece.span.start)
            yield Finding(span, f"{quoted(left)} runs into {_named(piece)}", fix)
        if (number, piece.end) not in linked and (right := _touching_after(post, piece)):
            stop = piece.flow.span_of(piece.end, piece.end + len(right)).end
            message = f"{_named(piece)} runs into {quoted(right)}"
            joins = piece.kind == _CODE and piece.text.endswith("=")  # what follows is a part of the code
            fix = None if joins else space_after(post, piece.span.end)
            yield Finding(Span(piece.span.end - 1, stop), message, fix)


def _interruptions(post: Post) -> Iterator[tuple[int, int]]:
    """Where code ends with an open bracket, and where it goes on with the closing one: `` `moor(`ropes`)` ``."""
    inline = (code for code in post.codes if code.flow >= 0 and code.info is None)
    for code, after in pairwise(sorted(inline, key=lambda code: code.span.start)):
        text = post.flows[code.flow].text
        closing = _CLOSING.get(text[code.end - 1 : code.end])
        if code.flow == after.flow and closing and text[after.at : after.at + 1] == closing:
            yield from ((code.flow, code.end), (after.flow, after.at))


def _is_piece(left: str, piece: _Piece) -> bool:
    """Whether a letter or two before code may be the beginning of it: "set s`ea-level` here", where no space would help."""
    return piece.kind == _CODE and len(left) <= len("th") and left.lower() not in _LITTLE


_LITTLE = frozenset("a i an as at be by do go he if in is it me my no of on or so to up us we".split())


def _is_name(piece: _Piece) -> bool:
    """`send*mail*#42`: a name of a program, whose underscores were changed into stars."""
    prose, at, end = piece.flow.prose, piece.at, piece.end
    return (
        piece.kind != _CODE
        and prose[max(at - 1, 0) : at].isalnum()
        and prose[end : end + 1] in tuple("#_@=/0123456789")
    )


def _is_in_identifier(piece: _Piece) -> bool:
    """`"my**QuayLamp**"`, `**Moor**Rope<…>`: a part of a name of several words, which is quoted, or goes on as only such do."""
    prose, left, right = piece.flow.prose, word_before(piece.flow, piece.at), word_after(piece.flow, piece.end)
    if piece.kind == _CODE or not piece.text.isalnum() or not (left or right):
        return False
    if not (left and piece.text[0].isupper()) and not (right[:1].isupper() and piece.text[-1].islower()):
        return False
    around = (
        prose[max(piece.at - len(left) - 1, 0) : piece.at - len(left)],
        prose[piece.end + len(right) : piece.end + len(right) + 1],
    )
    is_quoted = around in (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"))
    return is_quoted or "<" in around or _HUMP.search(left) is not None or _HUMP.search(right) is not None


def _is_of_stars(piece: _Piece) -> bool:
    """`write*Begin or write*End`: the stars of two patterns, each within its word."""
    said = piece.text.split()
    if piece.kind != "the emphasized text" or len(said) < 2:
        return False
    before, behind = word_before(piece.flow, piece.at), word_after(piece.flow, piece.end)
    return bool(before and behind) and (said[-1] == before or said[0] == behind)


def _misplaced(post: Post) -> Iterator[Finding]:
    """`` `code `word ``: the space that belongs behind the code stands in it."""
    for code in post.codes:
        inner = code.inner.of(post.text)
        if code.info is not None or code.inner.start - code.span.start > 2:
            continue  # the marks of fences, named in a sentence
        if inner[-1:] != " " or len(inner.split()) != 1 or inner[0] == " ":
            continue
        before = post.text[code.span.start - 1 : code.span.start]
        if (before.isspace() or not before) and _WHOLE_WORD.match(post.text, code.span.end):
            span = Span(code.inner.end - 1, code.span.end)
            better = post.text[code.inner.end : code.span.end] + " "
            yield Finding(span, "the space in the code belongs after it", Fix.replace(span, better))


def _cut_short(post: Post) -> Iterator[Finding]:
    """`` `fern.yam`l ``: the mark that ends the code stands before the last letters of a file's name."""
    for code in post.codes:
        end = code.span.end
        if code.info is not None or not (rest := _REST.match(post.text, end)):
            continue
        inner = code.inner.of(post.text)
        whole = inner + rest[0]
        if _FILE.fullmatch(whole) and not _FILE.fullmatch(inner):
            span = Span(code.inner.end, rest.end())
            fix = Fix.replace(span, rest[0] + post.text[code.inner.end : end])
            yield Finding(span, f"the end of {quoted(whole)} stands after the code", fix)


def _pieces(post: Post) -> Iterator[tuple[int, _Piece]]:
    for mark in post.emphases:
        if mark.flow >= 0 and mark.markup[0] in "*_":
            flow = post.flows[mark.flow]
            kind = "the strong text" if len(mark.markup) == 2 else "the emphasized text"
            text = flow.prose[mark.at : mark.end]
            yield mark.flow, _Piece(kind, mark.span, mark.inner, flow, mark.at, mark.end, text)
    for code in post.codes:
        # A span with a space at its edge is more likely the text between two others.
        if code.flow >= 0 and code.info is None and code.inner.of(post.text) == code.inner.of(post.text).strip():
            flow = post.flows[code.flow]
            yield (
                code.flow,
                _Piece(_CODE, code.span, code.inner, flow, code.at, code.end, flow.text[code.at : code.end]),
            )


def _touching_before(post: Post, piece: _Piece) -> str:
    """The word or mark that runs into the piece, "" where nothing does."""
    flow, at = piece.flow, piece.at
    word = word_before(flow, at)
    first = piece.text[0]
    if not plain_before(post, flow, at, piece.span.start):
        return ""
    if not word:
        found = _PUNCTUATION.search(before(flow, at))
        if found is None or (found[0][-1] == "." and (piece.kind == _CODE or not first.isupper())):
            return ""
        if found.start() == 0 and found[0][-1] == "." and not any(map(str.isspace, piece.text)):
            return ""  # `Long.**ZERO**`: what something has
        if found[0][-1] == ":" and before(flow, at)[: found.start()].endswith("="):
            return ""  # `--berth=pier:_name_`: a value, and what stands for the rest of it
        if found[0][-1] == ":" and _is_marked(post, piece) and _PLACEHOLDER.fullmatch(piece.text):
            return ""  # `**berth:**_number_`: what is typed, and what it stands for
        return found[0] if is_letter(first) or piece.kind == _CODE else ""
    host = before(flow, at)[: -len(word)][-1:] == "."
    if word in ("a", "A") and piece.kind != _CODE:
        return word if before(flow, at)[-2:-1] in ("", " ", "\n") and _has_article(post, piece) else ""
    if word in ("a", "A") and piece.kind == _CODE:
        return word if before(flow, at)[-2:-1] in ("", " ", "\n") else ""
    if host or not is_spaced(word) or not word.isalpha() or word.lower() in PREFIXES or not _is_word(word):
        return ""
    if piece.kind == _CODE:
        # `**parse**`(text)` is called so, and `*quay*`.berth` is a name of which a part stands for others.
        return "" if (first in "([" or first in _JOINS) and _is_marked(post, piece) else word
    return word if is_letter(first) and not _is_one_word(post, piece) else ""


def _has_article(post: Post, piece: _Piece) -> bool:
    """Whether a word that everybody knows follows an "a", with which it makes no other: `a**grammar**`, not `a**moral**`."""
    from postlint.words.english import common, is_word

    first = _FIRST.match(piece.text)
    if first is None or len(first[0]) <= _ROOT or first[0][0].lower() in "aeiou":
        return False
    whole = f"a{first[0]}".lower()
    return first[0].lower() in common() and not is_word(whole) and whole not in words_of(post)


def _is_marked(post: Post, piece: _Piece) -> bool:
    """Whether the mark of other text ends right before the piece."""
    return post.text[piece.span.start - 1 : piece.span.start] in ("*", "_")


def _touching_after(post: Post, piece: _Piece) -> str:
    flow, end = piece.flow, piece.end
    word = word_after(flow, end)
    if not word or not is_spaced(word) or not word.isalpha() or not plain_after(post, flow, end, piece.span.end):
        return ""
    last = piece.text[-1]
    if piece.kind == _CODE and piece.at and flow.prose[piece.at - 1].isdecimal():
        return ""  # what stands between a number and its unit
    if piece.kind == _CODE and _joins(piece.text) and post.text[piece.span.end : piece.span.end + 1] in ("*", "_"):
        return ""  # `` `moor/`*name* ``: a path or a name, of which a part stands for others
    if piece.kind == _CODE:
        doubled = word[0] in (last, last.replace("c", "k")) and word[1:].lower() in ENDINGS  # `map`ping, `sync`king
        return word if word.lower() not in ENDINGS and not doubled and _is_word(word) else ""
    is_prefix = piece.text.lower() in PREFIXES | _PREPOSITIONS  # *under*joyed
    return (
        word
        if is_letter(last)
        and not is_prefix
        and word.lower() not in ENDINGS
        and (_is_word(word) or _follows_several(word, piece))
        and not _is_one_word(post, piece)
        else ""
    )


def _joins(code: str) -> bool:
    """Whether code ends with a sign by which a path or a name goes on; a sentence ends with a point, a label with a colon."""
    return code[-1] in _JOINS and not (code[-1] == "." and " " in code) and not _LABEL.fullmatch(code)


def _is_one_word(post: Post, piece: _Piece) -> bool:
    """True where the marks stand within a word on purpose: `un*believ*able`, `**R**ead`."""
    from postlint.words.english import common, is_word

    first, last = _FIRST.match(piece.text), _LAST.search(piece.text)
    if first is None or last is None:
        return " " not in piece.text.strip()  # the end of "8 bits" is a word of its own
    if first[0] == piece.text:
        before, after = word_before(piece.flow, piece.at), word_after(piece.flow, piece.end)
        whole = f"{before}{piece.text}{after}".lower()
        if whole.rstrip("s") in words_of(post):
            return True  # it is written so elsewhere, without marks
        # Any two words make a compound; of two that everybody knows, written so, it is none.
        two = {word.lower() for word in (before, piece.text, after) if word} <= common() and whole not in common()
        return len(piece.text) < 3 or (is_word(whole) and not two)
    return min(len(first[0]), len(last[0])) < 2


def _is_word(word: str) -> bool:
    from postlint.words.english import common

    return len(word) > 1 and (word.lower() in common() or word[0].isupper())


def _follows_several(word: str, piece: _Piece) -> bool:
    """Whether it is a word of the dictionary behind several, none of which it can be the end of."""
    from postlint.words.english import is_word

    return " " in piece.text and len(word) > _ROOT and is_word(word.lower())


def _named(piece: _Piece) -> str:
    return f"{piece.kind} {quoted(piece.text)}"
