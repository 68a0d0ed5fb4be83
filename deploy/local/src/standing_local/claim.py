import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from standing_local.pid_files import PidFile
from standing_operator.errors import StandingError


@dataclass(frozen=True, slots=True)
class Claim:
    """Who runs the stack of a data directory: one process at a time. The system lets go of the lock however it ends."""

    run: Path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises StandingError when another process holds it."""
        self.run.mkdir(parents=True, exist_ok=True)
        with self._lock.open("w") as lock:
            if not _locked(lock):
                raise StandingError("The stack of this directory is running already: `make down` stops it.")
            self._supervisor.write(os.getpid())
            try:
                yield
            finally:
                self._ready.unlink(missing_ok=True)
                self._supervisor.remove()

    def supervisor(self) -> int | None:
        """The process that holds it."""
        return self._supervisor.running()

    async def released(self, within: float) -> bool:
        return await self._supervisor.gone(within)

    def announce(self) -> None:
        """Everything answers."""
        self._ready.write_text(str(os.getpid()))

    def is_ready(self) -> bool:
        """A killed supervisor's word does not count for the next."""
        supervisor = self.supervisor()
        return supervisor is not None and self._ready.exists() and self._ready.read_text() == str(supervisor)

    @property
    def _supervisor(self) -> PidFile:
        return PidFile(self.run / "supervisor")

    @property
    def _lock(self) -> Path:
        return self.run / "lock"

    @property
    def _ready(self) -> Path:
        return self.run / "ready"


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
