"""A URL as written goes in, its parts and what is known of its host come out; nothing here reads a post or the network.

Parts follow RFC 3986, appendix B, so nothing is an error: `split_url` of any text gives parts, and whether they make sense is
for the caller to judge. `Url` keeps what the author wrote; comparing is what `same_site`, `segments` and `place` are for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from postlint.model.named import NamedTuple
from postlint.text import lazy
from postlint.text.figures import figure

_PARTS = lazy.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#\\]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_AUTHORITY = lazy.compile(r"(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(.*))?", re.DOTALL)
_WWW = lazy.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
_INDEX = lazy.compile(r"(?:index|default)\.(?:x?html?|php|aspx?|jsp|md)", re.IGNORECASE)
_EMAIL = lazy.compile(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)
_TEMPLATE = lazy.compile(r"\{\{|\{%|\$\{|<%|%\}|\}\}|\ue000")

# Second labels under which countries register names (example.co.uk), after the Public Suffix List's commonest.
_SECOND_LEVEL = frozenset("ac co com edu gob gov go gv mil ne net nom or org".split())
# Hosts whose subdomains belong to different people, from the private part of the Public Suffix List.
_SHARED = frozenset(
    """github.io gitlab.io netlify.app netlify.com vercel.app now.sh pages.dev workers.dev web.app firebaseapp.com
    herokuapp.com fly.dev onrender.com azurewebsites.net cloudfront.net amazonaws.com appspot.com surge.sh
    readthedocs.io readthedocs.org gitbook.io blogspot.com wordpress.com tumblr.com substack.com hashnode.dev
    notion.site livejournal.com medium.com bitbucket.io sourceforge.net sourceforge.io""".split()
)
# One service under several names: every name stands for the first.
_ALIASES = {
    alias: names[0]
    for names in (
        ("x.com", "twitter.com", "nitter.net"),
        ("youtube.com", "youtu.be", "youtube-nocookie.com"),
        ("facebook.com", "fb.com", "fb.me", "fb.watch"),
        ("discord.com", "discord.gg", "discordapp.com"),
        ("t.me", "telegram.me"),
        ("pypi.org", "pypi.python.org", "pypi.io"),
        ("instagram.com", "instagr.am"),
        ("reddit.com", "redd.it"),
        ("flickr.com", "flic.kr"),
        ("linkedin.com", "lnkd.in"),
        ("docs.microsoft.com", "learn.microsoft.com"),
    )
    for alias in names
}
# Hosts whose addresses only lead elsewhere: what they hide cannot be told from the URL.
SHORTENERS = frozenset(
    """t.co bit.ly bitly.com goo.gl tinyurl.com tiny.cc ow.ly buff.ly is.gd v.gd shorturl.at cutt.ly rebrand.ly rb.gy
    t.ly s.id shorte.st trib.al dlvr.it ift.tt tr.im adf.ly bl.ink lnkd.in amzn.to git.io j.mp x.co u.nu soo.gd clck.ru
    shrtco.de tiny.one qr.ae""".split()
)
_REDIRECTORS = SHORTENERS | frozenset(
    """aka.ms go.dev golang.org crbug.com doi.org dx.doi.org hdl.handle.net purl.org w3id.org forms.gle g.co goo.gle
    youtu.be redd.it fb.me flic.kr rust.tf n.pr nyti.ms wp.me a.co apple.co spoti.fi mzl.la sched.co g.page
    maps.app.goo.gl app.link page.link safelinks.protection.outlook.com l.facebook.com lm.facebook.com
    l.instagram.com out.reddit.com slack-redir.net hubs.ly hubs.la""".split()
)
# Top-level domains that plainly make `name.tld/path` an address; .md, .rs, .py, .sh, ... are file endings first.
COMMON_TLDS = frozenset(
    """com org net edu gov io dev info co uk de fr jp cn eu ca au nl se no ch at it es us ru br in kr pl cz be dk fi
    app tech blog cloud online site xyz tv me ai""".split()
)


class Url(NamedTuple):
    """The parts of a URL as written; `scheme` and `host` in lower case, an absent part is "".

    `relative` URLs have neither scheme nor host. `host` of `mailto:` and other schemes without `//` is "", what follows the
    colon is the `path`. `port` and `user` come without their marks, `query` without `?`, `fragment` without `#`.
    """

    scheme: str
    user: str
    host: str
    port: str
    path: str
    query: str
    fragment: str

    @property
    def web(self) -> bool:
        """True for `http:`, `https:` and scheme-relative URLs with a host."""
        return bool(self.host) and self.scheme in ("http", "https", "")

    @property
    def relative(self) -> bool:
        return not self.scheme and not self.host


@lru_cache(maxsize=4096)
def split_url(text: str) -> Url:
    """The parts of `text`; never raises. White space around it does not count."""
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return Url("", "", "", "", text, "", "")
    scheme, authority, path, query, fragment = (part or "" for part in found.groups())
    user, host, port = (
        (part or "" for part in match.groups()) if (match := _AUTHORITY.fullmatch(authority)) else ("",) * 3
    )
    return Url(scheme.lower(), user, host.lower().rstrip("."), port, path, query, fragment)


def has_template(target: str) -> bool:
    """True where a site generator still has to expand something in `target`, so that nothing can be said of it."""
    return _TEMPLATE.search(target) is not None


_ADDRESS_TAG = lazy.compile(
    r"\{%-?\s*(?:link|post_url)\s+[\"']?([^\s\"'{}]+)[\"']?\s*-?%\}|\{\{[<%]\s*(?:rel)?ref\s+[\"'`]?([^\s\"'`{}]+)[\"'`]?\s*[>%]\}\}"
    r"|\{\{-?\s*[\"']([^\"'{}\n]*)[\"']\s*\|\s*(?:relative_url|absolute_url|url|relURL|absURL)\s*-?\}\}"
    r"|(\{\{-?\s*(?:(?:site|config|page)\.)?(?:baseurl|base_url)\s*-?\}\}(?=/))"
)


def without_tag(target: str) -> str:
    """The path in a target that a tag makes an address of: `/a/` of `{{ '/a/' | relative_url }}`; any other as it is."""
    found = _ADDRESS_TAG.match(target) if target.startswith("{") else None
    if found is None:
        return target
    return ("" if found[4] else found[found.lastindex or 0]) + target[found.end() :]


def is_email(text: str) -> bool:
    """True where `text` is an email address and nothing else; `npm@2.9.0` and `@name@host` are none."""
    return "@" in text and _EMAIL.fullmatch(text) is not None


# --- hosts


def plain_host(host: str) -> str:
    """The host without `www.` and its mobile forms, with one name for services that have several."""
    host = _WWW.sub("", host, count=1)
    return _ALIASES.get(host, host)


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The part of a host name that somebody registered: `docs.example.co.uk` gives `example.co.uk`.

    Told by a short rule after the Public Suffix List; subdomains of hosts that give them away (`name.github.io`) count as
    registered names.
    """
    labels = plain_host(host).split(".")
    if len(labels) <= 2:
        return ".".join(labels)
    country = len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    keep = 3 if country or ".".join(labels[-2:]) in _SHARED else 2
    return ".".join(labels[-keep:])


def same_site(a: str, b: str) -> bool:
    """True where two hosts belong to one registered name, or are names of one service."""
    return registrable(a) == registrable(b)


def is_redirector(host: str) -> bool:
    """True for hosts whose addresses lead elsewhere: shorteners, go-links, identifiers, mail scanners."""
    plain = _WWW.sub("", host, count=1)
    return (
        plain in _REDIRECTORS
        or registrable(host) in _REDIRECTORS
        or plain.startswith(("click.", "links.", "go.", "r."))
    )


# --- paths


def segments(path: str) -> tuple[str, ...]:
    """The parts of a path for comparing: decoded, lower case, no empty ones, no index page at the end."""
    parts = [part for part in unquote(path).lower().split("/") if part and part != "."]
    if parts and _INDEX.fullmatch(parts[-1]):
        parts.pop()
    return tuple(parts)


def place(target: str) -> tuple[str, tuple[str, ...], str]:
    """What a URL leads to, for comparing: host, path segments and query, without scheme, `www.`, fragment or trailing slash."""
    url = split_url(target)
    return plain_host(url.host), segments(url.path), url.query


def same_place(a: str, b: str) -> bool:
    """True where two URLs differ at most in scheme, `www.`, letter case, index page, trailing slash or fragment."""
    return place(a) == place(b)


# --- fragments

_LINES = lazy.compile(r"L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?")
# Routes of scripts (#!/x, #/x), states (#t=30, #page=3, #gid=0), and what browsers find by themselves.
_NO_ANCHOR = lazy.compile(r"[!/]|.*[=&?]|top$", re.IGNORECASE)


def anchor_of(fragment: str) -> str:
    """The id or name that a fragment asks the page for; "" where it asks for none.

    A text directive (`:~:text=`, WICG Scroll to Text Fragment) is cut off, percent escapes are decoded.
    """
    plain = unquote(fragment.partition(":~:")[0])
    return "" if _NO_ANCHOR.match(plain) or _LINES.fullmatch(plain) else plain


def last_line_of(fragment: str) -> int:
    """The last line that a fragment such as `L10-L20` points to; 0 where it is of another form."""
    found = _LINES.fullmatch(fragment)
    return max(figure(number) for number in found.groups() if number) if found else 0
