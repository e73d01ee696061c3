"""Jobs go in, their links to other sites are asked about once for all of them, and the web rules say what they think of it.

Only here the offline part of postlint and `postlint.web` meet, and the latter is imported when there is something to ask.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.engine.post import asks_web, check_job, inputs_of
from postlint.engine.run import outcome_of
from postlint.files.reading import read_bytes
from postlint.model.named import NamedTuple
from postlint.model.plan import Job, Outcome
from postlint.post.answers import Use, Verdict, Web
from postlint.post.document import read_post
from postlint.post.links.weblinks import web_links
from postlint.text.lines import Lines, decode

if TYPE_CHECKING:
    from postlint.engine.chunks import Executor
    from postlint.repository.changed import Changes
    from postlint.web.ask import Want
    from postlint.web.run import AnyStore, Progress, Result, Terms


class Found(NamedTuple):
    """The links of one post to the web, the day it is dated (YYYYMMDD, or ""), and whether it has suppressions."""

    uses: tuple[Use, ...] = ()
    day: str = ""
    suppresses: bool = False


@dataclass(frozen=True)
class Links:
    """Every link to another site in some jobs: `found` by shown path, `pages` the address to ask for each target."""

    jobs: tuple[Job, ...]
    found: Mapping[str, Found]
    pages: Mapping[str, str]

    @cached_property
    def uses(self) -> Mapping[str, Sequence[Use]]:
        """The uses of each page's address, in the order of the jobs."""
        grouped: dict[str, list[Use]] = {}
        for job in self.jobs:
            for use in self.found[job.shown].uses:
                if use.target in self.pages:
                    grouped.setdefault(self.pages[use.target], []).append(use)
        return grouped

    @cached_property
    def wants(self) -> Sequence[Want]:
        """What to ask: each page once, whatever the number and the fragments of its links."""
        from postlint.web.ask import Want

        return [
            Want(
                url,
                frozenset(fragment for use in uses if (fragment := use.target.partition("#")[2])),
                frozenset(day for use in uses if (day := self.found[use.path].day)),
            )
            for url, uses in self.uses.items()
        ]


@dataclass(frozen=True)
class Online:
    """What a run learnt: the links, the result of asking, and what the web rules make of it (`check`)."""

    links: Links
    result: Result
    today: dt.date
    changed: bool = False

    @cached_property
    def web(self) -> Web:
        """The answers as rules see them."""
        answers = {
            target: answer for target, url in self.links.pages.items() if (answer := self.result.answers.get(url))
        }
        unsure: dict[tuple[str, str], list[Use]] = {}
        for url, uses in self.links.uses.items():
            answer = self.result.answers.get(url)
            if answer and answer.verdict is Verdict.UNSURE:
                unsure.setdefault((answer.host, answer.reason), []).extend(uses)
        order = {job.shown: number for number, job in enumerate(self.links.jobs)}
        for group in unsure.values():
            group.sort(key=lambda use: (order[use.path], use.span))
        return Web(answers, self.today, self.changed, unsure)

    def check(self, jobs: Sequence[Job]) -> Outcome:
        """What the web rules say of these jobs; nothing is asked any more."""
        spoken_of = [job for job in jobs if job.plan.online and self._has_news(job)]
        return outcome_of(spoken_of, [check_job(job, web=self.web) for job in spoken_of])

    def _has_news(self, job: Job) -> bool:
        """Can a web rule have anything to say of this job? Those on by default say nothing of links that are fine."""
        found = self.links.found.get(job.shown, Found())
        rules = [rule for rule in job.plan.selected if asks_web(rule)]
        if not rules or not found.uses:
            return False
        if found.suppresses or not all(rule.default for rule in rules):
            return True
        return any(self._is_news(use.target) for use in found.uses)

    def _is_news(self, target: str) -> bool:
        answer = self.web.answers.get(target)
        return answer is not None and (answer.verdict is not Verdict.FINE or answer.lacks(target.partition("#")[2]))


def asks(jobs: Iterable[Job]) -> list[Job]:
    """The jobs whose plans have the web asked for a rule that they select."""
    return [job for job in jobs if job.plan.online and "web" in inputs_of(job.plan)]


def ask_links(
    links: Links,
    terms: Terms,
    store: AnyStore | None,
    progress: Progress,
    *,
    today: dt.date | None = None,
    changed: bool = False,
) -> Online:
    """Ask about all links."""
    from postlint.web.run import ask_web

    return Online(links, ask_web(links.wants, terms, store, progress), today or dt.date.today(), changed)


# --- finding links


def find_links(
    jobs: Sequence[Job], private: bool, changes: Changes | None = None, executor: Executor | None = None
) -> Links:
    """The links of all jobs that are to be asked about; with `changes` those that the change touched.

    Left out: the site's own pages (they are judged from its files), what `[web] exclude` names, names that are reserved for
    examples, and, unless `private`, addresses that are private by their very name. `executor` says where posts are read; None
    for what suits.
    """
    parcels = [(job.file, job.shown, job.text, changes) for job in jobs]
    found = dict(zip((job.shown for job in jobs), _finds(parcels, executor), strict=True))
    pages: dict[str, str] = {}
    if not any(one.uses for one in found.values()):
        return Links(tuple(jobs), found, pages)
    from postlint.web.address import page_address
    from postlint.web.hosts import asked_about, excluder

    for job in jobs:
        own, excluded = _own_pages(job), excluder(job.plan.not_asked)
        for use in found[job.shown].uses:
            url = pages.get(use.target) or page_address(use.target)
            if url and asked_about(url, private=private) and not own(use.target) and not excluded(url):
                pages[use.target] = url
    return Links(tuple(jobs), found, pages)


def _own_pages(job: Job) -> Callable[[str], bool]:
    from postlint.site.sites import site_for

    address = site_for(job.plan, job.shown).address
    return lambda target: address.path_of(target) is not None


def _finds(
    parcels: Sequence[tuple[Path | None, str, str | None, Changes | None]], executor: Executor | None
) -> Sequence[Found]:
    from postlint.engine.executors import each

    return each(find_in, parcels, executor)


def find_in(file: Path | None, shown: str, text: str | None, changes: Changes | None = None) -> Found:
    """The links of one file; none where it cannot be read, which the offline part of the run has reported."""
    try:
        text = decode(read_bytes(file)).text if text is None and file else text or ""
        post = read_post(text, shown)
        lines = Lines(text)
        places = [(link.target, link.target_span or link.span) for link in web_links(post)]
        uses = tuple(Use(shown, target, span, lines.place(span.start).line) for target, span in dict.fromkeys(places))
        day = post.date.day.strftime("%Y%m%d") if post.date else ""
    except Exception:
        return Found()
    if changes is not None and file is not None:
        uses = tuple(use for use in uses if changes.touches(file, text, use.span))
    return Found(uses, day, "postlint" in text)
