"""Everything that Standing needs, on this machine: what there is, and what needs what."""

import asyncio
import shutil
from collections.abc import Callable

from standing_local import accounts, node, ports, web
from standing_local.gateway import Gateway
from standing_local.identity import IdentityProvider
from standing_local.kafka import Kafka
from standing_local.mail import MailCatcher
from standing_local.postgres import Postgres
from standing_local.practices import ensure_practices
from standing_local.processes import run
from standing_local.secret_store import SecretStore
from standing_local.service import Service
from standing_local.settings import Settings
from standing_local.supervisor import Supervisor
from standing_operator import databases, topics
from standing_operator.databases import Passwords
from standing_operator.errors import StandingError
from standing_operator.services import SERVICES

type Say = Callable[[str], None]

# Postgres and Kafka stop in the middle of things on a full disk; a day of trying out takes some hundred megabytes.
_LEAST_FREE = 1_000_000_000


class Stack:
    def __init__(self, settings: Settings, say: Say) -> None:
        self._settings = settings
        self._say = say
        self._secrets = SecretStore(settings.directory / "secrets.json")
        self._postgres = Postgres(
            accounts.home_for(settings.directory / "postgres"),
            settings.ports.postgres,
            password=self._secrets.password("postgres superuser"),
            log=settings.logs / "postgres.log",
        )
        self.kafka = Kafka(
            settings.directory / "kafka",
            settings.ports.kafka,
            settings.ports.kafka_controller,
            log=settings.logs / "kafka.log",
        )

    async def start(self, supervisor: Supervisor) -> None:
        """Return when everything answers. Raises StandingError."""
        self._require_room()
        self._require_ports()
        await asyncio.gather(
            self._install(),
            supervisor.start(self._postgres, self.kafka),
        )
        services, _ = await asyncio.gather(
            self._migrated_services(),
            topics.ensure(self.kafka.bootstrap, topics.described()),
        )
        self._say("Databases and topics: up to date")
        await asyncio.gather(*map(_demand_signatures, services.values()))
        users = await ensure_practices(services["booking"], self._settings.directory / "practices.json")
        await supervisor.start(
            IdentityProvider(self._settings, users),
            MailCatcher(self._settings),
            *(replica for service in services.values() for replica in service.replicas()),
            Gateway(self._settings),
        )

    async def _install(self) -> None:
        # One after the other: two npm at once wait for each other's cache.
        await node.LOCAL_STACK.install(self._settings.logs / "npm.log", self._say)
        await web.build(self._settings.logs / "web.log", self._say)

    async def _migrated_services(self) -> dict[str, Service]:
        migrated = await asyncio.gather(*(self._migrated(name) for name in SERVICES))
        async with databases.connected(self._postgres.url()) as connection:
            await databases.close_own_server(connection, SERVICES)
        return dict(zip(SERVICES, migrated, strict=True))

    async def _migrated(self, name: str) -> Service:
        await databases.provision(self._postgres.url(), name, self._passwords(name))
        service = self.service(name)
        await run(service.migration)
        return service

    def service(self, name: str) -> Service:
        database = databases.addresses(self._postgres.url(), name, self._passwords(name), name=name)
        return Service(name, self._settings, self._secrets, database)

    def _passwords(self, name: str) -> Passwords:
        return Passwords(
            owner=self._secrets.password(f"{name} owner"),
            application=self._secrets.password(f"{name} application"),
            relay=self._secrets.password(f"{name} relay"),
        )

    def addresses(self) -> str:
        ports_, secrets = self._settings.ports, self._settings.directory / "secrets.json"
        return "\n".join(
            f"  {name:<9} {address}"
            for name, address in (
                ("Diary", self._settings.public_url),
                ("APIs", f"{self._settings.public_url}/api/{{booking,video-links,notifications}}/v1"),
                ("Mails", self._settings.mail_url),
                ("Sign-in", self._settings.issuer),
                ("Kafka", self.kafka.bootstrap),
                ("Postgres", f"{ports.HOST}:{ports_.postgres}, with the passwords in {secrets}"),
                ("Logs", self._settings.logs),
            )
        )

    def _require_room(self) -> None:
        self._settings.directory.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(self._settings.directory).free
        if free < _LEAST_FREE:
            raise StandingError(
                f"The disk is nearly full: {free // 1_000_000} MB are free for {self._settings.directory}, "
                f"and it takes {_LEAST_FREE // 1_000_000}."
            )

    def _require_ports(self) -> None:
        """Before anything is downloaded or started."""
        for name, port in self._settings.listening().items():
            if not ports.is_free(port):
                raise StandingError(
                    f"Port {port} ({name}) is taken by another program: "
                    f"choose another one with STANDING_PORT_{name.upper()}=…"
                )


async def _demand_signatures(service: Service) -> None:
    """Refused where what stands on a topic is from a release that did not sign: `doctor` says so."""
    await run(service.command("demand-signatures"), accepts=(0, 1))
