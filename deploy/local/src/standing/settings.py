import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from standing import checkout
from standing.errors import StandingError
from standing.ports import HOST


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
    """Where the stack keeps its data, and where it listens."""

    directory: Path
    ports: Ports

    @classmethod
    def load(cls) -> Self:
        """`STANDING_LOCAL` names another directory than `.local`, for a second stack. Raises StandingError."""
        directory = Path(os.environ.get("STANDING_LOCAL") or checkout.ROOT / ".local").absolute()
        return cls(directory, _ports(directory / "settings.toml"))

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


def _ports(file: Path) -> Ports:
    names = [field.name for field in fields(Ports)]
    try:
        chosen = tomllib.loads(file.read_text()).get("ports", {}) if file.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise StandingError(f"{file} cannot be read: {error}.") from error
    if unknown := chosen.keys() - names:
        raise StandingError(f"{file} names ports that there are not: {', '.join(sorted(unknown))}.")
    chosen |= {name: value for name in names if (value := os.environ.get(f"STANDING_PORT_{name.upper()}"))}
    try:
        ports = {name: int(value) for name, value in chosen.items()}
    except ValueError as error:
        raise StandingError(f"A port is a number: {error}.") from error
    return Ports(**ports)
