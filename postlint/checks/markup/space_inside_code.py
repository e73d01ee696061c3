"""A post goes in, code spans whose mark stands behind the space instead of before it come out: `` `name `and ``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Span
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_NAME = lazy.compile(
    r"[\w.$@#][\w.:/$@#()<>-]*(?: [\w.$@#-][\w.:/$@#()<>-]*){0,2}"
)  # of one thing, in which a space means nothing
# A command with an option, which no sentence has.
_COMMAND = lazy.compile(r"[a-z][\w.-]*(?: [\w./=:@]+){0,6} (?:--?|\+)[a-z][\w-]*(?:[ =][\w./=:@-]+){0,12}")
# What no sentence has: signs of paths, options, calls and values, and words that hold only letters in between.
_SIGN = lazy.compile(r"[~=/\\$@%^{}<>|&*_\"\[\]]|--?[A-Za-z]|\w[.:(]\w|\(\)| \+ |\w-\w")
_WORDS = frozenset(
    "the a an and of is are was were with that which this these it its by then when if so but than".split()
)
_NAMED = lazy.compile(r"(?<!\{\{)\w\w")
_MANY = 14  # words
_ENDS = tuple(",;:.!?")  # signs that a space follows
_OLD_QUOTE = lazy.compile(r"\w'[\s.,;:]")  # `show w' and `show c', as old manuals quote


def check(post: Post) -> Iterator[Finding]:
    for code in post.codes:
        inner = code.inner.of(post.text) if code.info is None else ""
        if (
            not _is_code(inner.strip())
            or not (inner[0].isspace() or inner[-1].isspace())
            or "\n" in inner
            or _OLD_QUOTE.search(inner)
        ):
            continue
        if code.flow >= 0 and "`" in post.flows[code.flow].prose:
            continue  # a mark is missing, so code and text have changed places
        marks = "`" * (code.inner.start - code.span.start)
        before, after = post.text[code.span.start - 1 : code.span.start], post.text[code.span.end : code.span.end + 1]
        if inner[0].isspace() and inner[-1].isspace():
            if before.isalnum() and after.isalnum():  # else CommonMark takes one space of either side away
                fix = Fix.replace(code.span, f" {marks}{inner.strip()}{marks} ")
                yield Finding(
                    code.span, f"the spaces within the marks of {code.span.of(post.text)} belong outside", fix
                )
        elif inner[-1].isspace() and (after.isalnum() or after == "("):
            span = Span(code.inner.start + len(inner.rstrip()), code.span.end)
            yield Finding(span, _message(code.span, post, "before the closing"), Fix.replace(span, f"{marks} "))
        elif inner[0].isspace() and (before.isalnum() or before in _ENDS):
            span = Span(code.span.start, code.inner.end - len(inner.lstrip()))
            yield Finding(span, _message(code.span, post, "after the opening"), Fix.replace(span, f" {marks}"))


def _is_code(text: str) -> bool:
    """The name of one thing, a command, or words with signs between them that no sentence has."""
    if _NAME.fullmatch(text) or _COMMAND.fullmatch(text):
        return True
    words = text.split()
    ends = (",", ".", "'")
    if not words or len(words) > _MANY or words[-1].endswith(ends) or (words[0].endswith(ends) and "(" not in words[0]):
        return False
    if not _NAMED.search(text) or text.count("'") % 2 or "''" in text:
        return False  # signs of a template, or a quotation that begins elsewhere
    return _SIGN.search(text) is not None and _WORDS.isdisjoint(map(str.lower, words))


def _message(span: Span, post: Post, place: str) -> str:
    return f"the space {place} mark of {span.of(post.text)} belongs outside"
