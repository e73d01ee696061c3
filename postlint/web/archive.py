"""A dead page and a day go in, the archived copy nearest that day comes out.

Asks the Wayback Machine's availability API: `/wayback/available?url=…&timestamp=YYYYMMDD`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from postlint.files.plain import read_json
from postlint.web.exchange import HEAD_ENOUGH, Ask, Exchange

SERVICE = "https://archive.org/wayback/available"


async def nearest(request: Callable[[Ask], Awaitable[Exchange]], url: str, day: str) -> str:
    """The address of the copy; "" where there is none that shows the page, or the archive does not answer."""
    query = urlencode({"url": url, "timestamp": day})
    exchange = await request(Ask(f"{SERVICE}?{query}", keep=HEAD_ENOUGH))
    if exchange.status != 200:
        return ""
    try:
        closest = read_json(exchange.body)["archived_snapshots"]["closest"]
        good = closest["available"] and str(closest["status"]).startswith("2")
        address = str(closest["url"]) if good else ""
    except (ValueError, KeyError, TypeError):
        return ""
    return address.replace("http://", "https://", 1) if address.startswith(("http://web.", "https://web.")) else ""
