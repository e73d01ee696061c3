"""A post goes in; tags of a template that lost a brace or a sign, so that the generator shows or trips over them, come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Cover, Finding, Span
from postlint.post.covered import code_of
from postlint.text import lazy
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post

_WORD = r"[A-Za-z_.][\w.-]*"
_STRING = r"(?:\"[^\"{}\n]{0,200}\"|'[^'{}\n]{0,200}')"
_CLOSED = r"[^{}\n]{0,200}?"
# Each with what was meant; what is whole was taken for a tag before, so that only broken ones are left to see.
_BROKEN = (
    (lazy.compile(rf"\{{\{{\s*(?:{_WORD}|{_STRING}(?=\s*\|))(?:\s*\|[^{{}}\n]{{0,80}})?\s*\}}(?!\}})"), "}}"),
    (lazy.compile(rf"(?<!\{{)\{{\s*{_WORD}\s*(?:\|[^{{}}\n]{{0,80}})?\}}\}}"), "{{ … }}"),
    (lazy.compile(rf"\{{%-?\s*{_WORD}{_CLOSED}(?:-?%(?!\}})|(?<!%)\}})"), "%}"),
    (lazy.compile(rf"(?<!\{{)(?:\{{|%)-?\s*{_WORD}{_CLOSED}%\}}(?!\}})"), "{% … %}"),
    (lazy.compile(rf"\{{\{{<\s*/?\s*{_WORD}{_CLOSED}(?:>\}}(?!\}})|(?<!>)\}}\}})"), ">}}"),
    (lazy.compile(rf"(?<!\{{)\{{<\s*/?\s*{_WORD}{_CLOSED}>\}}\}}"), "{{< … >}}"),
    (lazy.compile(rf"(?m)\{{\{{<\s*/?\s*{_WORD}[^{{}}<>\n]{{0,200}}>(?=[ \t]*$)"), ">}}"),
    (lazy.compile(rf"\{{\{{%\s*/?\s*{_WORD}{_CLOSED}%\}}(?!\}})"), "%}}"),
)
# So that no template reads the tag, and readers see it whole.
_BRACES = ("&#123;", "&#x7b;", "&#x7B;", "&lbrace;", "&lcub;")
_SIGNS = ("{{", "{%", "%}", "}}", "{{<", ">}}")
# A shortcode's opening with another sign between its braces.
_SHORTCODE = lazy.compile(r"\{\{(?P<mark>[<%])\s*/?\s*(?P<name>[\w-]+)")
# One that the next tag of the text was taken to end.
_LEFT_OPEN = lazy.compile(r"(?P<head>\{\{(?P<mark>[<%])[ \t]*/?[ \t]*[\w-]+[^{}\n]*\}?)(?!\})[^{}]*\{\{[<%]")
_APART = lazy.compile(r"\{\{[ \t]+<(?=[ \t]*/?[ \t]*[a-z][^{}]*>[ \t]*\}\})")
_STRANGE = lazy.compile(r"\{\{(?P<mark>[^\s\w<%{}/.\"'(#*!^&>-])\s*/?\s*(?P<name>[\w-]+)")


def check(post: Post) -> Iterator[Finding]:
    if not any(sign in post.text for sign in _SIGNS):
        return
    taken: list[Span] = []
    for span, meant in _shown(post):
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield Finding(span, f"{quoted(span.of(post.text))} is no whole tag of a template, expected {meant}")
    yield from _strange(post)


def _shown(post: Post) -> Iterator[tuple[Span, str]]:
    """What stands in the text or in an address; code and whole tags are not looked at."""
    hidden = Cover((*(code.span for code in post.codes), *(mask.span for mask in post.masks), *post.comments))
    for pattern, meant in _BROKEN:
        for found in pattern.finditer(post.text, post.header.body):
            span = Span(*found.span())
            if not (hidden.overlaps(span) or post.text.endswith(_BRACES, 0, span.start)):
                yield span, meant


def _strange(post: Post) -> Iterator[Finding]:
    """`{{$ tab }}` beside `{{% tab %}}`: a sign that is none, before the name of a shortcode of the post."""
    masks = [mask.span for mask in post.masks if mask.kind == "template"]
    for span in masks:
        found = _APART.match(post.text, *span)
        if found and not code_of(post).contains(span):
            yield Finding(Span(*found.span()), f"{quoted(found[0])} begins no tag of a template, expected {{{{<")
    for span in masks:
        found = _LEFT_OPEN.match(post.text, *span) if "{{" in post.text[span.start + 2 : span.end] else None
        if found and not code_of(post).contains(span):
            head, end = Span(*found.span("head")), found["mark"].replace("<", ">") + "}}"
            yield Finding(head, f"{quoted(head.of(post.text))} is no whole tag of a template, expected {end}")
    for span in masks:
        found = _SHORTCODE.match(post.text, *span)
        end = {"<": ">}}", "%": "%}}"}[found["mark"]] if found else ""
        if found and not post.text[: span.end].endswith(end) and not code_of(post).contains(span):
            yield Finding(span, f"{quoted(span.of(post.text))} is no whole tag of a template, expected {end}")
    names = {found["name"]: found["mark"] for span in masks if (found := _SHORTCODE.match(post.text, *span))}
    for span in masks if names else ():
        found = _STRANGE.match(post.text, *span)
        if found and found["name"] in names:
            meant = "{{" + names[found["name"]]
            at = Span(span.start, found.end("mark"))
            yield Finding(at, f"{at.of(post.text)} begins no tag of a template, expected {meant}")
