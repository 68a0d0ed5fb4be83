from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import asyncpg

from messaging.at_rest import AtRest, SealedColumn
from messaging.database import Connection
from messaging.version import Version
from notifications.domain.of_practice import OfPractice
from notifications.domain.series import Appointment, Series

NOTE: Final = SealedColumn("series", "note")

type Kept = Literal["newer", "as_new"]


async def keep_series(
    connection: Connection, practice_id: UUID, series: Series, *, told_again: bool = False, keys: AtRest
) -> Kept | None:
    """Where it is newer than what was known, or, `told_again`, not older; None where it is not. Locks the series either
    way.

    It is `as_new` where what was known is of an earlier incarnation: booked appointments that it does not name are
    given up then, like cancelled ones.
    """
    kept: Kept | None = await connection.fetchval(
        """
        WITH before AS (
            SELECT incarnation FROM series WHERE practice_id = $2 AND id = $1
        ), kept AS (
            INSERT INTO series
                   (id, practice_id, incarnation, version, practitioner_id, client_id, kind_id, video, zone,
                    recurrence, skipped_dates, skipped_months, note)
            VALUES ($1, $2, $14, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (practice_id, id) DO UPDATE
               SET incarnation = excluded.incarnation,
                   version = excluded.version,
                   practitioner_id = excluded.practitioner_id,
                   client_id = excluded.client_id,
                   kind_id = excluded.kind_id,
                   video = excluded.video,
                   zone = excluded.zone,
                   recurrence = excluded.recurrence,
                   skipped_dates = excluded.skipped_dates,
                   skipped_months = excluded.skipped_months,
                   note = excluded.note
             WHERE (series.incarnation, series.version) < (excluded.incarnation, excluded.version)
                OR ($13 AND (series.incarnation, series.version) = (excluded.incarnation, excluded.version))
            RETURNING id
        )
        SELECT CASE WHEN before.incarnation < $14 THEN 'as_new' ELSE 'newer' END
          FROM kept
          LEFT JOIN before ON true
        """,
        series.id,
        practice_id,
        series.version.number,
        series.practitioner_id,
        series.client_id,
        series.kind_id,
        series.video,
        series.zone,
        series.recurrence,
        list(series.skipped_dates),
        list(series.skipped_months),
        keys.seal_if_any(series.note, NOTE, series.id),
        told_again,
        series.version.incarnation,
    )
    if kept is None:
        return None
    appointments = series.appointments
    await connection.execute(
        """
        INSERT INTO appointments
               (id, practice_id, series_id, number, local_start, fold, starts_at, ends_at, local_end,
                rule_start, status, schedule_version, twice, asked_start)
        SELECT DISTINCT ON (id)
               id, $1, $2, number, local_start, fold, starts_at, ends_at, local_end, rule_start, status,
               schedule_version, twice, asked_start
          FROM unnest(
                   $3::uuid[], $4::integer[], $5::timestamp[], $6::smallint[], $7::timestamptz[], $8::timestamptz[],
                   $9::timestamp[], $10::timestamp[], $11::text[], $12::integer[], $13::boolean[],
                   $14::timestamp[]
               ) AS given (id, number, local_start, fold, starts_at, ends_at, local_end, rule_start, status,
                           schedule_version, twice, asked_start)
         ORDER BY id, schedule_version DESC
        ON CONFLICT (practice_id, id) DO UPDATE
           SET number = excluded.number,
               local_start = excluded.local_start,
               fold = excluded.fold,
               starts_at = excluded.starts_at,
               ends_at = excluded.ends_at,
               local_end = excluded.local_end,
               rule_start = excluded.rule_start,
               status = excluded.status,
               schedule_version = excluded.schedule_version,
               twice = excluded.twice,
               asked_start = excluded.asked_start
        """,
        practice_id,
        series.id,
        [appointment.id for appointment in appointments],
        [appointment.number for appointment in appointments],
        [appointment.local_start for appointment in appointments],
        [appointment.fold for appointment in appointments],
        [appointment.starts_at for appointment in appointments],
        [appointment.ends_at for appointment in appointments],
        [appointment.local_end for appointment in appointments],
        [appointment.rule_start for appointment in appointments],
        [appointment.status for appointment in appointments],
        [appointment.schedule_version for appointment in appointments],
        [appointment.twice for appointment in appointments],
        [appointment.asked_start for appointment in appointments],
    )
    if kept == "as_new":
        await _give_up_others(connection, practice_id, series)
    return kept


async def _give_up_others(connection: Connection, practice_id: UUID, series: Series) -> None:
    await connection.execute(
        """
        UPDATE appointments
           SET status = 'cancelled'
         WHERE practice_id = $1
           AND series_id = $2
           AND status = 'booked'
           AND id <> ALL ($3::uuid[])
        """,
        practice_id,
        series.id,
        [appointment.id for appointment in series.appointments],
    )


async def appointments_of(
    connection: Connection, series: Collection[OfPractice]
) -> dict[OfPractice, list[Appointment]]:
    rows = await connection.fetch(
        """
        SELECT practice_id, series_id, id, number, local_start, fold, starts_at, ends_at, local_end, rule_start,
               coalesce(asked_start, rule_start), status, schedule_version, twice
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, series_id)
          JOIN appointments USING (practice_id, series_id)
         ORDER BY practice_id, series_id, starts_at, id
        """,
        [each.practice_id for each in series],
        [each.id for each in series],
    )
    appointments: dict[OfPractice, list[Appointment]] = defaultdict(list)
    for practice_id, series_id, *fields in rows:
        appointments[OfPractice(practice_id, series_id)].append(Appointment(*fields))
    return appointments


async def series_of(connection: Connection, appointment: OfPractice) -> OfPractice | None:
    series_id: UUID | None = await connection.fetchval(
        "SELECT series_id FROM appointments WHERE practice_id = $1 AND id = $2", appointment.practice_id, appointment.id
    )
    return OfPractice(appointment.practice_id, series_id) if series_id else None


async def starts_of(connection: Connection, appointments: Collection[OfPractice]) -> dict[OfPractice, datetime]:
    rows = await connection.fetch(
        """
        SELECT practice_id, id, starts_at
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, id)
          JOIN appointments USING (practice_id, id)
        """,
        [each.practice_id for each in appointments],
        [each.id for each in appointments],
    )
    return {OfPractice(row["practice_id"], row["id"]): row["starts_at"] for row in rows}


def series_in(row: asyncpg.Record, appointments: Collection[Appointment], *, keys: AtRest) -> Series:
    """As a series' row has it."""
    return Series(
        id=row["id"],
        version=Version(row["incarnation"], row["version"]),
        practitioner_id=row["practitioner_id"],
        client_id=row["client_id"],
        kind_id=row["kind_id"],
        video=row["video"],
        zone=row["zone"],
        recurrence=row["recurrence"],
        skipped_dates=tuple(row["skipped_dates"]),
        skipped_months=tuple(row["skipped_months"]),
        note=keys.open_if_any(row["note"], NOTE, row["id"]),
        appointments=tuple(appointments),
    )
