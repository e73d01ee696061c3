"""A post goes in, words that want a hyphen before a noun come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.wording.grammar import findings_of
from postlint.text import lazy

_MEASURE = lazy.compile(r"(?<![\w.,-])(?!1\b)\d+(?P<joint>[- \n])(?P<unit>[A-Za-z]{1,20})\b")
_HABIT = 4  # times that a post writes two words so where it means it


def check(post: Post) -> Iterator[Finding]:
    """Report each that is no habit of the post, with what it is as one word."""
    found = [*findings_of(post, "missing-hyphen")]
    counts = Counter(finding.span.of(post.text).lower() for finding in found)
    for finding in found:
        words = finding.span.of(post.text).lower()
        if counts[words] < _HABIT and not (words[0].isdecimal() and words.split()[-1] in _units(post)):
            yield finding


@fact
def _units(post: Post) -> frozenset[str]:
    """The units that the post sets apart from numbers again and again, and never joins: "32 bit"; "1 byte" is a number."""
    counts: Counter[tuple[str, str]] = Counter(
        (found["unit"].lower(), "-" if found["joint"] == "-" else " ") for found in _MEASURE.finditer(post.text)
    )
    return frozenset(unit for unit, joint in counts if not counts[unit, "-"] and counts[unit, " "] >= _HABIT)
