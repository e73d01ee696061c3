"""A link goes in, the words of its text and of its address come out, cut so that they can be held against one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from postlint.model import Link, LinkKind
from postlint.text import lazy
from postlint.text.urls import has_template, registrable, split_url

WORD = lazy.compile(r"[^\W_]+")
EMPTY = frozenset(
    "the a an of and or to in for on with by at from is are our your its this that new blog post news docs doc html htm md php "
    "index page en us www com org net io".split()
)
_STEM = 5  # letters
_LONGEST = 80  # characters of a text that may be a name
_MOST = 10  # words


class NamedLink(NamedTuple):
    """A link, the words of its text, those of its target's last part, and the folder that holds the target.

    `stems` and `marks` are the beginnings of the words of text and target; where the target is a mere host, of its name.
    """

    link: Link
    text: tuple[str, ...]
    slug: frozenset[str]
    folder: str
    stems: frozenset[str]
    marks: frozenset[str]

    @property
    def own(self) -> frozenset[str]:
        """What tells the text from others of its kind: all words but the last."""
        return frozenset(self.text[:-1]) - EMPTY


def named_link(link: Link) -> NamedLink | None:
    if (
        link.image
        or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK)
        or len(link.text) > _LONGEST
        or has_template(link.target)
    ):
        return None
    text = tuple(WORD.findall(link.text.lower()))
    if not text or len(text) > _MOST or not any(map(str.isalpha, link.text)):
        return None
    url = split_url(link.target)
    folder, _, last = unquote(url.path).strip("/").lower().rpartition("/")
    slug = frozenset(WORD.findall(f"{last} {unquote(url.fragment).lower()}")) - EMPTY
    is_host = not url.path.strip("/") and not url.query
    marks = stems(WORD.findall(registrable(url.host).rpartition(".")[0]) if is_host and not slug else slug)
    return NamedLink(link, text, slug, f"{url.host}/{folder}", stems(text), marks) if marks else None


def stems(words: Iterable[str]) -> frozenset[str]:
    """Beginnings of words, by which "installation" is "install" and "contributor" is "contributing"."""
    return frozenset(word[:_STEM].rstrip("s") if len(word) > 3 else word for word in words if len(word) > 1) - EMPTY
