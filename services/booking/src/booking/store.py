"""Writes, and what a command has to know before it decides. Row-level security adds the practice to every WHERE."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

import asyncpg

from booking.domain.client import Client, Recipient
from booking.domain.conflict import Taken
from booking.domain.kind import AppointmentKind
from booking.domain.name_search import words_of_name
from booking.domain.practice import Practice
from booking.domain.practitioner import Practitioner
from booking.domain.recurrence import Frequency, Recurrence
from booking.domain.series import BookedKind, Occurrence, Plan, Series
from booking.errors import (
    AppointmentNotFound,
    ClientUnknown,
    KindNameTaken,
    KindUnknown,
    PracticeNotFound,
    PractitionerUnknown,
    SeriesNotFound,
    SlotsTaken,
    UserTaken,
)
from messaging.database import Connection

# The constraints at_most_two_days and buffer_before_of_4_hours.
LONGEST = timedelta(hours=48)
LONGEST_BUFFER_BEFORE = timedelta(hours=4)


async def practice(connection: Connection, practice_id: UUID) -> Practice:
    """Raises PracticeNotFound."""
    row = await connection.fetchrow(
        "SELECT id, version, name, zone, phone, phone_hours, email FROM practices WHERE id = $1", practice_id
    )
    if row is None:
        raise PracticeNotFound(f"Make it with `booking practice create --id {practice_id}`.")
    return Practice(**row)


async def add_practice(connection: Connection, new: Practice) -> bool:
    """False where there is a practice with this id, which stays as it is."""
    added = await connection.execute(
        """
        INSERT INTO practices (id, version, name, zone, phone, phone_hours, email)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO NOTHING
        """,
        new.id,
        new.version,
        new.name,
        new.zone,
        new.phone,
        new.phone_hours,
        new.email,
    )
    return added == "INSERT 0 1"


async def practitioner(connection: Connection, practitioner_id: UUID) -> Practitioner:
    """Raises PractitionerUnknown."""
    row = await connection.fetchrow(
        "SELECT id, version, name, subject FROM practitioners WHERE id = $1", practitioner_id
    )
    if row is None:
        raise PractitionerUnknown(f"No practitioner {practitioner_id} in this practice.")
    return Practitioner(**row)


async def lock_practitioner(connection: Connection, practitioner_id: UUID) -> Practitioner:
    """Their diary is this transaction's alone until it ends. Raises PractitionerUnknown."""
    row = await connection.fetchrow(
        "SELECT id, version, name, subject FROM practitioners WHERE id = $1 FOR NO KEY UPDATE", practitioner_id
    )
    if row is None:
        raise PractitionerUnknown(f"No practitioner {practitioner_id} in this practice.")
    return Practitioner(**row)


async def add_practitioner(connection: Connection, practice_id: UUID, new: Practitioner) -> None:
    """Raises UserTaken."""
    try:
        await connection.execute(
            "INSERT INTO practitioners (practice_id, id, version, name, subject) VALUES ($1, $2, $3, $4, $5)",
            practice_id,
            new.id,
            new.version,
            new.name,
            new.subject,
        )
    except asyncpg.UniqueViolationError as error:
        raise UserTaken("Each user is one practitioner at most.") from error


async def require_client(connection: Connection, client_id: UUID) -> None:
    """Raises ClientUnknown."""
    if not await connection.fetchval("SELECT true FROM clients WHERE id = $1", client_id):
        raise ClientUnknown(f"No client {client_id} in this practice.")


async def clients(connection: Connection, client_ids: Sequence[UUID]) -> list[Client]:
    """Those that there are."""
    rows = await connection.fetch(
        "SELECT id, version, recipients FROM clients WHERE id = ANY ($1::uuid[]) ORDER BY id", client_ids
    )
    return [
        Client(row["id"], row["version"], [Recipient(**recipient) for recipient in row["recipients"]]) for row in rows
    ]


async def add_client(connection: Connection, practice_id: UUID, new: Client) -> None:
    """With the words by which they are found."""
    await connection.execute(
        """
        WITH added AS (
            INSERT INTO clients (practice_id, id, version, name, recipients)
            VALUES ($1, $2, $3, $4, $5)
            RETURNING practice_id, id
        )
        INSERT INTO client_words (practice_id, word, client_id)
        SELECT added.practice_id, word, added.id
          FROM added, unnest($6::text[]) AS word
        """,
        practice_id,
        new.id,
        new.version,
        new.name,
        [asdict(recipient) for recipient in new.recipients],
        list(words_of_name(new.name)),
    )


async def kind(connection: Connection, kind_id: UUID) -> AppointmentKind:
    """Raises KindUnknown."""
    row = await connection.fetchrow(
        """
        SELECT id, version, name, video, duration_minutes, buffer_before_minutes, buffer_after_minutes, colour
          FROM appointment_kinds
         WHERE id = $1
        """,
        kind_id,
    )
    if row is None:
        raise KindUnknown(f"No type of appointment {kind_id} in this practice.")
    return AppointmentKind(**row)


async def add_kind(connection: Connection, practice_id: UUID, new: AppointmentKind) -> None:
    """Raises KindNameTaken."""
    try:
        await connection.execute(
            """
            INSERT INTO appointment_kinds
                   (practice_id, id, version, name, video, duration_minutes, buffer_before_minutes,
                    buffer_after_minutes, colour)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            practice_id,
            new.id,
            new.version,
            new.name,
            new.video,
            new.duration_minutes,
            new.buffer_before_minutes,
            new.buffer_after_minutes,
            new.colour,
        )
    except asyncpg.UniqueViolationError as error:
        raise KindNameTaken(f"It is called {new.name}.") from error


async def taken_slots(connection: Connection, plan: Plan) -> list[Taken]:
    """All that stands in the practitioner's diary where the plan would be, earliest first.

    Sound for a booking once the practitioner is locked. It compares scalars, since `&&` is not leakproof and would not
    reach an index under row-level security. OFFSET 0 has the index searched once for every date: the planner cannot
    know how few rows that finds, and would read the practitioner's whole diary and all series.
    """
    rows = await connection.fetch(
        """
        SELECT wished.number, taken.id AS appointment_id, taken.starts_at, taken.ends_at,
               (
                   SELECT clients.name
                     FROM series
                     JOIN clients ON clients.id = series.client_id
                    WHERE series.id = taken.series_id
               ) AS client_name,
               (
                   SELECT staff.name
                     FROM series
                     JOIN staff ON staff.practice_id = series.practice_id AND staff.subject = series.booked_by
                    WHERE series.id = taken.series_id
               ) AS booked_by
          FROM unnest($2::smallint[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
               AS wished (number, occupied_from, occupied_to, search_from, search_to)
         CROSS JOIN LATERAL (
                   SELECT id, series_id, starts_at, ends_at
                     FROM appointments
                    WHERE practitioner_id = $1
                      AND starts_at > wished.search_from
                      AND starts_at < wished.search_to
                      AND occupied_from < wished.occupied_to
                      AND occupied_to > wished.occupied_from
                      AND status <> 'cancelled'
                   OFFSET 0
               ) AS taken
         ORDER BY wished.number, taken.starts_at
        """,
        plan.practitioner_id,
        [occurrence.number for occurrence in plan.occurrences],
        [occurrence.occupied_from for occurrence in plan.occurrences],
        [occurrence.occupied_to for occurrence in plan.occurrences],
        [occurrence.occupied_from - LONGEST for occurrence in plan.occurrences],
        [occurrence.occupied_to + LONGEST_BUFFER_BEFORE for occurrence in plan.occurrences],
    )
    return [Taken(**row) for row in rows]


async def add_series(connection: Connection, practice_id: UUID, new: Series) -> None:
    """The series with all its appointments. Raises SlotsTaken."""
    recurrence = new.recurrence
    occurrences = new.occurrences
    try:
        await connection.execute(
            """
            WITH added AS (
                INSERT INTO series
                       (practice_id, id, version, practitioner_id, client_id, kind_id, kind_name, video, zone,
                        starts_local, frequency, until, count, skipped_months, skipped_dates, note, sessions, booked_by,
                        booked_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
                RETURNING practice_id, id, practitioner_id
            )
            INSERT INTO appointments
                   (practice_id, id, series_id, practitioner_id, number, local_start, fold, shifted_from,
                    starts_at, ends_at, occupied_from, occupied_to, status, schedule_version)
            SELECT added.practice_id, occurrence.id, added.id, added.practitioner_id, occurrence.number,
                   occurrence.local_start, occurrence.fold, occurrence.shifted_from,
                   occurrence.starts_at, occurrence.ends_at, occurrence.occupied_from, occurrence.occupied_to,
                   occurrence.status, occurrence.schedule_version
              FROM added,
                   unnest($20::uuid[], $21::smallint[], $22::timestamp[], $23::smallint[], $24::timestamp[],
                          $25::timestamptz[], $26::timestamptz[], $27::timestamptz[], $28::timestamptz[],
                          $29::text[], $30::integer[])
                   AS occurrence (id, number, local_start, fold, shifted_from, starts_at, ends_at, occupied_from,
                                  occupied_to, status, schedule_version)
             ORDER BY occurrence.number
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
            len(occurrences),
            new.booked_by,
            new.booked_at,
            [occurrence.id for occurrence in occurrences],
            [occurrence.number for occurrence in occurrences],
            [occurrence.local_start for occurrence in occurrences],
            [occurrence.fold for occurrence in occurrences],
            [occurrence.shifted_from for occurrence in occurrences],
            [occurrence.starts_at for occurrence in occurrences],
            [occurrence.ends_at for occurrence in occurrences],
            [occurrence.occupied_from for occurrence in occurrences],
            [occurrence.occupied_to for occurrence in occurrences],
            [occurrence.status for occurrence in occurrences],
            [occurrence.schedule_version for occurrence in occurrences],
        )
    except asyncpg.ExclusionViolationError as error:
        raise SlotsTaken("Somebody else has just booked one of the dates.") from error


async def series(connection: Connection, series_id: UUID) -> Series:
    """Raises SeriesNotFound."""
    found = await several_series(connection, [series_id])
    if not found:
        raise SeriesNotFound(f"No series {series_id} in this practice.")
    return found[0]


async def several_series(connection: Connection, series_ids: Sequence[UUID]) -> list[Series]:
    """Those that there are."""
    rows = await connection.fetch(
        """
        SELECT id, version, practitioner_id, client_id, kind_id, kind_name, video, zone, starts_local, frequency,
               until, count, skipped_months, skipped_dates, note, booked_by, booked_at
          FROM series
         WHERE id = ANY ($1::uuid[])
         ORDER BY id
        """,
        series_ids,
    )
    occurrences = await _occurrences(connection, series_ids)
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
            occurrences=tuple(occurrences[row["id"]]),
        )
        for row in rows
    ]


async def lock_several_series(connection: Connection, series_ids: Sequence[UUID]) -> list[Series]:
    """They stay as they are until this transaction ends. Locked in the order of their ids, as by everyone."""
    await connection.execute("SELECT FROM series WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE", series_ids)
    return await several_series(connection, series_ids)


def _recurrence(row: asyncpg.Record) -> Recurrence | None:
    if row["frequency"] is None:
        return None
    return Recurrence(Frequency(row["frequency"]), until=row["until"], count=row["count"])


async def _occurrences(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, list[Occurrence]]:
    """Of each series."""
    rows = await connection.fetch(
        """
        SELECT series_id, id, number, local_start, fold, shifted_from, starts_at, ends_at, occupied_from, occupied_to,
               status, schedule_version
          FROM appointments
         WHERE series_id = ANY ($1::uuid[])
         ORDER BY series_id, number
        """,
        series_ids,
    )
    found: dict[UUID, list[Occurrence]] = {series_id: [] for series_id in series_ids}
    for row in rows:
        session = dict(row)
        found[session.pop("series_id")].append(Occurrence(**session))
    return found


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
    return await series(connection, series_id)


async def save_statuses(connection: Connection, changed: Series, sessions: Sequence[Occurrence]) -> None:
    """Those of these sessions, with the version that the series has thereby. The caller has locked it."""
    await connection.execute(
        """
        WITH changed AS (
            UPDATE series SET version = $2 WHERE id = $1
        )
        UPDATE appointments
           SET status = session.status
          FROM unnest($3::uuid[], $4::text[]) AS session (id, status)
         WHERE appointments.series_id = $1
           AND appointments.id = session.id
        """,
        changed.id,
        changed.version,
        [session.id for session in sessions],
        [session.status for session in sessions],
    )
