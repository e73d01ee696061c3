"""A post goes in; links whose text names a function or module in code, but that open the page beside its own, come out."""

from __future__ import annotations

import posixpath
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import attrgetter

from postlint.model import Code, Finding, Fix, Link, LinkKind
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.wording.othertitles import links_of
from postlint.site.model import Resolution, Status
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.urls import has_template, split_url
from postlint.words.english import common, everyday

_NAME = lazy.compile(r"(?:@)?([A-Za-z_]\w{2,}(?:\.\w+)*)(?:\(\)|/\d{1,2})?")
_DOTTED = lazy.compile(
    r"([A-Za-z_]\w*(?:\.\w+[?!]?)+(?:/\d{1,2})?)(?:\(\))?|(?P<plain>[A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*|[A-Za-z_]\w{2,}(?=\(\)))(?:\(\))?"
)
_MODULE = lazy.compile(r"[a-z][a-z0-9_]{2,}")
_PYTHON = lazy.compile(r"https://docs\.python\.org/(?:[\w.-]+/){1,2}library/\Z")
_FILES = frozenset(
    "js ts mjs cjs jsx tsx json toml yaml yml py rb go rs md mdx html css".split()
)  # endings of their names
_BESIDE = 80  # characters
_LONG = 80  # characters of a text; longer ones tell a story around the name
_ENDING = lazy.compile(r"\.(?:html?|mdx?|markdown|php|aspx?)\Z")
_FOLDER = frozenset(("", "readme", "index", "_index"))  # a page that is called by its folder


class _Named(NamedTuple):
    """A link, the name that its text has in code, and the last name of its address."""

    link: Link
    name: str
    last: str


class _Spelt(NamedTuple):
    """A link, the dotted name of its text, the name that ends its address, and the address up to that name."""

    link: Link
    name: str
    last: str
    stem: str

    @property
    def own(self) -> str:
        """The name as an address like this one spells it: `#filter/2` on the page of `Enum`."""
        return self.name if "." in self.last else self.name.rpartition(".")[2]


def check(post: Post, site: Site) -> Iterator[Finding]:
    yield from _of_another(post, site)
    yield from _of_module(post)
    told = set()
    for link, resolution in site.links(post) if post.codes else ():
        named = _named(post, link)
        if named is None or resolution.own:
            continue
        right = _beside(site, named, resolution)
        if right:
            message = f"text says {named.name}, link opens {named.last}: {named.name} has a page beside it"
            told.add(link.span)
            yield Finding(link.span, message, _fix(named, right))
    yield from (one for one in _titled(post, site) if one.span not in told)


def _of_another(post: Post, site: Site) -> Iterator[Finding]:
    """Links named `shutil.copytree` that open shutil.copy2, where others of the post tell how names and addresses go together.

    Another link is named after what this one opens; or another one opens its own name at such an address.
    """
    spelt = [
        _spelt(link, found[1] or found["plain"])
        for link in post.links
        if link.has_code and (found := _DOTTED.fullmatch(link.text.strip()))
    ]
    names = {one.name for one in spelt}
    # Names in capitals are of another kind: a variable beside commands has its pages elsewhere.
    right = {(one.stem, one.own.isupper()) for one in spelt if one.last == one.own}
    for one in spelt:
        if one.last == one.own or not one.last or one.last.rpartition(".")[0] != one.own.rpartition(".")[0]:
            continue
        if (
            _is_of_owner(one)
            or _is_told_of(post, one)
            or one.own.isupper() != one.last.isupper()
            or _is_part(post, one)
        ):
            continue
        is_dotted = "." in one.name
        is_alias = _is_alias(one.last, one.own)
        is_right = (one.stem, one.own.isupper()) in right
        is_named = one.last in names and ("." in one.last if is_dotted else not is_alias)
        if is_named or (is_right and (is_dotted or _is_shaped(one)) and not is_alias):
            after = (
                ", after which another link is named"
                if is_named
                else ", and another link shows how names open their own"
            )
            fix = None
            if is_right and one.link.target_span is not None:
                span, better = (
                    one.link.target_span,
                    one.stem + one.own + one.link.target[len(one.stem) + len(one.last) :],
                )
                fix = Fix.replace(span, better, safe=False) if span.end - span.start == len(one.link.target) else None
            if fix is None or not _is_nowhere(post, site, fix.edits[0].text):
                yield Finding(one.link.span, f"text says {one.name}, link opens {one.last}{after}", fix)


_PART_OF = lazy.compile(r"\W{0,2}\s(?:attribute|parameter|argument|keyword|option|field|flag|propert)", re.IGNORECASE)


def _is_part(post: Post, one: _Spelt) -> bool:
    """Whether the words behind the link call it a part of something, which is told of where that is."""
    return one.link.flow >= 0 and _PART_OF.match(post.flows[one.link.flow].text, one.link.end) is not None


def _is_told_of(post: Post, one: _Spelt) -> bool:
    """Whether the text right beside the link speaks of what it opens: "an _on halt_ hook, set by [`option()`](#on_halt)"."""
    if one.link.flow < 0:
        return False
    flow = post.flows[one.link.flow]
    links = links_of(post, flow)
    here = bisect_left(links, one.link.at, key=attrgetter("at"))
    start = max(one.link.at - _BESIDE, links[here - 1].end if here > 0 else 0)
    end = min(one.link.end + _BESIDE, links[here + 1].at if here + 1 < len(links) else len(flow.text))
    said = re.compile(rf"\b{'[ _-]?'.join(map(re.escape, one.last.split('_')))}\b", re.IGNORECASE)
    around = (flow.text[start : one.link.at], flow.text[one.link.end : end])
    return "_" in one.last and any(map(said.search, around))


def _is_nowhere(post: Post, site: Site, target: str) -> bool:
    """Whether a page of the site has no such place: what is named has none of its own."""
    found = site.resolve(post, target)
    anchors = site.anchors_of(post) if found.own else site.anchors(found.path) if found.path else None
    is_known = anchors is not None and anchors.complete and found.fragment not in anchors.names
    return found.status is Status.MISSING or (bool(found.fragment) and is_known)


def _of_module(post: Post) -> Iterator[Finding]:
    """Links named `csv` that open `configparser.html`, where each name has a page: as another link shows, or as all know."""
    plain = [
        _spelt(link, found[0])
        for link in post.links
        if link.has_code and not link.image and (found := _MODULE.fullmatch(link.text.strip()))
    ]
    right = {one.stem for one in plain if one.last == one.name and "#" not in one.link.target}
    for one in plain:
        known = _PYTHON.match(one.stem) is not None and {one.name, one.last} <= sys.stdlib_module_names
        if (
            one.last == one.name
            or not _MODULE.fullmatch(one.last)
            or "#" in one.link.target
            or _is_alias(one.last, one.name)
            or one.name in everyday()  # `copy` of shutil, `build` on the page of all commands
        ):
            continue
        if known or (
            one.stem in right and one.last not in common() and _plain(one.name) not in _plain(one.link.target)
        ):
            why = "each module has a page of its own" if known else "another link shows how names open their own"
            yield Finding(one.link.span, f"text says {one.name}, link opens {one.last}: {why}")


def _titled(post: Post, site: Site) -> Iterator[Finding]:
    """Links whose text, all in code, is the title of another page of the folder of the one that they open."""
    coded = {link.span for link in post.links if link.has_code and not link.image and len(link.text) <= _LONG}
    for link, found in site.links(post) if coded else ():
        name = _plain(link.text)
        if (
            link.span not in coded
            or found.status is not Status.FOUND
            or found.own
            or found.fragment
            or not name
            or not found.path
        ):
            continue
        title = _plain(site.summary(found.path).title)
        pages = site.remembered(_pages_titled).get(name, ())
        folder = posixpath.dirname(found.path)
        beside = [page for page in pages if posixpath.dirname(page) == folder]
        if title and name not in title and title not in name and len(pages) == len(beside) == 1:
            yield Finding(
                link.span,
                f"text says {link.text}, which {site.shown(beside[0])} is called, link opens {site.summary(found.path).title}",
            )


def _pages_titled(site: Site) -> dict[str, list[str]]:
    """The pages of each title, by its letters and figures alone."""
    found: dict[str, list[str]] = {}
    for path, page in site.summaries.items():
        if title := _plain(page.title):
            found.setdefault(title, []).append(path)
    return found


def _spelt(link: Link, name: str) -> _Spelt:
    url = split_url(link.target)
    last = url.fragment or _ENDING.sub("", posixpath.basename(url.path.rstrip("/")))
    return _Spelt(link, name, last, link.target[: link.target.rfind(last)])


def _is_of_owner(one: _Spelt) -> bool:
    """Whether the page is that of what the name belongs to (`tides.low`, /tides), or the name is that of a file."""
    owner, _, ending = one.name.rpartition(".")
    parts = filter(None, map(_plain, owner.split(".")))
    return ending in _FILES or ("." not in one.last and any(part in _plain(one.last) for part in parts))


def _is_shaped(one: _Spelt) -> bool:
    """Whether an address ends in a name of the form that the text has: `pad_center` beside `pad_left`, `closeFile`."""
    forms = ("_" in name.strip("_") for name in (one.name, one.last))
    return all(forms) or all(re.search(r"[a-z][A-Z]", name) for name in (one.name, one.last))


def _is_alias(a: str, b: str) -> bool:
    """Whether one name has the other in it, as `WARNING` has `WARN`: the two may be one thing."""
    mine, its = (_plain(name.rpartition(".")[2].partition("/")[0]) for name in (a, b))
    return mine in its or its in mine


@fact
def _codes(post: Post) -> tuple[Code, ...]:
    return tuple(sorted(post.codes, key=lambda code: code.span.start))


def _named(post: Post, link: Link) -> _Named | None:
    """None where no code stands alone in the text, or the address speaks of it."""
    if (
        link.image
        or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK)
        or len(link.text) > _LONG
        or has_template(link.target)
    ):
        return None
    url = split_url(link.target)
    last = _ENDING.sub("", posixpath.basename(url.path.rstrip("/")))
    if last.lower() in _FOLDER or url.fragment or url.query or _plain(last) in _plain(link.text):
        return None
    codes = _codes(post)
    first = bisect_left(codes, link.span.start, key=lambda code: code.span.start)
    within = takewhile(lambda code: code.span.start < link.span.end, islice(codes, first, None))
    inside = [code.inner.of(post.text) for code in within if code.info is None and link.span.contains(code.span)]
    found = _NAME.fullmatch(inside[0].strip()) if len(inside) == 1 else None
    if found is None or _plain(found[1]) in _plain(link.target) or _plain(last) in _plain(found[1]):
        return None
    return _Named(link, found[1], last)


def _beside(site: Site, named: _Named, resolution: Resolution) -> str:
    if resolution.status is Status.FOREIGN:
        return site.beside.foreign(named.link.target, named.name)
    if resolution.status is Status.FOUND and resolution.path:
        return site.beside.own(resolution.path, named.name)
    return ""


def _fix(named: _Named, right: str) -> Fix | None:
    link = named.link
    at = link.target.rfind(named.last)
    if link.target_span is None or at < 0:
        return None
    better = (
        link.target[:at] + _ENDING.sub("", posixpath.basename(right.rstrip("/"))) + link.target[at + len(named.last) :]
    )
    return Fix.replace(link.target_span, better, safe=False)


def _plain(text: str) -> str:
    return re.sub(r"\W|_", "", text).lower()
