import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from standing_operator.databases import Passwords, ServiceDatabase
from standing_operator.errors import StandingError

_APPLICATION: Final = "STANDING_DATABASE_URL"
_RELAY: Final = "STANDING_DATABASE_RELAY_URL"
_OWNER: Final = "STANDING_DATABASE_OWNER_URL"


class SettingsFiles:
    """What services are told of their databases: `NAME=value` a line, in files that their owner alone can read.

    The database's owner, whom no running service knows, stands in a file of its own. Other lines are left as they are.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def running(self, service: str) -> Path:
        return self._directory / f"{_title(service)}.env"

    def migrating(self, service: str) -> Path:
        return self._directory / f"{_title(service)}.migrate.env"

    def passwords(self, service: str) -> Passwords | None:
        """None where not all three are kept. Raises StandingError."""
        owner = _password(self.migrating(service), _OWNER)
        application = _password(self.running(service), _APPLICATION)
        relay = _password(self.running(service), _RELAY)
        if owner is None or application is None or relay is None:
            return None
        return Passwords(owner=owner, application=application, relay=relay)

    def keep(self, service: str, database: ServiceDatabase) -> None:
        """Raises StandingError."""
        _write(self.running(service), {_APPLICATION: database.application_url, _RELAY: database.relay_url})
        _write(self.migrating(service), {_OWNER: database.owner_url})


def _title(service: str) -> str:
    return service.replace("_", "-")


def _password(file: Path, name: str) -> str | None:
    for line in _lines(file):
        told, _, value = line.partition("=")
        if told == name:
            try:
                password = urlsplit("".join(shlex.split(value))).password
            except ValueError as error:
                raise StandingError(f"{file}: {name} is no address. Mend or remove the line.") from error
            return unquote(password) if password else None
    return None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeError) as error:
        raise StandingError(f"{file} cannot be read ({type(error).__name__}).") from error


def _write(file: Path, settings: Mapping[str, str]) -> None:
    """Whole or not at all."""
    others = [line for line in _lines(file) if line.partition("=")[0] not in settings]
    ours = [f"{name}={shlex.quote(value)}" for name, value in settings.items()]
    unfinished = file.with_suffix(".new")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
            written.write("\n".join([*others, *ours, ""]))
        unfinished.rename(file)
    except OSError as error:
        raise StandingError(f"{file} cannot be written: {error.strerror}.") from error
