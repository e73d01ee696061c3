"""Replies by path go in, a server on a loopback address that gives them comes out, with a record of every request."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

PAGE = b'<!doctype html><title>A page</title><h1 id="top-heading">A page</h1><a name="old"></a><p>Some words of a page.</p>'


@dataclass(frozen=True)
class Reply:
    """What to answer: `drip` sends the body byte by byte so many seconds apart, `abort` hangs up instead."""

    status: int = 200
    body: bytes = PAGE
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    abort: bool = False
    length: int | None = None


@dataclass(frozen=True)
class Request:
    """What was asked, when (`time.monotonic`), and how many requests were under way then, this one included."""

    method: str
    target: str
    headers: Mapping[str, str]
    at: float
    under_way: int


Replies: TypeAlias = Reply | Sequence[Reply] | Callable[[Request], Reply]


class Server:
    """Gives the replies of a path in turn, the last for good; a path that has none is answered by `otherwise`."""

    def __init__(self) -> None:
        self.root, self.port = "", 0
        self.replies: dict[str, Replies] = {}
        self.otherwise = Reply(404, b"<h1>nothing here</h1>")
        self.requests: list[Request] = []
        self.connections = 0
        self._under_way = 0

    def asked(self, path: str = "") -> list[Request]:
        """The requests for a path, or all."""
        return [one for one in self.requests if not path or one.target == path]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
        self._under_way += 1
        try:
            request = Request(method, target, headers, time.monotonic(), self._under_way)
            self.requests.append(request)
            return await self._send(writer, request, self._reply(request))
        finally:
            self._under_way -= 1

    def _reply(self, request: Request) -> Reply:
        found = self.replies.get(request.target, self.otherwise)
        if isinstance(found, Reply):
            return found
        if callable(found):
            return found(request)
        seen = sum(one.target == request.target for one in self.requests)
        return found[min(seen, len(found)) - 1]

    async def _send(self, writer: asyncio.StreamWriter, request: Request, reply: Reply) -> bool:
        await asyncio.sleep(reply.wait)
        if reply.abort:
            writer.transport.abort()
            return False
        headers = {"Content-Type": "text/html", "Content-Length": str(reply.length or len(reply.body)), **reply.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {reply.status} X\r\n{head}\r\n".encode("latin-1"))
        body = b"" if request.method == "HEAD" else reply.body
        for part in (body[at : at + 1] for at in range(len(body))) if reply.drip else (body,):
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(reply.drip)
        return reply.length is None


@contextmanager
def web_server(host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A running server; raises OSError where the machine has no such address."""
    loop = asyncio.new_event_loop()
    server = Server()
    listening = loop.run_until_complete(asyncio.start_server(server.serve, host, 0, ssl=tls, limit=2**20))
    server.port = listening.sockets[0].getsockname()[1]
    server.root = f"{'https' if tls else 'http'}://{f'[{host}]' if ':' in host else host}:{server.port}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listening.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
