import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from standing.errors import StandingError
from standing.pid_files import PidFile


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
            self.supervisor.write(os.getpid())
            try:
                yield
            finally:
                self._ready.unlink(missing_ok=True)
                self.supervisor.remove()

    @property
    def supervisor(self) -> PidFile:
        return PidFile(self.run / "supervisor")

    def is_held(self) -> bool:
        if not self._lock.exists():
            return False
        with self._lock.open("r+") as lock:
            return not _locked(lock)

    def announce(self) -> None:
        """Everything answers."""
        self._ready.touch()

    def is_ready(self) -> bool:
        return self._ready.exists() and self.is_held()

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
