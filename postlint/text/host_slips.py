"""The name of a host goes in, the one that it is a slip away from comes out: one known to everybody, or to its post."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from postlint.text import lazy
from postlint.text.nearness import one_edit_apart

_WWW = lazy.compile(r"(?:wwww+|www\.www)\.(?=[\w-]+\.)")
_SLIPPED_TLDS = dict.fromkeys(("con", "cmo", "ocm", "comm", "vom"), "com") | dict.fromkeys(
    ("ogr", "rog", "orgg"), "org"
)
_KNOWN = (
    "github.com gitlab.com twitter.com youtube.com facebook.com linkedin.com instagram.com reddit.com "
    "medium.com wikipedia.org wikimedia.org mozilla.org google.com googlegroups.com stackoverflow.com microsoft.com meetup.com "
    "eventbrite.com githubusercontent.com slideshare.net wordpress.com python.org nodejs.org npmjs.com apache.org kubernetes.io"
).split()
_OFTEN = 3  # links of a post to the host that it means


def doubled_www(host: str) -> str:
    """What stands for `www.` in `wwww.ferns.example` and `www.www.ferns.example`, which nobody registers; "" for none."""
    found = _WWW.match(host)
    return found[0] if found else ""


def meant_host(name: str, names: Mapping[str, int]) -> str:
    """The host meant by `name`, "" for none: one that everybody knows, or, as `names` counts, one linked much more often."""
    other = _known_twin(name)
    if not other and names.get(name) == 1 and name not in _KNOWN:
        other = next((often for often, count in names.items() if count >= _OFTEN and _twins(name, often)), "")
    return other


@lru_cache(maxsize=4096)
def _known_twin(name: str) -> str:
    """The host meant by `name` that everybody knows, or whose ending is no ending; or ""."""
    rest, _, ending = name.rpartition(".")
    if meant := _SLIPPED_TLDS.get(ending):
        return f"{rest}.{meant}"
    return "" if name in _KNOWN else next((known for known in _KNOWN if _twins(name, known)), "")


def _twins(a: str, b: str) -> bool:
    """One slip apart, and not by what people register on purpose: another ending, first letter, a plural, a number."""
    if a.count(".") > 1 or b.count(".") > 1:
        return False  # names below a host that many share
    a, _, ending = a.rpartition(".")
    b, _, other_ending = b.rpartition(".")
    if ending != other_ending or len(a) < 6 or a[0] != b[0] or not one_edit_apart(a, b):
        return False
    return a.rstrip("s") != b.rstrip("s") and not _differ_by_number(a, b)


def _differ_by_number(a: str, b: str) -> bool:
    return re.sub(r"\d", "", a) == re.sub(r"\d", "", b)
