from typing import Literal
from uuid import UUID

from messaging.database import Connection
from video_links.domain.series import Series
from video_links.errors import RoomUnknown

type Kept = Literal["newer", "as_new"]


async def keep_series(
    connection: Connection, series: Series, practice_id: UUID, *, told_again: bool = False
) -> Kept | None:
    """Where it is newer than what is known, or as new and `told_again`; None where it is not.

    It is `as_new` where what was known is of an earlier incarnation: booked appointments that it does not name are
    given up then, like cancelled ones.

    The series is this transaction's alone until it ends.
    """
    kept: Kept | None = await connection.fetchval(
        """
        WITH before AS (
            SELECT incarnation FROM series WHERE practice_id = $2 AND id = $1
        ), kept AS (
            INSERT INTO series AS known (id, practice_id, incarnation, version, practitioner_id, zone, video)
            VALUES ($1, $2, $17, $3, $4, $5, $6)
            ON CONFLICT (practice_id, id) DO UPDATE
               SET incarnation = excluded.incarnation,
                   version = excluded.version,
                   practitioner_id = excluded.practitioner_id,
                   zone = excluded.zone,
                   video = excluded.video
             WHERE (known.incarnation, known.version) < (excluded.incarnation, excluded.version)
                OR ($13 AND (known.incarnation, known.version) = (excluded.incarnation, excluded.version))
            RETURNING id
        ), with_appointments AS (
            INSERT INTO appointments (id, practice_id, series_id, number, local_start, starts_at, ends_at, local_end,
                                      status, fold, twice)
            SELECT told.id, $2, kept.id, told.number, told.local_start, told.starts_at, told.ends_at, told.local_end,
                   told.status, told.fold, told.twice
              FROM kept,
                   unnest($7::uuid[], $8::integer[], $9::timestamp[], $10::timestamptz[], $11::timestamptz[],
                          $14::timestamp[], $12::text[], $15::smallint[], $16::boolean[])
                       AS told (id, number, local_start, starts_at, ends_at, local_end, status, fold, twice)
            ON CONFLICT (practice_id, id) DO UPDATE
               SET number = excluded.number,
                   local_start = excluded.local_start,
                   starts_at = excluded.starts_at,
                   ends_at = excluded.ends_at,
                   local_end = excluded.local_end,
                   status = excluded.status,
                   fold = excluded.fold,
                   twice = excluded.twice
        ), given_up AS (
            UPDATE appointments
               SET status = 'cancelled'
              FROM kept, before
             WHERE before.incarnation < $17
               AND appointments.practice_id = $2
               AND appointments.series_id = kept.id
               AND appointments.status = 'booked'
               AND appointments.id <> ALL ($7)
        )
        SELECT CASE WHEN before.incarnation < $17 THEN 'as_new' ELSE 'newer' END
          FROM kept
          LEFT JOIN before ON true
        """,
        series.id,
        practice_id,
        series.version.number,
        series.practitioner_id,
        series.zone,
        series.video,
        [appointment.id for appointment in series.appointments],
        [appointment.number for appointment in series.appointments],
        [appointment.local_start for appointment in series.appointments],
        [appointment.starts_at for appointment in series.appointments],
        [appointment.ends_at for appointment in series.appointments],
        [appointment.status for appointment in series.appointments],
        told_again,
        [appointment.local_end for appointment in series.appointments],
        [appointment.fold for appointment in series.appointments],
        [appointment.twice for appointment in series.appointments],
        series.version.incarnation,
    )
    return kept


async def series_of(connection: Connection, appointment_id: UUID) -> UUID:
    """Raises RoomUnknown."""
    series_id: UUID | None = await connection.fetchval(
        "SELECT series_id FROM appointments WHERE id = $1",
        appointment_id,
    )
    if series_id is None:
        raise RoomUnknown(f"No video appointment {appointment_id} in this practice.")
    return series_id


async def lock_siblings(connection: Connection, appointment_id: UUID) -> list[UUID]:
    """All appointments of its series, of which nobody else asks until this transaction ends. Raises RoomUnknown."""
    series_id = await series_of(connection, appointment_id)
    await connection.execute("SELECT FROM series WHERE id = $1 FOR NO KEY UPDATE", series_id)
    rows = await connection.fetch("SELECT id FROM appointments WHERE series_id = $1", series_id)
    return [row["id"] for row in rows]
