"""A post goes in, the texts that list what changed in a release come out: notes, which do without articles and full stops.

A list tells changes where a version, or "Unreleased", is the heading above it or above the heading of its kind ("Fixed"), and
throughout a file that is called after what it lists.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from pathlib import PurePosixPath

from postlint.model import Flow
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.lists import is_item
from postlint.text import lazy

_FILE = lazy.compile(r"(?:change-?logs?|changes|history|news|release-?notes|releases|whats-?new)\b", re.IGNORECASE)
_RELEASES = 4  # headings
_VERSION = lazy.compile(r"\W*(?:[^\W\d][\w.+-]* ){0,3}v?\d+\.\d+(?:\.\w+)*(?![\w.])|\W*unreleased\b", re.IGNORECASE)


def lists_changes(post: Post, flow: Flow) -> bool:
    """Whether the text stands in an item of such a list."""
    if not is_item(post.blocks, flow):
        return False
    parts = _parts(post)
    before = bisect_right(parts, flow.span.start, key=attrgetter("start"))
    return parts[before - 1].changes if before else _is_log(post)


def tells_of_releases(post: Post) -> bool:
    """Whether the post grew release by release, over years and by many hands: a file of changes, or headings of versions."""
    return _is_log(post) or sum(_VERSION.match(heading.text) is not None for heading in post.headings) >= _RELEASES


class _Part(NamedTuple):
    """What begins with a heading at `start`; `changes` where its lists tell the changes of a version."""

    start: int
    changes: bool


def _is_log(post: Post) -> bool:
    return _FILE.match(PurePosixPath(post.path).stem.replace("_", "-")) is not None


@fact
def _parts(post: Post) -> tuple[_Part, ...]:
    is_log, parts = _is_log(post), []
    above: list[tuple[int, bool]] = []  # the headings it stands below: the level, and whether it is a version
    for heading in post.headings:
        while above and above[-1][0] >= heading.level:
            above.pop()
        above.append((heading.level, _VERSION.match(heading.text) is not None))
        parts.append(_Part(heading.span.start, is_log or any(is_version for _, is_version in above)))
    return tuple(parts)
