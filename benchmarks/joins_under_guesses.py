"""How long a join takes while 1,000 guesses of links a second come, from 250 other addresses or from the client's own.

Over the gateway, with two replicas of video-links, whose limits are what an installation has by default; only how often
one browser may come back is raised, since all joins here are one's. The guesses come from addresses of the loopback
network, by a process of their own. A part of them waits for an answer, and the others are told to wait: so there are
more connections than can wait at both replicas.
"""

import asyncio
import secrets
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx

from benchmarks.measure import Spread, in_turns, percentile, table
from standing_local import checkout
from standing_local.demo.clinic import Clinic
from standing_local.ports import HOST
from tests.e2e.meeting import Meeting
from tests.e2e.running_stack import RunningStack

_ROUNDS = 4
_JOINS = 100  # in each round
_PAUSE = 0.02  # s between one join and the next
_RATE = 1_000  # guesses a second
_ADDRESSES = 250
_CONNECTIONS = 250  # open at once
_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/149.0.0.0 Safari/537.36"


@dataclass(frozen=True, slots=True)
class Round:
    """Joins in ms, and how many guesses a second were answered meanwhile."""

    joins: Sequence[float]
    guesses: float = 0.0

    def percentile(self, part: float) -> float:
        return percentile(self.joins, part)


async def measured(directory: Path) -> str:
    stack = RunningStack.in_directory(
        directory, replicas={"video_links": 2}, environment={"STANDING_JOINS_LIMIT": "100000"}
    )
    await stack.start()
    try:
        async with await Clinic.signed_in(stack.settings, "manager") as manager:
            meeting = await Meeting.booked(manager)
        async with httpx.AsyncClient(headers={"User-Agent": _AGENT}, timeout=30) as browser:
            client = await Client.opens(browser, meeting.url)

            async def quiet() -> Round:
                return Round(await client.joins())

            async def guessed(*, by_others: bool) -> Round:
                async with _guesses(stack.settings.ports.gateway, by_others=by_others) as guesser:
                    before, since = await guesser.answered(), time.monotonic()
                    joins = await client.joins()
                    answered = await guesser.answered() - before
                return Round(joins, answered / (time.monotonic() - since))

            taken = await in_turns(
                {
                    "nobody guesses": quiet,
                    "1,000 guesses a second from 250 addresses": lambda: guessed(by_others=True),
                    "1,000 guesses a second from the client's own": lambda: guessed(by_others=False),
                },
                rounds=_ROUNDS,
            )
    finally:
        await stack.stop()
    peer = _percentiles(taken["nobody guesses"])
    rows = []
    for name, rounds in taken.items():
        half, most = _percentiles(rounds)
        guesses = Spread.of(one.guesses for one in rounds)
        answered = guesses.words("/s") if guesses.median else "none"
        rows.append(
            [name, half.words("ms"), half.ratio_to(peer[0]), most.words("ms"), most.ratio_to(peer[1]), answered]
        )
    return table(["while", "half of the joins within", "ratio", "99 % within", "ratio", "guesses answered"], rows)


def _percentiles(rounds: Sequence[Round]) -> tuple[Spread, Spread]:
    return Spread.of(one.percentile(0.5) for one in rounds), Spread.of(one.percentile(0.99) for one in rounds)


@dataclass(frozen=True, slots=True)
class Client:
    """Who has the link open, and joins again and again, as a page does that has lost its socket."""

    browser: httpx.AsyncClient
    url: str
    headers: Mapping[str, str]

    @classmethod
    async def opens(cls, browser: httpx.AsyncClient, url: str) -> Self:
        await browser.get(url)
        # To plain http browsers bring such cookies on their own machine alone, and this library never.
        cookies = {cookie.name: cookie.value or "" for cookie in browser.cookies.jar}
        named = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return cls(browser, url, {"Cookie": named, "X-Standing-Csrf": cookies["__Host-standing-csrf"]})

    async def joins(self) -> list[float]:
        """How long each took, in ms."""
        taken = []
        for _ in range(_JOINS):
            since = time.perf_counter()
            answer = await self.browser.post(f"{self.url}/join", json={"take_over": False}, headers=self.headers)
            taken.append((time.perf_counter() - since) * 1000)
            answer.raise_for_status()
            await asyncio.sleep(_PAUSE)
        return taken


@dataclass(frozen=True, slots=True)
class Guesser:
    """Another process."""

    process: Process

    async def answered(self) -> int:
        """How many guesses by now."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"\n")
        return int(await self.process.stdout.readline())


@asynccontextmanager
async def _guesses(port: int, *, by_others: bool) -> AsyncIterator[Guesser]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.joins_under_guesses", str(port), "others" if by_others else "own"),
        cwd=checkout.ROOT,
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        guesser = Guesser(process)
        # A second of it is not measured.
        await guesser.answered()
        await asyncio.sleep(1)
        yield guesser
    finally:
        process.terminate()
        await process.wait()


class _Flood:
    """Each guess a token of its own, at an even pace, from one address after the other, or from that of all here."""

    def __init__(self, port: int, *, by_others: bool) -> None:
        self._port = port
        self._by_others = by_others
        self._begun = time.monotonic()
        self._sent = 0
        self.answered = 0

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for number in range(_CONNECTIONS):
                group.create_task(self._guess(number))

    async def _guess(self, number: int) -> None:
        while True:
            for turn in range(number, _ADDRESSES, _CONNECTIONS):
                address = f"127.0.1.{turn + 1}" if self._by_others else HOST
                reader, writer = await asyncio.open_connection(HOST, self._port, local_addr=(address, 0))
                for _ in range(10):
                    await self._pace()
                    writer.write(_request(secrets.token_urlsafe(16)))
                    await _answer(reader)
                    self.answered += 1
                writer.close()

    async def _pace(self) -> None:
        due = self._begun + self._sent / _RATE
        self._sent += 1
        # After a time in which nothing was answered, what was not sent is not made up for.
        self._begun += max(0.0, time.monotonic() - due - 1)
        await asyncio.sleep(max(0.0, due - time.monotonic()))


def _request(token: str) -> bytes:
    return (
        f"GET /v/{token} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {_AGENT}\r\n"
        "Accept: text/html\r\nAccept-Language: en\r\n\r\n"
    ).encode()


async def _answer(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = next(line.partition(":")[2] for line in head.splitlines() if line.startswith("content-length:"))
    await reader.readexactly(int(length))


async def _flood(port: int, *, by_others: bool) -> None:
    """Until the process is ended; says how many were answered whenever it is asked."""
    flood = _Flood(port, by_others=by_others)
    questions = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(questions), sys.stdin)
    running = asyncio.create_task(flood.run())
    while await questions.readline():
        if running.done():
            running.result()
        print(flood.answered, flush=True)


if __name__ == "__main__":
    asyncio.run(_flood(int(sys.argv[1]), by_others=sys.argv[2] == "others"))
