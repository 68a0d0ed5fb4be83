"""Has Postgres refuse: a deadlock, a transaction that cannot be serialised, a full disk."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import asyncpg

from standing_local import accounts
from tests.faults.stack import FaultStack
from tests.support.eventually import eventually

_SIZE: Final = 16  # MB


class NotToBeHad(Exception):
    """What it takes cannot be had on this machine."""


@asynccontextmanager
async def refused(stack: FaultStack, service: str, table: str, *, sqlstate: str, times: int) -> AsyncIterator[None]:
    """Postgres answers the first transactions that write to `table` so. The sequence counts those rolled back, too."""
    condition = f"IF nextval('public.faults') <= {times} THEN RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END IF;"
    async with _at_each_insert(stack, service, table, condition) as connection:
        yield
        assert await connection.fetchval("SELECT last_value FROM faults") > times


@asynccontextmanager
async def deadlock(stack: FaultStack, service: str, table: str) -> AsyncIterator[None]:
    """The first transaction that writes to `table` has one lock and waits for another, whose holder then waits for it.

    It looks for a deadlock sooner than the other, and so becomes the victim.
    """
    condition = """
    IF nextval('public.faults') = 1 THEN
        PERFORM set_config('deadlock_timeout', '3s', true);
        PERFORM pg_advisory_xact_lock(1);
        PERFORM pg_advisory_xact_lock(2);
    END IF;
    """
    async with (
        _at_each_insert(stack, service, table, condition) as connection,
        stack.superuser(service) as other,
    ):
        await other.execute("SET deadlock_timeout = '10min'")
        await other.execute("SELECT pg_advisory_lock(2)")
        before = await _deadlocks(connection)
        meeting = asyncio.create_task(_wait_for_each_other(connection, other))
        try:
            yield
            await meeting
            await eventually(lambda: _more_deadlocks(connection, before))
        finally:
            meeting.cancel()
            await asyncio.gather(meeting, return_exceptions=True)


async def _wait_for_each_other(connection: asyncpg.Connection, other: asyncpg.Connection) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 2 AND NOT granted"
    await eventually(lambda: connection.fetchval(waiting), within=120)
    await other.execute("SELECT pg_advisory_lock(1)", timeout=60)
    await other.execute("SELECT pg_advisory_unlock_all()")


async def _deadlocks(connection: asyncpg.Connection) -> int:
    count: int = await connection.fetchval("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return count


async def _more_deadlocks(connection: asyncpg.Connection, before: int) -> bool:
    return await _deadlocks(connection) == before + 1


@asynccontextmanager
async def _at_each_insert(stack: FaultStack, service: str, table: str, does: str) -> AsyncIterator[asyncpg.Connection]:
    async with stack.superuser(service) as connection:
        await connection.execute(
            f"""
            CREATE SEQUENCE faults;
            CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                {does}
                RETURN NULL;
            END $$;
            CREATE TRIGGER fault AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION fault();
            """
        )
        try:
            yield connection
        finally:
            await connection.execute(f"DROP TRIGGER fault ON {table}; DROP FUNCTION fault; DROP SEQUENCE faults")


@contextmanager
def small_disk(directory: Path) -> Iterator[Path]:
    """A file system of some megabytes, in memory. Raises NotToBeHad."""
    directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}m", "standing-faults", str(directory)]
    mounted = subprocess.run(mount, check=False, capture_output=True)  # noqa: S603
    if mounted.returncode != 0:
        raise NotToBeHad("no tmpfs can be mounted here")
    try:
        yield directory
    finally:
        subprocess.run(["umount", directory], check=True)  # noqa: S603, S607


class Space:
    def __init__(self, directory: Path) -> None:
        self._rest = directory / "rest"

    def fill(self) -> None:
        """To the last byte."""
        with self._rest.open("wb", buffering=0) as rest:
            try:
                while True:
                    rest.write(bytes(4096))
            except OSError:
                return

    def free(self) -> None:
        self._rest.unlink(missing_ok=True)


@asynccontextmanager
async def kept_on(directory: Path, stack: FaultStack, service: str, *tables: str) -> AsyncIterator[Space]:
    """While this lasts, the tables lie in `directory`, and take a new page of it for nearly each row."""
    space = Space(directory)
    place = directory / "tables"
    accounts.own(place, accounts.unprivileged())
    async with stack.superuser(service) as connection:
        await connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        for table in tables:
            await connection.execute(f"ALTER TABLE {table} SET (fillfactor = 10)")
            await connection.execute(f"ALTER TABLE {table} SET TABLESPACE small")
        try:
            yield space
        finally:
            space.free()
            for table in tables:
                await connection.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
                await connection.execute(f"ALTER TABLE {table} RESET (fillfactor)")
            await connection.execute("DROP TABLESPACE small")
