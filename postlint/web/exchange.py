"""One request and what came of it, as values; and what its headers mean."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from postlint.text import lazy

HEAD_ENOUGH = 64 * 1024  # bytes of a page that hold its title
BODY_MOST = 2 * 1024 * 1024  # bytes read of any page, decompressed


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to make: `keep` is how many bytes of the body are wanted, decompressed."""

    url: str
    method: str = "GET"
    keep: int = HEAD_ENOUGH
    headers: Mapping[str, str] = field(default_factory=dict)


class Fault(enum.StrEnum):
    """Why no answer came."""

    NO_SUCH_NAME = "no such name"
    NO_LOOKUP = "no look-up"
    FORBIDDEN = "forbidden address"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROTOCOL = "protocol"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came back: a status with the headers that matter (lower case) and the beginning of the body, or a fault.

    `complete` is true where `body` is the whole body. `detail` explains a fault in words.
    """

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = False
    fault: Fault | None = None
    detail: str = ""
    method: str = "GET"

    @property
    def redirects(self) -> bool:
        return self.status in (301, 302, 303, 307, 308) and bool(self.headers.get("location"))

    @property
    def html(self) -> bool:
        """Is this a page with markup? One that does not say what it is counts as one where it begins like it."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind in ("text/html", "application/xhtml+xml") or (not kind and self.body.lstrip()[:1] == b"<")

    @property
    def text(self) -> str:
        """The body, decoded as its header or its markup says, UTF-8 where neither does."""
        return self.body.decode(_charset(self.headers.get("content-type", ""), self.body), "replace")

    @property
    def complains(self) -> bool:
        """Did the host say that it was asked too much?"""
        return self.status == 429 or (self.status == 503 and "retry-after" in self.headers)

    @property
    def passing(self) -> bool:
        """May the same request well be answered otherwise in a moment?"""
        if self.fault:
            return self.fault in (Fault.RESET, Fault.PROTOCOL, Fault.NO_LOOKUP)
        return self.status in (408, 425, 429, 500, 502, 503, 504) or 520 <= self.status <= 527


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that a Retry-After header asks to wait, given as such or as a date (RFC 9110, section 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


# Python knows more codecs than the web, among them some that take quadratic time.
_CHARSETS = lazy.compile(
    r"utf-?8|utf-?16(?:[bl]e)?|(?:us-)?ascii|iso-?8859-?\d+|latin-?\d|(?:windows|cp)-?\d+|koi8-?[ru]|shift[-_]?jis|sjis"
    r"|euc-?(?:jp|kr)|gbk?|gb2312|gb18030|big5(?:-hkscs)?|iso-2022-jp|macintosh",
    re.IGNORECASE,
)
_NAMED = lazy.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_WRITTEN = lazy.compile(rb"<meta[^>]{1,200}charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def _charset(content_type: str, body: bytes) -> str:
    named = _NAMED.search(content_type)
    written = _WRITTEN.search(body[:2048])
    name = named[1] if named else written[1].decode("ascii") if written else "utf-8"
    try:
        b"".decode(name)
    except LookupError:
        return "utf-8"
    return name if _CHARSETS.fullmatch(name) else "utf-8"
