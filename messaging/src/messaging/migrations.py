"""Plain SQL files, applied once each and in order, by the owner of the database."""

import hashlib
from pathlib import Path

import asyncpg

from messaging.database import Connection

CHASSIS = Path(__file__).parent / "chassis"
_LOCK = 7_305_808_869_231_650_675  # any number that nothing else in the database locks


class MigrationChanged(Exception):
    """A file was edited after it had been applied. Mend it by a new file."""


async def migrate(url: str, *directories: Path) -> list[str]:
    """Apply what is new, all of it or nothing; the names applied. Raises MigrationChanged.

    Several processes may call it at once: an advisory lock lets one work and the others find nothing left to do.
    """
    connection = await asyncpg.connect(url, timeout=10)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            await connection.execute(
                """
                CREATE TABLE IF NOT EXISTS migrations (
                    name       text PRIMARY KEY,
                    sha256     text        NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """
            )
            applied = {
                row["name"]: row["sha256"] for row in await connection.fetch("SELECT name, sha256 FROM migrations")
            }
            return [
                file.name
                for directory in directories
                for file in sorted(directory.glob("*.sql"))
                if await _apply(connection, file.name, file.read_text(), applied)
            ]
    finally:
        await connection.close()


def digests(*directories: Path) -> dict[str, str]:
    """Of each file, by its name."""
    return {file.name: _digest(file.read_text()) for directory in directories for file in directory.glob("*.sql")}


def _digest(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()


async def _apply(connection: Connection, name: str, sql: str, applied: dict[str, str]) -> bool:
    digest = _digest(sql)
    if name in applied:
        if applied[name] != digest:
            raise MigrationChanged(f"{name} was edited after it had been applied. Add a new file instead.")
        return False
    await connection.execute(sql)
    await connection.execute("INSERT INTO migrations (name, sha256) VALUES ($1, $2)", name, digest)
    return True
