"""`standing provision`: the services' databases and roles, on a Postgres that is there already."""

import argparse
import secrets
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from standing_operator import databases
from standing_operator.command import Command, say
from standing_operator.databases import Passwords
from standing_operator.environment import secret
from standing_operator.errors import StandingError
from standing_operator.services import SERVICES
from standing_operator.settings_files import SettingsFiles

ADMIN_URL: Final = "STANDING_DATABASE_ADMIN_URL"

_AS_IN: Final = "postgresql://USER:PASSWORD@HOST:PORT/postgres, of one who may make roles and databases"


async def provision(chosen: argparse.Namespace) -> None:
    """Raises StandingError. What can be seen to fail does so before anything is changed."""
    admin_url, files = _admin_url(), SettingsFiles(chosen.directory)
    services = [service for service in SERVICES if not chosen.only or service in chosen.only]
    async with databases.connected(admin_url) as connection:
        await databases.require_rights(connection)
        made = {service: not await databases.is_there(connection, service, name=service) for service in services}
        passwords = {service: await _passwords(connection, files, service, chosen.rotate) for service in services}
    for service in services:
        database = await databases.provision(admin_url, service, passwords[service], keep=partial(files.keep, service))
        for url in (database.owner_url, database.application_url, database.relay_url):
            async with databases.connected(url):
                pass  # it lets them in
        title = service.replace("_", "-")
        say(
            f"{title}: its database is {'made' if made[service] else 'there'}, and lets its roles in. Settings: "
            f"{files.running(service)}, and for `{title} migrate` {files.migrating(service)}"
        )
    async with databases.connected(admin_url) as connection:
        await _close(connection)


async def _close(connection: asyncpg.Connection) -> None:
    before = await databases.open_to_all(connection)
    await databases.close_own_server(connection, SERVICES)
    after = await databases.open_to_all(connection)
    if closed := [name for name in before if name not in after]:
        say(f"Closed to all roles that are not let in by name: {', '.join(closed)}")
    if after:
        say(
            f"Every role of this server can enter {', '.join(after)}, the services' roles too. Whose they are closes "
            f"them: REVOKE CONNECT ON DATABASE {', '.join(after)} FROM PUBLIC"
        )


async def _passwords(connection: asyncpg.Connection, files: SettingsFiles, service: str, rotate: bool) -> Passwords:
    """Those of the files, or new ones. Raises StandingError where these would take running services' away."""
    if not rotate:
        if kept := files.passwords(service):
            return kept
        if there := await databases.roles_there(connection, service):
            raise StandingError(
                f"{', '.join(sorted(there))} are there, and their passwords are not in {files.running(service)} "
                f"and {files.migrating(service)}: name the directory that has them, or --rotate for new ones."
            )
    return Passwords(*(secrets.token_urlsafe(32) for _ in range(3)))


def _admin_url() -> str:
    url = secret(ADMIN_URL)
    if url is None:
        raise StandingError(f"Give {ADMIN_URL} or {ADMIN_URL}_FILE: {_AS_IN}.")
    if not _is_address(url):
        raise StandingError(f"{ADMIN_URL} is not of the form {_AS_IN}.")
    parts = urlsplit(url)
    return url if parts.path.strip("/") else urlunsplit(parts._replace(path="/postgres"))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = parts.hostname and parts.username and parts.port != 0
    except ValueError:  # a port that is none
        return False
    return parts.scheme in ("postgresql", "postgres") and bool(named)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "directory", type=Path, metavar="DIRECTORY", help="where the services' settings are, or are to be, kept"
    )
    parser.add_argument(
        "--only",
        action="append",
        type=lambda name: name.replace("-", "_"),
        choices=SERVICES,
        metavar="SERVICE",
        help="this service alone; can be given again",
    )
    parser.add_argument("--rotate", action="store_true", help="new passwords: services need the new settings at once")


PROVISION = Command(
    "provision", f"make the services' databases and roles on the Postgres of {ADMIN_URL}", provision, _arguments
)
