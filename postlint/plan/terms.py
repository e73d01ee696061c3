"""What the settings say of asking the web goes in, the terms on which it is asked come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postlint.config.settings import WebSettings
    from postlint.web.run import Terms


def terms_of(settings: WebSettings, max_time: float, *, refresh: bool = False, offline: bool = False) -> Terms:
    """The terms of one run that takes at most `max_time` seconds (0: no limit)."""
    from postlint.web.run import Terms

    return Terms(
        settings.allow_private,
        {host.lower(): dict(headers) for host, headers in settings.headers.items()},
        settings.timeout,
        max_time,
        settings.archive,
        settings.exclude,
        refresh,
        offline,
    )
