import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from standing_local import checkout
from standing_local.ports import HOST, any_free
from standing_operator.errors import StandingError
from standing_operator.services import SERVICES

# As many as a topic has partitions: the worker of one more would have nothing to read, and never be ready.
MOST_REPLICAS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Changed by `[ports]` in `.local/settings.toml`, or by the environment: `STANDING_PORT_GATEWAY=8180`."""

    gateway: int = 8080
    identity: int = 8081
    mail: int = 8025
    smtp: int = 8026
    kafka: int = 9092
    kafka_controller: int = 9093
    postgres: int = 54329
    booking: int = 8101
    video_links: int = 8102
    notifications: int = 8103


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the stack keeps its data, where it listens, and how often it runs each service.

    `replicas` has, by service, the port of each replica after the first.
    """

    directory: Path
    ports: Ports
    replicas: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def load(cls, *, replicas: Iterable[str] = ()) -> Self:
        """`STANDING_LOCAL` names another directory than `.local`, for a second stack. Raises StandingError.

        `replicas` ("video-links=2") go before `STANDING_REPLICAS`, and this before `[replicas]` in `settings.toml`.
        Their ports are `video_links_2` and so on; any free one where none is set.
        """
        directory = Path(os.environ.get("STANDING_LOCAL") or checkout.ROOT / ".local").absolute()
        file = directory / "settings.toml"
        written = _read(file)
        asked = [f"{name}={count}" for name, count in written.get("replicas", {}).items()]
        asked += os.environ.get("STANDING_REPLICAS", "").replace(",", " ").split()
        further = {
            service: [f"{service}_{number}" for number in range(2, count + 1)]
            for service, count in _counts([*asked, *replicas]).items()
        }
        names = [own.name for own in fields(Ports)]
        chosen = _ports(file, written.get("ports", {}), [*names, *(name for of in further.values() for name in of)])
        return cls(
            directory,
            Ports(**{name: port for name, port in chosen.items() if name in names}),
            {service: [chosen.get(name) or any_free() for name in of] for service, of in further.items() if of},
        )

    def replica_ports(self, service: str) -> Sequence[int]:
        """Where each replica of `service` listens, the first one first."""
        return (getattr(self.ports, service), *self.replicas.get(service, ()))

    def listening(self) -> Mapping[str, int]:
        """All ports of the stack, by name."""
        further = {
            f"{service}_{number}": port
            for service, ports in self.replicas.items()
            for number, port in enumerate(ports, start=2)
        }
        return {own.name: getattr(self.ports, own.name) for own in fields(Ports)} | further

    @property
    def public_url(self) -> str:
        return f"http://{HOST}:{self.ports.gateway}"

    @property
    def issuer(self) -> str:
        return f"http://{HOST}:{self.ports.identity}"

    @property
    def mail_url(self) -> str:
        return f"http://{HOST}:{self.ports.mail}"

    @property
    def logs(self) -> Path:
        return self.directory / "logs"

    @property
    def run(self) -> Path:
        """What concerns the running stack only."""
        return self.directory / "run"


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text()) if file.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise StandingError(f"{file} cannot be read: {error}.") from error


def _counts(asked: Iterable[str]) -> dict[str, int]:
    """The last word on each service."""
    counts = {}
    for words in asked:
        name, _, number = words.partition("=")
        service = name.replace("-", "_")
        if service not in SERVICES or number not in map(str, range(1, MOST_REPLICAS + 1)):
            raise StandingError(
                f"Replicas are asked for as video-links=2, at most {MOST_REPLICAS} of "
                f"{', '.join(SERVICES).replace('_', '-')}; not as {words!r}."
            )
        counts[service] = int(number)
    return counts


def _ports(file: Path, written: Mapping[str, object], names: Sequence[str]) -> dict[str, int]:
    if unknown := written.keys() - names:
        raise StandingError(f"{file} names ports that there are not: {', '.join(sorted(unknown))}.")
    chosen = {**written}
    chosen |= {name: value for name in names if (value := os.environ.get(f"STANDING_PORT_{name.upper()}"))}
    try:
        return {name: int(str(value)) for name, value in chosen.items()}
    except ValueError as error:
        raise StandingError(f"A port is a number: {error}.") from error
