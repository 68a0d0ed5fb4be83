"""A service's database and its roles, the same in the local stack, in tests and in production.

Everything passes as a superuser and then breaks: so even the owner, who migrates, is none.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from standing_local.errors import StandingError


@dataclass(frozen=True, slots=True)
class Passwords:
    owner: str
    application: str
    relay: str


@dataclass(frozen=True, slots=True)
class ServiceDatabase:
    """The addresses of one database, by who connects."""

    name: str
    owner_url: str
    application_url: str
    relay_url: str
    superuser_url: str


type ServiceDatabases = Callable[[str], Awaitable[ServiceDatabase]]


async def ensure_roles(connection: asyncpg.Connection, service: str, passwords: Passwords) -> None:
    """The four roles of `service`, with these passwords. To be run as a superuser, again as often as one likes.

    The look-up role logs in nowhere: it owns the functions that look where the practice is not known yet, and
    the owner hands them to it.
    """
    logins = {"owner": passwords.owner, "application": passwords.application, "relay": passwords.relay}
    async with connection.transaction():
        # Two who make the same role at once: the second would fail on the catalog's unique index.
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('standing roles'))")
        for role, password in logins.items():
            name = f"{_identifier(service)}_{role}"
            await _ensure_role(connection, name)
            await connection.execute(f"ALTER ROLE {name} LOGIN NOSUPERUSER PASSWORD {_literal(password)}")
        await _ensure_role(connection, f"{service}_lookup")
        await connection.execute(f"ALTER ROLE {service}_lookup NOLOGIN NOSUPERUSER")
        await connection.execute(f"GRANT {service}_lookup TO {service}_owner")


async def ensure_database(connection: asyncpg.Connection, service: str, *, name: str) -> None:
    """The database `name` of `service`, whose roles exist. To be run as a superuser, again as often as one likes."""
    if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
        await connection.execute(f"CREATE DATABASE {_identifier(name)} OWNER {_identifier(service)}_owner")
    await _admit_only_its_own(connection, service, name)


async def own_schema(connection: asyncpg.Connection, service: str) -> None:
    """To be run as a superuser *in* the service's database."""
    owner, lookup = f"{_identifier(service)}_owner", f"{service}_lookup"
    await connection.execute(f"ALTER SCHEMA public OWNER TO {owner}")
    # ALTER FUNCTION … OWNER TO asks this of the new owner.
    await connection.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {lookup}")


async def clone_database(connection: asyncpg.Connection, service: str, *, template: str, name: str) -> None:
    """A new database like `template`, which nobody may be connected to."""
    await connection.execute(
        f"CREATE DATABASE {_identifier(name)} TEMPLATE {_identifier(template)} OWNER {_identifier(service)}_owner"
    )
    await _admit_only_its_own(connection, service, name)


async def drop_database(connection: asyncpg.Connection, name: str) -> None:
    """Whoever is still connected is thrown out."""
    await connection.execute(f"DROP DATABASE IF EXISTS {_identifier(name)} WITH (FORCE)")


async def provision(
    superuser_url: str, service: str, passwords: Passwords, *, name: str | None = None
) -> ServiceDatabase:
    """Roles and database of `service`, ready for its migrations."""
    database = addresses(superuser_url, service, passwords, name=name or service)
    connection = await asyncpg.connect(superuser_url)
    try:
        await ensure_roles(connection, service, passwords)
        await ensure_database(connection, service, name=database.name)
    finally:
        await connection.close()
    connection = await asyncpg.connect(database.superuser_url)
    try:
        await own_schema(connection, service)
    finally:
        await connection.close()
    return database


def addresses(superuser_url: str, service: str, passwords: Passwords, *, name: str) -> ServiceDatabase:
    return ServiceDatabase(
        name=name,
        owner_url=_as(superuser_url, f"{service}_owner", passwords.owner, name),
        application_url=_as(superuser_url, f"{service}_application", passwords.application, name),
        relay_url=_as(superuser_url, f"{service}_relay", passwords.relay, name),
        superuser_url=urlunsplit(urlsplit(superuser_url)._replace(path=f"/{name}")),
    )


async def _ensure_role(connection: asyncpg.Connection, name: str) -> None:
    if not await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", name):
        await connection.execute(f"CREATE ROLE {name}")


async def _admit_only_its_own(connection: asyncpg.Connection, service: str, name: str) -> None:
    """What a database grants is not copied from its template."""
    await connection.execute(f"REVOKE ALL ON DATABASE {_identifier(name)} FROM PUBLIC")
    await connection.execute(
        f"GRANT CONNECT ON DATABASE {name} TO {service}_owner, {service}_application, {service}_relay"
    )


def _as(superuser_url: str, role: str, password: str, database: str) -> str:
    parts = urlsplit(superuser_url)
    server = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{server}", path=f"/{database}"))


def _identifier(name: str) -> str:
    """Raises StandingError for what would need quoting: none of our names does."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        raise StandingError(f"{name!r} cannot name a database or a role.")
    return name


def _literal(text: str) -> str:
    """Utility statements take no parameters."""
    return "'" + text.replace("'", "''") + "'"
