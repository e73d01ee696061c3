"""What the web said about links, as values: verdicts with their reasons, and the view of them that rules get.

Nothing here asks anything: `postlint.web` makes these values, an offline run never does.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postlint.post.links.weblinks import web_links
from postlint.text.urls import anchor_of, last_line_of, split_url

if TYPE_CHECKING:
    from postlint.model import Link, Span
    from postlint.post.document import Post


class Verdict(enum.StrEnum):
    FINE = "fine"
    MOVED = "moved"
    DEAD = "dead"
    SOFT = "soft-404"
    UNSURE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Hop:
    """One request: what was asked, and what came of it in words; `status` is 0 where no answer came."""

    url: str
    status: int
    note: str
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the web says about one page, whatever the fragments of the links to it.

    `url` has no fragment. `reason` says in words why the verdict is what it is. `moved_to` is the new address of a moved page
    (it has a fragment where the redirect names one). `present` and `missing` hold keys of anchors (`anchor_key`): those the
    page has, None where that cannot be told, and those that were looked for in vain. `lines` counts the lines of a source
    file. `asked` and `first_bad` are POSIX times (0: never), `streak` the number of runs in a row that saw it bad.
    `archived` lists archived copies, each after the day (YYYYMMDD) that it was looked for.
    """

    url: str
    verdict: Verdict
    reason: str
    status: int = 0
    moved_to: str = ""
    title: str = ""
    present: frozenset[int] | None = None
    missing: frozenset[int] = frozenset()
    lines: int | None = None
    trail: tuple[Hop, ...] = ()
    asked: float = 0.0
    first_bad: float = 0.0
    streak: int = 0
    archived: tuple[tuple[str, str], ...] = ()
    etag: str = ""

    @property
    def host(self) -> str:
        """The host that gave the last word."""
        return split_url(self.trail[-1].url if self.trail else self.url).host

    @property
    def bad(self) -> bool:
        return self.verdict not in (Verdict.FINE, Verdict.MOVED)

    def lacks(self, fragment: str) -> bool:
        """True where the page is known not to have what this fragment names."""
        if last_line := last_line_of(fragment):
            return self.lines is not None and last_line > self.lines
        anchor = anchor_of(fragment)
        return bool(anchor) and anchor_key(anchor) in self.missing

    def knows(self, fragment: str) -> bool:
        """True where nothing more need be asked to tell whether the page has this fragment."""
        if last_line_of(fragment):
            return self.lines is not None
        anchor = anchor_of(fragment)
        return not anchor or (self.present is not None and anchor_key(anchor) in self.present | self.missing)


# --- fragments


def anchor_key(anchor: str) -> int:
    """An anchor as 48 bits, so that a page with thousands of them can be kept."""
    return int.from_bytes(hashlib.blake2b(anchor.encode("utf-8", "replace"), digest_size=6).digest(), "big")


# --- what rules see


@dataclass(frozen=True, slots=True)
class Use:
    """A place in a post (its path, the link's span and line) where a target stands as written."""

    path: str
    target: str
    span: Span
    line: int


@dataclass(frozen=True)
class Web:
    """The answers of one run: by target as written, and the uses of each host's unverifiable links.

    In a run over changed lines only (`changed`), whatever is asked about was written just now.
    """

    answers: Mapping[str, Answer]
    today: dt.date
    changed: bool = False
    unsure: Mapping[tuple[str, str], Sequence[Use]] = field(default_factory=dict)

    def links(self, post: Post) -> Iterator[tuple[Link, Answer]]:
        """The post's links that were asked about, each with what was learnt; those of one definition once."""
        seen: set[tuple[str, Span]] = set()
        for link in web_links(post):
            answer = self.answers.get(link.target)
            place = (link.target, link.target_span or link.span)
            if answer is not None and place not in seen:
                seen.add(place)
                yield link, answer

    def age(self, post: Post) -> int:
        """The days since the post; none for a post without a date, and for what was written just now."""
        if self.changed or post.date is None:
            return 0
        return (self.today - post.date.day).days

    def alike(self, answer: Answer) -> Sequence[Use]:
        """Every use of a link that could not be verified for the same reason at the same host, in order."""
        return self.unsure.get((answer.host, answer.reason), ())
