"""A request goes in, an Exchange comes out: over httpx, one transport a host, with every size and time capped.

Only httpx's transport layer is used: its client keeps cookies and costs as much again as the request. No redirect is followed
here (each hop must wait for its own host's turn), and nothing that a post says can add a header. All share one TLS context.
"""

from __future__ import annotations

import asyncio
import errno
import os
import ssl
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec

import httpcore
import httpx

from postlint import HOMEPAGE, __version__
from postlint.text.urls import split_url
from postlint.web.connect import ForbiddenError, Guard, NoLookupError, NoSuchNameError, Resolver, Transport
from postlint.web.exchange import Ask, Exchange, Fault

HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; postlint/{__version__}; +{HOMEPAGE})",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en;q=0.9,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}

_LINES = 48  # hosts whose connections are kept: a run over thousands of hosts must not run out of file descriptors
_KEEP_ALIVE = 15.0  # seconds; most servers close an idle connection later than that
_CONNECT = 10.0  # seconds for look-up, connection and TLS
_LEAST_BODY = 5.0  # seconds that a body gets even where its headers took long
_KEPT = frozenset(("location", "retry-after", "content-type", "content-length", "etag", "cf-mitigated"))


class SetupError(ValueError):
    """What the environment says about proxies or certificates cannot be used."""


@dataclass(slots=True)
class _Line:
    """The connections to one host, and how many requests are under way there."""

    transport: Transport
    busy: int = 0


@dataclass
class Fetcher:
    """The connections of one run. Use it as a context manager; call it with what to ask: no answer makes it raise.

    `headers` are extra ones by host; `timeout` is in seconds. Raises SetupError when it is made.
    """

    resolver: Resolver = field(default_factory=Resolver)
    allow_private: bool = False
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    timeout: float = 20.0
    _lines: dict[str, _Line] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._guard = Guard(self.resolver, allow_private=self.allow_private)
        self._to_proxy = Guard(Resolver(), allow_private=True)
        self._proxies = {scheme: _proxy_of(url) for scheme, url in urllib.request.getproxies().items() if url}
        if os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR"):
            _ = self._context

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """The authorities that certificates must come from: certifi's, or those that SSL_CERT_FILE or SSL_CERT_DIR name."""
        try:
            return httpx.create_ssl_context()
        except OSError as error:
            place = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
            raise SetupError(f"the certificates in {place} (SSL_CERT_FILE) cannot be used: {error}") from error

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        for line in self._lines.values():
            await line.transport.aclose()
        self._lines.clear()

    async def __call__(self, ask: Ask) -> Exchange:
        line = await self._line(ask.url)
        try:
            return await self._exchange(line.transport, ask)
        except Exception as error:
            fault, detail = _explain(error)
            return Exchange(ask.url, fault=fault, detail=detail, method=ask.method)
        finally:
            line.busy -= 1

    async def _exchange(self, transport: Transport, ask: Ask) -> Exchange:
        loop = asyncio.get_running_loop()
        end = loop.time() + self.timeout
        host = split_url(ask.url).host
        # What may be a password goes over the Internet encrypted or not at all, whatever scheme a post writes.
        own = self.headers.get(host, {}) if self.allow_private or ask.url.startswith("https:") else {}
        headers = {**HEADERS, **ask.headers, **own}
        request = httpx.Request(ask.method, ask.url, headers=headers, extensions={"timeout": {"connect": _CONNECT}})
        async with asyncio.timeout_at(end):
            if self._proxy(ask.url):
                await self._judge_behind_proxy(host)
            response = await transport.handle_async_request(request)
        try:
            kept = {name: value for name, value in response.headers.items() if name in _KEPT}
            body, complete = await _read(response, ask.keep, max(end, loop.time() + _LEAST_BODY))
            return Exchange(ask.url, response.status_code, kept, body, complete, method=ask.method)
        finally:
            with suppress(Exception):  # what a connection says on being closed concerns nobody
                await response.aclose()

    async def _line(self, url: str) -> _Line:
        """The line to this host, for one more request; of too many lines, the one that has been idle longest is closed."""
        name = url[: url.index("/", 8)]
        line = self._lines.pop(name, None) or _Line(self._transport(url))
        self._lines[name] = line  # the one used last stands last
        line.busy += 1
        if len(self._lines) > _LINES:
            idle = next((name for name, one in self._lines.items() if not one.busy), None)
            if idle is not None:
                await self._lines.pop(idle).transport.aclose()
        return line

    def _transport(self, url: str) -> Transport:
        proxy = self._proxy(url)
        pool = httpcore.AsyncConnectionPool(
            ssl_context=self._context if url.startswith("https:") else None,
            keepalive_expiry=_KEEP_ALIVE,
            proxy=proxy,
            # A proxy is the user's own choice; whom it may talk to is judged before it is asked.
            network_backend=self._to_proxy if proxy else self._guard,
        )
        return Transport(pool)

    # --- proxies

    def _proxy(self, url: str) -> httpcore.Proxy | None:
        """The proxy that the environment names for an address (HTTPS_PROXY, ALL_PROXY, NO_PROXY, ...)."""
        parts = split_url(url)
        found = self._proxies.get(parts.scheme) or self._proxies.get("all")
        if not found or urllib.request.proxy_bypass(f"{parts.host}:{parts.port}" if parts.port else parts.host):
            return None
        return found

    async def _judge_behind_proxy(self, host: str) -> None:
        """Behind a proxy names are its business; but what is plainly private here is not asked for there."""
        with suppress(NoSuchNameError, NoLookupError):
            await self._guard.allowed(host)


def _proxy_of(written: str) -> httpcore.Proxy:
    """A proxy as the environment writes it, with or without scheme and password. Raises SetupError."""
    try:
        proxy = httpx.Proxy(written if "://" in written else f"http://{written}")
    except (ValueError, httpx.InvalidURL) as error:
        raise SetupError(f"a proxy in the environment cannot be used: {error}") from error
    url = proxy.url
    if url.scheme.startswith("socks") and not find_spec("socksio"):
        raise SetupError(f"the proxy {url} in the environment needs the Python package socksio")
    place = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    return httpcore.Proxy(place, proxy.raw_auth, proxy.headers.raw)


# --- bodies


async def _read(response: httpx.Response, keep: int, end: float) -> tuple[bytes, bool]:
    """At most `keep` bytes of the body, decompressed, and whether that is all of it; what comes after `end` is not waited for.

    Files that are no text are left alone, unless they are so short that reading them saves the connection.
    """
    length = response.headers.get("content-length", "")
    kind = response.headers.get("content-type", "text/html")
    is_short = length.isascii() and length.isdigit() and int(length[:20]) <= keep
    if not is_short and not any(word in kind for word in ("text", "xml", "json")):
        return b"", False
    unpack = _unpacker(response.headers.get("content-encoding", ""))
    if unpack is None:
        return b"", False
    body, complete = bytearray(), False
    with suppress(OSError, httpcore.ProtocolError, zlib.error):  # a TimeoutError is an OSError
        async with asyncio.timeout_at(end):
            async for part in response.aiter_raw():
                body += unpack(part, keep + 1 - len(body))
                if len(body) > keep:
                    break
            else:
                complete = True
    return bytes(body[:keep]), complete


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes] | None:
    """A function from packed bytes and a limit to at most that many unpacked ones: a bomb never unfolds."""
    match encoding.strip().lower():
        case "" | "identity":
            return lambda part, limit: part[:limit]
        case "gzip" | "x-gzip" | "deflate":
            return zlib.decompressobj(wbits=47).decompress  # gzip or zlib, told by their headers
    return None


# --- what went wrong


def _explain(error: Exception) -> tuple[Fault, str]:
    """The fault and its words; httpcore wraps what the system says, so that the causes tell more than the error."""
    for cause in _causes(error):
        if found := _fault(cause):
            return found
    match error:
        case TimeoutError():
            return Fault.TIMEOUT, ""
        case httpcore.RemoteProtocolError() if "disconnected" in str(error).lower():
            return Fault.RESET, ""
    return Fault.PROTOCOL, str(error) or type(error).__name__


def _fault(cause: BaseException) -> tuple[Fault, str] | None:
    match cause:
        case ForbiddenError():
            return Fault.FORBIDDEN, ""
        case NoSuchNameError():
            return Fault.NO_SUCH_NAME, ""
        case NoLookupError():
            return Fault.NO_LOOKUP, str(cause)
        case ssl.SSLCertVerificationError():
            return Fault.TLS, cause.verify_message
        case ssl.SSLError():
            return Fault.TLS, (cause.reason or "handshake failed").replace("_", " ").lower()
        case ConnectionRefusedError():
            return Fault.REFUSED, ""
        case ConnectionResetError() | BrokenPipeError():
            return Fault.RESET, ""
        case OSError(errno=errno.ENETUNREACH | errno.EHOSTUNREACH):
            return Fault.UNREACHABLE, ""
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    queue: list[BaseException | None] = [error]
    while queue:
        one = queue.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        queue += [*getattr(one, "exceptions", ()), one.__cause__, one.__context__]
