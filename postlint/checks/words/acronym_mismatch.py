"""A post goes in, acronyms beside a name with the same initials in another order come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding, Fix, Flow
from postlint.post.document import Post
from postlint.post.wording.places import is_quoted
from postlint.text import lazy

_WORD = r"[A-Z][\w'’-]*"
_LITTLE = frozenset("of for and the in on to a an with & The A An Our This".split())
_NAME = rf"{_WORD}(?:[ \n]+(?:{_WORD}|of|for|and|the|in|on|to|a|an|with|&)){{1,9}}"
_EXPLAINED = lazy.compile(rf"(?P<name>{_NAME})[ \n]\(\"?(?P<acronym>[A-Z]{{3,7}})s?\"?\)")
_EXPLAINING = lazy.compile(rf"\b(?P<acronym>[A-Z]{{3,7}})s?[ \n]\((?P<name>{_NAME})\)")
# Made from the name in another language: of time scales and standards, and of most institutions abroad; or of a part of it.
_FOREIGN = frozenset("UTC TAI LGPL AGPL".split())
_INSTITUTION = lazy.compile(
    r"\b(?:Institut\w*|Universit\w*|Organi[sz]ation|Ministry|Agency|Federation|Union|Cent(?:er|re)|Committee|Council|Academy|"
    r"Laborator\w*|Association|Bureau|Commission|Society|College|School|National|European|International|Federal)\b"
)


def check(post: Post, accepted: frozenset[str]) -> Iterator[Finding]:
    """Report each with the order that the name gives; anything but a swap may be a better acronym than its initials."""
    for flow in post.english:
        if "(" not in flow.prose:
            continue
        for pattern in (_EXPLAINED, _EXPLAINING):
            for found in pattern.finditer(flow.prose):
                acronym = found["acronym"]
                initials = _initials(found["name"], len(acronym), last=pattern is _EXPLAINED)
                if acronym in _FOREIGN or acronym.lower() in accepted or _INSTITUTION.search(found["name"]):
                    continue
                if initials != acronym and sorted(initials) == sorted(acronym):
                    yield _finding(flow, found, initials)


def _initials(name: str, count: int, *, last: bool) -> str:
    """The initials of the name's capitalised words; of a name that explains what follows only the last `count` words count."""
    words = [word[0] for word in name.split() if word not in _LITTLE]
    return "".join(words[-count:] if last else words)


def _finding(flow: Flow, found: re.Match[str], initials: str) -> Finding:
    start, end = found.span("acronym")
    span = flow.span_of(start, end)
    name = " ".join(found["name"].split())
    plain = span.end - span.start == end - start and not is_quoted(flow, start, end)
    fix = Fix.replace(span, initials, safe=False) if plain else None
    return Finding(span, f"“{found['acronym']}” stands for “{name}”, whose initials are “{initials}”", fix)
