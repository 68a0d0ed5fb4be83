"""A service behind the gateway, of a few lines."""

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from standing_local.ports import HOST

_ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3


class Upstream:
    """Answers each request with what the gateway says of the client; sends back what comes over a WebSocket."""

    def __init__(self) -> None:
        self.upgraded = 0
        self._open: set[asyncio.StreamWriter] = set()

    @classmethod
    @asynccontextmanager
    async def listening(cls, port: int) -> AsyncIterator["Upstream"]:
        upstream = cls()
        server = await asyncio.start_server(upstream._serve, HOST, port)
        try:
            yield upstream
        finally:
            server.close()
            for writer in upstream._open:
                writer.close()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = (line.partition(b": ") for line in head.splitlines()[1:] if line)
                headers = {name.lower(): value for name, _, value in lines}
                if headers.get(b"upgrade") == b"websocket":
                    await self._echo(headers[b"sec-websocket-key"], reader, writer)
                    break
                body = headers.get(b"x-forwarded-for", b"")
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
                await writer.drain()
        self._open.discard(writer)
        writer.close()

    async def _echo(self, key: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.upgraded += 1
        accept = base64.b64encode(hashlib.sha1(key + _ACCEPT, usedforsecurity=False).digest())
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: %b\r\n\r\n" % accept
        )
        while part := await reader.read(1024):
            writer.write(part)
            await writer.drain()


@asynccontextmanager
async def open_web_socket(port: int, path: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """What is left of an HTTP connection after its upgrade."""
    reader, writer = await asyncio.open_connection(HOST, port)
    key = base64.b64encode(bytes(16))
    writer.write(
        b"GET %b HTTP/1.1\r\nHost: %b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %b\r\n\r\n" % (path.encode(), HOST.encode(), key)
    )
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101 "), head
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
