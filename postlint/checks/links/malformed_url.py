"""A post goes in; every address that no browser can open as its author meant it comes out, mended where that is certain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Link, LinkKind, Span
from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.elements import ELEMENTS
from postlint.site.model import Status
from postlint.text import lazy
from postlint.text.host_slips import doubled_www, meant_host
from postlint.text.messages import quoted
from postlint.text.nearness import one_edit_apart
from postlint.text.urls import Url, has_template, is_email, registrable, split_url

if TYPE_CHECKING:
    from postlint.site.site import Site

# What most addresses look like: nothing is wrong with their characters, and group 1 is their host.
_CLEAN = lazy.compile(
    r"https?://((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?#](?:[\w!#$&'()+,./:;=?@~-]|%(?!20|0[ad])\w\w)*)?(?<![,;'])",
    re.I,
)
_SLIP = lazy.compile(r"([a-z]{2,7})([:;]{0,2}[/\\]{0,4}[:;]?[/\\]*)(?=[\w\[])", re.IGNORECASE)
_TWICE = lazy.compile(r"(https?:/*|mailto:)(?=(?:https?[:/]+/|mailto:)[^/])", re.IGNORECASE)
# What editors leave around a pasted address. Quotation marks and punctuation count only at the ends: titles hold them.
_LOOSE = r"\s\u00a0\u200b\u2060\ufeff\u202f“”‘’„«»\"'<>`"
_ENDS = lazy.compile(
    rf"\A[{_LOOSE}]+|(?:[{_LOOSE},;|]|\*\*|(?:%20|%22|%C2%A0|%E2%80%(?:8B|9C|9D))){{1,9}}\Z", re.IGNORECASE
)
_MAIL = lazy.compile(
    r"(?P<scheme>(?:e-?mail|m[ail]{1,4}t?o|mailt|mail)(?::/{0,3}|;))(?P<address>[^\s/?:]+@[^\s/?:]+)", re.IGNORECASE
)
_UNQUOTED = lazy.compile(r"\S\s+[a-z-]{2,20}=\Z")
_CUT = lazy.compile(r"(?<=[^/.])(?:…|\.{3}|%E2%80%A6)\Z")
_STOP = lazy.compile(
    r"(?<=[/-])[a-z]{4,}\.\Z|\.(?:html?|pdf|png|jpe?g|md|php|zip|csv|xlsx|docx|mp[34])\.\Z"
)  # no `/Acme_Inc.`
_SECOND_QUERY = lazy.compile(r"[\w.~%+-]+=[\w.~%+&=-]*(?:\?[\w.~-]+=[\w.~%+&=-]*)+")
# `watch&v=…`, `/times&day=2`; a name with & in it has no sign of equality behind.
_FIRST_QUERY = lazy.compile(r"/[\w.~-]*&([a-z_]{1,20}=)[^/]*\Z", re.IGNORECASE)
_PORT = lazy.compile(r"https?://[\w.-]+:(?!\d{1,5}(?:[/?#]|\Z))[^/@?#]+(?:[/?#]|\Z)", re.IGNORECASE)
_INSIDE = lazy.compile(r"[\u00a0\u200b\u2060\ufeff]|\s")
_PAIR = 2  # marks that open and close a quotation
_SWALLOWED = lazy.compile(r"\]\(|\)\[|</?[a-z]|[\"”>]\s*[a-z]+=", re.IGNORECASE)
_PLACEHOLDER = lazy.compile(r"(?<=[/#=.&_-])<([A-Za-z][\w.-]*)>")
# A relative target that begins like a host. Not .md, .rs, .io, ... alone: those are file endings, too.
_HOST_FIRST = lazy.compile(
    r"(?:www\.[\w-]+\.[\w.-]+|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|co\.uk)|(?:[a-z0-9-]+\.)+example|"
    r"(?:[a-z0-9-]+\.)+(?:io|dev|de|app|co|fr|nl|ch|at|uk|eu|ie|es|it|se|no|dk|be|ca|au|nz|us|info|blog)(?=/))"
    r"(?:[/?#:].*)?",
    re.IGNORECASE,
)
# Other scripts, with their combining marks, and signs are for the registries to judge (RFC 5891).
_LABEL = lazy.compile(r"(?:[^\W_]|[^\x00-\x9f])(?:[\w-]|[^\x00-\x9f])*(?<![_-])|_[\w-]+")
_LINE_END = lazy.compile(r"(?:%0[aAdD]|\\[rn]\Z)+")
_LINK = lazy.compile(r"\[[^\[\]]*\]\((?P<url>[^()\s]+)\)")
# What a relative address is wrapped in: `"/a.pdf"`, `*a.md*`, `<b>`; it begins like a path or ends like a file.
_WRAPPED = lazy.compile(r"(?P<mark>[\"'“*`])(?P<path>(?!\w+:|//|www\.)[./]*[\w#][^\s\"'”*`]*[/.][^\s\"'”*`]*)[\"'”*`]")
# [`in`](`in/2`), [sails](`m:Fleet.Sails`), [`c:h/1`](`\c:h/1`) of the module c: what ExDoc links to.
_EXDOC = lazy.compile(r"`\\{0,2}(?:[a-z]:)?(?:[\w.!?]+/\d+|:?[A-Za-z]\w*(?:\.\w+)*[!?]?)`")
# `[Acme.io](Acme.io)`: what is written twice is no file's name, but for endings that programs' files have, too.
_NAMED_HOST = lazy.compile(r"(?:[a-z0-9-]+\.)+(?:io|dev|app|ai|co|tv|xyz|cloud|tech)", re.IGNORECASE)
# `[Dune](dune.build)`: nor is a name with an ending that no file has, where the text is that name.
_NAMED_SITE = lazy.compile(r"([a-z0-9-]{3,})\.(?:dev|ai|cloud|tech|build|social|blog|systems|tools)", re.IGNORECASE)
_ADDRESSES = frozenset(
    "url link canonical canonical_url canonicalurl external_url externalurl website image repo".split()
)
_SPACED = lazy.compile(r"https?://\S+ \S[^\n{<]*")
_TWO_ENDINGS = lazy.compile(r"(\.(?:pdf|docx?|xlsx?|pptx?|odt|html?|mdx?|txt|csv|zip))\1\Z", re.IGNORECASE)
# An address within an address is an archive's or a proxy's, unless its scheme is broken off.
_INNER = lazy.compile(r"[^/]{0,40}(?<!http)(?<!https)(?<!ftp)://[\w-]+\.[\w.]+")
_STUTTER = lazy.compile(
    r"https?://(?:github|gitlab|twitter|x|(?:www\.)?linkedin)\.com(/(?:com|www|https?|(?:www\.)?[a-z]+\.com)/)(?=\w)",
    re.IGNORECASE,
)
# `https://a.org/https://a.org/b`: an address that was pasted behind the host that it names.
_HOST_AGAIN = lazy.compile(
    r"https?://(?P<host>[\w-]+\.[\w.-]+)/+(?P<rest>https?:/{1,2}(?P=host)(?:[/?#].*)?)", re.IGNORECASE
)
_BLOB = lazy.compile(r"/[\w.-]+/[\w.-]+/blob/.+\.(?:png|jpe?g|gif|svg|webp|avif)\Z", re.IGNORECASE)


class _Fault(NamedTuple):
    """What is wrong, and the whole target as it should be ("" where that is not certain); `may_be_file` where a file beside
    the post may have that name."""

    reason: str
    better: str = ""
    safe: bool = False
    may_be_file: bool = False


def check(post: Post, site: Site) -> Iterator[Finding]:
    for entry in post.header.entries:
        written = entry.value.strip() if isinstance(entry.value, str) and "/" in entry.value[:9] else ""
        if written and " " not in written and not has_template(written) and (fault := _scheme(written)):
            yield Finding(entry.text_span, fault.reason)
        elif len(entry.path) == 1 and entry.key.lower() in _ADDRESSES and _SPACED.fullmatch(written):
            yield Finding(entry.text_span, f"{quoted(written)} is an address with a space in it")
    places: dict[Span, Link] = {}
    for link in post.links:
        if link.target_span is not None and link.target and link.target_span not in places:
            places[link.target_span] = link
    clean = {span: found[1].lower() for span, link in places.items() if (found := _CLEAN.fullmatch(link.target))}
    names = Counter(map(registrable, clean.values()))
    for span, link in places.items():
        if post.text[span.start - 1 : span.start] == "<" and " " in link.target and link.kind is not LinkKind.HTML:
            continue  # in angle brackets a space is meant (CommonMark 0.31, 6.3)
        host = clean.get(span)
        fault = _clean_fault(link, host, names) if host else _fault(link, names)
        if fault and not (fault.may_be_file and site.resolve(post, link.target).status is Status.FOUND):
            fix = Fix.replace(span, fault.better, safe=fault.safe) if fault.better else None
            yield Finding(span, fault.reason, fix)


def _clean_fault(link: Link, host: str, names: Mapping[str, int]) -> _Fault | None:
    """What may still be wrong where every character is in its place; most addresses need no more than this."""
    fault = _misspelt(link.target, host, names) or _world_wide(link.target, host)
    target = link.target
    cut = (
        target.endswith(".") or target.count("#") > 1 or target.count("?") > 1 or ("&" in target and "?" not in target)
    )
    if fault is None and cut:
        fault = _cut(link, split_url(link.target))
    odd = link.image or "://" in link.target[8:] or _STUTTER.match(link.target) or _TWO_ENDINGS.search(link.target)
    if fault is None and odd:
        fault = _path(link, split_url(link.target))
    return fault


def _fault(link: Link, names: Mapping[str, int]) -> _Fault | None:
    if has_template(link.target):
        return None
    url = split_url(link.target)
    return _written(link, url) or _host(link, url) or _path(link, url) or _misspelt(link.target, url.host, names)


# --- the form of the address


def _written(link: Link, url: Url) -> _Fault | None:
    """Scheme, quotation marks, spaces, markup: what the characters alone tell."""
    target = link.target
    if link.kind in (LinkKind.BARE, LinkKind.AUTOLINK):
        return _scheme(target) if link.kind is LinkKind.AUTOLINK else None
    if inner := _LINK.fullmatch(target):
        return _Fault(f"{quoted(target)} is a link within an address", inner["url"], safe=True)
    if _EXDOC.fullmatch(target):
        return None
    if wrapped := _WRAPPED.fullmatch(target):
        return _Fault(f"{quoted(wrapped['mark'])} is part of the address {quoted(target)}", wrapped["path"], safe=True)
    core = target.strip(" \t\r\n") if link.kind is LinkKind.HTML else target
    # What is quoted within an address ends with a mark of its own: `#search=%22tide%22`.
    bare = _ENDS.sub("", core) if "?" not in core and core.count("%22") < _PAIR else core
    if bare != core and bare and _is_address(bare) and not _SWALLOWED.search(bare):
        return _Fault(f"{_at_ends(core, bare)} is part of the address {quoted(target)}", bare, safe=True)
    if link.kind is LinkKind.HTML and _UNQUOTED.search(target):
        return _Fault(f"{quoted(target)} has swallowed the markup around it: a quotation mark is missing")
    # In a fragment that quotes the page it is a part of the text (wicg.github.io/scroll-to-text-fragment).
    if found := _LINE_END.search(target.partition("#:~:")[0]):
        better = target[: found.start()] if found.end() == len(target) else ""
        return _Fault(f"{quoted(target)} holds a line end, {quoted(found[0])}", better, safe=True)
    if "\\" in url.path and (url.web or link.kind is LinkKind.INLINE):
        slashed = target.replace("\\", "/")
        return _Fault(f"{quoted(target)} has a backslash where addresses have /", slashed)
    if _SWALLOWED.search(_PLACEHOLDER.sub(_unless_tag, target)) and _is_address(target):
        return _Fault(f"{quoted(target)} has swallowed the markup around it")
    if _is_address(core) and (fault := _strange(target, core)):
        return fault
    if (gap := _INSIDE.search(core)) and _is_address(core):
        joined = _INSIDE.sub("", core)
        sure = gap[0] in "\u200b\u2060\ufeff" or core[: gap.start()].endswith(":")
        return _Fault(f"{quoted(target)} is an address with a space in it", joined if sure else "", safe=True)
    return _scheme(target) or _missing_scheme(link, url) or _cut(link, url)


def _unless_tag(found: re.Match[str]) -> str:
    """Nothing for words in angle brackets, that stand for others or are a place's name; a tag as it is."""
    return found[0] if found[1].lower() in ELEMENTS else ""


def _strange(target: str, core: str) -> _Fault | None:
    """A space behind a slash, a word for a port, a bracket at the end that nothing opens."""
    if "/%20" in core and "?" not in core[: core.index("/%20")]:
        return _Fault(f"{quoted(target)} has a space behind a slash, %20", target.replace("/%20", "/"))
    if _PORT.match(core):
        return _Fault(f"{quoted(target)} has no number where the port belongs")
    if core.endswith("]") and "[" not in core:
        return _Fault(f"{quoted(core[-1])} is part of the address {quoted(target)}", core[:-1], safe=True)
    return None


def _at_ends(written: str, address: str) -> str:
    """What stands around an address, as a reader can tell it."""
    around = written.replace(address, "", 1).strip(" ")
    if around and not set(around) - set("\"'“”‘’«»"):
        return "a quotation mark" if len(around) == 1 else "a pair of quotation marks"
    if around.isspace():
        return "a non-breaking space"
    return quoted(around) if around.isprintable() else "a character that cannot be seen"


def _cut(link: Link, url: Url) -> _Fault | None:
    """What a shortened display of the address left, or what was added to it in the wrong place."""
    if link.kind in (LinkKind.BARE, LinkKind.AUTOLINK) or not url.web:
        return None
    if (cut := _CUT.search(link.target)) and "/compare/" not in url.path and "=" not in url.query:
        # Of two versions, the later one is left out; a message may end so.
        return _Fault(f"{quoted(link.target)} is cut off, it ends with {quoted(cut[0])}")
    if _STOP.search(link.target) and "wiki" not in url.host:
        return _Fault(f"{quoted(link.target)} ends with a full stop, which belongs after the link", link.target[:-1])
    if "#" in url.fragment and not url.fragment.startswith(("/", "!")) and "/" not in url.fragment:
        return _Fault(f"{quoted(link.target)} has a second #: a page has one place only")
    if not url.query and (first := _FIRST_QUERY.search(url.path)) and "#" not in link.target[: link.target.find("&")]:
        better = link.target.replace("&", "?", 1)
        return _Fault(
            f"{quoted(link.target)} has & before {quoted(first[1])}, where its query begins: expected ?", better
        )
    if not link.image and _SECOND_QUERY.fullmatch(url.query):  # of an image's size nobody misses anything
        better = "?".join(link.target.split("?")[:2]) + "&" + "&".join(link.target.split("?")[2:])
        return _Fault(f"{quoted(link.target)} has a second ?, expected &", better)
    return None


def _is_address(text: str) -> bool:
    return bool(re.match(r"https?:|mailto:|www\.|//", text, re.IGNORECASE))


def _scheme(target: str) -> _Fault | None:
    """A scheme that is misspelt, badly separated, or there twice."""
    if twice := _TWICE.match(target):
        return _Fault(f"the address {quoted(target)} begins twice", target[twice.end() :], safe=True)
    found = _SLIP.match(target)
    if found is None:
        return None
    word, marks = found[1].lower(), found[2]
    near = [scheme for scheme in ("https", "http") if one_edit_apart(word, scheme)]
    meant = word if word in ("http", "https") else next(iter(near), "")
    separated = len(marks) > 1 and ("//" in marks or marks[0] in ":;" or "\\" in marks)
    if not meant or not separated or (word == meant and marks == "://"):
        return None
    better = f"{meant}://{target[found.end() :]}"
    return _Fault(f"{quoted(target)} begins with “{found[0]}”, not with “{meant}://”", better, safe="." in better)


def _missing_scheme(link: Link, url: Url) -> _Fault | None:
    target = link.target
    if (
        (mail := _MAIL.fullmatch(target))
        and is_email(mail["address"])
        and target.lower() != f"mailto:{mail['address']}".lower()
    ):
        better = f"mailto:{mail['address']}"
        return _Fault(f"{quoted(target)} begins with “{mail['scheme']}”, not with “mailto:”", better, safe=True)
    address = f"{url.user}@{url.host}" if url.web else url.path if url.relative and not link.image else ""
    if is_email(address) and (url.relative or not url.path.strip("/")):
        better = f"mailto:{target if url.relative else address}"
        return _Fault(f"{quoted(target)} is an email address, its link needs mailto:", better, safe=True)
    if url.scheme == "mailto" and url.path and "@" not in url.path and "%40" not in url.path:
        return _Fault(f"{quoted(target)} writes to no email address")
    if url.scheme == "mailto" and not url.query and "%" not in url.path:
        wrong = next((one for one in re.split(r"[,;] *(?=[^,;]*@)", url.path) if "@" in one and not is_email(one)), "")
        if wrong and wrong.isascii() and "<" not in wrong:
            return _Fault(f"{quoted(wrong)} is no email address")
    text = link.text.strip()
    site = _NAMED_SITE.fullmatch(target)
    named = (text == target and _NAMED_HOST.fullmatch(target)) or (site and text.lower() == site[1].lower())
    if url.relative and not link.image and (named or _HOST_FIRST.fullmatch(target)):
        reason = f"{quoted(target)} lacks https:// and opens a page of this site"
        return _Fault(reason, f"https://{target}", may_be_file=True)
    return None


# --- the host


def _host(link: Link, url: Url) -> _Fault | None:
    if link.kind is LinkKind.INLINE and link.target.startswith("//") and url.host and "." not in url.host:
        return _Fault(f"{quoted(link.target)} names the host {quoted(url.host)}, expected one slash", link.target[1:])
    if link.kind is LinkKind.BARE or url.scheme not in ("http", "https"):
        return None
    if url.host.startswith("[") or "localhost" in url.host:
        return None
    if not url.host:
        return _Fault(f"{quoted(link.target)} names no host")
    labels = url.host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return _Fault(f"{quoted(url.host)} is no name of a host")
    if len(labels) == 1 and not url.port and link.text.strip() != link.target:
        return _Fault(f"the host {quoted(url.host)} has no dot: {quoted(link.target)} is incomplete")
    return None


def _path(link: Link, url: Url) -> _Fault | None:
    """An address inside the address, the host said twice, a page where a picture should be."""
    if again := _HOST_AGAIN.fullmatch(link.target):
        message = f"{quoted(link.target)} has its host twice, a whole address within the address"
        return _Fault(message, again["rest"], safe=True)
    if inner := _INNER.search(url.path):
        return _Fault(f"a second address begins within {quoted(link.target)}: {quoted(inner[0])}")
    if stutter := _STUTTER.match(link.target):
        better = link.target.replace(stutter[1], "/", 1)
        return _Fault(f"{quoted(link.target)} begins its path with {quoted(stutter[1])}, a part of its host", better)
    if twice := _TWO_ENDINGS.search(url.path):
        better = link.target.replace(twice[0], twice[1], 1)
        return _Fault(f"{quoted(link.target)} ends with {quoted(twice[1])} twice", better)
    if link.image and url.host == "github.com" and "raw=" not in url.query and _BLOB.match(url.path):
        better = link.target.replace("/blob/", "/raw/", 1)
        return _Fault(f"{quoted(link.target)} is a page about the image: the image is below /raw/", better, safe=True)
    return None


def _world_wide(target: str, host: str) -> _Fault | None:
    """`wwww.` and `www.www.`."""
    if not (begins := doubled_www(host)):
        return None
    better = target.replace(begins, "www.", 1)
    return _Fault(f"the host {quoted(host)} begins with {quoted(begins)}, expected www.", better)


def _misspelt(target: str, host: str, names: Mapping[str, int]) -> _Fault | None:
    """A host one slip away from another."""
    name = registrable(host)
    if not (other := meant_host(name, names)):
        return None
    better = re.sub(re.escape(name), other, target, count=1, flags=re.IGNORECASE)
    return _Fault(f"the host {quoted(name)} is one slip away from {other}", better)
