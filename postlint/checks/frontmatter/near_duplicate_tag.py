"""A post goes in; every tag or category that differs from a usual one of the site only in spelling comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from postlint.model import Entry, Finding, Fix
from postlint.post.document import Post
from postlint.site.habits.terms import is_term
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.messages import count, quoted

_TIMES = 5  # as often as this one the other form must stand
_OFTEN = 5  # posts at least that have it
_CASED = 3  # posts, and times, where only the case differs
# They make one page of terms that differ in case alone, or in spaces and hyphens.
_MERGED = frozenset(("Hugo", "Docusaurus"))
_SPACES = lazy.compile(r"[\s_-]+")
_UNQUOTED = lazy.compile(r"[A-Za-z][\w .+/-]*")
_FAR = 4  # letters and spaces; a greater difference is none of spelling


def check(post: Post, site: Site) -> Iterator[Finding]:
    merged = site.convention.name in _MERGED
    for entry in post.header.entries:
        if not is_term(entry):
            continue
        term = str(entry.value)
        bare = term.strip()
        counts = site.folders.terms
        usual = _usual(term, counts)
        if usual and _is_category(str(entry.path[0])) and usual in site.remembered(_tags_alone):
            continue  # categories and tags have pages of their own
        if usual and usual != bare and not (merged and _address(usual) == _address(bare)):
            message = f"{quoted(term)} is {quoted(usual)} in {count(counts[usual], 'post')} of this site"
            yield Finding(entry.span, message, _fix(entry, usual))


def _is_category(key: str) -> bool:
    return key.lower().startswith("categor")


def _tags_alone(site: Site) -> frozenset[str]:
    """The terms that posts of the site have among their tags, and none as its category."""
    tags, categories = set[str](), set[str]()
    for facts in site.facts.values():
        for key, value in facts.summary.values.items():
            if key.lower() == "tags" or _is_category(key):
                said = value if isinstance(value, list) else str(value).split(",")
                (categories if _is_category(key) else tags).update(str(one).strip() for one in said)
    return frozenset(tags - categories)


def _address(term: str) -> str:
    """What the generators that make one page of several forms make of a term: small letters, with hyphens for spaces."""
    return "-".join(term.casefold().split())


def _usual(term: str, counts: Mapping[str, int]) -> str:
    """The form that the site prefers by far, "" where there is none."""
    own = counts.get(term, 1)
    spaced = term != " ".join(term.split())
    near = [other for other in counts if other != term and _differ_in_spelling(term, other)]
    best = max(near, key=lambda other: counts[other], default="")
    often, times = (_CASED, _CASED) if best.casefold() == term.strip().casefold() else (_OFTEN, _TIMES)
    return best if best and (spaced or counts[best] >= max(often, times * own)) else ""


def _differ_in_spelling(term: str, other: str) -> bool:
    """Letters that are wrong are `misspelt-tag`'s."""
    return abs(len(term) - len(other)) <= _FAR and _bare(term) == _bare(other) and " ".join(other.split()) == other


@cache
def _bare(term: str) -> str:
    return _SPACES.sub("", term).casefold()


def _fix(entry: Entry, usual: str) -> Fix | None:
    """The usual form in the author's quotes; without quotes only where it needs none."""
    quoted_here = entry.span != entry.text_span
    if not entry.literal or (not quoted_here and not _UNQUOTED.fullmatch(usual)) or set(usual) & set("\"'\\"):
        return None
    return Fix.replace(entry.text_span, usual)
