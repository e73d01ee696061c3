"""A host's name goes in, a connection to an address we may talk to comes out, or the reason why there is none.

Addresses are judged after the look-up and at the moment of connecting, and the connection goes to the very address that was
judged: a name that changes its address in between (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import threading
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeVar, cast

import httpcore
import httpx

from postlint.files.reading import reason
from postlint.web.address import IP, is_public, literal

_T = TypeVar("_T")
Lookup = Callable[[str], Awaitable[Sequence[IP]]]

_TRIED = 3  # addresses of one name; more are mirrors of the same machine room
# A name that always has an address (RFC 2606), so that "no such name" can be told from "no network".
_CONTROL = "example.com"


class ForbiddenError(Exception):
    """The host's address is one that posts may not make us talk to."""


class NoSuchNameError(Exception):
    """The name service knows no such name."""


class NoLookupError(Exception):
    """The name service could not be asked."""


async def look_up(host: str) -> Sequence[IP]:
    """The addresses of a host, in the order the system prefers. Raises NoSuchNameError or NoLookupError."""
    try:
        found = await _in_thread(lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise NoSuchNameError(host) from error
        raise NoLookupError(reason(error)) from error
    except (OSError, UnicodeError) as error:
        raise NoLookupError(str(error)) from error
    return tuple(dict.fromkeys(ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in found))


_threads = threading.BoundedSemaphore(32)


async def _in_thread(work: Callable[[], _T]) -> _T:
    """Run what blocks in a thread of its own. asyncio's pool would make the end of a run wait for the slowest look-up."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_T] = loop.create_future()

    def settle(result: _T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is None:
            done.set_result(cast(_T, result))
        else:
            done.set_exception(error)

    def run() -> None:
        result, error = None, None
        with _threads:
            try:
                result = work()
            except Exception as raised:
                error = raised
        with suppress(RuntimeError):  # the loop has closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, daemon=True).start()
    return await done


class Resolver:
    """Look-ups of one run: a name is asked once, again only where that failed; `works` says if failures can be trusted."""

    def __init__(self, lookup: Lookup = look_up) -> None:
        self._lookup = lookup
        self._asked: dict[str, asyncio.Task[Sequence[IP]]] = {}
        self._found = False

    async def addresses(self, host: str) -> Sequence[IP]:
        """Raises NoSuchNameError or NoLookupError."""
        if (address := literal(host)) is not None:
            return (address,)
        task = self._asked.get(host)
        if task is None:
            task = self._asked[host] = asyncio.create_task(self._ask(host))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())  # who asked may have gone
        return await asyncio.shield(task)

    async def _ask(self, host: str) -> Sequence[IP]:
        try:
            found = await self._lookup(host)
        except Exception:
            del self._asked[host]
            raise
        self._found = True
        return found

    async def works(self) -> bool:
        """Has any name been found in this run, or can one be found that is always there?"""
        if not self._found:
            with suppress(NoSuchNameError, NoLookupError):
                await self.addresses(_CONTROL)
        return self._found


class Guard(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore, to public addresses only unless told otherwise."""

    def __init__(self, resolver: Resolver, *, allow_private: bool = False) -> None:
        self._resolver = resolver
        self._allow_private = allow_private

    async def allowed(self, host: str) -> Sequence[IP]:
        """The addresses of a host that may be talked to. Raises ForbiddenError where there is none."""
        addresses = await self._resolver.addresses(host)
        fit = [one for one in addresses if self._allow_private or is_public(one)]
        if not fit:
            raise ForbiddenError(host)
        return fit[:_TRIED]

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers; the time is shared among them. Raises what the system says."""
        addresses = await self.allowed(host)
        patience = None if timeout is None else timeout / len(addresses)
        for address in addresses[:-1]:
            with suppress(OSError):  # a TimeoutError is one
                return await _open(address, port, patience)
        return await _open(addresses[-1], port, patience)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _open(address: IP, port: int, patience: float | None) -> Stream:
    async with asyncio.timeout(patience):
        return Stream(*await asyncio.open_connection(str(address), port))


class Stream(httpcore.AsyncNetworkStream):
    """A connection. Its time is limited by whoever waits for the whole answer, not step by step."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._writer.write(buffer)
        await self._writer.drain()

    async def aclose(self) -> None:
        self._writer.close()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname, ssl_handshake_timeout=timeout)
        except BaseException:
            self._writer.close()
            raise
        return self

    def get_extra_info(self, info: str) -> object:
        # httpcore asks an idle connection whether it can be read, because that means that the server has closed it.
        return self._reader.at_eof() if info == "is_readable" else self._writer.get_extra_info(info)


class Transport(httpx.AsyncBaseTransport):
    """httpx over connections that `pool` makes, all to one origin, one for each request at a time. Errors are httpcore's.

    httpx's own transport lets nobody choose how connections are made. httpcore's pool looks through all its connections at
    each request, which costs more than the requests themselves; idle ones simply stand in a list here.
    """

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool
        self._idle: list[httpcore.AsyncConnectionInterface] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        connection = await self._take(target.origin)
        response = await connection.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=target,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        body = _Body(response, lambda: self._give_back(connection))
        return httpx.Response(response.status, headers=response.headers, stream=body)

    async def _take(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        """The idle connection used last, if the server has not closed it meanwhile, or a new one."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_available() and not connection.has_expired():
                return connection
            await connection.aclose()
        return self._pool.create_connection(origin)

    def _give_back(self, connection: httpcore.AsyncConnectionInterface) -> None:
        if connection.is_available():
            self._idle.append(connection)

    async def aclose(self) -> None:
        while self._idle:
            await self._idle.pop().aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response, done: Callable[[], None]) -> None:
        self._response = response
        self._done = done

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(cast(AsyncIterable[bytes], self._response.stream))

    async def aclose(self) -> None:
        await self._response.aclose()
        self._done()
