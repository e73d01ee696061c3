"""What was observed about a page goes in, a verdict with its reason in words comes out; nothing here asks anything.

One rule stands above the others: whatever leaves room for doubt is unverifiable, and a page is dead only where two looks in
a row found it so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from postlint.post.answers import Verdict
from postlint.text import lazy
from postlint.text.urls import is_redirector, plain_host, same_site, segments, split_url
from postlint.web.exchange import Exchange, Fault
from postlint.web.page import alike, sounds_missing

GONE = (404, 410)
_PERMANENT = (301, 308)

_LOCALE = lazy.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?|[a-z]{2}-[a-z]{4}-[a-z]{2}")
_HOME = frozenset(("home", "start", "welcome", "main"))
_POINTER = frozenset(("latest", "stable", "current", "newest", "default", "head"))
_DOOR = lazy.compile(
    r"(?:^|[/._-])(?:log-?in|log-?on|sign-?in|sign-?up|signin|sso|oauth2?|saml|authori[sz]e|auth|consent|account/begin"
    r"|captcha|challenge|paywall|subscribe|cookie-?wall|age-?(?:gate|check)|m/global-identity[^/]*)(?:[/._-]|$)",
    re.IGNORECASE,
)
_SESSION = lazy.compile(
    r"(?:^|&)(?:[^=&]*(?:session|token|ticket|nonce|sid|state|expires|signature)[^=&]*)=", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Walk:
    """A request and the redirects that followed, in order; `stopped` says why a walk ended at a redirect.

    `fragment` is the one that a redirect named last.
    """

    hops: tuple[Exchange, ...]
    stopped: str = ""
    fragment: str = ""

    @property
    def last(self) -> Exchange:
        return self.hops[-1]

    @property
    def fine(self) -> bool:
        return not self.stopped and 200 <= self.last.status < 300

    @property
    def dead(self) -> bool:
        """Did the last request find the page gone, or no host of that name?"""
        return not self.stopped and (self.last.status in GONE or self.last.fault is Fault.NO_SUCH_NAME)


@dataclass(frozen=True, slots=True)
class Ruling:
    verdict: Verdict
    reason: str
    moved_to: str = ""


def judge(walk: Walk, again: Walk | None = None, sibling: Walk | None = None) -> Ruling:
    """The verdict on a page. `again` is a second look at what seemed dead, `sibling` a look beside what seems an excuse."""
    if again is not None and walk.dead:
        if again.dead:
            return Ruling(Verdict.DEAD, _by_way_of(again) + said(again.last))
        walk = again
    if walk.stopped:
        return Ruling(Verdict.UNSURE, walk.stopped)
    if wall := _wall(walk):
        return Ruling(Verdict.UNSURE, wall)
    if not walk.fine:
        return Ruling(Verdict.UNSURE, _by_way_of(walk) + said(walk.last))
    if excuse := _excuse(walk, sibling):
        return Ruling(Verdict.SOFT, excuse)
    if new := moved_to(walk):
        return Ruling(Verdict.MOVED, f"moved permanently to {new}", new)
    return Ruling(Verdict.FINE, _by_way_of(walk) + said(walk.last))


# --- in words

_FAULTS: Mapping[Fault, str] = {
    Fault.NO_SUCH_NAME: "there is no host named {host}",
    Fault.NO_LOOKUP: "the name {host} cannot be looked up",
    Fault.FORBIDDEN: "{host} has a private address, which is asked only with `allow-private`",
    Fault.REFUSED: "{host} refuses the connection",
    Fault.UNREACHABLE: "{host} cannot be reached",
    Fault.RESET: "{host} breaks the connection off",
    Fault.TIMEOUT: "{host} does not answer in time",
    Fault.TLS: "no secure connection to {host}",
    Fault.PROTOCOL: "{host} gives no proper answer",
}


def said(exchange: Exchange) -> str:
    """What came back, as the end of a sentence: `it answers 404 (not found)`."""
    if exchange.fault:
        words = _FAULTS[exchange.fault].format(host=split_url(exchange.url).host)
        return f"{words}: {exchange.detail}" if exchange.detail else words
    answer = f"it answers {status_words(exchange.status)}"
    return f"{answer} and {exchange.detail}" if exchange.detail else answer


def status_words(status: int) -> str:
    """`404 (not found)`; only the number where HTTP has no name for it."""
    try:
        return f"{status} ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return str(status)


def _by_way_of(walk: Walk) -> str:
    return f"it redirects to {walk.last.url}, and there " if len(walk.hops) > 1 else ""


def _wall(walk: Walk) -> str:
    """Why the answer is not the page's: something that stops programs, or asks people who they are."""
    last = walk.last
    host = split_url(last.url).host
    if "cf-mitigated" in last.headers or last.status == 999:
        return f"{host} keeps programs out ({status_words(last.status)})"
    if walk.fine and len(walk.hops) > 1 and _is_door(last.url) and not _is_door(walk.hops[0].url):
        return f"{host} asks to log in or to consent first"
    return ""


def _is_door(url: str) -> bool:
    parts = split_url(url)
    return bool(_DOOR.search(f"{parts.host}/{parts.path}"))


# --- pages that only excuse themselves


def suspicious(walk: Walk) -> bool:
    """Does a page that answers look as if it were not there? Then a look at a sibling's address tells."""
    return walk.fine and (went_home(walk) or (walk.last.html and sounds_missing(walk.last.text)))


def went_home(walk: Walk) -> bool:
    """Did the redirects end at the home page of the same host, though the link asked for something else?"""
    first, last = walk.hops[0].url, walk.last.url
    same_host = plain_host(split_url(first).host) == plain_host(split_url(last).host)
    return same_host and is_home(last) and not is_home(first)


def is_home(url: str) -> bool:
    """The root of a host, or of one language there."""
    parts = split_url(url)
    path = segments(parts.path)
    return not path or (len(path) == 1 and (bool(_LOCALE.fullmatch(path[0])) or path[0] in _HOME))


def _excuse(walk: Walk, sibling: Walk | None) -> str:
    if sibling is None or not suspicious(walk):
        return ""
    if went_home(walk):
        # A short address may be one more name of the home page, where the host knows what it does not have.
        alias = sibling.dead and len(segments(split_url(walk.hops[0].url).path)) == 1
        return "" if alias else f"it leads to the home page, {walk.last.url}"
    if not sibling.fine:
        return ""
    same_end = len(walk.hops) > 1 and sibling.last.url == walk.last.url
    if same_end or alike(walk.last.text, sibling.last.text):
        return f"it answers {walk.last.status}, but with the page that this host has for any address it does not know"
    return ""


# --- pages that moved


def moved_to(walk: Walk) -> str:
    """The new address of a page that moved for good, "" where the redirects are of another kind.

    Those are: temporary ones, the housekeeping of addresses (scheme, `www.`, slash, case, query), languages, doors, pointers
    such as `latest`, short links, and home pages, of which nobody knows what they replace.
    """
    steps = 0
    while steps < len(walk.hops) - 1 and walk.hops[steps].status in _PERMANENT:
        steps += 1
    old, new = walk.hops[0].url, walk.hops[steps].url
    if steps == 0 or not walk.fine or _is_housekeeping(old, new):
        return ""
    at_the_end = steps == len(walk.hops) - 1
    return f"{new}#{walk.fragment}" if walk.fragment and at_the_end else new


def _is_housekeeping(old: str, new: str) -> bool:
    was, now = split_url(old), split_url(new)
    if is_redirector(was.host) or _is_door(new) or is_home(new) or _SESSION.search(now.query):
        return True
    if is_home(old) and same_site(was.host, now.host):
        return True
    before, after = segments(was.path), segments(now.path)
    if _POINTER & set(before) and not _POINTER & set(after):
        return True
    if same_site(was.host, now.host) and _without_locale(before) == _without_locale(after):
        # Subdomains count unless they are languages or mobile forms of one another.
        return plain_host(was.host) == plain_host(now.host) or _is_locale_host(was.host) or _is_locale_host(now.host)
    return False


def _without_locale(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in path if not _LOCALE.fullmatch(part))


def _is_locale_host(host: str) -> bool:
    return bool(_LOCALE.fullmatch(host.partition(".")[0]))
