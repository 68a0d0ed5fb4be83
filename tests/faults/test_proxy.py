import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from standing_local.ports import HOST
from tests.faults.proxy import Proxy, Way
from tests.support.eventually import eventually


class Echo:
    """A server that answers each line by the same line, and remembers what it heard."""

    def __init__(self) -> None:
        self.heard = b""
        self.ended = 0
        self._writers: set[asyncio.StreamWriter] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        server = await asyncio.start_server(self._serve, HOST)
        yield server.sockets[0].getsockname()[1]
        server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while chunk := await reader.read(1000):
                self.heard += chunk
                writer.write(chunk)
        except OSError:
            pass
        self.ended += 1
        writer.close()


class Line:
    """A connection through the proxy."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    @asynccontextmanager
    async def through(cls, proxy: Proxy) -> AsyncIterator["Line"]:
        line = cls(*await asyncio.open_connection(HOST, proxy.port))
        yield line
        line.writer.transport.abort()

    async def asks(self, words: bytes) -> bytes:
        """The answer."""
        self.writer.write(words)
        async with asyncio.timeout(20):
            return await self.reader.readexactly(len(words))

    async def is_answered(self) -> bool:
        try:
            async with asyncio.timeout(0.1):
                return bool(await self.reader.read(1000))
        except TimeoutError:
            return False

    async def is_reset(self) -> bool:
        async with asyncio.timeout(20):
            try:
                return not await self.reader.read(1000)
            except ConnectionResetError:
                return True


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
async def proxy(echo: Echo) -> AsyncIterator[Proxy]:
    async with echo.running() as port, Proxy.to(port) as proxy:
        yield proxy


@pytest.fixture
async def line(proxy: Proxy) -> AsyncIterator[Line]:
    async with Line.through(proxy) as line:
        yield line


async def test_what_is_said_passes_both_ways(line: Line) -> None:
    assert await line.asks(b"hello\n") == b"hello\n"


async def test_a_cut_resets_what_is_open_and_what_is_opened_until_it_is_mended(proxy: Proxy, line: Line) -> None:
    await line.asks(b"hello\n")
    proxy.cut()
    assert await line.is_reset()
    async with Line.through(proxy) as another:
        assert await another.is_reset()
    proxy.mend()
    async with Line.through(proxy) as a_third:
        assert await a_third.asks(b"hello\n") == b"hello\n"


@pytest.mark.parametrize(("way", "arrives"), [(Way.TO_SERVER, b""), (Way.TO_CLIENT, b"hello\n")])
async def test_a_way_that_is_frozen_lets_nothing_pass_until_it_is_mended(
    proxy: Proxy, line: Line, echo: Echo, way: Way, arrives: bytes
) -> None:
    proxy.freeze(way)
    line.writer.write(b"hello\n")
    assert not await line.is_answered()
    assert echo.heard == arrives
    proxy.mend()
    assert await line.asks(b"") == b""
    assert await line.reader.readexactly(6) == b"hello\n"


async def test_a_trap_holds_what_it_was_laid_for_and_lets_pass_what_went_before(
    proxy: Proxy, line: Line, echo: Echo
) -> None:
    trap = proxy.freeze_at(rb"COMMIT")
    await line.asks(b"INSERT\n")
    assert not trap.sprung
    line.writer.write(b"COM")
    await eventually(lambda: _is(lambda: echo.heard.endswith(b"COM")))
    line.writer.write(b"MIT\n")
    await trap.caught()
    assert not await _soon(lambda: b"MIT" in echo.heard)
    proxy.mend()
    await eventually(lambda: _is(lambda: echo.heard.endswith(b"COMMIT\n")))


async def test_a_trap_holds_only_the_connection_that_said_before_what_it_waits_for(
    proxy: Proxy, line: Line, echo: Echo
) -> None:
    trap = proxy.freeze_at(rb"COMMIT", Way.TO_CLIENT, after=rb"INSERT")
    assert await line.asks(b"COMMIT\n") == b"COMMIT\n"
    await line.asks(b"INSERT\n")
    async with Line.through(proxy) as another:
        assert await another.asks(b"COMMIT\n") == b"COMMIT\n"
        line.writer.write(b"COMMIT\n")
        await trap.caught()
        assert await another.asks(b"COMMIT\n") == b"COMMIT\n"
    assert not await line.is_answered()
    assert echo.heard.count(b"COMMIT") == 4


async def test_what_was_held_up_never_arrives_once_it_is_forgotten(proxy: Proxy, line: Line, echo: Echo) -> None:
    trap = proxy.freeze_at(rb"COMMIT")
    line.writer.write(b"COMMIT\n")
    await trap.caught()
    proxy.forget()
    assert await line.is_reset()
    await eventually(lambda: _is(lambda: echo.ended == 1))
    assert echo.heard == b""


async def test_a_connection_is_reset_in_the_middle_of_what_is_said(proxy: Proxy, line: Line, echo: Echo) -> None:
    proxy.close_after(10, Way.TO_SERVER)
    line.writer.write(b"DATA" * 5)
    await eventually(lambda: _is(lambda: echo.ended == 1))
    assert echo.heard == b"DATADATADA"[: len(echo.heard)]


async def test_a_connection_is_reset_where_a_word_begins(proxy: Proxy, line: Line, echo: Echo) -> None:
    trap = proxy.close_at(rb"Subject:")
    await line.asks(b"DATA\n")
    line.writer.write(b"From: us\nSubject: your session\n")
    await trap.caught()
    await eventually(lambda: _is(lambda: echo.ended == 1))
    assert echo.heard in (b"DATA\nFrom: us\n", b"DATA\n")


async def test_a_server_that_is_dropped_leaves_its_client_waiting(proxy: Proxy, line: Line, echo: Echo) -> None:
    await line.asks(b"hello\n")
    proxy.drop_servers()
    await eventually(lambda: _is(lambda: echo.ended == 1))
    assert not await line.is_answered()
    proxy.forget()
    assert await line.is_reset()


async def test_a_delay_holds_up_each_chunk(proxy: Proxy, line: Line) -> None:
    proxy.delay(0.1)
    began = asyncio.get_running_loop().time()
    await line.asks(b"hello\n")
    assert asyncio.get_running_loop().time() - began >= 0.2


async def _is(condition: object) -> bool:
    assert callable(condition)
    return bool(condition())


async def _soon(condition: object) -> bool:
    await asyncio.sleep(0.1)
    return await _is(condition)
