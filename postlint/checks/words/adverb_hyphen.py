"""A post goes in, hyphens behind an adverb in -ly come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.model import Finding
from postlint.post.document import Post
from postlint.site.asked.joined import needless
from postlint.site.site import Site
from postlint.text import lazy
from postlint.words.forms import forms, only

_JOINED = lazy.compile(r"(?<![\w/.@&=#-])(?P<adverb>[A-Za-z][a-z]+ly)-(?P<quality>[a-z]+)(?![\w/=-]|\.\w)")
_PERIODICAL = frozenset("hourly daily nightly weekly monthly quarterly yearly".split())  # nouns as well
_TERMS = frozenset(("based",))  # "physically-based rendering" is called so


def check(post: Post, site: Site) -> Iterator[Finding]:
    """Report each; the fix is never safe, as a site may call something so."""
    return needless(post, site, _JOINED, _is_needless, "no hyphen stands behind an adverb in -ly", "adverb")


def _is_needless(found: re.Match[str]) -> bool:
    """Whether an adverb and the quality that it tells of are joined: "a newly-built pier"."""
    adverb, quality = found["adverb"].lower(), found["quality"]
    if adverb in _PERIODICAL or quality in _TERMS or not only(adverb, "r"):
        return False
    return not set("dega").isdisjoint(forms(quality))
