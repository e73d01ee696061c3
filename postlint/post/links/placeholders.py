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
_PART = lazy.compile(
    rf"[/=]((?:[A-Z]+[-_])*(?:{_ASKS})(?:[-_][A-Z\d]+)*(?:\.[a-z]+)?)(?=[/?#&]|$)"
    r"|[/=](x{5,}|xxx-xxxx?-xxx)(?=[/?#&]|$)"
    r"|/((?:[\w-]+-)?(?:slug|name|title|id|link|url|image|photo|file)-(?:goes|comes)-here)(?:\.\w+)?/?$"
)
# What a version, a day or a year is written like until it is known: `/v1.X.Y/`, `/YYYY-MM-DD-title`, `/20XX/`.
_FORM = lazy.compile(
    r"(?<![A-Za-z\d])(v?X\.Y(?:\.Z)?|v?x\.y\.z|v?N\.N(?:\.N)?|v?\d+\.(?:X\.[XYZ]|Y\.Z)|YYYY(?:[-_/.]?MM(?:[-_/.]?DD)?)?|(?:19|20)(?:XX|xx)|"
    r"202X)(?![A-Za-z\d])"
)
# Hosts and paths that every manual gives for the reader's own.
_SAMPLE = lazy.compile(
    r"(?:https?:)?//(?:www\.)?((?:your|my)-?(?:own-?)?(?:domain|site|website|company|blog|host|name)(?:-?name)?\.\w+)(?=[/?#:]|$)"
    r"|(?:https?:)?//[^/\s]+/(?:[\w.-]+/){0,9}((?:your|insert|add|put)[-_](?:[a-z]{2,20}[-_]){1,3}here)/?\Z"
    r"|(?:(?:https?:)?//[^/\s]+)?\.{0,2}/?(path/to/[^\s]+)\Z|(about:blank)\Z"
    r"|tel:(\+?[\d-]{0,4}?(?:0{6,}|123-?456-?7890|555-?555-?5555))\Z",
    re.IGNORECASE,
)
# In angle brackets, where an address may have blanks: `<link to the form>`, `<insert membership link>`.
_ASKED = lazy.compile(
    rf"(?:(?:the|a|your)\s)?(?:\w+\s){{0,3}}{THING}(?:\s(?:here|to|of|for|from|goes|comes|tbd|pending|follows)\b[\w\s]{{0,40}})?"
    r"|(?:insert|add|put|paste|todo:?|tbd:?|replace)\s[\w\s]{2,60}"
    r"|[\w\s]{2,40}\s(?:goes here|comes here|to come|to follow|tbd|tba|here)",
    re.IGNORECASE,
)
_LONGEST = 80  # characters
_PICTURE = lazy.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|pdf|mp4)\Z", re.IGNORECASE)
# Pictures of no more than a size, which services make until there is a real one.
_DUMMY = lazy.compile(
    r"(?:https?:)?//(?:www\.)?((?:via\.placeholder\.com|placehold\.(?:co|it|jp)|placekitten\.com|dummyimage\.com|fakeimg\.pl|placeimg\.com)/[^\s]*)",
    re.IGNORECASE,
)


def placeholder_in(link: Link) -> str:
    """The placeholder in the link's target, "" where there is none, or where the post shows the word to its readers."""
    if has_template(link.target):
        return ""
    word = placeholder_of(link.target, is_html=link.kind is LinkKind.HTML)
    if not word and link.image and (dummy := _DUMMY.match(link.target)):
        word = dummy[1]
    # What the post shows to its readers it teaches; `[todo](TODO)` alone is a note to oneself.
    taught = (
        bare(word) in bare(link.text)
        and bare(word) != ""
        and not (_NOTE.fullmatch(word) and _NOTE.fullmatch(link.text.strip()))
    )
    return "" if taught else word


def placeholder_of(target: str, *, is_html: bool = False) -> str:
    """The placeholder in an address, or the whole of it; "" where there is none."""
    found = _PART.search(target) or _SAMPLE.match(target) or _FORM.search(target)
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
    if _NOTHING.fullmatch(word) or (" " in word and len(word) < _LONGEST and _ASKED.fullmatch(word.strip("<>"))):
        return word
    named = _PICTURE.sub("", word)
    if "." in named:
        return ""
    braced = not is_html and _BRACED.fullmatch(word)
    return word if braced or _WHOLE.fullmatch(named) or _SOON.fullmatch(named) else ""


# An address that is still to come: `...`, `%LINK%`, `$URL`.
_NOTHING = lazy.compile(rf"\.{{3,}}|…|_{{3,}}|[%$\[]{{1,2}}(?i:{THING})[%\]]{{0,2}}")
_SOON = lazy.compile(
    rf"(?:{THING}[-_])?(?:tbd|tba|tbc|tk|todo|(?:coming|follows)[-_]soon|to[-_](?:come|follow)|"
    r"to[-_]be[-_](?:added|announced|confirmed|determined|decided|done))",
    re.IGNORECASE,
)
