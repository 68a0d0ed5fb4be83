"""What a service's command `doctor` finds: its settings, its database and roles, its keys, its issuer."""

import asyncio
import platform
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import asyncpg
import httpx
import jwt
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from faststream.kafka.security import parse_security

from messaging import streaks, zones
from messaging.database import UNAVAILABLE, connected
from messaging.errors import SettingsInvalid
from messaging.handlers import Handlers
from messaging.http.identity import ALGORITHMS
from messaging.kafka_door import why_closed
from messaging.keys import key_id
from messaging.parking import count_parked
from messaging.pooling import Pooling, find_pooling
from messaging.schema import NEVER_MIGRATED, Applied, read_schema
from messaging.settings import KafkaSettings, ServiceSettings, find_shared_keys, misspelt, setting_of
from messaging.shipped import Script, shipped
from messaging.signature_demand import find_topics
from messaging.watermarks import MOST_AHEAD

TRIED_POSTGRES: Final = 15  # the oldest that the tests have run on
CLOCKS_DIFFER: Final = timedelta(seconds=2)
CLOCKS_BREAK: Final = timedelta(seconds=10)  # what access tokens allow
OUTBOX_SLOW: Final = timedelta(seconds=10)
OUTBOX_STUCK: Final = timedelta(seconds=60)
KAFKA_ANSWERS: Final = 5.0  # seconds
HEARD: Final = timedelta(seconds=30)  # what may be missing of a topic before messages are held

type State = Literal["ok", "look", "bad"]
type Connection = asyncpg.Connection[asyncpg.Record]
type Check = Callable[[Connection], Awaitable["Finding | Sequence[Finding]"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """`do` is what to do about it; `facts` are for who compares the services with each other."""

    check: str
    state: State
    words: str
    do: str = ""
    facts: Mapping[str, list[str]] = field(default_factory=dict)


async def examine[S: ServiceSettings](
    service: str,
    settings_class: type[S],
    migrations: Path,
    handlers: Callable[[S], Sequence[Handlers]],
    own_checks: Callable[[S], AsyncIterator[Finding]] | None = None,
) -> AsyncIterator[Finding]:
    """One finding a check, as it is found. A check that cannot be made is a finding too."""
    yield Finding("Python", "ok", platform.python_version())
    yield Finding("zone data", "ok", zones.VERSION, facts={"zone_data": [zones.VERSION]})
    for name, meant in misspelt(settings_class).items():
        yield Finding("settings", "look", f"{name} is not known here", f"Is {meant} meant?")
    try:
        settings = settings_class()
    except SettingsInvalid as error:
        yield Finding("settings", "bad", str(error), f"Set them in the environment of {service}.")
        return
    yield Finding("settings", "ok", "complete")
    for finding in _shared_keys(settings):
        yield finding
    yield _sealing(settings)
    async for finding in _database(service, settings, migrations, [table.topic for table in handlers(settings)]):
        yield finding
    yield await examine_kafka(settings)
    yield await _issuer(settings)
    if own_checks is not None:
        async for finding in own_checks(settings):
            yield finding


def _shared_keys(settings: ServiceSettings) -> Iterator[Finding]:
    """By their ids, which say nothing of the keys."""
    for name in find_shared_keys(type(settings)):
        ids = [key_id(key) for key in getattr(settings, name)]
        if not ids:
            continue
        words = f"begin with {ids[0]}, and are {len(ids)}"
        yield Finding(name.replace("_", " "), "ok", words, facts={f"keys:{setting_of(name)}": ids})


def _sealing(settings: ServiceSettings) -> Finding:
    if settings.seals_as_former:
        words = "as former releases do: what is sealed opens in any event"
        do = "Set STANDING_SEAL_BOUND=true, once all services run this release and their keys agree."
        return Finding("sealing", "look", words, do)
    if settings.transit_keys:
        words = "bound to its place; what former releases sealed opens in any event"
        do = "Remove STANDING_TRANSIT_KEYS, once nothing that they sealed is on a topic or parked."
        return Finding("sealing", "look", words, do)
    return Finding("sealing", "ok", "bound to its place")


async def _database(
    service: str, settings: ServiceSettings, migrations: Path, topics: Collection[str]
) -> AsyncIterator[Finding]:
    checks: list[tuple[str, list[Check]]] = [
        (
            settings.database_url.get_secret_value(),
            [
                _postgres,
                _clock,
                partial(_migrations, service=service, migrations=migrations),
                _application_role,
                _other_databases,
                _protected_tables,
                partial(_parked, service=service),
                partial(_standing, service=service),
                _watermarks,
                partial(_signatures, service=service, topics=topics),
            ],
        ),
        (settings.database_relay_url.get_secret_value(), [_relay_role, partial(_outbox, service=service)]),
    ]
    for url, of_role in checks:
        try:
            async with connected(url, command_timeout=10, keeps_statements=False) as connection:
                for check in of_role:
                    for finding in await _tried(check, connection, service):
                        yield finding
        except UNAVAILABLE as error:
            yield Finding("Postgres", "bad", f"{_role_of(url)}: {_said(error)}", "Does it answer, under this address?")
            if isinstance(error, OSError):  # of which a time-out is one; the others would wait as long
                return
    with suppress(*UNAVAILABLE):  # which was said
        yield await _pooler(settings)


async def _pooler(settings: ServiceSettings) -> Finding:
    """Only who is told of a pooler in transaction mode does without what a session keeps."""
    before_relay = await find_pooling(settings.database_relay_url.get_secret_value())
    if before_relay is Pooling.TRANSACTION:
        words = "one in transaction mode stands before the relay, whose lock and LISTEN are a session's"
        return Finding("pooler", "bad", words, "Name Postgres itself in STANDING_DATABASE_RELAY_URL.")
    found = await find_pooling(settings.database_url.get_secret_value())
    told = settings.database_pooler == "transaction"
    if found is Pooling.TRANSACTION and not told:
        words = "one in transaction mode stands before Postgres, and nobody said so: requests fail"
        return Finding("pooler", "bad", words, "Set STANDING_DATABASE_POOLER=transaction.")
    if found is not Pooling.TRANSACTION and told:
        words = "none in transaction mode stands before Postgres: each statement is prepared anew for nothing"
        return Finding("pooler", "look", words, "Is STANDING_DATABASE_POOLER=transaction meant?")
    return Finding("pooler", "ok", "none" if found is Pooling.NONE else f"in {found} mode")


async def _tried(check: "Check", connection: Connection, service: str) -> Sequence[Finding]:
    try:
        found = await check(connection)
    except asyncpg.PostgresError as error:
        return [Finding("Postgres", "bad", _said(error), f"Was `{service} migrate` run?")]
    return [found] if isinstance(found, Finding) else found


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".strip(": ").splitlines()[0]


def _role_of(url: str) -> str:
    return urlsplit(url).username or "nobody"


async def _postgres(connection: Connection) -> Finding:
    version = connection.get_server_version()
    words = f"{version.major}.{version.micro}"
    if version.major < TRIED_POSTGRES:
        return Finding("Postgres", "look", words, f"Nothing older than {TRIED_POSTGRES} has been tried.")
    return Finding("Postgres", "ok", words)


async def _clock(connection: Connection) -> Finding:
    before = _now()
    theirs: datetime = await connection.fetchval("SELECT clock_timestamp()")
    after = _now()
    difference = max(before - theirs, theirs - after, timedelta(0))
    words = f"{difference.total_seconds():.1f} s from Postgres's"
    state: State = "bad" if difference > CLOCKS_BREAK else "look" if difference > CLOCKS_DIFFER else "ok"
    return Finding("clock", state, words, "" if state == "ok" else "Set both clocks by NTP.")


def _now() -> datetime:
    return datetime.now(UTC)


async def _application_role(connection: Connection) -> Finding:
    role = await connection.fetchrow(_ROLE)
    assert role is not None
    if wrong := _too_much(role):
        return Finding("application role", "bad", f"{role['name']} {wrong}", _ROLES)
    return Finding("application role", "ok", f"{role['name']} owns nothing and is bound by row-level security")


async def _relay_role(connection: Connection) -> Finding:
    role = await connection.fetchrow(_ROLE)
    can = await connection.fetchrow(_RELAYS)
    assert role is not None
    assert can is not None
    wrong = _too_much(role)
    if not wrong and not can["relays"]:
        wrong = "cannot read and empty the outbox"
    if not wrong and can["more"]:
        wrong = f"can also use {', '.join(can['more'])}"
    if wrong:
        return Finding("relay role", "bad", f"{role['name']} {wrong}", _ROLES)
    return Finding("relay role", "ok", f"{role['name']} reads and empties the outbox, and nothing else")


def _too_much(role: asyncpg.Record) -> str:
    if role["superuser"]:
        return "is a superuser"
    if role["bypasses"]:
        return "bypasses row-level security"
    return f"owns {', '.join(role['owned'])}" if role["owned"] else ""


async def _other_databases(connection: Connection) -> Finding:
    """Those of another owner, `postgres` and `template1` among them."""
    names = await connection.fetchval(
        """
        SELECT string_agg(quote_ident(datname), ', ' ORDER BY datname)
          FROM pg_database
         WHERE datallowconn
           AND has_database_privilege(oid, 'CONNECT')
           AND datdba <> (SELECT datdba FROM pg_database WHERE datname = current_database())
        """
    )
    if names:
        do = f"Whose they are closes them: REVOKE CONNECT ON DATABASE {names} FROM PUBLIC"
        return Finding("other databases", "look", f"the application role can enter {names}", do)
    return Finding("other databases", "ok", "the application role can enter none")


_ROLES: Final = "Make roles by `standing provision`, and migrate as the owner."

_ROLE: Final = """
SELECT rolname AS name,
       rolsuper AS superuser,
       rolbypassrls AS bypasses,
       (SELECT array_agg(relname::text ORDER BY relname)
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace
           AND relkind IN ('r', 'p')
           AND pg_has_role(current_user, relowner, 'MEMBER')) AS owned
  FROM pg_roles
 WHERE rolname = current_user
"""

_RELAYS: Final = """
SELECT has_table_privilege('outbox', 'SELECT') AND has_table_privilege('outbox', 'DELETE') AS relays,
       (SELECT array_agg(relname::text ORDER BY relname)
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace
           AND relkind IN ('r', 'p')
           AND (relname <> 'last_watermark' AND has_table_privilege(oid, 'INSERT, UPDATE, TRUNCATE')
                OR relname NOT IN ('outbox', 'migrations', 'incarnations', 'last_watermark')
                   AND has_any_column_privilege(oid, 'SELECT')
                OR relname <> 'outbox' AND has_table_privilege(oid, 'DELETE'))) AS more
"""


async def _protected_tables(connection: Connection) -> Finding:
    rows = await connection.fetch(
        """
        SELECT relname::text AS name, relrowsecurity AND relforcerowsecurity AS protected
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace
           AND relkind IN ('r', 'p')
           AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'practice_id')
         ORDER BY relname
        """
    )
    if open_to_all := [row["name"] for row in rows if not row["protected"]]:
        names = ", ".join(open_to_all)
        return Finding("row-level security", "bad", f"not forced in {names}", "CALL protect_rows('…') as the owner.")
    return Finding("row-level security", "ok", f"forced in all {len(rows)} tables of tenants")


async def _parked(connection: Connection, service: str) -> Finding:
    events, oldest_at = await count_parked(connection)
    if events:
        words = f"{events} parked, the first at {oldest_at:%Y-%m-%d %H:%M} UTC"
        return Finding("parked events", "bad", words, f"Run `{service} parked list`.")
    return Finding("parked events", "ok", "none")


async def _standing(connection: Connection, service: str) -> Sequence[Finding]:
    standing = {place: streak for place, streak in (await streaks.find(connection)).items() if streak.stands}
    return [
        Finding("partitions", "bad", streak.in_words(place), streak.what_to_do(service, place))
        for place, streak in standing.items()
    ] or [Finding("partitions", "ok", "none stands")]


async def _watermarks(connection: Connection) -> Sequence[Finding]:
    """Of who hears any."""
    if not await connection.fetchval("SELECT has_table_privilege('watermarks', 'SELECT')"):
        return []
    rows = await connection.fetch(
        """
        SELECT topic,
               count(*) AS heard,
               max(partitions) AS partitions,
               clock_timestamp() - min(committed_before) AS behind
          FROM watermarks
         GROUP BY topic
         ORDER BY topic
        """
    )
    nothing = Finding("watermarks", "look", "none heard yet", "Do the other services' workers run?")
    return [_watermark(row) for row in rows] or [nothing]


def _watermark(row: asyncpg.Record) -> Finding:
    check, behind = f"watermark of {row['topic']}", row["behind"]
    if row["heard"] < row["partitions"]:
        words = f"{row['heard']} of {row['partitions']} partitions heard"
        return Finding(check, "bad", words, "Does each partition have a worker?")
    if behind < -MOST_AHEAD:
        return Finding(check, "bad", f"{_length(-behind)} ahead of this clock", "Set all clocks by NTP.")
    if behind > HEARD:
        do = f"Does the worker of {row['topic'].partition('.')[0]} run, and Kafka? Messages with links are held."
        return Finding(check, "bad", f"{_length(behind)} old", do)
    return Finding(check, "ok", f"{_length(behind)} old")


async def _signatures(connection: Connection, service: str, topics: Collection[str]) -> Finding:
    if read_unsigned := sorted(set(topics) - await find_topics(connection)):
        words = f"not asked for: who can write to {' or '.join(read_unsigned)} can tell anything"
        do = f"Run `{service} demand-signatures`, once all services run this release."
        return Finding("signatures", "look", words, do)
    return Finding("signatures", "ok", f"asked for, of {' and '.join(sorted(topics))}")


async def _outbox(connection: Connection, service: str) -> Finding:
    waiting = await connection.fetchrow(
        "SELECT count(*) AS events, clock_timestamp() - min(added_at) AS age FROM outbox"
    )
    assert waiting is not None
    if not waiting["events"]:
        return Finding("outbox", "ok", "empty")
    words = f"{waiting['events']} waiting, the first for {_length(waiting['age'])}"
    state: State = "bad" if waiting["age"] > OUTBOX_STUCK else "look" if waiting["age"] > OUTBOX_SLOW else "ok"
    return Finding("outbox", state, words, "" if state == "ok" else f"Does `{service} worker` run, and Kafka?")


async def _migrations(connection: Connection, service: str, migrations: Path) -> Finding:
    do = f"Run `{service} migrate`."
    try:
        schema = await read_schema(connection, shipped(migrations))
    except NEVER_MIGRATED:
        return Finding("migrations", "bad", "never migrated by this release", do)
    if schema.unserved:
        return Finding("migrations", "bad", schema.unserved, f"Is this {service} older than its database?")
    if schema.missing:
        return Finding("migrations", "bad", f"not applied: {_listed(schema.missing)}", do)
    if schema.edited:
        do = "Put the file back as it was applied; mend it by a new one."
        return Finding("migrations", "bad", f"edited after they had been applied: {_listed(schema.edited)}", do)
    if schema.ahead:
        do = f"Is this {service} older than its database? It serves this release too."
        return Finding("migrations", "look", f"applied by another release: {_listed(schema.ahead)}", do)
    if schema.outdated:
        return Finding("migrations", "bad", f"not applied as they are now: {_listed(schema.outdated)}", do)
    if schema.pending:
        do = f"Run `{service} migrate --after`, once no process of a former release runs."
        return Finding("migrations", "look", f"not applied yet: {_listed(schema.pending)}", do)
    return Finding("migrations", "ok", f"all {len(schema.shipped.migrations)} applied")


async def examine_kafka(settings: KafkaSettings) -> Finding:
    """Whether it lets this service in, by the settings that its worker has."""
    brokers = settings.kafka_bootstrap
    admin = AIOKafkaAdminClient(
        bootstrap_servers=brokers, request_timeout_ms=3000, **parse_security(settings.kafka_security())
    )
    try:
        async with asyncio.timeout(KAFKA_ANSWERS):
            await admin.start()
            topics = await admin.list_topics()
    except (KafkaError, OSError):
        return Finding("Kafka", "bad", *await why_closed(settings))
    finally:
        await admin.close()
    if not topics:
        words = f"{brokers} shows {settings.kafka_username or 'us'} no topic"
        return Finding("Kafka", "bad", words, "Are they made, and may this user read and write them (ACLs)?")
    return Finding("Kafka", "ok", f"{brokers} shows {len(topics)} topics")


async def _issuer(settings: ServiceSettings) -> Finding:
    do = "Is STANDING_JWKS_URL right, and does the identity provider answer?"
    try:
        async with httpx.AsyncClient(timeout=5) as client:
            answer = (await client.get(settings.jwks_url)).raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
    except (httpx.HTTPError, httpx.InvalidURL, jwt.PyJWTError, ValueError) as error:
        return Finding("identity provider", "bad", f"{settings.jwks_url}: {type(error).__name__}", do)
    usable = [key for key in keys if key.key_id is not None and key.algorithm_name in ALGORITHMS]
    if not usable:
        return Finding("identity provider", "bad", f"{settings.jwks_url} has no key with an id that we take", do)
    return Finding("identity provider", "ok", f"{len(usable)} keys at {settings.jwks_url}")


def _listed(scripts: Iterable[Script | Applied]) -> str:
    return ", ".join(script.title for script in scripts)


def _length(time: timedelta) -> str:
    seconds = max(time.total_seconds(), 0)
    return (
        f"{seconds:.1f} s"
        if seconds < 100
        else f"{seconds / 60:.0f} min"
        if seconds < 6000
        else f"{seconds / 3600:.0f} h"
    )
