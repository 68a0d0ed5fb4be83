import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Final, Self
from uuid import UUID

import asyncpg

from messaging.release import application_name

# What a server that is away, restarting or refusing causes. InternalClientError is asyncpg's own word for a connection
# that was cut in the middle of a statement.
UNAVAILABLE: Final = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)

type Connection = asyncpg.pool.PoolConnectionProxy[asyncpg.Record] | asyncpg.Connection[asyncpg.Record]

_KEPT: Final = 100  # prepared statements a connection, as asyncpg has it

# Set once, by whoever begins the process: `migrate` looks for processes of former releases by it.
SHOWN_AS: Final = ContextVar[str]("application_name")


async def connect(
    url: str, *, command_timeout: float | None = None, keeps_statements: bool = True
) -> "asyncpg.Connection[asyncpg.Record]":
    """A connection outside of any pool."""
    return await asyncpg.connect(
        url,
        timeout=5,
        command_timeout=command_timeout,
        server_settings=_server_settings(),
        statement_cache_size=_KEPT if keeps_statements else 0,
    )


@asynccontextmanager
async def connected(
    url: str, *, command_timeout: float | None = None, keeps_statements: bool = True
) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    """The same, until the block ends."""
    connection = await connect(url, command_timeout=command_timeout, keeps_statements=keeps_statements)
    try:
        yield connection
    finally:
        await connection.close()


class Database:
    """A pool of connections. Opening it does not need a server: a connection is made when one is asked for.

    `keeps_statements`: what was prepared once is used again, which a pooler that hands the server's connections on
    after each transaction does not bear.
    """

    def __init__(self, url: str, *, connections: int = 10, keeps_statements: bool = True) -> None:
        self._url = url
        self._connections = connections
        self._keeps_statements = keeps_statements
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None

    async def __aenter__(self) -> Self:
        self._pool = await asyncpg.create_pool(
            self._url,
            min_size=0,
            max_size=self._connections,
            init=read_jsonb,
            timeout=5,
            command_timeout=30,
            server_settings=_server_settings(),
            statement_cache_size=_KEPT if self._keeps_statements else 0,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    @asynccontextmanager
    async def transaction(self, *practice_ids: UUID) -> AsyncIterator[Connection]:
        """Sees these practices' rows only (none: no tenant's). Commits when the block ends well, else rolls back.

        Open it inside the route, not in a `yield` dependency: FastAPI leaves those after the response is sent,
        so a failed commit would have been answered 201.
        """
        assert self._pool is not None, "The database is not open."
        async with self._pool.acquire() as connection, connection.transaction():
            await see_practices(connection, practice_ids)
            yield connection


async def see_practices(connection: Connection, practice_ids: Iterable[UUID]) -> None:
    """Let the rest of this transaction see these practices' rows, and no others."""
    await connection.execute(
        "SELECT set_config('standing.practices', $1, true)", "{" + ",".join(map(str, practice_ids)) + "}"
    )


def _server_settings() -> dict[str, str]:
    return {"application_name": SHOWN_AS.get(application_name("standing", "program"))}


async def read_jsonb(connection: Connection) -> None:
    """Have jsonb columns go in and come out as Python values."""
    async with connection.transaction():  # a pooler may hand on the server's connection after each
        await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
