from uuid import UUID

from messaging.database import Connection
from video_links.domain.series import Series
from video_links.errors import RoomUnknown


async def keep_series(connection: Connection, series: Series, practice_id: UUID, *, told_again: bool = False) -> bool:
    """Where it is newer than what is known, or as new and `told_again`; whether it was.

    The series is this transaction's alone until it ends.
    """
    kept = await connection.fetchval(
        """
        WITH kept AS (
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
            INSERT INTO appointments (id, practice_id, series_id, number, local_start, starts_at, ends_at, local_end,
                                      status, fold, twice)
            SELECT told.id, $2, kept.id, told.number, told.local_start, told.starts_at, told.ends_at, told.local_end,
                   told.status, told.fold, told.twice
              FROM kept,
                   unnest($7::uuid[], $8::integer[], $9::timestamp[], $10::timestamptz[], $11::timestamptz[],
                          $14::timestamp[], $12::text[], $15::smallint[], $16::boolean[])
                       AS told (id, number, local_start, starts_at, ends_at, local_end, status, fold, twice)
            ON CONFLICT (id) DO UPDATE
               SET number = excluded.number,
                   local_start = excluded.local_start,
                   starts_at = excluded.starts_at,
                   ends_at = excluded.ends_at,
                   local_end = excluded.local_end,
                   status = excluded.status,
                   fold = excluded.fold,
                   twice = excluded.twice
        )
        SELECT EXISTS (SELECT FROM kept)
        """,
        series.id,
        practice_id,
        series.version,
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
    )
    return bool(kept)


async def series_of(connection: Connection, appointment_id: UUID) -> UUID:
    """Raises RoomUnknown."""
    series_id: UUID | None = await connection.fetchval(
        "SELECT series_id FROM appointments WHERE id = $1",
        appointment_id,
    )
    if series_id is None:
        raise RoomUnknown(f"No video appointment {appointment_id} in this practice.")
    return series_id
