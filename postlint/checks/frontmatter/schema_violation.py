"""A post and the site's schema go in, of the settings or of a file; each value that does not meet it comes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Entry, Finding, Header, Span
from postlint.site.asked.schemas import schema_for
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.habits.schema import HeaderSchema, Violation
    from postlint.site.site import Site

_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a table",
    "string": "text",
}


def check(post: Post, schema: HeaderSchema | None, site: Site) -> Iterator[Finding]:
    header = post.header
    if not header.format or header.problems or (schema := schema or schema_for(post, site)) is None:
        return
    values = {entry.key: entry.value for entry in header.entries if len(entry.path) == 1}
    for violation in schema.violations(values):
        if _is_templated(violation.value):
            continue
        entry = next((entry for entry in header.entries if entry.path == violation.path), None)
        for key, message in _messages(violation):
            yield Finding(_place(header, entry, key, post.text), message)


def _is_templated(value: object) -> bool:
    """What a template will put there, nobody knows yet."""
    return isinstance(value, str) and ("{{" in value or "{%" in value)


def _messages(violation: Violation) -> Iterator[tuple[str, str]]:
    """What to say, with the key that it is about where the whole table is what fails."""
    name = ".".join(map(str, violation.path))
    inside = f" in {name}" if name else ""
    shown = quoted(str(violation.value))
    match violation.keyword:
        case "required":
            # jsonschema gives one error for each missing key and names it only in its words.
            missing = next((key for key in violation.demand if violation.words.startswith(repr(key))), "")
            yield "", f"{missing} is missing{inside}, the schema requires it"
        case "additionalProperties" if violation.demand is False:
            for key in violation.value:
                if repr(key) in violation.words:
                    yield str(key), f"{key}{inside} is no key that the schema knows"
        case "type":
            kinds = [violation.demand] if isinstance(violation.demand, str) else violation.demand
            yield "", f"{name} is {shown}, the schema wants {' or '.join(_KINDS.get(kind, kind) for kind in kinds)}"
        case "enum":
            yield "", f"{name} is {shown}, the schema wants one of {', '.join(map(str, violation.demand))}"
        case "pattern":
            yield "", f"{name} is {shown}, the schema wants the form {violation.demand}"
        case "format":
            yield "", f"{name} is {shown}, which is no {violation.demand}"
        case _:
            yield "", f"{name or 'the front matter'} does not meet the schema: {violation.words}"


def _place(header: Header, entry: Entry | None, key: str, text: str) -> Span:
    """The key that is too many, else the value; for what is missing the line that opens the header, or the table's key."""
    path = (*(entry.path if entry else ()), key)
    extra = next((one for one in header.entries if key and one.path == path), None)
    if extra:
        return extra.key_span
    if entry is None:
        end = text.find("\n", header.span.start)
        return Span(header.span.start, min(end if end >= 0 else len(text), header.span.end))
    return entry.key_span if isinstance(entry.value, dict) and entry.key_span.end > entry.key_span.start else entry.span
