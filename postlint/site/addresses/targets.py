"""A link's target as written goes in, what kind of reference it is comes out: to another site, by address, or by file."""

from __future__ import annotations

import re
from urllib.parse import unquote

from postlint.model.named import NamedTuple
from postlint.site.addresses.address import Address
from postlint.text import lazy
from postlint.text.urls import has_template, split_url

_SHORTCODE = lazy.compile(
    r"""\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?(?:"([^"]+)"|`([^`]+)`|'([^']+)'|([^"`'\s]+))[^<>%]*[>%]\}\}(.*)""",
    re.DOTALL,
)
_LIQUID = lazy.compile(r"""\{%-?\s*(link|post_url)\s+["']?([^\s"']+)["']?\s*-?%\}(.*)""", re.DOTALL)
_BASE = lazy.compile(
    r"""\{\{-?\s*(?:site|config|page)\.(?:baseurl|base_url|url)\s*-?\}\}(?=/)|\{\{\s*base(?:url|_url)?\s*\}\}(?=/)""",
    re.IGNORECASE,
)
_FILTER = lazy.compile(
    r"""\{\{-?\s*["'](/[^"']*)["']\s*\|\s*(?:relative_url|absolute_url|url|relURL|absURL)\s*-?\}\}(.*)""", re.DOTALL
)
_PELICAN = lazy.compile(r"(?:\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|)(.*)", re.DOTALL)

_EXTRA = lazy.compile(r"`e:(\w+:[^`#\s]+)(?:#([^`]*))?`")  # ExDoc's, for a page of another application

_LONGEST = 4096  # characters: no file has a longer path (PATH_MAX), and hardly a server takes a longer address

# An address without its scheme, which the family `links` reports as such.
_OTHER_PLACE = lazy.compile(
    r"(?:www\.|[\w.+-]+@|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|edu|gov)(?:/|$))", re.IGNORECASE
)


class Target(NamedTuple):
    """A target of a link.

    `kind` is "foreign" (another site, mail, data), "self" (a fragment alone), "rooted" (a path from the site's root),
    "relative", "file" (a path in the content folder, as a generator's own syntax names it), "post" (Jekyll's `post_url`),
    "extra" (`app:page.md`, which ExDoc writes `e:app:page.md` in backticks), or "unknown" (a template, an alias of a bundler).
    `path` is decoded and has neither query nor fragment; `absolute` is true where the host was written, too.
    """

    kind: str
    path: str = ""
    fragment: str = ""
    absolute: bool = False


def read_target(written: str, own: Address) -> Target:
    """What a target refers to; `own` is the site's address."""
    if len(written) > _LONGEST:
        return Target("unknown")
    text = _BASE.sub("", written.strip()).removeprefix("pathname://")  # Docusaurus: a file, not a page
    special = _generator_syntax(text)
    if special is not None:
        return special
    if has_template(text) or text.startswith(("~/", "$", "<", "{")):
        return Target("unknown")
    url = split_url(text)
    fragment = unquote(url.fragment)
    if url.host:
        path = own.path_of(text)
        return Target("foreign") if path is None else Target("rooted", unquote(path), fragment, absolute=True)
    if url.scheme:
        return Target("foreign")
    if not url.path:
        return Target("unknown" if url.query else "self", "", fragment)
    return _by_path(unquote(url.path), fragment, own)


def _by_path(path: str, fragment: str, own: Address) -> Target:
    if path.startswith("@"):
        return Target("file", path, fragment)
    if path.startswith("/"):
        below = own.below(path)
        return Target("rooted", path if below is None else below, fragment)
    return Target("unknown") if _OTHER_PLACE.match(path) or '"' in path else Target("relative", path, fragment)


def _generator_syntax(text: str) -> Target | None:
    """References in a generator's own words; None where the target is a plain one."""
    if found := _SHORTCODE.fullmatch(text):
        path, _, fragment = ((found[1] or found[2] or found[3] or found[4]) + found[5]).partition("#")
        return Target("file", path, unquote(fragment)) if path else Target("self", "", unquote(fragment))
    if found := _EXTRA.fullmatch(text):
        return Target("extra", found[1], unquote(found[2] or ""))
    if found := _LIQUID.fullmatch(text):
        kind = "post" if found[1] == "post_url" else "file"
        return Target(kind, found[2], unquote(found[3].partition("#")[2]))
    if found := _FILTER.fullmatch(text):
        path, _, fragment = (found[1] + found[2]).partition("#")
        return Target("rooted", unquote(path), unquote(fragment))
    if found := _PELICAN.fullmatch(text):
        path, _, fragment = found[1].partition("#")
        return Target("file", unquote(path), unquote(fragment))
    return None
