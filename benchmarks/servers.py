"""The real Postgres, as durable as in production, and the real Kafka, for benchmarks that need no more of the stack."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from messaging.migrations import migrate
from standing_local import checkout, ports
from standing_local.kafka import Kafka
from standing_local.postgres import Postgres
from standing_local.processes import running
from standing_operator import databases, topics
from standing_operator.databases import Passwords, ServiceDatabase

_PASSWORDS = Passwords(owner="owner", application="application", relay="relay")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Postgres of the benchmark's own. `superuser_url` is the superuser's."""

    superuser_url: str

    async def migrated(self, service: str, *, name: str | None = None) -> ServiceDatabase:
        """The service's database with its tables."""
        database = await databases.provision(self.superuser_url, service, _PASSWORDS, name=name)
        await migrate(database.owner_url, checkout.SERVICES / service.replace("_", "-") / "migrations")
        return database

    async def copy(self, service: str, of: ServiceDatabase, *, name: str) -> ServiceDatabase:
        """Another database with the same rows. Nobody may be connected to the first one."""
        connection = await asyncpg.connect(self.superuser_url)
        try:
            await databases.drop_database(connection, name)
            await databases.clone_database(connection, service, template=of.name, name=name)
        finally:
            await connection.close()
        return databases.addresses(self.superuser_url, service, _PASSWORDS, name=name)


@asynccontextmanager
async def postgres(directory: Path) -> AsyncIterator[Cluster]:
    server = Postgres(
        directory / "postgres", ports.any_free(), password=secrets.token_urlsafe(), log=directory / "postgres.log"
    )
    async with running(server):
        yield Cluster(server.url())


@asynccontextmanager
async def kafka(directory: Path) -> AsyncIterator[str]:
    """Bootstrap servers of a broker that has the topics of contracts/topics."""
    server = Kafka(directory / "kafka", ports.any_free(), ports.any_free(), log=directory / "kafka.log")
    async with running(server):
        await topics.ensure(server.bootstrap, topics.described())
        yield server.bootstrap
