from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from booking.domain.call import Call
from booking.domain.diary import DiaryDays
from booking.domain.kind import LONGEST_SESSION
from booking.domain.series import Status
from booking.domain.wall_time import Fold, ShownInterval, days_of, find_zone, shown_in
from booking.store.practices import find_practice
from messaging.database import Connection
from messaging.version import Version


@dataclass(frozen=True, slots=True)
class DiaryRow:
    """`of` is how many the series has; `zone` is its own; `link` and `call`, what video-links has said of the
    appointment's. `scanner_waits`: whoever is in the waiting room joined as a mail scanner does."""

    appointment_id: UUID
    series_id: UUID
    number: int
    of: int
    zone: str
    local_start: datetime
    fold: Fold
    twice: bool
    local_end: datetime
    starts_at: datetime
    ends_at: datetime
    status: Status
    practitioner_id: UUID
    practitioner_name: str
    client_id: UUID
    client_name: str
    kind_id: UUID
    kind_name: str
    video: bool
    colour: str
    link: Literal["live", "dead"] | None
    call: Call | None
    scanner_waits: bool


@dataclass(frozen=True, slots=True)
class Diary:
    """`zone` is the practice's, IANA."""

    zone: str
    rows: Sequence[DiaryRow]


async def open_diary(
    connection: Connection, practice_id: UUID, days: DiaryDays, *, practitioner_id: UUID | None
) -> Diary:
    """What is booked on these days of the practice, or on a part of one, earliest first; of one practitioner or of all.

    Raises PracticeNotFound.
    """
    practice = await find_practice(connection, practice_id)
    begin, end = days.in_utc(find_zone(practice.zone))
    return Diary(practice.zone, await _rows(connection, begin, end, practitioner_id))


async def whose_days(connection: Connection, appointment_id: UUID) -> tuple[UUID, list[date]] | None:
    """In whose diary the appointment is, and on which days of the practice's."""
    row = await connection.fetchrow(
        """
        SELECT appointments.practitioner_id, practices.zone, series.zone, appointments.local_start, appointments.fold,
               appointments.twice, appointments.local_end, appointments.starts_at, appointments.ends_at
          FROM appointments
          JOIN series ON series.id = appointments.series_id
          JOIN practices ON practices.id = appointments.practice_id
         WHERE appointments.id = $1
        """,
        appointment_id,
    )
    if row is None:
        return None
    practitioner_id, practice_zone, zone, *booked = row
    return practitioner_id, days_of(shown_in(practice_zone, ShownInterval(*booked), of=zone))


async def _rows(connection: Connection, begin: datetime, end: datetime, practitioner_id: UUID | None) -> list[DiaryRow]:
    """What goes on between two moments. It is searched by its start, since that is what the index has in order."""
    rows = await connection.fetch(
        """
        SELECT appointments.id AS appointment_id, appointments.series_id, appointments.number, series.sessions AS of,
               series.zone, appointments.local_start, appointments.fold, appointments.twice, appointments.local_end,
               appointments.starts_at, appointments.ends_at, appointments.status,
               appointments.practitioner_id, practitioners.name AS practitioner_name,
               series.client_id, clients.name AS client_name,
               series.kind_id, series.kind_name, series.video, appointment_kinds.colour,
               links.state AS link, calls.incarnation AS call_incarnation, calls.version AS call_version,
               calls.client AS call_client,
               calls.client_since AS call_client_since, calls.host_present AS call_host_present,
               calls.ended AS call_ended, calls.ended_at AS call_ended_at,
               calls.client = 'waiting' AND coalesce(
                   (
                       SELECT activities.scanner
                         FROM activities
                        WHERE activities.practice_id = calls.practice_id
                          AND activities.appointment_id = calls.appointment_id
                          AND activities.kind IN ('joined', 'rejoined', 'taken_over')
                        ORDER BY activities.at DESC
                        LIMIT 1
                   ),
                   false
               ) IS true AS scanner_waits
          FROM appointments
          JOIN series ON series.id = appointments.series_id
          JOIN practitioners ON practitioners.id = appointments.practitioner_id
          JOIN clients ON clients.id = series.client_id
          JOIN appointment_kinds ON appointment_kinds.id = series.kind_id
          LEFT JOIN links ON links.appointment_id = appointments.id
          LEFT JOIN calls ON calls.appointment_id = appointments.id
         WHERE appointments.starts_at > $4
           AND appointments.starts_at < $2
           AND appointments.ends_at > $1
           AND ($3::uuid IS NULL OR appointments.practitioner_id = $3)
         ORDER BY appointments.starts_at, practitioners.name, appointments.id
        """,
        begin,
        end,
        practitioner_id,
        begin - LONGEST_SESSION,
    )
    return [_diary_row(dict(row)) for row in rows]


def _diary_row(row: dict[str, Any]) -> DiaryRow:
    incarnation = row.pop("call_incarnation")
    call = {field.name: row.pop(f"call_{field.name}") for field in fields(Call)}
    if call["version"] is None:
        return DiaryRow(**row, call=None)
    return DiaryRow(**row, call=Call(**call | {"version": Version(incarnation, call["version"])}))
