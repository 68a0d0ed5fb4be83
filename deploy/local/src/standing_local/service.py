import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from standing_local.http_probe import answers_ok
from standing_local.identity import AUDIENCE
from standing_local.ports import HOST
from standing_local.processes import Program
from standing_local.secret_store import SecretStore
from standing_local.settings import Settings
from standing_operator.databases import ServiceDatabase
from standing_operator.services import SERVICES

# For which something is sealed on the topics, with keys of its own.
_PURPOSES = ("clients", "words", "clinic", "links", "outcomes")


class Service:
    """One of our own services: a program with several commands, told by its environment all it has to know.

    It may run several times beside itself, each `replica` on a port of its own.
    """

    def __init__(
        self, name: str, settings: Settings, secrets: SecretStore, database: ServiceDatabase, *, replica: int = 1
    ) -> None:
        self._name = name
        self._replica = replica
        self._settings = settings
        self._secrets = secrets
        self._database = database

    def replicas(self) -> Sequence["Service"]:
        count = len(self._settings.replica_ports(self._name))
        return [
            Service(self._name, self._settings, self._secrets, self._database, replica=number)
            for number in range(1, count + 1)
        ]

    @property
    def ports(self) -> Sequence[int]:
        return (self._port,)

    @property
    def program(self) -> Program:
        """API and worker in one process."""
        return self._command("all", environment=self._environment)

    @property
    def migration(self) -> Program:
        """Run by the database's owner, whom no running service knows. No process of a former release runs any more."""
        owner = {"STANDING_DATABASE_OWNER_URL": self._database.owner_url}
        return self._command("migrate", "--after", environment=owner)

    @property
    def title(self) -> str:
        return self._name.replace("_", "-")

    @property
    def doctor(self) -> Program:
        return self._command("doctor", environment=self._environment)

    def command(self, *arguments: str) -> Program:
        return self._command(*arguments, environment=self._environment)

    async def prepare(self) -> None:
        """Databases and topics are there before any service."""

    async def answers(self) -> bool:
        return await answers_ok(self._port, "/health/ready") and await answers_ok(self._port, "/health/worker")

    @property
    def _port(self) -> int:
        return self._settings.replica_ports(self._name)[self._replica - 1]

    def _command(self, *arguments: str, environment: Mapping[str, str]) -> Program:
        executable = self.title
        process = executable if self._replica == 1 else f"{executable}-{self._replica}"
        return Program(
            name=process.capitalize(),
            command=[Path(sys.executable).with_name(executable), *arguments],
            environment=environment,
            log=self._settings.logs / f"{process}.log",
        )

    @property
    def _environment(self) -> Mapping[str, str]:
        ports = self._settings.ports
        return {
            "STANDING_DATABASE_URL": self._database.application_url,
            "STANDING_DATABASE_RELAY_URL": self._database.relay_url,
            "STANDING_KAFKA_BOOTSTRAP": f"{HOST}:{ports.kafka}",
            "STANDING_HOST": HOST,
            "STANDING_PORT": str(self._port),
            "STANDING_ISSUER": self._settings.issuer,
            "STANDING_AUDIENCE": AUDIENCE,
            "STANDING_JWKS_URL": f"{self._settings.issuer}/jwks",
            **{f"STANDING_{purpose.upper()}_KEYS": self._secrets.key(f"{purpose} sealing") for purpose in _PURPOSES},
            **{
                f"STANDING_{producer.upper()}_SIGNING_KEYS": self._secrets.key(f"{producer} signing")
                for producer in SERVICES
            },
            "STANDING_STORAGE_KEYS": self._secrets.key(f"{self._name} storage"),
            **self._own_environment,
        }

    @property
    def _own_environment(self) -> Mapping[str, str]:
        match self._name:
            case "video_links":
                return {
                    "STANDING_PUBLIC_URL": self._settings.public_url,
                    # The gateway's word on whom it speaks for is taken, and nobody else's.
                    "STANDING_TRUSTED_PROXIES": HOST,
                }
            case "notifications":
                return {
                    "STANDING_SMTP_HOST": HOST,
                    "STANDING_SMTP_PORT": str(self._settings.ports.smtp),
                    "STANDING_SMTP_TIMEOUT": "5",
                    "STANDING_MAIL_FROM": "appointments@standing.example",
                    # Time to undo a booking, which whoever tries the stack out need not wait for.
                    "STANDING_ANNOUNCEMENT_DELAY": "0",
                }
            case _:
                return {}
