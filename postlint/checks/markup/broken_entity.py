"""A post goes in; HTML entities that readers see as they are written, for want of a mark or a right name, come out."""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from postlint.model import Finding, Fix, Flow, Span
from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

if TYPE_CHECKING:
    from postlint.post.document import Post
    from postlint.site.site import Site

# Those that people write by hand; `&amp` without a semicolon may be code, or a company's name.
_USUAL = (
    "nbsp",
    "mdash",
    "ndash",
    "hellip",
    "rsquo",
    "lsquo",
    "rdquo",
    "ldquo",
    "laquo",
    "raquo",
    "thinsp",
    "middot",
    "euro",
    "pound",
    "times",
    "deg",
    "copy",
    "reg",
    "trade",
    "bull",
    "rarr",
    "larr",
    "eacute",
    "egrave",
    "ouml",
    "uuml",
    "auml",
)
_NAMES = "|".join(_USUAL)
_WRITTEN = (*_USUAL, "amp", "apos", "quot")
_DISTINCT = r"nbsp|[mn]dash|hellip|[lr][sd]quo"  # no word begins or ends with these letters
_ENTITY = lazy.compile(
    rf"&(?P<named>[A-Za-z]{{2,12}});|"
    rf"&(?P<open>(?:{_NAMES})(?![\w;=])|deg(?=[CF]\b)|(?<=[ \n]&)(?:amp|[lg]t)(?=[ \n])|frac(?:12|14|34)(?!\d|\w*;))|"
    rf"&(?P<glued>{_DISTINCT})(?=[^\W_]{{2,}})(?!\w{{1,20}};)|"
    rf"(?<![&\w-])(?P<bare>{_DISTINCT});|(?<=[a-z&] )(?P<sign>amp);(?= [A-Za-z])|"
    r"&(?P<number>\#(?:\d{2,5}(?![\d;])|x[\da-fA-F]{2,5}(?![\w;])))|"
    r"&(?P<unmarked>\d{2,4});|(?<=[a-z])\#(?P<behind>39|1[67]\d|82[12]\d);"
)
# "17&dgr;C", "17&dgre;": of what may stand there, only one thing is an entity.
_DEGREES = lazy.compile(r"(?<=\d)&([a-z]{2,6});(?=[CF]\b)|(?<=\d)&(d[a-z]{1,6});")
# Where a name between the signs may be one of C, of a query, or of an entity that the text is about.
_OF_CODE = lazy.compile(r"[=(*&/]\s?\Z|\w\Z")
# In code only those that stand for a plain character can have been escaped by some program.
_IN_CODE = lazy.compile(r"&(?:lt|gt|amp|quot|#(?:3[4-9]|4[0-7]|5[89]|6[0-4]|9[1-6]|12[3-6])|#x(?:2[2-7]|3[cCeE]));")
_ABOUT_ENTITIES = lazy.compile(r"escap|entit|encod|sanitiz|(?:raw|rendered) html", re.IGNORECASE)
_ABOUT_OUTPUT = lazy.compile(r"html|output|source|render", re.IGNORECASE)
_ABOUT_HTML = lazy.compile(r"html|source|render", re.IGNORECASE)
_IN_TITLE = lazy.compile(r"&(?:lt|gt|amp|quot|apos|#39|[lr][sd]quo|[mn]dash|hellip);")
_AROUND = 1000  # characters that tell what code is about
_MARKUP = frozenset("html htm xml svg xhtml jsx tsx vue svelte mdx md markdown liquid erb php go-html-template".split())


def check(post: Post, site: Site) -> Iterator[Finding]:
    if site.escapes_titles:
        yield from _in_header(post)
    yield from _in_text(post)
    if "&" in post.text and ";" in post.text:
        yield from _in_code(post)


def _in_header(post: Post) -> Iterator[Finding]:
    """`title: Bread &amp; Butter`: generators escape a title when they show it, so that the entity is seen."""
    for flow in post.header_flows:
        if found := _IN_TITLE.search(flow.text):
            span, meant = flow.span_of(*found.span()), html.unescape(found[0])
            yield Finding(span, f"{found[0]} is shown as it is in the {flow.role}, expected {meant}")


def _in_code(post: Post) -> Iterator[Finding]:
    """`a &lt; b`: code shows an entity as it is written. Alone in its span the entity is what is talked about."""
    plain = {code.inner.of(post.text).strip() for code in post.codes}
    if any(_IN_CODE.fullmatch(text) for text in plain):
        return  # a post that shows an entity on its own speaks of them
    for code in post.codes:
        source = code.inner.of(post.text)
        language = (code.info or "").split(" ")[0].lower().strip("{}.")
        found = _IN_CODE.search(source)
        if found is None or language in _MARKUP or code.info == "" or "<" in source:
            continue
        if _ABOUT_ENTITIES.search(post.text, max(0, code.span.start - _AROUND), code.span.end + _AROUND):
            continue
        if html.unescape(source).strip() in plain:
            continue  # both forms are shown, so the difference is what it is about
        about = _ABOUT_HTML if found[0].startswith("&#") else _ABOUT_OUTPUT
        if code.flow >= 0 and about.search(post.flows[code.flow].prose):
            continue
        span = Span(code.inner.start + found.start(), code.inner.start + found.end())
        yield Finding(span, f"code shows {found[0]} as it is, expected {html.unescape(found[0])}")


def _in_text(post: Post) -> Iterator[Finding]:
    for flow in post.flows:
        if flow.block < 0 or ("&" not in flow.prose and ";" not in flow.prose):
            continue
        known = set[Span]()
        for span, shown in _degrees(flow):
            known.add(span)
            yield Finding(span, f"{shown} is shown as it is, expected &deg;", Fix.replace(span, "&deg;", safe=False))
        for found in _ENTITY.finditer(flow.prose):
            span = flow.span_of(*found.span())
            if span in known or span.of(post.text) != found[0] or (flow.role == "html" and _is_forgiven(found)):
                continue
            if meant := _meant(found):
                fix = Fix.replace(span, meant, safe=bool(found["open"]))
                yield Finding(span, f"{found[0]} is shown as it is, expected {meant}", fix)
            elif found["named"] and _is_unknown(found):
                yield Finding(span, f"{found[0]} is shown as it is: HTML has no entity of that name")


def _degrees(flow: Flow) -> Iterator[tuple[Span, str]]:
    for found in _DEGREES.finditer(flow.prose):
        if f"{found[1] or found[2]};" not in html.entities.html5:
            yield flow.span_of(*found.span()), found[0]


def _is_forgiven(found: re.Match[str]) -> bool:
    """In a block of HTML a browser takes `&#8217` for what it stands for, and `&amp`, as all old names, without a semicolon."""
    return bool(found["number"]) or (found["open"] in ("amp", "lt", "gt") and found["open"] in html.entities.html5)


def _meant(found: re.Match[str]) -> str:
    """What the entity was to be; "" where it is one, or where nothing is near."""
    if name := found["named"]:
        return f"&{near};" if f"{name};" not in html.entities.html5 and (near := _nearest(name, found)) else ""
    if number := found["number"] or ((digits := found["unmarked"] or found["behind"]) and f"#{digits}"):
        shown = html.unescape(f"&{number};")
        return f"&{number};" if shown.isprintable() or shown.isspace() else ""
    return f"&{found['open'] or found['glued'] or found['bare'] or found['sign']};"


def _nearest(name: str, found: re.Match[str]) -> str:
    """The one entity whose name is a slip away, or whose sign is called so in Unicode: `&nbps;`, `&Nbsp;`, `&ampersand;`."""
    low = name.lower()
    for names in (_WRITTEN, _old_names()):
        if low in names:
            return low
        if len(name) > (2 if names is _WRITTEN else 3) and not (names is not _WRITTEN and _is_of_code(found)):
            near = [usual for usual in names if one_edit_apart(name, usual)]
            if near:
                return near[0] if len(near) == 1 else ""
    return _called().get(low, "")


def _is_unknown(found: re.Match[str]) -> bool:
    """A name that HTML does not have, in a text that speaks neither of entities nor of code."""
    name = found["named"]
    return (
        f"{name};" not in html.entities.html5
        and len(name) > 3
        and name.islower()
        and not _is_of_code(found)
        and not _ABOUT_ENTITIES.search(found.string)
    )


def _is_of_code(found: re.Match[str]) -> bool:
    return _OF_CODE.search(found.string, max(found.start() - 2, 0), found.start()) is not None


@cache
def _old_names() -> tuple[str, ...]:
    """The names that HTML 4 had, and what XML has besides: longer lists hold too much that is near everything."""
    return (*html.entities.name2codepoint, "apos")


@cache
def _called() -> dict[str, str]:
    """Each entity by what Unicode calls its sign: "ampersand", "emdash", "ellipsis", "copyright"."""
    called: dict[str, str] = {}
    for name in _old_names():
        words = unicodedata.name(html.unescape(f"&{name};"), "").lower().removesuffix(" sign").split()
        if words and words[0] not in ("latin", "greek"):
            called.setdefault("".join(words), name)
    return called | {"ellipsis": "hellip"}
