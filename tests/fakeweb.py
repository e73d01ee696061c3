"""The `web` fence of a rule page goes in, a web that answers so comes out: everything but sockets is the real thing.

One line an address: `URL -> STATUS [LOCATION] [title="…"] [#anchor …] [lines=N]`, several answers separated by `, ` are given
in turn, the last for good. Instead of a status a fault can stand: `no such name`, `timeout`, `refused`, `tls`, ... `https://host/*`
answers for every other address of a host (404 unless said). `archive URL DAY -> COPY` is what the archive has.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

from postlint.engine.online import Links, Online, find_in
from postlint.model.plan import Job, Outcome
from postlint.web.address import page_address
from postlint.web.archive import SERVICE
from postlint.web.ask import Asker
from postlint.web.exchange import Ask, Exchange, Fault
from postlint.web.run import settle
from postlint.web.walker import Pace, Walker

_ANSWER = re.compile(r"(?P<status>\d{3})(?: (?P<location>[^\s#=]+://\S+|/\S*))?(?P<rest>.*)")


class FakeWeb:
    """Answers requests as the lines say, and counts them."""

    def __init__(self, lines: str) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, list[str]] = {}
        self._copies: dict[tuple[str, str], str] = {}
        for line in filter(None, map(str.strip, lines.splitlines())):
            address, arrow, answer = line.partition(" -> ")
            assert arrow, f"no arrow in {line!r}"
            if address.startswith("archive "):
                _, url, day = address.split()
                self._copies[url, day] = answer
            else:
                self._answers[page_address(address) or ""] = re.split(r", (?=\d{3}\b)", answer)

    async def __call__(self, ask: Ask) -> Exchange:
        self.asked.append(ask.url)
        if ask.url.startswith(SERVICE):
            return Exchange(ask.url, 200, body=self._archive(ask.url), complete=True)
        parts = urlsplit(ask.url)
        answers = self._answers.get(ask.url) or self._answers.get(f"{parts.scheme}://{parts.netloc}/*") or ["404"]
        return _exchange(ask, answers.pop(0) if len(answers) > 1 else answers[0])

    def _archive(self, url: str) -> bytes:
        query = parse_qs(urlsplit(url).query)
        copy = self._copies.get((query["url"][0], query["timestamp"][0]))
        closest = {"closest": {"available": True, "status": "200", "url": copy}} if copy else {}
        return json.dumps({"archived_snapshots": closest}).encode()


def _exchange(ask: Ask, answer: str) -> Exchange:
    found = _ANSWER.fullmatch(answer)
    if not found:
        return Exchange(ask.url, fault=Fault(answer))
    if lines := re.search(r"lines=(\d+)", found["rest"]):
        return Exchange(ask.url, 200, {"content-type": "text/plain"}, b"x\n" * int(lines[1]), True)
    headers = {"content-type": "text/html"} | ({"location": found["location"]} if found["location"] else {})
    return Exchange(ask.url, int(found["status"]), headers, "".join(_page(found["rest"])).encode(), True)


def _page(rest: str) -> Iterator[str]:
    title = re.search(r'title="([^"]*)"', rest)
    yield f"<title>{title[1] if title else 'A page'}</title>"
    for anchor in re.findall(r"#(\S+)", re.sub(r'title="[^"]*"', "", rest)):
        yield f'<h2 id="{anchor}">A heading</h2>'


def online(jobs: Sequence[Job], lines: str, today: str = "", *, archive: bool = False, changed: bool = False) -> Online:
    """What a run over this web learns about the links of these posts."""
    found = {job.shown: find_in(job.file, job.shown, job.text) for job in jobs}
    targets = [use.target for one in found.values() for use in one.uses]
    links = Links(tuple(jobs), found, {target: url for target in targets if (url := page_address(target))})
    asker = Asker(Walker(FakeWeb(lines), pace=Pace(0, 0, 0)), archive)
    result = asyncio.run(settle(asker, [(want, None) for want in links.wants]))
    day = dt.date.fromisoformat(today) if today else dt.date.today()
    return Online(links, result, day, changed)


def check_online(job: Job, lines: str, today: str = "") -> Outcome:
    """What the web rules say of one post; the archive is asked."""
    return online([job], lines, today, archive=True).check([job])
