"""One process at a time: two runs in one checkout, say tests beside the stack, must not install into the same place."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from standing_local import checkout


@contextmanager
def alone(name: str) -> Iterator[None]:
    """What has this name in this checkout is this process's until the block ends; whoever has it is waited for."""
    with _file(name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@asynccontextmanager
async def alone_async(name: str) -> AsyncIterator[None]:
    with _file(name).open("w") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        yield


def _file(name: str) -> Path:
    directory = checkout.ROOT / ".local" / "locks"
    directory.mkdir(parents=True, exist_ok=True)
    return directory / name
