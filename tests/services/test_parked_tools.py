"""`<service> parked …` of the three services, each on its own database and as its own roles."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.support import commands


async def park(database: ServiceDatabase, parked_id: UUID) -> None:
    owner = await asyncpg.connect(database.owner_url)
    try:
        await owner.execute(
            """
            INSERT INTO parked_events (id, practice_id, topic, partition, "offset", published_at, headers, reason)
            VALUES ($1, $2, 'weather.events.v1', 3, 17, now(), '{}', 'The record has no value.')
            """,
            parked_id,
            uuid4(),
        )
    finally:
        await owner.close()


async def run(package: str, database: ServiceDatabase, *arguments: str) -> tuple[int, str]:
    """With nothing in the environment but what the command needs."""
    ran = await commands.run(
        f"{package}.app", *arguments, environment={"STANDING_DATABASE_URL": database.application_url}
    )
    return ran.status, ran.stdout


@pytest.mark.parametrize("package", ["booking", "video_links", "notifications"])
async def test_what_is_parked_is_listed_and_discarded(package: str, service_database: ServiceDatabases) -> None:
    database = await service_database(package)
    parked_id = uuid4()
    await park(database, parked_id)
    status, printed = await run(package, database, "parked", "list")
    assert status == 0
    assert printed.startswith(f"{parked_id}  ")
    assert printed.endswith("  weather.events.v1/3/17  ?  -  The record has no value.\n")
    discarded = await run(package, database, "parked", "discard", str(parked_id), "--reason", "not ours")
    assert discarded == (0, f"{parked_id} is discarded\n")
    assert await run(package, database, "parked", "list") == (0, "")
