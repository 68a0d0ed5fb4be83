"""A service's database and its roles, the same in the local stack, in tests and in production.

Everything passes as a superuser and then breaks: so even the owner, who migrates, is none. To make all this takes no
superuser either: a role that may make roles and databases (CREATEROLE, CREATEDB), as hosted Postgres gives one.
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import asyncpg

from standing_operator.errors import StandingError

# NULLS NOT DISTINCT, and a schema `public` that belongs to whoever owns the database.
OLDEST_POSTGRES: Final = 15

# What an address says of the way to the server. The rest is of the one who connects.
_OF_THE_SERVER: Final = {"sslmode", "sslrootcert", "sslcrl", "ssl_min_protocol_version", "ssl_max_protocol_version"}

MADE_BY_INITDB: Final = ("postgres", "template1")


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


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Raises StandingError where nobody answers, whoever asks is not let in, or what they then ask is refused."""
    parts = urlsplit(url)
    server = f"Postgres at {parts.hostname}:{parts.port or 5432}"
    try:
        connection = await asyncpg.connect(url, timeout=10)
    except (OSError, TimeoutError) as error:
        raise StandingError(f"{server} does not answer ({type(error).__name__}).") from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise StandingError(f"{server} does not let {parts.username} in: {_in_one_line(error)}") from error
    try:
        yield connection
    except asyncpg.PostgresError as error:
        raise StandingError(f"{server} refuses this to {parts.username}: {_in_one_line(error)}") from error
    finally:
        await connection.close()


async def require_rights(connection: asyncpg.Connection) -> None:
    """Raises StandingError where the server is too old, or whoever is connected may not make databases and roles."""
    version = connection.get_server_version().major
    if version < OLDEST_POSTGRES:
        raise StandingError(f"This is Postgres {version}: it takes {OLDEST_POSTGRES} or newer.")
    role = await connection.fetchrow(
        """
        SELECT quote_ident(rolname) AS name, rolsuper OR rolcreaterole AND rolcreatedb AS may
          FROM pg_roles
         WHERE rolname = current_user
        """
    )
    assert role is not None
    if not role["may"]:
        raise StandingError(
            f"{role['name']} may not make roles and databases. A superuser lets it: "
            f"ALTER ROLE {role['name']} CREATEROLE CREATEDB"
        )


async def ensure_roles(connection: asyncpg.Connection, service: str, passwords: Passwords) -> None:
    """The four roles of `service`, with these passwords; again as often as one likes.

    The look-up role logs in nowhere: it owns the functions that look where the practice is not known yet, and
    the owner hands them to it.
    """
    owner, application, relay, lookup = roles_of(service)
    logins = {owner: passwords.owner, application: passwords.application, relay: passwords.relay}
    async with connection.transaction():
        # Two who make the same role at once: the second would fail on the catalog's unique index.
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('standing roles'))")
        there = await roles_there(connection, service)
        for role in roles_of(service):
            if role not in there:
                await connection.execute(f"CREATE ROLE {role}")
        for role, password in logins.items():
            await connection.execute(f"ALTER ROLE {role} LOGIN PASSWORD '{_verifier(password)}'")
        await connection.execute(f"ALTER ROLE {lookup} NOLOGIN")
        for role in await _powerful(connection, there):
            await connection.execute(f"ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS")
        await connection.execute(f"GRANT {lookup} TO {owner}")
        if not await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
            # Who is no superuser may do for the owner only what its members may.
            await connection.execute(f"GRANT {owner} TO CURRENT_USER")


def roles_of(service: str) -> tuple[str, str, str, str]:
    """Owner, application, relay and look-up."""
    owner, application, relay, lookup = (
        f"{_identifier(service)}_{role}" for role in ("owner", "application", "relay", "lookup")
    )
    return owner, application, relay, lookup


async def roles_there(connection: asyncpg.Connection, service: str) -> set[str]:
    """Those of the service's roles that there are."""
    rows = await connection.fetch("SELECT rolname FROM pg_roles WHERE rolname = ANY($1::text[])", roles_of(service))
    return {row["rolname"] for row in rows}


async def is_there(connection: asyncpg.Connection, service: str, *, name: str) -> bool:
    """Whether `service` has the database `name`. Raises StandingError where it is somebody else's."""
    owner = roles_of(service)[0]
    theirs = await connection.fetchval("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = $1", name)
    if theirs not in (None, owner):
        raise StandingError(
            f"The database {name} is there and belongs to {theirs}, not to {owner}: rename it, or take another server."
        )
    return theirs is not None


async def ensure_database(connection: asyncpg.Connection, service: str, *, name: str) -> None:
    """The database `name` of `service`, whose roles exist; again as often as one likes. Raises StandingError."""
    if not await is_there(connection, service, name=name):
        owner, locale = roles_of(service)[0], _locale(connection)
        await connection.execute(
            f"CREATE DATABASE {_identifier(name)} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8' {locale}"
        )
    await _admit_only_its_own(connection, service, name)


async def own_schema(connection: asyncpg.Connection, service: str) -> None:
    """To be run *in* the service's database. Raises StandingError."""
    owner, _, _, lookup = roles_of(service)
    if not await connection.fetchval("SELECT current_setting('server_encoding') = 'UTF8' AND lower('Ж') = 'ж'"):
        raise StandingError(
            f"The database of {service} knows no letters beyond ASCII: make it anew, with UTF8 and a locale that does."
        )
    await connection.execute(f"ALTER SCHEMA public OWNER TO {owner}")
    # ALTER FUNCTION … OWNER TO asks this of the new owner.
    await connection.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {lookup}")


async def clone_database(connection: asyncpg.Connection, service: str, *, template: str, name: str) -> None:
    """A new database like `template`, which nobody may be connected to.

    By file, and not by way of the log as for a server with replicas: for small ones it takes a third of the time.
    """
    await connection.execute(
        f"CREATE DATABASE {_identifier(name)} TEMPLATE {_identifier(template)} STRATEGY FILE_COPY"
        f" OWNER {_identifier(service)}_owner"
    )
    await _admit_only_its_own(connection, service, name)


async def drop_database(connection: asyncpg.Connection, name: str) -> None:
    """Whoever is still connected is thrown out."""
    await connection.execute(f"DROP DATABASE IF EXISTS {_identifier(name)} WITH (FORCE)")


async def provision(
    superuser_url: str,
    service: str,
    passwords: Passwords,
    *,
    name: str | None = None,
    keep: Callable[[ServiceDatabase], None] = lambda database: None,
) -> ServiceDatabase:
    """Roles and database of `service`, ready for its migrations; again as often as one likes. Raises StandingError.

    `superuser_url` may be of somebody who is no superuser, and may make roles and databases. Where `keep` fails, the
    roles have no new passwords.
    """
    database = addresses(superuser_url, service, passwords, name=name or service)
    async with connected(superuser_url) as connection:
        await require_rights(connection)
        async with connection.transaction():
            await ensure_roles(connection, service, passwords)
            keep(database)
        await ensure_database(connection, service, name=database.name)
    async with connected(database.superuser_url) as connection:
        await own_schema(connection, service)
    return database


async def close_own_server(connection: asyncpg.Connection, services: Iterable[str]) -> None:
    """Close what `initdb` made, where the server has nothing but that and the databases of `services`: what else
    stands there may be for somebody who enters it."""
    others = await connection.fetchval(
        """
        SELECT count(*)
          FROM pg_database
         WHERE datallowconn
           AND datname <> ALL($1::text[])
           AND pg_get_userbyid(datdba) <> ALL($2::text[])
        """,
        MADE_BY_INITDB,
        [roles_of(service)[0] for service in services],
    )
    if not others:
        await close(connection, *(name for name in await open_to_all(connection) if name in MADE_BY_INITDB))


async def close(connection: asyncpg.Connection, *names: str) -> None:
    """To all roles that are not let in by name. Where whoever asks may not, Postgres warns, and nothing changes."""
    for name in names:
        await connection.execute(f"REVOKE CONNECT ON DATABASE {_identifier(name)} FROM PUBLIC")


async def open_to_all(connection: asyncpg.Connection) -> list[str]:
    """The databases that every role of the server may enter, as SQL names them."""
    rows = await connection.fetch(
        """
        SELECT quote_ident(datname) AS name
          FROM pg_database
         WHERE datallowconn AND has_database_privilege('public', oid, 'CONNECT')
         ORDER BY datname
        """
    )
    return [row["name"] for row in rows]


def addresses(superuser_url: str, service: str, passwords: Passwords, *, name: str) -> ServiceDatabase:
    owner, application, relay, _ = roles_of(service)
    return ServiceDatabase(
        name=name,
        owner_url=_as(superuser_url, owner, passwords.owner, name),
        application_url=_as(superuser_url, application, passwords.application, name),
        relay_url=_as(superuser_url, relay, passwords.relay, name),
        superuser_url=urlunsplit(urlsplit(superuser_url)._replace(path=f"/{name}")),
    )


async def _powerful(connection: asyncpg.Connection, roles: Iterable[str]) -> list[str]:
    rows = await connection.fetch(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY($1::text[]) AND (rolsuper OR rolbypassrls)", list(roles)
    )
    return [row["rolname"] for row in rows]


def _locale(connection: asyncpg.Connection) -> str:
    """One that knows letters beyond ASCII, whatever the server was made with: names are searched by them."""
    if connection.get_server_version().major >= 17:
        return "LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    return "LOCALE 'C.UTF-8' LOCALE_PROVIDER libc"


async def _admit_only_its_own(connection: asyncpg.Connection, service: str, name: str) -> None:
    """What a database grants is not copied from its template."""
    owner, application, relay, _ = roles_of(service)
    await connection.execute(f"REVOKE ALL ON DATABASE {_identifier(name)} FROM PUBLIC")
    await connection.execute(f"GRANT CONNECT ON DATABASE {name} TO {owner}, {application}, {relay}")


def _as(superuser_url: str, role: str, password: str, database: str) -> str:
    parts = urlsplit(superuser_url)
    server = parts.netloc.rpartition("@")[2]
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name in _OF_THE_SERVER])
    netloc = f"{role}:{quote(password, safe='')}@{server}"
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{database}", query=query))


def _identifier(name: str) -> str:
    """Raises StandingError for what would need quoting: none of our names does."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        raise StandingError(f"{name!r} cannot name a database or a role.")
    return name


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") + "."


def _verifier(password: str) -> str:
    """What Postgres keeps of a password (RFC 5803), which neither its log nor anybody who reads along learns so."""
    salt, iterations = secrets.token_bytes(16), 4096
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt_, stored_, server_ = (base64.b64encode(each).decode() for each in (salt, stored, server))
    return f"SCRAM-SHA-256${iterations}:{salt_}${stored_}:{server_}"
