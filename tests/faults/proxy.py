"""The way from one program to another over TCP, which a test can cut, slow down, hold up, and stop at a step.

The product has no fail points: a process is caught at a step by holding up what it says, or hears, at that step.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Self

from standing_local.ports import HOST

# With the connection, and where in the chunk the match begins.
type _Spring = Callable[["_Connection", int], None]

_CHUNK: Final = 64 * 1024
_REMEMBERED: Final = 512  # bytes, for what stands across the border of two chunks


class Way(Enum):
    TO_SERVER = "to the server"
    TO_CLIENT = "to the client"


class Trap:
    """Springs once, when something that `pattern` matches is about to pass; where `after` is named, only on a
    connection on which that went to the server before."""

    def __init__(self, way: Way, pattern: bytes, after: bytes | None, springs: "_Spring") -> None:
        self._way = way
        self._pattern = re.compile(pattern, re.DOTALL)
        self._after = re.compile(after, re.DOTALL) if after is not None else None
        self._springs = springs
        self._prepared: set[_Connection] = set()
        self._sprung = asyncio.Event()

    @property
    def sprung(self) -> bool:
        return self._sprung.is_set()

    async def caught(self, *, within: float = 60) -> None:
        """Raises TimeoutError."""
        async with asyncio.timeout(within):
            await self._sprung.wait()

    def look(self, connection: "_Connection", way: Way, before: bytes, chunk: bytes) -> None:
        if self.sprung:
            return
        if way is self._way and (self._after is None or connection in self._prepared):
            if match := _new(self._pattern, before, chunk):
                self._sprung.set()
                self._springs(connection, max(0, match.start() - len(before)))
        elif way is Way.TO_SERVER and self._after is not None and _new(self._after, before, chunk):
            self._prepared.add(connection)


class Proxy:
    """To one server's port. What is done to it holds for all connections, those to come too, until `mend`."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connections: set[_Connection] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self._traps: list[Trap] = []
        self._frozen: set[Way] = set()
        self._is_cut = False
        self._goes_on = asyncio.Event()
        self._delay = 0.0
        self._allowed: dict[Way, int] = {}
        self.port = 0
        self.made = 0
        """Connections, in all."""

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int, *, listening_on: int = 0) -> AsyncIterator[Self]:
        proxy = cls(port)
        server = await asyncio.start_server(proxy._opened, HOST, listening_on)
        proxy.port = server.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            server.close()
            proxy.cut()
            await proxy._all_gone()

    def cut(self) -> None:
        """What is open is reset, and what is opened is reset at once."""
        self._is_cut = True
        for connection in self._connections:
            connection.abort()

    def freeze(self, *ways: Way) -> None:
        """Connections stay, and nothing passes: this way, or both."""
        self._frozen |= set(ways or Way)

    def delay(self, seconds: float) -> None:
        self._delay = seconds

    def close_after(self, size: int, way: Way) -> None:
        """Each connection is reset once so many more bytes have gone that way."""
        self._allowed[way] = size
        for connection in self._connections:
            connection.passed[way] = 0

    def drop_servers(self) -> None:
        """Half-open: the server's ends are closed, and the clients are not told."""
        for connection in self._connections:
            connection.drop_server()

    def freeze_at(self, pattern: bytes, way: Way = Way.TO_SERVER, *, after: bytes | None = None) -> Trap:
        """The connection on which this is about to pass is frozen before it does. Patterns are regular expressions."""
        return self._lay(Trap(way, pattern, after, lambda connection, _: connection.freeze()))

    def close_at(self, pattern: bytes, way: Way = Way.TO_SERVER) -> Trap:
        """The connection is reset there: what stands before it in the same breath still passes."""
        return self._lay(Trap(way, pattern, None, lambda connection, place: connection.end_at(place)))

    def call_at(
        self, pattern: bytes, way: Way = Way.TO_SERVER, *, after: bytes | None = None, call: Callable[[], None]
    ) -> Trap:
        """Call `call` before this passes."""
        return self._lay(Trap(way, pattern, after, lambda _, __: call()))

    def _lay(self, trap: Trap) -> Trap:
        self._traps.append(trap)
        return trap

    def mend(self) -> None:
        """Everything passes again, what was held up too."""
        self._is_cut = False
        self._frozen.clear()
        self._delay = 0.0
        self._allowed.clear()
        self._traps.clear()
        for connection in self._connections:
            connection.frozen = False
        self._goes_on.set()
        self._goes_on = asyncio.Event()

    def forget(self) -> None:
        """Mend it, and have what was held up never arrive: whoever had said it is dead."""
        self.cut()
        self.mend()

    async def _opened(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)
        connection = _Connection(writer)
        self._connections.add(connection)
        self.made += 1
        try:
            if not self._is_cut:
                await self._pass_on(connection, reader)
        finally:
            self._connections.discard(connection)
            connection.close()

    async def _pass_on(self, connection: "_Connection", reader: asyncio.StreamReader) -> None:
        try:
            there, back = await asyncio.open_connection(HOST, self._port)
        except OSError:
            return
        connection.server = back
        if self._is_cut or connection.gone.is_set():
            return
        pumps = [
            asyncio.ensure_future(self._pump(connection, Way.TO_SERVER, reader, back)),
            asyncio.ensure_future(self._pump(connection, Way.TO_CLIENT, there, connection.client)),
        ]
        try:
            # Whoever is cut off need not come to a chunk to learn of it.
            gone = asyncio.ensure_future(connection.gone.wait())
            await asyncio.wait([*pumps, gone], return_when=asyncio.FIRST_COMPLETED)
            if connection.half_open:
                await gone
            gone.cancel()
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(
        self, connection: "_Connection", way: Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        before = b""
        with contextlib.suppress(OSError):
            while chunk := await reader.read(_CHUNK):
                for trap in list(self._traps):
                    trap.look(connection, way, before, chunk)
                before = (before + chunk)[-_REMEMBERED:]
                while way in self._frozen or connection.frozen:
                    await self._goes_on.wait()
                if self._delay:
                    await asyncio.sleep(self._delay)
                if connection.ends_at is not None:
                    chunk = chunk[: connection.ends_at]
                allowed = self._allowed.get(way)
                if allowed is not None:
                    chunk = chunk[: max(0, allowed - connection.passed[way])]
                writer.write(chunk)
                await writer.drain()
                connection.passed[way] += len(chunk)
                if connection.ends_at is not None or (allowed is not None and connection.passed[way] >= allowed):
                    connection.abort()

    async def _all_gone(self) -> None:
        if self._passing:
            await asyncio.wait(self._passing)


@dataclass(eq=False)
class _Connection:
    client: asyncio.StreamWriter
    server: asyncio.StreamWriter | None = None
    frozen: bool = False
    half_open: bool = False
    ends_at: int | None = None
    passed: dict[Way, int] = field(default_factory=lambda: dict.fromkeys(Way, 0))
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    def freeze(self) -> None:
        self.frozen = True

    def end_at(self, place: int) -> None:
        self.ends_at = place

    def close(self) -> None:
        """What was said before still arrives."""
        self.client.close()
        if self.server is not None:
            self.server.close()

    def abort(self) -> None:
        self.gone.set()
        self.client.transport.abort()
        if self.server is not None:
            self.server.transport.abort()

    def drop_server(self) -> None:
        self.half_open = True
        if self.server is not None:
            self.server.transport.abort()


def _new(pattern: re.Pattern[bytes], before: bytes, chunk: bytes) -> re.Match[bytes] | None:
    """A match that ends in `chunk`; it may begin in what went before."""
    return next((match for match in pattern.finditer(before + chunk) if match.end() > len(before)), None)
