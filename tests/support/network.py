"""A network that tests can cut: between a browser and a server, and between two browsers in a call."""

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Self

from playwright.async_api import Page, WebSocketRoute

from standing.ports import HOST

_CHUNK: Final = 64 * 1024
_CANDIDATE: Final = re.compile(r"(candidate:\S+ \d+ udp \d+) (\S+) (\d+)", re.IGNORECASE)


class Wire:
    """To one server's port. While it is cut, what was open is dead, and nothing new comes about."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self.port = 0

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncIterator[Self]:
        wire = cls(port)
        server = await asyncio.start_server(wire._opened, HOST)
        wire.port = server.sockets[0].getsockname()[1]
        yield wire
        server.close()
        wire.cut()

    def cut(self) -> None:
        self._is_cut = True
        for writer in self._writers:
            writer.transport.abort()

    def mend(self) -> None:
        self._is_cut = False

    async def _opened(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            if not self._is_cut:
                await self._pass_on(reader, writer)
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            there, back = await asyncio.open_connection(HOST, self._port)
            self._writers.add(back)
            try:
                if not self._is_cut:
                    await asyncio.gather(_copy(reader, back), _copy(there, writer))
            finally:
                self._writers.discard(back)
                back.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


@dataclass(slots=True)
class _Leg:
    """An address of the relay's that stands for one of a browser's."""

    target: tuple[str, int]
    outer: socket.socket
    inner: dict[tuple[str, int], socket.socket] = field(default_factory=dict)


class MediaRelay:
    """Between two browsers that learn of each other only the addresses that it has itself.

    The browser's own switch for being offline does not touch WebRTC.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._legs: dict[tuple[str, int], _Leg] = {}
        self._sockets: list[socket.socket] = []

    @classmethod
    @asynccontextmanager
    async def between(cls, page: Page, address: str) -> AsyncIterator[Self]:
        """`page`: of one side. What it says to the other by the socket at `address`, and hears, is rewritten."""
        relay = cls()

        def routed(route: WebSocketRoute) -> None:
            server = route.connect_to_server()
            route.on_message(lambda said: server.send(relay._rewritten(said)))
            server.on_message(lambda said: route.send(relay._rewritten(said)))

        await page.route_web_socket(address, routed)
        yield relay
        relay.cut()
        for each in relay._sockets:
            each.close()

    @property
    def carried(self) -> int:
        """By how many addresses of the two browsers anything has come."""
        return sum(bool(leg.inner) for leg in self._legs.values())

    def cut(self) -> None:
        """For ever. What the browsers tell each other from now on gets addresses that work."""
        for each in self._sockets:
            self._loop.remove_reader(each)
        self._legs.clear()

    def _rewritten(self, said: str | bytes) -> str:
        assert isinstance(said, str)
        return _CANDIDATE.sub(self._instead, said)

    def _instead(self, candidate: re.Match[str]) -> str:
        head, address, port = candidate.groups()
        return f"{head} {HOST} {self._port_for((_reachable(address), int(port)))}"

    def _port_for(self, target: tuple[str, int]) -> int:
        if target not in self._legs:
            outer = self._socket()
            leg = self._legs[target] = _Leg(target, outer)
            self._loop.add_reader(outer, self._there, leg)
        port: int = self._legs[target].outer.getsockname()[1]
        return port

    def _there(self, leg: _Leg) -> None:
        packet, sender = leg.outer.recvfrom(_CHUNK)
        if sender not in leg.inner:
            inner = leg.inner[sender] = self._socket()
            self._loop.add_reader(inner, self._back, leg, inner, sender)
        _send(leg.inner[sender], packet, leg.target)

    def _back(self, leg: _Leg, inner: socket.socket, sender: tuple[str, int]) -> None:
        with contextlib.suppress(OSError):
            _send(leg.outer, inner.recv(_CHUNK), sender)

    def _socket(self) -> socket.socket:
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.setblocking(False)
        made.bind((HOST, 0))
        self._sockets.append(made)
        return made


def _send(by: socket.socket, packet: bytes, to: tuple[str, int]) -> None:
    # Whoever is not there any more, or cannot take it in now, loses it: that is UDP.
    with contextlib.suppress(OSError):
        by.sendto(packet, to)


def _reachable(address: str) -> str:
    """IPv6's, and the names by which a browser hides its addresses, lead to the same machine."""
    try:
        socket.inet_aton(address)
    except OSError:
        return HOST
    return address
