"""A post goes in, the release that its title announces comes out: which product, which version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.model import Flow, Kind, Segment, Span
from postlint.model.named import NamedTuple
from postlint.text import lazy
from postlint.text.figures import figure
from postlint.words.forms import forms

if TYPE_CHECKING:
    from postlint.post.document import Post

Version = tuple[int, ...]

_LEADS = (
    r"\W*(?:(?:(?i:announcing|introducing|releasing|released?|presenting|meet|welcome|hello|say hello to|what(?:['’]s|"
    r"\s+is)\s+(?:new\s+)?in|changes\s+in|highlights\s+of|a\s+look\s+at|"
    r"new in|new|the|release (?:notes )?(?:of|for)|changelog (?:of|for)|notes (?:on|for)|launch of|availability of|of|"
    r"update|security release|maintenance release))\b:?\s+)*"
)
_PRODUCT = r"(?P<product>(?:(?<!\S)[a-z@][\w.+#/-]*|[A-Z][\w.+#-]*)(?:\s[A-Z][\w.+#-]*){0,4}?)"
_VERSION = (
    r"v?(?P<version>\d+(?:\.\d+){0,3})"
    r"(?:[ .-]?(?:(?i:release\scandidate)|"
    r"alpha|beta|rc|pre|preview|dev|next|canary|nightly|m|RC|Alpha|Beta|Preview)[ .-]?\d*(?:\.\d+)?)?"
)
_REST = (
    r"(?P<rest>\s*\Z|\s*[(:!,|–—-]|\s[\"“„«‘][^\W\d]|\.\s*\Z|\s+(?i:is|has|released?|announcement|highlights|now|out|available|arrives?|landed|lands|fixes|improves|adds|makes|speeds|supports|drops|gets|repairs|closes|"
    r"lts|stable|final|notes|changelog|today|ships|brings|beta|rc|alpha|"
    r"(?:patch|bug-?fix|point|security|maintenance|service)\s(?:notes|releases?|updates?))\b|"
    r"\sfor\s(?:the|your|our|all|every|an?)\s|\s(?P<verb>[a-z]{3,})\s)"
)
_TITLE = lazy.compile(rf"{_LEADS}{_PRODUCT}\s+(?:[Vv]ersion\s+)?{_VERSION}{_REST}")
# "Out now: Boat 4.2"
_AFTER_LEAD = lazy.compile(r"(?P<lead>[^:\d]{3,40}):\s")
# "Boat for Windows, version 4.2"
_SAID_VERSION = lazy.compile(
    rf"{_LEADS}{_PRODUCT}(?:\s(?:for|on)\si?[A-Z]\w+(?:\s[A-Z]\w+)?)?(?:[,:]?\s|\s[(–—-]\s?|\s?\()(?:[Vv]ersion\s+|[Rr]elease\s+|v(?=\d)){_VERSION}\)?{_REST}"
)
# "Version 4.2 of Boat is here"
_VERSION_OF = lazy.compile(
    rf"{_LEADS}(?i:version|release)\s+{_VERSION}\s+of\s+(?:the\s|our\s)?(?P<product>[A-Z][\w.+#-]*(?:\s[A-Z][\w.+#-]*){{0,3}})(?P<rest>)"
)
_SAYS_RELEASE = lazy.compile(
    r"\b(?:release[ds]?|announc\w+|introducing|available|out|new|lts|stable|highlights|changelog|arrives?|landed|beta|rc)\b",
    re.I,
)
# What is numbered, but has no versions.
_NUMBERED = frozenset(
    "part week episode chapter day issue volume vol season sprint phase round level step top no number edition milestone year "
    "section lesson module act month cohort batch tip rule version january february march april may june july august september "
    "october november december".split()
)


class Release(NamedTuple):
    """`product` and `version` as the title spells them, `span` covers both; `numbers` are the parts of the version.

    `sure` is false where the title says no more than a name and a whole number ("Electron 41"), which need be no release.
    """

    product: str
    version: str
    numbers: Version
    span: Span
    sure: bool

    @property
    def name(self) -> str:
        return f"{self.product} {self.version}"


def release_of(post: Post) -> Release | None:
    """The one release that the title is about, or None; a title with a second number names none."""
    flow = title_flow(post)
    if flow is None or not any(char.isdigit() for char in flow.text):
        return None
    found = _titled(flow.text)
    if found is None or any(char.isdigit() for char in flow.text[found.start("rest") :]):
        return None
    product, version = found["product"], found["version"]
    numbers = numbers_of(version)
    if product.split()[-1].lower().rstrip(".") in _NUMBERED or any(char.isdigit() for char in product):
        return None
    if len(numbers) == 1 and numbers[0] >= 1900:
        return None
    sure = len(numbers) > 1 or _SAYS_RELEASE.search(flow.text) is not None
    ends = sorted((*found.span("product"), *found.span("version")))
    return Release(product, version, numbers, flow.span_of(ends[0], ends[-1]), sure)


def _titled(title: str) -> re.Match[str] | None:
    """The product and its version as a title names them, in whatever order."""
    found = _TITLE.match(title)
    if found and found.groupdict()["verb"] and not _is_deed(found["verb"]):
        found = None
    if found is None and (lead := _AFTER_LEAD.match(title)) and _SAYS_RELEASE.search(lead["lead"]):
        found = _TITLE.match(title, lead.end())
    return found or _SAID_VERSION.match(title) or _VERSION_OF.match(title)


def _is_deed(word: str) -> bool:
    """Whether a word behind a release tells what it does or did: "Boat 4.2 reads maps"."""
    found = forms(word)
    return "z" in found or ("d" in found and "n" not in found)


def title_flow(post: Post) -> Flow | None:
    """The text of the title in the header, or else of the first heading of level 1."""
    for flow in post.header_flows:
        if flow.role == "title":
            return flow
    entry = post.header.get("title")
    if entry and isinstance(entry.value, str):  # with escapes, so that the places of its letters are not known
        span = entry.text_span
        return Flow("title", span, entry.value, (Segment(0, len(entry.value), span.start, span.end, Kind.TEXT),))
    return next((post.flows[h.flow] for h in post.headings if h.level == 1 and h.flow >= 0), None)


def numbers_of(version: str) -> Version:
    """The parts of a version as numbers: `1.12.0` gives (1, 12, 0)."""
    return tuple(figure(part) for part in re.findall(r"\d+", version))


def agree(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two versions may be one, of which one is cut short."""
    return all(a == b for a, b in zip(one, other, strict=False))
