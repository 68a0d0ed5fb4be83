from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cryptography.fernet import MultiFernet

from messaging.database import Connection
from video_links.domain.link import Link
from video_links.domain.practice import Practice, Practitioner
from video_links.domain.series import Series
from video_links.domain.token import Token


async def replace_practice(connection: Connection, practice: Practice) -> None:
    """Keep what is newer than what is known."""
    await connection.execute(
        """
        INSERT INTO practices AS known (id, version, name, phone, phone_hours)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE
           SET version = excluded.version,
               name = excluded.name,
               phone = excluded.phone,
               phone_hours = excluded.phone_hours
         WHERE known.version < excluded.version
        """,
        practice.id,
        practice.version,
        practice.name,
        practice.phone,
        practice.phone_hours,
    )


async def replace_practitioner(connection: Connection, practitioner: Practitioner, practice_id: UUID) -> None:
    """Keep what is newer than what is known."""
    await connection.execute(
        """
        INSERT INTO practitioners AS known (id, practice_id, version, name)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE
           SET version = excluded.version,
               name = excluded.name
         WHERE known.version < excluded.version
        """,
        practitioner.id,
        practice_id,
        practitioner.version,
        practitioner.name,
    )


async def lock_and_replace_series(
    connection: Connection, series: Series, practice_id: UUID, *, told_again: bool = False
) -> bool:
    """Keep what is newer than what is known, or as new where it is `told_again`; whether it was.

    The series is this transaction's alone until it ends.
    """
    replaced = await connection.fetchval(
        """
        WITH replaced AS (
            INSERT INTO series AS known (id, practice_id, version, practitioner_id, zone, video)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE
               SET version = excluded.version,
                   practitioner_id = excluded.practitioner_id,
                   zone = excluded.zone,
                   video = excluded.video
             WHERE known.version < excluded.version
                OR ($13 AND known.version = excluded.version)
            RETURNING id
        ), with_appointments AS (
            INSERT INTO appointments (id, practice_id, series_id, number, local_start, starts_at, ends_at, status)
            SELECT told.id, $2, replaced.id, told.number, told.local_start, told.starts_at, told.ends_at, told.status
              FROM replaced,
                   unnest($7::uuid[], $8::integer[], $9::timestamp[], $10::timestamptz[], $11::timestamptz[],
                          $12::text[]) AS told (id, number, local_start, starts_at, ends_at, status)
            ON CONFLICT (id) DO UPDATE
               SET number = excluded.number,
                   local_start = excluded.local_start,
                   starts_at = excluded.starts_at,
                   ends_at = excluded.ends_at,
                   status = excluded.status
        )
        SELECT EXISTS (SELECT FROM replaced)
        """,
        series.id,
        practice_id,
        series.version,
        series.practitioner_id,
        series.zone.key,
        series.video,
        [appointment.id for appointment in series.appointments],
        [appointment.number for appointment in series.appointments],
        [appointment.local_start for appointment in series.appointments],
        [appointment.starts_at for appointment in series.appointments],
        [appointment.ends_at for appointment in series.appointments],
        [appointment.status for appointment in series.appointments],
        told_again,
    )
    return bool(replaced)


async def newest_links(connection: Connection, series_id: UUID, storage: MultiFernet) -> list[Link]:
    """The newest link of each appointment, in the order of the sessions."""
    rows = await connection.fetch(
        """
        SELECT links.id, links.appointment_id, links.generation, links.token_sealed, links.state, links.reason,
               links.starts_at, links.ends_at
          FROM links
          JOIN appointments ON appointments.id = links.appointment_id
         WHERE links.series_id = $1
           AND NOT EXISTS (
                   SELECT FROM links AS newer
                    WHERE newer.appointment_id = links.appointment_id
                      AND newer.generation > links.generation
               )
         ORDER BY appointments.number
        """,
        series_id,
    )
    return [
        Link(
            id=row["id"],
            appointment_id=row["appointment_id"],
            generation=row["generation"],
            token=Token(storage.decrypt(row["token_sealed"]).decode()),
            state=row["state"],
            reason=row["reason"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
        )
        for row in rows
    ]


async def add_links(
    connection: Connection,
    series_id: UUID,
    links: Sequence[Link],
    practice_id: UUID,
    storage: MultiFernet,
    *,
    now: datetime,
) -> None:
    await connection.execute(
        """
        INSERT INTO links
               (id, practice_id, series_id, appointment_id, generation, token_hash, token_sealed, state, made_at,
                starts_at, ends_at)
        SELECT new.id, $2, $1, new.appointment_id, new.generation, new.token_hash, new.token_sealed, 'live', $3,
               appointments.starts_at, appointments.ends_at
          FROM unnest($4::uuid[], $5::uuid[], $6::integer[], $7::bytea[], $8::bytea[])
                   AS new (id, appointment_id, generation, token_hash, token_sealed)
          JOIN appointments ON appointments.id = new.appointment_id
        """,
        series_id,
        practice_id,
        now,
        [link.id for link in links],
        [link.appointment_id for link in links],
        [link.generation for link in links],
        [link.token.sha256 for link in links],
        [storage.encrypt(link.token.text.encode()) for link in links],
    )


async def move_links(connection: Connection, series_id: UUID) -> bool:
    """Have the live links go by the times of their sessions; whether one did not."""
    moved = await connection.fetchval(
        """
        WITH moved AS (
            UPDATE links
               SET starts_at = appointments.starts_at,
                   ends_at = appointments.ends_at
              FROM appointments
             WHERE appointments.id = links.appointment_id
               AND links.series_id = $1
               AND links.state = 'live'
               AND (links.starts_at, links.ends_at) <> (appointments.starts_at, appointments.ends_at)
            RETURNING links.id
        )
        SELECT EXISTS (SELECT FROM moved)
        """,
        series_id,
    )
    return bool(moved)


async def raise_series_links(connection: Connection, series_id: UUID, practice_id: UUID) -> int:
    """The version that the list of the series' links reaches by a change."""
    version: int = await connection.fetchval(
        """
        INSERT INTO series_links AS known (series_id, practice_id, version)
        VALUES ($1, $2, 1)
        ON CONFLICT (series_id) DO UPDATE
           SET version = known.version + 1
        RETURNING version
        """,
        series_id,
        practice_id,
    )
    return version
