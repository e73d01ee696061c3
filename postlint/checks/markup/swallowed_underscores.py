"""A post goes in, names like `__proto__` that lost their underscores and became bold come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_NAME = lazy.compile(r"[a-z][a-z0-9]*(?:[A-Z_][A-Za-z0-9]*)*")
_MAGIC = frozenset(
    """proto init main name file dict class new call repr str eq hash len iter next enter exit del doc all slots version
    path package import getattr setattr getitem setitem contains dirname filename esmodule defineGetter defineSetter
    typename schema func function line date time attribute cpp cplusplus construct destruct invoke tostring""".split()
)


def check(post: Post) -> Iterator[Finding]:
    """Report bold single names: those that a language knows, and any in a post that writes all else in bold with `**`."""
    from postlint.words.english import everyday

    strong = [emphasis for emphasis in post.emphases if len(emphasis.markup) == 2]
    if not any(emphasis.markup == "__" for emphasis in strong):
        return
    starred = any(emphasis.markup == "**" for emphasis in strong)
    underlined = not starred and any(_is_bold(emphasis.inner.of(post.text)) for emphasis in strong)
    for emphasis in strong:
        name = emphasis.inner.of(post.text)
        if emphasis.markup != "__" or not _NAME.fullmatch(name):
            continue
        if underlined and name in everyday():
            continue
        if name in _MAGIC or (starred and ("_" in name or not name.islower())):
            source = emphasis.span.of(post.text)
            message = f"{source} is shown as a bold “{name}” without its underscores"
            yield Finding(emphasis.span, message, Fix.replace(emphasis.span, f"`{source}`", safe=False))


def _is_bold(text: str) -> bool:
    """Is that no name, but what an author sets in bold, so that all `__` of the post may be meant so?"""
    return _NAME.fullmatch(text) is None or (text not in _MAGIC and "_" not in text and text.islower())
