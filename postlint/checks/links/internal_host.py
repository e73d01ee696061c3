"""A post goes in; every link that only its author or its editors can open comes out."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import translate
from functools import cache, lru_cache

from postlint.model import Finding, Link, LinkKind, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.links.weblinks import web_links
from postlint.site.site import Site
from postlint.text import lazy
from postlint.text.messages import quoted
from postlint.text.urls import Url, has_template, registrable, split_url

_NUMERIC = lazy.compile(r"\[[0-9a-f:.]+\]|[\d.]+")
_EXAMPLES = ("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8")  # set aside for documentation (RFC 5737, RFC 3849)
# The first or last address of a network is that of a device, whose reader has one as well: a router, a hotspot, a board.
_GATEWAY = lazy.compile(r"(?:192\.168|10\.\d+)\.\d+\.(?:1|254)")
_ON_DISK = lazy.compile(
    r"(?P<scheme>(?:file|smb|afp):)|[a-z]:[\\/]{1,2}[^/]|(?:/Users|/home)/[\w.-]+/(?:Desktop|Documents|Downloads|Pictures|Library|Dropbox)/"
    r"|\\\\[\w.-]+\\",
    re.IGNORECASE,
)
# Beside the site itself, under its own name.
_OWN_PREVIEW = lazy.compile(
    r"(?:dev|devel|test|testing|preview|stage|qa|uat|draft|drafts|cms|admin|edit|editor|internal|local)[.-]"
)
# What everybody is asked to try, or is told to be no more than a trial.
_TRIED = lazy.compile(
    r"\b(?:betas?|previews?|staging|trials?|(?:help|let) us (?:\w+ )?(?:test|try|know)|"
    r"what (?:breaks|is missing)|not (?:yet )?final|"
    r"(?:try|test|explore)(?:ing)? (?:it|out|the|this|our|them)|feedback|sneak peek|"
    r"early access|(?:test|trial|upcoming|coming|next|future|unreleased|experimental)"
    r" (?:\w+ )?(?:sites?|server|instance|version|release|edition|look|design|docs|documentation|website|portal|app|page))\b",
    re.IGNORECASE,
)
_BEFORE = 80  # characters
_PAGE_BEFORE = 240
_ENDED = lazy.compile(r"[.!?:;]\s+")
_RUN = lazy.compile(
    r"(?:\w+,?\s)?(?:run|start|serve|build|launch|preview|try|test|clone|install|open|type|enter)\b", re.IGNORECASE
)
# Pages of Notion end in an id of 32 digits; an editor completes a relative link that was pasted into it.
_NOTION_PAGE = lazy.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}|^/?(?:[\w-]+/?)?$")


def check(post: Post, options: Mapping[str, Sequence[str]], site: Site) -> Iterator[Finding]:
    places = _Places(tuple(options["hosts"]), tuple(options["pages"]), registrable(site.address.host))
    seen: set[Span] = set()
    for link in (*_of_header(post), *post.links):
        if link.target_span is None or link.target_span in seen or link.kind in (LinkKind.BARE, LinkKind.AUTOLINK):
            continue
        if (why := _why(link, places)) and not _is_taught(post, link, site):
            seen.add(link.target_span)
            yield Finding(link.target_span, f"{quoted(link.target)} {why}")


def _of_header(post: Post) -> Iterator[Link]:
    """The addresses that the front matter gives, but for those where the post itself will stand."""
    return (link for link in web_links(post) if link.kind is LinkKind.HEADER)


class _Places(NamedTuple):
    """The options: globs of hosts, and of `host/path?query#fragment`; and the name under which the site itself is."""

    hosts: tuple[str, ...]
    pages: tuple[str, ...]
    own: str


def _why(link: Link, places: _Places) -> str:
    """Who alone can open the target, or ""."""
    target = link.target.strip()
    if disk := _ON_DISK.match(target):
        is_near = (disk["scheme"] or "file:").lower() == "file:" and not disk[0].startswith("\\\\")
        return f"is a file on the author's {'machine' if is_near else 'network'}"
    url = split_url(target) if "//" in target[:8] else None
    if url is None or not url.web or has_template(target):
        return ""
    if _is_private(url.host):
        return "opens only on the author's machine or network"
    if _is_preview(url.host, places.hosts) or (_OWN_PREVIEW.match(url.host) and registrable(url.host) == places.own):
        return "is on a host for previews, which readers may not see"
    pages = _pages_of(url.host, places.pages)
    if pages.fullmatch(f"{url.path}?{url.query}#{url.fragment}") or _is_notion_slip(url):
        return "opens an editor or an administrator's page"
    return ""


@lru_cache(maxsize=4096)
def _is_preview(host: str, globs: tuple[str, ...]) -> bool:
    return any(_expression(glob).match(host) for glob in globs)


@lru_cache(maxsize=4096)
def _pages_of(host: str, globs: tuple[str, ...]) -> re.Pattern[str]:
    """What follows the host in the globs that hold for it."""
    parts = [glob.partition("/") for glob in globs]
    own = [f"/{rest}" for name, _, rest in parts if _expression(name).match(host.removeprefix("www."))]
    return re.compile("|".join(map(translate, own)) or r"(?!)", re.IGNORECASE)


@cache
def _expression(glob: str) -> re.Pattern[str]:
    return lazy.at_once(translate(glob), 0)


@cache
def _is_private(host: str) -> bool:
    """True for localhost and for addresses of private networks (RFC 1918, RFC 4193) and of the machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    if not _NUMERIC.fullmatch(host):
        return False
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_private and not str(address).startswith(_EXAMPLES) and not _GATEWAY.fullmatch(host)


def _is_notion_slip(url: Url) -> bool:
    return url.host in ("notion.so", "www.notion.so") and not _NOTION_PAGE.search(url.path)


def _is_page(url: Url, site: Site) -> bool:
    """Does the path name a page of the site: has the address of a preview been copied? Its home is what a guide may show."""
    path = site.address.below(url.path) or ""
    return bool(path.strip("/")) and bool(site.linking.lookup.at(path))


def _is_taught(post: Post, link: Link, site: Site) -> bool:
    """True where readers are asked to try what is there, or to run something: the host is shown, or the page is no post."""
    url = split_url(link.target)
    if url.host and url.host in link.text.lower():
        return True
    private = _is_private(url.host)
    page = private and _is_page(url, site)
    if _is_asked(post, link, page=page):
        return True
    if not private:
        # Whose name is told to the readers is theirs to open: "the broker at test.tides.org"; so is what the post announces.
        is_named = bool(url.host) and any(url.host in flow.text.lower() for flow in post.flows)
        return is_named or any(_TRIED.search(text) for text in (post.title, *(flow.text for flow in post.header_flows)))
    if post.date is None and not page:
        return True
    words = ["localhost" if "localhost" in url.host else url.host, *([url.port] if url.port else [])]
    if any(code.info is not None and word in code.inner.of(post.text) for code in post.codes for word in words):
        return True
    return any(word in text for text in _shown(post, link) for word in words)


# "If you run the pages yourself, they appear at …": what only some will do says nothing of a link before.
_ASIDE = lazy.compile(
    r"\b(?:if|when(?:ever)?) (?:you|they|someone|anybody|anyone)\b[^.!?]{0,60}?"
    r"\b(?:run|build|serve|host|start|clone|preview)s?\b",
    re.IGNORECASE,
)
_OPEN = lazy.compile(
    r"\b(?:open|visit|browse|navigate|go to|point|log ?in|access|connect|view|check|reach|running|runs)\b",
    re.IGNORECASE,
)


def _shown(post: Post, link: Link) -> Iterator[str]:
    """The texts that may show the host of a link: but for those that do so behind it, as a case of their own."""
    own = post.flows[link.flow].text[: link.end] if link.flow >= 0 else ""
    if _OPEN.search(_ENDED.split(own)[-1]):
        yield from (flow.text for flow in post.flows)  # readers are told to go there
        return
    for flow in post.flows:
        is_own = flow.span.start <= link.span.start < flow.span.end
        if flow.span.start >= link.span.start or is_own:
            start = link.end if is_own else 0
            aside = _ASIDE.search(flow.text, start)
            yield flow.text[: aside.start()] if aside else flow.text
        else:
            yield flow.text


def _is_asked(post: Post, link: Link, *, page: bool) -> bool:
    """Are readers asked to try what the link opens? For a page of the site itself its own sentence has to say so.

    Or one before tells them to run what shows it: "Start the server. Then open [the guide](…)".
    """
    if link.flow < 0:
        return False
    text = post.flows[link.flow].text
    if not page:
        return _TRIED.search(text, max(link.at - _BEFORE, 0), link.end) is not None
    *before, own = _ENDED.split(text[max(link.at - _PAGE_BEFORE, 0) : link.end])
    return _TRIED.search(own) is not None or any(map(_RUN.match, before))
