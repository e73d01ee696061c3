"""A post and the web's answers go in, links whose text reads like a title that the page does not have come out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.answers import Verdict, Web
from postlint.post.document import Post
from postlint.post.links.retarget import place
from postlint.text import lazy
from postlint.text.messages import quoted

_WORD = lazy.compile(r"[^\W\d_]{4,}|\d+")
_LEAST = 3  # words that carry meaning; with fewer, two titles of one page may well share none
_STEM = 5  # letters: enough to see "releases" in "released"
_LATIN = lazy.compile(r"[\x00-\u024f\u2000-\u206f]*")


def check(post: Post, web: Web) -> Iterator[Finding]:
    for link, answer in web.links(post):
        if link.image or answer.verdict is not Verdict.FINE or not _reads_like_title(link.text):
            continue
        text, title = _stems(link.text), _stems(answer.title)
        if len(title) < _LEAST or not _LATIN.fullmatch(answer.title) or text & (title | _stems(answer.url)):
            continue
        yield Finding(place(link), f"the page's title is {quoted(answer.title)}, the link's text {quoted(link.text)}")


def _reads_like_title(text: str) -> bool:
    """Most of several long words begin with a capital, as in "Announcing the New Website"."""
    words = [word for word in _WORD.findall(text) if not word.isdigit()]
    return (
        len(words) >= _LEAST
        and 2 * sum(word[0].isupper() for word in words) > len(words)
        and bool(_LATIN.fullmatch(text))
    )


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(text)}
