"""A database as the first release left it: its migrations up to a number, in its own table of them."""

import hashlib
from pathlib import Path
from typing import Final

import asyncpg

from messaging.shipped import CHASSIS, shipped
from standing_local import checkout
from standing_operator.databases import ServiceDatabase

SERVICES: Final = ["booking", "video_links", "notifications"]
FIRST: Final = 1  # the number of the first schema
TODAY: Final = 10  # of the last migrations before files say which release they serve


def migrations_of(service: str) -> Path:
    return checkout.SERVICES / service.replace("_", "-") / "migrations"


def digests() -> dict[str, str]:
    """Of every migration that is shipped, by service, folder and name."""
    return {
        f"{service}/{each.title}": each.digest
        for service in SERVICES
        for each in shipped(migrations_of(service)).migrations
    }


async def leave_as_the_first_release_did(database: ServiceDatabase, service: str, *, up_to: int) -> None:
    connection = await asyncpg.connect(database.owner_url)
    try:
        async with connection.transaction():
            await connection.execute(
                """
                CREATE TABLE migrations (
                    name       text PRIMARY KEY,
                    sha256     text        NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """
            )
            for folder in (CHASSIS, migrations_of(service)):
                for file in sorted(folder.glob("*.sql")):
                    if int(file.name[:4]) > up_to:
                        continue
                    sql = file.read_text()
                    await connection.execute(sql)
                    digest = hashlib.sha256(sql.encode()).hexdigest()
                    await connection.execute("INSERT INTO migrations (name, sha256) VALUES ($1, $2)", file.name, digest)
    finally:
        await connection.close()
