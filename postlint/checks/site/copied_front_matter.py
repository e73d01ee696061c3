"""A post goes in; every front matter value that only one other, earlier post has comes out, where all posts have their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.model import Entry, Finding, Related, Span
from postlint.post.document import Post
from postlint.site.model import PageSummary
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.messages import quoted

_DATE = lazy.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_NUMBERED = lazy.compile(r"^\S*\d\S*$")
_NAMED = lazy.compile(r"\b[A-Z]\w{3,}")  # a name, as far as its letters tell
_WORD = lazy.compile(r"[^\W_]{2,}")
_TEXTS = frozenset("description desc summary excerpt subtitle abstract lead".split())
_QUOTATION = lazy.compile(r"(?:^|\s)[-–—] ?[A-Z][\w.]*(?: [A-Z][\w.]*)*\s*\Z|[\"“]")
_FIGURES = lazy.compile(r"\d+")
_ISSUES = 2  # of a series, besides those that have the same text
_SENTENCE = 5  # words; shorter texts recur
_MANY = 10  # posts with the key: fewer do not show that each has a value of its own
_SOME = 5  # with a text, of which no two should be the same
_OWN = 0.95  # of the values among the other posts that are held by one post alone


def check(post: Post, site: Site, options: Mapping[str, object]) -> Iterator[Finding]:
    if post.date is None:
        return
    path = site.place(post.path)
    for entry in post.header.entries:
        if path is None or len(entry.path) != 1 or not _telling(entry, options):
            continue
        key = entry.key.lower()
        said, own = site.said(post, key), site.summary(path)
        total, different = said.without(own, own.get(key))
        if total < (_SOME if key in _TEXTS else _MANY) or different < _OWN * total:
            continue
        twins = said.beside(path, entry.value)
        if len(twins) != 1 or not _earlier(twins[0], post) or twins[0].title == post.title:
            continue
        is_series = _are_series(post.title, twins[0].title) and not _has_its_own(post, key, twins[0], site)
        sole = different == total and isinstance(entry.value, str) and not is_series
        if (
            options["always"]
            or (total >= _MANY and _is_of(str(entry.value), twins[0], post))
            or (sole and key in _TEXTS and not _QUOTATION.search(str(entry.value)))
        ):
            yield _finding(entry, twins[0], site)


def _are_series(one: str, other: str) -> bool:
    """Do two titles share half of their words? The parts of a series may share a description."""
    words = [set(_WORD.findall(title.lower())) for title in (one, other)]
    return len(words[0] & words[1]) * 2 >= min(map(len, words))


def _has_its_own(post: Post, key: str, twin: PageSummary, site: Site) -> bool:
    """Has each other issue of a series that is counted, "Digest 14" and "Digest 15", a text of its own under this key?"""
    name = _FIGURES.sub("#", post.title)
    if "#" not in name or _FIGURES.sub("#", twin.title) != name:
        return False
    others = (page for page in site.siblings(post) if page.path != twin.path and _FIGURES.sub("#", page.title) == name)
    said = [value for page in others if isinstance(value := page.get(key), str)]
    return len(said) >= _ISSUES and len(set(said)) == len(said)


def _telling(entry: Entry, options: Mapping[str, object]) -> bool:
    """Is the value one that a post has for itself: a sentence, a path, a number, a name with digits? A date may recur."""
    ignored = options["ignore"]
    if isinstance(ignored, list) and entry.key.lower() in ignored:
        return False
    match entry.value:
        case bool():
            return False
        case int(number):
            return number > 99
        case str(text) if not _DATE.match(text):
            return "/" in text or len(text.split()) >= _SENTENCE or _NUMBERED.search(text) is not None
    return False


def _is_of(value: str, twin: PageSummary, post: Post) -> bool:
    """Does a text name what the title of the other post names, and this post nowhere does?"""
    names = set(_NAMED.findall(value)) & set(_NAMED.findall(twin.title))
    own = f"{post.title}\n{post.text[post.header.body :]}".lower()
    return len(value.split()) >= _SENTENCE and any(name.lower() not in own for name in names)


def _earlier(page: PageSummary, post: Post) -> bool:
    return page.date is not None and post.date is not None and page.date < post.date.day


def _finding(entry: Entry, twin: PageSummary, site: Site) -> Finding:
    message = f"{entry.key} {quoted(str(entry.value))} is that of {twin.path}; all others have one of their own"
    other = site.header(twin.path).get(entry.key)
    span = other.text_span if other else Span(0, 0)
    return Finding(entry.text_span, message, related=(Related(span, f"the same {entry.key}", site.shown(twin.path)),))
