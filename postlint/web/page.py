"""The text of a page goes in, what can be told of it comes out: title, anchors, words, and whether it sounds like an excuse."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from postlint.model.named import NamedTuple
from postlint.text import lazy

_ELEMENTS = {
    name: (lazy.compile(rf"<{name}(?=[\s>])", re.IGNORECASE), lazy.compile(rf"</{name}(?=[\s>])", re.IGNORECASE))
    for name in ("title", "h1")
}
_LONGEST = 500  # characters of a title or heading; a page that never closes one must not cost much
_TAG = lazy.compile(r"<[^>]*>")
_MISSING = lazy.compile(
    r"""\b404\b | \bnot\ found\b | \bno\ longer\ (?:available|exists?)\b | \bdoes(?:n['’]t|\ not)\ exist\b
    | \b(?:page|site|file|post|document|content|article|resource|url)\ (?:(?:is|was|could|cannot|can['’]t|isn['’]t|not)\ )*
      (?:be\ )?(?:found|missing|available|unavailable|gone|removed)\b
    | \b(?:oops|sorry|uh[ -]?oh)\b
    | page\ (?:introuvable|non\ trouvée) | nicht\ gefunden | no\ encontrad[ao] | não\ encontrad[ao] | non\ trovat[ao]
    | niet\ gevonden | hittades\ inte | ikke\ fundet | nie\ znaleziono | не\ найден | 不存在 | 找不到 | 見つかりません
    | 찾을\ 수\ 없""",
    re.IGNORECASE | re.VERBOSE,
)
# Where writers of HTML put anchors; an id on a `div` alone may as well belong to a script.
_ANCHORED = frozenset("h1 h2 h3 h4 h5 h6 a dt dd section article li p span td tr figure summary details".split())
_WORDS = 400  # that many words of a page show whether two pages are one
_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Anchors:
    """The ids and names of a page. `certain` is false where scripts may make more of them."""

    names: frozenset[str]
    certain: bool


def title_of(text: str) -> str:
    """The page's title, or its first heading of level 1, as one line; "" where it has neither."""
    return _element("title", text) or _element("h1", text)


def sounds_missing(text: str) -> bool:
    """Do title or main heading say that there is no such page? A ground for suspicion, never a proof."""
    return any(_MISSING.search(_element(name, text)) for name in _ELEMENTS)


def alike(one: str, other: str) -> bool:
    """Are two pages the same but for details such as the address they quote?"""
    if _element("title", one) != _element("title", other):
        return False
    a, b = Counter(words(one)), Counter(words(other))
    shared, total = (a & b).total(), max(a.total(), b.total())
    return total == 0 or shared / total >= _ALIKE


def words(text: str) -> list[str]:
    """The first words that a reader sees."""
    seen: list[str] = []
    for token in _read(text):
        if isinstance(token, str):
            seen += html.unescape(token[:_LONGEST]).split()
        if len(seen) >= _WORDS:
            break
    return seen[:_WORDS]


def anchors(text: str) -> Anchors:
    """Every id, and every name of an `a`; certain where some stand on headings or the like, as a server writes them."""
    names, certain = set(), False
    for token in _read(text):
        if isinstance(token, str):
            continue
        for key, *values in _NAMED.findall(token.rest):
            if key.lower() == "id" or token.tag == "a":
                names.add(html.unescape(next(filter(None, values), "")))
                certain |= token.tag in _ANCHORED
    return Anchors(frozenset(names), certain)


def mentions(text: str, anchor: str) -> bool:
    """Does the source speak of this anchor at all, if only in a script or a link that a script will serve?"""
    return anchor in text or quote(anchor) in text or html.escape(anchor) in text


def _element(name: str, text: str) -> str:
    """What the first element of that name shows, as one line; "" where there is none or it never ends."""
    opening, closing = _ELEMENTS[name]
    start = opening.search(text)
    end = start and closing.search(text, start.end())
    if not start or not end:
        return ""
    inner = text[start.end() : min(end.start(), start.end() + _LONGEST)].partition(">")[2]
    return " ".join(html.unescape(_TAG.sub(" ", inner)).split())


# --- markup, read in one pass
#
# Python's own html.parser needs quadratic time for markup that never closes: two megabytes of "<a " would hold a run for
# hours. Every pattern here consumes what it has looked at (possessive, or up to the end), so that no page costs more than its
# length. The tokens follow the HTML standard, section 13.2.5, as far as names and visible words depend on them.

_TOKEN = lazy.compile(
    r"""<!--.*?(?:-->|\Z)
    | <[!?][^>]*+>?
    | <(?P<end>/?)(?P<tag>[a-z][^\s/>]*+)(?P<rest>(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?)*+)>?""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_NAMED = lazy.compile(r"""(?:^|[\s"'/])(id|name)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++))""", re.IGNORECASE)
_RAW = ("script", "style", "template", "noscript", "svg", "title", "textarea", "iframe")
_RAW_ENDS = {tag: lazy.compile(rf"</{tag}(?![^\s/>])", re.IGNORECASE) for tag in _RAW}


class _Start(NamedTuple):
    """A start tag: its name in lower case and its attributes as written."""

    tag: str
    rest: str


def _read(text: str) -> Iterator[_Start | str]:
    """The start tags of a page and the text that a reader sees between them."""
    at = 0
    while found := _TOKEN.search(text, at):
        yield text[at : found.start()]
        at = found.end()
        tag = (found["tag"] or "").lower()
        if not tag or found["end"]:
            continue
        yield _Start(tag, found["rest"])
        if tag in _RAW_ENDS:
            end = _RAW_ENDS[tag].search(text, at)
            at = end.start() if end else len(text)
    yield text[at:]
