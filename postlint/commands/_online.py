"""Jobs with links go in, what the web says about them comes out; people are told on standard error how it goes and went."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.commands._cache import named_folder
from postlint.commands._failure import Failure
from postlint.commands._options import MAX_TIME
from postlint.commands._output import say
from postlint.commands._progress import Progress
from postlint.engine.online import Online, ask_links, find_links
from postlint.files.cache import cache_folder
from postlint.plan.terms import terms_of
from postlint.text.messages import count
from postlint.text.urls import split_url

if TYPE_CHECKING:
    from postlint.config.settings import WebSettings
    from postlint.engine.chunks import Executor
    from postlint.engine.online import Links
    from postlint.model.plan import Job
    from postlint.post.answers import Answer
    from postlint.repository.changed import Changes
    from postlint.web.run import AnyStore, Result

_LISTED = 20  # links left unchecked that are named one by one; of more, their hosts


@dataclass(frozen=True, slots=True)
class Asking:
    """How the web is asked in one run: seconds in all (0: no limit), where answers are kept, if at all, and who reads posts."""

    max_time: float = MAX_TIME
    cache: bool = True
    cache_dir: str | None = None
    refresh: bool = False
    offline: bool = False
    quiet: bool = False
    verbose: bool = False
    executor: Executor | None = None


def store_folder(cache_dir: str | None) -> Path | None:
    """Where answers are kept; None where no folder can be made. Raises Failure for a folder that was named."""
    return named_folder(cache_dir) if cache_dir is not None else cache_folder("links")


def go_online(
    jobs: Sequence[Job], settings: WebSettings, asking: Asking, changes: Changes | None = None
) -> Online | None:
    """Ask about the links of these jobs, and say how that went; None where they have none."""
    links = find_links(jobs, settings.allow_private, changes, asking.executor)
    if not links.pages:
        return None
    with _setup_told(), _store(asking, settings.store) as store:
        return _ask(links, settings, asking, store, changed=changes is not None)


@contextmanager
def _setup_told() -> Iterator[None]:
    """What keeps us from asking at all becomes a line for the user."""
    from postlint.web.fetch import SetupError
    from postlint.web.shared import MissingError

    try:
        yield
    except (SetupError, MissingError) as error:
        raise Failure(str(error)) from None


@contextmanager
def _store(asking: Asking, address: str) -> Iterator[AnyStore | None]:
    if not asking.cache:
        yield None
        return
    from postlint.web.opened import opened

    with opened(address, lambda: store_folder(asking.cache_dir), say) as store:
        yield store


def _ask(links: Links, settings: WebSettings, asking: Asking, store: AnyStore | None, *, changed: bool) -> Online:
    progress = Progress(sys.stderr.isatty(), quiet=asking.quiet)
    online = ask_links(
        links,
        terms_of(settings, asking.max_time, refresh=asking.refresh, offline=asking.offline),
        store,
        progress.links,
        changed=changed,
    )
    progress.finish()
    for line in _notices(online.result, asking):
        say(line)
    return online


def ask_about(target: str, settings: WebSettings, asking: Asking) -> Answer | None:
    """The answer about one address, asked anew unless nobody is to be asked; None where there is none."""
    from postlint.web.address import page_address
    from postlint.web.ask import Want
    from postlint.web.run import ask_web

    url = page_address(target)
    if url is None:
        raise Failure(f"{target} is no address of the web")
    fragments = frozenset(filter(None, [target.partition("#")[2]]))
    with _setup_told(), _store(asking, settings.store) as store:
        result = ask_web(
            [Want(url, fragments)], terms_of(settings, asking.max_time, refresh=True, offline=asking.offline), store
        )
    for line in _notices(result, asking):
        say(line)
    return result.answers.get(url)


def _notices(result: Result, asking: Asking) -> Iterator[str]:
    links = count(len(result.left), "link")
    if result.no_network:
        yield f"Warning: there is no network, {links} to other sites went unchecked"
        return
    if result.left and not asking.offline:
        why = "Interrupted" if result.interrupted else f"Stopped after {asking.max_time:g} s (--max-time)"
        yield f"Warning: {why}, {links} to other sites went unchecked:"
        yield from (f"  {line}" for line in _listed(result.left))
    if asking.verbose:
        known = f", {result.kept} of them known from before" if result.kept else ""
        yield f"Checked {count(len(result.answers), 'link')}{known}, with {count(result.requests, 'request')}"


def _listed(urls: Sequence[str]) -> Iterator[str]:
    if len(urls) <= _LISTED:
        yield from sorted(urls)
        return
    hosts = Counter(split_url(url).host for url in urls).most_common()
    yield from (f"{host}: {count(number, 'link')}" for host, number in hosts[:_LISTED])
    if len(hosts) > _LISTED:
        yield f"and {count(len(hosts) - _LISTED, 'more host')}"
