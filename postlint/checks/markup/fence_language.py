"""A post goes in; code fences without a language, or with another spelling, where others show that it matters, come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.model import Block, Finding, Fix, Span
from postlint.post.document import Post
from postlint.site.site import Site

_NEARLY_ALL = 0.98  # of the fences in the posts around it
_ENOUGH = 50  # fences


def check(post: Post, site: Site) -> Iterator[Finding]:
    fences = [block for block in post.blocks if block.kind == "fence"]
    yield from _spelling([block for block in fences if block.info.strip()], post.text)
    bare = [block for block in fences if not block.info.strip() and block.markup.startswith("`")]
    if bare and post.header.format:
        yield from _bare(bare, post, site)


def _spelling(fences: list[Block], text: str) -> Iterator[Finding]:
    """A form that the post uses less than another, such as `Julia` beside `julia`."""
    words = [(block, block.info.split()[0]) for block in fences]
    counts = Counter(word for _, word in words)
    usual: dict[str, str] = {}
    # Of two forms that stand equally often the lower case is meant: every highlighter has its names so.
    for word in sorted(counts, key=lambda word: (-counts[word], not word.islower())):
        usual.setdefault(word.lower(), word)
    for block, word in words:
        name = usual[word.lower()]
        if word == name or (counts[word] == counts[name] and not name.islower()):
            continue
        at = text.index(word, block.span.start)
        message = f"this fence is {word}, the others of this post are {name}; highlighters may know only one"
        yield Finding(Span(at, at + len(word)), message, Fix.replace(Span(at, at + len(word)), name))


def _bare(fences: list[Block], post: Post, site: Site) -> Iterator[Finding]:
    """Fences without a language, where nearly all fences around the post name one."""
    style = site.style(post)
    total = style.named + style.bare
    if total < _ENOUGH or style.named < _NEARLY_ALL * total:
        return
    for block in fences:
        at = post.text.index(block.markup, block.span.start)
        message = f"this fence names no language, {style.named} of {total} others {style.place} do"
        yield Finding(Span(at, at + len(block.markup)), message)
