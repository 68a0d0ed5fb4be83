"""What video-links says of the room behind a session's link."""

from collections.abc import Sequence
from uuid import UUID

from booking.domain.call import Activity, Call
from messaging.actor import Actor
from messaging.database import Connection
from messaging.version import Version


async def call_of(connection: Connection, appointment_id: UUID) -> Call | None:
    row = await connection.fetchrow(
        """
        SELECT incarnation, version, client, client_since, host_present, ended, ended_at
          FROM calls
         WHERE appointment_id = $1
        """,
        appointment_id,
    )
    return None if row is None else Call(Version(*row[:2]), *row[2:])


async def keep_call(connection: Connection, practice_id: UUID, appointment_id: UUID, newer: Call) -> bool:
    """False where it is not newer than what is known."""
    kept = await connection.execute(
        """
        INSERT INTO calls AS known
               (practice_id, appointment_id, incarnation, version, client, client_since, host_present, ended, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (practice_id, appointment_id) DO UPDATE
           SET incarnation = excluded.incarnation,
               version = excluded.version,
               client = excluded.client,
               client_since = excluded.client_since,
               host_present = excluded.host_present,
               ended = excluded.ended,
               ended_at = excluded.ended_at
         WHERE (known.incarnation, known.version) < (excluded.incarnation, excluded.version)
        """,
        practice_id,
        appointment_id,
        newer.version.incarnation,
        newer.version.number,
        newer.client,
        newer.client_since,
        newer.host_present,
        newer.ended,
        newer.ended_at,
    )
    return kept == "INSERT 0 1"


async def keep_activities(
    connection: Connection, appointment_id: UUID, activities: Sequence[Activity], *, by: Actor
) -> None:
    """Those that are not known yet."""
    await connection.execute(
        """
        INSERT INTO activities (practice_id, id, appointment_id, kind, at, scanner, subject)
        SELECT $1, activity.id, $2, activity.kind, activity.at, activity.scanner, $3
          FROM unnest($4::uuid[], $5::text[], $6::timestamptz[], $7::boolean[]) AS activity (id, kind, at, scanner)
        ON CONFLICT (practice_id, id) DO NOTHING
        """,
        by.practice_id,
        appointment_id,
        by.subject,
        [activity.id for activity in activities],
        [activity.kind for activity in activities],
        [activity.at for activity in activities],
        [activity.scanner for activity in activities],
    )
