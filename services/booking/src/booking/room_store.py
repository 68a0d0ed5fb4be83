"""What video-links says of a session's link and room. Row-level security adds the practice to every WHERE."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from booking.domain.call import Activity, Call
from booking.domain.link import Link
from booking.domain.wall_time import find_zone
from messaging.actor import Actor
from messaging.database import Connection


async def call(connection: Connection, appointment_id: UUID) -> Call | None:
    row = await connection.fetchrow(
        """
        SELECT version, client, client_since, host_present, ended, ended_at
          FROM calls
         WHERE appointment_id = $1
        """,
        appointment_id,
    )
    return None if row is None else Call(**row)


async def keep_call(connection: Connection, practice_id: UUID, appointment_id: UUID, newer: Call) -> bool:
    """False where it is not newer than what is known."""
    kept = await connection.execute(
        """
        INSERT INTO calls AS known
               (practice_id, appointment_id, version, client, client_since, host_present, ended, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (practice_id, appointment_id) DO UPDATE
           SET version = excluded.version,
               client = excluded.client,
               client_since = excluded.client_since,
               host_present = excluded.host_present,
               ended = excluded.ended,
               ended_at = excluded.ended_at
         WHERE known.version < excluded.version
        """,
        practice_id,
        appointment_id,
        newer.version,
        newer.client,
        newer.client_since,
        newer.host_present,
        newer.ended,
        newer.ended_at,
    )
    return kept == "INSERT 0 1"


async def add_activities(
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


async def whose_day(connection: Connection, appointment_id: UUID) -> tuple[UUID, date] | None:
    """In whose diary the appointment is, and on which day of the practice's."""
    row = await connection.fetchrow(
        """
        SELECT appointments.practitioner_id, appointments.starts_at, practices.zone
          FROM appointments
          JOIN practices ON practices.id = appointments.practice_id
         WHERE appointments.id = $1
        """,
        appointment_id,
    )
    return None if row is None else (row["practitioner_id"], row["starts_at"].astimezone(find_zone(row["zone"])).date())


async def replace_links(
    connection: Connection, practice_id: UUID, series_id: UUID, version: int, links: Sequence[Link]
) -> None:
    """The links of a series as they are since `version`."""
    await connection.execute(
        """
        WITH newer AS (
            INSERT INTO series_links (practice_id, series_id, version)
            VALUES ($1, $2, $3)
            ON CONFLICT (practice_id, series_id) DO UPDATE SET version = excluded.version
                     WHERE series_links.version < excluded.version
            RETURNING practice_id, series_id
        ), gone AS (
            DELETE FROM links
             USING newer
             WHERE links.series_id = newer.series_id
               AND links.appointment_id <> ALL ($4::uuid[])
        )
        INSERT INTO links (practice_id, appointment_id, series_id, generation, state, reason, opens_at, closes_at, url)
        SELECT DISTINCT ON (link.appointment_id)
               newer.practice_id, link.appointment_id, newer.series_id, link.generation, link.state, link.reason,
               link.opens_at, link.closes_at, link.url
          FROM newer,
               unnest($4::uuid[], $5::integer[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
                      $10::bytea[])
               AS link (appointment_id, generation, state, reason, opens_at, closes_at, url)
         ORDER BY link.appointment_id, link.generation DESC
        ON CONFLICT (practice_id, appointment_id) DO UPDATE
           SET series_id = excluded.series_id,
               generation = excluded.generation,
               state = excluded.state,
               reason = excluded.reason,
               opens_at = excluded.opens_at,
               closes_at = excluded.closes_at,
               url = excluded.url
        """,
        practice_id,
        series_id,
        version,
        [link.appointment_id for link in links],
        [link.generation for link in links],
        [link.state for link in links],
        [link.reason for link in links],
        [link.opens_at for link in links],
        [link.closes_at for link in links],
        [link.sealed_url for link in links],
    )
