"""Applies to a database what a release ships, as its owner, beside processes that use it.

Each file in a transaction of its own, so that no lock is held for longer than one file needs it. A lock that is not to
be had is given up in time, so that nobody waits behind it for long, and tried again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg
import structlog

from messaging.database import Connection, connected
from messaging.errors import CommandFailed
from messaging.release import FIRST, RELEASE, Release, release_of
from messaging.schema import Applied, Schema, read_schema
from messaging.shipped import CHASSIS, Function, Migration, Script, shipped

log = structlog.get_logger(__name__)

_LOCK: Final = 7_305_808_869_231_650_675  # any number that nothing else in the database locks
_LOOK: Final = 0.1  # seconds between two looks at who is in the way


@dataclass(frozen=True, slots=True)
class Patience:
    """With locks, in seconds. One that is waited for keeps everyone waiting who wants the table after.

    `wait` is more than Postgres's deadlock_timeout (1 s), after which an autovacuum that is in the way gives in.
    """

    tries: int = 5
    wait: float = 1.5
    pause: float = 1.0

    @property
    def altogether(self) -> float:
        return self.tries * (self.wait + self.pause) - self.pause


USUAL: Final = Patience()


class MigrationRefused(CommandFailed):
    """The database stays as it is; what was applied before this stays too."""


async def migrate(
    url: str,
    migrations: Path,
    *,
    after: bool = False,
    release: Release = RELEASE,
    chassis: Path = CHASSIS,
    patience: Patience = USUAL,
) -> list[str]:
    """Apply what is new and serves the processes of the former release too; `after`: all that is new. The titles.

    Several processes may call it at once: one works, and the others then find nothing left to do. `url` is a direct
    connection, since the lock for that is a session's. Raises MigrationRefused or MigrationsInvalid.
    """
    files = shipped(migrations, chassis=chassis, release=release)
    async with connected(url) as connection, connected(url) as watcher:
        await _become_the_only_one(connection)
        migrator = _Migrator(connection, watcher, release, patience)
        await migrator.prepare_table()
        schema = await read_schema(connection, files, release)
        _refuse_what_cannot_go_on(schema, after=after)
        if schema.ahead:
            log.warning("a later release has migrated this database; left as it is", by=_titles(schema.ahead))
            return []
        todo = due(schema.pending, after=after or not schema.applied)
        for migration in todo:
            await migrator.apply(migration)
        for function in schema.outdated:
            await migrator.replace(function)
        return [script.title for script in (*todo, *schema.outdated)]


def due(pending: Sequence[Migration], *, after: bool) -> list[Migration]:
    """What of `pending` is applied now, in order. A migration that gives up former releases brings along those of the
    second phase that stand before it and give up no more: it may build on them."""
    return [
        each
        for number, each in enumerate(pending)
        if after
        or not each.after
        or any(
            not later.after and later.folder == each.folder and later.serves >= each.serves
            for later in pending[number + 1 :]
        )
    ]


def _refuse_what_cannot_go_on(schema: Schema, *, after: bool) -> None:
    """Raises MigrationRefused."""
    if schema.edited:
        raise MigrationRefused(
            f"{_titles(schema.edited)}: edited after it had been applied. Put it back, and mend it by a new file."
        )
    if schema.unserved:
        raise MigrationRefused(schema.unserved)
    if schema.ahead and (todo := due(schema.pending, after=after)):
        raise MigrationRefused(
            f"{_titles(todo)} cannot be applied by release {schema.release}: the database is ahead of it, by"
            f" {_titles(schema.ahead)}. Migrate with the release that has these."
        )


async def _become_the_only_one(connection: Connection) -> None:
    """Asks again and again: who waits in a statement is in the way of an index that the other one builds."""
    waiting = False
    while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
        if not waiting:
            log.info("another migrate is at work; waiting for its end")
            waiting = True
        await asyncio.sleep(_LOOK)


@dataclass(frozen=True, slots=True)
class _Migrator:
    connection: Connection
    watcher: Connection
    release: Release
    patience: Patience

    async def prepare_table(self) -> None:
        """The first release's table, and what has become of it since."""
        if await self.connection.fetchval(_IS_PREPARED):
            return

        async def prepare() -> None:
            async with self.connection.transaction():
                await self.connection.execute(_FIRST_TABLE)
                await self.connection.execute(_TABLE)

        await self._patiently("the table of migrations", prepare)

    async def apply(self, migration: Migration) -> None:
        """Raises MigrationRefused."""
        await self._refuse_former_processes(migration)
        if migration.builds is not None:
            await self._build(migration, migration.builds)
            return

        async def apply() -> None:
            async with self.connection.transaction():
                await self.connection.execute(migration.sql)
                await self._record(migration, migration.serves)

        await self._patiently(migration.title, apply)

    async def replace(self, function: Function) -> None:
        """Raises MigrationRefused, where it is not the function any more that its callers know."""
        other_name = MigrationRefused(
            f"{function.title} has other arguments or columns than the function of that name has in the database."
            " Give it a new name: former releases go on calling the one that there is."
        )

        async def replace() -> None:
            async with self.connection.transaction():
                try:
                    await self.connection.execute(function.sql)
                except asyncpg.InvalidFunctionDefinitionError as error:
                    raise other_name from error
                if await self.connection.fetchval(_NAMED_SO, function.function) != 1:
                    raise other_name
                await self._record(function, FIRST)

        await self._patiently(function.title, replace)

    async def _build(self, migration: Migration, index: str) -> None:
        """Nobody waits behind it, so that it has all the time in one try. One that failed left an invalid index."""
        once = Patience(tries=1, wait=self.patience.altogether, pause=0)

        async def build() -> None:
            if await self.connection.fetchval(_IS_INVALID, index):
                await self.connection.execute(f"DROP INDEX CONCURRENTLY {index}")
            await self.connection.execute(migration.sql)
            await self._record(migration, migration.serves)

        await self._patiently(migration.title, build, once)

    async def _record(self, script: Script, serves: Release) -> None:
        await self.connection.execute(
            """
            INSERT INTO migrations (folder, name, sha256, serves, release)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (folder, name) DO UPDATE
               SET sha256 = excluded.sha256, release = excluded.release, applied_at = now()
            """,
            script.folder,
            script.name,
            script.digest,
            str(serves),
            str(self.release),
        )

    async def _refuse_former_processes(self, migration: Migration) -> None:
        if migration.serves == FIRST:
            return
        former = [
            f"pid {session['pid']} ({session['application_name'] or 'nameless'}, {session['usename']})"
            for session in await self.connection.fetch(_SESSIONS)
            if _is_older(session, than=migration.serves)
        ]
        if former:
            raise MigrationRefused(
                f"{migration.title} serves release {migration.serves} and newer, and former ones are connected:"
                f" {', '.join(former)}. Stop them first."
            )

    async def _patiently(
        self, title: str, work: Callable[[], Awaitable[None]], patience: Patience | None = None
    ) -> None:
        """Raises MigrationRefused, where a lock was not to be had."""
        patience = patience or self.patience
        await self.connection.execute(f"SET lock_timeout = {round(1000 * patience.wait)}")
        for number in range(1, patience.tries + 1):
            try:
                async with self._watched() as in_the_way:
                    await work()
            except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
                log.warning("no lock", migration=title, held_by=in_the_way, attempt=number, of=patience.tries)
                if number < patience.tries:
                    await asyncio.sleep(patience.pause)
            except asyncpg.PostgresError as error:
                raise MigrationRefused(f"{title}: {type(error).__name__}: {error}".splitlines()[0]) from error
            else:
                return
        raise MigrationRefused(
            f"{title} got no lock within {patience.altogether:g} s, held by"
            f" {'; '.join(in_the_way) or 'nobody that was seen'}."
            " Nothing of it was done: end that, or wait for its end, and run this again."
        )

    @asynccontextmanager
    async def _watched(self) -> AsyncIterator[list[str]]:
        """Who was last in the way of the block's statements, in words."""
        in_the_way: list[str] = []
        done = asyncio.Event()
        backend = self.connection.get_server_pid()

        async def watch() -> None:
            while not done.is_set():
                if rows := await self.watcher.fetch(_IN_THE_WAY, backend):
                    in_the_way[:] = [_session(row) for row in rows]
                await asyncio.wait([ending], timeout=_LOOK)

        ending = asyncio.create_task(done.wait())
        watching = asyncio.create_task(watch())
        try:
            yield in_the_way
        finally:
            done.set()
            await watching


def _is_older(session: asyncpg.Record, *, than: Release) -> bool:
    """A process that does not say its release is of the first, whose processes did not."""
    release = release_of(session["application_name"])
    return bool(session["could_be_ours"]) if release is None else release < than


def _session(row: asyncpg.Record) -> str:
    """State and age are told of one's own role's, and of others' to who has pg_read_all_stats."""
    since = f", {row['state']}, begun {row['age'].total_seconds():.0f} s ago" if row["age"] is not None else ""
    return f"pid {row['pid']} ({row['application_name'] or 'nameless'}, {row['usename']}{since})"


def _titles(scripts: Sequence[Script] | Sequence[Applied]) -> str:
    return ", ".join(script.title for script in scripts)


_IS_PREPARED: Final = """
SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.migrations') AND attname = 'folder')
"""

_FIRST_TABLE: Final = """
CREATE TABLE IF NOT EXISTS migrations (
    name       text PRIMARY KEY,
    sha256     text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""

# Every process reads it when it starts. Only the service's own roles are let into its database.
_TABLE: Final = """
ALTER TABLE migrations
    ADD COLUMN folder text,
    ADD COLUMN serves text NOT NULL DEFAULT '0.1.0',
    ADD COLUMN release text NOT NULL DEFAULT '0.1.0';
UPDATE migrations
   SET folder = CASE WHEN name IN ('0001_chassis.sql', '0002_watermarks.sql', '0003_operations.sql', '0010_backlog.sql')
                     THEN 'chassis'
                     ELSE 'service'
                END;
ALTER TABLE migrations
    ALTER COLUMN folder SET NOT NULL,
    ALTER COLUMN serves DROP DEFAULT,
    ALTER COLUMN release DROP DEFAULT,
    DROP CONSTRAINT migrations_pkey,
    ADD PRIMARY KEY (folder, name);
GRANT SELECT ON migrations TO PUBLIC;
"""

_NAMED_SO: Final = "SELECT count(*) FROM pg_proc WHERE proname = $1 AND pronamespace = 'public'::regnamespace"

_IS_INVALID: Final = "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid)"

_IN_THE_WAY: Final = """
SELECT pid, usename, application_name, state, clock_timestamp() - xact_start AS age
  FROM pg_stat_activity
 WHERE pid = ANY (pg_blocking_pids($1))
 ORDER BY pid
"""

# Whoever migrates is no process that uses the data. What does writes to the outbox or empties it.
_SESSIONS: Final = """
SELECT pid, usename, application_name,
       NOT rolsuper AND has_table_privilege(usesysid, to_regclass('public.outbox'), 'INSERT, DELETE') AS could_be_ours
  FROM pg_stat_activity
  JOIN pg_roles ON pg_roles.oid = usesysid
 WHERE datname = current_database()
   AND usename <> current_user
 ORDER BY pid
"""
