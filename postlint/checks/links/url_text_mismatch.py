"""A post goes in; every link whose text is an address, but whose target is another host or path, comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs

from postlint.model import OBJECT, Finding, Link, LinkKind
from postlint.post.document import Post
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart
from postlint.text.urls import (
    COMMON_TLDS,
    Url,
    has_template,
    is_redirector,
    plain_host,
    registrable,
    segments,
    split_url,
)

_ADDRESS = lazy.compile(r"(?:https?://|www\.)[^\s/]+\.[^\s/]{2,}(?:/\S*)?", re.IGNORECASE)
_DOMAIN = lazy.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,})(/\S*)?", re.IGNORECASE)
_TLDS = COMMON_TLDS | {"example"}  # reserved for documentation
_GENERIC_TLDS = ("com", "org", "net", "io", "dev")
_PATTERN = lazy.compile(r"[{}<>$*]|/:\w")  # `example.org/{user}`
_CHATS = frozenset(
    ("slack.com", "discord.com", "discord.gg", "t.me", "zulipchat.com")
)  # reached by an address of one's own
_CODE = frozenset(("github.com", "gitlab.com", "codeberg.org"))
_VANITY = lazy.compile(r"/[a-z]{1,12}/?", re.IGNORECASE)
_SPELT_OUT = 6  # letters of a name that is no short one
_BEGINNING = 3  # letters by which two words may be one
_CUT = lazy.compile(r"(?:…|\.\.\.)$")
_ENDING = lazy.compile(r"\.(?:html?|php|aspx?|mdx?)$")
# Which edition of a page is opened may change without the author's text being wrong.
_MOVING = lazy.compile(r"latest|stable|current|main|master|trunk|next|head")
_EDITION = lazy.compile(rf"{_MOVING.pattern}|v?\d[\d.x]*|[0-9a-f]{{7,40}}")


def check(post: Post) -> Iterator[Finding]:
    for link in post.links:
        if "." not in link.text or OBJECT in link.text or link.image or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK):
            continue
        text = _bare(link.text)
        target = split_url(link.target)
        if (
            target.web
            and not _PATTERN.search(text)
            and not has_template(link.target + text)
            and _differs(text, link, target)
        ):
            yield Finding(link.span, f"text says {text}, link opens {link.target.strip()}")


def _bare(text: str) -> str:
    """A text without what stands around an address; a bracket that the address opened stays."""
    bare = text.strip().strip("<>()[]\"'“”‘’").rstrip(".,;:!?")
    return bare + ")" * (bare.count("(") > bare.count(")"))


def _differs(text: str, link: Link, target: Url) -> bool:
    if is_redirector(target.host) or registrable(target.host) in _CHATS:
        return False
    cut = bool(_CUT.search(link.text.strip()))
    if _ADDRESS.fullmatch(text):
        said = split_url(text if "://" in text[:8] else f"//{text}")
        return not is_redirector(said.host) and _elsewhere(said, target, cut=cut)
    domain = _DOMAIN.fullmatch(text)
    said = split_url(f"//{text}")
    if domain and not link.has_code and _near_miss(said.host, target):
        return True
    if domain is None or link.has_code:  # `backstage.io/kubernetes-id` is the name of an annotation
        return False
    if domain[1].lower() not in _TLDS and plain_host(said.host) != plain_host(target.host):
        return False  # a package or a file, whose name has a point
    if domain[2]:  # an address without its scheme, or the path of a package
        if _is_package(said, target):
            return False
        return not is_redirector(said.host) and _elsewhere(said, target, cut=cut)
    is_name = not text.islower() and plain_host(said.host) == registrable(said.host)  # "Booking.com"
    return not is_name and _is_other_host(said.host, target)


def _is_package(said: Url, target: Url) -> bool:
    """Whether an address without its scheme may be the path of a module or image, which lies in a house of another name.

    On its own host it is none, nor where the house of the target bears another name in the same country, and has the very page.
    """
    here, there = plain_host(said.host), plain_host(target.host)
    if registrable(here) == registrable(there) or _is_moved(said, target):
        return False
    same_end = segments(said.path)[-1:] == segments(target.path)[-1:]
    is_twin = (
        segments(said.path) == segments(target.path)
        and (registrable(here), registrable(there)) == (here, there)
        and here.rpartition(".")[2] == there.rpartition(".")[2]
        and registrable(there) not in _CODE
    )
    return (same_end or _is_within(said, target)) and not is_twin


def _is_moved(said: Url, target: Url) -> bool:
    """Whether all but the owner is the same: `wiki.new.org/rules` and `wiki.old.org/rules` are the new house and the old."""
    here, there = plain_host(said.host), plain_host(target.host)
    is_alike = here.partition(".")[0] == there.partition(".")[0] and segments(said.path) == segments(target.path)
    are_below = registrable(here) != here and registrable(there) != there
    return is_alike and are_below and registrable(here) != registrable(there) and registrable(there) not in _CODE


def _is_other_host(host: str, target: Url) -> bool:
    """A host with a subdomain is no mere name: neither it nor its owner may be missing from the target."""
    if registrable(host) == registrable(target.host):  # two doors of one house, neither the front one
        here, there = plain_host(host), plain_host(target.host)
        return here != there and registrable(host) not in (here, there) and not target.path.strip("/")
    name, _, ending = registrable(host).partition(".")
    if plain_host(host) == registrable(host) and registrable(target.host) == plain_host(target.host):
        # Two front doors of houses that end alike: `rowing.org` and `fencing.org`; a short name may lead to the long one.
        is_door = not target.path.strip("/") and not target.fragment and not target.query
        there, _, its_ending = registrable(target.host).partition(".")
        return is_door and ending == its_ending and min(len(name), len(there)) >= _SPELT_OUT
    is_host = plain_host(host) != registrable(host) and registrable(target.host) not in _CODE
    return is_host and name not in f"{target.host}{target.path}".lower()


def _near_miss(host: str, target: Url) -> bool:
    """A name like `crates.io` may link to anything about it, but hardly to a host that is spelt almost the same."""
    said, opened = registrable(host), registrable(target.host)
    if said == opened:
        return False
    name, _, ending = said.rpartition(".")
    other, _, other_ending = opened.rpartition(".")
    if name == other:
        return not target.path.strip("/") and ending in _GENERIC_TLDS and other_ending in _GENERIC_TLDS
    return ending == other_ending and len(name) > 5 and one_edit_apart(name, other)


def _elsewhere(said: Url, target: Url, *, cut: bool) -> bool:
    """True where the address in the text and the target cannot be the same place."""
    here, there = plain_host(said.host), plain_host(target.host)
    if registrable(here) != registrable(there):
        # An archive or a proxy holds the address of the page it shows.
        quotes = here in f"{target.path}?{target.query}" or there in f"{said.path}?{said.query}"
        return not quotes and not (_is_local_twin(here, there) and not said.path.strip("/"))
    if here != there:
        # The bare name stands for all its subdomains; two of those are two places.
        if registrable(here) in (here, there):
            return False
        return not _parts(said) or not _within(_parts(said), _parts(target))
    mine, theirs = _parts(said), _parts(target)
    if said.port and target.port and said.port != target.port:
        return True
    if _VANITY.fullmatch(said.path) and len(theirs) > 1 and _is_short_for(mine[0], theirs):
        return False  # a short address made for print leads to a longer one
    if cut:
        return not "/".join(theirs).startswith("/".join(mine).rstrip("….").rstrip("/"))
    if mine == theirs and said.fragment and target.fragment:
        return said.fragment != target.fragment
    if mine == theirs and said.query and target.query:
        asked, got = parse_qs(said.query), parse_qs(target.query)
        return any(asked[key] != got[key] for key in asked if key in got)
    return not _within(mine, theirs) and not _other_edition(mine, theirs)


def _is_short_for(word: str, parts: list[str]) -> bool:
    """Whether a short address may stand for a longer one: a part of it begins alike, or has the word's letters in it."""
    begin = word[:_BEGINNING]
    return any(begin in part or part[:_BEGINNING] in word for part in parts if len(part) >= _BEGINNING)


def _is_local_twin(here: str, there: str) -> bool:
    """True for one name under two endings, one of them a country's: example.org and example.de."""
    (name, _, ending), (other, _, other_ending) = here.rpartition("."), there.rpartition(".")
    return name == other and 2 in (len(ending), len(other_ending))


def _parts(url: Url) -> list[str]:
    parts = (part for part in segments(url.path) if part not in ("…", "..."))  # which stand for what is left out
    return [_ENDING.sub("", part).replace("_", "-") for part in parts]


def _is_within(said: Url, target: Url) -> bool:
    """Whether the target holds all of a path that names more than one thing: an image and its page in the registry."""
    parts = _parts(said)
    return len(parts) > 1 and _within(parts, _parts(target))


def _within(few: list[str], many: list[str]) -> bool:
    """True where `few` is `many` with parts left out: a text that shortens its target, or knows no language prefix."""
    rest = iter(many)
    return all(part in rest for part in few)


def _other_edition(mine: list[str], theirs: list[str]) -> bool:
    if len(mine) != len(theirs):
        # A target may leave out the language or edition that the text spells out, but not its end.
        return mine[-1:] == theirs[-1:] and _within(theirs, mine)
    pairs = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return all(
        _EDITION.fullmatch(a) and _EDITION.fullmatch(b) and (_MOVING.match(a) or _MOVING.match(b)) for a, b in pairs
    )
