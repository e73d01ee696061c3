"""An unknown word goes in, whether the post itself, or the other side of the Atlantic, tells what it is comes out."""

from __future__ import annotations

import re
from string import ascii_lowercase

from postlint.post.document import Post
from postlint.post.wording.unknown import Unknown
from postlint.text import lazy
from postlint.words.english import common, is_listed


def is_respelt(word: str, meant: str) -> bool:
    """Whether both are one word in two spellings: sanitisation, and biassed, which dictionaries have."""
    if word != meant and _american(word) == _american(meant):
        return True
    if word.replace("eable", "able") == meant.replace("eable", "able"):
        return True  # clonable, cloneable
    return is_listed(word) and _DOUBLED.sub(r"\1", word) == meant


def _american(word: str) -> str:
    return word.replace("is", "iz").replace("our", "or")


def is_called_so(post: Post, word: str) -> bool:
    """Whether the code of the post calls something by that name, or holds it in quotes: `nopt(…)`, `require("nopt")`."""
    name = re.compile(rf"(?<![\w.-]){re.escape(word)}(?=\()|(?P<mark>[\"']){re.escape(word)}(?P=mark)")
    return any(name.search(code.inner.of(post.text)) for code in post.codes)


_DOUBLED = lazy.compile(r"([b-df-hj-np-tv-z])\1(?=(?:ed|ing|er|es)\Z)")


def _is_form_of_own(unknown: Unknown) -> bool:
    """ "Nacked" in a post that tells what a nack is."""
    word = unknown.word.lower()
    stems = {word.removesuffix(ending) for ending in ("ed", "ing", "er")} - {word}
    return any(stem in unknown.place.company and len(stem) > _STEM and not is_listed(stem) for stem in stems)


_STEM = 3  # letters


def is_of_kin(unknown: Unknown) -> bool:
    """Whether the post has the same word behind another letter, or in another form: "an lvalue that was an rvalue"."""
    if _is_form_of_own(unknown):
        return True
    word, rest = unknown.word.lower(), unknown.word[1:].lower()
    others = (f"{letter}{rest}" for letter in ascii_lowercase if letter != word[0])
    return rest in common() and any(one in unknown.place.company and one not in common() for one in others)
