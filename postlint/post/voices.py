"""A post goes in, the places where somebody else begins to speak come out: signed sections, a conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.post.document import Post
from postlint.text import lazy
from postlint.words.english import names

_PERSON = lazy.compile(r"(?P<first>[^\W\d_]+)(?:[ -][^\W\d_][\w'’.-]*){1,3}(?: \(.*\))?")
_SPEAKER = lazy.compile(r"(?P<name>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}): ")
_SIGNED = 3  # headings that are names of people, from which on sections are signed


def voices(post: Post) -> list[int]:
    """File offsets, in order; [] where one person writes."""
    return sorted((*_signed(post), *_spoken(post)))


def _signed(post: Post) -> list[int]:
    found = [heading for heading in post.headings if _is_person(heading.text)]
    return [heading.span.start for heading in found] if len(found) >= _SIGNED else []


def _is_person(text: str) -> bool:
    found = _PERSON.fullmatch(text.strip())
    return found is not None and found["first"] in names() and text[:1].isupper()


def _spoken(post: Post) -> Iterator[int]:
    """Paragraphs that begin with the name of who says them, where two people or more speak again and again."""
    begins = [(_SPEAKER.match(flow.prose), flow.span.start) for flow in post.flows if flow.role == "paragraph"]
    counts = Counter(found["name"] for found, _ in begins if found)
    speakers = {name for name, count in counts.items() if count > 1}
    if len(speakers) > 1:
        yield from (start for found, start in begins if found and found["name"] in speakers)
