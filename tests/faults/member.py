import contextlib
import os
import signal
from dataclasses import dataclass, field

import httpx

from standing_local.http_probe import answers_ok
from standing_local.ports import HOST
from standing_local.processes import Process, Program
from tests.faults.proxy import Proxy

PATIENCE = 120.0  # s; the broker waits for the end of the session of a consumer that was killed


@dataclass
class Member:
    """One process of a service, with ways of its own to Postgres, to Kafka and to the mail server."""

    name: str
    program: Program
    port: int
    health: str
    postgres: Proxy
    kafka: Proxy
    smtp: Proxy
    _process: Process | None = field(default=None, init=False)
    _paused: bool = field(default=False, init=False)

    @property
    def ways(self) -> tuple[Proxy, ...]:
        return (self.postgres, self.kafka, self.smtp)

    @property
    def runs(self) -> bool:
        return self._process is not None

    async def start(self) -> None:
        """Return when it does its work."""
        await self.begin()
        await self.is_ready()

    async def begin(self, program: Program | None = None) -> None:
        """Start it, and do not wait. `program`: another one in its place."""
        assert self._process is None, f"{self.name} runs already."
        self._process = await Process.start(program or self.program)

    async def is_ready(self) -> None:
        assert self._process is not None, f"{self.name} does not run."
        await self._process.ready(self.answers, within=PATIENCE)

    async def answers(self) -> bool:
        return await answers_ok(self.port, self.health)

    async def health_in_words(self) -> str:
        """What its readiness says, whether it is or not."""
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{self.port}", timeout=20) as asking:
            return (await asking.get(self.health)).text

    async def metrics(self) -> str:
        """What it tells Prometheus."""
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{self.port}", timeout=20) as prometheus:
            return (await prometheus.get("/metrics")).raise_for_status().text

    async def kill(self) -> None:
        """As a power cut ends it: what it had said and did not get through never arrives."""
        assert self._process is not None, f"{self.name} does not run."
        self._process.kill()
        await self._ended()

    async def stop(self) -> None:
        """As an operator ends it."""
        if self._process is not None:
            self.go_on()
            await self._process.stop()
            await self._ended()

    def pause(self) -> None:
        """It stands still where it is, as a machine does that is short of memory or moved to another host."""
        self._send(signal.SIGSTOP)
        self._paused = True

    def go_on(self) -> None:
        if self._paused:
            self._send(signal.SIGCONT)
            self._paused = False

    def mend(self) -> None:
        self.go_on()
        for way in self.ways:
            way.mend()

    async def _ended(self) -> None:
        assert self._process is not None
        await self._process.ended()
        self._process = None
        self._paused = False
        for way in self.ways:
            way.forget()

    def _send(self, number: signal.Signals) -> None:
        assert self._process is not None, f"{self.name} does not run."
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
