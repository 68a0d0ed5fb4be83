from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from booking.domain.recurrence import Frequency, Recurrence
from booking.domain.series import Appointment, BookedKind, Series
from booking.errors import (
    AppointmentNotFound,
    SeriesNotFound,
    SlotsTaken,
)
from messaging.database import Connection


async def find_series(connection: Connection, series_id: UUID) -> Series:
    """Raises SeriesNotFound."""
    found = await several_series(connection, [series_id])
    if not found:
        raise SeriesNotFound(f"No series {series_id} in this practice.")
    return found[0]


async def find_series_id(connection: Connection, appointment_id: UUID) -> UUID:
    """Of the appointment's series. Raises AppointmentNotFound."""
    series_id: UUID | None = await connection.fetchval(
        "SELECT series_id FROM appointments WHERE id = $1", appointment_id
    )
    if series_id is None:
        raise AppointmentNotFound(f"No appointment {appointment_id} in this practice.")
    return series_id


async def whose_series(connection: Connection, series_id: UUID) -> tuple[UUID, UUID]:
    """Its practitioner's and its client's id, which never change. Raises SeriesNotFound."""
    row = await connection.fetchrow("SELECT practitioner_id, client_id FROM series WHERE id = $1", series_id)
    if row is None:
        raise SeriesNotFound(f"No series {series_id} in this practice.")
    return row["practitioner_id"], row["client_id"]


async def several_series(connection: Connection, series_ids: Sequence[UUID]) -> list[Series]:
    """Those that there are."""
    rows = await connection.fetch(
        """
        SELECT id, version, practitioner_id, client_id, kind_id, kind_name, video, zone, starts_local, frequency,
               until, count, skipped_months, skipped_dates, note, booked_by, booked_at,
               changed_by, changed_at
          FROM series
         WHERE id = ANY ($1::uuid[])
         ORDER BY id
        """,
        series_ids,
    )
    appointments = await _appointments(connection, series_ids)
    return [
        Series(
            id=row["id"],
            version=row["version"],
            practitioner_id=row["practitioner_id"],
            client_id=row["client_id"],
            kind=BookedKind(row["kind_id"], row["kind_name"], row["video"]),
            zone=row["zone"],
            starts_local=row["starts_local"],
            recurrence=_recurrence(row),
            skipped_months=tuple(row["skipped_months"]),
            skipped_dates=tuple(row["skipped_dates"]),
            note=row["note"],
            booked_by=row["booked_by"],
            booked_at=row["booked_at"],
            changed_by=row["changed_by"],
            changed_at=row["changed_at"],
            appointments=tuple(appointments[row["id"]]),
        )
        for row in rows
    ]


async def series_among(connection: Connection, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these that are series of this practice."""
    rows = await connection.fetch("SELECT id FROM series WHERE id = ANY ($1::uuid[]) ORDER BY id", ids)
    return [row["id"] for row in rows]


async def lock_series_of(connection: Connection, appointment_id: UUID) -> Series:
    """The appointment's series is this transaction's alone until it ends. Raises AppointmentNotFound."""
    series_id = await connection.fetchval(
        """
        SELECT series.id
          FROM appointments
          JOIN series ON series.id = appointments.series_id
         WHERE appointments.id = $1
           FOR NO KEY UPDATE OF series
        """,
        appointment_id,
    )
    if series_id is None:
        raise AppointmentNotFound(f"No appointment {appointment_id} in this practice.")
    return await find_series(connection, series_id)


async def lock_several_series(connection: Connection, series_ids: Sequence[UUID]) -> list[Series]:
    """They stay as they are until this transaction ends. Locked in the order of their ids, as by everyone."""
    await connection.execute("SELECT FROM series WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE", series_ids)
    return await several_series(connection, series_ids)


async def add_series(connection: Connection, practice_id: UUID, new: Series) -> None:
    """The series with all its appointments. Raises SlotsTaken."""
    recurrence = new.recurrence
    appointments = new.appointments
    try:
        await connection.execute(
            """
            WITH added AS (
                INSERT INTO series
                       (practice_id, id, version, practitioner_id, client_id, kind_id, kind_name, video, zone,
                        starts_local, frequency, until, count, skipped_months, skipped_dates, note, sessions, booked_by,
                        booked_at, changed_by, changed_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $31, $32)
                RETURNING practice_id, id, practitioner_id
            )
            INSERT INTO appointments
                   (practice_id, id, series_id, practitioner_id, number, local_start, fold, twice, shifted_from,
                    starts_at, ends_at, local_end, occupied_from, occupied_to, status, schedule_version, zone_data,
                    accepted)
            SELECT added.practice_id, appointment.id, added.id, added.practitioner_id, appointment.number,
                   appointment.local_start, appointment.fold, appointment.twice, appointment.shifted_from,
                   appointment.starts_at, appointment.ends_at, appointment.local_end, appointment.occupied_from,
                   appointment.occupied_to, appointment.status, appointment.schedule_version, appointment.zone_data,
                   string_to_array(appointment.accepted, ' ')
              FROM added,
                   unnest($20::uuid[], $21::smallint[], $22::timestamp[], $23::smallint[], $24::timestamp[],
                          $25::timestamptz[], $26::timestamptz[], $27::timestamptz[], $28::timestamptz[],
                          $29::text[], $30::integer[], $33::timestamp[],
                          $34::text[], $35::boolean[], $36::text[])
                   AS appointment (id, number, local_start, fold, shifted_from, starts_at, ends_at, occupied_from,
                                  occupied_to, status, schedule_version, local_end, zone_data, twice, accepted)
             ORDER BY appointment.number
            """,
            practice_id,
            new.id,
            new.version,
            new.practitioner_id,
            new.client_id,
            new.kind.id,
            new.kind.name,
            new.kind.video,
            new.zone,
            new.starts_local,
            recurrence and recurrence.frequency.value,
            recurrence and recurrence.until,
            recurrence and recurrence.count,
            list(new.skipped_months),
            list(new.skipped_dates),
            new.note,
            len(appointments),
            new.booked_by,
            new.booked_at,
            [appointment.id for appointment in appointments],
            [appointment.number for appointment in appointments],
            [appointment.local_start for appointment in appointments],
            [appointment.fold for appointment in appointments],
            [appointment.shifted_from for appointment in appointments],
            [appointment.starts_at for appointment in appointments],
            [appointment.ends_at for appointment in appointments],
            [appointment.occupied_from for appointment in appointments],
            [appointment.occupied_to for appointment in appointments],
            [appointment.status for appointment in appointments],
            [appointment.schedule_version for appointment in appointments],
            new.changed_by,
            new.changed_at,
            [appointment.local_end for appointment in appointments],
            [appointment.zone_data for appointment in appointments],
            [appointment.twice for appointment in appointments],
            [" ".join(appointment.accepted) for appointment in appointments],
        )
    except asyncpg.ExclusionViolationError as error:
        raise SlotsTaken("Somebody else has just booked one of the dates.") from error


async def save_statuses(connection: Connection, changed: Series, appointments: Sequence[Appointment]) -> None:
    """Those of these appointments, with the version that the series has thereby. The caller has locked it."""
    await connection.execute(
        """
        WITH changed AS (
            UPDATE series SET version = $2, changed_by = $5, changed_at = $6 WHERE id = $1
        )
        UPDATE appointments
           SET status = became.status
          FROM unnest($3::uuid[], $4::text[]) AS became (id, status)
         WHERE appointments.series_id = $1
           AND appointments.id = became.id
        """,
        changed.id,
        changed.version,
        [appointment.id for appointment in appointments],
        [appointment.status for appointment in appointments],
        changed.changed_by,
        changed.changed_at,
    )


async def save_zone_data(connection: Connection, appointment_ids: Sequence[UUID], version: str) -> None:
    """That their times follow from their local starts by this version too."""
    await connection.execute(
        "UPDATE appointments SET zone_data = $2 WHERE id = ANY ($1::uuid[])", appointment_ids, version
    )


async def save_rule(connection: Connection, changed: Series) -> None:
    """The rule in force. The caller has locked the series."""
    recurrence = changed.recurrence
    await connection.execute(
        """
        UPDATE series
           SET starts_local = $2, until = $3, count = $4, skipped_months = $5, skipped_dates = $6
         WHERE id = $1
        """,
        changed.id,
        changed.starts_local,
        recurrence and recurrence.until,
        recurrence and recurrence.count,
        list(changed.skipped_months),
        list(changed.skipped_dates),
    )


async def save_places(connection: Connection, changed: Sequence[Series], appointments: Sequence[Appointment]) -> None:
    """When these take place, with the versions that their series have thereby. The caller has locked the practitioner
    and the series. They may stand in each other's old places: at the end none may in another's.

    Raises SlotsTaken.
    """
    await connection.execute(
        """
        UPDATE series
           SET version = changed.version,
               changed_by = changed.changed_by,
               changed_at = changed.changed_at
          FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::timestamptz[])
                   AS changed (id, version, changed_by, changed_at)
         WHERE series.id = changed.id
        """,
        [series.id for series in changed],
        [series.version for series in changed],
        [series.changed_by for series in changed],
        [series.changed_at for series in changed],
    )
    try:
        await connection.execute(
            """
            UPDATE appointments
               SET local_start = became.local_start,
                   fold = became.fold,
                   twice = became.twice,
                   shifted_from = became.shifted_from,
                   starts_at = became.starts_at,
                   ends_at = became.ends_at,
                   local_end = became.local_end,
                   occupied_from = became.occupied_from,
                   occupied_to = became.occupied_to,
                   schedule_version = became.schedule_version,
                   zone_data = became.zone_data,
                   accepted = string_to_array(became.accepted, ' '),
                   rule_start = became.rule_start
              FROM unnest($1::uuid[], $2::timestamp[], $3::smallint[], $4::timestamp[], $5::timestamptz[],
                          $6::timestamptz[], $7::timestamp[], $8::timestamptz[], $9::timestamptz[], $10::integer[],
                          $11::text[], $12::boolean[], $13::text[], $14::timestamp[])
                       AS became (id, local_start, fold, shifted_from, starts_at, ends_at, local_end, occupied_from,
                                  occupied_to, schedule_version, zone_data, twice, accepted, rule_start)
             WHERE appointments.id = became.id
            """,
            [appointment.id for appointment in appointments],
            [appointment.local_start for appointment in appointments],
            [appointment.fold for appointment in appointments],
            [appointment.shifted_from for appointment in appointments],
            [appointment.starts_at for appointment in appointments],
            [appointment.ends_at for appointment in appointments],
            [appointment.local_end for appointment in appointments],
            [appointment.occupied_from for appointment in appointments],
            [appointment.occupied_to for appointment in appointments],
            [appointment.schedule_version for appointment in appointments],
            [appointment.zone_data for appointment in appointments],
            [appointment.twice for appointment in appointments],
            [" ".join(appointment.accepted) for appointment in appointments],
            [appointment.rule_start if appointment.is_apart else None for appointment in appointments],
        )
    except asyncpg.ExclusionViolationError as error:
        raise SlotsTaken("Somebody else has just booked one of the times.") from error


async def _appointments(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, list[Appointment]]:
    """Of each series."""
    rows = await connection.fetch(
        """
        SELECT series_id, id, number, local_start, fold, twice, shifted_from, starts_at, ends_at, local_end,
               occupied_from, occupied_to, status, schedule_version, zone_data, accepted, rule_start
          FROM appointments
         WHERE series_id = ANY ($1::uuid[])
         ORDER BY series_id, number
        """,
        series_ids,
    )
    found: dict[UUID, list[Appointment]] = {series_id: [] for series_id in series_ids}
    for row in rows:
        appointment = dict(row)
        found[appointment.pop("series_id")].append(appointment_in(appointment))
    return found


def appointment_in(row: dict[str, Any]) -> Appointment:
    """As its row has it, where a start of the rule stands only of what was moved on its own."""
    asked_start = row["shifted_from"] or row["local_start"]
    return Appointment(**row | {"accepted": tuple(row["accepted"]), "rule_start": row["rule_start"] or asked_start})


def _recurrence(row: asyncpg.Record) -> Recurrence | None:
    if row["frequency"] is None:
        return None
    return Recurrence(Frequency(row["frequency"]), until=row["until"], count=row["count"])
