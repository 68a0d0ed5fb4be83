"""A transaction's bare statements, as a peer: recorded once, with their arguments, and said again to a copy."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
from asyncpg.connection import LoggedQuery

from messaging.database import Connection, Database, read_jsonb, see_practices
from standing_operator.databases import ServiceDatabase

type Statements = Sequence[tuple[str, Sequence[Any]]]


class Recording(Database):
    """Keeps the statements of each transaction."""

    def __init__(self, url: str) -> None:
        super().__init__(url, connections=1)
        self.transactions: list[Statements] = []

    @asynccontextmanager
    async def transaction(self, *practice_ids: UUID) -> AsyncIterator[Connection]:
        async with super().transaction(*practice_ids) as connection:
            statements: list[tuple[str, Sequence[Any]]] = []

            def keep(query: LoggedQuery) -> None:
                statements.append((query.query, query.args))

            with connection.query_logger(keep):
                yield connection
            self.transactions.append(statements)


async def replayed(
    database: ServiceDatabase, practice_id: UUID, recorded: Sequence[Statements], *, clients: int, connections: int
) -> float:
    """Transactions a second, after each client has had one, so that connections and plans are there."""
    async with asyncpg.create_pool(
        database.application_url, min_size=connections, max_size=connections, init=read_jsonb
    ) as pool:

        async def replay(transactions: Sequence[Statements]) -> None:
            for statements in transactions:
                async with pool.acquire() as connection, connection.transaction():
                    await see_practices(connection, [practice_id])
                    for sql, arguments in statements:
                        await connection.fetch(sql, *arguments)

        by_client = [recorded[number::clients] for number in range(clients)]
        await asyncio.gather(*(replay(transactions[:1]) for transactions in by_client))
        since = time.perf_counter()
        await asyncio.gather(*(replay(transactions[1:]) for transactions in by_client))
        return sum(len(transactions) - 1 for transactions in by_client) / (time.perf_counter() - since)
