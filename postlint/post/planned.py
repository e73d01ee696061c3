"""A post goes in, the stretches in which it speaks of what is not there yet, by their headings, come out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postlint.model import Cover
from postlint.post.chapters import chapters
from postlint.post.fact import fact
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_PLANNED = lazy.compile(
    r"\W*(?:(?:still )?(?:planned|missing|to[ -]?do|todos?|coming soon|upcoming|wish ?list|work in progress|wip)|"
    r"(?:yet )?to be (?:written|done|added)|(?:things |pages )?(?:still )?(?:to write|to come|to add)|"
    r"not (?:yet )?(?:written|available|done|implemented)(?: yet)?)(?: \w+)?\W*",
    re.IGNORECASE,
)


@fact
def planned(post: Post) -> Cover:
    """What stands below headings such as "Planned", "To do" and "Not yet written", each up to the next of its level."""
    parts = zip(post.headings, chapters(post.headings, len(post.text)), strict=True)
    return Cover(part for heading, part in parts if _PLANNED.fullmatch(heading.text.strip()))
