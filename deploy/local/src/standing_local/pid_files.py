"""Who runs, for the next start to find, should this one be killed before it could end what it had begun."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

_POLL = 0.05


@dataclass(frozen=True, slots=True)
class PidFile:
    path: Path

    def write(self, pid: int) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps({"pid": pid, "started": _started(pid)}))

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def running(self) -> int | None:
        """The process that was written down, if it is that one still: a pid is given again to others."""
        try:
            known = json.loads(self.path.read_text())
        except (OSError, ValueError):
            return None
        started = _started(known["pid"])
        return known["pid"] if started is not None and started == known["started"] else None

    async def gone(self, within: float) -> bool:
        """Whether the process has ended, or does so in time. It is no child of ours, so nothing tells us."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self.running() is not None:  # noqa: ASYNC110
                    await asyncio.sleep(_POLL)
        return self.running() is None


async def end_leftovers(directory: Path, *, grace: float = 10.0) -> list[str]:
    """End the process groups of `directory`'s pid files; the names of those that ran."""
    files = _files(directory)
    left = [file for file in files if file.running() is not None]
    await asyncio.gather(*(_end(file, grace) for file in left))
    for file in files:
        file.remove()
    return [file.path.stem for file in left]


def _files(directory: Path) -> list[PidFile]:
    return [PidFile(path) for path in sorted(directory.glob("*.pid"))]


async def _end(file: PidFile, grace: float) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        if (pid := file.running()) is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, number)
        await file.gone(grace if number is signal.SIGTERM else 5.0)


def _started(pid: int) -> str | None:
    """When a process was started, in words that no later process with its number shares; None when there is none."""
    process = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            # The command, in parentheses, may hold spaces; the state and the start follow it.
            fields = process.read_text().rpartition(")")[2].split()
        except OSError:
            return None
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return None if fields[0] == "Z" else f"{boot} {fields[19]}"
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return answer.stdout.strip() or None
