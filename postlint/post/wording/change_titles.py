"""A post and a text of it go in, whether that is the title of an issue, a pull request or a commit comes out.

Such titles are others' words, which release notes quote as a program copied them. What gives one away is the number, hash or
key of the change at its beginning or end, or that nearly all items of its list have one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.model import OBJECT, Flow, Link
from postlint.post.fact import fact
from postlint.post.lists import is_item
from postlint.post.wording.othertitles import links_of
from postlint.text import lazy

if TYPE_CHECKING:
    from postlint.post.document import Post

_LONGEST = 200  # characters, with author and number
_WORDS = 4  # of a link that quotes a title
_KNOWN = 3  # numbers that make capitals before them the key of a tracker
_FEW = 4  # items of a list of which all but one in so many may do without a number

_NUMBER = r"(?:\#\d{2,}|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b)"
_BY = (
    r"(?:,?\ (?:by|from|via|thanks(?:\ to)?)\ [^.\#]{2,60}|(?:,?\ \(?@[\w-]+(?:\[bot\])?\)?)+|\ \([\w.\ \[\]-]{2,60}\))"
)
# `build: fix macos`, "Exit gracefully on linux. #12139", "fix windows build (Jo Doe)", "Fix ruby head. Pull request #12 by Jo
# Doe.", "Hide it (#12) (1a2b3c4), closes #14", "[BUGFIX] Hide it."
_TITLE = lazy.compile(
    rf"""
    \W*Revert\W | \W*[\w,/-]{{2,20}}:\ [a-z]
    | \W*\[(?:FEATURES?|ENHANCEMENTS?|BUG-?FIX(?:ES)?|FIX(?:ED)?|CHANGED?|ADDED|REMOVED|DEPRECATED|PERF(?:ORMANCE)?)\]\s
      (?!.*[.!?]\s[A-Z])
    | .*{_NUMBER}[)\]]? (?:[,;]?\ (?:and\ |closes\ |fixes\ |refs\ |see\ )?[(\[]*{_NUMBER}[)\]]?)* {_BY}? \.?\s*\Z
    | .*\([A-Z][\w.,\ -]{{2,60}}\)\.?\s*\Z
    | \W*\[?\#\d{{2,}} | \W*(?:Pull\ request|Merge\ pull\ request|PR)\ \#?\d
    | .*\bby\ @[\w-]+\ in\ (?:\#\d|https?:|{OBJECT})
    """,
    re.DOTALL | re.VERBOSE,
)
_KEYED = lazy.compile(r"^[^\w\n]*([A-Z][A-Z0-9]+)-(\d+)\b(?=\W)(?!-)", re.MULTILINE)  # PEAR-123 - Sort the pears
_REFERRED = lazy.compile(r"\#\d{2,}|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b|\b[A-Z][A-Z0-9]+-\d")
_TWO = lazy.compile(r"[.!?]\s+[A-Z]")  # sentences: what tells so much is told by the author
_CHANGE = lazy.compile(
    r"/(?:issues?|pulls?|pull-requests|merge_requests|commits?|discussions)/#?[\w-]*\d|/browse/[A-Z]\w*-\d"
)
_REFERENCE = lazy.compile(r"\S*\d\S*")  # a number, hash or key


def looks_like_change(flow: Flow) -> bool:
    """Whether it is worded as one, whatever it links and stands in."""
    return len(flow.prose) < _LONGEST and _looks_titled(flow.prose)


def is_quoted_change(post: Post, flow: Flow) -> bool:
    """Whether it is one for certain, by a number, a hash or a key, and no sentence that ends as the author's do."""
    return is_change_title(post, flow) and not flow.prose.rstrip().endswith(".") and bool(_REFERRED.search(flow.text))


def is_change_title(post: Post, flow: Flow) -> bool:
    """Whether it is one, or a list of them with one on each line."""
    return id(flow) in _titles(post)


@fact
def _titles(post: Post) -> frozenset[int]:
    """The texts that are titles, as `id` gives them."""
    keys = _trackers(post)
    titles = {id(flow) for flow in post.flows if _is_titled(post, flow, keys)}
    for listed in post.lists:
        items = [post.flows[item.flow] for item in listed.items if item.flow >= 0]
        others = [item for item in items if id(item) not in titles]
        if len(others) * _FEW <= len(items):
            titles.update(id(item) for item in others if not _TWO.search(item.prose))
    return frozenset(titles)


@fact
def _trackers(post: Post) -> frozenset[str]:
    """The capitals that stand before several numbers where lines begin; before one or two they are a name: UTF-8."""
    if not _KEYED.search(post.text):
        return frozenset()
    seen = Counter(key for key, _ in {found.groups() for flow in post.flows for found in _KEYED.finditer(flow.prose)})
    return frozenset(key for key, numbers in seen.items() if numbers >= _KNOWN)


def _is_titled(post: Post, flow: Flow, keys: Collection[str]) -> bool:
    lines = flow.prose.split("\n") if keys else ()
    if lines and all((found := _KEYED.match(line)) and found[1] in keys for line in lines if line.strip()):
        return True
    if len(flow.prose) >= _LONGEST:
        return False
    return looks_like_change(flow) or any(_names(post, flow, link) for link in links_of(post, flow))


def _names(post: Post, flow: Flow, link: Link) -> bool:
    """Whether a link opens the change whose title its text, or the rest of an item that begins or ends with it, is."""
    if not _CHANGE.search(link.target):
        return False
    before, after = flow.prose[: link.at].strip(" ([-–—:"), flow.prose[link.end :].strip(" )].,-–—:")
    if len(link.text.split()) >= _WORDS:
        return not (before or after)
    return bool(_REFERENCE.fullmatch(link.text)) and not (before and after) and is_item(post.blocks, flow)


@lru_cache(maxsize=1 << 10)  # texts: a site's release notes repeat them
def _looks_titled(prose: str) -> bool:
    return _TITLE.match(prose) is not None
