"""A post goes in; the ids of YouTube's videos that have a character too many or too few come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding, Span
from postlint.post.covered import code_of
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.messages import quoted

_LENGTH = 11  # characters of every id: 64 bits in base64url
_NEAR = 4  # more or fewer; what differs by more is no id
# In an address, in a shortcode or a tag, and in an attribute or a key of that name.
_IDS = lazy.compile(
    r"(?:youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/|v/|shorts/|live/)|youtu\.be/"
    r"|\{\{[<%][ \t]*youtube[ \t]+(?:id=)?[\"']?|\{%-?[ \t]*youtube[ \t]+[\"']?"
    r"|(?<![\w-])(?:youtube|(?:youtube|video)[_-]?id)[ \t]{0,3}[=:][ \t]{0,3}[\"']?)"
    r"(?P<id>[A-Za-z0-9_-]+)(?![\w{}<>./-])",
)


def check(post: Post) -> Iterator[Finding]:
    if "outu" not in post.text and "ideo" not in post.text:
        return
    for found in _IDS.finditer(post.text):
        name = found["id"]
        if len(name) == _LENGTH or abs(len(name) - _LENGTH) > _NEAR or not _is_random(name):
            continue
        span = Span(*found.span("id"))
        if not code_of(post).contains(span):
            yield Finding(span, f"a video's id has {_LENGTH} characters, {quoted(name)} has {len(name)}")


def _is_random(name: str) -> bool:
    """No word, no name of a channel, no placeholder: capitals, small letters and something else, as nine in ten ids have."""
    return any(map(str.isupper, name)) and any(map(str.islower, name)) and not name.isalpha()
