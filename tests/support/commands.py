"""Commands of services, each in a process of its own.

It is forked from one that has imported the services once: what costs seconds of a command is its imports.
"""

import asyncio
import importlib
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CLINIC: Final = "tests.support.clinic_service"
_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["booking.app", "notifications.app", "video_links.app", CLINIC])


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it wrote."""

    status: int
    stdout: str
    stderr: str


async def run(module: str, *arguments: str, environment: Mapping[str, str]) -> Ran:
    """`main` of `module`, such as `booking.app`, with nothing in the environment but what is given."""
    with tempfile.TemporaryDirectory(prefix="standing-command-") as directory:
        written = Path(directory)
        command = _FORKS.Process(target=_run, args=(module, arguments, dict(environment), written))
        await asyncio.to_thread(command.start)
        await asyncio.to_thread(command.join)
        assert command.exitcode is not None
        return Ran(command.exitcode, (written / "stdout").read_text(), (written / "stderr").read_text())


def _run(module: str, arguments: Sequence[str], environment: Mapping[str, str], written: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        file = os.open(written / name, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        os.dup2(file, descriptor)
        os.close(file)
    sys.argv = [module, *arguments]
    importlib.import_module(module).main()
