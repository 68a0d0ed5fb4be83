"""What stands before Postgres at an address: nothing, or a pooler that keeps sessions, or one that does not."""

from contextlib import AsyncExitStack
from enum import StrEnum, auto

import asyncpg

from messaging.database import connected


class Pooling(StrEnum):
    NONE = auto()
    SESSION = auto()
    TRANSACTION = auto()


async def find_pooling(url: str) -> Pooling:
    """By what two connections of ours see of the server's. Raises what UNAVAILABLE names."""
    async with AsyncExitStack() as stack:
        ours, another = [
            await stack.enter_async_context(connected(url, command_timeout=5, keeps_statements=False)) for _ in range(2)
        ]
        before = await _server_process(ours)
        if before == ours.get_server_pid():
            return Pooling.NONE
        async with another.transaction():
            # Where ours is nobody's between transactions, the other now has it: the last that was given back.
            await _server_process(another)
            after = await _server_process(ours)
        return Pooling.SESSION if after == before else Pooling.TRANSACTION


async def _server_process(connection: "asyncpg.Connection[asyncpg.Record]") -> int:
    process: int = await connection.fetchval("SELECT pg_backend_pid()")
    return process
