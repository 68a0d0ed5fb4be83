"""The real Postgres and the real Kafka, for all tests, started when the first selected test asks for them; in
a run on several processes once for all of them, before the first (`tests.support.parallel`).

From the environment (`STANDING_TEST_POSTGRES`, a superuser's URL; `STANDING_TEST_KAFKA`, bootstrap servers), or else
from containers (`STANDING_TEST_CONTAINERS=1`), or else embedded. The closing line says which it was.
"""

import asyncio
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
import pytest

from messaging.migrations import migrate
from standing_local import checkout, ports
from standing_local.kafka import Kafka, broker_answers
from standing_local.postgres import Postgres
from standing_local.processes import running
from standing_operator import databases, topics
from standing_operator.databases import Passwords, ServiceDatabase, ServiceDatabases
from tests.support.parallel import KAFKA, POSTGRES, Found, shared
from tests.support.ran_on import RAN_ON

# The same in every run: two runs may share one cluster, and with it the roles.
_PASSWORDS = Passwords(owner="owner", application="application", relay="relay")


@pytest.fixture(scope="session")
def server_directory() -> Iterator[Path]:
    with open_directory() as directory:
        yield directory


@pytest.fixture(scope="session")
async def postgres(server_directory: Path, pytestconfig: pytest.Config) -> AsyncIterator[str]:
    """The superuser's URL of a cluster."""
    async with AsyncExitStack() as stack:
        found = shared(pytestconfig, POSTGRES)
        if found is None:
            found = await stack.enter_async_context(running_postgres(server_directory))
        pytestconfig.stash[RAN_ON]["Postgres"] = found.where
        yield found.address


@pytest.fixture(scope="session")
async def kafka(server_directory: Path, pytestconfig: pytest.Config) -> AsyncIterator[str]:
    """Bootstrap servers of a broker that has the topics of contracts/topics, with their dead-letter topics."""
    async with AsyncExitStack() as stack:
        found = shared(pytestconfig, KAFKA)
        if found is None:
            found = await stack.enter_async_context(running_kafka(server_directory))
        pytestconfig.stash[RAN_ON]["Kafka"] = found.where
        yield found.address


@pytest.fixture(scope="session")
async def superuser(postgres: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(postgres)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def database_template(postgres: str, superuser: asyncpg.Connection) -> AsyncIterator[ServiceDatabases]:
    """Per service, a database to which all its migrations were applied: once a run, at the first use."""
    made: dict[str, ServiceDatabase] = {}

    async def template(service: str) -> ServiceDatabase:
        if service not in made:
            made[service] = await _migrated(postgres, service)
        return made[service]

    yield template
    for database in made.values():
        await databases.drop_database(superuser, database.name)


@pytest.fixture
async def service_database(
    postgres: str, superuser: asyncpg.Connection, database_template: ServiceDatabases
) -> AsyncIterator[ServiceDatabases]:
    """`await service_database("booking")`: a fresh database of the service, migrated, with its roles."""
    async with _fresh_databases(postgres, superuser, database_template) as fresh:
        yield fresh


@pytest.fixture(scope="module")
async def module_database(
    postgres: str, superuser: asyncpg.Connection, database_template: ServiceDatabases
) -> AsyncIterator[ServiceDatabases]:
    """The same for a module's many cases, none of which minds what another leaves behind."""
    async with _fresh_databases(postgres, superuser, database_template) as fresh:
        yield fresh


@pytest.fixture
async def empty_database(postgres: str, superuser: asyncpg.Connection) -> AsyncIterator[ServiceDatabases]:
    """`await empty_database("booking")`: one with its roles, to which nothing was applied."""
    made: list[str] = []

    async def empty(service: str) -> ServiceDatabase:
        database = await _provisioned(postgres, service, "empty")
        made.append(database.name)
        return database

    yield empty
    for name in made:
        await databases.drop_database(superuser, name)


@asynccontextmanager
async def _fresh_databases(
    postgres: str, superuser: asyncpg.Connection, database_template: ServiceDatabases
) -> AsyncIterator[ServiceDatabases]:
    made: list[str] = []

    async def fresh(service: str) -> ServiceDatabase:
        template = await database_template(service)
        name = f"{service}_{secrets.token_hex(6)}"
        await databases.clone_database(superuser, service, template=template.name, name=name)
        made.append(name)
        return databases.addresses(postgres, service, _PASSWORDS, name=name)

    yield fresh
    for name in made:
        await databases.drop_database(superuser, name)


@contextmanager
def open_directory() -> Iterator[Path]:
    """Not pytest's own: root's is closed to the account that Postgres runs as."""
    with tempfile.TemporaryDirectory(prefix="standing-tests-") as directory:
        Path(directory).chmod(0o711)
        yield Path(directory)


@asynccontextmanager
async def running_postgres(directory: Path) -> AsyncIterator[Found]:
    async with AsyncExitStack() as stack:
        if url := os.environ.get("STANDING_TEST_POSTGRES"):
            where = "of the environment"
        elif _containers_wanted():
            url, where = stack.enter_context(_postgres_container()), "in a container"
        else:
            server = Postgres(
                directory / "postgres",
                ports.any_free(),
                password=secrets.token_urlsafe(),
                log=directory / "postgres.log",
                durable=False,
            )
            await stack.enter_async_context(running(server))
            url, where = server.url(), "embedded"
        async with databases.connected(url) as connection:
            await databases.close(connection, *databases.MADE_BY_INITDB)
        yield Found(url, where)


@asynccontextmanager
async def running_kafka(directory: Path) -> AsyncIterator[Found]:
    async with AsyncExitStack() as stack:
        if bootstrap := os.environ.get("STANDING_TEST_KAFKA"):
            where = "of the environment"
        elif _containers_wanted():
            bootstrap, where = await stack.enter_async_context(_kafka_container()), "in a container"
        else:
            server = Kafka(directory / "kafka", ports.any_free(), ports.any_free(), log=directory / "kafka.log")
            await stack.enter_async_context(running(server))
            bootstrap, where = server.bootstrap, "embedded"
        await topics.ensure(bootstrap, topics.described())
        yield Found(bootstrap, where)


async def _migrated(postgres: str, service: str) -> ServiceDatabase:
    database = await _provisioned(postgres, service, "template")
    await migrate(database.owner_url, checkout.SERVICES / service.replace("_", "-") / "migrations")
    return database


async def _provisioned(postgres: str, service: str, purpose: str) -> ServiceDatabase:
    name = f"{service}_{purpose}_{secrets.token_hex(6)}"
    return await databases.provision(postgres, service, _PASSWORDS, name=name)


def _containers_wanted() -> bool:
    return os.environ.get("STANDING_TEST_CONTAINERS") == "1"


def _require_container_engine() -> None:
    import docker
    from docker.errors import DockerException

    try:
        docker.from_env(timeout=2).ping()
    except DockerException as error:
        raise pytest.UsageError(f"STANDING_TEST_CONTAINERS=1, and no container engine answers: {error}") from error


@contextmanager
def _postgres_container() -> Iterator[str]:
    from testcontainers.community.postgres import PostgresContainer

    _require_container_engine()
    with PostgresContainer("postgres:18", driver=None) as container:
        yield container.get_connection_url()


@asynccontextmanager
async def _kafka_container() -> AsyncIterator[str]:
    from testcontainers.core.container import DockerContainer

    _require_container_engine()
    # Clients are sent to the advertised address, so that the port outside has to be known beforehand.
    port = ports.any_free()
    environment = {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": f"PLAINTEXT://:{port},CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://{ports.HOST}:{port}",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
    }
    with DockerContainer("apache/kafka:4.3.1").with_envs(**environment).with_bind_ports(port, port):
        async with asyncio.timeout(60):
            while not await broker_answers(f"{ports.HOST}:{port}"):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        yield f"{ports.HOST}:{port}"
