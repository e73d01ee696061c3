"""One page goes in, an Answer comes out: what the way to it says, with a second look where that is needed."""

from __future__ import annotations

import asyncio
import os
import random
import time
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from secrets import token_hex

from postlint.files.plain import read_json
from postlint.post.answers import Answer, Hop, Verdict, anchor_key
from postlint.text.urls import anchor_of, last_line_of, split_url
from postlint.web import archive
from postlint.web.exchange import BODY_MOST, HEAD_ENOUGH, Ask
from postlint.web.hosts import Peculiar, rewritten
from postlint.web.page import anchors, mentions, title_of
from postlint.web.verdict import Ruling, Walk, judge, suspicious
from postlint.web.walker import Walker

UNCOUNTED = 2**31  # lines of a file that nobody can count: every fragment is granted


@dataclass(frozen=True, slots=True)
class Want:
    """A page to ask about: the fragments that links name on it, and the days (YYYYMMDD) of the posts that link it."""

    url: str
    fragments: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks about pages, through one walker; `with_archive`: also where an archive has a dead one."""

    walker: Walker
    with_archive: bool = False

    async def answer(self, want: Want, known: Answer | None = None) -> Answer:
        """The verdict on a page; `known` is what an earlier run learnt. Raises NoNetworkError."""
        parts = split_url(want.url)
        peculiar = self.walker.hosts.of(parts.host)
        if peculiar.wall:
            return Answer(want.url, Verdict.UNSURE, f"{parts.host} {peculiar.wall}")
        trail: list[Hop] = []
        answer = await self._known_by_api(want, peculiar, trail) or await self._look(want, known, trail)
        if answer.verdict is Verdict.FINE and any(map(last_line_of, want.fragments)):
            answer = replace(answer, lines=await self._count_lines(peculiar, parts.path, trail))
        if answer.verdict is Verdict.DEAD and self.with_archive:
            days = sorted(want.days) or [time.strftime("%Y%m%d")]
            found = [
                (day, await archive.nearest(lambda ask: self.walker.share(ask, trail), want.url, day)) for day in days
            ]
            answer = replace(answer, archived=tuple((day, copy) for day, copy in found if copy))
        return _with_history(replace(answer, trail=tuple(trail), asked=time.time()), known)

    async def _look(self, want: Want, known: Answer | None, trail: list[Hop]) -> Answer:
        names = frozenset(filter(None, map(anchor_of, want.fragments)))
        keep = BODY_MOST if names else HEAD_ENOUGH
        unchanged = _condition(want, known)
        walk = await self.walker.walk(want.url, keep, trail, headers=unchanged)
        if known is not None and unchanged and walk.last.status == 304:
            return known
        again = sibling = None
        if walk.dead:
            await asyncio.sleep(self.walker.pace.second_look * random.uniform(0.7, 1.3))
            again = await self.walker.walk(want.url, keep, trail, fresh=True)
        final = again or walk
        if suspicious(final):
            sibling = await self.walker.walk(_sibling(final.hops[0].url), HEAD_ENOUGH, trail)
        ruling = judge(walk, again, sibling)
        return self._with_facts(want.url, ruling, final, names)

    def _with_facts(self, url: str, ruling: Ruling, walk: Walk, names: frozenset[str]) -> Answer:
        last = walk.last
        answer = Answer(url, ruling.verdict, ruling.reason, last.status, ruling.moved_to)
        if answer.bad:
            return answer
        text = last.text if last.html else ""
        etag = last.headers.get("etag", "") if len(walk.hops) == 1 else ""
        answer = replace(answer, title=title_of(text), etag=etag)
        if not names:
            return answer
        found = anchors(text)
        certain = found.certain and last.complete and self.walker.hosts.of(split_url(last.url).host).anchors
        absent = {
            name for name in names if not {name, f"user-content-{name}"} & found.names and not mentions(text, name)
        }
        missing = absent if certain else set()
        present = (found.names | names) - missing
        return replace(answer, present=frozenset(map(anchor_key, present)), missing=frozenset(map(anchor_key, missing)))

    async def _count_lines(self, peculiar: Peculiar, path: str, trail: list[Hop]) -> int:
        url = rewritten(peculiar.raw, path)
        if not url:
            return UNCOUNTED
        last = (await self.walker.walk(url, BODY_MOST, trail)).last
        if last.status != 200 or not last.complete:
            return UNCOUNTED
        return last.body.count(b"\n") + (not last.body.endswith(b"\n"))

    async def _known_by_api(self, want: Want, peculiar: Peculiar, trail: list[Hop]) -> Answer | None:
        """What a host's API says where it knows the page under this very address; any other answer decides nothing."""
        token = os.environ.get(peculiar.token, "") if peculiar.token else ""
        parts = split_url(want.url)
        url = rewritten(peculiar.api, parts.path) if token and not parts.query else ""
        if not url:
            return None
        ask = Ask(url, keep=BODY_MOST, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"})
        exchange = await self.walker.request(ask, trail)
        try:
            address = read_json(exchange.body)["html_url"] if exchange.status == 200 else ""
        except (ValueError, KeyError, TypeError):
            return None
        if _bare(str(address)) != _bare(want.url):
            return None
        return Answer(want.url, Verdict.FINE, f"{split_url(url).host} knows it", 200)


# --- small parts


def _condition(want: Want, known: Answer | None) -> dict[str, str]:
    """The header that asks for a page only if it has changed; none where its text is needed once more."""
    if known is None or not known.etag or known.verdict is not Verdict.FINE:
        return {}
    return {"If-None-Match": known.etag} if all(map(known.knows, want.fragments)) else {}


def _sibling(url: str) -> str:
    """An address beside this one that nobody ever made."""
    parts = split_url(url)
    path = PurePosixPath(parts.path)
    slash = "/" if parts.path.endswith("/") and path.name else ""
    made_up = path.parent / f"no-such-page-{token_hex(6)}{path.suffix}"
    return f"{url[: url.index('/', 8)]}{made_up}{slash}"


def _bare(url: str) -> str:
    parts = split_url(url)
    return f"{parts.host}{parts.path}".lower().rstrip("/").removesuffix(".git")


def _with_history(answer: Answer, known: Answer | None) -> Answer:
    """Since when, and how often in a row, the page was seen bad."""
    if not answer.bad:
        return answer
    if known is None or known.verdict is not answer.verdict:
        return replace(answer, first_bad=answer.asked, streak=1)
    return replace(answer, first_bad=known.first_bad, streak=known.streak + 1)
