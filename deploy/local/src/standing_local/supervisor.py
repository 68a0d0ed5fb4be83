import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from standing_local.pid_files import PidFile
from standing_local.processes import Process, Server, last_words
from standing_operator.errors import StandingError

_DEATHS = 3
_WITHIN = 60.0


class Supervisor:
    """Starts servers, starts again those that die, and stops all of them, the last started first.

    `patience`: seconds in which one that was started again should answer.
    """

    def __init__(
        self, run: Path, say: Callable[[str], None], keepers: asyncio.TaskGroup, *, patience: float = 60.0
    ) -> None:
        self._run = run
        self._say = say
        self._keepers = keepers
        self._patience = patience
        self._kept: list[asyncio.Task[None]] = []
        self._stages: list[dict[str, Process]] = []

    @classmethod
    @asynccontextmanager
    async def watching(cls, run: Path, say: Callable[[str], None], *, patience: float = 60.0) -> AsyncIterator[Self]:
        """All that is started in the block is stopped at its end. The block is cancelled, and StandingError raised,
        when a server dies too often."""
        supervisor: Self | None = None
        try:
            async with asyncio.TaskGroup() as keepers:
                supervisor = cls(run, say, keepers, patience=patience)
                yield supervisor
                supervisor._let_go()
        except ExceptionGroup as group:
            raise _first(group) from None
        finally:
            if supervisor is not None:
                await supervisor._stop()

    async def start(self, *servers: Server) -> None:
        """All at once; return when each of them answers. Raises StandingError."""
        stage: dict[str, Process] = {}
        self._stages.append(stage)
        async with asyncio.TaskGroup() as starting:
            for server in servers:
                starting.create_task(self._start(server, stage))

    def kill(self) -> None:
        """For whoever cannot wait until all has ended in good order."""
        for stage in self._stages:
            for process in stage.values():
                process.kill()

    async def _start(self, server: Server, stage: dict[str, Process]) -> None:
        await server.prepare()
        began = time.monotonic()
        process = await self._spawn(server, stage)
        await process.ready(server.answers)
        self._say(f"{server.program.name}: ready after {time.monotonic() - began:.1f} s")
        self._kept.append(self._keepers.create_task(self._keep(server, process, stage)))

    async def _spawn(self, server: Server, stage: dict[str, Process]) -> Process:
        process = await Process.start(server.program)
        stage[server.program.name] = process
        self._pid_file(process).write(process.pid)
        return process

    async def _keep(self, server: Server, process: Process, stage: dict[str, Process]) -> None:
        name = server.program.name
        deaths: deque[float] = deque(maxlen=_DEATHS)
        while True:
            status = await process.ended()
            deaths.append(time.monotonic())
            if len(deaths) == _DEATHS and deaths[-1] - deaths[0] < _WITHIN:
                raise StandingError(
                    f"{name} ended {_DEATHS} times within a minute, at last with status {status}: "
                    f"{last_words(server.program.log)}"
                )
            self._say(f"{name}: ended with status {status}, is started again")
            # What it had started must not stand in the way of the next.
            await process.stop()
            process = await self._spawn(server, stage)
            try:
                await process.ready(server.answers, within=self._patience)
            except StandingError as error:
                # What runs is left alone: it may wait for what is away, and a start would not bring that back.
                self._say(str(error))
            else:
                self._say(f"{name}: ready again")

    def _let_go(self) -> None:
        for keeper in self._kept:
            keeper.cancel()

    async def _stop(self) -> None:
        for stage in reversed(self._stages):
            await asyncio.gather(*(self._stop_one(process) for process in stage.values()))

    async def _stop_one(self, process: Process) -> None:
        await process.stop()
        self._pid_file(process).remove()

    def _pid_file(self, process: Process) -> PidFile:
        return PidFile(self._run / f"{process.program.log.stem}.pid")


def _first(error: Exception) -> Exception:
    return _first(error.exceptions[0]) if isinstance(error, ExceptionGroup) else error
