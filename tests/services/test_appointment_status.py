"""An appointment is booked, attended, missed or cancelled, in every service."""

import asyncpg
import pytest

from standing_operator.databases import ServiceDatabases


@pytest.mark.parametrize("service", ["booking", "video_links", "notifications"])
async def test_every_database_knows_these_words_and_no_other(service_database: ServiceDatabases, service: str) -> None:
    connection = await asyncpg.connect((await service_database(service)).owner_url)
    (check,) = await connection.fetch(
        """
        SELECT pg_get_constraintdef(oid) AS definition, convalidated
          FROM pg_constraint
         WHERE conname = 'appointments_status_check'
        """
    )
    await connection.close()
    assert check["definition"] == (
        "CHECK ((status = ANY (ARRAY['booked'::text, 'attended'::text, 'missed'::text, 'cancelled'::text])))"
    )
    assert check["convalidated"]
