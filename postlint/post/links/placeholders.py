"""A link goes in, the placeholder that stands where its address should be comes out."""

from __future__ import annotations

import re
from urllib.parse import unquote

from postlint.model import Link, LinkKind
from postlint.text import lazy
from postlint.text.urls import has_template

THING = r"(?:link|url|uri|href|image|img|photo|picture|screenshot|video|file[-_ ]?name|page|address|logo)s?"
# The whole target. In lower case only what can hardly name a page.
_WHOLE = lazy.compile(
    rf"(?:[A-Z]+[-_ ])*(?i:{THING})[-_ ](?i:here)|(?i:(?:insert|add|todo|your|replace)[-_ ](?:the[-_ ])?(?:link|url)s?)"
    r"|(?:LINK|URL|ADDRESS)[-_ ]TO(?:[-_ ][A-Z]+)+|TODO|TBD|TBA|TBC|FIXME|XXX+"
    rf"|(?i:{THING}[-_ ](?:goes|comes|belongs|to)[-_ ](?:here|come|follow))"
    rf"|(?i:(?:missing|insert|add|put|paste|your)[-_ ](?:the[-_ ])?{THING})"
    r"|\?{2,}|N{3,}|LINK|URL|HREF|FILENAME|FILE_NAME|PLACEHOLDER|CHANGEME|REPLACE[-_]?ME"
    r"|todo|tbd|fixme|xxx+|link|url|href|placeholder|changeme|replace-?me|__notset__"
)
_NOTE = lazy.compile(r"todo|tbd|tba|tbc|fixme", re.IGNORECASE)
_BRACED = lazy.compile(r"[{<][\w -]+[}>]")
# What asks to be replaced, in capitals among the words of one part of a path: `/img/REPLACEME.jpg`, `?id=ADD_THE_ID`.
_ASKS = (
    r"TODO|TBD|TBC|FIXME|PLACEHOLDER|REPLACE(?:[-_]?ME|[-_]?THIS)?|CHANGE[-_]?ME|INSERT|ADD|FILE_?NAME|X{3,}|N{3,}|Y{4,}|[A-Z]+_ID"
    rf"|(?:{THING.upper()})(?=[-_](?:HERE|MISSING|PENDING|SOON|LATER|NEEDED|FOLLOWS|TO[-_](?:COME|FOLLOW|BE)\b))"
)
_PART = lazy.compile(rf"[/=]((?:[A-Z]+[-_])*(?:{_ASKS})(?:[-_][A-Z\d]+)*(?:\.[a-z]+)?|x{{5,}})(?=[/?#&]|$)")
# Hosts and paths that every manual gives for the reader's own.
_SAMPLE = lazy.compile(
    r"(?:https?:)?//(?:www\.)?((?:your|my)-?(?:own-?)?(?:domain|site|website|company|blog|host|name)(?:-?name)?\.\w+)(?=[/?#:]|$)"
    r"|(?:https?:)?//[^/\s]+/(?:[\w.-]+/){0,9}((?:your|insert|add|put)[-_](?:[a-z]{2,20}[-_]){1,3}here)/?\Z"
    r"|(?:(?:https?:)?//[^/\s]+)?\.{0,2}/?(path/to/[^\s]+)\Z|(about:blank)\Z",
    re.IGNORECASE,
)


def placeholder_in(link: Link) -> str:
    """The placeholder in the link's target, "" where there is none, or where the post shows the word to its readers."""
    if has_template(link.target):
        return ""
    word = placeholder_of(link.target, is_html=link.kind is LinkKind.HTML)
    # What the post shows to its readers it teaches; `[todo](TODO)` alone is a note to oneself.
    taught = (
        bare(word) in bare(link.text)
        and bare(word) != ""
        and not (_NOTE.fullmatch(word) and _NOTE.fullmatch(link.text.strip()))
    )
    return "" if taught else word


def placeholder_of(target: str, *, is_html: bool = False) -> str:
    """The placeholder in an address, or the whole of it; "" where there is none."""
    found = _PART.search(target) or _SAMPLE.match(target)
    if found:
        return found[found.lastindex or 0]
    return _whole(target, is_html=is_html)


def bare(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return re.sub(r"[\W_]", "", text).casefold()


def _whole(target: str, *, is_html: bool) -> str:
    """The target where all of it is a placeholder, else ""."""
    target = unquote(target.strip())
    word = target.removeprefix("https://").removeprefix("http://").rstrip("/")
    if word.startswith("#"):  # `#link` may be a heading, `#TODO` hardly is
        return word if word.isupper() and _WHOLE.fullmatch(word[1:]) else ""
    if "." in word:
        return ""
    braced = not is_html and _BRACED.fullmatch(word)
    return word if braced or _WHOLE.fullmatch(word) else ""
