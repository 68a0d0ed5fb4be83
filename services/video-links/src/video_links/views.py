from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.activity import Activity
from video_links.domain.appointment_times import AppointmentTimes, Window
from video_links.domain.token import Token
from video_links.domain.zone import zone_named

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Found:
    """Which link a token opens. Where it opens none, ids that belong to nobody."""

    practice_id: UUID = _NOBODY
    appointment_id: UUID = _NOBODY
    link_id: UUID = _NOBODY


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link's page may show. What booking has not told yet is None."""

    times: AppointmentTimes
    practitioner: str | None
    practice: str | None
    phone: str | None
    phone_hours: str | None


@dataclass(frozen=True, slots=True)
class FoundTicket:
    practice_id: UUID
    ticket_id: UUID


async def activities(connection: Connection, appointment_id: UUID) -> list[Activity]:
    """The ledger's last 500 lines of the appointment, oldest first."""
    rows = await connection.fetch(
        """
        SELECT id, kind, at, link_id, scanner, agent
          FROM (SELECT * FROM activities WHERE appointment_id = $1 ORDER BY at DESC, id DESC LIMIT 500) AS last
         ORDER BY at, id
        """,
        appointment_id,
    )
    return [Activity(**row) for row in rows]


async def find_ticket(connection: Connection, ticket: Token) -> FoundTicket | None:
    """Whatever the transaction's practices are."""
    row = await connection.fetchrow(
        "SELECT practice_id, ticket_id FROM find_ticket($1)",
        ticket.sha256,
    )
    return FoundTicket(**row) if row else None


async def find_link(connection: Connection, token: Token) -> Found:
    """Whatever the transaction's practices are."""
    row = await connection.fetchrow(
        "SELECT practice_id, appointment_id, link_id FROM find_link($1)",
        token.sha256,
    )
    return Found(**row) if row else Found()


async def link_page(connection: Connection, found: Found, *, window: Window) -> LinkPage | None:
    """None where the token opens no link. It is asked all the same, so that the time taken does not tell it."""
    row = await connection.fetchrow(
        """
        SELECT links.reason,
               appointments.local_start, appointments.starts_at, appointments.ends_at, appointments.status,
               series.zone,
               practitioners.name AS practitioner,
               practices.name AS practice, practices.phone, practices.phone_hours
          FROM links
          JOIN appointments ON appointments.id = links.appointment_id
          JOIN series ON series.id = appointments.series_id
          LEFT JOIN practitioners ON practitioners.id = series.practitioner_id
          LEFT JOIN practices ON practices.id = links.practice_id
         WHERE links.id = $1
           AND appointments.id = $2
        """,
        found.link_id,
        found.appointment_id,
    )
    if row is None:
        return None
    return LinkPage(
        times=AppointmentTimes(
            zone=zone_named(row["zone"]),
            local_start=row["local_start"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            status=row["status"],
            dead=row["reason"],
            window=window,
        ),
        practitioner=row["practitioner"],
        practice=row["practice"],
        phone=row["phone"],
        phone_hours=row["phone_hours"],
    )


@dataclass(frozen=True, slots=True)
class Place:
    practice_id: UUID
    appointment_id: UUID


async def links_whose_time_is_over(connection: Connection, ended_before: datetime, *, at_most: int) -> list[Place]:
    """Whatever the transaction's practices are."""
    rows = await connection.fetch("SELECT * FROM find_links_whose_time_is_over($1, $2)", ended_before, at_most)
    return [Place(**row) for row in rows]


async def deserted_rooms(connection: Connection, seen_before: datetime, *, at_most: int) -> list[Place]:
    """Whatever the transaction's practices are."""
    rows = await connection.fetch("SELECT * FROM find_deserted_rooms($1, $2)", seen_before, at_most)
    return [Place(**row) for row in rows]


async def practices_with_litter(connection: Connection, made_before: datetime) -> list[UUID]:
    """Whatever the transaction's practices are."""
    rows = await connection.fetch("SELECT practice_id FROM find_practices_with_litter($1)", made_before)
    return [row["practice_id"] for row in rows]
