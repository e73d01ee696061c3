"""A saved post with links goes in, what the web says of them comes out; the answers are shared with `postlint check`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from postlint.engine.online import Links, Online, ask_links, asks, find_links
from postlint.files.cache import cache_folder
from postlint.plan.terms import terms_of

if TYPE_CHECKING:
    from postlint.config.settings import WebSettings
    from postlint.model.plan import Job

_SECONDS = 60.0  # that a post's links may take in all; whoever saves again asks for the rest


def links_of(job: Job, settings: WebSettings) -> Links | None:
    """The links to ask about; None where the settings do not have the web asked, or there are none."""
    if not asks([job]):
        return None
    links = find_links([job], settings.allow_private)
    return links if links.pages else None


def ask(links: Links, settings: WebSettings, say: Callable[[str], object]) -> Online:
    """Ask the web: this waits for other machines, and touches nothing that is kept in memory.

    `say` is told, in this thread, of a store that is not there.
    """
    from postlint.web.opened import opened

    with opened(settings.store, lambda: cache_folder("links"), say) as store:
        return ask_links(links, terms_of(settings, _SECONDS), store, lambda done, total, hosts: None)
