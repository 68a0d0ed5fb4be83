"""`migrate` beside those who use the database: in two phases, with locks that it gives up in time."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from messaging import process
from messaging.errors import CommandFailed
from messaging.migrations import USUAL, MigrationRefused, Patience, migrate
from messaging.release import FIRST, RELEASE, Release
from standing_local import ports
from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.support import clinic_service
from tests.support.chassis import Clinic
from tests.support.eventually import eventually

NEXT = Release(0, 2)
SHORT = Patience(tries=2, wait=0.2, pause=0.05)

CHASSIS = {"chassis/0001_chassis.sql": "CREATE TABLE outbox (id integer)"}
INITIAL = {
    "service/0001_initial.sql": """
        CREATE TABLE clients (id integer, name text);
        INSERT INTO clients VALUES (1, 'Jo'), (2, 'Jo');
        GRANT USAGE ON SCHEMA public TO chassis_application;
        GRANT SELECT ON clients TO chassis_application;
        GRANT INSERT ON outbox TO chassis_application;
    """,
    **CHASSIS,
}
ADD = {"service/0011_add.sql": "-- serves: 0.1\nALTER TABLE clients ADD COLUMN phone text;"}
DROP = {"service/0012_drop.after.sql": "-- serves: 0.2\nALTER TABLE clients DROP COLUMN name;"}
INDEX = {
    "service/0011_index.sql": (
        "-- serves: 0.1\n-- no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_name ON clients (name);"
    )
}
COUNT = "CREATE OR REPLACE FUNCTION count_clients() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM clients $$;"


class Old:
    """A database, and the folders of the release that migrates it."""

    def __init__(self, urls: ServiceDatabase, directory: Path) -> None:
        self.urls = urls
        self.directory = directory

    async def ships(
        self, *files: dict[str, str], release: Release = NEXT, after: bool = False, patience: Patience = SHORT
    ) -> list[str]:
        """Migrate as a release does that has these files."""
        directory = self.directory / f"{len(list(self.directory.iterdir()))}"
        for name, sql in {name: sql for given in files for name, sql in given.items()}.items():
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            (directory / name).write_text(sql)
        return await migrate(
            self.urls.owner_url,
            directory / "service",
            chassis=directory / "chassis",
            release=release,
            after=after,
            patience=patience,
        )

    async def fetch(self, sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(self.urls.superuser_url)
        try:
            return [tuple(row) for row in await connection.fetch(sql, *arguments)]
        finally:
            await connection.close()

    async def columns(self) -> set[str]:
        rows = await self.fetch("SELECT attname FROM pg_attribute WHERE attrelid = 'clients'::regclass AND attnum > 0")
        return {name for (name,) in rows if not name.startswith("....")}

    @asynccontextmanager
    async def connected(self, name: str, *, url: str | None = None) -> AsyncIterator[asyncpg.Connection]:
        """Somebody who calls himself so, as the application where nothing else is said."""
        connection = await asyncpg.connect(
            url or self.urls.application_url, server_settings={"application_name": name} if name else {}
        )
        try:
            yield connection
        finally:
            await connection.close()

    def dumping(self) -> AbstractAsyncContextManager[asyncpg.Connection]:
        return self.connected("pg_dump", url=self.urls.owner_url)

    async def somebody_waits(self) -> bool:
        return bool(
            await self.fetch(
                """
                SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """
            )
        )


@pytest.fixture
async def old(empty_database: ServiceDatabases, tmp_path: Path) -> Old:
    """As the first release left it."""
    old = Old(await empty_database("chassis"), tmp_path)
    await old.ships(INITIAL, release=FIRST)
    return old


async def test_a_name_may_stand_in_the_chassis_and_in_the_service(old: Old) -> None:
    same = {
        "chassis/0011_same.sql": "-- serves: 0.1\nCREATE TABLE of_chassis ();",
        "service/0011_same.sql": "-- serves: 0.1\nCREATE TABLE of_service ();",
    }
    assert await old.ships(INITIAL, same) == ["chassis/0011_same.sql", "service/0011_same.sql"]
    assert await old.ships(INITIAL, same) == []


async def test_rows_of_the_first_release_get_their_folder_and_are_not_applied_again(old: Old) -> None:
    await old.fetch("DROP TABLE migrations")
    await old.fetch("CREATE TABLE migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz)")
    await old.fetch("ALTER TABLE migrations OWNER TO chassis_owner")
    await old.fetch(
        """
        INSERT INTO migrations (name, sha256)
        SELECT name, encode(sha256(convert_to(sql, 'UTF8')), 'hex')
          FROM unnest($1::text[], $2::text[]) AS given (name, sql)
        """,
        [key.partition("/")[2] for key in INITIAL],
        list(INITIAL.values()),
    )
    assert await old.ships(INITIAL, ADD) == ["service/0011_add.sql"]
    rows = await old.fetch("SELECT folder, name, serves, release FROM migrations ORDER BY name, folder")
    assert rows == [
        ("chassis", "0001_chassis.sql", "0.1.0", "0.1.0"),
        ("service", "0001_initial.sql", "0.1.0", "0.1.0"),
        ("service", "0011_add.sql", "0.1.0", "0.2.0"),
    ]


async def test_a_file_that_was_edited_after_it_had_been_applied_is_refused(old: Old) -> None:
    with pytest.raises(MigrationRefused, match=r"service/0001_initial\.sql: edited after it had been applied"):
        await old.ships(INITIAL, {"service/0001_initial.sql": "SELECT 1"}, ADD)
    assert await old.columns() == {"id", "name"}


async def test_several_at_once_apply_it_once(old: Old) -> None:
    results = await asyncio.gather(*(old.ships(INITIAL, ADD) for _ in range(3)))
    assert sorted(results) == [[], [], ["service/0011_add.sql"]]


async def test_what_fails_is_left_undone_and_what_went_before_it_stays(old: Old) -> None:
    broken = {"service/0012_broken.sql": "-- serves: 0.1\nCREATE TABLE half (); SELECT 1 / 0;"}
    with pytest.raises(MigrationRefused, match=r"service/0012_broken\.sql: DivisionByZeroError: division by zero"):
        await old.ships(INITIAL, ADD, broken)
    assert await old.columns() == {"id", "name", "phone"}
    assert await old.fetch("SELECT to_regclass('half')") == [(None,)]


async def test_the_first_phase_serves_the_former_release_and_the_second_waits_until_it_is_gone(old: Old) -> None:
    async with old.connected("clinic 0.1.0 api") as former:
        assert await old.ships(INITIAL, ADD, DROP) == ["service/0011_add.sql"]
        assert await former.fetchval("SELECT count(name) FROM clients") == 2
        pid = former.get_server_pid()
        with pytest.raises(
            MigrationRefused,
            match=rf"serves release 0\.2\.0 and newer, .* pid {pid} \(clinic 0\.1\.0 api, chassis_application\)",
        ):
            await old.ships(INITIAL, ADD, DROP, after=True)
        assert await old.columns() == {"id", "name", "phone"}
    await gone(old, pid)
    async with old.connected("clinic 0.2.0 api"), old.dumping():
        assert await old.ships(INITIAL, ADD, DROP, after=True) == ["service/0012_drop.after.sql"]
    assert await old.columns() == {"id", "phone"}


async def gone(old: Old, pid: int) -> None:
    async def is_gone() -> bool:
        return not await old.fetch("SELECT FROM pg_stat_activity WHERE pid = $1", pid)

    await eventually(is_gone)


async def test_a_process_that_does_not_say_its_release_counts_as_a_former_one(old: Old) -> None:
    for name in ("", "psql"):
        async with old.connected(name) as unnamed:
            with pytest.raises(MigrationRefused, match=rf"\({name or 'nameless'}, chassis_application\)"):
                await old.ships(INITIAL, ADD, DROP, after=True)
            pid = unnamed.get_server_pid()
        await gone(old, pid)
    async with old.connected("", url=old.urls.owner_url), old.connected("", url=old.urls.superuser_url):
        assert await old.ships(INITIAL, ADD, DROP, after=True) == ["service/0012_drop.after.sql"]


async def test_a_fresh_database_serves_no_former_release(empty_database: ServiceDatabases, tmp_path: Path) -> None:
    fresh = Old(await empty_database("chassis"), tmp_path)
    assert len(await fresh.ships(INITIAL, ADD, DROP)) == 4
    assert await fresh.columns() == {"id", "phone"}


async def test_a_former_release_leaves_a_database_that_serves_it_as_it_is(old: Old) -> None:
    functions = {"service/functions/count_clients.sql": COUNT}
    newer = {"service/functions/count_clients.sql": COUNT.replace("count(*)", "count(*) + 1")}
    await old.ships(INITIAL, functions, release=FIRST)
    await old.ships(INITIAL, ADD, newer)
    with capture_logs() as said:
        assert await old.ships(INITIAL, functions, release=FIRST) == []
    assert [(each["log_level"], each["by"]) for each in said] == [
        ("warning", "service/0011_add.sql, service/functions/count_clients.sql")
    ]
    assert await old.fetch("SELECT count_clients()") == [(3,)]


@pytest.mark.parametrize("after", [False, True])
async def test_a_downgrade_below_what_the_database_serves_is_refused_with_the_reason(old: Old, after: bool) -> None:
    await old.ships(INITIAL, ADD, DROP, after=True)
    with pytest.raises(
        MigrationRefused,
        match=r"release 0\.1\.0, and the database serves 0\.2\.0 and newer since service/0012_drop\.after\.sql",
    ):
        await old.ships(INITIAL, ADD, release=FIRST, after=after)


async def test_a_release_does_not_go_on_where_another_has_begun(old: Old) -> None:
    await old.ships(INITIAL, ADD)
    other = {"service/0011_other.sql": "-- serves: 0.1\nCREATE TABLE other ();"}
    with pytest.raises(
        MigrationRefused, match=r"service/0011_other\.sql cannot be applied .* ahead of it, by service/0011_add\.sql"
    ):
        await old.ships(INITIAL, other)


async def test_beside_an_open_readers_transaction_it_gives_up_in_seconds_and_says_whom_it_waits_for(old: Old) -> None:
    async with old.dumping() as dump, old.connected("clinic 0.1.0 api") as reader, dump.transaction():
        await dump.fetch("SELECT FROM clients")
        began = time.monotonic()
        patience = Patience(tries=2, wait=USUAL.wait, pause=0.1)
        migrating = asyncio.create_task(old.ships(INITIAL, ADD, patience=patience))
        await eventually(old.somebody_waits)
        asked = time.monotonic()
        await reader.fetch("SELECT FROM clients")
        waited = time.monotonic() - asked
        with pytest.raises(MigrationRefused) as refused:
            await migrating
        took = time.monotonic() - began
        pid = dump.get_server_pid()
    assert 0.2 < waited < 2, "the read stood behind the lock, and not for long"
    assert took < 10
    said = str(refused.value)
    assert said.startswith("service/0011_add.sql got no lock within 3.1 s, held by pid ")
    assert f"pid {pid} (pg_dump, chassis_owner, idle in transaction, begun " in said
    assert await old.columns() == {"id", "name"}


async def test_a_lock_that_was_not_to_be_had_is_tried_again(old: Old) -> None:
    async with old.dumping() as dump:
        transaction = dump.transaction()
        await transaction.start()
        await dump.fetch("SELECT FROM clients")
        with capture_logs() as said:
            migrating = asyncio.create_task(old.ships(INITIAL, ADD, patience=Patience(tries=500, wait=0.2, pause=0.02)))
            await eventually(_is_true(lambda: any(each["event"] == "no lock" for each in said)))
            await transaction.rollback()
            assert await migrating == ["service/0011_add.sql"]
    assert said[0]["held_by"][0].startswith(f"pid {dump.get_server_pid()} (pg_dump")


def _is_true(condition: Callable[[], bool]) -> Callable[[], Any]:
    async def ask() -> bool:
        return condition()

    return ask


async def test_an_index_is_built_beside_those_who_write_and_one_that_failed_is_built_anew(old: Old) -> None:
    with pytest.raises(MigrationRefused, match=r"service/0011_index\.sql: UniqueViolationError"):
        await old.ships(INITIAL, INDEX)
    assert await old.fetch("SELECT indisvalid FROM pg_index WHERE indexrelid = 'one_name'::regclass") == [(False,)]
    await old.fetch("UPDATE clients SET name = id::text")
    for _ in range(2):  # as after a migrate that was killed before it wrote down what it had done
        assert await old.ships(INITIAL, INDEX) == ["service/0011_index.sql"]
        assert await old.fetch("SELECT indisvalid FROM pg_index WHERE indexrelid = 'one_name'::regclass") == [(True,)]
        await old.fetch("DELETE FROM migrations WHERE name = '0011_index.sql'")


async def test_an_index_that_waits_for_a_transaction_is_given_up_too_and_says_for_whom(old: Old) -> None:
    await old.fetch("UPDATE clients SET name = id::text")
    async with old.connected("clinic 0.1.0 worker") as writer, writer.transaction(isolation="repeatable_read"):
        await writer.fetch("SELECT FROM clients")
        with pytest.raises(MigrationRefused, match=r"got no lock within 0\.45 s, held by .*clinic 0\.1\.0 worker"):
            await old.ships(INITIAL, INDEX)
    assert await old.ships(INITIAL, INDEX) == ["service/0011_index.sql"]


async def test_a_function_is_applied_anew_when_its_text_has_changed(old: Old) -> None:
    changed = COUNT.replace("count(*)", "count(*) * 10")
    for text, applied, answer in ((COUNT, 1, 2), (COUNT, 0, 2), (changed, 1, 20)):
        assert len(await old.ships(INITIAL, {"service/functions/count_clients.sql": text})) == applied
        assert await old.fetch("SELECT count_clients()") == [(answer,)]


@pytest.mark.parametrize(("before", "becomes"), [("()", "(of_name text)"), ("bigint", "numeric")])
async def test_a_function_with_other_arguments_or_columns_needs_a_new_name(old: Old, before: str, becomes: str) -> None:
    await old.ships(INITIAL, {"service/functions/count_clients.sql": COUNT})
    with pytest.raises(
        MigrationRefused, match=r"service/functions/count_clients\.sql has other arguments .* Give it a new name"
    ):
        await old.ships(INITIAL, {"service/functions/count_clients.sql": COUNT.replace(before, becomes, 1)})
    assert await old.fetch("SELECT count_clients()") == [(2,)]


async def refused_start(clinic: Clinic) -> str:
    status, _, said = await clinic.run("api")
    assert status == 1
    return said


async def test_a_process_starts_only_on_a_database_that_serves_its_release(clinic: Clinic) -> None:
    await clinic.fetch("UPDATE migrations SET serves = '99.0' WHERE name = '0010_backlog.sql'")
    assert await refused_start(clinic) == (
        f"clinic: This is release {RELEASE}, and the database serves 99.0.0 and newer since chassis/0010_backlog.sql"
        " was applied. Start one of those, or restore a dump from before it."
    )


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM migrations WHERE name = '0010_backlog.sql'", "Not applied: chassis/0010_backlog.sql."),
        ("DELETE FROM migrations WHERE name = 'backlog.sql'", "Not applied: chassis/functions/backlog.sql."),
        ("ALTER TABLE migrations DROP COLUMN folder", "The database was not migrated by this release."),
        ("DROP TABLE migrations", "The database was not migrated by this release."),
    ],
)
async def test_a_process_does_not_start_before_the_database_has_what_it_needs(
    clinic: Clinic, statement: str, said: str
) -> None:
    await clinic.fetch(statement)
    assert await refused_start(clinic) == f"clinic: {said} Run `clinic migrate`."


@asynccontextmanager
async def serving(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, **environment: str
) -> AsyncIterator[asyncio.Task[None]]:
    """The clinic's API in this process, which answers."""
    port = ports.any_free()
    for name, value in (clinic.environment | environment | {"STANDING_PORT": str(port)}).items():
        monkeypatch.setenv(name, value)

    async def answers() -> bool:
        try:
            _, writer = await asyncio.open_connection(ports.HOST, port)
        except OSError:
            return False
        writer.close()
        return True

    task = asyncio.create_task(process.serve(clinic_service.SERVICE, api=True, worker=False))
    try:
        await eventually(answers)
        yield task
    finally:
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().remove_signal_handler(each)


async def test_a_process_ends_once_its_database_does_not_serve_it_any_more(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "LOOK", 0.05)
    async with serving(clinic, monkeypatch) as task:
        await clinic.fetch("UPDATE migrations SET serves = '99.0'")
        with pytest.raises(CommandFailed, match=r"the database serves 99\.0\.0 and newer"):
            await task


async def test_a_process_comes_up_without_its_database(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = f"postgresql://nobody@{ports.HOST}:{ports.any_free()}/nothing"
    async with serving(clinic, monkeypatch, STANDING_DATABASE_URL=nobody) as task:
        os.kill(os.getpid(), signal.SIGTERM)
        await task


async def test_a_command_shows_its_release_to_postgres(clinic: Clinic) -> None:
    """`migrate` waits for another, so that it can be looked at."""
    owner = await asyncpg.connect(clinic.urls.owner_url)
    await owner.execute("SELECT pg_advisory_lock(7305808869231650675)")
    running = asyncio.create_task(clinic.run("migrate"))

    async def shown() -> list[asyncpg.Record]:
        return await owner.fetch(
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1",
            f"clinic {RELEASE} migrate",
        )

    assert len(await eventually(shown)) >= 1
    await owner.close()
    status, _, said = await running
    assert status == 0, said
