"""Programs that run beside us: started, probed until they answer, ended with all that they started."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

from standing_local import ports
from standing_local.accounts import Account
from standing_operator.errors import StandingError

type Probe = Callable[[], Awaitable[bool]]

_PROBE_INTERVAL = 0.05
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to run, as whom, where its words go, and how it is asked to end."""

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10.0


class Server(Protocol):
    """A program that others need, with what it takes to get it to answer."""

    @property
    def program(self) -> Program: ...

    @property
    def ports(self) -> Sequence[int]: ...

    async def prepare(self) -> None:
        """Whatever has to be done before a start; does nothing where it is done already."""

    async def answers(self) -> bool:
        """Whether it does its work now."""


class Process:
    """A running program. Its end is awaited, not polled for."""

    def __init__(self, program: Program, child: asyncio.subprocess.Process) -> None:
        self.program = program
        self.pid = child.pid
        self._child = child

    @classmethod
    async def start(cls, program: Program) -> Self:
        """Raises StandingError when the program cannot be executed."""
        return cls(program, await _spawn(program))

    async def ended(self) -> int:
        """The exit status; a signal counts negative."""
        return await self._child.wait()

    async def ready(self, probe: Probe, *, within: float = 60.0) -> None:
        """Return as soon as `probe` says so. Raises StandingError when the process ends first, or time runs out."""
        ended = asyncio.ensure_future(self.ended())
        probing = asyncio.ensure_future(_until(probe))
        try:
            await asyncio.wait({ended, probing}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            if probing.done():
                return await probing
            if ended.done():
                raise StandingError(f"{self._name} ended with status {ended.result()} while starting: {self._words}")
            raise StandingError(f"{self._name} did not answer within {within:.0f} s: {self._words}")
        finally:
            await _cancelled(ended, probing)

    async def stop(self) -> None:
        """Ask it to end, and after its time of grace make it."""
        if self._child.returncode is None:
            self._send(self.program.stop_signal)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._child.wait(), self.program.grace)
        # Also the children of a leader that has ended: they share its group.
        self._send(signal.SIGKILL)
        await self._child.wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    @property
    def _name(self) -> str:
        return self.program.name

    @property
    def _words(self) -> str:
        return last_words(self.program.log)


@asynccontextmanager
async def running(server: Server) -> AsyncIterator[Process]:
    """Prepare and start `server`; it answers when the block begins and has ended after it. Raises StandingError."""
    for port in server.ports:
        ports.require_free(port, wanted_by=server.program.name)
    await server.prepare()
    process = await Process.start(server.program)
    try:
        await process.ready(server.answers)
        yield process
    finally:
        await process.stop()


async def run(program: Program, *, accepts: Container[int] = (0,)) -> str:
    """Run a program to its end; what it wrote to its standard output.

    Raises StandingError when it ends with a status that is not among those it `accepts`.
    """
    child = await _spawn(program, stdout=asyncio.subprocess.PIPE)
    try:
        output, _ = await child.communicate()
    except asyncio.CancelledError:
        child.kill()
        await child.wait()
        raise
    text = output.decode(errors="replace")
    if child.returncode not in accepts:
        with program.log.open("a") as log:
            log.write(text)
        raise StandingError(f"{program.name} ended with status {child.returncode}: {last_words(program.log)}")
    return text


def last_words(log: Path, lines: int = 3) -> str:
    """The end of a log, on one line."""
    text = log.read_text(errors="replace") if log.exists() else ""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return " | ".join(said[-lines:]) or "it said nothing."


async def _spawn(program: Program, *, stdout: int | None = None) -> asyncio.subprocess.Process:
    program.log.parent.mkdir(parents=True, exist_ok=True)
    account = program.account
    with program.log.open("ab") as log:
        try:
            return await asyncio.create_subprocess_exec(
                *map(str, program.command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=stdout or log,
                stderr=log,
                env={**os.environ, **program.environment},
                # The directory that we stand in may be closed to the account.
                cwd="/" if account else None,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                start_new_session=True,
                preexec_fn=_ends_with_us(program.stop_signal),
            )
        except OSError as error:
            raise StandingError(f"{program.name} cannot be started: {error.strerror}: {error.filename}.") from error


def _ends_with_us(number: signal.Signals) -> Callable[[], None] | None:
    """Have Linux send `number` to the child when we die, even of a kill -9. Elsewhere the next start cleans up."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return ask


async def _until(probe: Probe) -> None:
    # Another program can set no event of ours.
    while not await probe():  # noqa: ASYNC110
        await asyncio.sleep(_PROBE_INTERVAL)


async def _cancelled(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
