"""A post goes in; HTML entities that readers see as they are written, for want of a mark or a right name, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.post.document import Post

# Those that people write by hand; `&amp` without a semicolon may be code, or a company's name.
_USUAL = ("nbsp", "mdash", "ndash", "hellip", "rsquo", "lsquo", "rdquo", "ldquo", "laquo", "raquo", "thinsp", "middot")
_NAMES = "|".join(_USUAL)
_ENTITY = re.compile(
    rf"&(?P<misspelt>[a-z]{{4,7}});|&(?P<open>{_NAMES})(?![\w;=])|(?<![&\w-])(?P<bare>nbsp|[mn]dash|hellip|[lr][sd]quo);"
)


def check(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        if flow.block < 0 or ("&" not in flow.prose and ";" not in flow.prose):
            continue
        for found in _ENTITY.finditer(flow.prose):
            span, meant = flow.span_of(*found.span()), _meant(found)
            if meant and span.of(post.text) == found[0]:
                fix = Fix.replace(span, meant, safe=bool(found["open"]))
                yield Finding(span, f"{found[0]} is shown as it is, expected {meant}", fix)


def _meant(found: re.Match[str]) -> str:
    if name := found["misspelt"]:
        near = [usual for usual in _USUAL if one_edit_apart(name, usual)]
        return f"&{near[0]};" if len(near) == 1 and name not in _USUAL else ""
    return f"&{found['open'] or found['bare']};"
