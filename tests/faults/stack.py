"""The stack as `make up` runs it, in the tests' own hands: API and worker of each service as a process of its own, and
between each of them and Postgres, Kafka and the mail server a way that a test can cut."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

import asyncpg
from pydantic import SecretStr

from messaging.authenticity import SigningKeys
from standing_local import node, ports
from standing_local.gateway import Gateway
from standing_local.identity import IdentityProvider
from standing_local.kafka import Kafka
from standing_local.postgres import Postgres
from standing_local.practices import ensure_practices
from standing_local.processes import Process, Server, run
from standing_local.secret_store import SecretStore
from standing_local.service import Service
from standing_local.settings import Ports, Settings
from standing_operator import databases, topics
from standing_operator.databases import Passwords, ServiceDatabase
from standing_operator.services import SERVICES
from tests.faults.collector import Collector
from tests.faults.member import Member
from tests.faults.proxy import Proxy
from tests.support.mailbox import Mailbox

SMTP_TIMEOUT: Final = 4.0  # s for each step; a lease lasts three of them and ten seconds more

# Each service once, and a second worker for what takes two.
_ROLES: Final = {"api": "/health/ready", "worker": "/health/worker", "worker-2": "/health/worker"}


class Backing:
    """A server that the services need, and that a test may end and start again."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._process: Process | None = None

    @property
    def runs(self) -> bool:
        return self._process is not None

    async def start(self) -> None:
        assert self._process is None
        for port in self._server.ports:
            ports.require_free(port, wanted_by=self._server.program.name)
        await self._server.prepare()
        self._process = await Process.start(self._server.program)
        await self._process.ready(self._server.answers)

    async def stop(self) -> None:
        if self._process is not None:
            await self._process.stop()
            self._process = None

    async def kill(self) -> None:
        """As a power cut ends it."""
        assert self._process is not None
        self._process.kill()
        await self._process.ended()
        self._process = None


class FaultStack:
    def __init__(self, directory: Path, mailbox: Mailbox, collector: Collector) -> None:
        free = _free_ports()
        self.settings = Settings(directory, Ports(**{name: next(free) for name in Ports.__dataclass_fields__}))
        self._free = free
        self.mailbox = mailbox
        self.collector = collector
        self.members: dict[str, Member] = {}
        self.databases: dict[str, ServiceDatabase] = {}
        self.services: dict[str, Service] = {}
        self._secrets = SecretStore(directory / "secrets.json")
        self._doors = {name: (next(free), next(free)) for name in _workers()}
        self._postgres = Postgres(
            directory / "postgres",
            self.settings.ports.postgres,
            password=self._secrets.password("postgres superuser"),
            log=self.settings.logs / "postgres.log",
            durable=False,
        )
        self._kafka = Kafka(
            directory / "kafka",
            self.settings.ports.kafka,
            self.settings.ports.kafka_controller,
            log=self.settings.logs / "kafka.log",
            doors=dict(self._doors.values()),
        )
        self.postgres = Backing(self._postgres)
        self.kafka = Backing(self._kafka)

    @classmethod
    @asynccontextmanager
    async def running(cls, directory: Path) -> AsyncIterator[Self]:
        """All but the second workers."""
        mailbox = Mailbox()
        await mailbox.open()
        async with AsyncExitStack() as ending:
            stack = cls(directory, mailbox, ending.enter_context(Collector.running()))
            ending.push_async_callback(mailbox.close)
            await stack._start(ending)
            yield stack

    @property
    def binaries(self) -> Path:
        """Postgres's own tools."""
        return self._postgres.binaries

    @property
    def bootstrap(self) -> str:
        """Past all proxies."""
        return self._kafka.bootstrap

    def member(self, service: str, role: str) -> Member:
        return self.members[f"{service}-{role}"]

    @property
    def booking_api(self) -> Member:
        return self.member("booking", "api")

    @property
    def booking(self) -> Member:
        """The worker: relay and consumers."""
        return self.member("booking", "worker")

    @property
    def video_links(self) -> Member:
        return self.member("video-links", "worker")

    @property
    def notifications(self) -> Member:
        return self.member("notifications", "worker")

    @property
    def workers(self) -> tuple[Member, ...]:
        return (self.booking, self.video_links, self.notifications)

    def signing(self, topic: str) -> SigningKeys:
        """The keys of who publishes on the topic."""
        owner = topic.partition(".")[0].replace("-", "_")
        return SigningKeys([SecretStr(self._secrets.key(f"{owner} signing"))])

    @asynccontextmanager
    async def superuser(self, service: str) -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(self.databases[service].superuser_url, timeout=10)
        try:
            yield connection
        finally:
            await connection.close(timeout=5)

    async def mend(self) -> None:
        """As it was at the beginning, whatever a test left behind."""
        for backing in (self.postgres, self.kafka):
            if not backing.runs:
                await backing.start()
        for member in self.members.values():
            member.mend()
        for name, member in self.members.items():
            if name.endswith("-2"):
                await member.stop()
            elif not member.runs:
                await member.begin()
        for name, member in self.members.items():
            if not name.endswith("-2"):
                await member.is_ready()

    async def _start(self, ending: AsyncExitStack) -> None:
        for backing in (self.postgres, self.kafka):
            ending.push_async_callback(backing.stop)
            await backing.start()
        await topics.ensure(self.bootstrap, topics.described())
        self.services = services = {name: await self._migrated(name) for name in SERVICES}
        for service in services.values():
            await run(service.command("demand-signatures"))
        users = await ensure_practices(services["booking"], self.settings.directory / "practices.json")
        await node.LOCAL_STACK.install(self.settings.logs / "npm.log", print)
        for server in (IdentityProvider(self.settings, users), Gateway(self.settings)):
            backing = Backing(server)
            ending.push_async_callback(backing.stop)
            await backing.start()
        for name, service in services.items():
            for role in _ROLES:
                member = await self._make_member(name, service, role, ending)
                self.members[member.name] = member
                ending.push_async_callback(member.stop)
        await self.mend()

    async def _migrated(self, name: str) -> Service:
        passwords = Passwords(
            owner=self._secrets.password(f"{name} owner"),
            application=self._secrets.password(f"{name} application"),
            relay=self._secrets.password(f"{name} relay"),
        )
        database = await databases.provision(self._postgres.url(), name, passwords)
        self.databases[name] = database
        service = Service(name, self.settings, self._secrets, database)
        await run(service.migration)
        return service

    async def _make_member(self, service: str, program: Service, role: str, ending: AsyncExitStack) -> Member:
        name = f"{service.replace('_', '-')}-{role}"
        own = self.settings.ports
        door, told = self._doors.get(name, (own.kafka, 0))
        postgres = await ending.enter_async_context(Proxy.to(own.postgres))
        kafka = await ending.enter_async_context(Proxy.to(door, listening_on=told))
        smtp = await ending.enter_async_context(Proxy.to(self.mailbox.port))
        port = getattr(own, service) if role == "api" else next(self._free)
        command = program.command(role.partition("-")[0])
        database = self.databases[service]
        environment = {
            **command.environment,
            "STANDING_DATABASE_URL": _by_way_of(postgres, database.application_url, own.postgres),
            "STANDING_DATABASE_RELAY_URL": _by_way_of(postgres, database.relay_url, own.postgres),
            "STANDING_KAFKA_BOOTSTRAP": f"{ports.HOST}:{kafka.port}",
            "STANDING_PORT": str(port),
            "STANDING_SMTP_PORT": str(smtp.port),
            "STANDING_SMTP_TIMEOUT": str(SMTP_TIMEOUT),
            "OTEL_EXPORTER_OTLP_ENDPOINT": self.collector.url,
        }
        log = self.settings.logs / f"{name}.log"
        return Member(
            name=name,
            program=replace(command, name=name, environment=environment, log=log),
            port=port,
            health=_ROLES[role],
            postgres=postgres,
            kafka=kafka,
            smtp=smtp,
        )


def _free_ports() -> Iterator[int]:
    """No two the same: what has not been taken yet is free for the next who asks."""
    given: set[int] = set()
    while True:
        port = ports.any_free()
        if port not in given:
            given.add(port)
            yield port


def _workers() -> Iterator[str]:
    for service in SERVICES:
        for role in _ROLES.keys() - {"api"}:
            yield f"{service.replace('_', '-')}-{role}"


def _by_way_of(proxy: Proxy, url: str, port: int) -> str:
    assert url.count(f":{port}/") == 1
    return url.replace(f":{port}/", f":{proxy.port}/")
