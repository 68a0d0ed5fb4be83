"""Reads. Row-level security adds the practice to every WHERE."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg

from booking.domain.call import ActivityKind, Call
from booking.domain.client import Client, Recipient
from booking.domain.communication import Communication
from booking.domain.kind import AppointmentKind
from booking.domain.practitioner import Practitioner
from booking.domain.series import Status
from booking.errors import AppointmentNotFound
from messaging.database import Connection

CLIENTS_AT_ONCE = 500
CLIENTS_FOUND = 20
LAST_CHARACTER = "\U0010ffff"


type Told = Literal["practices", "practitioners", "clients", "series"]

_IDS: dict[Told, str] = {
    "practices": "SELECT id FROM practices",
    "practitioners": "SELECT id FROM practitioners",
    "clients": "SELECT id FROM clients",
    "series": "SELECT id FROM series",
}
_SINCE = """
 WHERE ($1::timestamptz IS NULL OR id IN (SELECT about FROM audit_log WHERE at >= $1))
   AND ($2::uuid IS NULL OR id > $2)
 ORDER BY id
 LIMIT $3
"""


async def ids_since(
    connection: Connection, told: Told, since: datetime | None, *, after: UUID | None, at_most: int
) -> list[UUID]:
    """Of what was made or changed since then (None: ever), in order, from `after` on."""
    rows = await connection.fetch(_IDS[told] + _SINCE, since, after, at_most)
    return [row["id"] for row in rows]


async def series_among(connection: Connection, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these that are series of this practice."""
    rows = await connection.fetch("SELECT id FROM series WHERE id = ANY ($1::uuid[]) ORDER BY id", ids)
    return [row["id"] for row in rows]


async def practitioners(connection: Connection) -> list[Practitioner]:
    rows = await connection.fetch("SELECT id, version, name, subject FROM practitioners ORDER BY name, id")
    return [Practitioner(**row) for row in rows]


async def kinds(connection: Connection) -> list[AppointmentKind]:
    """Those with video first."""
    rows = await connection.fetch(
        """
        SELECT id, version, name, video, duration_minutes, buffer_before_minutes, buffer_after_minutes, colour
          FROM appointment_kinds
         ORDER BY video DESC, name
        """
    )
    return [AppointmentKind(**row) for row in rows]


async def newest_clients(connection: Connection) -> list[Client]:
    rows = await connection.fetch(
        "SELECT id, version, recipients FROM clients ORDER BY id DESC LIMIT $1", CLIENTS_AT_ONCE
    )
    return [_client(row) for row in rows]


async def clients_named(connection: Connection, practice_id: UUID, words: Sequence[str]) -> list[Client]:
    """Those in whose names each of `words` begins a word; whole words before longer ones.

    The first word is looked up in the index. It compares text by its bytes, since LIKE is not leakproof and would not
    reach an index under row-level security; with the practice named, the index gives the order too.
    """
    if not words:
        return []
    first, others = words[0], words[1:]
    rows = await connection.fetch(
        """
        SELECT clients.id, clients.version, clients.recipients
          FROM (
                   SELECT found.client_id, min(found.word) AS word
                     FROM (
                              SELECT client_id, word
                                FROM client_words
                               WHERE practice_id = $1
                                 AND word >= $2
                                 AND word < $3
                                 AND (
                                         SELECT coalesce(bool_and(EXISTS (
                                                    SELECT
                                                      FROM client_words AS other
                                                     WHERE other.practice_id = $1
                                                       AND other.client_id = client_words.client_id
                                                       AND other.word >= wanted.first COLLATE "C"
                                                       AND other.word < wanted.beyond COLLATE "C"
                                                )), true)
                                           FROM unnest($4::text[], $5::text[]) AS wanted (first, beyond)
                                     )
                               ORDER BY word
                               LIMIT $6
                          ) AS found
                    GROUP BY found.client_id
               ) AS found
          JOIN clients ON clients.practice_id = $1 AND clients.id = found.client_id
         ORDER BY found.word, clients.name, clients.id
         LIMIT $7
        """,
        practice_id,
        first,
        first + LAST_CHARACTER,
        others,
        [word + LAST_CHARACTER for word in others],
        4 * CLIENTS_FOUND,  # words, of which a name may have several with the same beginning
        CLIENTS_FOUND,
    )
    return [_client(row) for row in rows]


def _client(row: asyncpg.Record) -> Client:
    return Client(row["id"], row["version"], [Recipient(**recipient) for recipient in row["recipients"]])


@dataclass(frozen=True, slots=True)
class DiaryRow:
    """`sessions` is how many the series has; `link` and `call`, what video-links has said of the session's."""

    appointment_id: UUID
    series_id: UUID
    number: int
    sessions: int
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


async def diary(
    connection: Connection, starts_from: datetime, starts_before: datetime, practitioner_id: UUID | None
) -> list[DiaryRow]:
    """What starts in this time, earliest first; of one practitioner or of all."""
    rows = await connection.fetch(
        """
        SELECT appointments.id AS appointment_id, appointments.series_id, appointments.number, series.sessions,
               appointments.starts_at, appointments.ends_at, appointments.status,
               appointments.practitioner_id, practitioners.name AS practitioner_name,
               series.client_id, clients.name AS client_name,
               series.kind_id, series.kind_name, series.video, appointment_kinds.colour,
               links.state AS link, calls.version AS call_version, calls.client AS call_client,
               calls.client_since AS call_client_since, calls.host_present AS call_host_present,
               calls.ended AS call_ended, calls.ended_at AS call_ended_at
          FROM appointments
          JOIN series ON series.id = appointments.series_id
          JOIN practitioners ON practitioners.id = appointments.practitioner_id
          JOIN clients ON clients.id = series.client_id
          JOIN appointment_kinds ON appointment_kinds.id = series.kind_id
          LEFT JOIN links ON links.appointment_id = appointments.id
          LEFT JOIN calls ON calls.appointment_id = appointments.id
         WHERE appointments.starts_at >= $1
           AND appointments.starts_at < $2
           AND ($3::uuid IS NULL OR appointments.practitioner_id = $3)
         ORDER BY appointments.starts_at, practitioners.name, appointments.id
        """,
        starts_from,
        starts_before,
        practitioner_id,
    )
    return [_diary_row(dict(row)) for row in rows]


def _diary_row(row: dict[str, Any]) -> DiaryRow:
    call = {field.name: row.pop(f"call_{field.name}") for field in fields(Call)}
    return DiaryRow(**row, call=None if call["version"] is None else Call(**call))


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """What the summary says of an appointment beyond its series. `practice_zone` is IANA."""

    appointment_id: UUID
    series_id: UUID
    practitioner_name: str
    recipients: Sequence[Recipient]
    colour: str
    booked_by: str
    practice_zone: str


async def appointment(connection: Connection, appointment_id: UUID) -> AppointmentRow:
    """Raises AppointmentNotFound."""
    row = await connection.fetchrow(
        """
        SELECT appointments.id AS appointment_id, appointments.series_id, practitioners.name AS practitioner_name,
               clients.recipients, appointment_kinds.colour, coalesce(staff.name, series.booked_by) AS booked_by,
               practices.zone AS practice_zone
          FROM appointments
          JOIN practices ON practices.id = appointments.practice_id
          JOIN series ON series.id = appointments.series_id
          JOIN practitioners ON practitioners.id = appointments.practitioner_id
          JOIN clients ON clients.id = series.client_id
          JOIN appointment_kinds ON appointment_kinds.id = series.kind_id
          LEFT JOIN staff ON staff.subject = series.booked_by
         WHERE appointments.id = $1
        """,
        appointment_id,
    )
    if row is None:
        raise AppointmentNotFound(f"No appointment {appointment_id} in this practice.")
    return AppointmentRow(**dict(row) | {"recipients": [Recipient(**each) for each in row["recipients"]]})


@dataclass(frozen=True, slots=True)
class LinkRow:
    state: Literal["live", "dead"]
    reason: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    sealed_url: bytes


async def link(connection: Connection, appointment_id: UUID) -> LinkRow | None:
    """None until video-links has said anything of it."""
    row = await connection.fetchrow(
        "SELECT state, reason, opens_at, closes_at, url AS sealed_url FROM links WHERE appointment_id = $1",
        appointment_id,
    )
    return None if row is None else LinkRow(**row)


async def communications(connection: Connection, series_id: UUID) -> list[Communication]:
    """Newest or furthest ahead first."""
    rows = await connection.fetch(
        """
        SELECT id, version, appointment_id, trigger, channel, recipient, address, status, reason, detail, due_at,
               held_until, sent_at, link_of
          FROM communications
         WHERE series_id = $1
         ORDER BY coalesce(sent_at, due_at) DESC, id
        """,
        series_id,
    )
    return [Communication(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class Deed:
    """`times` within the hour that ended `at`. `sessions`: how many it was about, from the appointment on."""

    at: datetime
    who: str
    action: str
    appointment_id: UUID | None
    sessions: int | None
    times: int


async def history(connection: Connection, series_id: UUID) -> list[Deed]:
    """Who did what with a series, newest first. What somebody did again within the same hour stands there once."""
    rows = await connection.fetch(
        """
        SELECT max(audit_log.at) AS at,
               coalesce(staff.name, practitioners.name, audit_log.subject) AS who,
               audit_log.action,
               audit_log.appointment_id,
               audit_log.sessions,
               count(*)::integer AS times
          FROM audit_log
          LEFT JOIN staff ON staff.subject = audit_log.subject
          LEFT JOIN practitioners ON practitioners.subject = audit_log.subject
         WHERE audit_log.about = $1
         GROUP BY coalesce(staff.name, practitioners.name, audit_log.subject), audit_log.action,
                  audit_log.appointment_id, audit_log.sessions, date_trunc('hour', audit_log.at)
         ORDER BY max(audit_log.at) DESC, max(audit_log.id) DESC
        """,
        series_id,
    )
    return [Deed(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`who` is None where it was no one of the staff. `times` within the hour that ended `at`."""

    kind: ActivityKind
    at: datetime
    scanner: bool
    who: str | None
    times: int


async def activities(connection: Connection, appointment_id: UUID) -> list[ActivityRow]:
    """What happened at a session's link and in its room, newest first. Openings of the same hour stand there once, the
    scanners' on their own."""
    rows = await connection.fetch(
        """
        SELECT activities.kind, max(activities.at) AS at, activities.scanner,
               coalesce(staff.name, practitioners.name) AS who, count(*)::integer AS times
          FROM activities
          LEFT JOIN staff ON staff.subject = activities.subject
          LEFT JOIN practitioners ON practitioners.subject = activities.subject
         WHERE activities.appointment_id = $1
         GROUP BY activities.kind, activities.scanner, coalesce(staff.name, practitioners.name),
                  CASE WHEN activities.kind = 'opened' THEN date_trunc('hour', activities.at) END,
                  CASE WHEN activities.kind <> 'opened' THEN activities.id END
         ORDER BY max(activities.at) DESC, max(activities.id::text) DESC
        """,
        appointment_id,
    )
    return [ActivityRow(**row) for row in rows]
