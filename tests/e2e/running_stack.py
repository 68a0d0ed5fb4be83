import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Self
from uuid import UUID

import asyncpg

from standing_local import checkout, ports
from standing_local.claim import Claim
from standing_local.pid_files import PidFile
from standing_local.postgres import SUPERUSER, database_url
from standing_local.processes import run
from standing_local.secret_store import SecretStore
from standing_local.settings import Ports, Settings
from standing_local.stack import Stack
from tests.support.eventually import eventually


class RunningStack:
    """The whole stack as `make up` starts it, on ports and with data of its own."""

    def __init__(self, settings: Settings, environment: Mapping[str, str]) -> None:
        self.settings = settings
        self._environment = environment
        self._supervisor: asyncio.subprocess.Process | None = None

    @classmethod
    def in_directory(
        cls, parent: Path, *, replicas: Mapping[str, int] | None = None, environment: Mapping[str, str] | None = None
    ) -> Self:
        """`replicas`: how often each service runs, where it is not once. `environment`: more settings of theirs."""
        directory = parent / "stack"
        directory.mkdir()
        settings = Settings(
            directory,
            Ports(**{name: ports.any_free() for name in Ports.__dataclass_fields__}),
            {name: [ports.any_free() for _ in range(1, count)] for name, count in (replicas or {}).items()},
        )
        (directory / "settings.toml").write_text(
            "\n".join(
                [
                    "[ports]",
                    *(f"{name} = {port}" for name, port in settings.listening().items()),
                    "[replicas]",
                    *(f"{name} = {count}" for name, count in (replicas or {}).items()),
                ]
            )
        )
        return cls(settings, environment or {})

    async def start(self) -> None:
        with self._said.open("ab") as log:
            self._supervisor = await _standing(["up"], self.settings, self._environment, log)
        ended = asyncio.ensure_future(self._supervisor.wait())

        async def ready() -> bool:
            assert not ended.done(), self._said.read_text()
            return Claim(self.settings.run).is_ready()

        await eventually(ready, within=180)
        ended.cancel()

    async def stop(self) -> int:
        assert self._supervisor is not None
        if self._supervisor.returncode is None:
            self._supervisor.send_signal(signal.SIGTERM)
        return await self._supervisor.wait()

    async def kill_supervisor(self) -> None:
        assert self._supervisor is not None
        self._supervisor.kill()
        await self._supervisor.wait()

    def kill(self, name: str) -> None:
        """End one process as a power cut would."""
        pid = self.pids[name]
        os.kill(pid, signal.SIGKILL)

    @asynccontextmanager
    async def standing_still(self, *names: str) -> AsyncIterator[None]:
        """These processes neither work nor end."""
        stopped = [self.pids[name] for name in names]
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)

    async def service(self, name: str, *command: str) -> str:
        """What a command of the service's own says, such as `parked list`."""
        return await run(Stack(self.settings, print).service(name).command(*command))

    async def make_reminder_due(self, appointment_id: str) -> None:
        """Now, as it is once time has gone by. Two reminders of one series are never due on the same day."""
        async with self.superuser("notifications") as connection:
            changed = await connection.execute(
                "UPDATE communications SET due_at = now()"
                " WHERE appointment_id = $1 AND trigger = 'reminder' AND status = 'scheduled'",
                UUID(appointment_id),
            )
        assert changed == "UPDATE 1"

    @property
    def bootstrap(self) -> str:
        """Of its Kafka."""
        return f"{ports.HOST}:{self.settings.ports.kafka}"

    @asynccontextmanager
    async def superuser(self, service: str) -> AsyncIterator[asyncpg.Connection]:
        """In the service's database."""
        password = SecretStore(self.settings.directory / "secrets.json").password("postgres superuser")
        address = database_url(SUPERUSER, password, port=self.settings.ports.postgres, database=service)
        connection = await asyncpg.connect(address)
        try:
            yield connection
        finally:
            await connection.close()

    @property
    def pids(self) -> dict[str, int]:
        files = (PidFile(path) for path in self.settings.run.glob("*.pid"))
        return {file.path.stem: pid for file in files if (pid := file.running()) is not None}

    async def run(self, *command: str) -> tuple[int, str]:
        """Another `standing` command beside the running one: its status and what it said."""
        process = await _standing(command, self.settings, self._environment, asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, output.decode()

    @property
    def _said(self) -> Path:
        return self.settings.directory / "supervisor.log"


async def _standing(
    command: Sequence[str], settings: Settings, environment: Mapping[str, str], output: IO[bytes] | int
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "standing_operator", *command),
        cwd=checkout.ROOT,
        env={**os.environ, **environment, "STANDING_LOCAL": str(settings.directory)},
        stdout=output,
        stderr=asyncio.subprocess.STDOUT,
    )
